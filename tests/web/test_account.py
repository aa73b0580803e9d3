from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from marsad.archive.journal import read_journal
from marsad.observatory.models import User
from marsad.web import throttle
from marsad.web.accounts import add_user
from tests.web.newsroom import add_source


def test_signing_in_and_out(client: Client, reader: User) -> None:
    wrong = client.post("/sign-in", {"username": "samia", "password": "no"}, headers={"accept-language": "ar"})
    assert wrong.status_code == 200
    assert 'role="alert"' in wrong.content.decode()
    right = client.post("/sign-in", {"username": "samia", "password": "lantern-and-quay", "next": "/sources"})
    assert right["Location"] == "/sources"
    cookie = right.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "Se déconnecter" in client.get("/", headers={"accept-language": "fr"}).content.decode()
    assert client.get("/sign-out").status_code == 405
    client.post("/sign-out")
    assert "Se connecter" in client.get("/", headers={"accept-language": "fr"}).content.decode()


def test_signing_in_needs_the_forms_token(reader: User) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in", {"username": "samia", "password": "lantern-and-quay"})
    assert answer.status_code == 403
    assert "error" in answer.content.decode()


def test_a_visitor_changes_the_language(client: Client, db: None) -> None:
    answer = client.post("/language", {"language": "ar", "next": "/sources"})
    assert answer["Location"] == "/sources"
    html = client.get("/sources", headers={"accept-language": "fr"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert client.get("/language").status_code == 405


def test_an_account_remembers_its_language(client: Client, reader: User) -> None:
    client.force_login(reader)
    client.post("/language", {"language": "es", "next": "/"})
    client.post("/language", {"language": "tlh", "next": "/"})
    reader.refresh_from_db()
    assert reader.language == "es"
    other = Client()
    other.post("/sign-in", {"username": "samia", "password": "lantern-and-quay"})
    assert '<html lang="es"' in other.get("/").content.decode()


@pytest.mark.parametrize(
    ("group", "status"), [("operator", {"source": 200, "user": 200}), ("editor", {"source": 200, "user": 403})]
)
def test_what_staff_may_do(client: Client, db: None, group: str, status: dict[str, int]) -> None:
    client.force_login(add_user("amal", "a-long-password", group))
    for table, expected in status.items():
        assert client.get(f"/admin/observatory/{table}/").status_code == expected


def test_readers_do_not_enter_the_admin(client: Client, db: None) -> None:
    client.force_login(add_user("amal", "a-long-password", "reader"))
    answer = client.get("/admin/", follow=True, headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert "This is not open to you" in answer.content.decode()


def test_the_admin_has_the_one_sign_in_page(client: Client, db: None) -> None:
    answer = client.get("/admin/observatory/source/", follow=True)
    assert answer.redirect_chain[-1][0] == "/sign-in?next=/admin/observatory/source/"
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302


def test_weak_passwords_and_taken_names_are_refused(db: None) -> None:
    add_user("amal", "a-long-password", "reader")
    for name, password in (("amal", "another-long-one"), ("rim", "short"), ("", "a-long-password")):
        with pytest.raises(ValidationError):
            add_user(name, password, "reader")
    assert User.objects.count() == 1


def test_the_command(marsad_env: dict[str, str]) -> None:
    def marsad(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from marsad.cli import main; main()", *arguments]
        return subprocess.run(command, env=marsad_env, input=stdin, capture_output=True, text=True, check=False)

    made = marsad("user", "add", "amal", "--group", "editor", "--password-stdin", stdin="a-long-password\n")
    assert (made.returncode, made.stdout) == (0, "amal may now sign in (editor).\n")
    short = marsad("user", "add", "rim", "--password-stdin", stdin="short\n")
    assert short.returncode == 1
    assert "too short" in short.stderr
    assert marsad("user", "list").stdout == "amal\teditor\tactive\tnever\n"


def test_guessing_passwords_is_slowed_down(client: Client, reader: User) -> None:
    given = {"username": "samia", "password": "guess"}
    statuses = [client.post("/sign-in", given).status_code for _ in range(throttle.FAILURES + 1)]
    assert statuses == [200] * throttle.FAILURES + [429]
    right = {"username": "Samia ", "password": "lantern-and-quay"}
    answer = client.post("/sign-in", right, headers={"accept-language": "en"})
    assert answer.status_code == 429
    assert "Wait a quarter of an hour" in answer.content.decode()
    assert client.post("/sign-in", given | {"username": "rim"}).status_code == 200
    assert client.post("/sign-in", right | {"username": "samia"}, REMOTE_ADDR="192.0.2.9").status_code == 302


def test_a_success_clears_the_count(client: Client, reader: User) -> None:
    for _ in range(throttle.FAILURES - 1):
        client.post("/sign-in", {"username": "samia", "password": "guess"})
    assert client.post("/sign-in", {"username": "samia", "password": "lantern-and-quay"}).status_code == 302
    client.post("/sign-out")
    assert client.post("/sign-in", {"username": "samia", "password": "guess"}).status_code == 200


def test_an_editors_change_of_a_source_is_journalled(client: Client, data_dir: Path, db: None) -> None:
    source = add_source("o.example", "Outlet", lang="fr")
    client.force_login(add_user("amal", "a-long-password", "editor"))
    form = {"name": "Outlet", "home": "", "lang": "fr", "visibility": "full"}
    assert client.post(f"/admin/observatory/source/{source.pk}/change/", form).status_code == 302
    source.refresh_from_db()
    assert source.visibility == "full"
    (record,) = read_journal(data_dir / "journal", "source")
    assert record == {"kind": "source", "key": "o.example", "visibility": "full"}
