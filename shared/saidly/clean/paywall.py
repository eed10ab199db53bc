"""Whether all of the story may be read: what the page states, and the gate that readers meet."""

import re
from collections.abc import Iterator, Sequence

from saidly.clean.facts import Facts
from saidly.clean.features import Sight

_TRUE = frozenset({"true", "yes", "1", "http://schema.org/true", "https://schema.org/true"})
_FALSE = frozenset({"false", "no", "0", "http://schema.org/false", "https://schema.org/false"})
_TIERS = {"free": True, "metered": True, "locked": False, "paid": False, "premium": False}
_TIER_METAS = ("article:content_tier", "og:article:content_tier", "content_tier")
_GATE = re.compile(
    r"(?:subscribe|sign in|log ?in|register) (?:now )?to (?:continue|read|keep reading|unlock)|"
    r"to continue reading|continue reading with|for subscribers|subscribers only|"
    r"already a subscriber|"
    r"free articles (?:left|remaining)|articles (?:left|remaining) this month|"
    r"noch \d+ (?:kostenlose|freie) artikel|il vous reste \d+ articles?|残り\s?\d+文字|"
    r"(?:weiterlesen|vollen zugriff|alle artikel) (?:mit|lesen)|jetzt weiterlesen|"
    r"nur für abonnenten|exklusiv für abonnenten|sie haben bereits ein abo|"
    r"réservé (?:aux|à nos) abonnés|déjà abonné|"
    r"(?:contenido|artículo) (?:exclusivo|solo) para suscriptores|ya eres suscriptor|"
    r"(?:conteúdo|matéria) exclusiv[oa] para assinantes|"
    r"contenuto riservato agli abbonati|sei già abbonato|alleen voor abonnees|"
    r"for abonnenter|för prenumeranter|tilaajille|tylko dla subskrybentów|"
    r"только для подписчиков|この記事は有料会員|会員限定|구독자 전용"
)
# one of these is in each of its alternatives; looking for them takes a thirtieth of the time
_GATE_WORDS = (
    "subscri", "sign in", "log in", "login", "register", "continu", "weiterlesen", "zugriff",
    "abonn", "ein abo", "suscriptor", "assinantes", "abbonat", "prenumerant",
    "tilaajille", "subskryb", "подписчик", "会員", "구독자", "free articles", "this month",
    "e artikel", "il vous reste", "残り",
)  # fmt: skip
_NEAR = 12  # runs below the story's last one in which its gate stands


def stated(facts: Facts) -> tuple[bool | None, str | None]:
    """Return whether the page says that the story is free, and where it says so."""
    for thing in (facts.article, *_parts(facts)):
        value = thing.get("isAccessibleForFree")
        text = str(value).strip().lower()
        if text in _FALSE or text in _TRUE:
            return text in _TRUE, "json-ld"
    tier = (facts.meta(*_TIER_METAS) or "").lower()
    return (_TIERS[tier], "meta") if tier in _TIERS else (None, None)


def gated(free: bool | None, sights: Sequence[Sight], last: int, prose: int) -> bool:
    """Tell whether readers meet a paywall.

    Args:
        free: what the page states.
        sights: all its runs.
        last: place of the story's last run.
        prose: characters of the story that are here; a long one was not cut by a gate.
    """
    if free is False:
        return True
    below = sights[last + 1 : last + 1 + _NEAR]
    return free is None and prose < 3_000 and any(asks(s.run.text) for s in below)


def asks(line: str) -> bool:
    """Tell whether a line asks readers to subscribe or to log in before they read on."""
    heard = line[:300].lower()
    return any(map(heard.__contains__, _GATE_WORDS)) and _GATE.search(heard) is not None


def _parts(facts: Facts) -> Iterator[dict[str, object]]:
    parts = facts.article.get("hasPart")
    for part in parts if isinstance(parts, list) else [parts]:
        if isinstance(part, dict):
            yield part
