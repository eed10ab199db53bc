"""The record of edits in DynamoDB: ``A#<id>`` / ``E#<version>``, listed by day in the index.

The index has them under ``E#<day>`` / ``<moment>#<id>#<version>``: a partition takes 1,000 writes a
second, and a day holds as many edits as were made on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from saidly import codec
from saidly.aws.readings import whole_numbers
from saidly.aws.table import Item, Table
from saidly.edits import Edit


@dataclass(frozen=True, slots=True)
class DynamoEdits:
    """Edits in a table."""

    table: Table

    def put(self, edit: Edit) -> None:
        """One conditional write."""
        keys = {"pk1": f"E#{edit.day}", "sk1": edit.key}
        self.table.put_if_absent(_key(edit.article_id, edit.version) | keys | codec.encode(edit))

    def several(self, article_id: str, versions: Iterable[int]) -> dict[int, Edit]:
        """One batch read."""
        keys = [_key(article_id, version) for version in versions]
        items = self.table.get_many({(key["pk"], key["sk"]) for key in keys})
        found = map(_edit, items)
        return {edit.version: edit for edit in found}

    def page(self, day: str, between: tuple[str, str], limit: int) -> tuple[tuple[Edit, ...], bool]:
        """One query of the index."""
        items, more = self.table.oldest(f"E#{day}", between, limit)
        return tuple(map(_edit, items)), more

    def purge(self, article_id: str) -> None:
        """A query, and a write for each edit."""
        pk = f"A#{article_id}"
        for item in self.table.partition(pk, "E#"):
            self.table.delete(pk, item["sk"])


def _key(article_id: str, version: int) -> Item:
    return {"pk": f"A#{article_id}", "sk": f"E#{version:08d}"}


def _edit(item: Item) -> Edit:
    edit: Edit = codec.decode(Edit, whole_numbers(item))
    return edit
