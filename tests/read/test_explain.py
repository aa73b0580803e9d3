"""What is told of a page's reading: every line once, with the reason, in four languages."""

from __future__ import annotations

import pytest

from marsad.read import ReadError, read
from marsad.read.explain import Explanation, Told, explain
from marsad.read.profile_learn import learn
from marsad.read.site_rules import parse_rules
from tests.read.pages import PROSE, page, paragraphs
from tests.read.test_profile import NOTICE, _article, _url

ARABIC = page(
    "<h1>الميناء يفتح أبوابه من جديد</h1><p class='author'>بقلم: ليلى بن حدو</p><article>"
    "<p>صادق مجلس ميناء سيدي العروسي مساء الثلاثاء على مخطط الأرصفة بعد ثلاث ساعات من النقاش.</p>"
    "<p>ووعدت الرئيسة نور بنسالم بأن تنطلق الأشغال قبل نهاية الربيع المقبل، وطالب الصيادون بضمانات مكتوبة.</p>"
    "<p>اقرأ أيضا: <a href='/2'>سوق السمك ينتقل إلى حي جديد</a></p>"
    "<p>وستجتمع لجنة للمتابعة كل شهر وتنشر تقاريرها على موقع البلدية، حسب ما أعلنته الرئيسة في ختام الجلسة.</p>"
    "</article><footer><p>جميع الحقوق محفوظة</p></footer>",
    lang="ar",
)
SPANISH = page(
    "<h1>El puerto reabre tras la tormenta</h1><p class='entradilla'>El consejo aprueba el plan de los muelles "
    "después de tres horas de debate.</p><article>"
    "<p>El consejo del puerto de Larache la Nueva aprobó el martes por la noche el plan de los muelles.</p>"
    "<p>La presidenta Nora Benalí prometió que las obras empezarán antes del final de la primavera próxima.</p>"
    "<p>Los pescadores, reunidos ante la lonja desde el alba, pidieron que sus puestos se garanticen por escrito.</p>"
    "</article>",
    lang="es",
)
ENGLISH = page(
    "<h1>Harbour reopens after the storm</h1><div class='byline'>By Leila Benhaddou</div>"
    "<time datetime='2025-03-04'>4 March 2025</time><article>"
    "<p>The harbour board of Port Laroussi adopted its plan for the quays on Tuesday night, after a long debate.</p>"
    "<p>Its chair, Nora Bensalem, promised that the works would begin before the end of the coming spring season.</p>"
    "<h2>What the fishers want</h2>"
    "<p>The fishers, who had gathered outside the market since dawn, asked for written guarantees of their berths.</p>"
    "</article><div class='newsletter-box'><p>Sign up for our evening letter.</p></div>",
    head='<meta name="author" content="admin"><meta property="og:title" content="Harbour reopens - The Buoy">',
    lang="en",
)


def _decisions(found: Explanation) -> list[str]:
    return [line.decision for line in found.lines]


def _line(found: Explanation, start: str) -> Told:
    return next(line for line in found.lines if line.text.startswith(start))


def test_arabic() -> None:
    found = explain(ARABIC)
    assert _decisions(found) == [
        "title", "byline", "body/paragraph", "body/paragraph", "dropped/read_also", "body/paragraph", "dropped/footer",
    ]  # fmt: skip
    assert _line(found, "اقرأ").reason.startswith("begins with “اقر")
    assert _line(found, "بقلم").reason == "begins as a byline does"
    assert _line(found, "جميع").reason == "inside footer"


def test_spanish() -> None:
    found = explain(SPANISH)
    assert _decisions(found) == ["title", "lede", "body/paragraph", "body/paragraph", "body/paragraph"]
    assert _line(found, "El consejo aprueba").reason == "called a lede: p.entradilla"
    assert _line(found, "Los pescadores").reason.startswith("model ")


def test_english() -> None:
    found = explain(ENGLISH)
    assert _decisions(found)[:3] == ["title", "byline", "date"]
    assert _line(found, "What the fishers").decision == "body/subhead"
    assert _line(found, "Sign up").decision.startswith(("dropped/", "not body"))
    fields = {field.name: field for field in found.fields}
    assert fields["title"].witness == "h1, line 0"
    assert fields["title"].others == ("meta og:title: Harbour reopens - The Buoy",)
    assert fields["authors"].value == "Leila Benhaddou"
    assert fields["authors"].others == ("meta author: admin",)
    assert fields["published"].value == "2025-03-04"


def test_french_with_comments_and_menu() -> None:
    markup = page(
        "<nav><a href='/'>Accueil</a> <a href='/p'>Ports</a></nav><h1>Le plan du quai est voté</h1>"
        f"<article>{paragraphs('<figure><img src=a.jpg><figcaption>Le quai nord</figcaption></figure>')}</article>"
        "<div id='comments'><h3>2 commentaires</h3><div class='comment'><b class='author'>Samir</b>"
        "<time datetime='2025-01-02'>2 janvier 2025</time><p>Enfin une bonne nouvelle pour le quai.</p></div></div>"
    )
    found = explain(markup)
    assert _line(found, "Le quai nord").decision == "dropped/caption"
    assert _line(found, "Le quai nord").reason == "inside figcaption"
    assert _line(found, "Enfin").decision == "comment"
    assert _line(found, "Enfin").reason == "inside div.comment"
    assert found.lines[-1].decision == "dropped/menu"
    assert found.lines[-1].line is None


@pytest.mark.parametrize("markup", [ARABIC, SPANISH, ENGLISH])
def test_the_article_is_the_one_that_is_read(markup: str) -> None:
    found = explain(markup)
    assert found.article == read(markup)
    told = [line.text for line in found.lines if line.decision.startswith("body/")]
    assert told == [block.text for block in found.article.blocks]
    assert [line.line for line in found.lines] == list(range(len(found.lines)))


def test_a_profile_is_named() -> None:
    known = learn((_article(number, NOTICE), _url(number)) for number in range(4))
    found = explain(_article(7, NOTICE), url=_url(7), profile=known)
    line = _line(found, NOTICE)
    assert line.decision == "dropped/boilerplate"
    assert known.version in line.reason
    assert "profile" in [field.name for field in found.fields]


def test_a_rule_is_named() -> None:
    rules = parse_rules('site = "a.example"\n[[rule]]\ndrop = ["article p"]\ntitle = ["i"]', "dir/a.toml")
    markup = page(f"<i>Autre titre</i><h1>Le quai</h1><article>{paragraphs()}</article>")
    found = explain(markup, rules=rules)
    assert _line(found, PROSE[0]).decision == "dropped/site_rule"
    assert _line(found, PROSE[0]).reason == "site rule of a.toml: drop = article p"
    fields = {field.name: field for field in found.fields}
    assert fields["title"].witness == "site rule of a.toml: i"
    assert fields["site rule"].witness == "line 2, always"


def test_a_rule_is_named_only_where_it_decides() -> None:
    rules = parse_rules('site = "a.example"\n[[rule]]\ndrop = ["main"]\ntitle = ["div"]', "a.toml")
    markup = page(f"<main><div>Le quai<br>est voté</div><p class=author>Par Leïla Benhaddou</p>{paragraphs()}</main>")
    found = explain(markup, rules=rules)
    assert found.article.title == "Le quai est voté"
    assert _decisions(found) == ["title", "title", "byline"] + ["dropped/site_rule"] * 4
    assert _line(found, "Par").reason == "begins as a byline does"
    assert _line(found, "est voté").reason == "site rule of a.toml: title = div"


def test_elements_are_selectors_that_rules_understand() -> None:
    found = explain(
        page(f"<h1>Le quai</h1><div id='txt'><section>{paragraphs()}</section></div><p class='a:b c1 c2 c3'>x</p>")
    )
    assert _line(found, PROSE[0]).element == "div#txt p"
    assert _line(found, "x").element == "p.c1.c2"


def test_tables_are_told_whole() -> None:
    cells = [["Nord", "12", "x"], ["Sud", "9", "y"], ["Est", "31", "z"]]
    rows = "".join(f"<tr><td class=a>{one}<td class=a>{two}<td>{three}</tr>" for one, two, three in cells)
    rules = parse_rules('site = "a.example"\n[[rule]]\nbody = ["td.a"]', "a.toml")
    found = explain(page(f"<h1>Le quai</h1><article>{paragraphs(f'<table>{rows}</table>')}</article>"), rules=rules)
    told = [line.text for line in found.lines if line.decision == "body/table"]
    assert told[:8] == [cell for row in cells for cell in row][:8]


def test_plain_text_is_explained_by_its_lines() -> None:
    text = "\n\n".join(
        ["Le port de Sidi Laroussi rouvre", "Par Leïla Benhaddou", *PROSE, "Lire aussi : Le marché déménage"]
    )
    found = explain(text)
    assert _line(found, PROSE[1]).decision == "body/paragraph"
    assert _line(found, PROSE[1]).reason.startswith("prose")
    assert _line(found, "Le port de").decision == "title"
    assert _line(found, "Lire aussi").decision.startswith(("dropped/", "teaser"))
    assert "read_also" in _line(found, "Lire aussi").reason
    assert explain(text).article == read(text)


@pytest.mark.parametrize("given", ["", b"\x00\x01\x02", "<html><body></body></html>"])
def test_what_cannot_be_read_is_refused(given: str | bytes) -> None:
    with pytest.raises(ReadError):
        explain(given)
