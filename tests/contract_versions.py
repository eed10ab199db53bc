"""What shelves must do with stories that were edited: in memory and on AWS alike."""

from dataclasses import replace
from datetime import timedelta

from saidly.edits import Edit, EditedStatement, Edits
from saidly.model import Article, Block, Section
from saidly.store import LEASE, Articles, Look, Version
from tests.contract import ALL, NOW, article, head, page, put_article, version

EDITED = tuple("The harbour opens at ten, says a note of day " + str(n) for n in range(9))


def told(number: int, texts: int = 60) -> Article:
    """Return an article of some 6,000 characters, of which each version changes a sentence."""
    lines = [f"Ferry {n} leaves pier {n * 7 % 60} at half past {n % 24}." for n in range(texts)]
    lines[number * 5 % texts] = EDITED[number % 9]
    blocks = tuple(Block("paragraph", line, start=n) for n, line in enumerate(lines))
    return replace(article(), body="\n\n".join(lines), sections=(Section(None, None, blocks),))


class EditedContract:
    """Stories that were edited; subclasses give the fixture ``articles``: an empty shelf."""

    def store(self, articles: Articles, numbers: range, name: str = "a") -> dict[int, Version]:
        articles.submit(head(name))
        filed: dict[int, Version] = {}
        for number in numbers:
            at = NOW + timedelta(hours=number)
            read = replace(version(number, f"d{number}", at=at, name=name), text_digest="t")
            said_so = (("content-type", "text/html"), ("date", f"{at:%c}"))
            read = replace(read, capture=replace(read.capture, headers=said_so, sent=said_so))
            articles.advance(articles.put_version(read))
            filed[number] = replace(read, reading=told(number), extractor="saidly/0.1")
            put_article(articles, filed[number])
        return filed

    def test_every_version_of_a_story_comes_back_as_it_was(self, articles: Articles) -> None:
        filed = self.store(articles, range(1, 12))
        other = self.store(articles, range(1, 3), "b")
        wanted = [("a", number) for number in (11, 2, 8, 9)] + [("b", 2), ("b", 7)]

        assert {number: articles.version("a", number) for number in filed} == filed
        assert articles.readings("a") == tuple(filed.values())
        assert articles.several(wanted) == {
            **{("a", number): filed[number] for number in (11, 2, 8, 9)},
            ("b", 2): other[2],
        }

    def test_a_page_waits_beside_articles_that_were_filed(self, articles: Articles) -> None:
        self.store(articles, range(1, 4))
        waiting = version(4, "d4", page("New words. " * 99))
        first = articles.put_version(waiting)
        second = articles.put_version(version(4, "other"))

        assert first == second == articles.version("a", 4) == waiting

    def test_versions_filed_in_another_order_come_back(self, articles: Articles) -> None:
        articles.submit(head())
        for number in (1, 2, 3):
            articles.advance(articles.put_version(version(number, f"d{number}")))
        filed = {n: version(n, f"d{n}", told(n)) for n in (3, 1, 2)}
        for each in filed.values():
            put_article(articles, each)

        assert {number: articles.version("a", number) for number in filed} == filed

    def test_what_was_filed_once_is_never_filed_anew(self, articles: Articles) -> None:
        filed = self.store(articles, range(1, 4))
        for number in (1, 2, 3):
            put_article(articles, version(number, f"d{number}", told(8)))

        assert {number: articles.version("a", number) for number in filed} == filed

    def test_of_an_edited_story_nothing_is_left_once_it_is_purged(self, articles: Articles) -> None:
        self.store(articles, range(1, 12))
        for _ in range(2):
            articles.purge("a")

        assert articles.readings("a") == ()
        assert articles.version("a", 2) is None
        assert articles.version("a", 9) is None

    def test_a_look_keeps_what_was_said_of_the_bytes_that_came(self, articles: Articles) -> None:
        self.store(articles, range(1, 3))
        moment = NOW + timedelta(days=1)
        articles.checked("a", Look(moment, 2, moment, "d9", '"e9"', "Mon"))
        articles.checked("a", Look(moment + LEASE, 2, moment))
        articles.checked("a", Look(moment + 2 * LEASE, 1, None, "d1", '"e1"'))
        articles.checked("a", Look(moment - LEASE, 2, None, "d8", '"e8"'))

        stands = articles.head("a")
        assert stands is not None
        assert (stands.digest, stands.etag, stands.last_modified) == ("d9", '"e9"', "Mon")
        assert (stands.checked_at, stands.due_at, stands.version) == (moment + LEASE, moment, 2)


def edit(number: int = 2, minutes: int = 0, name: str = "a") -> Edit:
    at = NOW + timedelta(minutes=minutes)
    said_so = EditedStatement(("hedgeGone", "reworded"), None, "It may rain.", "It rains.")
    return Edit(
        article_id=name,
        version=number,
        at=at,
        seen_at=NOW,
        url="https://paper.example/a",
        headline="H",
        publisher=None,
        classes=("headline", "statement"),
        fields=("headline",),
        blocks=2,
        statement_count=1,
        statements=(said_so,),
    )


class EditsContract:
    """Subclasses give the fixture ``edits``: an empty shelf."""

    def test_the_first_to_record_an_edit_wins(self, edits: Edits) -> None:
        edits.put(edit())
        edits.put(edit(minutes=9))

        assert edits.several("a", [1, 2, 3]) == {2: edit()}
        assert edits.page("2026-03-01", ALL, 9) == ((edit(),), False)

    def test_edits_of_a_day_come_oldest_first_up_to_a_limit(self, edits: Edits) -> None:
        made = [edit(number, number * 10) for number in range(2, 7)]
        for each in (*made[::-1], edit(9, 60 * 24), edit(8, -60 * 13)):
            edits.put(each)

        between = (made[1].key, made[3].key)
        assert edits.page("2026-03-01", ALL, 5) == (tuple(made), False)
        assert edits.page("2026-03-01", ALL, 2) == (tuple(made[:2]), True)
        assert edits.page("2026-03-01", between, 9) == (tuple(made[1:4]), False)
        assert edits.page("2026-03-02", ALL, 9) == ((edit(9, 60 * 24),), False)
        assert edits.page("2026-03-03", ALL, 9) == ((), False)

    def test_the_edits_of_an_article_are_deleted_and_no_others(self, edits: Edits) -> None:
        for each in (edit(2), edit(3), edit(2, name="b")):
            edits.put(each)
        for _ in range(2):
            edits.purge("a")

        assert edits.several("a", [2, 3]) == {}
        assert edits.page("2026-03-01", ALL, 9) == ((edit(2, name="b"),), False)
