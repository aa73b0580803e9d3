from __future__ import annotations

import re

import pytest
from django.test import Client

from marsad.observatory.models import Entity, User
from marsad.web.security import web_link
from tests.web.conftest import Newsroom
from tests.web.newsroom import START, add_article, add_fact, add_source, add_story

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


@pytest.mark.parametrize("url", ["https://a.example/x?y=1#z", "http://a.example"])
def test_web_addresses_may_be_linked(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//a.example/",
        "/local",
        "https:///nohost",
        "https://user:word@a.example/",
        "https://a.example/ x",
        "http://[bad",
        "ftp://a.example/",
    ],
)
def test_other_addresses_may_not(url: str | None) -> None:
    assert web_link(url) is None


def pages(newsroom: Newsroom) -> list[str]:
    return [
        "/",
        f"/story/{newsroom.big.pk}",
        f"/article/{newsroom.dispatch.pk}",
        "/search",
        "/search?q=phare",
        "/sources",
        "/source/manarat.example",
        "/sign-in",
        "/nowhere",
        "/healthz",
        "/robots.txt",
    ]


def test_every_page_has_a_strict_policy_and_nothing_inline(client: Client, newsroom: Newsroom) -> None:
    for path in pages(newsroom):
        response = client.get(path)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "script-src" not in policy, path
        assert "unsafe" not in policy, path
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        html = response.content.decode()
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", html), path
        assert not re.findall(r'(?:src|action|rel="stylesheet" href)="(?!/)[^"]', html), path


def test_visitors_get_no_cookie(client: Client, newsroom: Newsroom) -> None:
    for path in ("/", f"/story/{newsroom.big.pk}", f"/article/{newsroom.dispatch.pk}", "/sources"):
        assert not client.get(path).cookies, path


def test_the_admin_works_under_its_own_policy(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("root", password="x"))
    for path in ("/admin/", "/admin/observatory/source/", "/admin/observatory/user/add/", "/admin/observatory/job/"):
        response = client.get(path)
        assert response.status_code == 200, path
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*(?:src=|application/json))", response.content.decode()), path


def test_what_a_page_says_is_text_never_markup(client: Client, db: None) -> None:
    source = add_source("bad.example", HOSTILE, "full")
    article = add_article(
        source,
        HOSTILE,
        "en",
        START,
        HOSTILE,
        url="javascript:alert(1)",
        lede=HOSTILE,
        authors=[HOSTILE],
        published=HOSTILE[:40],
        published_evidence=HOSTILE,
        section=HOSTILE,
        tags=[HOSTILE],
        agency=HOSTILE,
        image_credit=HOSTILE,
        origin_outlet=HOSTILE,
        origin_url="javascript:alert(2)",
        comments=[{"author": HOSTILE, "text": HOSTILE, "published": HOSTILE, "reply_to": None}],
        teasers=[{"title": HOSTILE, "url": "javascript:alert(3)"}],
        dropped=[{"reason": HOSTILE, "text": HOSTILE + " "}],
    )
    told = {"name": HOSTILE, "role": HOSTILE, "parts": [HOSTILE]}
    entity = Entity.objects.create(pk="person/bad", kind="person", name=HOSTILE, names={"en": HOSTILE})
    add_fact(article, HOSTILE[:20], "person", detail=told, entity=entity)
    add_fact(
        article, HOSTILE[10:], "figure", detail={"value": 1, "unit": HOSTILE, "about": HOSTILE, "reading": HOSTILE}
    )
    add_fact(article, HOSTILE, "date", detail={"start_date": HOSTILE, "end_date": HOSTILE, "reason": HOSTILE})
    story = add_story(article)
    paths = [
        "/",
        f"/story/{story.pk}",
        f"/article/{article.pk}",
        "/sources",
        "/source/bad.example",
        "/entity/person/bad",
    ]
    paths.append(f"/search?q={HOSTILE}")
    for path in paths:
        html = client.get(path).content.decode()
        assert "<script" not in html, path
        assert "<img src=x" not in html, path
        assert 'href="javascript' not in html, path


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "https:///evil.example"])
def test_no_open_redirect(client: Client, reader: User, target: str) -> None:
    answer = client.post("/language", {"language": "ar", "next": target})
    assert "evil" not in answer["Location"]
    given = {"username": "samia", "password": "lantern-and-quay", "next": target}
    answer = client.post(f"/sign-in?next={target}", given)
    assert answer["Location"] == "/"
