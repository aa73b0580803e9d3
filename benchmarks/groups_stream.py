"""An endless press out of the bench's texts: each event is a story told with other words, copied as the press copies.

About three documents in ten are copies of one that came within the last day or so, most of them of few dispatches; the
rest are articles of events, of which half have one article and the others two to twenty, over a few days, half of these
in several languages. 300 outlets, most of which close their pages with a line of their own. Nothing of what was made is
kept but the last few thousand.
"""

from __future__ import annotations

import heapq
import random
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeAlias

from groups_sets import STORIES, group_set
from groups_words import Ids, Vocabulary, pieces
from marsad.model import LANGUAGES, Document

COPIES = 0.3
FROM_DISPATCHES = 0.7
DISPATCHES = 0.1
ALONE = 0.5
MOST = 20
PER_DAY = 5_000
OUTLETS = 75
"""Outlets of a language."""
WORDS = 350
"""Words of a text at most."""
START = datetime(2020, 1, 1, tzinfo=UTC)
Base: TypeAlias = tuple[str, Ids, Ids]
"""Language, title and text of an article of the bench."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document, the number of its event, and the id of the document that it copies."""

    document: Document
    event: int
    copy_of: str | None = None


class Press:
    """The stories that events are made of: articles of the bench by story."""

    def __init__(self, documents: Sequence[tuple[str, Document]]) -> None:
        """Takes documents, each with its story."""
        texts = [(story, one.lang or "", pieces(one.title or ""), pieces(one.text)) for story, one in documents]
        by_lang: defaultdict[str, list[list[str]]] = defaultdict(list)
        for _, lang, title, text in texts:
            by_lang[lang] += [title, text[: 2 * WORDS]]
        self._vocabularies = {lang: Vocabulary(lang, found) for lang, found in by_lang.items()}
        stories: defaultdict[str, list[Base]] = defaultdict(list)
        for story, lang, title, text in texts:
            known = self._vocabularies[lang]
            stories[story].append((lang, known.ids(title), known.ids(text[: 2 * WORDS])))
        several = [story for story in stories.values() if len(story) > 1]
        self._stories = [several, [story for story in several if len({lang for lang, _, _ in story}) > 1]]
        self._singles = [[base for story in stories.values() for base in story if base[0] == lang] for lang in by_lang]

    def stream(self, seed: int = 1) -> Iterator[Made]:
        """Documents in the order of their arrival, the same ones for the same seed."""
        draw = random.Random(seed)
        waiting: list[tuple[float, int, int, Base]] = []
        recent: deque[Made] = deque(maxlen=PER_DAY // 2)
        dispatches: deque[Made] = deque(maxlen=PER_DAY // 10)
        events = count()
        for number in count():
            if recent and draw.random() < COPIES:
                carried = dispatches if dispatches and draw.random() < FROM_DISPATCHES else recent
                yield _copied(draw.choice(carried), number, draw)
                continue
            if not waiting or waiting[0][0] > number:
                self._begin(next(events), number, waiting, draw)
            _, _, event, base = heapq.heappop(waiting)
            made = self._article(base, event, number, draw)
            (dispatches if draw.random() < DISPATCHES else recent).append(made)
            yield made

    def _begin(self, event: int, number: int, waiting: list[tuple[float, int, int, Base]], draw: random.Random) -> None:
        """Puts an event's articles among those that wait, the first at once."""
        stories = draw.choice(self._stories)
        if draw.random() < ALONE or not stories:
            articles = [draw.choice(draw.choice(self._singles))]
        else:
            story = draw.choice(stories)
            articles = draw.sample(story, min(len(story), draw.randint(2, MOST)))
        for order, base in enumerate(articles):
            late = draw.expovariate(1 / PER_DAY) if order else -1.0
            heapq.heappush(waiting, (number + late, order, event, base))

    def _article(self, base: Base, event: int, number: int, draw: random.Random) -> Made:
        lang, title, text = base
        known = self._vocabularies[lang]
        outlet = f"{lang}-{draw.randrange(OUTLETS)}"
        return Made(
            Document(
                f"{event}-{number}", _closed(known.told(text, event), outlet), lang, _arrival(number), outlet,
                known.told(title, event),
            ),
            event,
        )  # fmt: skip


def bench_press() -> Press:
    """The press made of every set of stories, and of the single texts of the other sets."""
    names = (*STORIES, "minhash2500_en", "semeval22_pairs")
    documents = []
    for name in names:
        found = group_set(name)
        stories = found.stories if name in STORIES else {}
        documents += [
            (f"{name} {stories.get(one.id, one.id)}", one) for one in found.documents if one.lang in LANGUAGES
        ]
    group_set.cache_clear()
    return Press(documents)


def _arrival(number: int) -> datetime:
    return START + timedelta(days=number / PER_DAY)


def _closed(text: str, outlet: str) -> str:
    """The text with the line that closes the pages of most outlets."""
    if sum(map(ord, outlet)) % 5 < 2:
        return text
    return f"{text}\n\nThis page is by {outlet}: write to the desk of {outlet} for rights to any text of {outlet}."


def _copied(source: Made, number: int, draw: random.Random) -> Made:
    """A copy in another outlet, as it was or cut or with a word in forty changed, the outlet's own line apart."""
    original = source.document
    words = original.text.split("\n\nThis page is by")[0].split(" ")
    outlet = f"{original.lang}-{draw.randrange(OUTLETS)}"
    way = draw.random()
    if way < 0.25:
        words = words[: max(20, int(len(words) * draw.uniform(0.5, 0.95)))]
    elif way < 0.6:
        words = [word for word in words if draw.random() > 1 / 40]
    copied = Document(
        f"{source.event}-{number}", _closed(" ".join(words), outlet), original.lang, _arrival(number), outlet,
        original.title,
    )  # fmt: skip
    return Made(copied, source.event, original.id)
