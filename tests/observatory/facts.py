"""An observatory of a few invented pages with an annotator that is easily foreseen, all in this process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from marsad.archive.page import Page
from marsad.model import Annotations, Article, DateFact, Entity, Fact, FactKind, Figure, Mention, Topic
from marsad.observatory import jobs
from marsad.observatory import models as rows
from marsad.observatory.export import canonical
from marsad.observatory.grouping import GroupStage
from marsad.observatory.indexing import IndexStage
from marsad.observatory.intake import Intake
from marsad.observatory.worker import AnnotateStep, ReadStep

PAGE = """<html lang="{lang}"{dir}><head><title>{title}</title></head><body><article><h1>{title}</h1>
{paragraphs}
</article></body></html>"""

FRENCH = (
    "Le phare de Tamri sera rallumé samedi, a annoncé Salma Idrissi, ministre de la Mer, devant des pêcheurs.",
    "Le chantier a coûté 12 millions de dirhams, selon l'Office des phares, qui l'a mené pendant deux hivers.",
    "À Tamri, les pêcheurs attendent ce feu depuis des années. Salma Idrissi reviendra sur le quai de Tamri en mai.",
)
SPANISH = (
    "El faro de Tamri volverá a lucir el sábado, según la ministra Salma Idrissi, que visitó ayer el puerto.",
    "La obra ha costado 12 millones de dirhams y ha durado dos inviernos, según la Office des phares del país.",
)
ARABIC = (
    "أعلنت الوزيرة سلمى الإدريسي أن منارة تمري ستضاء من جديد يوم السبت المقبل أمام جمع من الصيادين في الميناء.",
    "وقال الصيادون في تمري إنهم ينتظرون هذا الضوء منذ سنوات طويلة، وإن البحر أمام الميناء مظلم في الشتاء.",
)

NAMED = {
    "Salma Idrissi": (FactKind.PERSON, "ministre de la Mer"),
    "سلمى الإدريسي": (FactKind.PERSON, None),
    "Tamri": (FactKind.PLACE, None),
    "تمري": (FactKind.PLACE, None),
    "Office des phares": (FactKind.ORGANISATION, None),
}
_NAMES = re.compile("|".join(NAMED))


def found_in(article: Article) -> Annotations:
    """The names above, numbers, and the word samedi."""
    text = article.text
    names = list(dict.fromkeys(match[0] for match in _NAMES.finditer(text)))
    country = "MA" if article.lang == "es" else None
    entities = tuple(
        Entity(kind=NAMED[name][0], name=name, names=(name,), role=NAMED[name][1], country=country) for name in names
    )
    facts: list[Fact] = []
    for match in _NAMES.finditer(text):
        place = names.index(match[0])
        kind = entities[place].kind
        facts.append(Mention(**_span(match), kind=kind, confidence=0.9, rule="list", entity=place))
    for match in re.finditer(r"(\d+) million\w+ de dirhams", text):
        value = int(match[1]) * 1_000_000
        facts.append(Figure(**_span(match), kind=FactKind.FIGURE, confidence=0.8, rule="n", value=value, unit="MAD"))
    for match in re.finditer("samedi", text):
        day = {"start_date": "2025-09-20", "end_date": "2025-09-20", "reason": "first after publication"}
        facts.append(DateFact(**_span(match), kind=FactKind.DATE, confidence=0.7, rule="day", **day))
    return Annotations(facts=tuple(facts), entities=entities, topics=(Topic(code="medtop:04000000", confidence=0.6),))


def _span(match: re.Match[str]) -> dict:
    return {"start": match.start(), "end": match.end(), "text": match[0]}


def page(name: str, paragraphs: tuple[str, ...], lang: str = "fr") -> Page:
    lines = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = PAGE.format(lang=lang, dir=' dir="rtl"' if lang == "ar" else "", title=f"Titre {name}", paragraphs=lines)
    return Page(html.encode(), url=f"https://quai.example/{name}", name=name, media_type="text/html")


def three_pages() -> list[Page]:
    return [page("fr", FRENCH), page("es", SPANISH, "es"), page("ar", ARABIC, "ar")]


def take(data_dir: Path, *pages: Page) -> None:
    with Intake(data_dir) as way_in:
        for one in pages:
            way_in.add(one)
    work(data_dir)


def work(data_dir: Path) -> None:
    """The pipeline's own stages in this process, which alone sees the test's database."""
    read, annotate = ReadStep(data_dir, "t"), AnnotateStep(data_dir, "t")
    group, index = GroupStage(data_dir, "t"), IndexStage(data_dir, "t")
    while read() + annotate() + group.step() + index.step():
        pass
    group.close()
    index.close()
    assert not jobs.any_pending()


def export() -> list[str]:
    return list(canonical())


def fact(exact: str, nth: int = 0, *, lang: str = "fr", **fields: object) -> rows.Fact:
    """The nth fact on these words in the article of that language."""
    found = rows.Fact.objects.filter(article__lang=lang, exact=exact, **fields)
    return found.order_by("start", "pk")[nth]


def shown(lang: str = "fr") -> Iterator[tuple[str, str]]:
    """Kind and words of what readers see."""
    states = (rows.FactState.FOUND, rows.FactState.CORRECTED)
    facts = rows.Fact.objects.filter(article__lang=lang, state__in=states).order_by("field", "start")
    yield from facts.values_list("kind", "exact")
