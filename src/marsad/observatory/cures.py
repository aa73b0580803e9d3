"""What helps against each kind of failure: a key for whoever translates it, and English words."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.collect import errors


@dataclass(frozen=True, slots=True)
class Cure:
    """``key`` names the sentence ``words`` in every language."""

    key: str
    words: str


CURES = {
    cure.key: cure
    for cure in (
        Cure("address", "Correct the address: open it in a browser and copy the one that answers."),
        Cure("network", "The address leads into a private network. If that is meant, allow it with MARSAD_ALLOW."),
        Cure("robots", "The site does not want it collected. Ask the publisher, or remove the channel."),
        Cure("reserved", "The publisher reserves its rights. Ask for a licence, or remove the channel."),
        Cure("redirects", "The site sends in a circle. Open the address in a browser and save the last one."),
        Cure("size", "The answer is too large for a channel. Follow a smaller feed or sitemap of the site."),
        Cure("slow", "The server is too slow. It is tried again at longer times; nothing is to be done here."),
        Cure("gone_host", "Nobody answers at this name. If the outlet has moved, save its new address."),
        Cure("certificate", "The certificate does not hold. Tell the site; it is tried again at longer times."),
        Cure("server", "The server is broken for now. It is tried again at longer times."),
        Cure("moved", "The channel is not there any more. Run `marsad sources verify KEY --save` to find the new one."),
        Cure("format", "What comes is no feed any more. Run `marsad sources verify KEY --save` to find the new one."),
        Cure("layout", "The layout may have changed. See docs/mend-a-site.md for how to mend the reading of a site."),
        Cure("quiet", "Open the site: if it publishes, its channel is stale; run `marsad sources verify KEY --save`."),
        Cure("search", "Run `marsad sources verify KEY --save`, or give it a channel with `marsad sources add URL`."),
        Cure("wait", "It is tried again at longer times; if it stays, look at the words of the error."),
    )
}
_BY_KIND = {
    errors.BadAddress: "address",
    errors.RefusedAddress: "network",
    errors.RefusedByRobots: "robots",
    errors.RefusedByReservation: "reserved",
    errors.TooManyRedirects: "redirects",
    errors.TooLarge: "size",
    errors.TimedOut: "slow",
    errors.Unreachable: "gone_host",
    errors.TlsFailed: "certificate",
    errors.BadResponse: "server",
    errors.HttpStatus: "server",
    errors.BadFeed: "format",
}
_KEYS = {kind.__name__: key for kind, key in _BY_KIND.items()} | {
    "FeedError": "format",
    "NeedsScript": "layout",
    "silent": "quiet",
    "unfound": "search",
}
_MOVED = ("404", "410", "401", "403")


def cure_of(error_kind: str, error: str = "") -> Cure:
    """What helps against an error: ``error_kind`` is the name of its class, ``error`` its words."""
    if error_kind == "HttpStatus" and any(f"answers {status}" in error for status in _MOVED):
        return CURES["moved"]
    return CURES[_KEYS.get(error_kind, "wait")]
