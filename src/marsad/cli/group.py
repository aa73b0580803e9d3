"""``marsad reprints``, ``marsad stories`` and ``marsad similar``: grouping of documents given as JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from marsad.model import Document, ReprintFamily

T = TypeVar("T")


class Rows:
    """The good lines of a JSON lines file; bad ones are named on standard error and counted in ``bad``."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._name = getattr(stream, "name", "<stdin>")
        self.bad = 0

    def parsed(self, parse: Callable[[object], T]) -> Iterator[T]:
        """Each line as ``parse`` makes it of the decoded JSON; a ``ValueError`` there makes the line a bad one."""
        for number, line in enumerate(self._stream, 1):
            if not line.strip():
                continue
            try:
                yield parse(json.loads(line))
            except (ValueError, RecursionError) as error:
                self.bad += 1
                reason = "not JSON in UTF-8" if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)) else error
                click.echo(f"{self._name}:{number}: {reason}", err=True)

    def documents(self) -> Iterator[Document]:
        """Each line as a document; an id that came before makes the line a bad one."""
        from marsad.group.rows import RowError, document

        seen: set[str] = set()

        def parse(row: object) -> Document:
            found = document(row)
            if found.id in seen:
                raise RowError(f"the id {found.id!r} came before")
            seen.add(found.id)
            return found

        return self.parsed(parse)


def write(row: Mapping[str, Any]) -> None:
    """Print one row."""
    click.echo(json.dumps(row, ensure_ascii=False).encode())


def finish(*files: Rows) -> None:
    """Exit with status 1 where a line was bad."""
    if any(rows.bad for rows in files):
        sys.exit(1)


def joined(before: ReprintFamily, now: ReprintFamily, family_of: Mapping[str, str]) -> ReprintFamily:
    """A family as it stands, with the members that the index has behind its horizon; an original there stays it."""
    behind = {member for member in before.members if member not in now.members and family_of.get(member) == now.id}
    if not behind:
        return now
    head = before if before.original in behind else now
    return replace(
        now,
        original=head.original,
        reason=head.reason,
        members={**{member: before.members[member] for member in behind}, **now.members},
        longest={**{member: before.longest[member] for member in behind}, **now.longest},
    )


@click.command()
@click.argument("documents", type=click.File("rb"))
def reprints(documents: IO[bytes]) -> None:
    """Find the copies among DOCUMENTS (JSON lines, - for standard input).

    Prints {id, family, relation, original, reason, longest} for each document in the order given: why the original is
    one, and the longest run of words in common with it. All null where nothing is shared.
    """
    from marsad.group.reprints import ReprintIndex

    rows, index = Rows(documents), ReprintIndex()
    family_of: dict[str, str] = {}
    families: dict[str, ReprintFamily] = {}
    order = []
    for document in rows.documents():
        order.append(document.id)
        family = index.place(document)
        for released in index.released:
            family_of.pop(released, None)
        for found in (*index.revised, *([family] if family else [])):
            families[found.id] = joined(families.get(found.id, found), found, family_of)
            family_of.update(dict.fromkeys(found.members, found.id))
    for identity in order:
        held = families.get(family_of.get(identity, ""))
        write(
            {
                "id": identity,
                "family": held and held.id,
                "relation": held and held.members[identity].value,
                "original": held and held.original,
                "reason": held and held.reason.value,
                "longest": held and held.longest[identity],
            }
        )
    finish(rows)


@click.command()
@click.argument("documents", type=click.File("rb"))
def stories(documents: IO[bytes]) -> None:
    """Group DOCUMENTS (JSON lines, - for standard input) by the event they tell of.

    Prints {id, cluster} for each document in the order given, once all have been placed.
    """
    from marsad.group.encoder import default_encoder
    from marsad.group.grouping import Grouping

    rows, grouping = Rows(documents), Grouping(default_encoder())
    order = []
    for document in rows.documents():
        grouping.place(document)
        order.append(document.id)
    for identity in order:
        write({"id": identity, "cluster": grouping.story(identity)})
    finish(rows)


@click.command()
@click.argument("pairs", type=click.File("rb"))
@click.argument("documents", type=click.File("rb"))
def similar(pairs: IO[bytes], documents: IO[bytes]) -> None:
    """Score how alike the PAIRS ({id1, id2} lines) of DOCUMENTS are, from 0 to 1.

    Prints {id1, id2, score} for each pair whose documents are there.
    """
    from marsad.group.encoder import default_encoder
    from marsad.group.similar import Similarities, pair_features

    rows, wanted, encoder = Rows(documents), Rows(pairs), default_encoder()
    similarities = Similarities({found.id: pair_features(found, encoder) for found in rows.documents()})

    def scored(row: object) -> dict[str, object]:
        if not isinstance(row, Mapping):
            raise ValueError("not a JSON object")
        first, second = str(row.get("id1")), str(row.get("id2"))
        try:
            score = similarities.score(first, second)
        except KeyError as error:
            raise ValueError(f"no document has the id {error}") from None
        return {"id1": first, "id2": second, "score": round(score, 6)}

    for scores in wanted.parsed(scored):
        write(scores)
    finish(rows, wanted)
