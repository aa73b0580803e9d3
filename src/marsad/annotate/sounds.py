"""How like two names sound, over scripts and habits of romanisation: الركراكي and Regragui, Benyelún and Benjelloun.

A name is read as sounds by the letters of its language, with alternatives where a letter is ambiguous (the Spanish
j), and two readings are compared by the cheapest alignment: consonants of one kind stand for one another at little
cost, vowels that Arabic does not write are cheap to lack. Readings and costs are data: ``sounds_latin.toml``,
``sounds_arabic.toml``, ``sounds_alike.toml``, ``sounds_particles.toml``. Sources: the alignment is that of Needleman
and Wunsch (1970), with costs by articulation as in ALINE (Kondrak, 2000).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, product

from marsad.annotate.lexicon import tables_of
from marsad.read.fold import fold

ALIKE = 0.82
"""Two single names from here on are taken for spellings of one."""

SAME_NAME = 0.82
"""Two full names from here on are taken for one person's."""
PARTIAL = 0.6
"""The most that a single name is like a full one that has it."""

_DROPPED = 0.96
_CONFLICT = 0.5
_TURNED = 0.97
_UNLIKE = 0.6
_INITIAL = 0.82
_SAME_INITIAL = 0.1
_MOST_UNITS = 6
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200d'’ʼ])*")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_KEPT = str.maketrans(
    {
        "ة": "\x01",
        "ى": "\x02",
        "أ": "\x03",
        "ٱ": "\x04",
        "é": "\x05",
        "É": "\x05",
        "ç": "s",
        "Ç": "s",
        "ñ": "ny",
        "Ñ": "ny",
    }
)
_RESTORED = str.maketrans({"\x01": "ة", "\x02": "ى", "\x03": "أ", "\x04": "ٱ", "\x05": "é"})
_ARTICLE = re.compile(r"el(?=.{4})|al(?=.{5})|[aeo](?=(ss|rr|nn|zz|dd|tt|chch|shsh).{2})")
_DIGRAPH = re.compile(r"(?<=[aeiouy])([kgstd])h(?=[aeiouy])")
"""Two letters that are most often one sound, but may be two: Lakhal is لكحل."""
_GN = re.compile(r"gn(?=[aeiou])")
"""In a French text one sound, but Ignacio keeps his g."""
_DI = re.compile(r"^d[iy](?=[aou])")
"""A d before a vowel that is said as j: Diallo is جالو, Diop جوب."""
_OTHERWISE = (
    (re.compile(r"ch(?=[ei].*[io]$)"), "k"),
    (re.compile(r"gi(?=[aou])"), "j"),
    (re.compile(r"(?<=[aeo]r)[td]$"), ""),
)
"""What letters may also be in names of other languages: Marchetti, Giulia, the last letter of Vauvert."""
_SPANISH = re.compile(r"[aeiou]z$")
"""Words that may be Spanish in a text of any language: Jiménez."""
_LONGEST = 40
"""Letters of a word that are looked at; no name is longer."""
_KEYS = 8
"""Phonetic keys that a reading may have at most."""
_OTHER = 1.0
_RANK = 0.03
"""What the second reading of an ambiguous letter costs, and each further one."""
_VOWEL = 0.3
VOWELS = frozenset("aeiouwyâêîûāīAIUʔʕłẖ")
"""Sounds that tell little of a name."""
_LIGHTEST, _HEAVIEST = 2.0, 4.5


@dataclass(frozen=True, slots=True)
class Reading:
    """A name as sounds in order. A sound of several letters may be any of them, the first most likely."""

    sounds: tuple[str, ...]
    arabic: bool

    def __add__(self, other: Reading) -> Reading:
        return Reading(self.sounds + other.sounds, self.arabic or other.arabic)


Unit = tuple[Reading, ...]
"""One name of a full name: its readings."""


def is_arabic(text: str) -> bool:
    """Whether a text has an Arabic letter."""
    return not text.isascii() and _ARABIC.search(text) is not None


def spelt(word: str) -> str:
    """A word folded for reading: lower case and bare letters, but for ة ى أ ٱ é."""
    if word.isascii():
        return word.lower()
    return fold(word.translate(_KEPT)).translate(_RESTORED)


@lru_cache(maxsize=1 << 16)
def sounds(word: str, lang: str | None = None) -> tuple[Reading, ...]:
    """The readings of one word of a name: as it is spelt, without an article in front, with a digraph as two letters.

    ``lang`` is that of the text, ISO 639-1 or null. Empty where the word has no letter that is read.
    """
    letters = spelt(word)[:_LONGEST]
    arabic = is_arabic(letters)
    forms = [letters]
    if arabic and len(letters) >= 5 and word.startswith("ال"):
        forms.insert(0, letters[2:])
    elif not arabic and (article := _ARTICLE.match(letters)):
        forms.append(letters[article.end() :])
    if not arabic and _DIGRAPH.search(letters):
        forms.append(_DIGRAPH.sub(r"\1'h", letters))
    if not arabic and lang == "fr" and _GN.search(letters):
        forms.append(_GN.sub("g'n", letters))
    if not arabic and _DI.match(letters):
        forms.append(_DI.sub("dj", letters))
    if not arabic:
        forms += [other for pattern, said in _OTHERWISE if (other := pattern.sub(said, letters)) != letters]
    read = [Reading(_read(form, "arabic" if arabic else "latin", lang), arabic) for form in forms]
    if lang != "es" and not arabic and _SPANISH.search(fold(letters)):
        read.append(Reading(_read(letters, "latin", "es"), arabic))
    return tuple(dict.fromkeys(reading for reading in read if reading.sounds))


def likeness(a: str, b: str, lang_a: str | None = None, lang_b: str | None = None) -> float:
    """How likely two single names are spellings of one, 0 to 1."""
    return unit_likeness(sounds(a, lang_a), sounds(b, lang_b))


@lru_cache(maxsize=1 << 15)
def skeletons(reading: Reading) -> tuple[str, ...]:
    """The phonetic keys of a reading: its consonants by broad class, doubled ones once; at most eight."""
    classes = _classes()
    keys = [""]
    for sound in reading.sounds:
        options = dict.fromkeys(c for option in sound for c in classes.get(option, ("",)))
        keys = [key if key[-1:] == c else key + c for key, c in product(keys, options)]
        keys = list(dict.fromkeys(keys))[:_KEYS]
    return tuple(keys)


@lru_cache(maxsize=1 << 15)
def name_likeness(a: str, b: str, lang_a: str | None = None, lang_b: str | None = None) -> float:
    """How likely two full names are one person's, 0 to 1; `SAME_NAME` and more is a match.

    Particles may be joined or parted, a middle name dropped, a given name an initial, the family name in front. A
    single name against a full one that has it gets `PARTIAL` at most.
    """
    x, y = sorted((units(a, lang_a), units(b, lang_b)), key=_spelling)
    if not x or not y:
        return 0.0
    best = _names_alike(x, y)
    if len(x) == len(y) > 1 and best < SAME_NAME:
        best = max(best, _TURNED * _names_alike(x, y[-1:] + y[:-1]), _TURNED * _names_alike(x, y[1:] + y[:1]))
    return best


def _spelling(name: tuple[Unit, ...]) -> list[tuple[str, ...]]:
    """What names are put in order by, so that it does not matter which comes first."""
    return [reading.sounds for unit in name for reading in unit]


@lru_cache(maxsize=1 << 16)
def units(name: str, lang: str | None = None) -> tuple[Unit, ...]:
    """The single names of a full name, particles with the name that they belong to, each with its readings."""
    return tuple(unit for word in _parted(name) if (unit := sounds(word, lang)))[:_MOST_UNITS]


def _parted(name: str) -> list[str]:
    """The words of a full name, particles joined to theirs, articles and forms of address left out."""
    found: list[str] = []
    held = ""
    words = _WORD.findall(name)
    for i, word in enumerate(words):
        plain = fold(word).strip("'")
        script = "arabic" if is_arabic(word) else "latin"
        following = fold(words[i + 1]) if i + 1 < len(words) else ""
        if following and script == "latin" and _is_article(plain, following):
            held += plain if held == "abd" else ""
        elif following and plain in _particles("joined", script):
            held += plain if script == "latin" else word
        elif found and not held and plain in _particles("behind", script):
            found[-1] += word
        elif plain not in _particles("silent", "words"):
            inner = "ٱل" + word[2:] if held and word.startswith("ال") and len(word) > 3 else word
            found.append(held[:-1] + inner if script == "arabic" and held.endswith(inner[0]) else held + inner)
            held = ""
    return [*found, held] if held else found


def is_name_particle(folded: str) -> bool:
    """Whether a folded word is the first half of a name that is written as two words: Ben, أبو."""
    return folded in _particles("joined", "arabic" if is_arabic(folded) else "latin")


def _is_article(word: str, following: str) -> bool:
    return word in _particles("articles", "latin") or (
        word in _particles("articles", "sun") and following.startswith(word[1:].lstrip("u"))
    )


@cache
def _particles(table: str, key: str) -> frozenset[str]:
    return frozenset(tables_of("sounds_particles.toml")[table][key])


def _names_alike(a: tuple[Unit, ...], b: tuple[Unit, ...]) -> float:
    """How like two full names are in the order given."""
    if len(a) == len(b) and (straight := _straight(a, b)):
        return straight
    pairs = _aligned(a, b)
    if not pairs:
        return 0.0
    left = len(a) - sum(taken for taken, _, _ in pairs)
    right = len(b) - sum(taken for _, taken, _ in pairs)
    scores = [score for _, _, score in pairs]
    worst = min(scores)
    likely = worst if worst < ALIKE else (worst + sum(scores) / len(scores)) / 2
    if left and right:
        return likely * _CONFLICT
    if (left or right) and len(scores) == 1:
        return likely * PARTIAL
    return float(likely * _DROPPED ** (left + right))


def _straight(a: tuple[Unit, ...], b: tuple[Unit, ...]) -> float:
    """The likeness of names that are alike word by word; 0 for others."""
    scores = []
    for x, y in zip(a, b, strict=True):
        scores.append(_units_alike((x,), (y,)))
        if scores[-1] < ALIKE:
            return 0.0
    return (min(scores) + sum(scores) / len(scores)) / 2


def _aligned(a: tuple[Unit, ...], b: tuple[Unit, ...]) -> tuple[tuple[int, int, float], ...]:
    """The best pairs of single names in order: how many of each side, and how like they are."""
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int, float], ...]]] = {}
    for i in range(len(a), -1, -1):
        for j in range(len(b), -1, -1):
            options = [best[k] for k in ((i + 1, j), (i, j + 1)) if k in best]
            for m, n in ((1, 1), (1, 2), (2, 1)):
                if (i + m, j + n) not in best:
                    continue
                score = _units_alike(a[i : i + m], b[j : j + n])
                if score > _UNLIKE:
                    gain, pairs = best[i + m, j + n]
                    options.append((gain + (score - _UNLIKE) * (m + n), ((m, n, score), *pairs)))
            best[i, j] = max(options, key=lambda option: option[0], default=(0.0, ()))
    return best[0, 0][1]


def _units_alike(a: tuple[Unit, ...], b: tuple[Unit, ...]) -> float:
    x = a[0] if len(a) == 1 else _joined(a[0], a[1])
    y = b[0] if len(b) == 1 else _joined(b[0], b[1])
    if len(a) == len(b) and min(len(x[0].sounds), len(y[0].sounds)) == 1:
        firsts = _pair(x[0].sounds[0], y[0].sounds[0], "latin")
        return _INITIAL if firsts <= _SAME_INITIAL else 0.0
    return unit_likeness(x, y)


def unit_likeness(a: Unit, b: Unit) -> float:
    """The likeness of the closest readings; an article counts only where one name lacks it."""
    if len(a) == len(b) == 2:
        a = a[:1] if a[0].arabic else a
        b = b[:1] if b[0].arabic else b
    return max((alike(x, y) for x in a for y in b), default=0.0)


def _joined(a: Unit, b: Unit) -> Unit:
    return (a[0] + b[0],)


@lru_cache(maxsize=1 << 16)
def alike(a: Reading, b: Reading) -> float:
    """How like two readings are, 0 to 1: one less the cost of the best alignment over their weight."""
    table = "arabic" if a.arabic and b.arabic else "across" if a.arabic or b.arabic else "latin"
    return max(0.0, 1 - _cost(a.sounds, b.sounds, table) / ((_weight(a) + _weight(b)) / 2))


def _cost(a: tuple[str, ...], b: tuple[str, ...], table: str) -> float:
    """The cost of the cheapest alignment."""
    lacks = [_lack(sound, table) for sound in b]
    row = [0.0]
    for cost in lacks:
        row.append(row[-1] + cost)
    for x in a:
        drop = _lack(x, table)
        before, last = row, row[0] + drop
        row = [last]
        for j, y in enumerate(b):
            last = min(before[j] + _pair(x, y, table), before[j + 1] + drop, last + lacks[j])
            row.append(last)
    return row[-1]


@cache
def _pair(x: str, y: str, table: str) -> float:
    """The cost of one sound in the place of another."""
    costs = _costs("arabic" if table == "arabic" else "latin")
    options = product(enumerate(x), enumerate(y))
    return min((0.0 if p == q else costs.get(p + q, _OTHER)) + _RANK * (i + j) for (i, p), (j, q) in options)


@cache
def _lack(sound: str, table: str) -> float:
    """The cost of a sound that the other name lacks."""
    costs = tables_of("sounds_alike.toml")["lacks"][table]
    return float(min(costs.get(option, _OTHER) + _RANK * i for i, option in enumerate(sound)))


@lru_cache(maxsize=1 << 16)
def _weight(reading: Reading) -> float:
    weight = sum(_VOWEL if sound[0] in VOWELS else 1.0 for sound in reading.sounds)
    return min(max(_LIGHTEST, weight), _HEAVIEST)


@cache
def _costs(table: str) -> dict[str, float]:
    """Costs by pair of sounds, in either order."""
    found: dict[str, float] = {}
    for groups, cost in tables_of("sounds_alike.toml")[table].items():
        for group in groups.split():
            for p, q in combinations(group, 2):
                for pair in (p + q, q + p):
                    found[pair] = min(cost, found.get(pair, _OTHER))
    return found


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, members in tables_of("sounds_alike.toml")["skeleton"].items():
        for member in members:
            found[member] = (*found.get(member, ()), key)
    return found


def _read(letters: str, script: str, lang: str | None) -> tuple[str, ...]:
    """The sounds of folded letters; a consonant doubled in Latin letters once."""
    pattern, spelled = _graphemes(script, lang if lang in tables_of(f"sounds_{script}.toml") else None)
    found: list[str] = []
    for match in pattern.finditer(letters):
        said = spelled[match.lastindex or 0]
        for sound in match[0] if said is None else said:
            if script == "arabic" or not found or found[-1] != sound:
                found.append(sound)
    return tuple(found)


@cache
def _graphemes(script: str, lang: str | None) -> tuple[re.Pattern[str], list[tuple[str, ...] | None]]:
    """A pattern of all graphemes and, by number of group, their sounds; null where the letter is the sound."""
    tables = tables_of(f"sounds_{script}.toml")
    rules = [*tables.get(lang or "", {}).items(), *tables["any"].items()]
    spelled: list[tuple[str, ...] | None] = [()]
    for _, said in rules:
        spelled.append(None if said == "=" else tuple(sound.replace("|", "") for sound in said.split()))
    return re.compile("|".join(f"({grapheme})" for grapheme, _ in rules)), spelled
