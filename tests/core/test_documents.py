"""What the documents tell is so: their commands, paths and examples."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from saidly import codec
from saidly.cli.commands import parser
from saidly.cli.examples import EXAMPLES
from saidly.local.package import template
from saidly.local.press import SHOWN
from saidly.read import read

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


def lines(text: str) -> list[list[str]]:
    """Return the command lines of a document's code, in words; what follows a pipe is another's."""
    code = re.findall(r"^    (\S.*)$", text, flags=re.MULTILINE)
    words = [shlex.split(line, comments=True) for line in code if "'" not in line]
    return [_own(one) for one in words if one]


def _own(words: list[str]) -> list[str]:
    ends = [place for place, word in enumerate(words) if word in ("|", ">", "&&")]
    return words[: min(ends, default=len(words))]


def commands(name: str) -> list[list[str]]:
    return [line[1:] for file in DOCUMENTS for line in lines(file.read_text()) if line[0] == name]


def test_every_saidly_command_of_the_documents_is_one() -> None:
    told = commands("saidly")

    assert len(told) >= 10
    for words in told:
        assert parser().parse_args(words)


def test_every_command_stands_in_the_readme() -> None:
    told = {words[0] for words in commands("saidly")} | {"up"}  # which is make run

    assert {name for name in EXAMPLES if name not in told} == set()


@pytest.mark.parametrize("words", commands("make"), ids=" ".join)
def test_every_make_target_of_the_documents_is_one(words: list[str]) -> None:
    targets = [word for word in words if "=" not in word]

    for target in targets:
        assert re.search(rf"^{target}:", MAKEFILE, flags=re.MULTILINE), target


def test_what_sam_is_told_is_there() -> None:
    resources = template(ROOT / "template.yaml")["Resources"]
    invoked = [words for words in commands("sam") if words[:2] == ["local", "invoke"]]

    assert invoked
    for words in invoked:
        assert words[2] in resources
        assert (ROOT / words[words.index("-e") + 1]).exists()


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_what_a_document_leads_to_is_there(file: Path) -> None:
    text = file.read_text()
    linked = re.findall(r"\]\(([^):]+)\)", text)
    named = re.findall(r"`((?:shared|tests|functions|events|docs)/[\w./-]+)`", text)

    for path in linked:
        assert (file.parent / path).exists(), path
    for path in named:
        assert (ROOT / path).exists(), path


def agree(told: Any, read_: Any) -> bool:
    """Say whether all that is told is read, too; more may be."""
    if isinstance(told, dict):
        return all(name in read_ and agree(each, read_[name]) for name, each in told.items())
    if isinstance(told, list):
        return len(told) == len(read_) and all(map(agree, told, read_))
    return bool(told == read_)


def sample() -> tuple[Path, str]:
    """Return the page of the sample press that is shown, and its address."""
    host, path = SHOWN
    return ROOT / f"shared/saidly/local/pages/{host}{path}.html", f"https://{host}{path}"


def test_the_answer_on_the_first_screen_is_what_the_sample_press_says() -> None:
    (example, *_) = re.findall(r"```json\n(.*?)```", README, flags=re.DOTALL)
    page, url = sample()

    article = codec.to_dict(read(page.read_bytes(), url))

    assert any(agree(json.loads(example), said) for said in article["attributions"])
    assert re.findall(r"^> (.+)$", README, flags=re.MULTILINE)[0] in article["articleBody"]


def test_the_python_of_the_readme_reads_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    monkeypatch.chdir(tmp_path)
    page = Path("page.html")

    page.write_bytes(sample()[0].read_bytes())
    exec(program, {})
    told = capsys.readouterr().out.splitlines()
    page.write_bytes(b"<html><body><a href=/a>Home</a></body></html>")

    assert told[0].startswith("Velmark envoy visits Ostra Bay")
    assert any(line.startswith("Anders Pohl – ") for line in told), told
    with pytest.raises(SystemExit):
        exec(program, {})
