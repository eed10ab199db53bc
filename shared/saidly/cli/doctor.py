"""``saidly doctor``: is a deployment well, and what is to be done where it is not."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from botocore.exceptions import BotoCoreError, ClientError

from saidly.api.document import document
from saidly.cli import show
from saidly.cli.client import Client, Unreachable
from saidly.cli.deployment import Deployment, examined
from saidly.cli.desk import Desk, as_json
from saidly.cli.findings import Finding, looked

# AWS refuses signed requests that are off by five minutes
WARN_SKEW_S, MAX_SKEW_S = 30, 300


def doctor(asked: Namespace, desk: Desk) -> tuple[str, bool]:
    """Return the report, and whether nothing fails."""
    findings = [*_of_api(desk.client(asked)), *_of_aws(asked, desk)]
    well = all(finding.state != "fail" for finding in findings)
    if asked.json:
        return as_json({"well": well, "findings": [asdict(each) for each in findings]}), well
    rows = [
        (each.state, each.what, f"{each.told}. {each.advice}" if each.advice else each.told)
        for each in findings
    ]
    return show.table(("STATE", "WHAT", "FOUND"), rows, desk.paper), well


def _of_api(client: Client) -> Iterator[Finding]:
    caller = _Caller(client)
    health = looked("api", lambda: _health(caller))
    yield from health
    if health[-1].state == "fail":
        return  # the rest would only say so again
    yield from looked("token", lambda: _token(caller))
    yield from looked("version", lambda: _version(caller))


@dataclass(frozen=True, slots=True)
class _Caller:
    """Asks the API and takes every status for an answer."""

    client: Client

    def __call__(self, method: str, path: str, body: str | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.client.token}"}
        address = self.client.base_url + path
        try:
            return self.client.http.request(method, address, headers=headers, content=body)
        except httpx.TransportError as error:
            raise Unreachable(f"no answer from {self.client.base_url}: {error}") from error


def _health(call: _Caller) -> Iterator[Finding]:
    answer = call("GET", "/health")
    if answer.status_code != httpx.codes.OK:
        told = f"answers {answer.status_code}"
        yield Finding("api", "fail", told, "read the log of the function api; see the runbook")
        return
    yield Finding("api", "ok", "answers")
    stated = answer.headers.get("date")
    if stated:
        yield _clock(parsedate_to_datetime(stated), datetime.now(UTC))


def _clock(theirs: datetime, ours: datetime) -> Finding:
    """Compare two clocks; HTTP tells whole seconds."""
    skew_s = abs((ours - theirs).total_seconds())
    told = f"{skew_s:.0f} s apart"
    advice = "set this machine's clock (NTP): AWS refuses what is signed 5 minutes off"
    if skew_s > MAX_SKEW_S:
        return Finding("clock", "fail", told, advice)
    return (
        Finding("clock", "warn", told, advice)
        if skew_s > WARN_SKEW_S
        else Finding("clock", "ok", told)
    )


def _token(call: _Caller) -> Iterator[Finding]:
    """Try both scopes; the address that is handed in is none, so nothing is taken in."""
    read = call("GET", "/speakers?prefix=aa&limit=1").status_code
    if read == httpx.codes.UNAUTHORIZED:
        advice = "it is unknown, revoked or expired: saidly tokens add NAME"
        yield Finding("token", "fail", "is refused", advice)
        return
    write = call("POST", "/articles", "{}").status_code
    tried = (("read", read, httpx.codes.OK), ("write", write, httpx.codes.BAD_REQUEST))
    scopes = [scope for scope, status, good in tried if status == good]
    if scopes:
        yield Finding("token", "ok", f"may {' and '.join(scopes)}")
        return
    told = f"reading answers {read}, writing {write}"
    yield Finding("token", "fail", told, "read the logs of the functions authorize and api")


def _version(call: _Caller) -> Iterator[Finding]:
    """Compare the service's description with the one that this command carries."""
    answer, ours = call("GET", "/openapi.json"), document()
    if answer.status_code != httpx.codes.OK:
        told = f"its description answers {answer.status_code}"
        yield Finding("version", "fail", told, "read the log of the function api")
        return
    theirs = answer.json()
    told = f"service {theirs['info']['version']}, command {ours['info']['version']}"
    if theirs == ours:
        yield Finding("version", "ok", told)
        return
    advice = "their descriptions of the API differ: deploy, or update the command"
    yield Finding("version", "warn", told, advice)


def _of_aws(asked: Namespace, desk: Desk) -> Iterator[Finding]:
    """Look behind the API where there are credentials for it."""
    try:
        found = Deployment.of(asked, desk)
    except (BotoCoreError, ClientError) as error:
        advice = "--stack NAME, AWS_PROFILE and AWS_REGION say where it is"
        yield Finding("aws", "warn", f"not looked at: {error}", advice)
        return
    yield from examined(found, datetime.now(UTC))
