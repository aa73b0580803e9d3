"""The mistakes on the gold pages by kind and language, each with the words around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from annotate_counts import NAMED, by_page_and_kind, scorer
from annotate_sets import LANGUAGES, Gold, Named
from annotate_told_counts import MEASURES, Identities, mistaken
from read_sets import Row

CONTEXT = 40
"""Characters shown on each side."""
FIELDS = {
    "figure": ("value", "unit"),
    "quote": ("speaker", "form"),
    "event": ("start_date", "end_date", "place"),
    "commitment": ("by", "status", "due"),
}
"""What is shown of a kind's facts beside their words."""


def mistakes(
    gold: Gold, articles: Sequence[Named], facts: Sequence[Row], most: int, kinds: Sequence[str], langs: Sequence[str]
) -> Iterator[str]:
    """Lines that tell at most so many missed and so many false facts of each kind and language."""
    texts = {identity: article.text for identity, article in articles}
    wanted = {page["id"]: _text(page) for page in gold.pages}
    ours, theirs = by_page_and_kind(facts), by_page_and_kind(gold.facts)
    ids = Identities.of(gold.of(None), ours, theirs)
    for kind in kinds:
        for lang in [lang for lang in LANGUAGES if lang in langs]:
            false, missed = _of(ours, theirs, gold.of(lang), kind, ids)
            if false or missed:
                yield f"\n== {kind} {lang}: {len(missed)} missed, {len(false)} false"
            for fact in missed[:most]:
                at = _at(ours, fact, wanted[fact["id"]] == texts.get(fact["id"]))
                yield f"missed {_shown(fact, wanted[fact['id']])}{_beside('ours', at)}"
            for fact in false[:most]:
                at = _at(theirs, fact, wanted[fact["id"]] == texts[fact["id"]])
                sure = f"  {fact['rule']} {fact['confidence']:.2f}" if "rule" in fact else ""
                yield f"false  {_shown(fact, texts[fact['id']])}{sure}{_beside('gold', at)}"


def link_mistakes(gold: Gold, facts: Sequence[Row]) -> Iterator[str]:
    """Lines that tell which gold ids have several ids of ours, and which ids of ours have several gold ids."""
    ours, theirs = by_page_and_kind(facts), by_page_and_kind(gold.facts)
    for kind in NAMED:
        by_gold: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        by_ours: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for page in gold.of(None):
            pairs = scorer().match(ours.get((page, kind), ()), theirs.get((page, kind), ()), 0.5)
            for found, wanted, _ in pairs:
                by_gold[wanted["canonical"]][str(found.get("canonical"))].add(wanted["text"])
                by_ours[str(found.get("canonical"))][wanted["canonical"]].add(found["text"])
        for title, groups in (("split ", by_gold), ("merged", by_ours)):
            for identity, parts in groups.items():
                if len(parts) > 1:
                    sides = " | ".join(f"{other}: {', '.join(sorted(names))}" for other, names in parts.items())
                    yield f"{title} {kind} {identity} = {sides}"


def _of(
    ours: Mapping[tuple[str, str], Sequence[Row]],
    theirs: Mapping[tuple[str, str], Sequence[Row]],
    pages: Sequence[str],
    kind: str,
    ids: Identities,
) -> tuple[list[Row], list[Row]]:
    false, missed = [], []
    for page in pages:
        found, wanted = ours.get((page, kind), ()), theirs.get((page, kind), ())
        wrong, lost = mistaken(kind, found, wanted, ids)
        false += wrong
        missed += lost
    return false, missed


def _text(page: Row) -> str:
    return f"{page['lede']}\n\n{page['body']}" if page["lede"] else str(page["body"])


def _shown(fact: Row, text: str) -> str:
    start, end = fact["start"], fact["end"]
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return f"{fact['id']} {start:4d} …{_flat(before)}[{_flat(text[start:end])}]{_flat(after)}…{_fields(fact)}"


def _beside(whose: str, facts: Sequence[Row]) -> str:
    """What the other side says at the same place."""
    return "".join(f"  | {whose}: {_said(fact)}" for fact in facts)


def _said(fact: Row) -> str:
    rule = f" ({fact['rule']})" if "rule" in fact else ""
    return f"{fact['kind']} {_flat(fact['text'])}{_fields(fact)}{rule}"


def _fields(fact: Row) -> str:
    said = [fact[name] for name in FIELDS.get(fact["kind"], ())]
    words = (",".join(one) if isinstance(one, list) else str(one) for one in said)
    return f" = {' '.join(words)}" if said else ""


def _at(facts: Mapping[tuple[str, str], Sequence[Row]], fact: Row, same_text: bool) -> list[Row]:
    if not same_text:
        return []
    return [
        other
        for kind in ((fact["kind"],) if fact["kind"] in MEASURES else (*NAMED, "figure", "date"))
        for other in facts.get((fact["id"], kind), ())
        if other["start"] < fact["end"] and fact["start"] < other["end"]
    ]


def _flat(words: str) -> str:
    return " ".join(words.split(" ")).replace("\n", "⏎")
