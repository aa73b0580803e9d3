"""The memory of a site: learned from its pages, a value, bounded, and harmless where it does not fit."""

from __future__ import annotations

import json
import random
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from marsad.read import ReadError, profile_learn, read
from marsad.read.page import parse
from marsad.read.profile import (
    MAX_LINES,
    MAX_SEEN,
    LineCount,
    LookCount,
    Looks,
    ProfileError,
    SiteProfile,
    enough,
    load_profiles,
    profile_for,
    tail_of,
)
from marsad.read.profile_learn import Learner, Sight, learn, sight
from tests.read.pages import page

SITE = "gazette-laroussi.example"
NOTICE = "Le présent texte a été relu par la rédaction de la Gazette de Laroussi, qui vous remercie de votre fidélité."
_SUBJECTS = ("quais", "marchés", "écoles", "jardins", "remparts", "moulins", "ponts", "fontaines", "bibliothèques")
_SENTENCES = (
    "Le conseil municipal a débattu mardi soir des {0}, devant une salle pleine et des élus partagés sur les dates.",
    "La maire adjointe chargée des {0} a promis que les travaux commenceraient avant la fin du printemps prochain.",
    "Les riverains, réunis depuis l'aube devant l'hôtel de ville, ont demandé que les {0} soient protégés par écrit.",
    "Une commission de suivi des {0} se réunira chaque mois et publiera ses comptes rendus sur le site de la commune.",
)


def _url(number: int) -> str:
    return f"https://www.{SITE}/articles/{number}"


def _article(number: int, *extra: str) -> str:
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    told = [f"<p>{sentence.format(subject)}</p>" for sentence in _SENTENCES]
    text = "\n".join([*told, *(f"<p>{one}</p>" for one in extra)])
    title = f"Le plan des {subject} divise la ville"
    return page(f"<h1>{title}</h1><article class='post-{number}'>{text}</article>", f"<title>{title}</title>")


def _profile(count: int = 4, *extra: str) -> SiteProfile:
    return learn((_article(number, *extra), _url(number)) for number in range(count))


def _sight(number: int, lines: dict[int, int] | None = None) -> Sight:
    return Sight(SITE, (number,), "", lines or {}, {})


def test_a_line_of_many_pages_is_boilerplate_on_the_next() -> None:
    markup = _article(7, NOTICE)
    assert NOTICE in read(markup, url=_url(7)).body
    article = read(markup, url=_url(7), profile=_profile(4, NOTICE))
    assert NOTICE not in article.body
    assert article.body.endswith(_SENTENCES[-1].format(_SUBJECTS[7]))
    assert ("boilerplate", NOTICE) in [(one.reason, one.text) for one in article.dropped]


def test_numbers_in_a_line_do_not_matter() -> None:
    known = _profile(
        4, "Cet article vous est offert, il vous en reste 4 sur 10 à lire gratuitement ce mois de mai 2025."
    )
    line = "Cet article vous est offert, il vous en reste 2 sur 10 à lire gratuitement ce mois de mai 2026."
    assert line not in read(_article(7, line), url=_url(7), profile=known).body


def test_one_other_page_proves_nothing() -> None:
    article = read(_article(7, NOTICE), url=_url(7), profile=_profile(1, NOTICE))
    assert NOTICE in article.body


def test_the_same_article_counts_once() -> None:
    again = [(_article(1, NOTICE), _url(1)), (_article(1, NOTICE), _url(1)), (_article(1, NOTICE), _url(2))]
    assert learn(again).pages == 1


def test_a_reprint_under_another_headline_counts_once() -> None:
    first = _article(1, NOTICE)
    second = first.replace("Le plan des marchés divise la ville", "Marchés : une soirée de débats au conseil")
    assert learn([(first, _url(1)), (second, _url(2))]).pages == 1


def test_the_pages_own_headline_stays() -> None:
    title = f"Le plan des {_SUBJECTS[7]} divise la ville"
    article = read(_article(7), url=_url(7), profile=_profile(4, title))
    assert article.title == title
    assert article.body == read(_article(7), url=_url(7)).body


def test_a_profile_that_would_take_most_of_the_body_is_ignored() -> None:
    text = [sentence.format("avenues de la ville haute") for sentence in _SENTENCES]
    known = _profile(4, *text)
    whole = page(f"<h1>Avenues : le débat</h1><article>{''.join(f'<p>{one}</p>' for one in text)}</article>")
    assert read(whole, url=_url(8), profile=known).body == "\n\n".join(text)


def test_no_profile_no_change() -> None:
    markup = _article(7, NOTICE)
    assert read(markup, url=_url(7), profile=None) == read(markup, url=_url(7))
    empty = Learner(SITE).profile()
    assert read(markup, url=_url(7), profile=empty) == read(markup, url=_url(7))


def test_pages_of_other_sites_are_read_without_it() -> None:
    markup, known = _article(7, NOTICE), _profile(4, NOTICE)
    assert NOTICE in read(markup, url="https://other.example/7", profile=known).body
    assert NOTICE not in read(markup, profile=known).body, "a page that does not tell its site may be of this one"
    assert profile_for({SITE: known}, _url(3)) is known
    assert profile_for({SITE: known}, None) is None
    assert profile_for(None, _url(3)) is None


def test_learning_goes_on_from_an_earlier_profile() -> None:
    pages = [(_article(number, NOTICE), _url(number)) for number in range(6)]
    early = learn(pages[:3])
    assert learn(pages[3:], earlier=early) == learn(pages)
    assert learn(pages[:3], earlier=early) == replace(early, seen=learn(pages[:3], earlier=early).seen)


def test_learning_never_changes_a_profile() -> None:
    early = _profile(3, NOTICE)
    version, text = early.version, early.to_json()
    learn([(_article(5, NOTICE), _url(5))], earlier=early)
    assert (early.version, early.to_json()) == (version, text)
    with pytest.raises(FrozenInstanceError):
        early.pages = 9  # type: ignore[misc]


def test_the_version_is_of_the_contents() -> None:
    assert _profile(3).version == _profile(3).version
    assert _profile(3).version != _profile(4).version


def test_pages_that_cannot_be_read_are_passed_over() -> None:
    assert learn([(b"\x00\x01", _url(1)), (_article(2), _url(2)), (_article(3), "https://other.example/3")]).pages == 1
    with pytest.raises(ReadError, match="no page tells its site"):
        learn([(_article(1), None)])
    with pytest.raises(ReadError, match="learned from HTML"):
        sight(b"Only words, and no markup at all.\n\nA second paragraph of words.")


def test_a_canonical_link_tells_the_site() -> None:
    link = f'<link rel="canonical" href="{_url(1)}">'
    assert sight(_article(1).replace("<title>", link + "<title>")).site == SITE


@pytest.mark.parametrize(("pages", "least"), [(1, 2), (3, 2), (5, 2.5), (10, 4.5), (100, 9), (1000, 54)])
def test_how_many_are_enough(pages: int, least: float) -> None:
    assert enough(pages) == least


def test_short_lines_need_one_more() -> None:
    known = SiteProfile(SITE, 3, {1: LineCount(2, 0), 2: LineCount(3, 0)}, {}, {}, ())
    assert [known.is_boilerplate(1, size) for size in (10, 80)] == [False, True]
    assert known.is_boilerplate(2, 10)


def test_new_furniture_counts_from_its_first_day() -> None:
    known = SiteProfile(SITE, 1000, {1: LineCount(9, 0), 2: LineCount(9, 985)}, {}, {}, ())
    assert (known.is_boilerplate(1), known.is_boilerplate(2)) == (False, True)


def test_memory_is_bounded_and_keeps_what_is_common() -> None:
    draw = random.Random(1)
    learner = Learner(SITE)
    for number in range(1, 400):
        learner.add(_sight(number, {7: 10} | {draw.getrandbits(60): 5 for _ in range(60)}))
    found = learner.profile()
    assert len(found.lines) <= MAX_LINES
    assert found.lines[7] == LineCount(399, 0)
    assert len(found.seen) <= MAX_SEEN
    assert len(found.to_json()) < 400_000


def test_forgotten_articles_are_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile_learn, "MAX_SEEN", 3)
    learner = Learner(SITE)
    for number in range(1, 6):
        assert learner.add(_sight(number))
    assert not learner.add(_sight(3))
    assert learner.profile().seen == (4, 5, 3)


def test_looks_weigh_where_they_are_known_well() -> None:
    found = parse(_article(1))
    looks = Looks(found)
    line = next(line for line in found.lines if line.tag == "p")
    key = looks.key(line.element)
    for count, least, most in (
        (LookCount(5, 20, 2000), 0.6, 1.0),
        (LookCount(5, 20, 0), 0.0, 0.3),
        (LookCount(2, 20, 0), 0.45, 0.45),
    ):
        known = SiteProfile(SITE, 5, {}, {key: count}, {}, ())
        assert least <= known.weighed(found, {line.number: 0.45})[line.number] <= most


def test_numbers_in_names_do_not_make_a_look() -> None:
    keys = []
    for number in (1, 2):
        found = parse(_article(number))
        keys.append(Looks(found).key(next(line for line in found.lines if line.tag == "p").element))
    assert keys[0] == keys[1]


def _line_keys(*lines: str) -> list[int]:
    found = parse(page("".join(f"<p>{line}</p>" for line in lines)))
    return [Looks(found).line(line) for line in found.lines]


def test_a_line_without_words_has_no_key() -> None:
    assert _line_keys("12:30", "* * *") == [0, 0]
    one, same, other = _line_keys("Le 3 mai", "LE 4 MAI", "Le 3 juin")
    assert one == same != 0 != other != one


def test_the_first_paragraph_stays_that_others_show_as_a_teaser() -> None:
    first = _SENTENCES[0].format(_SUBJECTS[7])
    teaser = f'<div class="la-une"><h4><a href="/7">À la une</a></h4><p class="chapo">{first}</p></div>'
    shown = [(_article(number).replace("</body>", teaser + "</body>"), _url(number)) for number in range(6)]
    assert read(_article(7), url=_url(7), profile=learn(shown)).body.startswith(first)


@pytest.mark.parametrize(
    ("title", "tail"),
    [
        ("Le port rouvre | La Gazette", " | La Gazette"),
        ("Le port – enfin – rouvre", " – rouvre"),
        ("Le port rouvre", ""),
        ("| La Gazette", ""),
    ],
)
def test_tails_of_titles(title: str, tail: str) -> None:
    assert tail_of(title) == tail


def test_the_common_tail_of_titles_goes() -> None:
    known = SiteProfile(SITE, 10, {}, {}, {" | La Une": 8, " – rouvre": 1}, ())
    assert known.title("Le port rouvre | La Une") == "Le port rouvre"
    assert known.title("Le port – enfin – rouvre") == "Le port – enfin – rouvre"
    assert known.title(None) is None


def test_a_file_gives_the_same_profile(tmp_path: Path) -> None:
    known = _profile(4, NOTICE)
    file = tmp_path / f"{SITE}.profile.json"
    file.write_text(known.to_json(), encoding="utf-8")
    assert load_profiles(file) == load_profiles(tmp_path) == {SITE: known}
    assert load_profiles(file)[SITE].version == known.version


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "it is no site profile"),
        ("[]", "it is no site profile"),
        ('{"format": 99}', "its format is 99, this Marsad reads 1"),
        ('{"format": 1, "site": "a.example"}', "it is no site profile"),
        ("CHANGED", "do not match its version"),
    ],
)
def test_a_bad_file_is_refused_with_its_cure(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "a.profile.json"
    changed = json.dumps(json.loads(_profile(2).to_json()) | {"pages": 77})
    file.write_text(changed if text == "CHANGED" else text, encoding="utf-8")
    with pytest.raises(ProfileError, match=reason) as caught:
        load_profiles(file)
    assert str(file) in str(caught.value)
    assert f"marsad profile PAGES -o {file}" in str(caught.value)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="there is no"):
        load_profiles(tmp_path)
