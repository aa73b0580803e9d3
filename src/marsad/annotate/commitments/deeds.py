"""What is promised: the infinitive, the noun of action or the clause behind a cue."""

from __future__ import annotations

from typing import Literal, NamedTuple

from marsad.annotate.commitments.page import COMMAS, STRONG, Cue, Page, Span
from marsad.model import FactKind

_INFINITIVES = {"fr": ("er", "ir", "re", "oir"), "es": ("ar", "er", "ir"), "en": (), "ar": ()}
_ENCLITICS = ("se", "lo", "la", "los", "las", "le", "les")
_NO_INFINITIVES = frozenset(
    {
        "premier",
        "dernier",
        "entre",
        "notre",
        "votre",
        "autre",
        "quatre",
        "hier",
        "mer",
        "hiver",
        "titre",
        "mujer",
        "lugar",
    }
)
_SHORT_FUTURES = frozenset({"aura", "auront", "aurait", "auraient", "ira", "iront", "fera", "feront"})
_NOUNS_IN_RA = frozenset({"camera", "choléra", "cholera", "sahara", "gandoura"})
_REACH = 12
_INSERTED = 6
_PAIRED = {"«": "»", "“": "”", '"': '"', "(": ")"}
_CLAUSE = 10
"""Within so many words behind an "and" a verb shows that a clause begins there."""
_LONGEST_QUOTED = 8
"""Quotation marks and brackets around so few words are inside a clause: names, acronyms."""
REFLEXIVE = frozenset({"se", "s'"})
_AUXILIARIES = {
    "fr": frozenset({"sera", "seront", "serait", "seraient"}),
    "es": frozenset({"sera", "seran", "seria", "serian"}),
    "en": frozenset({"be"}),
    "ar": frozenset({"سيتم", "ستتم", "يتم", "تتم"}),
}


class Deed(NamedTuple):
    """Its first token, and its verb or noun. ``known``: a deed of the lexicon; ``vague``: a word like "continue"."""

    first: int
    head: int
    sort: Literal["verb", "noun", "clause"]
    known: bool
    vague: bool
    passive: bool = False


def verb_at(page: Page, at: int, stop: int) -> Deed | None:
    """The deed of an infinitive at a token, small words before it; in English of a verb's base."""
    first = at
    while at < stop and any(page.is_in(at, small) for small in ("clitics", "not", "not_after", "adverbs")):
        at += 1
    if at >= stop or not page.passage.words[at][0].isalpha() or page.passage.words[at][0].isupper():
        return None
    word, lexicon = page.folded[at], page.lexicon
    if word in _AUXILIARIES[lexicon.lang]:
        behind = page.after(at + 1, stop)
        return (
            Deed(behind, behind, "verb", True, False, True)
            if behind < stop and page.folded[behind] in lexicon.participles
            else None
        )
    if word == "have" and lexicon.lang == "en" and at + 1 < stop and page.folded[at + 1] in lexicon.participles:
        return Deed(first, at + 1, "verb", True, False)  # "shall have trained"
    stem = _infinitive(word, lexicon.lang)
    if stem is None:
        return None
    set_up = word == "set" and at + 1 < stop and page.folded[at + 1] == "up"
    known, vague = (
        set_up or stem in lexicon.verbs or word in lexicon.verbs,
        stem in lexicon.vague or word in lexicon.vague,
    )
    if lexicon.lang == "fr" and page.folded[at - 1] in REFLEXIVE:
        known = False  # se rendre, se réunir
    negated = any(page.is_in(place, "not") for place in range(first, at))
    return Deed(first if negated else at, at, "verb", known, vague)


def _infinitive(word: str, lang: str) -> str | None:
    """The infinitive that a word is, without pronouns hung on it; null where it is none."""
    if word in _NO_INFINITIVES:
        return None
    if lang == "en":
        return word
    ends = _INFINITIVES[lang]
    if lang == "es" and not word.endswith(ends):
        word = next((word.removesuffix(end) for end in _ENCLITICS if word.endswith(end)), word)
    return word if len(word) > 3 and word.endswith(ends) else None


def noun_at(page: Page, at: int, stop: int) -> Deed | None:
    """The deed of a noun of action at a token or behind its article ("la formation de", "the opening of")."""
    first = at
    while at < stop and at - first < 3 and (page.is_in(at, "articles") or page.is_in(at, "adverbs")):
        at += 1
    word = page.folded[at] if at < stop else ""
    if word in page.lexicon.nouns:
        return Deed(first, at, "noun", True, False)
    if page.lexicon.lang == "en" and word[:1].isdigit() is False:
        for behind in range(at + 1, min(at + 4, stop)):  # "joint research programmes"
            if page.folded[behind] in page.lexicon.nouns:
                return Deed(first, behind, "noun", True, False)
            if page.is_in(behind, "to") or page.folded[behind] in COMMAS or page.is_in(behind - 1, "from"):
                break
    return None


def complement(page: Page, at: int, stop: int, *, bare: bool, nouns: bool = True) -> Deed | None:
    """The deed that a cue before ``at`` governs. ``bare``: a verb may stand without a preposition."""
    at = _behind_insertion(page, page.after(at, stop), stop)
    if at >= stop:
        return None
    if page.is_in(at, "that"):
        return clause(page, at + 1, stop)
    if page.is_in(at, "to"):
        behind = page.after(at + 1, stop)
        english = page.lexicon.lang == "en"
        found = verb_at(page, behind, stop) if behind < stop else None
        if found and not (english and (page.folded[at] != "to" or page.is_in(behind, "articles"))):
            return found
        return noun_at(page, behind, stop) if nouns else None
    if bare and not page.is_in(at, "articles"):
        found = verb_at(page, at, stop)
        if found and (page.lexicon.lang != "en" or found.known):
            return found
    return noun_at(page, at, stop) if nouns else None


def _behind_insertion(page: Page, at: int, stop: int) -> int:
    """The place behind words that part a cue from its complement: « s'engage auprès des pêcheurs à »."""
    at = _behind_circumstance(page, at, stop)
    if at >= stop:
        return at
    if page.folded[at] in COMMAS:
        ahead = range(at + 1, min(at + _REACH, stop))
        return next((place + 1 for place in ahead if page.folded[place] in COMMAS), at)
    if page.is_in(at, "beside"):
        ends = {"a"} if page.lexicon.lang in {"fr", "es"} else {"to"}
        ahead = range(at + 2, min(at + _REACH, stop))
        return next((place for place in ahead if page.folded[place] in ends), at)
    return at


def _behind_circumstance(page: Page, at: int, stop: int) -> int:
    """The place behind days and towns: « s'est engagé lundi 3 mars à Rabat à »."""
    if at >= stop:
        return at
    ahead = Span(max(at - 1, 0), min(at + _REACH, stop) - 1)
    towns = (one for one in page.mentions(ahead, places=True) if one.kind is FactKind.PLACE)
    for one in sorted([*page.known.dates_in(*page.span(ahead)), *towns], key=lambda one: one.start):
        first, led = (
            page.known.token_at(one.start),
            any(page.is_in(at, small) for small in ("to", "articles", "beside")),
        )
        if first > at + led:
            break
        at = max(at, page.after(page.token_before(one.end) + 1, stop))
    return at


def figured(page: Page, at: int, stop: int) -> Deed | None:
    """The deed of a bare quantity: « promet 30 % de billets gratuits »."""
    if at < stop and page.known.figures_in(page.passage.starts[at], page.passage.ends[min(at + 5, stop - 1)]):
        return Deed(at, at, "noun", True, False)
    return None


def promised_thing(page: Page, cue: Cue, stop: int) -> Deed | None:
    """The deed of a thing that is promised: « promet un ticket unique »."""
    at = cue.last + 1
    if page.folded[cue.first - 1] in COMMAS:
        return None  # « …, promet la direction »
    if at + 1 < stop and page.is_in(at, "articles") and page.folded[cue.last].startswith(("prom", "pledg")):
        return Deed(at, at + 1, "noun", False, False)
    return None


def items_of(page: Page, at: int, stop: int) -> list[Deed]:
    """The nouns of action that are listed behind "including", each its own deed."""
    begin = next((place + 1 for place in range(at, stop) if page.is_in(place, "including")), stop)
    found, place = [], begin
    while place < stop:
        if deed := noun_at(page, place, stop):
            found.append(deed)
            place = deed.head
        while place < stop and page.folded[place] not in COMMAS and not page.is_in(place, "and"):
            place += 1
        place += 1
    return found


def clause(page: Page, at: int, stop: int) -> Deed | None:
    """The deed of a clause that begins at a token: its first verb of what is to come."""
    for place in range(at, min(stop, at + 16)):
        if page.passage.words[place] in STRONG:
            return None
        if found := coming_at(page, place, stop):
            return Deed(at, found.head, "clause", found.known, found.vague, found.passive)
    return None


def coming_at(page: Page, at: int, stop: int) -> Deed | None:
    """The deed of a verb to come at a token, whatever the verb: « se tiendrait », "would pay", سيفتتح."""
    word, lexicon = page.folded[at], page.lexicon
    if lexicon.lang == "en":
        if word not in {"will", "would", "shall", "'ll"}:
            return None
        behind = page.after(at + 1, stop)
        return verb_at(page, behind, stop) if behind < stop else None
    if lexicon.lang == "ar":
        if word in _AUXILIARIES["ar"] or word in lexicon.coming or (word.startswith(("سي", "ست")) and len(word) > 4):
            return Deed(at, at, "verb", word in lexicon.coming, False, word in _AUXILIARIES["ar"])
        return None
    if word in _AUXILIARIES[lexicon.lang]:
        behind = page.after(at + 1, stop)
        known = behind < stop and page.folded[behind] in lexicon.participles
        return Deed(at, behind if known else at, "verb", known, not known, True)
    if is_coming(page, at):
        return Deed(at, at, "verb", True, False)
    ends = ("ra", "ront", "rait", "raient") if lexicon.lang == "fr" else ("rá", "rán", "ría", "rían")
    told = len(word) > (5 if lexicon.lang == "fr" else 4) and word not in _NOUNS_IN_RA
    if word in _SHORT_FUTURES or (told and page.passage.words[at].lower().endswith(ends)):
        return Deed(at, at, "verb", False, False)
    return None


def is_coming(page: Page, at: int) -> bool:
    """Whether a token is a known verb to come; Spanish ones have an accent, which tells « formará » from "formara"."""
    if page.folded[at] not in page.lexicon.coming:
        return False
    return page.lexicon.lang != "es" or page.passage.words[at].lower().endswith(("á", "án", "ía", "ían", "emos"))


def deed_end(page: Page, deed: Deed, stop: int) -> int:
    """The last token of a deed: before a strong mark, a comma, a clause that hangs on it, or the next verb to come."""
    last, passed = deed.head, deed.head
    for at in range(deed.head + 1, stop):
        word = page.passage.words[at]
        if at <= passed:
            last = at
            continue
        if word in _PAIRED:
            ahead = range(at + 1, min(at + _LONGEST_QUOTED, stop))
            passed = next((place for place in ahead if page.passage.words[place] == _PAIRED[word]), passed)
            if passed > at:
                last = at
                continue
        if word in COMMAS and at == deed.head + 1 and deed.sort == "verb":  # « Ofrecerá, además, cuarenta becas »
            ahead = range(at + 2, min(at + _INSERTED, stop))
            passed = next((place for place in ahead if page.folded[place] in COMMAS), passed)
            if passed > at:
                continue
        if word in STRONG or (word in COMMAS and not _between_digits(page, at)):
            break
        if at > deed.head + 1 and _closes(page, at, stop):
            break
        last = at
    return last


def _closes(page: Page, at: int, stop: int) -> bool:
    if page.is_in(at, "ends"):
        return not (page.is_in(at, "before_date") and page.is_in(at - 1, "before_date"))  # « antes de que acabe 2027 »
    if page.is_in(at, "purpose") and at + 1 < stop and _infinitive(page.folded[at + 1], page.lexicon.lang):
        return True
    if not page.is_in(at, "and"):
        return False
    ahead = range(at + 1, min(at + _CLAUSE, stop))
    return any(page.folded[place] in page.lexicon.cues.after and page.cue_at(place, stop) for place in ahead) or any(
        is_coming(page, place) for place in ahead
    )


def _between_digits(page: Page, at: int) -> bool:
    return page.passage.words[at - 1][-1].isdigit() and at + 1 < len(page.folded) and page.folded[at + 1][0].isdigit()
