"""The reading benchmark's own logic: adapters, failures, intervals, tables, the clock and the memory check."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.paths import shared

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour reopens after storm</title>
<meta name="author" content="Lena Quist"><meta property="article:published_time" content="2025-03-04T08:00:00+00:00">
</head><body><article><h1>Harbour reopens after storm</h1>
<p>The harbour of Brindlemouth reopened on Tuesday after the longest closure that its pilots can remember.</p>
<p>Two ferries and eleven fishing boats left before noon, the port office said, and more were waiting for the tide.</p>
<p>Repairs to the northern mole will go on until the summer, according to the engineers who inspected it on Monday.</p>
</article></body></html>"""


@pytest.fixture
def page(bench: Callable[[str], Any]) -> Any:
    return bench("read_sets").Page("harbour", PAGE.encode(), "https://brindle.example/2025/harbour")


@pytest.mark.parametrize(
    ("reader", "packages"),
    [
        ("marsad", ["marsad"]),
        ("trafilatura", ["trafilatura"]),
        ("readability-lxml", ["readability", "resiliparse.parse.encoding"]),
        ("newspaper4k", ["newspaper"]),
        ("resiliparse", ["resiliparse.extract.html2text"]),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_every_reader_gives_a_row(bench: Callable[[str], Any], page: Any, reader: str, packages: list[str]) -> None:
    for package in packages:
        pytest.importorskip(package)
    readers = bench("readers")
    row = readers.row_of(readers.READERS[reader](), page)
    assert row["id"] == "harbour"
    assert "Two ferries and eleven fishing boats left" in (row.get("lede") or "") + row["body"]
    assert "Harbour" in row["title"]
    assert row["published"] is None or row["published"].startswith("2025-03-04")
    assert set(row["authors"]) <= {"Lena Quist"}


def test_a_failure_is_an_empty_row(bench: Callable[[str], Any], page: Any) -> None:
    def broken(page: Any) -> Any:
        raise RecursionError("too deep")

    assert bench("readers").row_of(broken, page) == {"id": "harbour", "error": "RecursionError: too deep"}


def test_an_unknown_reader_is_refused_by_name(bench: Callable[[str], Any]) -> None:
    with pytest.raises(SystemExit, match="no reader is named pressreader"):
        bench("readers").load(["pressreader"])


def test_blocks_of_html_become_lines(bench: Callable[[str], Any]) -> None:
    pytest.importorskip("lxml", reason="the peers of the benchmarks are not installed: make .venv/.bench")
    text = bench("readers")._text("<div><p>One <b>bold</b> word.</p><ul><li>First</li><li>Second</li></ul>tail</div>")
    assert text.split("\n") == ["One bold word.", "First", "Second", "tail"]


def test_the_interval_holds_the_mean_and_is_the_same_again(bench: Callable[[str], Any]) -> None:
    interval = bench("read_scores").interval
    right = [1.0] * 30 + [0.0] * 10
    low, high = interval(right, statistics.fmean)
    assert 0.55 < low < 0.75 < high < 0.92
    assert (low, high) == interval(right, statistics.fmean)
    assert (low, high) != interval(right, statistics.fmean, seed=1)
    assert interval([1.0] * 7, statistics.fmean) == (1.0, 1.0)


def test_segment_counts_come_back_from_shares(bench: Callable[[str], Any]) -> None:
    scores = bench("read_scores")
    row = {"with_": ["a", "b", "c"], "without": ["x", "y"]}
    counts = scores._segment_counts(row, {"seg_R": 2 / 3, "seg_acc": 3 / 5})
    assert counts == (2, 1, 1)
    assert scores._segment_f1([counts, (1, 0, 0)]) == pytest.approx(6 / 8)
    assert scores._segment_f1([(0, 3, 2)]) == 0.0


def test_odd_truth_dates_are_told(bench: Callable[[str], Any]) -> None:
    known = [{"date": "2025-01-02"}, {"date": "Tue Jan 28"}, {"date": ""}, {"date": None}, {}]
    unmatched, silent = bench("read_scores").odd_dates(known)
    assert unmatched.startswith("1 of 3")
    assert silent.startswith("1 of 3")
    assert bench("read_scores").odd_dates(known[:1]) == []


def test_the_table_shows_what_is_measured(bench: Callable[[str], Any]) -> None:
    scores, table = bench("read_scores").Scores, bench("read_table").table
    ours = scores({"F1": 0.97, "title": 1.0, "speed": 345.6, "failed": 0}, {"F1": (0.95, 0.985)})
    lines = table({"marsad": ours, "a peer": scores({"F1": 0.9, "failed": 12})}).split("\n")
    assert lines[0].split() == ["F1", "title", "failed", "pages/s"]
    assert lines[1].split() == ["marsad", ".970", "1.000", "0", "345.6"]
    assert lines[2].split() == [".950-.985"]
    assert lines[3].split() == ["a", "peer", ".900", "-", "12", "-"]


def test_readers_take_turns(bench: Callable[[str], Any]) -> None:
    in_turn = bench("read_pages").in_turn
    readers = {"a": len, "b": len, "c": len}
    assert ["".join(name for name, _ in in_turn(readers, page)) for page in range(4)] == ["abc", "bca", "cab", "abc"]


def test_languages_of_few_pages_have_no_rows_unless_they_are_ours(bench: Callable[[str], Any]) -> None:
    known = [{"lang": lang} for lang in ("de",) * 6 + ("ar",) * 2 + ("sw",) * 4] + [{"lang": None}]
    assert bench("read_pages").languages(known) == ["de", "ar"]


@pytest.fixture
def small_set(bench: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A set of three invented pages in place of the bench's; its truth has two languages."""
    sets, run = bench("read_sets"), bench("read_pages")
    found = [sets.Page(f"p{number}", PAGE.encode(), None) for number in range(3)]
    known = [{"id": page.id, "lang": "en", "body": "Two boats left at noon.", "title": "Storm"} for page in found]
    known[2]["lang"] = "fr"
    monkeypatch.setattr(run, "page_openers", lambda name: [partial(lambda page: page, page) for page in found])
    monkeypatch.setattr(run, "truth", lambda name: known)
    return found


@pytest.mark.shared
def test_a_set_is_read_and_scored(
    bench: Callable[[str], Any], small_set: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shared("bench", "score_pages.py")
    calls: list[str] = []

    def good(page: Any) -> dict[str, Any]:
        calls.append(page.id)
        return {"id": page.id, "title": "Storm", "body": "Two boats left at noon."}

    def bad(page: Any) -> dict[str, Any]:
        if page.id == "p1":
            raise ValueError("broken page")
        return {"id": page.id, "title": "Calm", "body": "Nothing of the kind was said here."}

    run = bench("read_pages")
    options = run.argparse.Namespace(limit=None, by_lang=True, keep=tmp_path, json=tmp_path / "scores.json")
    monkey = {"marsad": good, "trafilatura": bad}
    found = run.benchmark("small", monkey, options, tmp_path)
    assert calls == ["p0", "p1", "p2"] * 2  # once to warm up
    whole = found["scores"]["all"]
    assert whole["marsad"]["values"]["F1"] == whole["marsad"]["values"]["title"] == 1.0
    assert whole["marsad"]["intervals"]["F1"] == (1.0, 1.0)
    assert whole["trafilatura"]["values"] | {"failed": 1, "empty": 1, "title": 0.0} == whole["trafilatura"]["values"]
    assert set(found["scores"]) == {"all", "en 2", "fr 1"}
    assert "trafilatura failed on 1 of 3 pages, which count as empty: ValueError 1" in capsys.readouterr().out
    rows = [json.loads(line) for line in (tmp_path / "small.trafilatura.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == ["p0", "p1", "p2"]
    assert rows[1] == {"id": "p1", "error": "ValueError: broken page"}


def test_the_warm_up_is_spread_over_the_set(bench: Callable[[str], Any]) -> None:
    spread = bench("read_speed").spread
    assert list(spread(range(7))) == list(range(7))
    assert list(spread(range(100)))[:3] == [0, 5, 10]
    assert all(len(spread(range(count))) <= 20 for count in range(130))


def test_rounds_are_timed_apart(bench: Callable[[str], Any], page: Any) -> None:
    speed = bench("read_speed")
    rates = speed.timed([page, page], {"slow": lambda page: sum(range(200_000)), "quick": lambda page: None}, 3)
    assert [len(found) for found in rates.values()] == [3, 3]
    assert max(rates["slow"]) < min(rates["quick"])


def test_time_by_module_takes_in_the_built_ins(bench: Callable[[str], Any]) -> None:
    ours, other = "/x/marsad/read/html.py", "/x/marsad/model.py"
    entries = [
        ((ours, 1, "read"), (1, 1, 2.0, 9.0, {})),
        ((other, 1, "make"), (1, 1, 4.0, 4.0, {})),
        (
            ("~", 0, "join"),
            (3, 3, 1.5, 1.5, {(ours, 1, "read"): (2, 2, 1.0, 1.0), (other, 1, "make"): (1, 1, 0.5, 0.5)}),
        ),
    ]
    assert bench("read_speed").by_module(entries) == {"html.py": 3.0}


def test_the_profile_names_our_modules(bench: Callable[[str], Any], page: Any) -> None:
    text = bench("read_speed").profile([page], bench("readers").marsad(), lines=3)
    assert "tottime" in text
    assert "ms a page" in text


def _memory(values: list[float]) -> Callable[[], float]:
    each: Iterator[float] = iter(values)
    return lambda: next(each)


def test_steady_memory_passes_and_a_leak_fails(bench: Callable[[str], Any], page: Any) -> None:
    memory = bench("read_memory")

    def grown(values: list[float]) -> tuple[float, float]:
        return memory.growth(list(memory.watch([lambda: page] * 3, lambda page: {}, 2000, _memory(values))))

    warm_up = [50.0, 60.0, 70.0, 75.0]
    assert grown(warm_up + [80.0] * 16) == (0.0, 0.0)
    share, slope = grown(warm_up + [80.0 + step for step in range(16)])
    assert share == pytest.approx(15 / 80)
    assert slope == pytest.approx(10.0)
    assert share > memory.ALLOWED


def test_memory_is_sampled_while_pages_are_read_in_circles(bench: Callable[[str], Any], page: Any) -> None:
    memory, seen = bench("read_memory"), []
    samples = list(memory.watch([lambda: page], lambda page: seen.append(page) or {}, 40, memory.resident))
    assert len(seen) == 40
    assert [sample.pages for sample in samples] == list(range(2, 41, 2))
    assert all(sample.memory > 1 for sample in samples)
