"""The words that commitments are told by, one lexicon a language, folded and made ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from marsad.annotate.lexicon import tables_of
from marsad.annotate.text import folded_word
from marsad.model import LANGUAGES

CUES = (
    "promise", "decide", "intend", "target", "said", "announce", "agree", "settled", "provide", "will", "must",
    "passive", "ready", "receive", "fulfilled", "refused", "could", "hearsay",
)  # fmt: skip
"""What a cue tells; the other cues are looked for apart."""


@dataclass(slots=True)
class Phrases:
    """Phrases of folded words as a tree: what may follow, and the ``kinds`` of the phrases that end here."""

    after: dict[str, Phrases] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)

    def add(self, phrase: Iterable[str], kind: str) -> None:
        """Put in a phrase of a kind."""
        node = self
        for word in phrase:
            node = node.after.setdefault(word, Phrases())
        if kind not in node.kinds:
            node.kinds.append(kind)

    @classmethod
    def of(cls, patterns: Iterable[str], kind: str = "phrase") -> Phrases:
        """The phrases of patterns, all of one kind."""
        root = cls()
        for phrase in expanded(patterns):
            root.add(phrase, kind)
        return root


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded words of one language by what they do; ``data/commitments_fr.toml`` says what each table means.

    ``cues`` are phrases, each with what it tells. ``coming`` are verbs to come, each with its mood:
    ``future``, ``past`` for the future in the past and the conditional, ``we`` for the first person; ``infinitives``
    leads from such a form to the verb. ``presents`` are their forms of the present, which binds under an agreement
    alone; ``under`` are phrases like "under the agreement".
    """

    lang: str
    cues: Phrases
    signed: Phrases
    presented: Phrases
    heading: Phrases
    under: Phrases
    pair: Phrases
    if_phrases: Phrases
    hearsay_phrases: Phrases
    coming: Mapping[str, str]
    infinitives: Mapping[str, str]
    presents: frozenset[str]
    verbs: frozenset[str]
    vague: frozenset[str]
    participles: frozenset[str]
    nouns: frozenset[str]
    agents: frozenset[str]
    plans: frozenset[str]
    agreements: frozenset[str]
    words: Mapping[str, frozenset[str]]


def lexicon_of(lang: str | None) -> Lexicon | None:
    """The lexicon of one of our languages; null for others, in which no commitments are found."""
    return _lexicon(lang) if lang in LANGUAGES else None


@cache
def _lexicon(lang: str) -> Lexicon:
    raw = tables_of(f"commitments_{lang}.toml")
    cues = Phrases()
    for kind in CUES:
        for phrase in expanded(raw["cues"].get(kind, ())):
            cues.add(phrase, kind)
    words, deeds = raw["words"], raw["deeds"]
    verbs = _folded(deeds["verbs"])
    coming = list(_coming(lang, deeds["verbs"].split(), _irregular(deeds["irregular_future"])))
    plural = lang != "ar"
    return Lexicon(
        lang=lang,
        cues=cues,
        signed=Phrases.of(raw["cues"]["signed"]),
        presented=Phrases.of(raw["cues"]["presented"]),
        heading=Phrases.of(raw["cues"]["heading"]),
        under=Phrases.of(raw["cues"]["under"]),
        pair=Phrases.of(words["pair"]),
        if_phrases=Phrases.of(words["if_phrases"]),
        hearsay_phrases=Phrases.of(words["hearsay_phrases"]),
        coming={form: mood for form, mood, _ in coming},
        infinitives={form: verb for form, _, verb in coming},
        presents=frozenset(_presents(lang, verbs, deeds["irregular_present"])),
        verbs=verbs,
        vague=_folded(deeds["vague"]),
        participles=frozenset(_participles(lang, verbs, _irregular(deeds["irregular_participle"]))),
        nouns=_folded(deeds["nouns"]),
        agents=_folded(raw["agents"]["nouns"], plural=plural),
        plans=_folded(raw["agents"]["plans"], plural=plural),
        agreements=_folded(raw["agents"]["agreements"], plural=plural),
        words={
            name: _folded(value)
            for name, value in words.items()
            if name not in {"pair", "if_phrases", "hearsay_phrases"}
        },
    )


def expanded(patterns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The phrases of patterns in which "|" parts alternatives of a word and "é%" stands for é, ée, és and ées."""
    for pattern in patterns:
        choices = [
            [form for choice in word.split("|") for form in _agreeing(folded_word(choice))]
            for word in pattern.replace("'", "' ").split()
        ]
        yield from product(*choices)


def _agreeing(word: str) -> list[str]:
    stem = word.removesuffix("%")
    return [word] if stem == word else [stem, f"{stem}e", f"{stem}s", f"{stem}es"]


def _folded(words: str, *, plural: bool = False) -> frozenset[str]:
    found = {folded_word(word) for word in words.split()}
    return frozenset(found | {f"{word}s" for word in found} if plural else found)


def _irregular(pairs: str) -> dict[str, str]:
    """Verbs and their stems or participles, of ``verb=form verb=form``."""
    return {folded_word(verb): folded_word(form) for verb, _, form in (pair.partition("=") for pair in pairs.split())}


_ENDINGS = {
    "fr": {"a": "future", "ont": "future", "ait": "past", "aient": "past", "ons": "we"},
    "es": {"a": "future", "an": "future", "ia": "past", "ian": "past", "emos": "we"},
}


def _coming(lang: str, verbs: Iterable[str], irregular: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The forms of verbs of what is to come, with mood and verb; English makes them of two words."""
    for verb in verbs:
        stem = irregular.get(folded_word(verb), folded_word(verb))
        if lang == "ar":
            yield from ((f"س{person}{stem}{end}", "future", verb) for person in "يت" for end in ("", "ون", "ان"))
            yield f"سن{stem}", "we", verb
        for end, mood in _ENDINGS.get(lang, {}).items():
            yield f"{stem.removesuffix('e')}{end}", mood, verb


_PRESENTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "fr": {"er": ("e", "ent"), "ir": ("it", "issent"), "ire": ("it", "isent")},
    "es": {"ar": ("a", "an"), "er": ("e", "en"), "ir": ("e", "en")},
    "en": {"": ("s", "es", "ing"), "e": ("es", "ing")},
}


def _presents(lang: str, verbs: Iterable[str], irregular: str) -> Iterator[str]:
    """The third persons of the present, English participles too: "is paying"; in Arabic those to come without س."""
    for verb in verbs:
        if lang == "ar":
            yield from (f"{person}{verb}{end}" for person in "يت" for end in ("", "ون", "ان"))
        for end, forms in _PRESENTS.get(lang, {}).items():
            if verb.endswith(end):
                yield from (f"{verb.removesuffix(end)}{form}" for form in forms)
    for pair in irregular.split():
        yield from pair.partition("=")[2].split(",")


def _participles(lang: str, verbs: Iterable[str], irregular: Mapping[str, str]) -> Iterator[str]:
    """The past participles of verbs."""
    for verb in verbs:
        yield from participles_of(lang, verb, irregular)


def participles_of(lang: str, verb: str, irregular: Mapping[str, str]) -> Iterator[str]:
    """The past participles of a folded verb, with their genders and numbers; ``irregular`` gives stems by verb."""
    if lang == "fr":
        stem = irregular.get(verb) or _french_participle(verb)
        yield from (stem, f"{stem}e", f"{stem}s", f"{stem}es")
    elif lang == "es":
        stem = irregular.get(verb) or f"{verb[:-2]}{'ad' if verb.endswith('ar') else 'id'}"
        yield from (f"{stem}{end}" for end in ("o", "a", "os", "as"))
    elif lang == "en":
        yield irregular.get(verb) or _english_participle(verb)


def _french_participle(verb: str) -> str:
    return f"{verb[:-2]}e" if verb.endswith("er") else f"{verb[:-2]}i" if verb.endswith("ir") else f"{verb[:-2]}u"


def _english_participle(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if verb.endswith("y") and verb[-2] not in "aeou" else f"{verb}ed"
