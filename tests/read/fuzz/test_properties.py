"""Properties of the reader that hold of generated pages."""

from __future__ import annotations

import json
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.read.fuzz.mutate import JSON, NAMES, SNIPPETS, VALUES, mutated
from tests.read.fuzz.sound import fault
from tests.read.pages import PROSE, page, paragraphs

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
FAST = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

ATTRIBUTES = """class id href src content property name datetime itemprop lang style rel role type""".split()  # noqa: SIM905
KEYS = """@type @id @graph name author headline datePublished articleBody image comment url""".split()  # noqa: SIM905

words = st.sampled_from([*PROSE, *SNIPPETS, *VALUES, "12 mars 2025", "Par Nour Bensalem-Aït", "البلدية توافق"])
attributes = st.dictionaries(
    st.sampled_from(
        [
            "class",
            "id",
            "href",
            "src",
            "content",
            "property",
            "name",
            "datetime",
            "itemprop",
            "lang",
            "style",
            "rel",
            "role",
            "type",
        ]
    ),
    st.sampled_from(VALUES) | st.sampled_from(["og:title", "author", "comments", "article-body", "ar", "hidden"]),
    max_size=3,
)
jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from([*VALUES, *PROSE]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(KEYS),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


def _element(name: str, given: dict[str, str], inside: list[str]) -> str:
    written = "".join(f' {key}="{value}"' for key, value in given.items())
    return f"<{name}{written}>" + ("" if name in VOID else "".join(inside) + f"</{name}>")


trees = st.recursive(
    words,
    lambda inner: st.builds(_element, st.sampled_from(NAMES), attributes, st.lists(inner, max_size=4)),
    max_leaves=25,
)


def _sound(markup: str) -> None:
    found = fault(markup.encode("utf-8", "surrogatepass"), text=False)
    assert found is None, found


@FAST
@given(st.lists(trees, max_size=6))
def test_any_tree_is_read_soundly(parts: list[str]) -> None:
    _sound(page(f"<h1>Le plan du quai</h1>{''.join(parts)}"))


@FAST
@given(st.lists(trees, max_size=4))
def test_an_article_amid_any_trees_is_read_soundly(parts: list[str]) -> None:
    _sound(page(f"<h1>Le plan du quai</h1><article>{paragraphs(*parts)}</article>"))


@FAST
@given(jsons, st.sampled_from(JSON))
def test_any_metadata_is_read_soundly(value: object, raw: str) -> None:
    data = json.dumps(value, ensure_ascii=False)
    scripts = "".join(f"<script type='application/ld+json'>{one}</script>" for one in (data, raw))
    _sound(page(f"<h1>Le plan du quai</h1>{paragraphs()}", head=scripts))


@FAST
@given(st.integers(0, 2**32))
def test_a_page_changed_at_random_is_read_soundly(seed: int) -> None:
    start = page(f"<h1>Le plan du quai</h1><p>Par Nour Bensalem-Aït, 12 mars 2025</p><article>{paragraphs()}</article>")
    found = fault(mutated(start.encode(), Random(seed)))
    assert found is None, found


@FAST
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_soundly(data: bytes) -> None:
    assert fault(data) is None
