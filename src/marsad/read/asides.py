"""What elements that hold no article are called: captions, newsletter boxes, share bars, author boxes."""

from __future__ import annotations

import re

from marsad.read.marks import Kind

_NAMED = tuple(
    (reason, re.compile("|".join(patterns)))
    for reason, patterns in {
        "caption": (
            r"(?:^|[\s_-])(?:fig)?caption|legende?\b|bildunterschrift|bild-?(?:text|autor|quelle)|pie-?de?-?foto",
            r"(?:image|photo|picture|media|img)[-_]*(?:credits?|copyright|source|desc|legend|author|info)|photo-?credit",
            r"(?:^|[\s_-])(?:credits?|copyright|fotocredit)(?:$|[\s_-])",
        ),
        "cookies": (r"cookie|consent|gdpr|onetrust|didomi",),
        "newsletter": (r"newsletter|infolettre|mailchimp",),
        "paywall": (
            r"pay-?wall|reg-?wall|(?:^|[\s_-])(?:piano|regiwall|abo-?box|subscri(?:be|ption)-?(?:box|cta|promo))",
        ),
        "membership": (r"(?:^|[\s_-])(?:membership|adhesion|donations?|donate|become-?a|support-?us)(?:$|[\s_-])",),
        "read_also": (
            r"(?:lire|voir)-?aussi|read-?(?:also|more|next)|(?:see|also)-?(?:also|read)|leer?-?(?:mas|tambien)|inread",
            r"(?:^|[\s_-])related|relacionad|most-?read|you-?(?:may|might)",
        ),
        "share": (
            r"(?:^|[\s_-])(?:share(?!d|holder)|sharing|partage|social-?(?:share|links?|icons?|bar))",
            r"sharedaddy|addtoany",
        ),
        "advertising": (r"(?:^|[\s_-])(?:ads?|advert\w*|publicite|publicidad|werbung|anzeige|sponsor)(?:$|[\s_-])",),
        "author_box": (
            r"(?:author|auteur|autor)-?(?:bio|box|info|card|desc|profile)|about-?(?:the-?)?author|post-?author",
        ),
        "tags": (
            r"(?:^|[\s_])(?:[a-z]+-)?tags(?:$|[\s_])|tags?-?(?:list|links|cloud)",
            r"(?:^|[\s_])(?:keywords|mots-cles|etiquetas)",
        ),
    }.items()
)
_HINT = re.compile(
    r"cookie|consent|gdpr|trust|didomi|capti|legend|bild|pie|credit|copyright|source|letter|lettre|mailch|wall|piano|abo|subscri|aussi|read|also|leer|lee"
    r"|relat|relac|you|shar|partage|social|addto|ad|publici|werbung|sponsor|anzeige|aut|tag|keyword|member|adhes|donat|become|support|mots|etiquet|image|photo"
)
_MANY = 30_000
_named: dict[str, str | None] = {}


def named_reason(kind: Kind) -> str | None:
    """Why what an element holds is no article, by its class, id and the like; null where they say nothing."""
    names = kind.names
    if names in _named:
        return _named[names]
    if len(_named) > _MANY:
        _named.clear()
    found = None
    if names and _HINT.search(names):
        found = next((reason for reason, pattern in _NAMED if pattern.search(names)), None)
    _named[names] = found
    return found
