"""The commands: their arguments, as argparse reads them, and their help."""

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any, get_args

from saidly.cli.examples import EXAMPLES
from saidly.model import Act, ChangeClass, StatementType
from saidly.store import Status

EXIT_CODES = """\
Exit codes: 0 done; 1 it could not be done, the message says why; 2 wrong usage or a setting is
missing; 3 nothing is stored there; 4 no answer, or not yet: trying again may help; 130 interrupted.
"""


def parser() -> ArgumentParser:
    """Return what reads the command line; ``does`` names what carries a command out."""
    made = ArgumentParser(
        prog="saidly",
        description="Read news pages into headline, sections and who said what.",
        epilog=EXIT_CODES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    commands = made.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_read(commands)
    _add_submit(commands)
    _add_get(commands)
    _add_statements(commands)
    _add_export(commands)
    _add_changes(commands)
    _add_versions(commands)
    _add_diff(commands)
    _add_sources(commands)
    _add_tokens(commands)
    _add_redrive(commands)
    _add_takedown(commands)
    _add_capture(commands)
    _add_costs(commands)
    _add_doctor(commands)
    _add_local(commands)
    _add_completion(commands)
    return made


def _command(commands: Any, name: str, text: str) -> ArgumentParser:
    lines = "".join(f"\n  {example}" for example in EXAMPLES[name])
    command: ArgumentParser = commands.add_parser(
        name,
        help=text,
        description=text,
        epilog=f"examples:{lines}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.add_argument("--json", action="store_true", help="print JSON instead of text")
    _add_state(command)
    return command


def _add_state(command: ArgumentParser) -> None:
    command.add_argument(
        "--state",
        type=Path,
        default=Path(os.environ.get("SAIDLY_STATE", ".saidly")),
        metavar="FOLDER",
        help="state folder of the local stack (default: $SAIDLY_STATE or .saidly)",
    )


def _add_api(command: ArgumentParser) -> None:
    command.add_argument("--api", help="base URL (default: $SAIDLY_URL or the local stack)")
    command.add_argument("--token", help="name.secret (default: $SAIDLY_TOKEN or the local stack)")


def _add_read(commands: Any) -> None:
    command = _command(commands, "read", "Read one page and print its article; no service needed.")
    command.add_argument("page", metavar="FILE|URL", help="a saved page, or an address")
    command.add_argument("--url", help="the address that a saved page came from")
    command.set_defaults(does="reading.read_page")


def _add_submit(commands: Any) -> None:
    command = _command(commands, "submit", "Hand addresses in, to be fetched and stored.")
    command.add_argument("urls", nargs="+", metavar="URL")
    command.add_argument("--wait", action="store_true", help="wait and print the articles")
    command.add_argument(
        "--timeout", type=float, default=60.0, metavar="SECONDS", help="longest wait (default: 60)"
    )
    _add_api(command)
    command.set_defaults(does="asking.submit")


def _add_get(commands: Any) -> None:
    text = "Print a stored article, or a list: a publisher's or everybody's, newest first."
    command = _command(commands, "get", text)
    command.add_argument("article", nargs="?", metavar="ID|URL")
    command.add_argument("--cursor", help="go on where a list ended")
    _add_choices(command)
    _add_span(command)
    command.set_defaults(does="asking.get")


def _add_choices(command: ArgumentParser) -> None:
    command.add_argument("--section", help="articles of this section")
    command.add_argument("--language", metavar="CODE", help="en takes en-GB, too")
    command.add_argument("--author", metavar="NAME", help="a full name")
    command.add_argument(
        "--change", choices=get_args(ChangeClass), help="articles that were changed so"
    )
    command.add_argument(
        "--status",
        choices=get_args(Status),
        help="queued, fetched: what is on its way; failed: what could not be read, and why",
    )


def _add_span(command: ArgumentParser) -> None:
    command.add_argument("--publisher", metavar="DOMAIN", help="articles of this publisher only")
    command.add_argument("--from", dest="start", metavar="DATE", help="first day")
    command.add_argument("--to", dest="end", metavar="DATE", help="last day")
    _add_api(command)


def _add_filters(command: ArgumentParser) -> None:
    command.add_argument(
        "--speaker", metavar="ID|NAME", help="person:ada-lind, or how a name begins"
    )
    command.add_argument("--words", help="statements that hold these words")
    command.add_argument("--act", choices=get_args(Act), help="what the cue does")
    command.add_argument("--type", choices=get_args(StatementType), help="how it is quoted")
    _add_span(command)


def _add_statements(commands: Any) -> None:
    command = _command(commands, "statements", "Print who said what, newest first.")
    command.add_argument("--cursor", help="go on where a list ended")
    _add_filters(command)
    command.set_defaults(does="statements.statements")


def _add_export(commands: Any) -> None:
    command = _command(commands, "export", "Write a whole list to standard output.")
    command.add_argument("what", choices=("statements", "articles"))
    command.add_argument("--format", choices=("csv", "jsonl"), default="csv")
    _add_filters(command)
    _add_choices(command)
    command.set_defaults(does="statements.export")


def _add_changes(commands: Any) -> None:
    command = _command(commands, "changes", "Print which stories were edited, oldest first.")
    command.add_argument("--since", metavar="DATE", help="recorded from then on (default: a day)")
    command.add_argument("--publisher", metavar="DOMAIN", help="articles of this publisher only")
    command.add_argument(
        "--class", dest="kind", choices=get_args(ChangeClass), help="edits of this class"
    )
    command.add_argument("--cursor", help="go on where a list ended")
    _add_api(command)
    command.set_defaults(does="history.changes")


def _add_versions(commands: Any) -> None:
    command = _command(commands, "versions", "Print the versions of an article, newest first.")
    command.add_argument("article", metavar="ID|URL")
    _add_api(command)
    command.set_defaults(does="history.versions")


def _add_diff(commands: Any) -> None:
    text = "Print what changed between two versions: statements, fields, blocks, words."
    command = _command(commands, "diff", text)
    command.add_argument("article", metavar="ID|URL")
    command.add_argument(
        "--from", dest="earlier", type=int, metavar="N", help="default: the one before"
    )
    command.add_argument("--to", dest="later", type=int, metavar="N", help="default: the newest")
    _add_api(command)
    command.set_defaults(does="history.diff")


def _add_completion(commands: Any) -> None:
    command = _command(commands, "completion", "Print what makes a shell complete the commands.")
    command.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    command.set_defaults(does="completion")


def _add_sources(commands: Any) -> None:
    text = "List, add, show, pause, resume, visit, remove or propose what is watched."
    command = _command(commands, "sources", text)
    command.add_argument("action", nargs="?", choices=_SOURCE_ACTIONS, default="list")
    command.add_argument("id", nargs="?", metavar="ID|URL", help="a source; a site, to propose")
    for kind in ("feed", "sitemap", "section", "site"):
        command.add_argument(f"--{kind}", metavar="URL", help=f"watch this {kind}")
    command.add_argument("--page", action="append", metavar="URL", help="an address itself")
    for name in ("include", "exclude"):
        command.add_argument(f"--{name}", action="append", metavar="GLOB", help="/news/**")
    command.add_argument("--interval", type=int, metavar="MINUTES", help="default: 15")
    command.add_argument("--budget", type=int, metavar="N", help="new addresses a day at most")
    command.add_argument("--storage", choices=("full", "facts"), help="what is kept of its stories")
    command.add_argument(
        "--timeout", type=float, default=150.0, metavar="SECONDS", help="longest wait to propose"
    )
    _add_api(command)
    command.set_defaults(does="sources.sources")


_SOURCE_ACTIONS = ("list", "add", "show", "pause", "resume", "visit", "remove", "propose")


def _add_tokens(commands: Any) -> None:
    command = _command(
        commands, "tokens", "List, make, expire or revoke the tokens that open the API."
    )
    command.add_argument(
        "action", nargs="?", choices=("list", "add", "expire", "revoke"), default="list"
    )
    command.add_argument("name", nargs="?", metavar="NAME")
    command.add_argument("--scopes", default="read,write", help="default: read,write")
    command.add_argument("--days", type=int, metavar="N", help="ends after N days (default: never)")
    command.add_argument("--table", help="default: $SAIDLY_TABLE or the local stack")
    command.set_defaults(does="tokens.tokens")


def _add_redrive(commands: Any) -> None:
    command = _command(commands, "redrive", "Put dead letters back into their queue.")
    command.add_argument("queue", choices=("fetch", "extract"))
    command.add_argument("--queue-url", help="default: $SAIDLY_<QUEUE>_QUEUE or the local stack")
    command.set_defaults(does="redrive.redrive")


def _add_takedown(commands: Any) -> None:
    text = "Withdraw articles for good: content is deleted, the address is not taken in again."
    command = _command(commands, "takedown", text)
    command.add_argument("article", nargs="?", metavar="ID|URL")
    command.add_argument("--publisher", metavar="DOMAIN", help="all its stored articles")
    command.add_argument("--speaker", metavar="ID", help="all articles in which somebody speaks")
    _add_api(command)
    command.set_defaults(does="takedown.takedown")


def _add_capture(commands: Any) -> None:
    command = _command(commands, "capture", "Print, export or verify the bytes of a page.")
    command.add_argument("article", metavar="ID|URL")
    command.add_argument("--version", type=int, metavar="N", help="default: the newest")
    command.add_argument("--warc", type=Path, metavar="FILE", help="write a WARC (.warc.gz)")
    command.add_argument("--verify", action="store_true", help="check statements against bytes")
    command.add_argument("--table", help="default: $SAIDLY_TABLE or the local stack")
    command.add_argument("--bucket", help="default: $SAIDLY_BUCKET or the local stack")
    command.set_defaults(does="capture.capture")


def _add_costs(commands: Any) -> None:
    command = _command(commands, "costs", "Tell what a month has cost, by the service's own count.")
    command.add_argument("--month", metavar="YYYY-MM", help="default: the present one")
    _add_api(command)
    command.set_defaults(does="costs.costs")


def _add_doctor(commands: Any) -> None:
    text = "Look whether a deployment is well; exit with 1 where something fails."
    command = _command(commands, "doctor", text)
    _add_api(command)
    command.add_argument("--stack", help="look at this stack in AWS (default: saidly)")
    command.set_defaults(does="doctor.doctor")


def _add_local(commands: Any) -> None:
    local = commands.add_parser("local", help="The whole service on this machine.")
    actions = local.add_subparsers(required=True, metavar="ACTION")
    command = _command(actions, "up", "Run the service here until Ctrl-C, with a demonstration.")
    command.add_argument("--url", help="read this page instead of the sample press")
    command.add_argument("--once", action="store_true", help="end after showing")
    command.set_defaults(does="local.up")
