"""The words that Arabic names are told by, folded, and what may hang on a word's front."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from marsad.annotate.lexicon import tables_of
from marsad.annotate.names.words import folded

_PROCLITICS = ("و", "ف", "ب", "ل", "ك")


@dataclass(frozen=True, slots=True)
class ArabicWords:
    """Folded words by what they tell; heads and roles stand without ال."""

    given: frozenset[str]
    family: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    heads: frozenset[str]
    clubs: frozenset[str]
    initiatives: frozenset[str]
    speech: frozenset[str]
    verbs: frozenset[str]
    function: frozenset[str]
    name_adjectives: frozenset[str]
    describes: frozenset[str]
    named_by: frozenset[str]
    events: frozenset[str]
    meetings: frozenset[str]
    facilities: frozenset[str]
    sport: frozenset[str]
    parts: frozenset[str]
    agency: frozenset[str]
    adjectives: frozenset[str]
    numbers: frozenset[str]
    common: frozenset[str]
    branded: frozenset[str]
    quoted_heads: frozenset[str]
    called_after: frozenset[str]
    natural: frozenset[str]
    companies: frozenset[str]
    industries: frozenset[str]
    firms: frozenset[str]
    common_bodies: frozenset[str]
    general_heads: frozenset[str]
    general: frozenset[str]
    villages: frozenset[str]
    opens_village: frozenset[str]
    paired: frozenset[str]
    defined_heads: frozenset[str]
    campaigns: frozenset[str]
    land: frozenset[str]
    movement: frozenset[str]
    moves: frozenset[str]
    maqsura: frozenset[str]
    filiation: frozenset[str]
    kunya: frozenset[str]
    compound: frozenset[str]
    compounded: frozenset[str]
    honorific: frozenset[str]


def bare(word: str) -> str:
    """A folded word without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@lru_cache(maxsize=1 << 14)
def cuts(word: str) -> tuple[tuple[int, str], ...]:
    """A folded word as it stands and without what may be proclitics, each with the number of letters cut off."""
    return tuple(_cuts(word))


def _cuts(word: str) -> Iterator[tuple[int, str]]:
    yield 0, word
    at, rest = 0, word
    for _ in range(2):
        if len(rest) < 4 or rest[0] not in _PROCLITICS:
            return
        if rest.startswith("لل") and len(rest) > 4:
            yield at + 1, "ا" + rest[1:]
            return
        at, rest = at + 1, rest[1:]
        yield at, rest


@cache
def arabic_words() -> ArabicWords:
    """The lexicon, read once a process."""
    raw, grammar = tables_of("names_ar.toml"), tables_of("names_ar_grammar.toml")
    parts = raw["particles"]
    grammar_sets = {key: folded(grammar[key]) for key in (
        "verbs", "function", "name_adjectives", "describes", "named_by", "events", "meetings", "facilities", "sport",
        "parts", "agency", "adjectives", "numbers", "common", "branded",
        "quoted_heads", "called_after", "natural", "companies", "industries", "firms", "common_bodies",
        "general_heads", "general", "villages", "opens_village", "paired", "defined_heads",
        "campaigns", "land", "movement", "moves",
    )}  # fmt: skip
    roles = frozenset(bare(word.split()[0]) for word in folded([*raw["roles_male"], *raw["roles_female"]]))
    heads = frozenset(bare(word.split()[0]) for word in folded(raw["org_heads"])) - folded(grammar["no_heads"])
    heads |= folded(grammar["more_heads"])
    return ArabicWords(
        given=(folded(raw["given_male"]) | folded(raw["given_female"]) | folded(grammar["given"]))
        - folded(grammar["no_given"]),
        family=folded(raw["family"]),
        titles=folded([*raw["titles"], "البروفيسور", "البروفيسورة", "البروفسور"])
        - folded(parts["honorific"])
        - folded(grammar["no_titles"]),
        roles=roles - heads,
        heads=heads,
        clubs=folded(grammar["clubs"]),
        initiatives=folded(grammar["programmes"]),
        speech=folded(raw["speech_verbs"]) | folded(grammar["speech_verbs"]),
        filiation=(folded(parts["filiation"]) | {"اق", "اغ", "مينت"}) - {"او"},
        kunya=folded(parts["kunya"]),
        compound=folded(parts["compound"]),
        compounded=folded(parts["of_faith"]) | folded(parts["of_religion"]),
        honorific=folded(parts["honorific"]) - {"الشيخ", "شيخ"},
        maqsura=folded([name for name in [*raw["given_male"], *raw["given_female"]] if name.endswith("ى")]),
        **grammar_sets,
    )
