"""What of a reading a reader sees: the same for a page and for the article made of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from saidly.model import Article, Block, Page
from saidly.versions.lexicon import CORRECTION, FLICKER
from saidly.versions.text import normal, sentences, words

Reading = Page | Article


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in normal form; ``start`` and ``end`` count in the article's body."""

    text: str
    block: int | None  # None for the dek
    start: int
    end: int


class Shown:
    """A reading without its markup, its flicker and what stands around the story."""

    def __init__(self, reading: Reading) -> None:
        """Keep the reading; everything else is worked out when it is asked for."""
        metadata = reading.metadata
        self.reading = reading
        self.headline = normal(metadata.headline or "") or None
        self.dek = normal(metadata.dek or "") or None
        self.authors = _names(person.name for person in metadata.authors)
        self.credits = _names(credit.name for credit in reading.credits)
        self.walled = metadata.paywalled or metadata.is_accessible_for_free is False
        self.attributions = reading.attributions if isinstance(reading, Article) else ()
        self.language = (metadata.in_language or "").lower()

    @cached_property
    def blocks(self) -> tuple[tuple[int, int, str, str], ...]:
        """Number, start in the body, text and normal text of each block that tells the story."""
        kept = []
        start = 0
        for number, block in enumerate(_blocks(self.reading)):
            text = normal(block.text)
            if text and not _is_noise(block, text) and not CORRECTION.match(text):
                kept.append((number, start, block.text, text))
            start += len(block.text) + len("\n\n")
        return tuple(kept)

    @cached_property
    def corrections(self) -> tuple[str, ...]:
        """Notes that own up to a mistake, wherever they stand."""
        found = [normal(block.text) for block in _blocks(self.reading)]
        found = [text for text in found if CORRECTION.match(text)]
        return tuple(sorted({*found, *map(normal, self.reading.corrections)}))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of dek and blocks, in order."""
        found = [Sentence(text, None, 0, 0) for text in _split(self.dek or "")]
        for number, (_, start, raw, _) in enumerate(self.blocks):
            for low, high in sentences(raw):
                text = normal(raw[low:high])
                if text:
                    found.append(Sentence(text, number, start + low, start + high))
        return tuple(found)

    @cached_property
    def texts(self) -> Counter[str]:
        """How often each sentence stands there."""
        return Counter(sentence.text for sentence in self.sentences)

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word stands there."""
        counted: Counter[str] = Counter()
        for sentence in self.sentences:
            counted += words(sentence.text)
        return counted


def _blocks(reading: Reading) -> Iterator[Block]:
    if isinstance(reading, Page):
        yield from reading.blocks
        return
    for section in reading.sections:
        if section.heading is not None:
            yield Block("heading", section.heading, section.level)
        yield from section.blocks


def _is_noise(block: Block, text: str) -> bool:
    """Say whether a block is a link to another story, or changes with every visit."""
    ends = (0, len(block.text))
    linked = any(mark.kind == "link" and (mark.start, mark.end) == ends for mark in block.marks)
    return (linked and block.type != "heading") or FLICKER.fullmatch(text) is not None


def _names(names: Iterator[str]) -> str | None:
    return ", ".join(sorted({normal(name) for name in names})) or None


def _split(text: str) -> Iterator[str]:
    for low, high in sentences(text):
        if part := text[low:high].strip():
            yield part
