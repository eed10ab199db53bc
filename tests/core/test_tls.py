"""Connections are verified, and what they trust is read once a process."""

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import certifi
import pytest
import trustme
from botocore import httpsession
from botocore.exceptions import SSLError

from saidly.aws.clients import client
from saidly.tls import verifying


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
    """What was read of roots, in a process that has made no client yet."""
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
    verifying.cache_clear()
    client.cache_clear()
    yield told
    verifying.cache_clear()
    client.cache_clear()


def ask() -> None:
    client("dynamodb").get_item(TableName="table", Key={"pk": {"S": "a"}})


def test_many_connections_to_aws_read_the_roots_once(
    authority: trustme.CA, reads: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    roots = tmp_path / "roots.pem"
    authority.cert_pem.write_to_path(roots)
    monkeypatch.setattr(certifi, "where", lambda: str(roots))

    for _ in range(3):
        ask()

    assert reads == [str(roots)]


@pytest.mark.usefixtures("reads")
def test_a_table_whose_certificate_nobody_trusts_is_not_spoken_to() -> None:
    with pytest.raises(SSLError, match="certificate verify failed"):
        ask()


def test_roots_that_a_deployment_names_are_trusted_beside_ours(
    authority: trustme.CA, reads: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    roots = tmp_path / "roots.pem"
    authority.cert_pem.write_to_path(roots)
    monkeypatch.setenv("AWS_CA_BUNDLE", str(roots))

    ask()

    assert reads[-1] == str(roots)


def test_certificates_are_verified_unless_a_test_says_otherwise() -> None:
    context = verifying()

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
