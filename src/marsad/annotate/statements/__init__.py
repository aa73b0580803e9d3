"""Who said what: direct, mixed and indirect speech with its verb and its speaker. See ``docs/statements.md``."""

from __future__ import annotations

from dataclasses import replace

from marsad.annotate.known import Known
from marsad.annotate.reference import References
from marsad.annotate.statements.arabic import arabic_statements
from marsad.annotate.statements.found import DOUBTED_NAME, doubted, statement
from marsad.annotate.statements.marks import outermost, quoted_spans
from marsad.annotate.statements.running import all_found
from marsad.annotate.statements.script import Script
from marsad.annotate.statements.words import LANGUAGES
from marsad.model import Statement


def statement_facts(known: Known, references: References) -> list[Statement]:
    """The statements of a text, in its order, none over another; of a language without a lexicon none."""
    passage = known.passage
    if passage.lang == "ar":
        return arabic_statements(known, references, outermost(quoted_spans(passage.text)))
    if passage.lang not in LANGUAGES or not passage.words:
        return []
    found = sorted(all_found(Script.of(known, references)), key=lambda one: (one.start, one.end))
    facts: list[Statement] = []
    unsure = doubted(known)
    for one in found:
        if not facts or one.start >= facts[-1].end:
            doubt = DOUBTED_NAME if one.speaker is not None and one.speaker.entity in unsure else 1.0
            facts.append(statement(passage.text, replace(one, sure=one.sure * doubt)))
    return facts
