"""Date expressions of running text, resolved against the day of publication.

A passage is cut into atoms with a kind each (`words`, `atoms`); patterns over the kinds find expressions (`grammar`,
`guards`); what they say is completed from the day of publication and the tense of the verbs beside them (`readings`,
`parts`, `calendar`, `tense`).
"""

from __future__ import annotations

from marsad.annotate.text import Passage
from marsad.model import DateFact


def date_facts(passage: Passage, published: str | None) -> list[DateFact]:
    """Every date expression of a passage. ``published`` is ISO 8601 of any precision, or null.

    Its local day counts. In a language that has no words here there are only the dates that need none.
    """
    from marsad.annotate.dates.atoms import Row
    from marsad.annotate.dates.calendar import Published
    from marsad.annotate.dates.find import dates_in
    from marsad.annotate.dates.words import language_of, words_of

    lang = language_of(passage)
    return list(dates_in(Row.of(passage, words_of(lang)), Published.of(published)))


def resolve(expression: str, lang: str | None, published: str | None) -> tuple[str | None, str | None] | None:
    """First and last day of the one expression that a text consists of; null if there is none or it is not resolved."""
    facts = date_facts(Passage.of(expression, lang), published)
    dated = [fact for fact in facts if fact.start_date or fact.end_date]
    return (dated[0].start_date, dated[0].end_date) if dated else None
