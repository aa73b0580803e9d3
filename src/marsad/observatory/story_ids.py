"""Story ids that outlive a regrouping: new groups take the ids of the old ones that they overlap most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def carry_over(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Map story ids after a regrouping.

    ``old`` and ``new`` give the story of each article before and after. Returns the renamings of new ids, and for each
    old id that no group bears any more the (renamed) id that most of its articles are in now. Where the grouping is as
    it was, both are empty.
    """
    overlaps = Counter((old[article], story) for article, story in new.items() if article in old)
    ranked = sorted(overlaps, key=lambda pair: (-overlaps[pair], pair[0] != pair[1], pair))
    bearer: dict[str, str] = {}
    named: dict[str, str] = {}
    for old_id, new_id in ranked:
        if old_id not in bearer and new_id not in named:
            bearer[old_id], named[new_id] = new_id, old_id
    taken = set(old.values())
    for new_id in sorted(set(new.values()) - set(named)):
        named[new_id] = _free(new_id, taken)
        taken.add(named[new_id])
    redirects: dict[str, str] = {}
    for old_id, new_id in ranked:
        if old_id not in bearer:
            redirects.setdefault(old_id, named[new_id])
    renamed = {new_id: name for new_id, name in named.items() if name != new_id}
    return renamed, redirects


def resolve(story: str, redirects: Mapping[str, str]) -> str:
    """Where an address leads in the end."""
    seen = {story}
    while (story := redirects.get(story, story)) not in seen:
        seen.add(story)
    return story


def _free(story: str, taken: set[str]) -> str:
    """An id near ``story`` that no other story bears."""
    name, number = story, 2
    while name in taken:
        name = f"{story[:13]}-{number:02x}"
        number += 1
    return name
