"""Lines of the log: those of Powertools, less what stands with every invocation anyway."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

# a third of a line; Lambda writes them itself (platform.initStart, platform.report)
REPEATED = frozenset({"function_arn", "function_memory_size"})


def logger() -> Logger:
    """Return the logger of a function."""
    return Logger(logger_formatter=_Brief())


class _Brief(LambdaPowertoolsFormatter):
    def append_keys(self, **additional_keys: Any) -> None:
        told = {name: key for name, key in additional_keys.items() if name not in REPEATED}
        super().append_keys(**told)
