"""Date expressions: the bench's rows, and the days of the gold events in running text, ours beside the peers'.

    python benchmarks/annotate_dates.py [--mistakes]

A row is right when the first and the last day are the gold's, as far as the gold states them: any day of July 2025 is
right for ``2025-07``. A gold event is found when its days are among those of the dates that a system finds on its page;
what else a system finds there is not judged.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping

from annotate_peers import CULTURES, Interval, dateparser_dates, dates_in, recognizers_dates
from annotate_rows import Right, right_table, wrong_lines
from annotate_sets import Gold, our_facts
from marsad.annotate.dates import resolve
from read_sets import BENCH, load_rows

FILE = BENCH / "language" / "dates" / "dates40.jsonl"
PEERS = ("recognizers-text", "dateparser")


def ours(expression: str, lang: str, day: str) -> Interval | None:
    """What `marsad` makes of an expression; null where it is no date or stays open."""
    first, last = resolve(expression, lang, day) or (None, None)
    return (first, last) if first and last else None


def is_right(found: Interval | None, gold: list[str]) -> bool:
    """Whether an answer is the gold's, which is a day or a first and a last one, each of any precision."""
    if found is None:
        return False
    return all(day.startswith(wanted) for day, wanted in zip(found, (gold[0], gold[-1]), strict=True))


def _judge(run: Callable[[str, str, str], Interval | None] | None) -> Right | None:
    return None if run is None else lambda row: is_right(run(row["expr"], row["lang"], row["ref"]), row["gold"])


def rows_table() -> str:
    """The rows of `dates`."""
    systems = {"marsad": _judge(ours), PEERS[0]: _judge(recognizers_dates()), PEERS[1]: _judge(dateparser_dates())}
    return right_table("date expressions", load_rows(FILE), systems)


def events_table(gold: Gold) -> str:
    """The gold events with a date, found in their pages' texts."""
    pages = {page["id"]: page for page in gold.pages}
    found = _days(gold)
    events = [fact for fact in gold.facts if fact["kind"] == "event" and _full(fact["start_date"])]
    rows = [event | {"lang": pages[event["id"]]["lang"]} for event in events]

    def has(days: Mapping[str, set[str]]) -> Right:
        return lambda event: {event["start_date"], event["end_date"] or event["start_date"]} <= days[event["id"]]

    running = {name for page in found.values() for name in page}
    systems: dict[str, Right | None] = {
        name: has({page: days.get(name, set()) for page, days in found.items()}) if name in running else None
        for name in ("marsad", *PEERS)
    }
    return right_table("days of gold events", rows, systems)


def _days(gold: Gold) -> dict[str, dict[str, set[str]]]:
    """By page and system the days that are found in the text."""
    found: dict[str, dict[str, set[str]]] = {identity: {"marsad": set()} for identity in gold.of(None)}
    articles = gold.articles()
    for fact in our_facts(articles):
        if fact["kind"] == "date":
            found[fact["id"]]["marsad"] |= {day for day in (fact["start_date"], fact["end_date"]) if day}
    for identity, article in articles:
        for name, days in dates_in(article.text, article.lang or "", article.published or "").items():
            found[identity][name] = {day.isoformat() for day in days}
    return found


def _full(day: str | None) -> bool:
    return bool(day and re.fullmatch(r"\d{4}-\d\d-\d\d", day))


def tables() -> str:
    """Both tables."""
    note = f"recognizers-text reads {', '.join(CULTURES)} of these languages, dateparser all four"
    return f"{rows_table()}\n\n{events_table(Gold.load())}\n{note}"


def main() -> None:
    """Print the tables, or the rows that we get wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mistakes", action="store_true", help="show the rows that we get wrong")
    if not parser.parse_args().mistakes:
        print(tables())
        return
    judge = _judge(ours)
    assert judge
    rows = load_rows(FILE)
    print("\n".join(wrong_lines(rows, lambda row: resolve(row["expr"], row["lang"], row["ref"]), judge)))


if __name__ == "__main__":
    main()
