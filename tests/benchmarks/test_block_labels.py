"""Labels of lines by the truth of a page."""

from __future__ import annotations

from benchmarks.block_labels import labels

from marsad.read.page import parse

ONE = "Le conseil du port a adopté mardi soir le plan des quais."
TWO = "Les travaux commenceront au printemps sur le quai nord et dureront deux ans."


def found(markup: str, truth: dict[str, object]) -> list[int]:
    return labels(parse(markup).lines, truth).tolist()


def test_lines_of_the_truth_are_body() -> None:
    markup = (
        f"<p>{ONE}</p><h3>Deux ans</h3><p>{TWO}</p><p>Abonnez-vous à la lettre du port, chaque matin chez vous.</p>"
    )
    assert found(markup, {"body": f"{ONE}\n\nDeux ans\n\n{TWO}"}) == [1, 1, 1, 0]
    assert found(markup, {"body": f"{ONE}\n\n{TWO}"}) == [1, 0, 1, 0]


def test_a_copy_far_from_the_article_is_none() -> None:
    gap = "".join(f"<p>autre {n}</p>" for n in range(12))
    assert found(f"<p>{ONE}</p>{gap}<p>{ONE}</p><p>{TWO}</p>", {"body": f"{ONE}\n{TWO}"}) == [0, *[0] * 12, 1, 1]


def test_segments_leave_other_lines_unknown() -> None:
    truth = {"with_": ["adopté mardi soir"], "without": ["la lettre du port"]}
    assert found(f"<p>{ONE}</p><p>{TWO}</p><p>Recevez la lettre du port</p>", truth) == [1, -1, 0]
