"""The index: recall across forms and languages, filters, order, replacing, versions, damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from marsad.search.index import IndexBusy, IndexUnusable, SearchDocument, SearchIndex
from marsad.search.query import SearchQuery


def document(key: int, lang: str | None, title: str, body: str, day: int | None = None) -> SearchDocument:
    moment = None if day is None else datetime(2026, 3, day, 12, tzinfo=UTC)
    return SearchDocument(key, lang, f"outlet{key}.example", moment, title, "", body)


NEWSROOM = [
    document(1, "fr", "Les élections communales", "Le ministre a annoncé les scrutins à Tanger.", 1),
    document(2, "ar", "الانتخابات الجماعية", "أعلن الوزير عن انتخابات في طنجة مع شركة Renault", 2),
    document(3, "es", "Elecciones municipales", "El ministro anunció una votación con Renault.", 3),
    document(4, "en", "City elections", "The minister announced that 2,000 seats are open.", 4),
    document(5, None, "Budget", "Le budget de la commune, adopté. Elections mentioned once.", None),
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    with SearchIndex.open(tmp_path / "index") as opened:
        opened.update(NEWSROOM)
        opened.commit()
        yield opened


def found(index: SearchIndex, text: str, **options: object) -> list[int]:
    query = replace(SearchQuery(text), **options)  # type: ignore[arg-type]
    return [hit.key for hit in index.search(query).hits]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("élection", {1, 4, 5}),
        ("ELECTION", {1, 4, 5}),
        ("elección", {3}),
        ("والانتخاب", {2}),
        ("ministres annonce", {1}),
        ("ministra", {1, 3}),
        ("announcing", {4}),
        ("renault", {2, 3}),
        ("٢٠٠٠", {4}),
        ('"budget de la commune"', {5}),
        ('"commune de la budget"', set()),
        ("election -tanger -seats", {5}),
        ("", {1, 2, 3, 4, 5}),
        ("-renault", {1, 4, 5}),
    ],
)
def test_words_find_documents(index: SearchIndex, text: str, keys: set[int]) -> None:
    assert set(found(index, text)) == keys


def test_the_title_weighs_more(index: SearchIndex) -> None:
    assert found(index, "elections")[-1] == 5


def test_any_word_counts_where_no_document_has_all(index: SearchIndex) -> None:
    page = index.search(SearchQuery("renault budget"))
    assert page.relaxed
    assert {hit.key for hit in page.hits} == {2, 3, 5}
    assert not index.search(SearchQuery("renault votación")).relaxed


def test_filters(index: SearchIndex) -> None:
    assert set(found(index, "", langs=("fr", "ar"))) == {1, 2}
    assert set(found(index, "", outlets=("outlet3.example",))) == {3}
    assert set(found(index, "", since=date(2026, 3, 2), until=date(2026, 3, 3))) == {2, 3}
    assert set(found(index, "", until=datetime(2026, 3, 2, 12, tzinfo=UTC))) == {1, 2}
    assert found(index, "renault", langs=("fr",)) == []


@pytest.mark.parametrize(
    "text", ['"', "-", '-"', "\udc80 renault", "\x00", "a:b AND (c", "*" * 5000, "mot " * 5000, '"' * 999]
)
def test_no_query_is_an_error(index: SearchIndex, text: str) -> None:
    index.search(SearchQuery(text))


def test_a_story_can_be_searched_alone(index: SearchIndex) -> None:
    index.update([replace(NEWSROOM[0], story="s1")])
    index.commit()
    assert found(index, "", story="s1") == [1]


def test_order_by_date_puts_the_newest_first_and_the_undated_last(index: SearchIndex) -> None:
    assert found(index, "", order="date") == [4, 3, 2, 1, 5]


def test_pages_do_not_overlap(index: SearchIndex) -> None:
    first = index.search(SearchQuery("", limit=2, order="date"))
    second = index.search(SearchQuery("", limit=2, offset=2, order="date"))
    assert (first.total, [hit.key for hit in first.hits + second.hits]) == (5, [4, 3, 2, 1])
    assert index.search(SearchQuery("", limit=0)).hits == ()


def test_authors_are_found(index: SearchIndex) -> None:
    index.update([replace(NEWSROOM[0], authors=("Salma Ouazzani-Tazi",))])
    index.commit()
    assert found(index, "ouazzani") == [1]


def test_update_replaces_and_delete_removes(index: SearchIndex) -> None:
    changed = document(1, "fr", "Autre", "chose")
    index.update([document(1, "fr", "Perdu", ""), changed])
    assert index.count() == 5
    index.commit()
    assert index.count() == 5
    assert found(index, "communales") == found(index, "perdu") == []
    assert found(index, "chose") == [1]
    index.delete([1, 2, 99])
    index.commit()
    assert index.count() == 3
    index.clear()
    assert index.count() == 0


def test_what_is_not_committed_is_not_seen(index: SearchIndex) -> None:
    index.update([document(9, "fr", "Neuf", "")])
    index.rollback()
    index.commit()
    assert index.count() == 5


def test_one_writer_and_readers_that_follow(index: SearchIndex, tmp_path: Path) -> None:
    reader = SearchIndex.open(tmp_path / "index")
    with pytest.raises(IndexBusy, match="another process"):
        reader.delete([1])
    index.delete([1])
    index.commit()
    assert reader.count() == 4
    index.close()
    reader.delete([2])
    reader.commit()
    assert index.count() == 3
    reader.close()


def test_the_index_holds_no_text(index: SearchIndex, tmp_path: Path) -> None:
    index.close()
    for file in (tmp_path / "index").iterdir():
        assert "Les élections".encode() not in file.read_bytes()


def test_another_version_is_refused(index: SearchIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index.close()
    monkeypatch.setattr("marsad.search.index.ANALYSER_VERSION", "other")
    with pytest.raises(IndexUnusable, match="version"):
        SearchIndex.open(tmp_path / "index")
    with SearchIndex.recreate(tmp_path / "index") as fresh:
        assert fresh.count() == 0
    assert SearchIndex.open(tmp_path / "index").count() == 0


@pytest.mark.parametrize("damage", ["meta", "version", "segment", "gone"])
def test_damage_is_named(index: SearchIndex, tmp_path: Path, damage: str) -> None:
    index.close()
    folder = tmp_path / "index"
    segment = next(file for file in folder.iterdir() if file.suffix == ".term")
    if damage == "meta":
        (folder / "meta.json").write_text("{")
    elif damage == "version":
        (folder / "marsad.json").unlink()
    elif damage == "segment":
        segment.write_bytes(segment.read_bytes()[: segment.stat().st_size // 2])
    else:
        segment.unlink()
    with pytest.raises(IndexUnusable):
        SearchIndex.open(folder)
    assert SearchIndex.recreate(folder).count() == 0


def test_a_reader_outlives_the_index_made_anew(index: SearchIndex, tmp_path: Path) -> None:
    reader = SearchIndex.open(tmp_path / "index")
    index.close()
    shutil.rmtree(tmp_path / "index")
    assert reader.count() == 5
    assert found(reader, "renault") == [3, 2]
    with SearchIndex.open(tmp_path / "index") as fresh:
        fresh.update(NEWSROOM[:2])
        fresh.commit()
        assert reader.count() == 2
        assert found(reader, "renault") == [2]
