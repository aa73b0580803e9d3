"""A site's dictionary: what three pages share, nothing of fewer, and each run of words once."""

from __future__ import annotations

import random

from marsad.archive.dictionary import shared_runs, site_dictionary
from marsad.archive.frames import ZSTD_DICTIONARY, zstd_packer

CHANCE = random.Random(1)
MENU = b"".join(
    b'<li class="menu%d"><a href="/section/%d">Section %d</a></li>\n' % (one, one, CHANCE.randrange(10**9))
    for one in range(90)
)


def page(number: int) -> bytes:
    chance = random.Random(number)
    own = " ".join(f"own{number}x{chance.randrange(10**6)}" for _ in range(200))
    return b"<html>" + MENU + f"<p>{own}</p></html>".encode()


def test_what_fewer_than_three_pages_hold_stays_out() -> None:
    texts = [b"the same four words of all, alpha beta gamma delta", b"alpha beta gamma delta, and more of them"]
    assert shared_runs([*texts, b"nothing of that sort here"], 10_000) == b""
    third = b"once more alpha beta gamma delta"
    assert shared_runs([*texts, third, third], 10_000) == b"alpha beta gamma delta"
    assert b"own" not in shared_runs([page(one) for one in range(6)], 100_000)


def test_what_is_shared_comes_once_and_up_to_the_limit() -> None:
    samples = [page(one) for one in range(6)]
    shared = shared_runs(samples, 100_000)
    assert shared.count(b"/section/42") == 1
    assert len(shared) <= len(MENU) + 100
    assert shared.startswith(shared_runs(samples, 1_000))
    assert 900 < len(shared_runs(samples, 1_000)) <= 1_000


def test_pages_with_little_in_common_get_none() -> None:
    assert site_dictionary([page(one).replace(MENU, b"") for one in range(9)], 100_000) is None
    assert site_dictionary([page(1), page(2)], 100_000) is None
    assert site_dictionary([], 100_000) is None


def test_records_take_less_with_it() -> None:
    dictionary = site_dictionary([page(one) for one in range(4)], 100_000)
    assert dictionary is not None
    assert dictionary.startswith(ZSTD_DICTIONARY)
    begin, packed = zstd_packer(9, dictionary)
    _, plain = zstd_packer(9)
    assert len(packed(page(7))) < len(plain(page(7))) - 300
    assert len(begin) < len(dictionary) / 2
