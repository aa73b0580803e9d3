"""Arabic training sentences made for the name tagger: names of the Maghreb in the place of others, and whole sentences.

Everything is drawn from the word lists of ``marsad.annotate`` and from ``names_ar.toml`` beside this file.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from marsad.annotate.lexicon import tables_of

Token = tuple[str, str]
"""A word with its tag."""

_SLOT = re.compile(r"\{(\w+)\}")
_CHOICE = re.compile(r"\[([^][]*)\]")
_PROCLITICS = ("و", "ف", "ب", "ل", "ك")
_START, _END = "^", "$"


class Spelling:
    """Words that do not exist, spelt like those that it has seen: a Markov chain over two letters."""

    def __init__(self, words: Sequence[str]) -> None:
        self._next: dict[str, Counter[str]] = defaultdict(Counter)
        for word in words:
            padded = f"{_START}{_START}{word}{_END}"
            for i in range(len(padded) - 2):
                self._next[padded[i : i + 2]][padded[i + 2]] += 1

    def draw(self, dice: random.Random) -> str:
        """A word of four to ten letters."""
        while True:
            word = f"{_START}{_START}"
            while not word.endswith(_END) and len(word) < 14:
                choices = self._next[word[-2:]]
                word += dice.choices(list(choices), list(choices.values()))[0]
            if word.endswith(_END) and 7 <= len(word) <= 13:
                return word[2:-1]


class Maker:
    """Draws names and sentences; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self._lists = tables_of("names_ar.toml")
        self._own: dict[str, Any] = tomllib.loads(Path(__file__).with_name("names_ar.toml").read_text(encoding="utf-8"))
        self._slots: dict[str, Callable[[], list[Token]]] = {
            "PER": lambda: _tagged(self.person(), "PER"),
            "FAM": lambda: _tagged(self.family(), "PER"),
            "LOC": lambda: _tagged(self.place(), "LOC"),
            "ORG": lambda: _tagged(self.organisation(), "ORG"),
            "CLUB": lambda: _tagged(self.club(), "ORG"),
            "PLAN": self._plan,
            "ROLE": self._role,
            "SAY": lambda: _plain(self._pick(self._lists["speech_verbs"])),
            "CLAUSE": lambda: _plain(self._pick(self._own["clauses"])),
            "TOPIC": lambda: _plain(self._topic()),
            "NAT": lambda: _plain(self._pick(self._own["nations_m"])),
        }

    def sentence(self) -> list[Token]:
        """A sentence of the press with names in it, or with none."""
        return self._filled(self._pick(self._own["sentences"]))

    def person(self) -> str:
        """A full name, of two to five words."""
        name = self._given()
        if self._chance(0.15):
            name = f"{self._pick(('سيدي', 'مولاي', 'لالة', 'محمد', 'سي'))} {name}"
        if self._chance(0.15):
            name = f"{name} {self._given()}"
        return f"{name} {self.family()}" if self._chance(0.95) else name

    def family(self) -> str:
        """A family name, of one to three words."""
        kind = self.dice.random()
        if kind < 0.14:
            return f"{self._pick(('ولد', 'بن', 'آيت', 'أيت', 'ولد سيدي', 'بنت', 'منت', 'آل'))} {self._one_family()}"
        if kind < 0.3:
            return f"{self._one_family()} {self._one_family()}"
        return self._one_family()

    def place(self) -> str:
        """A town, region or country; some of them do not exist."""
        if self._chance(0.12):
            return self._town_spelling.draw(self.dice)
        town = self._pick(self._own["towns"])
        return f"{town} {self._pick(self._own['sides'])}" if self._chance(0.05) else town

    def organisation(self) -> str:
        """An institution, company or association."""
        return self._pick((self._institution, self._institution, self._institution, self._members, self._company))()

    def club(self) -> str:
        """A sports club."""
        head = self._pick(self._own["clubs"] if self._chance(0.4) else self._lists["club_heads"])
        if head.startswith("ال"):
            return f"{head} {self._pick((self._adjective(head), self._nisba()))}"
        return f"{head} {self._pick((self.place, self.place, self._thing))()}"

    def _given(self) -> str:
        if self._chance(0.1):
            return f"عبد {self._pick(self._lists['particles']['of_faith'])}"
        if self._chance(0.06):
            return f"{self._pick(self._lists['particles']['compound'][3:])} الدين"
        if self._chance(0.04):
            return f"{self._pick(('أبو', 'أم'))} {self._pick(self._lists['given_male'])}"
        if self._chance(0.12):
            return self._given_spelling.draw(self.dice)
        return self._pick(self._lists[self._pick(("given_male", "given_female"))])

    def _one_family(self) -> str:
        kind = self.dice.random()
        if kind < 0.35:
            return self._family_spelling.draw(self.dice)
        if kind < 0.45:
            return self._pick(("بن", "بو", "بل", "أو")) + self._pick(self._lists["given_male"])
        if kind < 0.55:
            return self._nisba()
        if kind < 0.6:
            return self._pick(self._lists["given_male"])
        return self._pick(self._lists["family"])

    def _nisba(self) -> str:
        town = self._pick([town for town in self._own["towns"] if " " not in town])
        return "ال" + town.removeprefix("ال").rstrip("ةاءي") + "ي"

    def _institution(self) -> str:
        head = self._pick([head for head in self._lists["org_heads"] if " " not in head])
        kind = self.dice.random()
        if kind < 0.3:
            name = f"{head} {self._topic()}"
        elif kind < 0.65:
            name = f"ال{head} {self._adjective(head)} ل{self._topic()}".replace(" لال", " لل")
        elif kind < 0.75:
            return f"{head} {self.place()}"
        elif kind < 0.85:
            name = f"{head} {self._pick((self.person, self._thing, self.family))()}"
        else:
            name = f"{head} {self._thing()} {self._adjective(self._thing())}"
        if self._chance(0.35):
            name = f"{name} {self._pick((f'ب{self.place()}', self.place()))}"
        return name

    def _members(self) -> str:
        head = self._pick(("اتحاد", "جمعية", "نقابة", "رابطة", "تعاونية", "فيدرالية", "تنسيقية", "هيئة", "غرفة"))
        if self._chance(0.4):
            adjective = self._pick((*self._own["adjectives_f"], *self._own["nations_f"], "العرب", "المغاربة", "الشباب"))
            return f"{head} {self._pick(self._own['peoples'])} {self._pick((adjective, f'ب{self.place()}'))}"
        return f"{head} {self._pick(self._own['members'])} {self._pick((self._topic, self.place, self._thing))()}"

    def _company(self) -> str:
        name = self._pick((self._thing(), self._family_spelling.draw(self.dice), self._pick(self._own["plans"])))
        form = self._pick(self._own["companies"])
        return str(form).format(name, self._thing(), self._thing())

    def _plan(self) -> list[Token]:
        head = self._pick([head for head in self._lists["initiative_heads"] if " " not in head])
        name = f"{self._pick(self._own['plans'])}{self._pick(('', '', ' 2030', ' 2027'))}"
        return _tagged(f"{head} {self._pick((name, f'«{name}»'))}", "MISC")

    def _role(self) -> list[Token]:
        role = self._pick(self._lists[self._pick(("roles_male", "roles_female"))])
        kind = self.dice.random()
        if kind < 0.25:
            return _plain(role if role.startswith("ال") else f"ال{role}")
        if kind < 0.45:
            return self._filled(f"{role} {{TOPIC}}")
        if kind < 0.55:
            return self._filled(f"ال{role} {{NAT}}")
        if kind < 0.6:
            return self._filled(f"{self._pick((role, 'كاتب الدولة', 'كاتبة الدولة'))} {{NAT}} ل{{TOPIC}}")
        if kind < 0.68:
            return self._filled(f"{role} [ب/إقليم /مدينة /جهة ]{{LOC}}")
        if kind < 0.9:
            return self._filled(f"{role} [/ب/لدى /السابق ل/في ]{{ORG}}")
        return self._filled(f"{role} {{CLUB}}")

    def _topic(self) -> str:
        topic = self._pick(self._own["topics"])
        kind = self.dice.random()
        if kind < 0.2:
            return f"{topic} و{self._pick(self._own['topics'])}"
        return f"{topic} {self._pick(self._own['kinds'])}" if kind < 0.4 else str(topic)

    def _thing(self) -> str:
        thing = self._pick(self._own["things"])
        return self._pick((thing, thing.removeprefix("ال")))

    def _adjective(self, noun: str) -> str:
        gender = "f" if noun.endswith("ة") else "m"
        return self._pick(self._own[self._pick(("nations_", "adjectives_")) + gender])

    @cached_property
    def _family_spelling(self) -> Spelling:
        return Spelling(self._lists["family"])

    @cached_property
    def _given_spelling(self) -> Spelling:
        return Spelling(self._lists["given_male"] + self._lists["given_female"])

    @cached_property
    def _town_spelling(self) -> Spelling:
        return Spelling([town for town in self._own["towns"] if " " not in town])

    def _filled(self, template: str) -> list[Token]:
        while "[" in template:
            template = _CHOICE.sub(lambda match: self._pick(match[1].split("/")), template, count=1)
        found: list[Token] = []
        glue, at = "", 0
        for match in _SLOT.finditer(template):
            found, glue = _joined(found, glue, template[at : match.start()])
            filled = self._slots[match[1]]()
            if glue:
                filled = [(attached(glue, filled[0][0]), filled[0][1]), *filled[1:]]
            found, glue, at = found + filled, "", match.end()
        return _joined(found, glue, template[at:])[0]

    def _chance(self, share: float) -> bool:
        return self.dice.random() < share

    def _pick(self, choices: Sequence[Any]) -> Any:
        return choices[int(self.dice.random() * len(choices))]


def swapped(tokens: Sequence[Token], maker: Maker, share: float) -> list[Token]:
    """A sentence with that share of its persons, places and institutions replaced by drawn ones, proclitics kept."""
    draw = {"PER": (maker.person, maker.family), "LOC": (maker.place,) * 2, "ORG": (maker.organisation, maker.club)}
    found: list[Token] = []
    for span in _spans(tokens):
        label = span[0][1][2:]
        if label not in draw or maker.dice.random() > share:
            found += span
            continue
        long, short = draw[label]
        name = long() if len(span) > 1 or (label == "ORG" and maker.dice.random() < 0.7) else short()
        before = proclitic(span[0][0])
        found += _tagged(attached(before, name) if before else name, label)
    return found


def proclitic(word: str) -> str:
    """What surely is a proclitic of a name: before an article, or و before anything long."""
    for before in (*_PROCLITICS, "وب", "ول"):
        if word.startswith(f"{before}ال"):
            return before
    return word[:1] if word.startswith(("وا", "ول")) and len(word) > 5 else ""


def attached(before: str, word: str) -> str:
    """A proclitic with its word: ل and the article are لل."""
    if before.endswith("ل") and word.startswith("ال"):
        return before + word[1:]
    return before + word


def _spans(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    span: list[Token] = []
    for token in tokens:
        if span and not token[1].startswith("I-"):
            yield span
            span = []
        span.append(token)
    if span:
        yield span


def _joined(found: list[Token], glue: str, text: str) -> tuple[list[Token], str]:
    """The words of ``text`` after ``found``, and what of it is a proclitic of the next word."""
    words = text.split()
    glue = words.pop() if words and not text[-1:].isspace() and words[-1] in (*_PROCLITICS, "وب") else glue
    return found + _plain(" ".join(words)), glue


def _plain(text: str) -> list[Token]:
    return [(word, "O") for word in text.split()]


def _tagged(text: str, label: str) -> list[Token]:
    return [(word, f"{'I' if i else 'B'}-{label}") for i, word in enumerate(text.split())]
