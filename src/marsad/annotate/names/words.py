"""The words that names are told by, one lexicon a language, folded and made ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from marsad.annotate.lexicon import tables_of
from marsad.annotate.text import folded_word

LATIN = ("fr", "es", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words of one language, by what they tell of a name; ``data/names_fr.toml`` says what each set means."""

    lang: str
    organisation: frozenset[str]
    lower: frozenset[str]
    lower_of: frozenset[str]
    with_a: frozenset[str]
    club: frozenset[str]
    facility: frozenset[str]
    facility_first: frozenset[str]
    initiative: frozenset[str]
    described: frozenset[str]
    quoted: frozenset[str]
    paired: frozenset[str]
    meeting: frozenset[str]
    event: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    corporate: frozenset[str]
    speech: frozenset[str]
    function: frozenset[str]
    adjectives: frozenset[str]
    adjective_ends: tuple[str, ...]
    not_adjectives: frozenset[str]
    place_before: frozenset[str]
    named_by: frozenset[str]
    joins: frozenset[str]
    parts: frozenset[str]
    list_after: frozenset[str]
    not_acronyms: frozenset[str]
    noun_ends: tuple[str, ...]
    legal_forms: frozenset[str]
    toponyms: frozenset[str]
    directions: frozenset[str]
    apposed: frozenset[str]
    sport: frozenset[str]
    club_initials: frozenset[str]
    competitions: frozenset[str]
    acts: frozenset[str]
    staff: frozenset[str]
    handed: frozenset[str]


def folded(table: Any) -> frozenset[str]:
    """The words of a string or a list, folded."""
    return frozenset(folded_word(word) for word in (table.split() if isinstance(table, str) else table))


def _with_elisions(words: frozenset[str]) -> frozenset[str]:
    return words | {f"{word}'" for word in words if len(word) == 1} | {"qu'", "jusqu'", "lorsqu'", "puisqu'", "'s"}


def _with_plurals(words: frozenset[str], lang: str) -> frozenset[str]:
    """The words and what an s makes of them, where names are in the plural too: "Huileries Bouraoui"."""
    return words if lang == "en" else words | {f"{word}s" for word in words if len(word) > 5 and word[-1] not in "sxz"}


@cache
def words_of(lang: str | None) -> Words:
    """The lexicon of a Latin-script language; of one that has none, French's without its grammar."""
    name = lang if lang in LATIN else "en"
    raw = tables_of(f"names_{name}.toml")
    heads, persons, words, acting = raw["heads"], raw["persons"], raw["words"], raw["acting"]
    return Words(
        lang=name,
        organisation=_with_plurals(folded(heads["organisation"]), name),
        lower=folded(heads["lower"]),
        lower_of=folded(heads["lower_of"]),
        with_a=folded(heads["with_a"]),
        club=folded(heads["club"]),
        facility=folded(heads["facility"]),
        facility_first=folded(heads.get("facility_first", heads["facility"])),
        initiative=folded(heads["initiative"]),
        described=folded(heads["described"]),
        quoted=folded(heads["quoted"]),
        paired=folded(heads["paired"]),
        meeting=folded(heads["meeting"]),
        event=folded(heads["event"]),
        titles=folded(persons["titles"]),
        roles=folded(persons["roles"]),
        corporate=folded(persons["corporate"]),
        speech=folded(persons["speech"]),
        function=_with_elisions(folded(words["function"])),
        adjectives=frozenset(words["adjectives"].split()),
        adjective_ends=tuple(sorted(folded(words["adjective_ends"]))),
        not_adjectives=folded(words["not_adjectives"]) | folded(words["function"]) | folded(persons["speech"]),
        place_before=folded(words["place_before"]),
        named_by=folded(words["named_by"]),
        joins=folded(words["joins"]),
        parts=folded(words["parts"]),
        list_after=folded(words["list_after"]),
        not_acronyms=folded(words["not_acronyms"]),
        noun_ends=tuple(sorted(folded(words["noun_ends"]))),
        legal_forms=folded(words["legal_forms"]),
        toponyms=folded(words["toponyms"]),
        directions=folded(words["directions"]),
        apposed=folded(words["apposed"]),
        sport=folded(words["sport"]),
        club_initials=folded(words["club_initials"]),
        competitions=folded(words.get("competitions", "")),
        acts=folded(acting["acts"]),
        staff=folded(acting["staff"]),
        handed=folded(acting["handed"]),
    )


@cache
def all_organisations() -> frozenset[str]:
    """What institutions are called in any of the languages: names are quoted across them."""
    return frozenset().union(*(words_of(lang).organisation for lang in LATIN))


@cache
def all_legal_forms() -> frozenset[str]:
    """What companies' names end with in any of the languages."""
    return frozenset().union(*(words_of(lang).legal_forms for lang in LATIN))


@cache
def trades() -> tuple[frozenset[str], frozenset[str]]:
    """What companies' names say they do: first in them (French, Spanish), and last (in any language)."""
    fr, es, en = (folded(tables_of(f"names_{lang}.toml")["acting"]["trades"]) for lang in LATIN)
    return fr | es, fr | es | en


@cache
def fields() -> frozenset[str]:
    """What companies do that headings and departments are called after too: no words of persons' names."""
    return frozenset().union(*(folded(tables_of(f"names_{lang}.toml")["acting"]["fields"]) for lang in LATIN))


@cache
def what_companies_do() -> frozenset[str]:
    """Both: trades and fields."""
    return trades()[1] | fields()


@cache
def given_names() -> frozenset[str]:
    """Given names in Latin letters."""
    raw = tables_of("given_names.toml")
    return folded(raw["maghreb"]) | folded(raw["european"]) | folded(raw["spanish_spelling"])


@cache
def particles() -> frozenset[str]:
    """Small words inside names of persons: El, Ben, Ould, de."""
    return folded(tables_of("given_names.toml")["particles"])
