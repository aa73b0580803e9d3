"""Rules of sites: their selectors, their dates, what they change, and what is said of a file with a mistake."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from pathlib import Path

import pytest

from marsad.read import read
from marsad.read.page import parse
from marsad.read.site_rules import RuleError, SiteRules, load_rules, parse_rules, rules_at, rules_for
from marsad.read.site_selectors import SelectorError, matches, parse_selector, words
from tests.read.pages import PROSE, page, paragraphs

SITE = "gazette-laroussi.example"
NOTE = "La carte de fidélité du journal vous ouvre les portes de douze musées de la côte toute l'année."


def _rules(*says: str, site: str = SITE) -> SiteRules:
    rules = "\n".join(f"[[rule]]\n{one}" for one in says)
    return parse_rules(f'site = "{site}"\n{rules}\n', f"rules/{site}.toml")


def _page(*extra: str, head: str = "", before: str = "") -> str:
    return page(f"{before}<h1>Le plan des quais est voté</h1><article class='txt'>{paragraphs(*extra)}</article>", head)


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("p", ["one", "two", "three"]),
        (".a", ["one", "two"]),
        ("p.a.b", ["two"]),
        ("#x", ["one two"]),
        ("div p", ["one", "two"]),
        ("section div p.b", ["two"]),
        ("section > p", None),
        ("p[itemprop=text]", ["three"]),
        ('[itemprop="text"]', ["three"]),
        ("[data-n]", ["two"]),
        ("[data-n^='12']", ["two"]),
        ("[data-n$=4]", ["two"]),
        ("[data-n*=23]", ["two"]),
        ("[class~=b]", ["two"]),
        ("P.a", ["one", "two"]),
        (".A", []),
        ("div div p", []),
        ("meta[name=day]", ["2025-01-05"]),
        ("b", ["thr"]),
        ("p:first-child", None),
        ("p, a", None),
        ("*", None),
        ("p[", None),
        ("p[=]", None),
        ("", None),
        (".1", ["four"]),
    ],
)
def test_selectors(selector: str, found: list[str] | None) -> None:
    if found is None:
        with pytest.raises(SelectorError, match="write tag"):
            parse_selector(selector)
        return
    markup = (
        "<section><div id=x><p class=a>one</p><p class='b a' data-n=1234>two</p></div></section>"
        "<p itemprop=text><b>thr</b>ee</p><h2 class=1>four</h2>"
    )
    parsed = parse(page(markup, "<meta name=day content=2025-01-05>"))
    assert [words(parsed, match) for match in matches(parsed, parse_selector(selector))] == found


def test_body_and_drop() -> None:
    markup = _page(f"<div class=carte><p>{NOTE}</p></div>") + "<div class=fin>Et la mer ?</div>"
    before = read(markup)
    assert "Et la mer ?" not in before.body
    after = read(markup, rules=_rules('drop = [".carte"]\nbody = ["div.fin"]'))
    assert after.body == "\n\n".join([*PROSE, "Et la mer ?"])
    assert ("site_rule", NOTE) in [(one.reason, one.text) for one in after.dropped]
    assert not any("Et la mer ?" in one.text for one in after.dropped)


def test_drop_wins_over_body() -> None:
    after = read(_page(), rules=_rules('body = ["article"]\ndrop = ["article p"]\n'))
    assert after.body == ""


def test_head_in_four_languages() -> None:
    for lang, title, lede, sign, name in (
        ("fr", "Le quai est voté", "Trois heures de débats.", "Par Leïla Benhaddou", "Leïla Benhaddou"),
        ("ar", "الميناء يفتح أبوابه", "بعد ثلاث ساعات من النقاش.", "بقلم: ليلى بن حدو", "ليلى بن حدو"),
        ("es", "El puerto reabre", "Tras tres horas de debate.", "Por Nora Benalí", "Nora Benalí"),
        ("en", "Harbour reopens", "After three hours of debate.", "By Nora Bensalem", "Nora Bensalem"),
    ):
        head = f"<div class=t>{title}</div><div class=l>{lede}</div><div class=w>ML <i>{sign}</i></div>"
        markup = page(f"<h1>{SITE}</h1>{head}<article>{paragraphs()}</article>", lang=lang)
        rules = _rules('title = ["div.t"]\nlede = ["div.l"]\nauthor = [".w i"]')
        article = read(markup, rules=rules)
        assert (article.title, article.lede, article.authors) == (title, lede, (name,)), lang
        assert article.body == "\n\n".join(PROSE), lang


def test_several_authors_and_names_that_are_none() -> None:
    markup = _page("<ul><li class=who>Leïla Benhaddou</li><li class=who>Samir Kateb</li></ul>")
    assert read(markup, rules=_rules('author = ["li.who"]')).authors == ("Leïla Benhaddou", "Samir Kateb")
    assert read(_page("<i class=who>ML7</i>"), rules=_rules('author = ["i.who"]')).authors == ("ML7",)


@pytest.mark.parametrize(
    ("markup", "selector"),
    [
        ("<time class=d datetime='2025-03-04'>mardi</time>", "time.d"),
        ("<div class=d>Mis en ligne le 4 mars 2025</div>", ".d"),
        ("<meta name=day content=2025-03-04>", "meta[name=day]"),
    ],
)
def test_dates(markup: str, selector: str) -> None:
    article = read(_page(before=markup), rules=_rules(f'date = ["{selector}"]'))
    assert article.published == "2025-03-04"
    assert (article.published_evidence or "").startswith(f"site rule of {SITE}.toml: ")


def test_what_is_no_date_changes_nothing() -> None:
    markup = _page(head='<meta property="article:published_time" content="2025-01-05">')
    assert read(markup, rules=_rules('date = ["h1"]')) == read(markup)


def test_comments() -> None:
    markup = _page() + (
        "<div class=avis><div class=comment-item><b class=author>Samir</b>"
        "<time datetime=2025-01-02>2 janvier 2025</time>"
        "<p>Enfin une bonne nouvelle pour le quai, et pour tous ceux qui y travaillent.</p></div></div>"
    )
    article = read(markup, rules=_rules('comments = ["div.avis"]'))
    assert [one.author for one in article.comments] == ["Samir"]
    assert article.body == "\n\n".join(PROSE)


def test_what_a_field_gives_back_is_judged_again() -> None:
    markup = page(
        f"<h1>Le quai</h1><p class=chapo>{PROSE[0]}</p><p class=b>Le vrai chapô.</p><article>{paragraphs()}</article>"
    )
    assert read(markup).lede == PROSE[0]
    article = read(markup, rules=_rules('lede = ["p.b"]'))
    assert article.lede == "Le vrai chapô."


def test_selectors_that_match_nothing_change_nothing() -> None:
    says = "\n".join(f'{field} = ["p.no"]' for field in ("body", "drop", "title", "lede", "author", "date", "comments"))
    assert read(_page(), rules=_rules(says)) == read(_page())


def test_the_first_selector_of_use_decides() -> None:
    article = read(_page(before="<i></i><b>Un</b><u>Deux</u>"), rules=_rules('title = ["p.no", "i", "u", "b"]'))
    assert article.title == "Deux"


def _titled(head: str = "") -> str:
    return _page(before="<i>Autre titre</i>", head=head)


def _dated(day: str) -> str:
    return _titled(f'<meta property="article:published_time" content="{day}">')


def test_rules_hold_from_their_first_day_to_their_last() -> None:
    rules = _rules('until = 2023-12-31\ndrop = ["p.no"]', 'from = 2024-01-01\nuntil = 2024-06-30\ntitle = ["i"]')
    for day, held in (("2023-12-31", False), ("2024-01-01", True), ("2024-06-30", True), ("2024-07-01", False)):
        assert (read(_dated(day), rules=rules).title == "Autre titre") is held, day
    fetched = datetime(2024, 3, 1, tzinfo=UTC)
    assert read(_dated("2023-12-31"), rules=rules, fetched=fetched).title == "Autre titre", "the capture's day is first"
    assert read(_titled(), rules=rules) == read(_titled()), "a page without a date"
    assert read(_titled(), rules=_rules('title = ["i"]')).title == "Autre titre"


def test_rules_are_for_their_site() -> None:
    rules, markup = _rules('title = ["i"]'), _titled()
    assert read(markup, url=f"https://www.{SITE}/1", rules=rules).title == "Autre titre"
    assert read(markup, rules=rules).title == "Autre titre", "a page that does not tell its site may be of this one"
    assert read(markup, url="https://other.example/1", rules=rules).title != "Autre titre"
    several = {SITE: rules}
    assert read(markup, url=f"https://{SITE}/1", rules=several).title == "Autre titre"
    assert read(markup, rules=several) == read(markup)
    assert rules_for(None, f"https://{SITE}/1") is None


def test_rules_are_a_value() -> None:
    rules = _rules('drop = ["p.a"]')
    assert rules == _rules('drop = ["p.a"]')
    assert rules.version != _rules('drop = ["p.b"]').version
    with pytest.raises(FrozenInstanceError):
        rules.site = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[[rule]]\nbody = ['p']", 1, 'it must say of which site it is, by host: site = "example.org"'),
        ('site = "https://a.example/"\n[[rule]]', 1, "by host"),
        ('site = "a.example"', 1, "it has no rule"),
        ('site = "a.example"\nbody = ["p"]', 2, '"body" is no key of a file of rules'),
        ('site = "a.example"\n[[rule]]\ndorp = ["p"]', 3, '"dorp" is no key of a rule; it has from, until, note, body'),
        ('site = "a.example"\n[[rule]]\n', 2, "this rule says nothing"),
        ('site = "a.example"\n[[rule]]\nbody = "p"', 3, 'body is a list of selectors: body = ["div.body"]'),
        ('site = "a.example"\n[[rule]]\nnote = 3\nbody = ["p"]', 3, "a note is text"),
        ('site = "a.example"\n[[rule]]\nbody = [\n"p",\n"a > b",\n]', 5, '"a > b" is no selector'),
        (
            'site = "a.example"\n[[rule]]\nbody = ["p"]\nfrom = "spring"',
            4,
            "from is no day; write it as from = 2025-06-29",
        ),
        ('site = "a.example"\n[[rule]]\nbody = ["p"]\nfrom = 2025-01-01T00:00:00', 4, "from is no day"),
        ('site = "a.example"\n[[rule]]\nfrom = 2025-01-02\nuntil = 2025-01-01\nbody = ["p"]', 4, "comes before from"),
        (
            'site = "a.example"\n[[rule]]\nbody = ["p"]\n[[rule]]\nbody = ["i"]',
            4,
            "holds on days on which that of line 2",
        ),
        (
            'site = "a.example"\n[[rule]]\nfrom = 2025-01-01\nbody = ["p"]\n[[rule]]\nuntil = 2025-01-01\nbody = ["i"]',
            2,
            "(from 2025-01-01) holds on days on which that of line 5 (until 2025-01-01) does",
        ),
        ('site = "a.example"\n[[rule]\n', 0, "it is no TOML"),
    ],
)
def test_mistakes_are_told_with_file_line_and_cure(text: str, line: int, reason: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rules(text, "rules/a.toml")
    assert str(caught.value).startswith(f"rules/a.toml, line {line}: " if line else "rules/a.toml: ")
    assert reason in str(caught.value)


def test_days_may_be_written_as_text() -> None:
    assert _rules('from = "2024-01-01"\nbody = ["p"]').at("2023-12-31") is None


def test_files_and_folders(tmp_path: Path) -> None:
    text = f'site = "www.{SITE.upper()}"\n[[rule]]\nbody = ["p"]\n'
    file = tmp_path / "a.toml"
    file.write_text(text, encoding="utf-8")
    assert load_rules(file) == load_rules(tmp_path) == {SITE: rules_at(file)}
    assert rules_at(tmp_path) == {SITE: rules_at(file)}
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match="put them into one file"):
        load_rules(tmp_path)
    (tmp_path / "c").mkdir()
    with pytest.raises(RuleError, match=r"there is no \.toml file in it"):
        load_rules(tmp_path / "c")
    (tmp_path / "c" / "d.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(RuleError, match="it is no UTF-8 text"):
        load_rules(tmp_path / "c")


def test_without_rules_nothing_of_them_is_loaded() -> None:
    code = (
        "import sys; from marsad.read import read; read(sys.argv[1]);"
        "print(*(m for m in sys.modules if 'rule' in m.rpartition('.')[2] or 'explain' in m or 'selectors' in m))"
    )
    run = subprocess.run([sys.executable, "-c", code, _page()], capture_output=True, text=True, check=True)
    assert not [name for name in run.stdout.split() if name.startswith("marsad")]
