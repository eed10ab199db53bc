"""The page of results: a section that is measured anew leaves the others as they were."""

import subprocess

import pytest

from tests.quality import bench, compare


def test_a_section_takes_the_place_of_its_last_run_and_keeps_the_others() -> None:
    first = bench.page("", {"costs": bench.section("costs", "a 1\n")})
    both = bench.page(first, {"reading": bench.section("reading", "b 1\n")})
    again = bench.page(both, {"costs": bench.section("costs", "a 2\n")})

    assert both.index("b 1") < both.index("a 1")
    assert "a 1" not in again
    assert again.count("```text") == 2
    assert bench.page(again, {}) == again


def test_the_page_names_no_path_of_this_machine() -> None:
    text = bench.section("costs", f"no pages at {bench.ROOT.parent}/shared\n")

    assert "no pages at ../shared" in text
    assert str(bench.ROOT) not in text


def test_the_machine_is_told_in_general_words() -> None:
    assert "cores" in bench.machine()
    assert "Python 3.13" in bench.machine()


def test_a_section_that_does_not_exist_is_refused_by_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["bench", "astrology"])

    with pytest.raises(SystemExit):
        bench.main()

    assert "no section 'astrology'" in capsys.readouterr().err


def test_two_commits_are_told_beside_each_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(tree: object) -> compare.Figures:
        return {"speed": 2.0 if "B" in str(tree) else 1.0}

    monkeypatch.setattr(compare, "measured", measured)
    monkeypatch.setattr(compare, "checked_out", _named)

    compare.show("A", "B")

    assert capsys.readouterr().out.splitlines()[1].split() == ["speed", "1.000", "2.000", "2.00"]


def test_a_commit_is_checked_out_and_gone_again() -> None:
    with compare.checked_out("HEAD") as folder:
        assert (folder / "template.yaml").is_file()

    assert not folder.exists()
    listed = ["git", "worktree", "list"]
    told = subprocess.run(listed, cwd=bench.ROOT, capture_output=True, check=True)
    assert str(folder).encode() not in told.stdout


class _named:  # noqa: N801
    def __init__(self, commit: str) -> None:
        self.commit = commit

    def __enter__(self) -> str:
        return self.commit

    def __exit__(self, *_: object) -> None:
        """Leave nothing."""
