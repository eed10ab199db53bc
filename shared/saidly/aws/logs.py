"""What functions tell of their work: Powertools' counts, and its lines, a quarter shorter."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

# the same in every line of a function: the stream's name tells its version, the template its memory
REPEATED = frozenset({"function_arn", "function_memory_size"})
_METERING = Lock()


def logger() -> Logger:
    """Return the logger of a function; its lines tell the invocation, and less of it than usual."""
    return Logger(logger_formatter=_Brief())


def meter(metrics: Metrics, counts: Mapping[str, int]) -> None:
    """Add to counts; threads may do so beside each other."""
    with _METERING:
        for name, count in counts.items():
            metrics.add_metric(name=name, unit="Count", value=count)


class _Brief(LambdaPowertoolsFormatter):
    def append_keys(self, **additional_keys: Any) -> None:
        told = {name: key for name, key in additional_keys.items() if name not in REPEATED}
        super().append_keys(**told)
