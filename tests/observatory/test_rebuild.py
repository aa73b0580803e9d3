"""Everything derived can be made again from archive and journal, and story addresses go on opening the same event."""

from __future__ import annotations

import json
import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from marsad.observatory.story_ids import carry_over
from tests.observatory.command import export, marsad, sample_meta, sample_pages


def test_a_rebuild_gives_equal_bytes(tmp_path: Path) -> None:
    data = tmp_path / "o"
    pages = sample_pages(100)
    random.Random(3).shuffle(pages)
    third = len(pages) // 3
    bad = tmp_path / "bad.html"
    bad.write_bytes(bytes(range(256)) * 20)
    for part in (pages[:third], [bad, *pages[third : 2 * third]], pages[2 * third :]):
        marsad("ingest", *part, "--meta", sample_meta(), "--data", data)
    before = export(data)
    done = marsad("rebuild", "--data", data)
    assert done.returncode == 0, done.stderr
    assert export(data) == before
    assert b'"error": "' in before, "the failed page stands in the export with its reason"


def test_every_story_address_goes_on_opening_the_same_event(tmp_path: Path) -> None:
    pages = sample_pages(100)
    rng = random.Random(11)
    rng.shuffle(pages)
    half = len(pages) // 2
    data = tmp_path / "o"
    marsad("ingest", *pages[:half], "--meta", sample_meta(), "--data", data)
    before = _stories(data)
    rest = pages[half:]
    rng.shuffle(rest)
    for page in (rest[: half // 2], rest[half // 2 :]):
        marsad("ingest", *page, "--meta", sample_meta(), "--data", data)
    after = _stories(data)
    assert len(before) > 5
    for story, (_, members) in before.items():
        final = story
        while after[final][0]:
            final = after[final][0]
        assert members <= after[final][1], f"{story} lost articles"


def _stories(data: Path) -> dict[str, tuple[str | None, set[int]]]:
    rows = [json.loads(line) for line in export(data).splitlines()]
    stories: dict[str, tuple[str | None, set[int]]] = {
        row["id"]: (row["redirect_to"], set()) for row in rows if row["type"] == "story"
    }
    for row in rows:
        if row["type"] == "article":
            stories[row["story"]][1].add(row["capture"])
    return stories


def test_equal_groups_keep_their_ids() -> None:
    groups = {"a": "s1", "b": "s1", "c": "s2"}
    assert carry_over(groups, groups) == ({}, {})


def test_a_split_story_leaves_its_id_with_the_larger_part() -> None:
    old = dict.fromkeys("abc", "s1")
    renamed, redirects = carry_over(old, {"a": "s1", "b": "s9", "c": "s9"})
    assert renamed["s9"] == "s1"
    assert renamed["s1"] not in ("s1", "s9")
    assert redirects == {}


def test_merged_stories_redirect_to_where_their_articles_went() -> None:
    old = {"a": "s1", "b": "s1", "c": "s2"}
    assert carry_over(old, dict.fromkeys("abc", "s2")) == ({"s2": "s1"}, {"s2": "s1"})


articles = st.dictionaries(st.integers(0, 30), st.sampled_from(["s1", "s2", "s3", "s4", "s5"]), max_size=20)


@given(articles, articles)
def test_every_old_address_leads_somewhere_and_no_two_stories_share_one(old: dict, new: dict) -> None:
    old = {str(key): value for key, value in old.items()}
    new = {str(key): value for key, value in new.items()}
    renamed, redirects = carry_over(old, new)
    final = {story: renamed.get(story, story) for story in set(new.values())}
    assert len(set(final.values())) == len(final)
    kept = {old[key] for key in old if key in new}
    for story in kept:
        assert (story in final.values()) != (story in redirects)
        assert redirects.get(story, story) in final.values()


def test_versions_are_the_same_after_a_rebuild(tmp_path: Path) -> None:
    data, folder = tmp_path / "o", tmp_path / "again"
    folder.mkdir()
    known = {row["id"]: row for row in map(json.loads, sample_meta().read_text("utf-8").splitlines())}
    pages = sample_pages(12)
    rows = []
    for number, page in enumerate(pages):
        row, html = known[page.stem], page.read_bytes()
        changed = html.replace(b"</h1>", b" (mis a jour)</h1>") if number % 2 else html.replace(b"  ", b" ")
        for name, shift in ((f"{page.stem}-before", "2020-01-01"), (f"{page.stem}-after", "2030-01-01")):
            (folder / f"{name}.html").write_bytes(changed + f"<!-- {name} -->".encode())
            url = row["url"] + ("&" if "?" in row["url"] else "?") + "utm_source=feed"
            rows.append({"id": name, "url": url, "fetched": f"{shift}T08:00:00+00:00"})
    meta = tmp_path / "meta.jsonl"
    meta.write_text("\n".join(json.dumps(row) for row in [*known.values(), *rows]), "utf-8")
    again = sorted(folder.glob("*.html"))
    random.Random(5).shuffle(again)
    for part in (again[:8], pages, again[8:]):
        marsad("ingest", *part, "--meta", meta, "--data", data)
    before = export(data)
    articles = [row for row in map(json.loads, before.splitlines()) if row["type"] == "article"]
    shown = [row["page"] for row in articles if row["current"]]
    assert len(shown) == len(set(shown)), "one article of a page is shown"
    assert sum(row["repeats"] is not None for row in articles) > 5
    assert marsad("rebuild", "--data", data).returncode == 0
    assert export(data) == before
