"""The rooms' codes in the reader's words. A code without a label of its own is shown as it is."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marsad.model import OriginalReason, Relation
from marsad.observatory.models import StoryAct

RELATIONS: dict[str, Promise] = {
    Relation.ORIGINAL: _("original"),
    Relation.VERBATIM: _("word for word"),
    Relation.LIGHT: _("lightly edited"),
    Relation.TRUNCATED: _("shortened"),
    Relation.EMBEDDED: _("inside a longer text"),
    Relation.HEAVY: _("rewritten"),
    Relation.QUOTE: _("quoted"),
}

ORIGINAL_REASONS: dict[str, Promise] = {
    OriginalReason.AGENCY_MARK: _("it bears the mark of the agency that published it"),
    OriginalReason.CREDITED: _("others name it as their source"),
    OriginalReason.HUB: _("it alone holds nearly all that the others share"),
    OriginalReason.EARLIEST: _("it is the earliest of those that hold the text"),
    OriginalReason.FIRST: _("it was read first, and nothing else tells them apart"),
}

STORY_ACTS: dict[str, Promise] = {
    "merge": _("joined"),
    "move": _("moved"),
    StoryAct.MERGED: _("joined"),
    StoryAct.SPLIT: _("split"),
    StoryAct.MOVED: _("moved"),
    StoryAct.UNDONE: _("taken back"),
    StoryAct.REGROUPED: _("grouped anew"),
}

DROPPED: dict[str, Promise] = {
    "advertising": _("Advertising"),
    "author_box": _("Not part of the article"),
    "boilerplate": _("The site’s own text"),
    "byline": _("Byline, shown above the text"),
    "caption": _("Caption"),
    "comment_button": _("Comment form"),
    "comment_form": _("Comment form"),
    "comments_heading": _("Comment form"),
    "contact_field": _("The site’s own text"),
    "cookies": _("Notice on cookies"),
    "credit": _("Credit"),
    "footer": _("The site’s own text"),
    "form": _("Comment form"),
    "follow": _("Invitation to follow or subscribe"),
    "label": _("Label"),
    "legal": _("The site’s own text"),
    "list_heading": _("Heading of a list of other pages"),
    "membership": _("Subscription notice"),
    "menu": _("Navigation"),
    "navigation": _("Navigation"),
    "newsletter": _("Invitation to follow or subscribe"),
    "notice": _("The site’s own text"),
    "other": _("Not part of the article"),
    "paywall": _("Subscription notice"),
    "read_also": _("“Read also” line"),
    "related": _("Headlines of other pages"),
    "repeated": _("Label"),
    "share": _("Sharing buttons"),
    "site_name": _("The site’s own text"),
    "source_link": _("Link to the source, shown beside the text"),
    "tags": _("Tags"),
    "teaser": _("Headlines of other pages"),
    "terms": _("The site’s own text"),
    "ticker": _("Headlines of other pages"),
}

EVIDENCE: dict[str, Promise] = {
    "no date on the page": _("no date on the page"),
    "address of the page": _("the page’s address"),
    "address": _("the page’s address"),
    "dateline": _("the dateline of the text"),
    "line": _("a line of the page"),
    "printed by the headline": _("a line by the headline"),
    "printed with the origin": _("the line that names the origin"),
    "time element by the headline": _("the time marked by the headline"),
}

_UNRESOLVED = re.compile(r'^no date on the page; "(.+)" cannot be resolved without one$')


def relation(code: str) -> str:
    """How a copy stands to the original of its family."""
    return str(RELATIONS.get(code, code))


def original_reason(code: str) -> str:
    """Why the original of a family is held to be that."""
    return str(ORIGINAL_REASONS.get(code, code))


def story_act(code: str) -> str:
    """What happened to a story, or what an editor decided about it."""
    return str(STORY_ACTS.get(code, code))


def dropped_reason(code: str) -> str:
    """Why a piece of the page is not part of the article."""
    return str(DROPPED.get(code, code.replace("_", " ")))


def date_evidence(words: str) -> tuple[str, str]:
    """What a date was read from, or why there is none, and the page's own words for it, which may be empty."""
    if found := _UNRESOLVED.match(words):
        return str(_("a day that cannot be told without a date")), found[1]
    kind, _separator, quoted = words.partition(": ")
    known = EVIDENCE.get(kind)
    return (str(known), quoted) if known else (words, "")
