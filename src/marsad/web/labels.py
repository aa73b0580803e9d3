"""The rooms' codes in the reader's words. A code without a label of its own is shown as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marsad.model import Relation

RELATIONS: dict[str, Promise] = {
    Relation.ORIGINAL: _("original"),
    Relation.VERBATIM: _("word for word"),
    Relation.LIGHT: _("lightly edited"),
    Relation.TRUNCATED: _("shortened"),
    Relation.EMBEDDED: _("inside a longer text"),
    Relation.HEAVY: _("rewritten"),
    Relation.QUOTE: _("quoted"),
}

DROPPED: dict[str, Promise] = {
    "read_also": _("“Read also” line"),
    "advertising": _("Advertising"),
    "ticker": _("Headlines of other pages"),
    "teaser": _("Headlines of other pages"),
    "comment_form": _("Comment form"),
    "navigation": _("Navigation"),
    "boilerplate": _("The site’s own text"),
    "paywall": _("Subscription notice"),
    "credit": _("Credit"),
    "share": _("Sharing buttons"),
    "repeated": _("Said twice"),
}


def relation(code: str) -> str:
    """How a copy stands to the original of its family."""
    return str(RELATIONS.get(code, code))


def dropped_reason(code: str) -> str:
    """Why a piece of the page is not part of the article."""
    return str(DROPPED.get(code, code.replace("_", " ")))


def date_evidence(words: str) -> str:
    """What a date was read from, or why there is none."""
    return words
