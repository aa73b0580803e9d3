"""What a system's answers on a set are worth, by the bench's own script where it has a mode for that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from statistics import fmean

from groups_ours import Reprints
from groups_sets import PAIR_LANGUAGES, GroupSet, score_wire, scorer

Measures = dict[str, str]
"""Figures as they are printed, by the name of the measure."""

TARGETS: dict[tuple[str, str], str] = {
    ("wire_synth", "reprint pairs F1 / ARI"): "≥ .98 / ≥ .98",
    ("wire_synth", "original found"): "≥ .98",
    ("wire_synth", "relation named, heavy apart"): "≥ .95",
    ("minhash2500_en", "planted pairs found, false"): "all, 0",
    ("gold", "family pairs F1"): "≥ .97",
    ("gold", "original found"): "≥ .95",
    ("giveme5w1h_en", "Standard / BCubed F1"): "≥ .92 / ≥ .95",
    ("ecbplus_en", "Standard / BCubed F1"): "≥ .85 / ≥ .89",
    ("wikinews_galaxy_en", "Standard / BCubed F1"): "≥ .58 / ≥ .84",
    ("ntrex4", "Standard / BCubed F1"): "≥ .95 / ≥ .97",
    ("gold", "Standard / BCubed F1"): "≥ .95 / ≥ .97",
    ("semeval22_pairs", "Pearson, mean of the four"): "≥ .76",
}
"""What is aimed at, by set and measure."""

HEAVY = "heavy"
NO_KIND = {"own", "same_story_other_text"}
"""Documents of wire_synth that copy nothing."""


def reprint_measures(found: GroupSet, answers: Reprints) -> Measures:
    """Measures of families on a set."""
    if found.name == "wire_synth":
        return _wire(found, answers)
    pairs = scorer().pair_prf(_pairs(found.families), _pairs(families(answers)))
    if found.name != "gold":
        planted = pairs["tp"] + pairs["fn"]
        return {"planted pairs found, false": f"{pairs['tp']}/{planted}, {pairs['fp']}"}
    return {"family pairs F1": _share(pairs["F1"])} | _gold(found, answers)


def _wire(found: GroupSet, answers: Reprints) -> Measures:
    rows = [{"id": i, "family": a.family, "relation": a.relation, "original": a.original} for i, a in answers.items()]
    scores = score_wire(found, rows)
    measures = {
        "reprint pairs F1 / ARI": f"{_share(scores['F1'])} / {_share(scores['ARI'])}",
        "reprint pairs P / R": f"{_share(scores['P'])} / {_share(scores['R'])}",
        "original found": _share(scores["original"]),
    }
    if not names_relations(answers):
        return measures
    kinds = [pair["kind"] for pair in found.pairs]
    by_kind = scores["relation_by_kind"]
    others = [row["id"] for row in found.rows if row["kind"] in NO_KIND]
    return measures | {
        "relation named": _share(scores["relation"]),
        "relation named, heavy apart": _share(fmean(by_kind[kind] for kind in kinds if kind != HEAVY)),
        **{f"relation: {kind}": _share(share) for kind, share in by_kind.items()},
        "relation: null": _share(fmean(answers[one].relation is None for one in others)),
    }


def _gold(found: GroupSet, answers: Reprints) -> Measures:
    """Originals and relations of the dispatches whose original is among the pages."""
    originals = {row["dispatch"]: row["id"] for row in found.rows if row["role"] == "original"}
    copies = [row for row in found.rows if row["dispatch"] in originals and row["role"] != "original"]
    right = fmean(answers[row["id"]].original == originals[row["dispatch"]] for row in copies)
    measures = {"original found": _share(right)}
    if names_relations(answers):
        judged = [row for row in found.rows if row["dispatch"] is None or row["dispatch"] in originals]
        named = [answers[row["id"]].relation == (row["role"] if row["dispatch"] else None) for row in judged]
        measures["relation named"] = f"{sum(named)}/{len(named)}"
    return measures


def names_relations(answers: Reprints) -> bool:
    """Whether a system names relations at all."""
    return any(answer.relation for answer in answers.values())


def families(answers: Reprints) -> dict[str, str]:
    """The family of each document, or itself for one that is no copy; one that only quotes is none."""
    return {
        identity: answer.family if answer.family and answer.relation != "quote" else identity
        for identity, answer in answers.items()
    }


def story_measures(found: GroupSet, answers: Mapping[str, str]) -> Measures:
    """Measures of stories on a set."""
    scores = scorer().cluster_scores(found.stories, answers)
    return {
        "Standard / BCubed F1": f"{_share(scores['std_F1'])} / {_share(scores['b3_F1'])}",
        "Standard P / R": f"{_share(scores['std_P'])} / {_share(scores['std_R'])}",
        "stories found, true": f"{scores['pred_clusters']}, {scores['gold_clusters']}",
    }


def pair_measures(found: GroupSet, score: Callable[[str, str], float]) -> Measures:
    """Pearson's correlation with the likeness that people gave, over the pairs in one of our languages."""
    points: dict[str, list[tuple[float, float]]] = {lang: [] for lang in PAIR_LANGUAGES}
    for pair in found.pairs:
        if pair["lang1"] == pair["lang2"] and pair["lang1"] in points:
            points[pair["lang1"]].append((score(pair["id1"], pair["id2"]), -pair["overall"]))
    by_lang = [_pearson(points[lang]) for lang in PAIR_LANGUAGES]
    return {
        f"Pearson {' · '.join(PAIR_LANGUAGES)}": " · ".join(map(_share, by_lang)),
        "Pearson, mean of the four": _share(fmean(by_lang)),
        "Pearson, all of the four": _share(_pearson([point for lang in PAIR_LANGUAGES for point in points[lang]])),
    }


def _pearson(points: Iterable[tuple[float, float]]) -> float:
    return float(scorer().pearson(*zip(*points, strict=True)))


def _pairs(side: Mapping[str, str]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in combinations(side, 2) if side[pair[0]] == side[pair[1]]}


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
