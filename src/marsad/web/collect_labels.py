"""The codes of collecting in the reader's words: what went wrong, what helps, and how things stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from jinja2 import pass_context
from jinja2.runtime import Context

from marsad.collect.announced import ChannelKind
from marsad.observatory.models import ItemState, SourceKind
from marsad.observatory.source_health import Flag, FlagKind, RulesState
from marsad.web import formats

CURES: dict[str, Promise] = {
    "address": _("Correct the address: open it in a browser and copy the one that answers."),
    "network": _("The address leads into a private network. If that is meant, allow it with MARSAD_ALLOW."),
    "robots": _("The site does not want it collected. Ask the publisher, or remove the channel."),
    "reserved": _("The publisher reserves its rights. Ask for a licence, or remove the channel."),
    "redirects": _("The site sends in a circle. Open the address in a browser and add the last one."),
    "size": _("The answer is too large for a channel. Follow a smaller feed or sitemap of the site."),
    "slow": _("The server is too slow. It is tried again at longer times; nothing is to be done here."),
    "gone_host": _("Nobody answers at this name. If the outlet has moved, add its new address."),
    "certificate": _("The certificate does not hold. Tell the site; it is tried again at longer times."),
    "server": _("The server is broken for now. It is tried again at longer times."),
    "moved": _("The channel is not there any more. Look for the outlet’s channels again to find the new one."),
    "format": _("What comes is no feed any more. Look for the outlet’s channels again to find the new one."),
    "layout": _("The layout may have changed. docs/mend-a-site.md tells how the reading of a site is mended."),
    "quiet": _("Open the site: if it publishes, its channel is stale; look for the outlet’s channels again."),
    "search": _("Look for the outlet’s channels, or add the address of a feed."),
    "wait": _("It is tried again at longer times; if it stays, look at the words of the error."),
}
"""What helps, by the keys of `marsad.observatory.cures`."""

ERRORS: dict[str, Promise] = {
    "BadAddress": _("the address cannot be read"),
    "RefusedAddress": _("the address leads into a private network"),
    "RefusedByRobots": _("robots.txt forbids it"),
    "RefusedByReservation": _("the publisher reserves its rights"),
    "TooManyRedirects": _("it is redirected too often"),
    "TooLarge": _("the answer is too large"),
    "TimedOut": _("the server is too slow"),
    "Unreachable": _("nobody answers"),
    "TlsFailed": _("no trusted connection"),
    "BadResponse": _("the server’s answer cannot be read"),
    "HttpStatus": _("the server answers with an error"),
    "BadFeed": _("what comes cannot be read as a channel"),
    "FeedError": _("what comes cannot be read as a channel"),
    "NeedsScript": _("the page is empty without JavaScript"),
    "FetchError": _("it could not be fetched"),
}
"""What went wrong, by the name of the error's class."""

FLAGS: dict[str, Promise] = {
    FlagKind.FAILING: _("failing"),
    FlagKind.SILENT: _("silent"),
    FlagKind.EMPTY: _("empty"),
    FlagKind.UNFOUND: _("channels not found yet"),
}

RULES: dict[str, Promise] = {
    RulesState.UNKNOWN: _("robots.txt was not read yet"),
    RulesState.ALLOWED: _("robots.txt allows it"),
    RulesState.UNREADABLE: _("robots.txt cannot be read"),
    RulesState.ROBOTS: _("robots.txt forbids it"),
    RulesState.RESERVED: _("reserved by its publisher"),
}

CHANNELS: dict[str, Promise] = {
    ChannelKind.FEED: _("feed"),
    ChannelKind.NEWS_SITEMAP: _("news sitemap"),
    ChannelKind.SITEMAP: _("sitemap"),
    ChannelKind.SITEMAP_INDEX: _("index of sitemaps"),
    ChannelKind.PAGE: _("section page"),
}

KINDS: dict[str, Promise] = {
    SourceKind.NEWSPAPER: _("newspaper"),
    SourceKind.MAGAZINE: _("magazine"),
    SourceKind.NEWS_SITE: _("news site"),
    SourceKind.AGENCY: _("agency"),
    SourceKind.RADIO: _("radio"),
    SourceKind.TV: _("television"),
    SourceKind.INSTITUTION: _("institution"),
}

STATES: dict[str, Promise] = {
    ItemState.WANTED: _("to be fetched"),
    ItemState.FETCHED: _("in the archive"),
    ItemState.PASSED: _("left aside"),
    ItemState.REFUSED: _("refused"),
    ItemState.GONE: _("not there"),
    ItemState.FAILED: _("given up"),
    ItemState.REMOVED: _("taken down for good"),
}


def flag_words(flag: Flag) -> str:
    """What is wrong with an outlet, with its numbers, as a sentence."""
    told = dict(zip(("one", "two"), map(formats.number, flag.numbers), strict=False))
    match flag.kind:
        case FlagKind.FAILING:
            return gettext("%(one)s of %(two)s channels fail.") % told
        case FlagKind.SILENT:
            return gettext("Nothing new for %(one)s hours; by its habit %(two)s hours at most.") % told
        case FlagKind.UNFOUND:
            return gettext("No channel of it has been found yet.")
    if "characters" in flag.words:
        return gettext("Its latest articles are much shorter than before: %(one)s characters, %(two)s before.") % told
    return gettext("%(one)s of its latest %(two)s pages could not be read.") % told


def country(code: str) -> str:
    """A country's name in the reader's language."""
    return str(formats.current_locale().territories.get(code, code))


def _label(words: dict[str, Promise]) -> Callable[[Context, str], str]:
    @pass_context  # else Jinja works out a constant's label once, in the language of whoever comes first
    def label(_: Context, code: str) -> str:
        return str(words.get(code, code))

    return label


FILTERS: dict[str, Callable[..., Any]] = {
    "cure": _label(CURES),
    "error_name": lambda kind: str(ERRORS.get(kind, ERRORS["FetchError"])),
    "flag_name": _label(FLAGS),
    "flag_words": flag_words,
    "rules_state": _label(RULES),
    "channel_kind": _label(CHANNELS),
    "source_kind": _label(KINDS),
    "item_state": _label(STATES),
    "country": country,
    "duration": formats.span,
}
"""Filters of the templates."""
