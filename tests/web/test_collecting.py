"""How collecting goes, as operators see it and decide about it; readers see what they saw before."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from marsad.archive.locks import Lock
from marsad.collect.announced import ChannelKind
from marsad.observatory import sources
from marsad.observatory.models import Channel, Item, Notice, Origin, Refusal, Source, Urgency, User
from marsad.observatory.paths import journal_dir, locks_dir
from marsad.observatory.source_notices import notices
from marsad.observatory.sources import NewChannel
from marsad.web.accounts import GROUPS, add_user
from marsad.web.queries.health import DAYS, PAGE_SIZE, daily_counts
from tests.web.newsroom import START, add_article


@pytest.fixture
def operator(client: Client, db: None, data_dir: Path) -> Client:
    client.force_login(add_user("omar", "lantern-and-quay", "operator"))
    return client


@pytest.fixture
def editor(db: None, data_dir: Path) -> Client:
    client = Client()
    client.force_login(add_user("nadia", "lantern-and-quay", "editor"))
    return client


def outlet(data_dir: Path, key: str, *, every: timedelta = timedelta(hours=3), **fields: str) -> Source:
    """An outlet that was collected for four weeks."""
    now = timezone.now()
    feed = NewChannel(f"https://{key}/rss", title="Toutes les pages", folder=fields.pop("folder", ""))
    sources.save_source(data_dir, key, {"home": f"https://{key}/", "name": key.split(".")[0], **fields}, [feed])
    source = Source.objects.get(key=key)
    found = [now - timedelta(minutes=5) - number * every for number in range(int(timedelta(days=28) / every))]
    Item.objects.bulk_create(
        Item(key=f"{key}/{at}", url=f"https://{key}/", host=key, source=source, found_at=at) for at in found
    )
    Channel.objects.filter(source=source).update(ok_at=now, new_at=found[0], first_at=found[-1])
    return source


def failing(source: Source, kind: str, words: str) -> None:
    Channel.objects.filter(source=source).update(failures=5, error_kind=kind, error=words)


def get(client: Client, path: str, lang: str = "en") -> str:
    answer = client.get(path, headers={"accept-language": lang})
    assert answer.status_code == 200
    return answer.content.decode()


def test_readers_and_strangers_see_what_they_saw(client: Client, editor: Client, data_dir: Path) -> None:
    source = outlet(data_dir, "quai.example")
    failing(source, "HttpStatus", "the server answers 404")
    notices(timezone.now())
    for one in (client, editor):
        assert "failing" not in get(one, "/sources")
        assert "collecting" not in get(one, "/source/quai.example")
        for path in ("/sources/act", "/sources/remove", "/sources/seen", "/sources/press", "/sources/add"):
            answer = one.post(path, {"key": "quai.example", "act": "pause"})
            assert answer.status_code == (403 if one is editor else 302)
        assert one.get("/sources/opml").status_code == (403 if one is editor else 302)
    assert not Source.objects.get().paused


def test_groups_may_what_the_site_asks_for() -> None:
    assert "change_channel" in GROUPS["operator"]
    assert "change_channel" not in GROUPS["editor"]
    assert "add_item" in GROUPS["editor"]


def test_a_permission_is_enough(client: Client, reader: User, data_dir: Path) -> None:
    outlet(data_dir, "quai.example")
    reader.user_permissions.add(Permission.objects.get(codename="change_channel"))
    client.force_login(User.objects.get(pk=reader.pk))
    assert 'class="outlets-health"' in get(client, "/sources")


@pytest.mark.parametrize(
    ("lang", "silent", "cure", "forbidden"),
    [
        ("fr", "Rien de nouveau depuis", "Ouvrez le site", "robots.txt l’interdit"),
        ("ar", "لا جديد منذ", "افتح الموقع", "يمنعه robots.txt"),
        ("es", "Nada nuevo desde hace", "Abra el sitio", "robots.txt lo prohíbe"),
        ("en", "Nothing new for", "Open the site", "robots.txt forbids it"),
    ],
)
def test_what_is_wrong_is_said_with_its_cure(
    operator: Client, data_dir: Path, lang: str, silent: str, cure: str, forbidden: str
) -> None:
    now = timezone.now()
    quiet = outlet(data_dir, "muet.example")
    Item.objects.filter(source=quiet, found_at__gt=now - timedelta(days=3)).delete()
    Channel.objects.filter(source=quiet).update(new_at=now - timedelta(days=3))
    barred = outlet(data_dir, "ferme.example")
    failing(barred, "RefusedByRobots", "robots.txt says Disallow: /")
    html = get(operator, "/sources", lang)
    assert silent in html
    assert cure in html
    assert forbidden in html
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in html


def test_the_list_counts_items_against_the_habit(operator: Client, data_dir: Path) -> None:
    source = outlet(data_dir, "quai.example")
    html = get(operator, "/sources")
    label = re.search(r'role="img" aria-label="([^"]+)"', html)
    assert label
    assert label[1] == "224 new pages in 28 days; 8 in the last 24 hours, 8 on a usual day"
    counts = daily_counts([source.pk], timezone.now())[source.pk]
    assert len(counts) == DAYS
    assert counts[-1] == 8
    assert html.count("<rect ") == DAYS
    assert "style=" not in html.split("<main")[1], "the site's policy forbids it"


def test_filters_and_pages(operator: Client, data_dir: Path) -> None:
    outlet(data_dir, "un.example", country="MA", folder="Quotidiens")
    failing(outlet(data_dir, "deux.example", country="DZ"), "HttpStatus", "the server answers 404")
    sources.decide(data_dir, [sources.source_record("trois.example", name="trois", country="DZ", discover=True)])

    def listed(query: str) -> list[str]:
        return re.findall(r'<th scope="row"><a href="/source/([^"#]+)', get(operator, f"/sources{query}"))

    assert listed("") == ["deux.example", "trois.example", "un.example"]
    assert listed("?country=DZ") == ["deux.example", "trois.example"]
    assert listed("?folder=Quotidiens") == ["un.example"]
    assert listed("?show=trouble") == ["deux.example", "trois.example"]
    assert listed("?show=trouble&country=MA") == []
    assert "no outlet that is collected matches" in get(operator, "/sources?country=TN")
    assert operator.get("/sources?page=2").status_code == 404


def test_a_long_list_costs_as_many_queries_as_a_short_one(
    operator: Client, data_dir: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(PAGE_SIZE + 7):
        outlet(data_dir, f"o{number:03}.example", every=timedelta(days=2))
    with django_assert_max_num_queries(32):
        html = get(operator, "/sources")
    assert html.count('<th scope="row">') == PAGE_SIZE
    assert get(operator, "/sources?page=2").count('<th scope="row">') == 7


def test_an_observatory_without_outlets_says_what_to_do(operator: Client) -> None:
    html = get(operator, "/sources")
    assert "marsad sources press" in html
    assert "marsad sources add" in html
    assert '<form method="post" action="/sources/press">' in html
    assert 'href="/sources/add"' in html


def test_it_says_whether_anybody_collects(operator: Client, data_dir: Path) -> None:
    outlet(data_dir, "quai.example")
    assert "Nobody collects just now." in get(operator, "/sources")
    with Lock(locks_dir(data_dir) / "watch.lock"):
        assert "Nobody collects" not in get(operator, "/sources")
        assert "Nobody collects" not in get(operator, "/source/quai.example")
    assert "Nobody collects just now." in get(operator, "/source/quai.example")


def test_notices_stand_on_top_until_they_are_seen(operator: Client, data_dir: Path) -> None:
    failing(outlet(data_dir, "quai.example"), "HttpStatus", "the server answers 404 Not Found")
    (told,) = notices(timezone.now())
    html = get(operator, "/sources")
    assert html.index("Said once to the operator") < html.index("outlets-health")
    assert "The channel is not there any more." in html
    assert operator.post("/sources/seen", {"notice": [told.pk, "x", 2**70]}).status_code == 302
    assert "Said once to the operator" not in get(operator, "/sources")
    assert notices(timezone.now()) == (), "it is told once, seen or not"
    assert Notice.objects.get().done_at is None
    assert "failing" in get(operator, "/sources"), "and stays flagged"


def test_many_notices_are_folded(operator: Client, data_dir: Path) -> None:
    source = outlet(data_dir, "quai.example")
    sources.save_source(data_dir, source.key, {}, [NewChannel(f"https://quai.example/{n}") for n in range(9)])
    failing(source, "HttpStatus", "the server answers 404 Not Found")
    told = notices(timezone.now())
    assert len(told) == 10
    html = get(operator, "/sources")
    assert "<summary>2 more</summary>" in html
    operator.post("/sources/seen", {"notice": re.findall(r'name="notice" value="(\d+)"', html)})
    assert "Said once to the operator" not in get(operator, "/sources"), "all that are folded, too"


def test_an_outlets_page_says_all_of_its_collecting(operator: Client, data_dir: Path) -> None:
    source = outlet(data_dir, "quai.example", country="MA", kind="newspaper")
    now = timezone.now()
    past = [NewChannel(f"https://quai.example/map-{n}.xml", ChannelKind.SITEMAP, backfill=True) for n in range(3)]
    sources.save_source(data_dir, source.key, {"backfill": {"since": "2025-01-01", "per_day": 300}}, past)
    Channel.objects.filter(url="https://quai.example/map-0.xml").update(ok_at=now)
    Item.objects.bulk_create(
        Item(key=f"old{n}", url="https://quai.example/", host="quai.example", source=source, found_at=now,
             urgency=Urgency.BACKFILL, state="fetched" if n < 4 else "wanted")
        for n in range(10)
    )  # fmt: skip
    Channel.objects.filter(url="https://quai.example/rss").update(
        interval=1800, failures=4, error_kind="TimedOut", error="<b>no</b> answer within 60 seconds",
        hub="https://hub.example/", hub_until=now + timedelta(days=3),
    )  # fmt: skip
    robots = b"User-agent: *\nDisallow: /\n"
    Origin.objects.create(name="https://quai.example", robots_status=200, robots=robots, read_at=now, good_until=now)
    Refusal.objects.create(url="https://quai.example/x", host="quai.example", source=source, kind="RefusedByRobots",
                           words="robots.txt says Disallow: /", first_at=now, last_at=now)  # fmt: skip
    html = get(operator, "/source/quai.example")
    assert "Morocco" in html
    assert "asked every 30 minutes" in html
    assert "the server is too slow" in html
    assert '<q class="raw" lang="en" dir="ltr">&lt;b&gt;no&lt;/b&gt; answer within 60 seconds</q>' in html
    assert "nothing is to be done here" in html
    assert "subscribed until" in html
    assert "1 of 3 lists read;" in html
    assert "4 pages in the archive, 6 to be fetched" in html
    assert "at most 300 a day" in html
    assert html.count("robots.txt says Disallow: /") == 2, "what the site says, and what was refused"
    assert "1 address was refused lately" in html


def test_an_outlet_that_is_not_collected(operator: Client, data_dir: Path) -> None:
    source = Source.objects.create(key="lu.example", name="Lu", home="https://lu.example/")
    add_article(source, "Un titre", "fr", START, "Un texte.")
    html = get(operator, "/source/lu.example")
    assert "is in the archive and is not collected" in html
    for lang, words in (("fr", "robots.txt n’a pas encore été lu"), ("ar", "لم يُقرأ robots.txt بعد")):
        assert words in get(operator, "/source/lu.example", lang), "each in their own language, whoever came first"
    assert 'href="/sources/add?url=https%3A//lu.example/"' in html
    assert "Un titre" in html


def test_pausing_resuming_opening_are_journalled(operator: Client, data_dir: Path) -> None:
    source = outlet(data_dir, "quai.example")

    def act(act: str, **more: object) -> Source:
        answer = operator.post("/sources/act", {"key": "quai.example", "act": act, **more})
        assert answer["Location"] == "/source/quai.example#collecting"
        return Source.objects.get()

    assert act("pause").paused
    assert "Resume" in get(operator, "/source/quai.example")
    assert not act("resume").paused
    assert act("full").visibility == "full"
    assert act("extract").visibility == "extract"
    channel = source.channels.get()
    act("pause", channel=channel.pk)
    assert not Channel.objects.get().active
    act("resume", channel=channel.pk)
    assert Channel.objects.get().active
    told = [json.loads(line) for path in journal_dir(data_dir).iterdir() for line in path.read_text().splitlines()]
    said = [
        (row.get("paused"), row.get("visibility"), row.get("active")) for row in (one.get("data", one) for one in told)
    ]
    assert (True, None, None) in said
    assert (None, "full", None) in said
    assert (None, None, False) in said


def test_ask_now_makes_channels_due(operator: Client, data_dir: Path) -> None:
    source = outlet(data_dir, "quai.example")
    later = timezone.now() + timedelta(hours=5)
    Channel.objects.update(due_at=later)
    operator.post("/sources/act", {"key": source.key, "act": "ask"})
    due = Channel.objects.get().due_at
    assert due is not None
    assert due < later


@pytest.mark.parametrize("form", [{"act": "ask"}, {"key": "no.example", "act": "ask"}, {"key": "quai.example"},
                                  {"key": "quai.example", "act": "ask", "channel": "x"},
                                  {"key": "quai.example", "act": "pause", "channel": "99"}])  # fmt: skip
def test_forms_that_name_nothing_change_nothing(operator: Client, data_dir: Path, form: dict[str, str]) -> None:
    outlet(data_dir, "quai.example")
    assert operator.post("/sources/act", form).status_code == 404


def test_removing_is_confirmed_first(operator: Client, data_dir: Path) -> None:
    source = outlet(data_dir, "quai.example")
    sources.save_source(data_dir, source.key, {}, [NewChannel("https://quai.example/sport")])
    sport = Channel.objects.get(url="https://quai.example/sport")
    asked = get(operator, f"/sources/remove?key=quai.example&channel={sport.pk}")
    assert "https://quai.example/sport" in asked
    assert "What was collected stays." in asked
    assert Channel.objects.count() == 2
    operator.post("/sources/remove", {"key": "quai.example", "channel": sport.pk})
    assert [channel.url for channel in Channel.objects.all()] == ["https://quai.example/rss"]
    assert "1 channel will not be asked any more." in get(operator, "/sources/remove?key=quai.example")
    assert operator.post("/sources/remove", {"key": "quai.example"})["Location"] == "/sources"
    assert not Source.objects.exists()


def test_forms_need_their_token(operator: Client, data_dir: Path) -> None:
    outlet(data_dir, "quai.example")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="omar"))
    for path in (
        "/sources/act",
        "/sources/remove",
        "/sources/seen",
        "/sources/press",
        "/sources/opml",
        "/sources/add",
        "/add",
    ):
        assert strict.post(path, {"key": "quai.example", "act": "pause"}).status_code == 403
    assert not Source.objects.get().paused


def test_the_readers_list_is_paged(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.web.views.reading.OUTLETS", 2)
    Source.objects.bulk_create(Source(key=f"o{number}.example", name=f"o{number}") for number in range(3))
    first, second = get(client, "/sources"), get(client, "/sources?page=2")
    assert "3 outlets are in this archive." in first
    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (2, 1)
    assert client.get("/sources?page=3").status_code == 404
