"""What the journal tells of stories: where each article was, where each address led, and what was logged of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from marsad.archive.journal import JournalRecord, read_journal
from marsad.observatory.story_applying import effect
from marsad.observatory.story_ids import resolve


@dataclass(slots=True)
class StoryHistory:
    """Labels are the ids under which captures were placed last; `old` follows the ``redirects`` from there."""

    labels: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    lines: list[JournalRecord] = field(default_factory=list)
    decisions: list[JournalRecord] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path) -> StoryHistory:
        """The history as a journal has it; ``lines`` are its redirects by evidence or by a newer version."""
        history = cls()
        for record in _in_order(folder):
            if record["kind"] == "placed":
                history.labels[record["capture"]] = record["story"]
                history.ids.add(record["story"])
            elif record["kind"] == "redirect":
                history.redirects[record["story"]] = record["to"]
                history.lines.append(record)
                history.ids |= {record["story"], record["to"]}
            else:
                history._decide(record)
        return history

    def old(self) -> dict[str, str]:
        """The story of each capture that was placed."""
        return {capture: resolve(story, self.redirects) for capture, story in self.labels.items()}

    def _decide(self, record: JournalRecord) -> None:
        self.decisions.append(record)
        self.ids |= {record["story"], record["to"]}
        self.labels |= {key: record["to"] for key in record["articles"] if key in self.labels}
        if record["articles"]:
            self.redirects.pop(record["to"], None)
            if effect(record) == "merge" or not record.get("stay"):
                self.redirects[record["story"]] = record["to"]


def _in_order(folder: Path) -> Iterator[JournalRecord]:
    """Placements, redirects and decisions as they came: a record's ``n`` is the last decision that it came after."""
    decided = {record["n"]: record for record in read_journal(folder, "story", broken=[], writer="editor")}
    written = list(read_journal(folder, "placed", "redirect", broken=[]))
    ranked = [(number, 0, 0, record) for number, record in decided.items()]
    ranked += [(record.get("n", 0), 1, place, record) for place, record in enumerate(written)]
    yield from (entry[3] for entry in sorted(ranked, key=lambda entry: entry[:3]))
