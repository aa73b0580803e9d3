"""Nouns that are counted: in the lists or not, with the adjectives that belong to them."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.annotate.figures.forms import singular
from marsad.annotate.figures.lexicon import Lexicon, UnitWord
from marsad.annotate.figures.words import Numeral
from marsad.annotate.text import Passage, folded_word

_AGENT = 5
"""So many letters has a word for people at least that its ending tells."""

_WINDOW = 5
"""So many words after an English numeral may hold the noun."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun: its unit, first and last token (adjectives included), whether a list has it."""

    unit: str
    first: int
    last: int
    known: bool
    vague: bool


def noun_at(passage: Passage, numeral: Numeral, at: int, lexicon: Lexicon, *, linked: bool) -> Noun | None:
    """The noun that a numeral counts, from token ``at`` on; ``linked`` where "de" or "من" stands before it."""
    match lexicon.lang:
        case "en":
            return _english(passage, numeral, at, lexicon)
        case "ar":
            return _arabic(passage, at, lexicon, linked=linked)
    return _romance(passage, numeral, at, lexicon)


def phrase_after(passage: Passage, at: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The words for what a measure or a sum of money is of: "8 100 tonnes de *fourrage subventionné*"."""
    link = lexicon.of_the.at(passage.folded, at)
    if link is None or not _in_line(passage, at):
        return None
    first = at + link[0]
    while _in_line(passage, first) and passage.folded[first] in lexicon.articles:
        first += 1
    if not _in_line(passage, first) or not _is_word(passage, first, lexicon):
        return None
    last = first
    if lexicon.lang == "en":
        while last - first < 2 and _in_line(passage, last + 1) and _is_word(passage, last + 1, lexicon):
            last += 1
        return first, last
    return first, _with_adjectives(passage, last, lexicon)


def _in_line(passage: Passage, place: int) -> bool:
    """Whether a token follows the one before it after nothing or a space."""
    if not 0 < place < len(passage.words):
        return False
    return passage.text[passage.ends[place - 1] : passage.starts[place]] in {" ", "", "\u00a0", "\u202f"}


def _is_word(passage: Passage, place: int, lexicon: Lexicon) -> bool:
    word = passage.folded[place]
    return (
        len(word) > 2
        and word.replace("-", "").replace("'", "").isalpha()
        and word not in lexicon.never
        and word not in lexicon.stops
        and word not in lexicon.numbers
    )


def _romance(passage: Passage, numeral: Numeral, at: int, lexicon: Lexicon) -> Noun | None:
    first = at
    while at - first < 2 and _in_line(passage, at) and passage.folded[at] in lexicon.before_nouns:
        if lexicon.units.at(passage.folded, at) and not _noun_like(passage, at + 1, lexicon):
            break
        at += 1
    if not _in_line(passage, at):
        return None
    found = lexicon.units.at(passage.folded, at)
    if found and found[1].kind == "noun":
        if not found[1].many and numeral.value >= 2:
            return None
        last = _with_adjectives(passage, at + found[0] - 1, lexicon)
        return Noun(found[1].unit, first, last, known=True, vague=found[1].vague)
    if found and at > first:
        when = found[1].kind == "time" and not lexicon.relative.isdisjoint(passage.folded[first:at])
        return None if when else Noun(found[1].unit, first, at + found[0] - 1, known=True, vague=False)
    if not _noun_like(passage, at, lexicon) or numeral.value < 2:
        return None
    last = _with_adjectives(passage, at, lexicon)
    return _unlisted(passage, first, at, last, singular(passage.words[at].lower(), lexicon.lang), lexicon)


def _unlisted(passage: Passage, first: int, at: int, last: int, lemma: str, lexicon: Lexicon) -> Noun:
    """A noun that no list has: a person where its ending says so, else its own unit."""
    if is_agent(passage.words[at], lexicon):
        return Noun("person", first, last, known=True, vague=False)
    return Noun(lemma, first, last, known=False, vague=folded_word(lemma) in lexicon.small)


def is_agent(word: str, lexicon: Lexicon) -> bool:
    """Whether the ending of a plural makes it a word for people: "transporteurs", "stallholders"."""
    folded = folded_word(word)
    if len(folded) < _AGENT or folded in lexicon.not_agents:
        return False
    if lexicon.lang == "ar":
        plural = folded.endswith(lexicon.agents) and not folded.startswith("ت")
        return plural or (folded.endswith("ا") and folded.startswith("م"))
    return len(folded) > _AGENT and word.lower().endswith(lexicon.agents)


def _noun_like(passage: Passage, at: int, lexicon: Lexicon) -> bool:
    """Whether a word that no list has may be a noun in the plural."""
    if not _in_line(passage, at) or not _is_word(passage, at, lexicon):
        return bool(_in_line(passage, at) and lexicon.units.at(passage.folded, at))
    return passage.words[at].islower() and passage.folded[at].endswith(lexicon.plural)


def _with_adjectives(passage: Passage, last: int, lexicon: Lexicon) -> int:
    """The last of up to two adjectives after a noun."""
    for place in (last + 1, last + 2):
        if not _in_line(passage, place) or not _is_word(passage, place, lexicon):
            break
        if lexicon.lang == "ar":
            if not _arabic_adjective(passage, place):
                break
        elif not _adjective(passage, place, lexicon):
            break
        last = place
    return last


def _adjective(passage: Passage, place: int, lexicon: Lexicon) -> bool:
    word = passage.folded[place]
    if not passage.words[place].islower() or word.endswith(lexicon.not_endings):
        return False
    return word.endswith(lexicon.endings)


def _arabic_adjective(passage: Passage, place: int) -> bool:
    word, noun = passage.folded[place], passage.folded[place - 1]
    if word.startswith("ال") or noun.startswith("ال"):
        return word.startswith("ال") and noun.startswith("ال")
    return word.endswith(("يه", "يا", "ي")) and len(word) > 4 and not word.startswith(("و", "ف", "ل", "ي"))


def _arabic(passage: Passage, at: int, lexicon: Lexicon, *, linked: bool) -> Noun | None:
    if not _in_line(passage, at):
        return None
    found = lexicon.units.at(passage.folded, at)
    word = passage.folded[at]
    if found is None and linked and word.startswith("ال"):
        found = lexicon.units.at((word[2:],), 0)
    if found is not None:
        kind = found[1]
        if linked and not word.startswith("ال"):
            return None
        last = _with_adjectives(passage, at + found[0] - 1, lexicon)
        return Noun(kind.unit, at, last, known=True, vague=kind.vague)
    if linked or not _is_word(passage, at, lexicon) or word.startswith(("ال", "و", "ل", "ب", "ي", "سي", "ست", "فا")):
        return None
    if not "\u0620" <= word[0] <= "\u064a" or word.endswith("وا"):
        return None
    bare = word[:-1] if word.endswith("ا") and passage.words[at].endswith(("ا", "اً", "ًا")) else passage.words[at]
    return _unlisted(passage, at, at, _with_adjectives(passage, at, lexicon), bare, lexicon)


def _english(passage: Passage, numeral: Numeral, at: int, lexicon: Lexicon) -> Noun | None:
    """The first plural within a few words that no preposition, verb or sign parts from the numeral."""
    for place in range(at, at + _WINDOW):
        if not _in_line(passage, place) or not passage.words[place][0].isalpha():
            return None
        word = passage.folded[place]
        if word in lexicon.stops or word in lexicon.numbers or word in lexicon.never:
            return None
        found = lexicon.units.at(passage.folded, place)
        if found and (found[1].many or numeral.value == 1):
            last, kind = _longer(passage, place, found, lexicon)
            return Noun(kind.unit, at, last, known=True, vague=kind.vague)
        if _unknown_plural(passage, place, lexicon) and place - at < 3 and numeral.value != 1:
            return _unlisted(passage, at, place, place, singular(word, "en"), lexicon)
    return None


def _longer(passage: Passage, place: int, found: tuple[int, UnitWord], lexicon: Lexicon) -> tuple[int, UnitWord]:
    """Last token and unit; a plural right after another one is the head: "people's homes", "arms dealers"."""
    after = place + found[0]
    if after < len(passage.words) and passage.words[after] in {"'s", "’s"}:
        after += 1
    following = lexicon.units.at(passage.folded, after) if _in_line(passage, after) else None
    if following and following[1].many and following[1].kind == "noun" and following[1].unit != "person":
        return after + following[0] - 1, following[1]
    return after - 1 if after == place + found[0] else after - 2, found[1]


def _unknown_plural(passage: Passage, place: int, lexicon: Lexicon) -> bool:
    word = passage.folded[place]
    if not passage.words[place].islower() or len(word) < 4 or not word.isalpha():
        return False
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in lexicon.never
