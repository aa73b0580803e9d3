"""Whose dinar, franc or centime a word means, and which mile: by what the text is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from marsad.annotate.figures.lexicon import Lexicon, countries_of_money, lexicon_of
from marsad.annotate.text import Passage

_PARTS = {"cent": (100, "hundredth"), "millime": (1000, "thousandth")}
_SPELLED_OUT = 2.0
"""So much more than a place does the name of a currency say, "dinars algériens"."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A passage that is told from others by its text alone, so that it is looked up fast."""

    text: str
    lang: str
    passage: Passage = field(compare=False)


def settled(unit: str, passage: Passage, lexicon: Lexicon) -> tuple[str, str | None]:
    """ISO code of a currency's word and how it was read. ``?dinar`` is looked up among the countries of dinars;
    a part of a currency gives ``/100 MAD``.
    """
    if not unit.startswith("?"):
        return unit, None
    name = unit[1:]
    if name == "millime":
        return "/1000 TND", "millime read as a thousandth of a Tunisian dinar"
    code, why = _by_country(name, _Cut(passage.text, lexicon.lang, passage))
    if name in _PARTS:
        size, part = _PARTS[name]
        return f"/{size} {code}", f"read as a {part} of {code}, {why}"
    return code, f"{name} read as {code}, {why}"


@lru_cache(maxsize=16)
def _by_country(name: str, cut: _Cut) -> tuple[str, str]:
    lexicon = lexicon_of(cut.lang)
    if lexicon is None:
        return "XXX", "the text does not say whose"
    default = lexicon.usual_money.get(name, "XXX")
    codes = countries_of_money().get(name, {})
    weights: defaultdict[str, float] = defaultdict(float)
    for country, weight in _countries(cut).items():
        if country in codes:
            weights[codes[country]] += weight
    for word in cut.passage.folded:
        spelled = lexicon.currency_words.get(word, "")
        if spelled in codes.values():
            weights[spelled] += _SPELLED_OUT
    if not weights:
        return default, "the most frequent one, since the text names no country"
    most = max(weights, key=lambda code: (weights[code], code == default))
    return most, "by the country that the text names most"


@lru_cache(maxsize=4)
def _countries(cut: _Cut) -> Mapping[str, float]:
    """How much a text speaks of each country, by its towns, regions and peoples."""
    from marsad.annotate.places import demonym, place_matches

    weights: defaultdict[str, float] = defaultdict(float)
    for match in place_matches(cut.passage):
        if country := match.places[0].country:
            weights[country] += match.certain
    for country in map(demonym, cut.passage.folded):
        if country:
            weights[country] += 1
    return weights


def at_sea(passage: Passage, lexicon: Lexicon) -> bool:
    """Whether a text speaks of the sea, where miles are nautical."""
    return _at_sea(_Cut(passage.text, lexicon.lang, passage))


@lru_cache(maxsize=4)
def _at_sea(cut: _Cut) -> bool:
    lexicon = lexicon_of(cut.lang)
    return lexicon is not None and not lexicon.sea.isdisjoint(cut.passage.folded)
