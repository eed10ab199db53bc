from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from saidly.access import Scope, Token, bearer, check_name, digest, policy
from saidly.errors import BadRequest

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ARN = "arn:aws:execute-api:eu-west-1:123456789012:abc/v1/GET/articles/xyz"


@dataclass
class MemoryTokens:
    kept: dict[str, Token] = field(default_factory=dict)

    def token(self, name: str) -> Token | None:
        return self.kept.get(name)

    def put(self, token: Token) -> None:
        self.kept[token.name] = token

    def revoke(self, name: str) -> None:
        self.kept.pop(name, None)

    def all(self) -> tuple[Token, ...]:
        return tuple(self.kept.values())


def token(*scopes: Scope, expires_at: datetime | None = None) -> Token:
    return Token("desk", digest("s3cret"), scopes, NOW, expires_at)


def tokens(kept: Token) -> MemoryTokens:
    return MemoryTokens({kept.name: kept})


def test_the_right_secret_proves_its_token() -> None:
    proved = bearer("Bearer desk.s3cret", tokens(token("read")), NOW)

    assert proved == token("read")


def test_the_scheme_may_be_written_in_any_case() -> None:
    assert bearer("bEARER   desk.s3cret ", tokens(token("read")), NOW) is not None


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "desk.s3cret",
        "Bearer",
        "Bearer desk",
        "Bearer desk.",
        "Bearer .s3cret",
        "Bearer desk.S3cret",
        "Bearer desk.s3cret2",
        "Bearer other.s3cret",
        "Bearer other.",
        "Basic desk.s3cret",
        f"Bearer {'x' * 65}.s3cret",
    ],
)
def test_anything_else_proves_nothing(authorization: str | None) -> None:
    assert bearer(authorization, tokens(token("read")), NOW) is None


def test_nothing_configured_means_nothing_allowed() -> None:
    assert bearer("Bearer desk.s3cret", MemoryTokens(), NOW) is None


def test_a_token_ends_at_its_hour() -> None:
    shelf = tokens(token("read", expires_at=NOW + timedelta(hours=1)))

    assert bearer("Bearer desk.s3cret", shelf, NOW) is not None
    assert bearer("Bearer desk.s3cret", shelf, NOW + timedelta(hours=1)) is None


def test_read_allows_lookups_and_no_writes() -> None:
    (statement,) = policy(token("read"), ARN)["policyDocument"]["Statement"]

    stage = "arn:aws:execute-api:eu-west-1:123456789012:abc/v1"
    assert statement["Effect"] == "Allow"
    assert statement["Resource"] == [f"{stage}/GET/*", f"{stage}/HEAD/*"]


def test_write_allows_writes_and_no_lookups() -> None:
    (statement,) = policy(token("write"), ARN)["policyDocument"]["Statement"]

    assert {resource.split("/")[2] for resource in statement["Resource"]} == {
        "POST",
        "PUT",
        "DELETE",
    }


def test_a_token_without_scopes_is_denied_everything() -> None:
    (statement,) = policy(replace(token(), scopes=()), ARN)["policyDocument"]["Statement"]

    assert statement["Effect"] == "Deny"
    assert statement["Resource"].endswith("/v1/*")


@pytest.mark.parametrize("name", ["desk", "fact-check_2", "A" * 64])
def test_plain_names_are_names(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize("name", ["", "-", "a.b", "a b", "ä", "A" * 65, "a/b"])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(BadRequest, match="name"):
        check_name(name)
