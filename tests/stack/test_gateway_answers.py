"""What the API Gateway answers by itself can be read by the web pages that may call the API."""

from saidly.local.deploy import replay_gateway_responses
from saidly.local.package import template
from saidly.local.stack import ROOT, LocalStack
from tests.stack.test_corridor import raw

ORIGIN = "https://desk.example"


def test_the_gateway_tells_the_origin_where_one_is_allowed(stack: LocalStack) -> None:
    stated, unknown = template(ROOT / "template.yaml"), {"Authorization": "Bearer no.no"}
    silent = raw(stack, "GET", "/speakers?prefix=ab", headers=unknown)

    replay_gateway_responses(stack.cloud, stated, stack.deployed, ORIGIN)
    told = raw(stack, "GET", "/speakers?prefix=ab", headers=unknown)
    missing = raw(stack, "PATCH", "/speakers")
    replay_gateway_responses(stack.cloud, stated, stack.deployed, "")

    assert silent.status_code == told.status_code == 401
    assert "access-control-allow-origin" not in silent.headers
    assert told.headers["access-control-allow-origin"] == ORIGIN
    assert missing.headers["access-control-allow-origin"] == ORIGIN
