"""Whether a redirect tells that an article was taken away: many sites lead to their home page where others say 404."""

from __future__ import annotations

import re

from marsad.collect.canonical import names_a_page, page_key
from marsad.collect.errors import BadAddress
from marsad.collect.weburl import WebUrl, host_words, site_of, web_url

_NUMBER = re.compile(r"\d{4,}")
_ERROR = re.compile(r"(?:^|[/_.-])(?:404|410|not-?found|error|erreur|introuvable|no-encontrad[oa])(?:$|[/_.-])", re.I)
_DOORS = re.compile(
    r"(?:^|[/_.-])(?:log-?in|sign-?in|connexion|connect|consent|subscribe|abonn\w*|captcha)(?:$|[/_.-])", re.I
)


def looks_withdrawn(asked_url: str, final_url: str) -> bool:
    """Whether a redirect from an article's address leads to the home page, a section or a page of errors of its site.

    False where it leads to another address of an article, to another site, to a door (sign in, consent), or where the
    address asked for may itself be none of an article's: then it tells nothing.
    """
    try:
        asked, final = web_url(asked_url), web_url(final_url)
        same = page_key(asked_url) == page_key(final_url)
    except BadAddress:
        return False
    if same or site_of(asked.host) != site_of(final.host) or _DOORS.search(final.host + final.path):
        return False
    return bool(_ERROR.search(final.path)) or (_names_an_article(asked) and _is_front(final))


def _is_front(url: WebUrl) -> bool:
    """Whether an address is that of a home page, also of one language, or of a section."""
    segments = [part for part in url.segments if part.lower() not in host_words()["languages"]]
    return not _has_number(url.query) and (not segments or (len(segments) <= 2 and not _names_an_article(url)))


def _names_an_article(url: WebUrl) -> bool:
    return names_a_page(url) or len(url.segments) > 3


def _has_number(text: str) -> bool:
    return _NUMBER.search(text) is not None
