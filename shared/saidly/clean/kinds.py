"""What kind of page it is: a story, or a front, a search, a video, a wall, an error."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from urllib.parse import urlsplit

from saidly.clean.facts import Facts, states_story, types
from saidly.clean.features import Scene, Sight

_ERROR = re.compile(
    r"\b404\b|\b410\b|not found|page (?:unavailable|missing)|no longer (?:available|exists)|"
    r"doesn.t exist|does not exist|can.t be found|couldn.t find|(?:seite|artikel) (?:wurde )?nicht "
    r"(?:gefunden|verfügbar|mehr verfügbar)|nicht gefunden|(?:page|article) (?:introuvable|"
    r"n.existe)|introuvable|no encontrad[ao]|no existe|não encontrad[ao]|non trovat[ao]|"
    r"niet gevonden|ikke fundet|ikke funnet|hittades inte|ei löyt|nie znalezion|nenalezen|"
    r"не найден|не знайден|bulunamadı|見つかりません|ページが存在|找不到|不存在|찾을 수 없|"
    r"غير موجود|לא נמצא|tidak ditemukan|access denied|error \d{3}|"
    r"something went wrong|server error|bad gateway|gateway time-?out|"
    r"service (?:temporarily )?unavailable",
    re.IGNORECASE,
)
# in lower case, as texts are put before they are asked: ignoring case takes ten times as long
_CONSENT = re.compile(
    r"cookies?\b|consent|einwilligung|zustimmung|zustimmen|datenschutz|privacy|consentement|"
    r"consentimiento|consenso|tracking|samtycke|samtykke|toestemming|zgod[aęy]|souhlas|"
    r"персональн|クッキー|同意|legitimate interest"
)
_LOGIN = re.compile(
    r"^\W*(?:log ?in|sign ?in|sign up|create (?:an|your) account|"
    r"register|anmelde(?:n|ung)|einloggen|"
    r"registrieren|(?:page de )?connexion|se connecter|identifiez-vous|iniciar? sesi[óo]n|"
    r"iniciar sessão|entrar|accedi|inloggen|logga in|logg inn|log ind|kirjaudu|zaloguj|logowanie|"
    r"přihlá(?:sit|šení)|bejelentkezés|autentificare|"
    r"войти|вход|увійти|giriş yap|ログイン|登录|로그인|"
    r"تسجيل الدخول|התחברות)(?![^\W\d_])",
    re.IGNORECASE,
)
_SEARCH_PATH = re.compile(
    r"/(?:search|suche|recherche|buscar|buscador|busca|ricerca|zoeken|sok|søk|szukaj|arama|поиск)"
    r"(?:/|\.\w+$|$)",
    re.IGNORECASE,
)
_SEARCH_QUERY = re.compile(r"(?:^|&)(?:q|query|s|search|suche|keyword|text)=", re.IGNORECASE)
_FRONT_TYPES = frozenset(
    {"collectionpage", "itemlist", "searchresultspage", "profilepage", "aboutpage", "contactpage"}
)
_LEAST = 0.5  # how likely a story is, at least
_NO_TEXT = "no text that reads like a story"
_SOMETHING = 600  # characters that a story has, and what stands around a wall or a video has not
_ENOUGH = 1_000  # characters of prose that no wall, no error page and no teaser has


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely the page is a story, 0 to 1, and what it is instead where that is unlikely."""

    probability: float
    reason: str | None
    may_grow: bool = False  # states that it is a story, and has hardly any text yet


@dataclass(frozen=True, slots=True)
class _Signs:
    prose: int  # characters of paragraphs that end as sentences do
    paragraphs: int
    story: bool  # states that it is one
    headline: str
    teasers: int  # headings that are links
    together: int  # characters of prose in the one element that holds most of it
    texts: tuple[str, ...]  # those paragraphs


def judgement(
    url: str, facts: Facts, seen: Scene, kept: Sequence[Sight], headline: str | None
) -> Judgement:
    """Judge a page by what it states and by what stands on it.

    Args:
        url: its address.
        facts: what it states about itself.
        seen: its runs.
        kept: the runs that read like a story.
        headline: its headline.
    """
    if not kept:
        nothing = _nothing(url, facts, headline)
        return Judgement(0.0, nothing, may_grow=nothing == _NO_TEXT and states_story(facts))
    signs = _signs(facts, seen, kept, headline)
    for reason in (_wall(signs), _list(url, signs, facts), _video(signs, facts)):
        if reason is not None:
            return Judgement(0.1, reason)
    probability = _chance(signs)
    if probability >= _LEAST:
        return Judgement(probability, None)
    nothing = "too little that reads like a story" if signs.paragraphs else _NO_TEXT
    return Judgement(probability, nothing, may_grow=states_story(facts))


def _nothing(url: str, facts: Facts, headline: str | None) -> str:
    """Say what a page without any prose is."""
    if _ERROR.search(f"{headline or ''} {facts.title or ''}"):
        return "an error page"
    if _CONSENT.search(f"{headline or ''} {facts.title or ''}".lower()):
        return "a consent wall"
    none = _Signs(0, 0, False, "", 0, 0, ())
    return _list(url, none, facts) or _video(none, facts) or _NO_TEXT


def _signs(facts: Facts, seen: Scene, kept: Sequence[Sight], headline: str | None) -> _Signs:
    prose = [sight for sight in kept if sight.prose]
    return _Signs(
        prose=sum(sight.length for sight in prose),
        paragraphs=len(prose),
        story=states_story(facts)
        or (facts.meta("og:type") or "").lower() == "article"
        or facts.meta("article:published_time") is not None,
        headline=f"{headline or ''} {facts.title or ''}",
        teasers=sum(1 for s in seen.sights if s.heading > 1 and s.link_density > 0.8),
        together=max((sight.home.prose for sight in prose), default=0),
        texts=tuple(sight.run.text for sight in prose),
    )


def _chance(signs: _Signs) -> float:
    logit = min(signs.prose, 1_500) / 250 + 1.5 * signs.story - 1.0
    logit += 0.5 * min(signs.paragraphs, 4) - 0.05 * min(signs.teasers, 40)
    return round(1 / (1 + exp(-logit)), 3)


def _wall(signs: _Signs) -> str | None:
    # a short story may tell of something not found
    if signs.prose < (300 if signs.story else _ENOUGH) and _ERROR.search(signs.headline):
        return "an error page"
    if not signs.story and signs.prose < _SOMETHING and _LOGIN.search(signs.headline):
        return "a log-in page"
    if not signs.story and signs.prose < 3 * _ENOUGH and _asks_for_consent(signs.texts):
        return "a consent wall"
    return None


def _asks_for_consent(texts: Sequence[str]) -> bool:
    """Tell whether most paragraphs speak of consent, and the others say little."""
    others = [text for text in texts if not _CONSENT.search(text.lower())]
    return 2 * len(others) < len(texts) and sum(map(len, others)) < _SOMETHING


def _list(url: str, signs: _Signs, facts: Facts) -> str | None:
    parts = urlsplit(url)
    kinds = {kind for thing in facts.things for kind in types(thing)}
    if "searchresultspage" in kinds or (
        (
            _SEARCH_PATH.search(parts.path)
            or (len(parts.path) < 2 and _SEARCH_QUERY.search(parts.query))
        )
        and not signs.story
    ):
        return "a search page"
    if signs.story and "collectionpage" not in kinds:
        return None
    scattered = signs.together < 600 and signs.prose < 2 * _ENOUGH
    told_over = signs.together < 600 and signs.teasers >= signs.paragraphs
    if (
        parts.path in {"", "/"}
        and not parts.query
        and signs.teasers >= 4
        and (scattered or told_over)
    ):
        return "a front page"
    if scattered and (kinds & _FRONT_TYPES or signs.teasers >= 8):
        return "a section front"
    return None


def _video(signs: _Signs, facts: Facts) -> str | None:
    kinds = {kind for thing in facts.things for kind in types(thing)}
    stated = (facts.meta("og:type") or "").lower().startswith("video")
    if signs.prose < (_SOMETHING if stated else 350) and (stated or "videoobject" in kinds):
        return None if signs.story and not stated else "a video page"
    return None
