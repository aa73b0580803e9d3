"""Which of the channels that discovery finds are followed: few, that announce an outlet's pages together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from marsad.collect.announced import ChannelKind
from marsad.collect.channels import parse_channel
from marsad.collect.discover import Candidate, Discovery, discover
from marsad.collect.errors import BadAddress, FeedError, FetchError
from marsad.collect.response import Response
from marsad.observatory.items import key_of
from marsad.observatory.source_keys import source_key
from marsad.observatory.sources import NewChannel, Undiscovered

MOST = 8
"""Channels of one outlet that are followed unless somebody adds more."""

_NAME_LENGTH = 255
_NEW_SHARE = 0.3
_LEAST_NEW = 3
_RANK = {
    ChannelKind.FEED: 0,
    ChannelKind.NEWS_SITEMAP: 0,
    ChannelKind.PAGE: 1,
    ChannelKind.SITEMAP: 2,
    ChannelKind.SITEMAP_INDEX: 2,
}
"""What is looked at first; of a later rank only where nothing of an earlier one can be followed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A channel that was found; ``shared`` of its items are announced by those chosen before it too. ``why`` it is not
    chosen, in words."""

    candidate: Candidate
    chosen: bool
    shared: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An outlet, and its channels with what is to be followed of them first."""

    key: str
    home: str
    name: str
    lang: str
    offers: tuple[Offer, ...]

    @property
    def chosen(self) -> tuple[Candidate, ...]:
        """The channels to be followed."""
        return tuple(offer.candidate for offer in self.offers if offer.chosen)

    def channels(self, folder: str = "") -> list[NewChannel]:
        """The chosen channels, ready to be saved."""
        return [
            NewChannel(
                one.url,
                one.kind,
                title=(one.title or "")[:500],
                lang=(one.lang or self.lang)[:20],
                folder=folder[:255],
                hub=one.hub or "",
            )
            for one in self.chosen
        ]


def find(url: str, get: Callable[[str], Response], now: datetime) -> Found:
    """What an outlet at an address offers. Raises :class:`FetchError` where the address itself cannot be had."""
    return find_all([url], get, now)


def find_all(homes: Sequence[str], get: Callable[[str], Response], now: datetime) -> Found:
    """The same of an outlet with several home pages, one a language. Raises where none of them can be had."""
    answers: dict[str, Response] = {}

    def asked(address: str) -> Response:
        answer = get(address)
        answers[address] = answers[answer.final_url] = answer
        return answer

    discoveries: list[Discovery] = []
    failure: FetchError | None = None
    for home in homes:
        try:
            discoveries.append(discover(home, asked, now=now))
        except FetchError as error:
            failure = failure or error
    if not discoveries:
        raise failure or BadAddress("", "no home page is known")
    first = discoveries[0]
    candidates = {one.url: one for found in discoveries for one in found.candidates}
    keys = {one.url: _keys(one, answers) for one in candidates.values() if not one.error}
    key = source_key(first.home or homes[0])
    lang = (first.lang or "")[:2].lower() if len(discoveries) == 1 else ""
    offers = _offers(candidates.values(), keys)
    return Found(key, first.home or homes[0], (first.title or key)[:_NAME_LENGTH], lang, offers)


def discover_for(waiting: Undiscovered, get: Callable[[str], Response], now: datetime) -> Found:
    """The channels of an outlet that is known, at its home pages; its key stays. Raises :class:`FetchError`.

    Touches no tables, so that a thread may do it.
    """
    return replace(find_all(waiting.homes, get, now), key=waiting.key)


def _keys(candidate: Candidate, answers: dict[str, Response]) -> frozenset[str]:
    """The identities of the pages that a channel announces now."""
    if (answer := answers.get(candidate.url)) is None:
        return frozenset()
    content_type = answer.header("content-type") or "application/xml"
    kind = candidate.kind if candidate.kind is ChannelKind.PAGE else None
    try:
        said = parse_channel(answer.body, url=answer.final_url, content_type=content_type, kind=kind)
    except FeedError:
        return frozenset()
    return frozenset(key_of(item.url) for item in said.items)


def _offers(candidates: Iterable[Candidate], keys: dict[str, frozenset[str]]) -> tuple[Offer, ...]:
    """All that was found, the chosen first. Of two channels with the same pages the one is chosen that has more."""
    taken: set[str] = set()
    offers: list[Offer] = []
    for candidate in sorted(candidates, key=lambda one: (bool(one.error), _RANK[one.kind], -one.items)):
        shared = len(keys.get(candidate.url, frozenset()) & taken)
        why = _why_not(candidate, shared, [offer.candidate for offer in offers if offer.chosen])
        offers.append(Offer(candidate, not why, shared, why))
        if not why:
            taken |= keys.get(candidate.url, frozenset())
    return tuple(sorted(offers, key=lambda offer: not offer.chosen))


def _why_not(candidate: Candidate, shared: int, before: list[Candidate]) -> str:
    """Why a channel is not chosen beside those that were before; empty where it is."""
    new = candidate.items - shared
    if candidate.error:
        return candidate.error
    if not candidate.items:
        return "it announces nothing"
    if before and _RANK[candidate.kind] > _RANK[before[0].kind]:
        return "a better channel of the site is chosen"
    if before and (new < _LEAST_NEW or new < _NEW_SHARE * candidate.items):
        return f"{shared} of its {candidate.items} pages are announced by the others too"
    if len(before) >= MOST:
        return f"{MOST} channels are chosen already"
    return ""
