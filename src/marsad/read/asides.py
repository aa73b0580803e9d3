"""What elements that hold no article are called: captions, newsletter boxes, share bars, author boxes."""

from __future__ import annotations

import re

from marsad.read.marks import Kind

_NAMED = tuple(
    (reason, tuple(hints.split()), re.compile("|".join(patterns)))
    for reason, hints, *patterns in (
        (
            "caption",
            "capti legend bild foto photo credit copyright image picture media img",
            r"(?:^|[\s_-])(?:fig)?caption|legende?\b|bildunterschrift|bild-?(?:text|autor|quelle)|pie-?de?-?foto",
            r"(?:image|photo|picture|media|img)[-_]*(?:credits?|copyright|source|desc|legend|author|info)|photo-?credit",
            r"(?:^|[\s_-])(?:credits?|copyright|fotocredit)(?:$|[\s_-])",
        ),
        ("cookies", "cookie consent gdpr onetrust didomi", r"cookie|consent|gdpr|onetrust|didomi"),
        ("newsletter", "letter infolettre mailchimp", r"newsletter|infolettre|mailchimp"),
        (
            "paywall",
            "wall piano abo subscri",
            r"pay-?wall|reg-?wall|(?:^|[\s_-])(?:piano|regiwall|abo-?box|subscri(?:be|ption)-?(?:box|cta|promo))",
        ),
        (
            "membership",
            "member adhes donat become support",
            r"(?:^|[\s_-])(?:membership|adhesion|donations?|donate|become-?a|support-?us)(?:$|[\s_-])",
        ),
        (
            "read_also",
            "aussi read also leer lee relat relac you",
            r"(?:lire|voir)-?aussi|read-?(?:also|more|next)|(?:see|also)-?(?:also|read)|leer?-?(?:mas|tambien)|inread",
            r"(?:^|[\s_-])related|relacionad|most-?read|you-?(?:may|might)",
        ),
        (
            "share",
            "shar partage social addto",
            r"(?:^|[\s_-])(?:share(?!d|holder)|sharing|partage|social-?(?:share|links?|icons?|bar))",
            r"sharedaddy|addtoany",
        ),
        (
            "advertising",
            "ad publici werbung anzeige sponsor",
            r"(?:^|[\s_-])(?:ads?|advert\w*|publicite|publicidad|werbung|anzeige|sponsor)(?:$|[\s_-])",
        ),
        (
            "author_box",
            "author auteur autor",
            r"(?:author|auteur|autor)-?(?:bio|box|info|card|desc|profile)|about-?(?:the-?)?author|post-?author",
        ),
        (
            "tags",
            "tag keyword mots etiquet",
            r"(?:^|[\s_])(?:[a-z]+-)?tags(?:$|[\s_])|tags?-?(?:list|links|cloud)",
            r"(?:^|[\s_])(?:keywords|mots-cles|etiquetas)",
        ),
    )
)
"""Reasons, parts of names that are cheap to look for, and what must match where one is found."""

_MANY = 30_000
_named: dict[str, str | None] = {}


def named_reason(kind: Kind) -> str | None:
    """Why what an element holds is no article, by its class, id and the like; null where they say nothing."""
    names = kind.names
    if names in _named:
        return _named[names]
    if len(_named) > _MANY:
        _named.clear()
    found = _named[names] = _judged(names) if names else None
    return found


def _judged(names: str) -> str | None:
    for reason, hints, pattern in _NAMED:
        for hint in hints:
            if hint in names:
                if pattern.search(names):
                    return reason
                break
    return None
