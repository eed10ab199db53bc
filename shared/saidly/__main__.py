"""The command line: ``read``, ``submit``, ``get``, ``statements``, ``capture`` and others.

Exit codes: 0 done; 1 it could not be done, the message says why; 2 wrong usage or a setting is
missing; 3 nothing is stored there; 4 no answer, or not yet: trying again may help; 130 interrupted.
"""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from saidly.cli.commands import parser
from saidly.errors import BadRequest, NotFound, SaidlyError, SettingMissing

DONE, FAILED, USAGE, NOT_FOUND, AGAIN, INTERRUPTED = 0, 1, 2, 3, 4, 130
_WRONG = (400, 422)  # what the API says to wrong input


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    asked = parser().parse_args(arguments)
    try:
        code = _run(asked)
    except SaidlyError as error:
        return _told(error, as_json=asked.json)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except _aws_troubles() as error:
        return _told(SaidlyError(f"AWS: {error}"), as_json=asked.json)
    except OSError as error:  # a file that was named, to be read or written
        return _told(SaidlyError(f"{error.filename}: {error.strerror}"), as_json=asked.json)
    return code


def _aws_troubles() -> tuple[type[Exception], ...]:
    """Return what AWS' SDK raises, where a command has loaded it."""
    known = sys.modules.get("botocore.exceptions")
    return (known.BotoCoreError, known.ClientError) if known else ()


def _run(asked: Namespace) -> int:
    match asked.does:
        case "local.up":
            return _local_up(asked)
        case "doctor.doctor":
            return _examined(asked)
        case "completion":
            return _completed(asked)
        case _:
            return _printed(asked)


def _told(error: SaidlyError, *, as_json: bool) -> int:
    """Say what went wrong, on standard error; return the exit code."""
    code = FAILED
    if isinstance(error, NotFound):
        code = NOT_FOUND
    elif isinstance(error, SettingMissing | BadRequest) or getattr(error, "status", 0) in _WRONG:
        code = USAGE
    elif error.retryable:
        code = AGAIN
    if as_json:
        problem = {"error": type(error).__name__, "detail": str(error)}
        print(json.dumps(problem | {"retryable": error.retryable}), file=sys.stderr)
    else:
        print(f"saidly: {error}", file=sys.stderr)
    return code


def _told_by(asked: Namespace) -> Any:
    """Run a command and return what it tells; each imports what it alone needs."""
    from saidly.cli.desk import Desk, terminal  # noqa: PLC0415
    from saidly.local.state import StateFolder  # noqa: PLC0415

    module, _, name = asked.does.partition(".")
    command = getattr(import_module(f"saidly.cli.{module}"), name)
    return command(asked, Desk(os.environ, StateFolder(asked.state).facts(), terminal()))


def _printed(asked: Namespace) -> int:
    """Run a command and print what it tells."""
    told = _told_by(asked)
    if isinstance(told, Iterator):
        for part in told:
            sys.stdout.write(part)
            sys.stdout.flush()
    else:
        print(told)
    return DONE


def _examined(asked: Namespace) -> int:
    """Print how a deployment is; not to be well is no error of the command, but its answer."""
    report, well = _told_by(asked)
    print(report)
    return DONE if well else FAILED


def _completed(asked: Namespace) -> int:
    import shtab  # noqa: PLC0415 - nothing else needs it

    print(shtab.complete(parser(), asked.shell))
    return DONE


def _local_up(asked: Namespace) -> int:
    from saidly.local.up import Wish, up  # noqa: PLC0415 - starts an AWS

    return up(Wish(asked.state, asked.url, asked.once, asked.json))


if __name__ == "__main__":
    sys.exit(main())
