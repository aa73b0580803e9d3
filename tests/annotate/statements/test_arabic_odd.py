"""Whatever words an Arabic text strings together, its statements have sound words and none lies over another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.annotate import annotate
from marsad.annotate.rows import article_of
from marsad.model import Statement

PIECES = """وقال أكدت مضيفا بالقول يرى فطالب وصف ونقلت تساءل لم يخف أن بأن إلى على « » " “ ” : ، , . ؟ – - ( )
كريم البوزيدي سعاد التكناوي وزارة الصحة الوزيرة المتحدث نفسه ذات المصدر حسب وفق على حد تعبيره نقلا عن جاء في بيان
الذي كما قبل أما كل من أمس الشهر الماضي بإعفاء ب بـ بـ« 12 هل وهو وعبر"""


@given(st.lists(st.sampled_from([*PIECES.split(), "\n", "\n\n"]), max_size=40))
@settings(max_examples=300, deadline=None)
def test_statements_are_sound(pieces: list[str]) -> None:
    _, article = article_of({"id": "x", "lang": "ar", "body": " ".join(["قال", *pieces])})
    facts = [fact for fact in annotate(article).facts if isinstance(fact, Statement)]
    for fact in facts:
        assert article.text[fact.start : fact.end] == fact.text
        assert fact.text.strip()
        assert all(article.text[one.start : one.end] == one.text != "" for one in fact.details)
    assert all(one.end <= other.start for one, other in pairwise(facts))
