"""The full-text index: tantivy over the analyser's terms.

It holds no text, only terms and the key of each document; the database has the rest. One process writes at a time;
any number read, and see each commit at their next search.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Self

import tantivy

from marsad.search.analyser import ANALYSER_VERSION, terms
from marsad.search.query import Clause, SearchQuery, parse

FORMAT_VERSION = "1"
"""Changes whenever the fields below do."""

_VERSION_FILE = "marsad.json"
_META_FILE = "meta.json"
_WRITER_HEAP = 64_000_000
_BATCH = 500
_GONE = (0, 0)
_TEXT_BOOSTS = {"title": 3.0, "text": 1.0, "authors": 1.5}


class IndexUnusable(Exception):  # noqa: N818
    """The index's files are damaged or of another version: make it anew with `SearchIndex.recreate`."""


class IndexBusy(Exception):  # noqa: N818
    """Another process is writing to the index."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What the index is given of an article. ``key`` is the article's key in the database, 0 or more."""

    key: int
    lang: str | None
    outlet: str
    date: datetime | None
    title: str
    lede: str
    body: str
    authors: tuple[str, ...] = ()
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found; ``score`` is BM25 over the fields, 0 where hits are ordered by date."""

    key: int
    score: float


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits. ``total`` counts all; ``relaxed`` says that no document had every word, so any word counts."""

    total: int
    hits: tuple[Hit, ...]
    relaxed: bool = False


class SearchIndex:
    """An index in a folder, made where there is none. Raises `IndexUnusable` where there is one it cannot read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._schema = _schema()
        self._index = _open(path, self._schema)
        self._seen = _stamp(path)
        self._writer: Any = None

    @classmethod
    def open(cls, path: Path) -> Self:
        """The same as the constructor."""
        return cls(path)

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether there is an index at ``path``, usable or not."""
        return (path / _META_FILE).exists()

    @classmethod
    def recreate(cls, path: Path) -> Self:
        """Throw away whatever is at ``path`` and open an empty index there."""
        shutil.rmtree(path, ignore_errors=True)
        return cls(path)

    def update(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents, each in place of the one with its key. Seen by searches after `commit`."""
        writer = self._writing()
        remaining = iter(documents)
        while batch := {document.key: document for document in islice(remaining, _BATCH)}:
            self.delete(batch)
            for document in batch.values():
                writer.add_document(_to_tantivy(document))

    def delete(self, keys: Iterable[int]) -> None:
        """Delete documents by key; keys that are not there are no error."""
        self._writing().delete_documents_by_query(tantivy.Query.term_set_query(self._schema, "key", list(keys)))

    def commit(self) -> None:
        """Make every change since the last commit durable, all or none."""
        if self._writer is not None:
            self._writer.commit()

    def rollback(self) -> None:
        """Forget every change since the last commit."""
        if self._writer is not None:
            self._writer.rollback()

    def clear(self) -> None:
        """Delete every document, durably."""
        self._writing().delete_all_documents()
        self.commit()

    def close(self) -> None:
        """Finish merging and let another process write. Changes that were not committed are lost."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.rollback()
            writer.wait_merging_threads()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def count(self) -> int:
        """The number of documents committed."""
        return int(self._searcher().num_docs)

    def search(self, query: SearchQuery) -> SearchPage:
        """Documents that hold every word of the query; where there are none, those that hold any of them."""
        clauses = parse(query.text, query.langs)
        page = self._page(self._build(query, clauses, relaxed=False), query)
        if page.total or sum(not clause.excluded for clause in clauses) < 2:
            return page
        page = self._page(self._build(query, clauses, relaxed=True), query)
        return SearchPage(page.total, page.hits, relaxed=page.total > 0)

    def keys(self, query: SearchQuery) -> list[int]:
        """The keys of all documents that hold every word of the query, in no order."""
        searcher = self._searcher()
        built = self._build(query, parse(query.text, query.langs), relaxed=False)
        found = searcher.search(_unscored(built), max(searcher.num_docs, 1), False)
        return [int(key) for key in searcher.fast_field_values("key", [address for _, address in found.hits])]

    def _writing(self) -> Any:
        if self._writer is None:
            try:
                self._writer = self._index.writer(_WRITER_HEAP, 1)
            except ValueError as error:
                raise IndexBusy(f"another process is writing to the index in {self.path}") from error
        return self._writer

    def _searcher(self) -> Any:
        """The newest commit; the one before while another process is making the index anew."""
        stamp = _stamp(self.path)
        if stamp not in (self._seen, _GONE):
            with suppress(ValueError):
                self._index.reload()
                self._seen = stamp
        return self._index.searcher()

    def _page(self, query: Any, asked: SearchQuery) -> SearchPage:
        searcher = self._searcher()
        by_date = asked.order == "date"
        found = searcher.search(
            query, max(asked.limit, 1), True, order_by_field="date" if by_date else None, offset=asked.offset
        )
        shown = found.hits[: asked.limit]
        keys = searcher.fast_field_values("key", [address for _, address in shown])
        hits = (Hit(int(key), 0.0 if by_date else score) for key, (score, _) in zip(keys, shown, strict=True))
        return SearchPage(found.count, tuple(hits))

    def _build(self, query: SearchQuery, clauses: list[Clause], *, relaxed: bool) -> Any:
        must, may, must_not = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
        wanted = [self._clause(clause) for clause in clauses if not clause.excluded]
        parts = [(must, _unscored(part)) for part in self._filters(query)]
        parts += [(must_not, self._clause(clause)) for clause in clauses if clause.excluded]
        if relaxed:
            parts.append((must, tantivy.Query.boolean_query([(may, part) for part in wanted])))
        else:
            parts += [(must, part) for part in wanted] or [(must, tantivy.Query.all_query())]
        return tantivy.Query.boolean_query(parts)

    def _clause(self, clause: Clause) -> Any:
        fields = [
            tantivy.Query.boost_query(self._sequence(field, way), boost)
            for field, boost in _TEXT_BOOSTS.items()
            for way in clause.ways
        ]
        return tantivy.Query.disjunction_max_query(fields, 0.3)

    def _sequence(self, field: str, way: tuple[str, ...]) -> Any:
        if len(way) == 1:
            return tantivy.Query.term_query(self._schema, field, way[0], "freq")
        return tantivy.Query.phrase_query(self._schema, field, list(way))

    def _filters(self, query: SearchQuery) -> Iterator[Any]:
        stories = (query.story,) if query.story else ()
        for field, values in (("lang", query.langs), ("outlet", query.outlets), ("story", stories)):
            if values:
                yield tantivy.Query.term_set_query(self._schema, field, list(values))
        if query.since or query.until:
            since, until = _moment(query.since), _moment(query.until, end=True)
            yield tantivy.Query.range_query(self._schema, "date", tantivy.FieldType.Integer, since, until)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", indexed=True, fast=True)
    builder.add_integer_field("date", indexed=True, fast=True)
    for field in ("lang", "outlet", "story"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in _TEXT_BOOSTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="position")
    return builder.build()


def _to_tantivy(document: SearchDocument) -> Any:
    made = tantivy.Document()
    made.add_unsigned("key", document.key)
    if document.date is not None:
        made.add_integer("date", int(document.date.timestamp()))
    for field, value in (("lang", document.lang), ("outlet", document.outlet), ("story", document.story)):
        if value:
            made.add_text(field, value)
    texts = {
        "title": document.title,
        "text": f"{document.lede}\n{document.body}",
        "authors": "\n".join(document.authors),
    }
    for field, text in texts.items():
        made.add_text(field, " ".join(terms(text, document.lang)))
    return made


def _unscored(query: Any) -> Any:
    return tantivy.Query.const_score_query(query, 0.0)


def _moment(day: date | None, *, end: bool = False) -> int | None:
    if day is None:
        return None
    if isinstance(day, datetime):
        return int(day.timestamp())
    start = datetime.combine(day, time.min, UTC)
    return int((start + timedelta(days=1)).timestamp()) - 1 if end else int(start.timestamp())


def _versions() -> dict[str, str]:
    return {"format": FORMAT_VERSION, "analyser": ANALYSER_VERSION, "tantivy": tantivy.__version__.rpartition(" ")[2]}


def _open(path: Path, schema: Any) -> Any:
    if not SearchIndex.exists(path):
        with _alone(path):
            if not SearchIndex.exists(path):
                _start(path)
                tantivy.Index(schema, path=str(path))
    if _read_versions(path) != _versions():
        raise IndexUnusable(f"the index in {path} was made by another version of Marsad or of its search engine")
    with _damage_named(path):
        index = tantivy.Index(schema, path=str(path))
        index.config_reader("manual")
        index.reload()
        index.searcher().search(tantivy.Query.all_query(), 1)
    return index


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold off other processes: of two that make an index at once, one would wipe out what the other commits."""
    path.mkdir(parents=True, exist_ok=True)
    with (path / ".making").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start(path: Path) -> None:
    """Lay down the version file before tantivy's own, so that an index without one was not made by us."""
    draft = path / f".{_VERSION_FILE}.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(_versions(), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path / _VERSION_FILE)


def _read_versions(path: Path) -> object:
    try:
        return json.loads((path / _VERSION_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Turn whatever the engine raises, its panics included, into `IndexUnusable`."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise IndexUnusable(f"the index in {path} is damaged: {error}") from error


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = (path / _META_FILE).stat()
    except FileNotFoundError:
        return _GONE
    return (stat.st_mtime_ns, stat.st_ino)
