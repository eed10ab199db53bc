"""Requests made up from the API's own description get what it promises (schemathesis)."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from saidly.api.document import document
from saidly.local.stack import LocalStack

load_all_checks()
# a cursor is text to the description, yet only ours are taken: what fits it may be refused
LEFT_OUT = [CHECKS.get_one("positive_data_acceptance")]
EXAMPLES = 10
DESCRIBED: list[Any] = list(schemathesis.openapi.from_dict(document()).get_all_operations())
OPERATIONS = [found.ok() for found in DESCRIBED]
# what takes nothing cannot be asked wrongly
CASES = [
    (operation, mode)
    for operation in OPERATIONS
    for mode in GenerationMode
    if mode.is_positive or list(operation.iter_parameters()) or operation.body
]


@pytest.mark.parametrize(
    ("operation", "mode"), CASES, ids=[f"{each.label}-{mode.value}" for each, mode in CASES]
)
def test_every_operation_keeps_its_promises(
    stack: LocalStack, operation: Any, mode: GenerationMode
) -> None:
    headers = {"Authorization": f"Bearer {stack.client.token}"}

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=HealthCheck
    )
    def kept(case: Any) -> None:
        case.call_and_validate(
            base_url=stack.client.base_url,
            headers=headers,
            excluded_checks=LEFT_OUT,
            timeout=120,  # the machine may be busy
        )

    kept()
