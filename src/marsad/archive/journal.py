"""The journal: what no page holds, as append-only lines of JSON, one file a writer.

Every record has a ``kind``. Kinds in use:

``capture``   ``seq``, ``record``: the place of a WARC record in the order of ingest; ``seq`` is null where the same
              page stood there already (two writers took it at once)
``placed``    ``capture`` (key), ``story``: the story that an article was put into; ``n``: the last decision about
              stories that had taken effect by then
``redirect``  ``story``, ``to``, ``n``: a story that was absorbed by another; ``capture``: the article that showed them
              to be one, null where a rebuild under a newer version of grouping did; ``at``, ``articles`` (keys)
``source``    ``key`` and the fields that an operator set, its kind as ``type``; ``discover``: its channels are still to
              be found; ``backfill``: ``since``, ``per_day``; or ``removed``
``channel``   ``url``, ``source`` (key) and the fields that an operator set, its kind as ``type``, or ``removed``: an
              address that is asked again and again
``takedown``  ``n``, ``at``, ``by``, ``what`` (capture, article, outlet), ``key``, ``reason``, ``records``: what was
              removed for good; ``records`` are the ids of the WARC records whose bytes were erased
``fact``      ``n``, ``act``, ``at``, ``by``, ``capture`` (key): what an editor decided about a fact. ``n`` numbers the
              decisions of both kinds; ``at`` is the moment, ``by`` the account's name. By ``act``:
              ``strike``   ``fact``: what was said: kind, ``quote`` (field, start, end, exact, prefix, suffix,
                           text_sha256), detail, entity, rule, confidence; ``replaces``: the decision that this one
                           takes the place of, or null
                           Of a statement, an event or a commitment ``details`` too: role, quote, value, entity
              ``confirm``  the same: what was said is right
              ``correct``  the same, and ``change``: kind, quote, detail, entity (null: as the fact was linked) and
                           details; of one that the editor named ``told`` is its entity: id, kind, name
              ``place``    ``of``: a decision whose words were lost, ``quote``: where they stand now
              ``undo``     ``of``: the decision that counts no more
``entity``    ``n``, ``act``, ``at``, ``by``, ``entity`` (id): what an editor decided about an entity. By ``act``:
              ``join``     ``into``: the id that it redirects to; ``of``: their kind, ``entity_name``, ``into_name``
              ``part``     ``name``: facts that are linked to it under this name belong to the entity ``to``
              ``undo``     ``of``
``contradiction``  ``n``, ``act``, ``at``, ``by``, ``key``: what an editor decided about a contradiction of that key.
              By ``act``: ``confirm`` and ``strike``, with ``story``, ``said`` (kind, about, values) and ``replaces``;
              ``undo`` with ``of``
``story``     ``n``, ``act``, ``at``, ``by``, ``after``, ``story``, ``to`` (ids): articles go from a story to another.
              ``after`` is the place in the order of ingest of the last article that was placed before. The articles are
              told by the keys of their captures, the first version of each page. By ``act``:
              ``merge``    ``articles``: all those of ``story``, ``join``: those of ``to``, which keeps its address
              ``split``    ``articles``: those that go to the new story ``to``, ``stay``: the others
              ``move``     ``articles``, ``stay``: the others of ``story``, ``join``: those of ``to``
              ``undo``     ``of``, and ``effect`` (merge, split, move): what that does, told in the same way
``dossier``   ``n``, ``act``, ``at``, ``by``, ``dossier`` (id): what an editor decided about a dossier. By ``act``:
              ``make``     ``follows`` (actor, initiative, question), ``name``, ``rule`` (what is given of query,
                           entities, sources, langs, since, until), ``entity`` (id or null) with ``entity_kind`` and
                           ``entity_name``
              ``change``   those of these that are others now
              ``add``, ``leave``  ``capture`` (key): its page, in all its versions, is put in or left out
              ``part_add``     ``names``: lists by language; ``part_name``: ``names`` in place of those in ``part``;
                               ``part_remove``: ``part``, the names of the part that is none
              ``close``    ``after``: pages behind this place in the order of ingest are none of it; ``reopen``
              ``undo``     ``of``
``promise``   ``n``, ``act``, ``at``, ``by``, ``promise`` (key of its first entry then, or null): what an editor decided
              about a promise of the ledger. By ``act``:
              ``confirm``, ``strike``  a move: ``move`` (key), ``entry`` (key of its words), ``status``, ``confidence``
              ``say``      ``status``, ``note``, ``when`` (from which moment on), ``due`` (new date, or empty)
              ``belongs``  ``entry`` (key) speaks of that promise, with null of none before it
              ``undo``     ``of``

A record that a crash kept from being committed may stand twice; the later one counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from marsad.archive.durable import GrowingFile

JournalRecord = dict[str, Any]


_CHUNK = 1 << 16
_FIELDS = {
    "capture": {"seq", "record"},
    "placed": {"capture", "story"},
    "redirect": {"story", "to"},
    "source": {"key"},
    "channel": {"url", "source"},
    "takedown": {"n", "at", "by", "what", "key", "records"},
    "fact": {"n", "act", "at", "by", "capture"},
    "entity": {"n", "act", "at", "by", "entity"},
    "contradiction": {"n", "act", "at", "by", "key"},
    "story": {"n", "act", "at", "by", "after", "story", "to", "articles"},
    "dossier": {"n", "act", "at", "by", "dossier"},
    "promise": {"n", "act", "at", "by", "promise"},
}


class JournalError(ValueError):
    """A journal file holds a line that is not a record; the message names file and line."""


class Journal:
    """One writer's journal file. A line that a crash left torn is cut when the file is opened."""

    def __init__(self, folder: Path, writer: str) -> None:
        self.path = folder / f"{writer}.jsonl"
        _cut_torn_line(self.path)
        self._file = GrowingFile(self.path)

    def append(self, records: Iterable[JournalRecord]) -> None:
        """Append ``records`` and return when they are on the disk."""
        lines = [json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n" for record in records]
        if not lines:
            return
        self._file.append("".join(lines).encode())
        self._file.sync()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_journal(
    folder: Path, *kinds: str, broken: list[str] | None = None, writer: str = "*"
) -> Iterator[JournalRecord]:
    """All records of some kinds, writer by writer in the order of their names, each in the order of writing.

    A line that is no record is named in ``broken`` and passed over; without that list it raises `JournalError`.
    """
    for path in sorted(folder.glob(f"{writer}.jsonl")):
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.endswith(b"\n"):
                    break
                record = _parsed(line)
                if record is None:
                    reason = f"{path.name}, line {number}: not a journal record"
                    if broken is None:
                        raise JournalError(reason)
                    broken.append(reason)
                elif record["kind"] in kinds:
                    yield record


def _parsed(line: bytes) -> JournalRecord | None:
    """The record of a line; null where it is none, or lacks a field of its kind."""
    try:
        record = json.loads(line)
        return record if _FIELDS.get(record["kind"], set()) <= record.keys() else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _cut_torn_line(path: Path) -> None:
    if not path.exists():
        return
    with path.open("r+b") as file:
        start = end = file.seek(0, os.SEEK_END)
        whole = 0
        while start and not whole:
            start = max(0, start - _CHUNK)
            file.seek(start)
            whole = file.read(_CHUNK).rfind(b"\n") + 1
        if start + whole < end:
            file.truncate(start + whole)
