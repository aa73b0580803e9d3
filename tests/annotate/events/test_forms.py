"""The forms of verbs."""

from __future__ import annotations

import pytest

from marsad.annotate.events.forms import coming_of, forms_of


@pytest.mark.parametrize(
    ("lang", "verb", "some", "none"),
    [
        ("fr", "présenter", {"présente", "présenté", "présentées", "présentera", "présentent"}, {"présenter"}),
        ("fr", "lancer", {"lança", "lançait", "lancé", "lancera"}, {"lanca"}),
        ("fr", "célébrer", {"célèbre", "célèbrent", "célébré"}, set()),
        ("fr", "s'éteindre", {"éteindra"}, {"s'éteindra"}),
        ("fr", "se réunir", {"réunit", "réunissent", "réuni", "réuniront"}, set()),
        ("es", "inaugurar", {"inauguró", "inaugurará", "inaugurada", "inauguran"}, {"inaugurar"}),
        ("es", "recibir", {"recibió", "recibirán", "recibidos"}, set()),
        ("es", "se imponer", {"imponerá"}, set()),
        ("en", "sign", {"signs", "signed"}, {"sign", "signing"}),
        ("en", "ratify", {"ratifies", "ratified"}, {"ratifyed"}),
        ("en", "launch", {"launches", "launched"}, {"launchs"}),
        ("ar", "قدم يقدم", {"قدم", "قدمت", "قدموا", "يقدم", "تقدم", "سيقدم", "ستقدم"}, set()),
        ("ar", "التقى يلتقي", {"التقى", "التقت", "يلتقي", "ستلتقي"}, {"التقىت"}),
    ],
)
def test_forms(lang: str, verb: str, some: set[str], none: set[str]) -> None:
    forms = forms_of(verb, lang)
    assert some <= forms
    assert not none & forms


def test_what_is_to_come_in_arabic() -> None:
    assert coming_of("وقع يوقع") == {"يوقع", "توقع", "يوقعون", "يوقعان", "سيوقع", "ستوقع"}
    assert coming_of("لقي") == frozenset()
