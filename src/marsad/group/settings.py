"""The one configuration of grouping: every set and every installation is scored and run with it."""

from __future__ import annotations

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
    template_memory: int = 64
    template_horizon: int = 25_000
    template_run: int = 4
    template_own: int = 12
    hub: float = 0.9
    marked_hub: float = 0.5
    weighed: int = 24
    same_passage: float = 0.15


@dataclass(frozen=True, slots=True)
class StorySettings:
    """Likeness mixes cosines: of TF-IDF terms and of anchors (names and numbers), as square roots, and of embeddings.

    ``terms`` and ``anchors`` are the shares of the first two within a language, and ``within`` what the mix must reach.
    ``across_anchors`` is the share of the anchors across languages, and ``across`` what that mix must reach;
    ``across_scripts`` the same where only one side marks names by capitals: the other's names are lost among its words.
    Without an encoder ``words_anchors`` is the share of the anchors, ``words_only`` what words and anchors must reach
    within a language, ``anchors_only`` the anchors alone across languages.
    ``near_only`` is what the embedding alone must reach across languages where there are no anchors to compare.
    ``veto`` is taken off where no anchors are shared, in proportion less up to a likeness of ``veto_below``.
    ``growth``: how much more it takes for each e-fold of documents that a story has.
    ``decay``: how much more it takes for each e-fold of days between document and story; ``window_days`` is the most.
    ``merge_margin``: how far above its threshold likeness must lie for two stories to be joined.
    ``horizon``: a story is open while it was added to within so many documents.
    ``salient_terms`` of a document are indexed, ``postings`` documents remembered for each, ``candidates`` compared.
    ``prior``: the weight, in documents, of not knowing how frequent terms are.
    """

    terms: float = 0.68
    anchors: float = 0.19
    within: float = 0.44
    across_anchors: float = 0.6
    across: float = 0.42
    across_scripts: float = 0.33
    words_anchors: float = 0.3
    words_only: float = 0.49
    anchors_only: float = 0.45
    near_only: float = 0.62
    veto: float = 0.3
    veto_below: float = 0.2
    growth: float = 0.019
    decay: float = 0.01
    window_days: int = 60
    merge_margin: float = 0.05
    horizon: int = 50_000
    salient_terms: int = 24
    postings: int = 128
    candidates: int = 16
    prior: int = 200


@dataclass(frozen=True, slots=True)
class SimilarSettings:
    """Shares of terms and anchors (square roots of their cosines) in a pair's likeness; the rest is the embedding."""

    terms: float = 0.35
    anchors: float = 0.05
    across_anchors: float = 0.2


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """All the settings of grouping."""

    reprints: ReprintSettings = field(default_factory=ReprintSettings)
    stories: StorySettings = field(default_factory=StorySettings)
    similar: SimilarSettings = field(default_factory=SimilarSettings)
