"""Search at size: queries with filters and their top 20 snippets, index size and build rate; SQLite FTS5 beside it.

    python benchmarks/search.py --articles 100000

Both engines are given the same terms and the same queries. The texts for the snippets come from a SQLite table, as in
an observatory, and reading them is part of every time. The engines take turns at seeing a batch first, since the
analyser remembers words. Prints one JSON object an engine.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from grow_text import DAYS, START, Grown, grow
from grow_words import learn
from marsad.search.analyser import is_stop_word, terms
from marsad.search.index import SearchDocument, SearchIndex
from marsad.search.query import SearchQuery, parse
from marsad.search.snippet import highlight, snippet

BATCH = 1000
LIMIT = 20
SAMPLE = 0.02

Finder = Callable[[SearchQuery], tuple[int, list[int]]]


@dataclass(slots=True)
class Build:
    """What building took, in seconds of wall time, engine by engine."""

    tantivy: float = 0.0
    fts5: float = 0.0
    text_bytes: int = 0
    sample: list[Grown] = field(default_factory=list)


def document(article: Grown) -> SearchDocument:
    """The article as the pipeline would hand it to the index."""
    return SearchDocument(
        key=article.number,
        lang=article.outlet.lang,
        outlet=article.outlet.host,
        date=article.published,
        title=article.title,
        lede=article.lede,
        body="\n\n".join(article.paragraphs),
        authors=(article.author,),
        story=str(article.story),
    )


def store_of(path: Path) -> sqlite3.Connection:
    """The texts, and the peer's index over the same terms, contentless as ours is."""
    store = sqlite3.connect(path)
    store.executescript("""
        PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;
        CREATE TABLE article(key INTEGER PRIMARY KEY, lang TEXT, outlet TEXT, at INTEGER, title TEXT, text TEXT);
        CREATE VIRTUAL TABLE fts USING fts5(title, text, authors, content='', tokenize="unicode61 remove_diacritics 0");
    """)
    return store


def build(articles: int, seed: int, index: SearchIndex, store: sqlite3.Connection) -> Build:
    """Index every article with both engines, a batch at a time."""
    took, chance, batch = Build(), random.Random(seed), []
    for article in grow(articles, seed):
        batch.append(document(article))
        if chance.random() < SAMPLE:
            took.sample.append(article)
        if len(batch) == BATCH or article.number == articles - 1:
            _build_batch(batch, index, store, took)
            batch = []
    started = time.perf_counter()
    index.close()
    took.tantivy += time.perf_counter() - started
    return took


def _build_batch(batch: list[SearchDocument], index: SearchIndex, store: sqlite3.Connection, took: Build) -> None:
    texts = [f"{made.lede}\n\n{made.body}" for made in batch]
    took.text_bytes += sum(len(text.encode()) for text in texts)
    store.executemany(
        "INSERT INTO article VALUES (?,?,?,?,?,?)",
        [
            (d.key, d.lang, d.outlet, int(d.date.timestamp()), d.title, t)
            for d, t in zip(batch, texts, strict=True)
            if d.date
        ],
    )
    store.commit()
    engines = [lambda: _add_tantivy(batch, index, took), lambda: _add_fts5(batch, texts, store, took)]
    for add in engines if batch[0].key // BATCH % 2 else reversed(engines):
        add()


def _add_tantivy(batch: list[SearchDocument], index: SearchIndex, took: Build) -> None:
    started = time.perf_counter()
    index.update(batch)
    index.commit()
    took.tantivy += time.perf_counter() - started


def _add_fts5(batch: list[SearchDocument], texts: list[str], store: sqlite3.Connection, took: Build) -> None:
    started = time.perf_counter()
    given = [
        (d.key, *(" ".join(terms(part, d.lang)) for part in (d.title, text, " ".join(d.authors))))
        for d, text in zip(batch, texts, strict=True)
    ]
    store.executemany("INSERT INTO fts(rowid, title, text, authors) VALUES (?,?,?,?)", given)
    store.commit()
    took.fts5 += time.perf_counter() - started


def queries(sample: list[Grown], count: int, seed: int) -> list[SearchQuery]:
    """One to three words or a phrase out of real titles and texts; more than half with a filter."""
    chance = random.Random(f"{seed}:queries")
    made = []
    while len(made) < count:
        article = chance.choice(sample)
        words = chance.choice((article.title, chance.choice(article.paragraphs))).split()
        size = chance.choice((1, 1, 2, 2, 3))
        start = chance.randrange(max(1, len(words) - size))
        picked = [word for word in words[start : start + size] if not is_stop_word(word)]
        text = " ".join(picked)
        if chance.random() < 0.15 and len(picked) > 1:
            text = f'"{text}"'
        if any(not clause.excluded for clause in parse(text)):
            made.append(_filtered(text, article, chance))
    return made


def _filtered(text: str, article: Grown, chance: random.Random) -> SearchQuery:
    kind = chance.random()
    if kind < 0.4:
        return SearchQuery(text, limit=LIMIT)
    if kind < 0.6:
        return SearchQuery(text, langs=(article.outlet.lang,), limit=LIMIT)
    if kind < 0.7:
        return SearchQuery(text, outlets=(article.outlet.host,), limit=LIMIT)
    since = (START + timedelta(days=chance.randrange(DAYS - 30))).date()
    return SearchQuery(text, since=since, until=since + timedelta(days=30), limit=LIMIT)


def with_tantivy(index: SearchIndex) -> Finder:
    """Ours."""

    def find(query: SearchQuery) -> tuple[int, list[int]]:
        page = index.search(query)
        return page.total, [hit.key for hit in page.hits]

    return find


def with_fts5(store: sqlite3.Connection) -> Finder:
    """The peer: the same clauses, filters by a join, all words first and any word where nothing has all."""

    def find(query: SearchQuery) -> tuple[int, list[int]]:
        clauses = parse(query.text, query.langs)
        parts = ["(" + " OR ".join(f'"{" ".join(way)}"' for way in clause.ways) + ")" for clause in clauses]
        return _match(store, " AND ".join(parts), query) or _match(store, " OR ".join(parts), query) or (0, [])

    return find


def _match(store: sqlite3.Connection, expression: str, query: SearchQuery) -> tuple[int, list[int]] | None:
    where, values = ["fts MATCH ?"], [expression, *query.langs, *query.outlets]
    where += [f"lang IN ({','.join('?' * len(query.langs))})"] if query.langs else []
    where += [f"outlet IN ({','.join('?' * len(query.outlets))})"] if query.outlets else []
    if query.since and query.until:
        where.append(f"at BETWEEN unixepoch('{query.since}') AND unixepoch('{query.until}', '+1 day') - 1")
    found = f"FROM fts JOIN article ON article.key = fts.rowid WHERE {' AND '.join(where)}"
    (total,) = store.execute(f"SELECT count(*) {found}", values).fetchone()
    ranked = f"SELECT fts.rowid {found} ORDER BY bm25(fts, 3.0, 1.0, 1.5) LIMIT {query.limit}"
    return (total, [key for (key,) in store.execute(ranked, values)]) if total else None


def timed(find: Finder, asked: list[SearchQuery], store: sqlite3.Connection) -> dict[str, object]:
    """Milliseconds of search alone and of search with texts and snippets, after a tenth of the queries as warm-up."""
    alone, whole, cpu, totals = [], [], [], []
    for number, query in enumerate(asked[: len(asked) // 10] + asked):
        started, worked = time.perf_counter(), time.process_time()
        total, keys = find(query)
        found = time.perf_counter()
        marks = ",".join("?" * len(keys))
        for title, text, lang in store.execute(f"SELECT title, text, lang FROM article WHERE key IN ({marks})", keys):
            highlight(title, query.text, lang)
            snippet(text, query.text, lang)
        if number >= len(asked) // 10:
            whole.append(1000 * (time.perf_counter() - started))
            cpu.append(1000 * (time.process_time() - worked))
            alone.append(1000 * (found - started))
            totals.append(total)
    return {
        "search_ms": percentiles(alone),
        "search_with_snippets_ms": percentiles(whole),
        "search_with_snippets_cpu_ms": percentiles(cpu),
        "median_total": statistics.median(totals),
        "nothing_found": sum(total == 0 for total in totals),
    }


def percentiles(values: list[float]) -> dict[str, float]:
    """p50, p95 and the largest."""
    cuts = statistics.quantiles(values, n=20)
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2), "max": round(max(values), 2)}


def fts_bytes(store: sqlite3.Connection) -> int:
    """The size of the peer's index."""
    try:
        query = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'fts%'"
        return int(store.execute(query).fetchone()[0])
    except sqlite3.OperationalError:
        return int(store.execute("SELECT sum(length(block)) FROM fts_data").fetchone()[0])


def main() -> None:
    """Build, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--queries", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    learn()
    folder = Path(tempfile.mkdtemp(prefix="marsad-search-"))
    try:
        index, store = SearchIndex.open(folder / "index"), store_of(folder / "store.sqlite3")
        took = build(chosen.articles, chosen.seed, index, store)
        asked = queries(took.sample, chosen.queries, chosen.seed)
        index_bytes = sum(file.stat().st_size for file in (folder / "index").iterdir())
        shared = {"articles": chosen.articles, "queries": len(asked), "text_mb": round(took.text_bytes / 1e6, 1)}
        for engine, find, seconds, size in (
            ("tantivy", with_tantivy(index), took.tantivy, index_bytes),
            ("sqlite-fts5", with_fts5(store), took.fts5, fts_bytes(store)),
        ):
            built = {"docs_per_s": round(chosen.articles / seconds), "index_mb": round(size / 1e6, 1)}
            print(json.dumps({"engine": engine, **shared, **built, **timed(find, asked, store)}))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
