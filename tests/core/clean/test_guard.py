import pytest

from saidly.clean import guard


def test_scripts_and_styles_are_set_aside() -> None:
    markup, scripts = guard.split_scripts(
        "<p>a<script type=x>if (1 < 2) {}</script>b<style>p > a {}</style>c<SCRIPT>d</SCRIPT>e"
    )

    assert markup == "<p>abce"
    assert scripts == (
        guard.Script("<script type=x>", "if (1 < 2) {}"),
        guard.Script("<SCRIPT>", "d"),
    )


@pytest.mark.parametrize("html", ["a<script", "a<script>b", "a<script>b</scrip"])
def test_a_script_without_end_stays(html: str) -> None:
    assert guard.split_scripts(html) == (html, ())


def test_a_script_cut_off_in_its_end_tag_takes_the_rest() -> None:
    assert guard.split_scripts("a<script>b</script")[0] == "a"


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ("<p " + " ".join(f"a{n}=1" for n in range(1_100)) + ">", "attributes"),
        ("<p " + "a=b " * 9_000 + ">", "attributes"),
        ("<p a='>' b=\">" + "word " * 9_000 + "<p>", "attributes"),
        ("<select>" + "<option>x" * 10_001, "options"),
        ("<html a=1>" * 201, "root"),
        ("<b><p>x" * 500, "formatting"),
        ("<i>x</i>" * 50_001, "elements"),
        ("<div>" * 21_000, "deeper"),
    ],
)
def test_shapes_that_make_parsers_hang_are_refused(markup: str, why: str) -> None:
    objection = guard.objection(markup)

    assert objection is not None
    assert why in objection


@pytest.mark.parametrize(
    "markup",
    [
        "<p>A line",
        "<p>" + "x" * 5_000 + "</p>",
        f"<img src='data:image/png;base64,{'A' * 90_000}' alt=''>",
        f'<p data-state="{"a b " * 5_000}">',
        "<div><p>x</p></div>" * 6_000,
        "<i>x</i>" * 50_000,
        "<p>" + "word " * 9_000 + "</p>",
        "</b>" * 60 + "<p>x" * 21_000,
        "<b>x</b><p>" * 300,
        "</div>" * 21_000,
    ],
)
def test_honest_pages_pass(markup: str) -> None:
    assert guard.objection(markup) is None


def test_the_work_of_the_checks_grows_with_the_page_only() -> None:
    looked_at = 0

    class Counted(str):
        __slots__ = ()

        def find(self, part: str, start: int = 0, end: int = 0) -> int:  # type: ignore[override]
            nonlocal looked_at
            found = str.find(self, part, start, end or len(self))
            looked_at += (found if found >= 0 else len(self)) - start
            return found

        def rfind(self, part: str, start: int = 0, end: int = 0) -> int:  # type: ignore[override]
            nonlocal looked_at
            looked_at += end - start
            return str.rfind(self, part, start, end)

    markup = Counted("<p a=1>x</p>" * 30_000 + "x" * 3_000 + "<p>" + "x" * 3_000)

    assert guard.objection(markup) is None
    assert 0 < looked_at <= 2 * len(markup)


def test_scripts_that_stand_in_for_scripts_are_none_of_the_page() -> None:
    markup, scripts = guard.split_scripts("<noscript><script>a()</script></noscript><p>b")

    assert (markup, scripts) == ("<p>b", ())


def test_an_element_without_end_hides_no_other() -> None:
    html = "<noscript><p>a<style>p {}</style><script>b()</script><script>c<style>d"

    assert guard.split_scripts(html) == (
        "<noscript><p>a<script>c<style>d",
        (guard.Script("<script>", "b()"),),
    )


def test_what_stands_in_for_scripts_is_cut_however_broken_it_is() -> None:
    markup, scripts = guard.split_scripts("<noscript><div></noscript><script>a()</script><p>b")

    assert markup == "<p>b"
    assert [script.text for script in scripts] == ["a()"]
