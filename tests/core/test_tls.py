"""Connections are verified, and what they trust is read once a process."""

import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import certifi
import pytest
import trustme
from botocore import httpsession
from botocore.exceptions import SSLError

from saidly.aws import clients
from saidly.aws.clients import client
from saidly.tls import verifying, verifying_amazon


class Table(BaseHTTPRequestHandler):
    """Answers every call to DynamoDB with no item, and closes the connection."""

    def do_POST(self) -> None:
        """Answer once."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def table(authority: trustme.CA) -> Iterator[ThreadingHTTPServer]:
    """A table on loopback whose certificate the authority has signed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with ThreadingHTTPServer(("127.0.0.1", 0), Table) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def reads(table: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files of roots that were read, in a process that has made no client yet."""
    told: list[str] = []
    load = ssl.SSLContext.load_verify_locations

    def counted(context: ssl.SSLContext, cafile: str | None = None, *rest: Any) -> None:
        told.append(str(cafile))
        load(context, cafile, *rest)

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", counted)
    for name in ("create_urllib3_context", "get_cert_path"):
        monkeypatch.setattr(httpsession, name, getattr(httpsession, name))
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"https://127.0.0.1:{table.server_address[1]}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "none")
    for name in ("AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    forget()
    yield told
    forget()


def forget() -> None:
    """Be a process that has made no client yet."""
    for made in (verifying, verifying_amazon, clients._session, client):
        made.cache_clear()


def ask() -> None:
    client("dynamodb").get_item(TableName="table", Key={"pk": {"S": "a"}})


@pytest.fixture
def roots(authority: trustme.CA, tmp_path: Path) -> Path:
    """A file as certifi's, with the authority in Amazon's place."""
    file = tmp_path / "roots.pem"
    file.write_text('# Label: "Amazon Root CA 1"\n' + authority.cert_pem.bytes().decode())
    return file


@pytest.mark.parametrize("region", ["eu-west-1", "cn-north-1", "nowhere"])
def test_many_connections_to_aws_read_the_roots_once(
    region: str, roots: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certifi, "where", lambda: str(roots))
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)

    for _ in range(3):
        ask()

    assert len(reads) == 1


@pytest.mark.usefixtures("reads")
def test_a_table_whose_certificate_nobody_trusts_is_not_spoken_to() -> None:
    with pytest.raises(SSLError, match="certificate verify failed"):
        ask()


def test_roots_that_a_deployment_names_are_trusted_beside_ours(
    roots: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_CA_BUNDLE", str(roots))

    ask()

    assert reads[-1] == str(roots)


def test_amazon_has_five_roots() -> None:
    assert len(verifying_amazon().get_ca_certs()) == 5


@pytest.mark.parametrize("trust", [verifying, verifying_amazon])
def test_certificates_are_verified(trust: Callable[[], ssl.SSLContext]) -> None:
    context = trust()

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
