"""One parse, one pass: lines, elements, links, breaks."""

from __future__ import annotations

from marsad.read.marks import Mark
from marsad.read.page import Page, parse

HARBOUR = "https://bouee.example/2025/quais.html"


def texts(markup: str) -> list[str]:
    return [line.text for line in parse(markup).lines]


def test_a_line_is_what_a_reader_sees_as_one() -> None:
    assert texts("<p>Le <b>port</b> de\n <i>Sidi</i>&nbsp;Laroussi</p><p>rouvre</p>") == [
        "Le port de Sidi Laroussi",
        "rouvre",
    ]
    assert texts("<div>avant<p>dedans</p>après</div>") == ["avant", "dedans", "après"]
    assert texts("<p>un<br>deux<br/><br>trois</p>") == ["un", "deux", "trois"]
    assert texts("<p>ميناء <b>سيدي</b> العروسي</p>") == ["ميناء سيدي العروسي"]


def test_a_pages_own_elements_stand_inside_a_line() -> None:
    assert texts("<p>La <x-term>crue</x-term> du port</p>") == ["La crue du port"]


def test_white_space_between_end_tags_parts_words() -> None:
    assert texts("<p><b>Le <i>quai</i> </b>nord</p>") == ["Le quai nord"]
    assert texts("<p><b><i>quai</i></b>s</p>") == ["quais"]


def test_breaks_are_counted() -> None:
    assert [line.breaks for line in parse("<p>un<br>deux<br><br>trois</p><p>quatre</p>").lines] == [0, 1, 2, 0]


def test_entities_comments_and_attributes_with_signs() -> None:
    page = parse('<p title="a > b < c">Quai &lt;nord&gt; &amp; sud<!-- <p>caché</p> --> ouvert</p>')
    assert [line.text for line in page.lines] == ["Quai <nord> & sud ouvert"]
    assert page.lines[0].kind.get("title") == "a > b < c"


def test_links_and_their_share() -> None:
    page = parse('<p>Voir <a href="/quai?a=1&amp;b=2" rel="tag">le quai <b>nord</b></a></p>', HARBOUR)
    (line,) = page.lines
    assert [(link.href, link.rel, link.text) for link in page.links(line)] == [("/quai?a=1&b=2", "tag", "le quai nord")]
    assert line.linked == len("le quai nord")
    assert page.absolute("/quai") == "https://bouee.example/quai"
    assert page.absolute("javascript:void(0)") is None
    assert page.absolute("http://[bad") is None


def test_marks_reach_all_that_an_element_holds() -> None:
    page = parse('<footer><div><p>Tous droits</p></div></footer><div role="navigation">Menu</div><p hidden>x</p>')
    rights, menu, hidden = page.lines
    assert rights.marks & Mark.FOOTER
    assert menu.marks & Mark.NAV
    assert hidden.marks & Mark.HIDDEN


def test_what_an_element_is_called() -> None:
    page = parse('<div class="postBody Entry-content" id="a1" data-x="no">texte</div>')
    kind = page.lines[0].kind
    assert kind.names == "postbody entry-content a1"
    assert kind.words == ("post", "body", "entry", "content")


def test_menus_are_no_lines_but_are_kept() -> None:
    page = parse("<nav><ul><li><a href=/a>Port</a></li><li><nav><a href=/b>Ville</a></nav></li></ul></nav><p>Texte</p>")
    assert [line.text for line in page.lines] == ["Texte"]
    assert " ".join(page.menus).split() == ["Port", "Ville"]


def test_trails_of_crumbs_and_menus_with_text_stay_lines() -> None:
    assert texts('<nav class="breadcrumb"><a href=/>Port</a></nav><nav><h1>Titre</h1></nav>') == ["Port", "Titre"]


def test_the_head_is_no_line() -> None:
    page = parse(
        "<html lang=fr><head><title>Le quai | La Bouée</title><meta name=author content='Nour'>"
        "<link rel=canonical href=https://bouee.example/1><script type='application/ld+json'>{}</script></head>"
        "<body><p>Texte</p><script>var x</script><style>p{}</style></body>"
    )
    assert [line.text for line in page.lines] == ["Texte"]
    assert (page.title, page.lang, page.canonical, page.scripts) == (
        "Le quai | La Bouée",
        "fr",
        "https://bouee.example/1",
        ["{}"],
    )
    assert [kind.get("content") for _, _, kind in page.voids] == ["Nour"]


def test_elements_are_numbered_in_order_and_know_their_parents() -> None:
    page: Page = parse("<body><article><p>un <b>deux</b></p></article></body>")
    assert [kind.tag for kind in page.kinds] == ["html", "head", "body", "article", "p", "b"]
    assert page.parents == [-1, 0, 0, 2, 3, 4]
    assert page.inside(page.lines[0]) == {5: "deux"}
    assert [page.kinds[up].tag for up in page.up(page.lines[0].element)] == ["p", "article", "body", "html"]
