"""Put right what the emulator's files carry over from a run that is gone."""

import json
from pathlib import Path


def move_port(work: Path, old: int, new: int) -> None:
    """Rewrite the addresses of queues and endpoints, which name the port."""
    for file in work.glob("*.json"):
        _replace(file, file.read_text().replace(f"127.0.0.1:{old}", f"127.0.0.1:{new}"))


def return_messages(work: Path) -> int:
    """Make queue messages visible that a worker held when the last run ended; return how many.

    Their visibility timeout protects a worker that no longer lives: waiting for it would only
    hold the corridor up for minutes after a crash.
    """
    file = work / "sqs.json"
    if not file.exists():
        return 0
    state = json.loads(file.read_text())
    returned = 0
    for queue in state["payload"]["queues"]["data"].values():
        for message in queue["messages"]:
            if message["receipt_handle"]:
                message |= {"receipt_handle": None, "visible_at": 0}
                returned += 1
    _replace(file, json.dumps(state))
    return returned


def _replace(file: Path, text: str) -> None:
    file.unlink()  # it is a link into the snapshot, which must stay as it is
    file.write_text(text)
