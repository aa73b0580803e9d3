"""The link that an editor drags among the bookmarks: in any page it opens our form with that page's address."""

from __future__ import annotations

import json

from markupsafe import Markup


def bookmarklet(add_page: str) -> Markup:
    """A ``javascript:`` address for the form at ``add_page``, an absolute address of ours; escaped for an attribute.

    It runs in the page where it is clicked, never in one of ours, whose policy forbids every script.
    """
    target = json.dumps(add_page).replace("<", "\\u003c").replace("%", "%25").replace("#", "%23")
    code = (
        f"javascript:void(location.href={target}+'?url='+encodeURIComponent(location.href)"
        "+'&title='+encodeURIComponent(document.title))"
    )
    return Markup.escape(code)
