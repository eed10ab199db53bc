"""What stands in every line of the log."""

import io
import json
from types import SimpleNamespace
from typing import Any

import pytest

from saidly.aws import logs


def test_a_line_tells_the_invocation_and_not_what_is_the_same_in_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "lines")
    logger = logs.logger()
    context = SimpleNamespace(
        function_name="fetch",
        memory_limit_in_mb=512,
        invoked_function_arn="arn:x",
        aws_request_id="r",
    )

    @logger.inject_lambda_context
    def handler(_event: dict[str, Any], _context: Any) -> None:
        logger.info("taken in", article="a")

    handler({}, context)

    line = json.loads(out.getvalue())
    assert line.keys() == {
        "level",
        "location",
        "message",
        "timestamp",
        "service",
        "cold_start",
        "function_name",
        "function_request_id",
        "article",
    }
    assert (line["service"], line["function_request_id"], line["article"]) == ("lines", "r", "a")
