"""How many files of the charset suite are decoded to their true text, ours beside others in one run, and at what cost.

    python benchmarks/charsets.py [--fails]

Right is the text that the folder's encoding gives (or its superset on the web: GB 18030 for GB 2312, windows-31J for
Shift_JIS, windows-1252 for Latin-1), without a byte order mark. "bare" is the same files with every declaration in
their markup blanked. The data is found beside the checkout (../shared) or where MARSAD_SHARED says; faust-cchardet and
chardet take part where they are installed.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

BENCH = Path(os.environ.get("MARSAD_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "bench"
SUITE = BENCH / "suites" / "charset"
PAGES = BENCH / "pages" / "scrapinghub" / "pages"
WEB = {"gb2312": "gb18030", "shift_jis": "cp932", "iso-8859-1": "cp1252", "euc-kr": "cp949", "iso-8859-9": "cp1254"}
NAMES = {"maccyrillic": "mac_cyrillic", "iso8859_1": "iso-8859-1"}
WHATEVER = {"euc-tw"}
DECLARED = re.compile(rb"(?i)(charset|encoding)(\s*=\s*[\"']?\s*)([\w.:-]+)")

Decoder = Callable[[bytes], str]


def files() -> Iterator[tuple[str, Path]]:
    """The true encoding of each file, and the file."""
    for source in ("data/tests", "data-ousret"):
        for folder in sorted(path for path in (SUITE / source).iterdir() if path.is_dir()):
            name = re.sub(r"-(?:[a-z]{5,})$", "", folder.name).lower()
            if name not in WHATEVER:
                yield from ((NAMES.get(name, name), path) for path in sorted(folder.iterdir()))


def truths(page: bytes, encoding: str) -> set[str]:
    """The texts that count as right."""
    names = {encoding, WEB.get(encoding, encoding)}
    return {page.decode(name, "replace").lstrip("\ufeff") for name in names}


def ours(page: bytes) -> str:
    """Marsad's text of a page."""
    from marsad.read import ReadError
    from marsad.read.decode import decode

    try:
        return decode(page)
    except ReadError as error:
        return f"refused: {error}"


def charset_normalizer(page: bytes) -> str:
    """The text under charset-normalizer's best match."""
    from charset_normalizer import from_bytes

    return str(from_bytes(page).best() or "")


def faust_cchardet(page: bytes) -> str:
    """The text under the encoding that faust-cchardet names."""
    import cchardet

    return _in(page, cchardet.detect(page)["encoding"])


def chardet(page: bytes) -> str:
    """The text under the encoding that chardet names."""
    import chardet

    return _in(page, chardet.detect(page)["encoding"])


def _in(page: bytes, encoding: str | None) -> str:
    try:
        return page.decode(encoding or "utf-8", "replace")
    except LookupError:
        return ""


def decoders() -> dict[str, Decoder]:
    """Ours, and those of the others that are installed."""
    others = {"charset_normalizer": charset_normalizer, "cchardet": faust_cchardet, "chardet": chardet}
    return {"marsad": ours} | {name: decode for name, decode in others.items() if find_spec(name)}


def judge(systems: dict[str, Decoder], *, bare: bool, fails: bool) -> None:
    """Print right/total per encoding."""
    total: Counter[str] = Counter()
    right: dict[str, Counter[str]] = {name: Counter() for name in systems}
    seconds: Counter[str] = Counter()
    for encoding, path in files():
        page = path.read_bytes()
        if bare:
            page = DECLARED.sub(lambda match: match[1] + match[2] + b"-" * len(match[3]), page)
        total[encoding] += 1
        for name, decode in systems.items():
            start = time.process_time()
            text = decode(page)
            seconds[name] += time.process_time() - start
            good = text.lstrip("\ufeff") in truths(page, encoding)
            right[name][encoding] += good
            if fails and not good and name == "marsad":
                print(f"  not right: {encoding} {path.name}")
    print(f"\n{'bare' if bare else 'as they are':<16}", *(f"{name:>19}" for name in systems))
    for encoding in sorted(total):
        print(f"{encoding:<16}", *(f"{right[name][encoding]:>13}/{total[encoding]:<5}" for name in systems))
    print(f"{'all':<16}", *(f"{right[name].total():>13}/{total.total():<5}" for name in systems))
    print(f"{'ms a file':<16}", *(f"{seconds[name] / total.total() * 1e3:>19.2f}" for name in systems))


def cost() -> None:
    """Print what decoding valid UTF-8 costs, beside `bytes.decode` alone."""
    pages = [gzip.decompress(path.read_bytes()) for path in sorted(PAGES.glob("*.gz"))]
    pages = [page for page in pages if _valid(page)]
    size = sum(map(len, pages)) / len(pages) / 1e3
    print(f"\nvalid UTF-8, {len(pages)} pages of {size:.0f} kB on average, ms a page, best of 5")
    for name, decode in {"bytes.decode": bytes.decode, "marsad": ours}.items():
        print(f"{name:<16} {min(_seconds(decode, pages) for _ in range(5)) / len(pages) * 1e3:.3f}")


def _valid(page: bytes) -> bool:
    try:
        page.decode()
    except UnicodeDecodeError:
        return False
    return True


def _seconds(decode: Decoder, pages: list[bytes]) -> float:
    start = time.process_time()
    for page in pages:
        decode(page)
    return time.process_time() - start


def main() -> None:
    """Run as a script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fails", action="store_true", help="name the files that ours gets wrong")
    fails = parser.parse_args().fails
    systems = decoders()
    judge(systems, bare=False, fails=fails)
    judge(systems, bare=True, fails=fails)
    cost()


if __name__ == "__main__":
    main()
