"""Articles of an invented press, in the order of their dates, any number of them, the same for the same seed.

Stories run over days and languages; what their articles share are names, figures and topic words. About a quarter of
the articles are copies of a dispatch: verbatim, light or truncated. Nothing is held but the stories that still run.
With a cast, stories are about actors who come again and again, one of them in about a tenth of all.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from grow_words import Chain, chain, invented

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
DAYS = 150
OUTLETS = 300
LANGUAGE_SHARES = {"fr": 0.35, "ar": 0.3, "en": 0.2, "es": 0.15}
COPY_SHARE = 0.25
LONGEST_STORY = 120
SECTIONS = {
    "fr": ("Politique", "Économie", "Société", "Monde", "Sport"),
    "ar": ("سياسة", "اقتصاد", "مجتمع", "العالم", "رياضة"),
    "es": ("Política", "Economía", "Sociedad", "Mundo", "Deportes"),
    "en": ("Politics", "Economy", "Society", "World", "Sport"),
}


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented outlet with one language."""

    host: str
    name: str
    lang: str
    agency: bool


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, an organisation or an initiative of the cast, with its name in both scripts."""

    number: int
    kind: str
    latin: str
    arabic: str


CAST = 3000
LEAD_SHARE = 0.11
"""How likely it is that a story is about the first actor of the cast."""
KINDS = ("initiative", "person", "organisation", "person", "organisation")


def cast(seed: int) -> list[Actor]:
    """Those whom the press writes about, the most told of first."""
    chance = random.Random(f"{seed}:cast")
    made = []
    for number in range(CAST):
        (first, premier), (last, dernier) = invented(chance), invented(chance)
        made.append(Actor(number, KINDS[number % len(KINDS)], f"{first} {last}", f"{premier} {dernier}"))
    return made


@dataclass(frozen=True, slots=True)
class Grown:
    """One article. ``family`` numbers its dispatch (null for none), ``story`` its story; both count from 0."""

    number: int
    outlet: Outlet
    title: str
    lede: str
    paragraphs: tuple[str, ...]
    author: str
    section: str
    published: datetime
    story: int
    family: int | None
    relation: str
    agency: str | None
    actors: tuple[Actor, ...] = ()

    @property
    def url(self) -> str:
        """The article's address at its outlet."""
        return f"https://{self.outlet.host}/{self.published:%Y/%m/%d}/{self.number}"


@dataclass(slots=True)
class _Story:
    """What the articles of a story share, by script: (Latin, Arabic) names, figures, and topic words by language."""

    number: int
    actors: tuple[Actor, ...]
    names: list[tuple[str, str]]
    figures: list[str]
    topics: dict[str, list[str]]
    dispatches: dict[str, Grown] = field(default_factory=dict)


def outlets(seed: int) -> list[Outlet]:
    """The press: one outlet in fifty is a news agency; their order is that of their size."""
    chance = random.Random(f"{seed}:outlets")
    langs, shares = list(LANGUAGE_SHARES), list(LANGUAGE_SHARES.values())
    made = []
    for number in range(OUTLETS):
        latin, arabic = invented(chance)
        lang = langs[number] if number < len(langs) else chance.choices(langs, shares)[0]
        name = arabic if lang == "ar" else latin
        agency = number < len(langs) or number % 50 == 7
        made.append(Outlet(f"{latin.lower()}{number}.example", f"{name} {number}", lang, agency))
    return made


def grow(count: int, seed: int, actors: Sequence[Actor] = ()) -> Iterator[Grown]:
    """``count`` articles in the order of their dates, about a cast of ``actors`` where there is one."""
    press = _Press(outlets(seed))
    running: list[tuple[datetime, int, int, Grown]] = []
    numbers = itertools.count()
    for story, (start, size) in enumerate(_plan(count, seed)):
        while running and running[0][0] < start:
            yield replace(heapq.heappop(running)[3], number=next(numbers))
        for place, article in enumerate(_tell(story, start, size, seed, press, actors)):
            heapq.heappush(running, (article.published, story, place, article))
    while running:
        yield replace(heapq.heappop(running)[3], number=next(numbers))


class _Press:
    """Outlets by language, chosen as often as their size says (Zipf)."""

    def __init__(self, all_outlets: list[Outlet]) -> None:
        self._by_lang = {lang: [o for o in all_outlets if o.lang == lang] for lang in LANGUAGE_SHARES}
        self._weights = {lang: [1 / (rank + 3) for rank in range(len(own))] for lang, own in self._by_lang.items()}

    def one(self, lang: str, chance: random.Random) -> Outlet:
        return chance.choices(self._by_lang[lang], self._weights[lang])[0]

    def agency(self, lang: str) -> Outlet:
        return next(outlet for outlet in self._by_lang[lang] if outlet.agency)


def _plan(count: int, seed: int) -> list[tuple[datetime, int]]:
    """Start and size of every story. Sizes are heavy in the tail: most have one article, some a hundred."""
    chance = random.Random(f"{seed}:plan")
    sizes: list[int] = []
    missing = count
    while missing > 0:
        sizes.append(min(int(chance.paretovariate(1.15)), LONGEST_STORY, missing))
        missing -= sizes[-1]
    minutes = sorted(chance.randrange(DAYS * 24 * 60) for _ in sizes)
    return [(START + timedelta(minutes=minute), size) for minute, size in zip(minutes, sizes, strict=True)]


def _tell(number: int, start: datetime, size: int, seed: int, press: _Press, actors: Sequence[Actor]) -> list[Grown]:
    """All articles of a story, the first at ``start``."""
    chance = random.Random(f"{seed}:{number}")
    langs = chance.choices(list(LANGUAGE_SHARES), list(LANGUAGE_SHARES.values()), k=4)
    about = _about(actors, random.Random(f"{seed}:{number}:about")) if actors else ()
    names = [invented(chance) for _ in range(4)]
    names[: len(about)] = [(actor.latin, actor.arabic) for actor in about]
    story = _Story(
        number,
        about,
        names,
        [str(chance.randrange(12, 9000)) for _ in range(3)],
        {lang: chance.sample(chain(lang).topical, 12) for lang in set(langs)},
    )
    articles = []
    for place in range(size):
        lang = chance.choice(langs)
        when = start + timedelta(minutes=round(chance.expovariate(1 / 900)) if place else 0)
        articles.append(_article(story, lang, when, press, chance))
    return articles


def _about(actors: Sequence[Actor], chance: random.Random) -> tuple[Actor, ...]:
    """Two of the cast: those at its head far more often than the others (Zipf)."""
    places = [int(len(actors) ** chance.random()) % len(actors) for _ in range(2)]
    if chance.random() < LEAD_SHARE:
        places[0] = 0
    return tuple(actors[place] for place in dict.fromkeys(places))


def _article(story: _Story, lang: str, when: datetime, press: _Press, chance: random.Random) -> Grown:
    dispatch = story.dispatches.get(lang)
    if dispatch is not None and chance.random() < COPY_SHARE * 2:
        return _copy(dispatch, max(when, dispatch.published + timedelta(minutes=5)), press.one(lang, chance), chance)
    wire = dispatch is None and chance.random() < 0.5
    outlet = press.agency(lang) if wire else press.one(lang, chance)
    words = chain(lang)
    length = 1 + min(int(chance.lognormvariate(1.7, 0.5)), 24)
    paragraphs = [_paragraph(words, story, lang, chance) for _ in range(length)]
    made = Grown(
        number=-1,
        outlet=outlet,
        title=_title(words, story, lang, chance),
        lede=paragraphs[0] if chance.random() < 0.6 else "",
        paragraphs=tuple(paragraphs[1:]) or tuple(paragraphs),
        author="" if wire else " ".join(_name(invented(chance), lang) for _ in range(2)),
        section=chance.choice(SECTIONS[lang]),
        published=when.replace(second=0, microsecond=0),
        story=story.number,
        family=story.number * len(LANGUAGE_SHARES) + list(LANGUAGE_SHARES).index(lang) if wire else None,
        relation="original" if wire else "",
        agency=outlet.name if wire else None,
        actors=story.actors,
    )
    if wire:
        story.dispatches[lang] = made
    return made


def _copy(dispatch: Grown, when: datetime, outlet: Outlet, chance: random.Random) -> Grown:
    relation = chance.choices(("verbatim", "light", "truncated"), (5, 3, 2))[0]
    paragraphs = list(dispatch.paragraphs)
    title = dispatch.title
    if relation == "truncated":
        paragraphs = paragraphs[: max(1, len(paragraphs) // 2)]
    elif relation == "light":
        words = chain(dispatch.outlet.lang)
        title = " ".join(title.split()[:4] + words.sentence(chance)[:4])
        place = chance.randrange(len(paragraphs))
        paragraphs[place] = " ".join([paragraphs[place], *words.sentence(chance)])
    return replace(
        dispatch,
        outlet=outlet,
        title=title,
        paragraphs=tuple(paragraphs),
        published=when.replace(second=0, microsecond=0),
        relation=relation,
        agency=dispatch.agency if chance.random() < 0.8 else None,
    )


def _title(words: Chain, story: _Story, lang: str, chance: random.Random) -> str:
    opening = words.sentence(chance)[: chance.randrange(4, 9)]
    topics = story.topics[lang]
    return " ".join([*_shared(story, lang, chance), *opening, topics[chance.randrange(4)]]).rstrip(".,;:،؛")


def _paragraph(words: Chain, story: _Story, lang: str, chance: random.Random) -> str:
    sentences = []
    for _ in range(chance.randrange(2, 5)):
        sentence = words.sentence(chance)
        place = chance.randrange(1, len(sentence) + 1)
        sentence[place:place] = [chance.choice(story.topics[lang]), *_shared(story, lang, chance)]
        sentences.append(" ".join(sentence))
    return " ".join(sentences)


def _shared(story: _Story, lang: str, chance: random.Random) -> list[str]:
    """A name of the story, the first ones more often, and now and then a figure."""
    name = _name(story.names[min(int(chance.expovariate(1)), 3)], lang)
    return [name, chance.choice(story.figures)] if chance.random() < 0.3 else [name]


def _name(name: tuple[str, str], lang: str) -> str:
    return name[1] if lang == "ar" else name[0]
