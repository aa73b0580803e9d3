"""What editors decide holds: at once, over restarts and rebuilds, and over another reader; or it waits to be placed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from marsad.archive.journal import read_journal
from marsad.model import Article, Block
from marsad.observatory import annotating, captures, deciding, grouping, jobs, reading, rebuild, standing, versions
from marsad.observatory.deciding import catch_up
from marsad.observatory.decisions import Change, RefusedError, correct, join, part, place, strike, undo
from marsad.observatory.entities import final_entity
from marsad.observatory.models import Article as ArticleRow
from marsad.observatory.models import Capture, Decision, Entity, Fact, FactState
from marsad.observatory.presence import RunningError, alone
from marsad.observatory.versions import ANNOTATE
from tests.observatory.facts import FRENCH, export, fact, found_in, page, shown, take, three_pages, work

pytestmark = pytest.mark.django_db(transaction=True)

FIGURE = "12 millions de dirhams"


class Died(BaseException):
    """The process is gone."""


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


@pytest.fixture
def observatory(data_dir: Path) -> Path:
    take(data_dir, *three_pages())
    return data_dir


def live() -> list[tuple[str, bool]]:
    acts = Decision.objects.filter(live=True, act__in=["strike", "correct"]).order_by("number")
    return list(acts.values_list("act", "lost"))


def use_another_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that drops what stands last, and writes quotes, dashes and spaces in its own way."""
    real = reading.read

    def read(data: bytes, **given: object) -> Article:
        article = real(data, **given)  # type: ignore[arg-type]
        kept = [block for block in article.blocks if not block.text.startswith("À Tamri")]
        rewritten = [
            Block(block.type, block.text.replace("l'", "l’").replace(" ", "\u2003").replace("Salma", "SALMA"))
            for block in kept
        ]
        return dataclasses.replace(article, blocks=(Block(kept[0].type, "Une ligne."), *rewritten))

    monkeypatch.setattr(reading, "read", read)
    for module in (versions, grouping):
        monkeypatch.setattr(module, "READ", (versions.READ[0], "another"))
    monkeypatch.setattr(captures, "READ_VERSION", "another")


def test_a_struck_fact_is_shown_no_more(observatory: Path) -> None:
    assert ("date", "samedi") in shown()
    strike(observatory, "nadia", fact("samedi").pk)
    assert ("date", "samedi") not in shown()
    with pytest.raises(RefusedError, match="changed meanwhile"):
        strike(observatory, "nadia", fact("samedi").pk)


def test_a_corrected_fact_is_shown_corrected(observatory: Path) -> None:
    wrong = fact(FIGURE)
    change = Change("figure", {"value": 1_200_000_000, "unit": "MAD"}, wrong.start, wrong.end + 0)
    correct(observatory, "nadia", wrong.pk, change)
    now = fact(FIGURE, state=FactState.CORRECTED)
    assert (now.detail["value"], now.rule, now.confidence) == (1_200_000_000, "person", 1.0)
    assert [pair for pair in shown() if pair[1] == FIGURE] == [("figure", FIGURE)]
    assert fact(FIGURE, state=FactState.REPLACED).detail["value"] == 12_000_000


def test_words_and_kind_can_be_corrected(observatory: Path) -> None:
    wrong = fact("Office des phares")
    change = Change("initiative", {"name": "l'Office"}, wrong.start - 2, wrong.start + 6, "l'Office")
    correct(observatory, "nadia", wrong.pk, change)
    assert ("initiative", "l'Office") in shown()
    assert ("organisation", "Office des phares") not in shown()
    made = fact("l'Office")
    assert made.entity_id == "initiative/~l-office"


def test_a_correction_is_corrected_struck_and_taken_back(observatory: Path) -> None:
    first = correct(observatory, "nadia", fact(FIGURE).pk, Change("figure", {"value": 1, "unit": "MAD"}))
    second = correct(
        observatory,
        "omar",
        fact(FIGURE, state=FactState.CORRECTED).pk,
        Change("figure", {"value": 2, "unit": "MAD"}),
    )
    assert (second.record["replaces"], second.record["fact"]) == (first.number, first.record["fact"])
    assert fact(FIGURE, state=FactState.CORRECTED).detail["value"] == 2
    third = strike(observatory, "omar", fact(FIGURE, state=FactState.CORRECTED).pk)
    assert ("figure", FIGURE) not in shown()
    for decision, value in ((third, 2), (second, 1)):
        undo(observatory, "nadia", decision.number)
        assert fact(FIGURE, state=FactState.CORRECTED).detail["value"] == value
    undo(observatory, "nadia", first.number)
    assert fact(FIGURE).detail["value"] == 12_000_000
    assert Fact.objects.exclude(state=FactState.FOUND).count() == 0
    with pytest.raises(RefusedError, match="taken back"):
        undo(observatory, "nadia", first.number)


def test_a_corrected_name_goes_to_the_entity_that_bears_it(observatory: Path) -> None:
    arabic = fact("سلمى الإدريسي", lang="ar")
    known = fact("Salma Idrissi").entity
    assert known
    if arabic.entity_id != known.pk:
        correct(observatory, "nadia", arabic.pk, Change("person", {"name": known.name}, name=known.name))
        assert fact("سلمى الإدريسي", lang="ar", state=FactState.CORRECTED).entity_id == known.pk
    correct(observatory, "nadia", fact("Tamri").pk, Change("place", {"name": "Tamri-Ville"}, name="Tamri-Ville"))
    assert fact("Tamri", state=FactState.CORRECTED).entity_id == "place/~tamri-ville"
    again = fact("Tamri", 0, lang="es")
    correct(observatory, "nadia", again.pk, Change("place", {"name": "Tamri-Ville"}, name="Tamri-Ville"))
    assert fact("Tamri", lang="es", state=FactState.CORRECTED).entity_id == "place/~tamri-ville"


def test_only_the_role_corrected_leaves_the_entity(observatory: Path) -> None:
    person = fact("Salma Idrissi")
    told = {"name": "Salma Idrissi", "role": "ministre de la Pêche"}
    correct(observatory, "nadia", person.pk, Change("person", told, name="Salma Idrissi"))
    now = fact("Salma Idrissi", state=FactState.CORRECTED)
    assert (now.entity_id, now.detail["role"]) == (person.entity_id, "ministre de la Pêche")


def test_a_join_redirects_and_is_taken_back(observatory: Path) -> None:
    one, other = "org/~a", "org/~b"
    correct(observatory, "n", fact("Office des phares").pk, Change("organisation", {"name": "A"}, name="A"))
    spanish = fact("Office des phares", lang="es")
    correct(observatory, "n", spanish.pk, Change("organisation", {"name": "B"}, name="B"))
    decision = join(observatory, "n", one, other)
    assert Entity.objects.get(pk=one).redirect_to_id == other
    final = final_entity(one)
    assert final
    assert final.pk == other
    with pytest.raises(RefusedError, match="one already"):
        join(observatory, "n", other, one)
    with pytest.raises(RefusedError, match="different kinds"):
        join(observatory, "n", one, fact("Tamri").entity_id or "")
    undo(observatory, "n", decision.number)
    assert Entity.objects.get(pk=one).redirect_to_id is None


def test_a_name_is_parted_from_an_entity(observatory: Path) -> None:
    target = fact("Tamri").entity_id or ""
    arabic = fact("تمري", lang="ar")
    if arabic.entity_id != target:  # as a linker that knows both scripts would have it
        article = ArticleRow.objects.get(lang="ar")
        article.named = [{**n, "id": target} if n["name"] == "تمري" else n for n in article.named]
        article.save()
        Fact.objects.filter(article=article, exact="تمري").update(entity=target)
    decision = part(observatory, "n", target, "تمري")
    assert {fact("تمري", n, lang="ar").entity_id for n in (0, 1)} == {f"{target}~تمري"}
    assert fact("Tamri").entity_id == target
    undo(observatory, "n", decision.number)
    assert fact("تمري", lang="ar").entity_id == target
    with pytest.raises(RefusedError, match="nothing bears"):
        part(observatory, "n", target, "Elsewhere")


def decide_all_sorts(data_dir: Path) -> None:
    strike(data_dir, "nadia", fact("samedi").pk)
    correct(data_dir, "nadia", fact(FIGURE).pk, Change("figure", {"value": 13, "unit": "MAD"}))
    last = fact("Salma Idrissi", 1)
    correct(data_dir, "omar", last.pk, Change("person", {"name": "Selma Idrissi"}, name="Selma Idrissi"))
    office = fact("Office des phares")
    correct(data_dir, "omar", office.pk, Change("organisation", {"name": "A"}, office.start - 2, office.end, "A"))
    spanish = fact("Office des phares", lang="es").entity_id or ""
    join(data_dir, "omar", "org/~a", spanish)
    taken_back = strike(data_dir, "omar", fact("تمري", lang="ar").pk)
    undo(data_dir, "omar", taken_back.number)


def test_a_rebuild_gives_equal_bytes_with_decisions(observatory: Path) -> None:
    decide_all_sorts(observatory)
    before = export()
    assert sum('"type": "decision"' in line for line in before) == 7
    for _ in range(2):
        rebuild.rebuild(observatory)
        assert export() == before


def test_decisions_outlive_another_annotation(observatory: Path) -> None:
    decide_all_sorts(observatory)
    before = export()
    jobs.require(*ANNOTATE, list(ArticleRow.objects.values_list("pk", flat=True)))
    work(observatory)
    assert export() == before


def test_over_another_reader_every_decision_is_in_place_or_in_the_queue(
    observatory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_all_sorts(observatory)
    use_another_reader(monkeypatch)
    rebuild.rebuild(observatory)
    text = ArticleRow.objects.get(lang="fr").body
    assert "Une ligne." in text
    assert "À Tamri" not in text
    assert live() == [("strike", False), ("correct", False), ("correct", True), ("correct", False)]
    assert ("date", "samedi") not in shown()
    figure = fact("12\u2003millions\u2003de\u2003dirhams", state=FactState.CORRECTED)
    assert figure.detail == {"value": 13, "unit": "MAD"}
    assert text[figure.start : figure.end] == figure.exact
    assert ("organisation", "l’Office\u2003des\u2003phares") in shown()
    assert not any(name == "Selma Idrissi" for name in Fact.objects.values_list("detail__name", flat=True))

    lost = Decision.objects.get(lost=True)
    start = text.index("SALMA")
    place(observatory, "nadia", lost.number, "body", start, start + len("SALMA\u2003Idrissi"))
    assert not Decision.objects.filter(lost=True).exists()
    assert fact("SALMA\u2003Idrissi", state=FactState.CORRECTED).detail["name"] == "Selma Idrissi"
    before = export()
    rebuild.rebuild(observatory)
    assert export() == before


def test_a_later_version_of_the_page_keeps_what_was_decided(observatory: Path) -> None:
    strike(observatory, "n", fact("samedi").pk)
    correct(observatory, "n", fact(FIGURE).pk, Change("figure", {"value": 13, "unit": "MAD"}))
    strike(observatory, "n", fact("Salma Idrissi", 1).pk)
    take(observatory, page("fr", ("Une phrase nouvelle ouvre la page, que personne n'avait lue avant.", *FRENCH[:2])))
    first, second = ArticleRow.objects.filter(lang="fr").order_by("pk")
    assert (first.current, second.current) == (False, True)
    later = Fact.objects.filter(article=second)
    assert later.get(exact="samedi").state == FactState.STRUCK
    assert later.get(exact=FIGURE, state=FactState.CORRECTED).detail["value"] == 13
    assert live() == [("strike", False), ("correct", False), ("strike", False)], "all stand in the first version"
    again = correct(
        observatory,
        "n",
        later.get(exact=FIGURE, state=FactState.CORRECTED).pk,
        Change("figure", {"value": 14, "unit": "MAD"}),
    )
    assert later.get(exact=FIGURE, state=FactState.CORRECTED).detail["value"] == 14
    before = export()
    rebuild.rebuild(observatory)
    assert export() == before
    undo(observatory, "n", again.number)
    assert Fact.objects.get(article=second, exact=FIGURE, state=FactState.CORRECTED).detail["value"] == 13


def test_a_lost_decision_can_be_dropped(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strike(observatory, "n", fact("Salma Idrissi", 1).pk)
    use_another_reader(monkeypatch)
    rebuild.rebuild(observatory)
    lost = Decision.objects.get(lost=True)
    undo(observatory, "n", lost.number)
    assert not Decision.objects.filter(lost=True).exists()


def test_a_strike_holds_where_the_annotator_finds_the_fact_no_more(
    observatory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strike(observatory, "n", fact("samedi").pk)

    def without_dates(article: Article):  # type: ignore[no-untyped-def]
        found = found_in(article)
        return dataclasses.replace(found, facts=tuple(one for one in found.facts if one.kind != "date"))

    monkeypatch.setattr(annotating, "annotate", without_dates)
    rebuild.rebuild(observatory)
    assert live() == [("strike", False)]
    assert fact("samedi").state == FactState.STRUCK


def test_a_correction_takes_the_place_of_what_is_found_on_its_words(
    observatory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = fact("Office des phares")
    correct(observatory, "n", office.pk, Change("place", {"name": "phares"}, office.end - 6, office.end, "phares"))
    rebuild.rebuild(observatory)
    assert [pair for pair in shown() if "phares" in pair[1]] == [("place", "phares")]


def test_a_decision_about_a_page_that_the_archive_lost_waits(observatory: Path) -> None:
    strike(observatory, "n", fact("samedi").pk)
    row = Capture.objects.get(pk=1)
    path = observatory / "archive" / row.warc_file
    with path.open("r+b") as file:
        file.seek(row.offset + row.length // 2)
        file.write(b"\xff\x00\xff")
    rebuild.rebuild(observatory)
    assert Decision.objects.get().lost
    with pytest.raises(RefusedError, match="not there any more"):
        place(observatory, "n", 1, "body", 0, 1)


def test_a_decision_on_the_disk_counts_whatever_dies(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def boundary(_: str) -> None:
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(deciding, "boundary", boundary)
        with pytest.raises(Died):
            strike(observatory, "n", fact("samedi").pk)
    assert ("date", "samedi") in shown(), "the transaction is gone"
    assert catch_up(observatory) == 1
    assert ("date", "samedi") not in shown()
    assert catch_up(observatory) == 0
    before = export()
    rebuild.rebuild(observatory)
    assert export() == before


def test_what_was_not_brought_in_comes_before_the_next_decision(
    observatory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(deciding, "_take", lambda _: (_ for _ in ()).throw(Died))
        with pytest.raises(Died):
            strike(observatory, "n", fact("samedi").pk)
    assert strike(observatory, "n", fact(FIGURE).pk).number == 2
    assert Decision.objects.count() == 2


def test_a_decision_that_cannot_be_applied_waits_and_stops_nothing(
    observatory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(deciding, "reapply", lambda _: 1 / 0)
        assert strike(observatory, "n", fact("samedi").pk).lost
    strike(observatory, "n", fact(FIGURE).pk)
    assert live() == [("strike", False), ("strike", False)], "the next one about the article applies both"


def test_a_damaged_record_costs_its_article_nothing(observatory: Path) -> None:
    strike(observatory, "n", fact("samedi").pk)
    journal = observatory / "journal" / "editor.jsonl"
    journal.write_text(journal.read_text().replace('"quote"', '"quot"'))
    rebuild.rebuild(observatory)
    assert ArticleRow.objects.filter(current=True).count() == 3
    assert ("date", "samedi") in shown()
    assert live() == [("strike", True)]


def test_nothing_is_decided_during_a_rebuild(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with alone(observatory), pytest.raises(RunningError, match="being rebuilt"):
        strike(observatory, "n", fact("samedi").pk)
    standing.unbegin()
    with pytest.raises(RunningError, match="waits for a rebuild"):
        strike(observatory, "n", fact("samedi").pk)


def test_the_journal_says_who_decided_what_about_which_words(observatory: Path) -> None:
    strike(observatory, "nadia", fact("samedi").pk)
    [record] = read_journal(observatory / "journal", "fact")
    assert (record["n"], record["act"], record["by"]) == (1, "strike", "nadia")
    assert record["capture"] == Capture.objects.get(pk=1).key
    quote = record["fact"]["quote"]
    assert (quote["exact"], quote["field"]) == ("samedi", "body")
    assert quote["prefix"].endswith("sera rallumé ")
    assert quote["suffix"].startswith(", a annoncé")
    assert record["fact"]["detail"]["start_date"] == "2025-09-20"
