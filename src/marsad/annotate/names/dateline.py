"""Who sent a dispatch: the name in brackets of "Oujda, 3 mars (Tifaouine) –"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.view import View
from marsad.model import FactKind

_DATELINE = re.compile(
    r"(?:^|\n)(?=[^\n]{1,80}?[)/])[^\n()/]{0,60}(?:\([^()\n]{2,30}\)[^\n()]{0,30})?"
    r"(?:\((?P<agency>[^()\n\d]{2,40})\)|/\s?(?P<behind>[^()\n\d/.,]{2,40}?))\s?[.]?\s?[-–—:]"
)


def dateline(view: View) -> Iterator[Candidate]:
    """The agency of each paragraph that opens with a dateline."""
    passage = view.passage
    for match in _DATELINE.finditer(passage.text):
        start, end = match.span("agency" if match["agency"] else "behind")
        inside = [at for at, place in enumerate(passage.starts) if start <= place and passage.ends[at] <= end]
        opening = next((at for at, place in enumerate(passage.starts) if place >= match.start()), 0)
        led = any(at in view.places or view.taken[at] for at in range(opening, inside[0])) if inside else False
        if led and len(inside) <= 4 and not _is_land(view, inside[0], inside[-1]):
            yield candidate(passage, inside[0], inside[-1], FactKind.ORGANISATION, "dateline", 0.94)


def _is_land(view: View, at: int, last: int) -> bool:
    """Whether the brackets hold a country or region rather than an agency: "Biskra (Argelia)"."""
    place = view.places.get(at)
    return place is not None and place.last >= last and place.places[0].sort != "city"
