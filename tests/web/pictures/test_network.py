from __future__ import annotations

import random
from itertools import pairwise

from django.utils.translation import override

from marsad.web.pictures.canvas import WIDTH
from marsad.web.pictures.layout import Box, Taken, cells, placed, routed
from marsad.web.pictures.lettering import width
from marsad.web.pictures.network import EDGES, NODES, REACH, Actor, Tie, actors
from tests.web.pictures.reading import found, harmless, parsed, texts

LONG = "Ministère de la Transition maritime et de la Réforme des phares"


def _actors(count: int) -> list[Actor]:
    kinds = ("person", "organisation", "initiative")
    return [Actor(f"x/{n:02}", f"{LONG} {n}", kinds[n % 3], 100 - n, f"/entity/x/{n}") for n in range(count)]


def _ties(count: int) -> list[Tie]:
    drawn = random.Random(7)
    pairs = [(first, second) for first in range(count) for second in range(first + 1, count)]
    return [
        Tie(f"x/{first:02}", f"x/{second:02}", drawn.randint(1, 30), f"/dossier/d/tie/{first * 100 + second}")
        for first, second in drawn.sample(pairs, min(len(pairs), 3 * count))
    ]


def test_forty_at_most_are_drawn_those_named_most_and_every_edge_leads_to_its_evidence() -> None:
    ties = _ties(50)
    drawn = actors(_actors(50), ties)
    assert len(found(drawn, "a", "actor")) == NODES
    assert {one.get("href") for one in found(drawn, "a", "actor")} == {f"/entity/x/{n}" for n in range(NODES)}
    numbers = [one.get("href") for one in found(drawn, "a", "number")]
    assert len(numbers) == len(set(numbers)) <= EDGES
    assert len(numbers) > EDGES * 0.8
    assert {one.get("href") for one in found(drawn, "a", "tie")} == set(numbers)
    assert set(numbers) <= {one.href for one in ties}
    inside = [one for one in ties if max(one.first, one.second) < f"x/{NODES}"]
    assert len(drawn.rows) == len(inside)
    assert {row[2].href for row in drawn.rows} == {one.href for one in inside}


def test_edges_are_wide_enough_to_hit() -> None:
    drawn = actors(_actors(12), _ties(12))
    assert {float(one.get("stroke-width") or 0) for one in found(drawn, "path", "reach")} == {REACH}
    for link in found(drawn, "a", "number"):
        hit = next(one for one in link if "hit" in (one.get("class") or ""))
        assert min(float(hit.get("width") or 0), float(hit.get("height") or 0)) >= 24


def test_no_label_touches_another_or_a_number_and_none_leaves_the_sheet() -> None:
    drawn = actors(_actors(40), _ties(40))
    boxes = []
    for one in found(drawn, "text"):
        size, half = float(one.get("font-size") or 0), width(one.text or "", float(one.get("font-size") or 0)) / 2
        assert size >= 11
        if one.get("text-anchor") == "middle":
            x, y = float(one.get("x") or 0), float(one.get("y") or 0)
            boxes.append(Box(x - half, y - size * 0.75, x + half, y + 1))
    assert len(boxes) >= 100
    assert not [1 for at, one in enumerate(boxes) for other in boxes[at + 1 :] if one.meets(other)]
    assert all(box.left >= 0 and box.right <= WIDTH for box in boxes)


def test_it_is_the_same_for_the_same_graph_in_whatever_order() -> None:
    listed, ties = _actors(20), _ties(20)
    once = actors(listed, ties).svg
    assert actors(listed[::-1], ties[::-1]).svg == once


def test_who_is_not_tied_is_drawn_too_and_a_tie_to_who_is_not_shown_is_not() -> None:
    with override("en"):
        drawn = actors(_actors(2), [Tie("x/00", "x/99", 3, "/t"), Tie("x/00", "x/00", 3, "/t")])
    assert len(found(drawn, "a", "actor")) == 2
    assert not found(drawn, "a", "tie")
    assert "Actors: 2, ties: 0." in drawn.words
    assert actors([], []).empty


def test_long_names_are_shortened_with_the_whole_name_at_hand() -> None:
    drawn = actors(_actors(6), [])
    assert any(text.endswith("…") for text in texts(drawn))
    link = found(drawn, "a", "actor")[0]
    assert LONG in (link[0].text or "")
    assert LONG in drawn.rows[0][0].text


def test_arabic_names_are_text_that_runs_to_the_left() -> None:
    drawn = actors([Actor("x/1", "منارة تمري", "place", 3, "/e")], [])
    label = found(drawn, "text", "halo")[0]
    assert label.text == "منارة تمري"
    assert (label.get("direction"), label.get("unicode-bidi"), label.get("lang")) == ("rtl", "isolate", "ar")


def test_it_is_a_group_so_that_its_links_can_be_reached() -> None:
    root = parsed(actors(_actors(3), _ties(3)))
    assert root.get("role") == "group"
    assert harmless(actors(_actors(3), _ties(3)))


def test_places_are_in_rows_of_three_and_two() -> None:
    assert [len([1 for spot in cells(9, 300, 80) if spot[1] == level]) for level in (0, 80, 160, 240)] == [3, 2, 3, 1]
    assert cells(1, 300, 80) == [(150, 0)]


def test_neighbours_of_the_graph_are_neighbours_on_the_sheet() -> None:
    nodes = [f"n{number}" for number in range(9)]
    edges = dict.fromkeys(pairwise(nodes), 1.0)
    at = placed(nodes, edges, cells(9, 300, 80))
    assert len(set(at.values())) == 9
    lengths = [abs(at[one][1] - at[other][1]) for one, other in edges]
    assert max(lengths) <= 160


def test_a_number_without_room_is_not_drawn_over_others() -> None:
    taken = Taken()
    taken.add(Box(0, 0, 300, 300))
    assert routed((10, 10), (200, 200), (24, 24), [], taken, 300) is None
