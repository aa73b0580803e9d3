"""``marsad search`` over a small observatory: what it prints, and what it says when it cannot."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli.search import search
from marsad.search.index import SearchIndex

ROWS = [
    (1, "fr", "Le Phare", "phare.example", "Le port rouvre", "Le grand port rouvre lundi.\n\nLa grève est finie.", 3),
    (2, "ar", "الميناء", "mina.example", "والميناءُ يفتح", "أعلنت الإدارة أن الميناء يفتح. \x1b[31m port", 4),
    (3, "fr", "Le Phare", "phare.example", "Rien", "Un port \u202eailleurs.", 5),
]


@pytest.fixture
def newsroom(db: None, data_dir: Path) -> Path:
    from marsad.observatory.indexing import search_document
    from marsad.observatory.models import Article, Capture, Source

    (data_dir / "archive").mkdir()
    with SearchIndex.open(data_dir / "index") as index:
        for seq, lang, outlet, host, title, body, day in ROWS:
            moment = datetime(2026, 3, day, 12, tzinfo=UTC)
            source, _ = Source.objects.get_or_create(key=host, defaults={"name": outlet})
            url = f"https://{host}/{seq}"
            capture = Capture.objects.create(
                seq=seq, key=f"k{seq}", record_id=f"r{seq}", locator=url, url=url, sha256="0", archived=moment,
                warc_file="a", offset=0, length=1,
            )  # fmt: skip
            article = Article.objects.create(
                capture=capture, source=source, url=url, lang=lang, title=title, body=body, sort_at=moment, current=True
            )
            index.update([search_document(article)])
        index.commit()
    return data_dir


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(search, ["--data", str(data), *words])


def found(data: Path, *words: str) -> list[dict[str, object]]:
    result = run(data, "--format", "jsonl", *words)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_jsonl_rows(newsroom: Path) -> None:
    (row,) = found(newsroom, "grèves")
    assert row["score"] > 0  # type: ignore[operator]
    assert {key: row[key] for key in ("id", "url", "title", "outlet", "lang", "published", "story")} == {
        "id": "k1",
        "url": "https://phare.example/1",
        "title": "Le port rouvre",
        "outlet": "Le Phare",
        "lang": "fr",
        "published": None,
        "story": None,
    }
    text, ((start, end),) = str(row["snippet"]), row["marks"]  # type: ignore[misc]
    assert text == "Le grand port rouvre lundi. La grève est finie."
    assert text[start:end] == "grève"  # type: ignore[has-type]


def test_filters_and_order(newsroom: Path) -> None:
    assert {row["id"] for row in found(newsroom, "port")} == {"k1", "k2", "k3"}
    assert [row["id"] for row in found(newsroom, "port", "--order", "date", "--limit", "2")] == ["k3", "k2"]
    assert [row["id"] for row in found(newsroom, "port", "--lang", "ar")] == ["k2"]
    assert {row["id"] for row in found(newsroom, "port", "--outlet", "le phare")} == {"k1", "k3"}
    assert [row["id"] for row in found(newsroom, "port", "--since", "2026-03-04", "--until", "2026-03-04")] == ["k2"]
    assert [row["id"] for row in found(newsroom, "port", "--until", "2026-03-03")] == ["k1"]


def test_table_is_safe_in_both_directions(newsroom: Path) -> None:
    result = run(newsroom, "port")
    assert "\u2068والميناءُ يفتح\u2069" in result.output
    assert "\x1b[31m" not in result.output
    assert "\u202e" not in result.output
    assert result.output.count("\u2068") == result.output.count("\u2069")
    assert "3 of 3" in result.output


def test_it_says_when_words_are_missing(newsroom: Path) -> None:
    assert "No article has every word" in run(newsroom, "port absent").output
    assert "Nothing found" in run(newsroom, "absent").output


def test_an_article_gone_from_the_database_is_passed_over(newsroom: Path) -> None:
    from marsad.observatory.models import Article

    Article.objects.filter(pk=3).delete()
    assert {row["id"] for row in found(newsroom, "port")} == {"k1", "k2"}


def test_errors_name_the_cure(newsroom: Path, tmp_path: Path) -> None:
    nowhere = run(tmp_path / "nowhere", "port")
    assert (nowhere.exit_code, "marsad ingest" in nowhere.output) == (1, True)
    assert "no outlet is called Nulle Part" in run(newsroom, "port", "--outlet", "Nulle Part").output
    (newsroom / "index" / "meta.json").write_text("{")
    damaged = run(newsroom, "port")
    assert (damaged.exit_code, "marsad rebuild" in damaged.output) == (1, True)
    (newsroom / "index" / "meta.json").unlink()
    assert "nothing in" in run(newsroom, "port").output
