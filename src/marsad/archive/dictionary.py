"""A zstd dictionary for the records of one site, made of nothing but what several of them share.

A page that is taken down later has so left no words of its own in it. Trained dictionaries (ZDICT) choose the best few
kilobytes; a site's pages share more than that, so everything shared is kept, each run of words once, behind the tables
of a trained one. `make bench-warc` compares. Source: RFC 8878, section 5 (a dictionary's content may be anything).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from fastwarc.stream_io import zstd_train_dictionary_from_samples

SHARED_BY = 3
"""Records that hold a run of words which may stand in the dictionary."""

_RUN = 3
_WORD = re.compile(rb"[^\s<>\"'/,;=&?]*[\s<>\"'/,;=&?]+|[^\s<>\"'/,;=&?]+")
_TABLES = 4_096
_CHUNK = 2_048
_LEAST = 2_048


def site_dictionary(samples: Sequence[bytes], limit: int) -> bytes | None:
    """A dictionary of about ``limit`` bytes at most; null where the samples have too little in common."""
    content = shared_runs(samples, limit)
    if len(content) < _LEAST:
        return None
    chunks = [content[start : start + _CHUNK] for start in range(0, len(content), _CHUNK // 8)]
    try:
        tables = bytes(zstd_train_dictionary_from_samples(chunks, _TABLES))
    except (OSError, ValueError):
        return None
    return tables + content


def shared_runs(samples: Sequence[bytes], limit: int) -> bytes:
    """The runs of three words and more that at least three samples share, each once, in the order of the samples."""
    words = [_WORD.findall(sample) for sample in samples]
    runs = [[hash(run) for run in zip(one, one[1:], one[2:], strict=False)] for one in words]
    known = Counter(run for one in runs for run in set(one))
    new = {run for run, count in known.items() if count >= SHARED_BY}
    kept: list[bytes] = []
    size = 0
    for one, its_runs in zip(words, runs, strict=True):
        end = 0
        for at, run in enumerate(its_runs):
            if run not in new:
                continue
            new.discard(run)
            added = one[max(at, end) : at + _RUN]
            end = at + _RUN
            size += sum(map(len, added))
            if size > limit:
                return b"".join(kept)
            kept += added
    return b"".join(kept)
