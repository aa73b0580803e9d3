"""A dossier as FollowTheMoney entities, a line of JSON each, as Aleph and its tools take them.

| here | there |
|---|---|
| an article | `Article` |
| a person, an organisation | `Person`, `Organization` |
| an initiative | `Project` |
| a place | `Address` |
| an event | `Event` |
| a statement, a commitment, its course, a goal, a figure | `Note` about who says or promises it |
| a name in an article | `Mention`; of an initiative or a place `Documentation` |
| who promises something to whom | `UnknownLink` |
| two actors in one sentence | `UnknownLink` |

Ids are hashes of natural keys, so that an export that is loaded again changes what is there and doubles nothing. Every
entity has where it comes from: the article's address, its outlet, the time of capture, the article as ``proof`` where
the schema has that, the capture's record and hash, the permanent address. Source: FollowTheMoney 3.8, the model.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from marsad.model import FactKind
from marsad.observatory.exports.ftm_entities import article_of, entity_of, event_of, mention_of, note_of
from marsad.observatory.exports.ftm_links import bound, ties
from marsad.observatory.exports.ftm_make import Proxy, Written
from marsad.observatory.exports.reading import Export, members

NOTED = frozenset(
    {
        FactKind.STATEMENT,
        FactKind.COMMITMENT,
        FactKind.HEDGED,
        FactKind.PROGRESS,
        FactKind.GOAL,
        FactKind.FIGURE,
    }
)


def lines(export: Export) -> Iterator[str]:
    """The entities, each with the line's end."""
    for proxy in proxies(export):
        yield json.dumps(proxy.to_json(), ensure_ascii=False, sort_keys=True) + "\n"


def proxies(export: Export) -> Iterator[Proxy]:
    """The entities: an article, then what it tells; those whom several articles name once, where first named."""
    written = Written()
    for member in members(export):
        yield article_of(member, export)
        named: set[str] = set()
        for told in member.facts:
            for entity in (told.entity, *told.parties):
                if entity is not None and written.first(entity.pk):
                    yield entity_of(entity, export)
            if told.entity is not None and told.entity.pk not in named:
                named.add(told.entity.pk)
                yield mention_of(member, told, told.entity)
            if told.row.kind == FactKind.EVENT:
                yield event_of(member, told)
            elif told.row.kind in NOTED:
                yield note_of(member, told)
            yield from bound(member, told)
    yield from ties(export, written)
