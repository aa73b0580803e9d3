"""A dossier as files on the site: who gets what, how much, and in words what cannot be had."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from marsad.observatory.models import DossierMember
from marsad.web.views import exports
from tests.web.dossier_rows import add_dossier, add_members
from tests.web.ledger_rows import SECRET, Pier, make_pier
from tests.web.newsroom import START, add_article, add_source

ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture
def pier(db: None) -> Pier:
    return make_pier(date(2026, 5, 3))


def fetched(client: Client, pier: Pier, form: str) -> str:
    answer = client.get(f"/dossier/{pier.dossier.pk}/export/{form}")
    assert answer.status_code == 200
    assert answer.streaming
    assert "attachment" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content).decode()  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["csv", "jsonl", "ftm"])
def test_strangers_get_extracts_and_people_with_accounts_whole_texts(
    client: Client, signed_in: Client, pier: Pier, form: str
) -> None:
    assert SECRET not in fetched(Client(), pier, form)
    assert SECRET in fetched(signed_in, pier, form)


def test_the_files_are_what_they_are_called(client: Client, pier: Pier) -> None:
    rows = list(csv.reader(io.StringIO(fetched(client, pier, "csv").lstrip("\ufeff"), newline="")))
    assert len({len(row) for row in rows}) == 1
    here = f"http://testserver/dossier/{pier.dossier.pk}"
    assert json.loads(fetched(client, pier, "jsonl").splitlines()[0])["page"] == here
    assert {json.loads(line)["datasets"][0] for line in fetched(client, pier, "ftm").splitlines()} == {"marsad"}


def test_the_menu_says_what_each_is_for(client: Client, signed_in: Client, pier: Pier) -> None:
    html = Client().get(f"/dossier/{pier.dossier.pk}/export", **ENGLISH).content.decode()
    for form in ("csv", "jsonl", "ftm"):
        assert f'href="/dossier/{pier.dossier.pk}/export/{form}"' in html
    assert "export/wacz" not in html
    assert "People with an account get all of it" in html
    assert "export/wacz" in signed_in.get(f"/dossier/{pier.dossier.pk}/export", **ENGLISH).content.decode()
    frame = client.get(f"/dossier/{pier.dossier.pk}", **ENGLISH).content.decode()
    assert f'href="/dossier/{pier.dossier.pk}/export"' in frame


def test_too_many_articles_are_for_the_operators_command(
    client: Client, pier: Pier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_ARTICLES", 3)
    answer = client.get(f"/dossier/{pier.dossier.pk}/export/csv", **ENGLISH)
    assert answer.status_code == 413
    command = f"marsad dossier export {pier.dossier.pk} --format csv -o {pier.dossier.pk}.csv"
    assert command in answer.content.decode()


def test_captures_only_for_people_with_accounts(client: Client, pier: Pier) -> None:
    answer = client.get(f"/dossier/{pier.dossier.pk}/export/wacz", **ENGLISH)
    assert answer.status_code == 403
    assert "People with an account" in answer.content.decode()
    assert client.get(f"/article/{pier.french.pk}/wacz").status_code == 302


def test_captures_over_the_limit_are_for_the_operators_command(
    signed_in: Client, pier: Pier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MAX_WACZ", 1000)
    answer = signed_in.get(f"/dossier/{pier.dossier.pk}/export/wacz", **ENGLISH)
    assert answer.status_code == 413
    assert f"marsad export --wacz {pier.dossier.pk}.wacz --dossier {pier.dossier.pk}" in answer.content.decode()


def test_captures_are_a_wacz_file(signed_in: Client, pier: Pier, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(data_dir: Path, chosen: exports.Selection, path: Path) -> None:
        assert chosen.title in (pier.dossier.name, pier.french.title)
        path.write_bytes(b"PK" + str(len(chosen.captures)).encode())

    monkeypatch.setattr(exports, "write_wacz", write)
    answer = signed_in.get(f"/dossier/{pier.dossier.pk}/export/wacz")
    assert b"".join(answer.streaming_content) == b"PK4"  # type: ignore[arg-type]
    assert f'filename="{pier.dossier.pk}.wacz"' in answer["Content-Disposition"]
    answer = signed_in.get(f"/article/{pier.french.pk}/wacz")
    assert b"".join(answer.streaming_content) == b"PK1"  # type: ignore[arg-type]


def test_what_is_not_there(client: Client, signed_in: Client, pier: Pier) -> None:
    for address in ("/dossier/none/export", "/dossier/none/export/csv", f"/dossier/{pier.dossier.pk}/export/pdf"):
        assert client.get(address).status_code == 404
    assert signed_in.get("/article/999/wacz").status_code == 404
    DossierMember.objects.all().delete()
    assert signed_in.get(f"/dossier/{pier.dossier.pk}/export/wacz").status_code == 404
    assert fetched(client, pier, "csv").count("\n") == 1


def test_an_article_costs_the_same_in_a_large_dossier(client: Client, db: None, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    dossier, source = add_dossier("Le môle"), add_source("quai.example", "Le Quai")
    add_members(dossier, [add_article(source, f"T{n}", "fr", START, f"Texte {n}.") for n in range(60)])
    with django_assert_max_num_queries(20):
        list(client.get(f"/dossier/{dossier.pk}/export/jsonl").streaming_content)  # type: ignore[arg-type]
