"""The one configuration of grouping: every set and every installation is scored and run with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReprintSettings:
    """Lengths are in shingles of three words, shares between 0 and 1.

    ``containment``: a text is a copy when it and the original share this much of either one.
    ``quote_run``: below that, the length of one unbroken passage that still counts as a quotation.
    ``quote_mean``: the mean passage from which it is one quotation and not a few formulas.
    ``own_little``: share of a copy from which it has next to nothing of its own; ``whole``: share of the original
    from which such a copy is verbatim; ``cut``: how far into the original a truncated copy goes at most, in at most
    ``few_runs`` passages or such of ``smooth`` shingles on average: one that was edited besides is a light copy.
    ``broken``: mean length of shared passages below which a text was rewritten.
    ``light``: share of a copy from which it was only edited, and not embedded in another text.
    ``longest_text``: code points of a text that are read.
    ``horizon``: how many numbers a document stays.
    ``window``: of so many shingles in a row the least is indexed for finding candidates; ``postings`` is the most
    documents remembered for one shingle, ``candidates`` the most compared with a new document, ``representatives``
    the most of one family; ``scattered``: the share of indexed shingles from which documents with no two of them side
    by side in common are compared at all.
    ``template_documents``: in how many of an outlet's last ``template_memory`` documents, of the last
    ``template_horizon`` numbers, a passage must occur to be the outlet's boilerplate; ``template_run``: how long it
    must be; ``template_own``: how long a passage of its own a document must have to count there.
    ``template_passage``: two texts that tell several numbers each and none in common are no copies but one template,
    unless they share a passage of this length.
    ``hub``: the share of the best coverage of the others from which a member is taken for the earliest of equals;
    ``marked_hub``: the same for a member that bears an agency's mark; ``weighed``: the most members of a family that
    are looked at for the original.
    ``same_passage``: the share of what a document has from two texts that must be the same for the two to be one.
    """

    containment: float = 0.3
    quote_run: int = 8
    quote_mean: float = 7.0
    own_little: float = 0.85
    whole: float = 0.955
    cut: float = 0.92
    few_runs: int = 2
    smooth: float = 35.0
    broken: float = 8.0
    light: float = 0.66
    longest_text: int = 60_000
    horizon: int = 100_000
    window: int = 6
    postings: int = 16
    candidates: int = 16
    representatives: int = 2
    scattered: float = 0.08
    template_documents: int = 4
    template_memory: int = 40
    template_horizon: int = 25_000
    template_run: int = 4
    template_own: int = 12
    template_passage: int = 30
    hub: float = 0.9
    marked_hub: float = 0.5
    weighed: int = 24
    same_passage: float = 0.15


@dataclass(frozen=True, slots=True)
class StorySettings:
    """Likeness mixes cosines: of TF-IDF terms, titles and anchors (names and numbers), as square roots, and of
    embeddings of titles and ledes.

    ``terms``, ``titles``, ``anchors``, ``near_titles`` and ``near_ledes`` are their weights within a language, and
    ``within`` what the mix must reach. ``across_anchors``, ``across_near_titles`` and ``across_near_ledes`` are the
    weights across languages, ``across`` what that mix must reach; ``across_scripts_anchors`` and ``across_scripts`` the
    same where only one side marks names by capitals: the other's names are lost among its words. ``anchors_only`` is
    what the mix must reach across languages without an encoder.
    Circumstances are the title's places, countries, places, figures, days, months and years. ``shared`` is added by the
    share in which two documents agree in one, ``apart`` taken off where both tell it and differ, ``template`` taken off
    there by how alike their words are (by the square of the terms' likeness, or of the ledes' across languages), and
    ``veto`` where they are as good as the same (by its tenth power). ``all_apart`` is taken off where three of the
    title's places, places, figures and days differ, and twice where all four do. ``across_shared``, ``across_apart``
    and ``across_template`` are the weights of the first three across languages.
    ``decay``: how much more it takes for each e-fold of days between two documents.
    ``best_part``: a document's likeness to a story is the mean over the story's documents in each language, and of
    these parts so much the best, and for the rest their mean.
    ``merge_margin``: how far above the threshold a document must lie to show that another story is the same;
    ``merge_mean``: how far above it the two stories' documents must lie on the mean.
    ``quiet_days``: a story to which nothing was added for so long closes, and one that ``longest_days`` have passed
    over; what takes a closed story up again follows it.
    ``horizon``: how many numbers a document stays. ``postings``: documents remembered for one term or anchor, of which
    ``term_keys`` and ``anchor_keys`` of a document are indexed; ``candidates``: documents sharing them that are looked
    at. ``near_candidates``: documents looked at for being near in the embedding, of the last ``near_window``, when no
    more than the share ``near_signs`` of the signs differ. ``members``: of a story's documents the latest that are
    compared. ``prior``: the weight, in documents, of the table of frequencies that ships.
    """

    terms: float = 0.533
    titles: float = 0.118
    anchors: float = 0.358
    near_titles: float = 0.01
    near_ledes: float = 0.0
    within: float = 0.365
    across_anchors: float = 0.417
    across_near_titles: float = 0.205
    across_near_ledes: float = 0.339
    across: float = 0.397
    across_scripts_anchors: float = 0.44
    across_scripts: float = 0.329
    anchors_only: float = 0.5
    shared: Mapping[str, float] = field(default_factory=lambda: {"places": 0.014, "figures": 0.04, "days": 0.014})
    apart: Mapping[str, float] = field(
        default_factory=lambda: {
            "countries": 0.017,
            "places": 0.018,
            "figures": 0.056,
            "months": 0.035,
            "years": 0.011,
        }
    )
    template: Mapping[str, float] = field(
        default_factory=lambda: {
            "countries": 0.21,
            "places": 0.112,
            "figures": 0.09,
            "months": 0.13,
            "years": 0.173,
        }
    )
    veto: Mapping[str, float] = field(default_factory=lambda: {"places": 1.5, "days": 0.7, "figures": 0.15})
    all_apart: float = 0.1
    across_shared: float = 0.923
    across_apart: float = 0.544
    across_template: float = 0.66
    decay: float = 0.003
    best_part: float = 0.181
    merge_margin: float = 0.086
    merge_mean: float = 0.0
    quiet_days: int = 10
    longest_days: int = 45
    horizon: int = 65_536
    postings: int = 32
    term_keys: int = 20
    anchor_keys: int = 12
    candidates: int = 24
    near_candidates: int = 12
    near_window: int = 32_768
    near_signs: float = 0.38
    members: int = 40
    prior: int = 1000


@dataclass(frozen=True, slots=True)
class SimilarSettings:
    """Weights in a pair's likeness as in `StorySettings`. The sum is told by a logistic curve through ``middle``: what
    lies far below it or far above it is as good as 0 or 1.
    """

    terms: float = 1.0
    near_titles: float = 0.5
    near_ledes: float = 0.5
    across_anchors: float = 0.4
    across_near_titles: float = 0.7
    across_near_ledes: float = 0.9
    middle: float = 1.0
    steepness: float = 4.0


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """All the settings of grouping."""

    reprints: ReprintSettings = field(default_factory=ReprintSettings)
    stories: StorySettings = field(default_factory=StorySettings)
    similar: SimilarSettings = field(default_factory=SimilarSettings)
