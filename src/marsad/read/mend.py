"""UTF-8 that went wrong: single-byte runs within it, and text encoded twice. Both are mended only where it is sure."""

from __future__ import annotations

import re

_SAMPLE = 65_536
_BEYOND = re.compile(r"[^\x00-\x7f]")
_RUN = re.compile(rb"[\x80-\xff]+")
_TORN = frozenset(b"\xc2\xc3\xc4\xc5\xd8\xd9\xda\xdb")
"""First bytes of the commonest two-byte letters: alone they are a letter cut in two, not an Â or an Ù."""

_HIGH = {char: byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))}
_TO_LATIN1 = str.maketrans({char: chr(byte) for char, byte in _HIGH.items()})
_BYTE = r"\x80-\xbf" + "".join(_HIGH)
_TWICE = re.compile(f"(?:[ÂÃÄÅÎÏÐÑØÙÚÛ][{_BYTE}]|â[{_BYTE}]{{2}})+")
_SURE = re.compile(
    f"[a-z]Ã[{_BYTE}]|Ã[{_BYTE}](?=[a-z])|â€[{_BYTE}](?=\\w|\\s|<)|(?:[ØÙ][{_BYTE}]){{3}}",
)
_ARABIC_BYTE = "[\u0600-\u06ff\x80-\xff\u200c-\u203a\u20ac\u2122\u0152\u0153\u0192\u02c6]"
_ARABIC_TWICE = re.compile(f"(?:[طظ]{_ARABIC_BYTE})+")
_WANTED = re.compile(
    "[\xa0-\xff\u0152\u0153\u0178\u0100-\u017f\u0391-\u03ce\u0400-\u04ff\u0600-\u06ff\u2010-\u2026\u20ac\u2122\u2039\u203a]+"
)
_ARABIC_WORD = re.compile("[\u0600-\u06ff\xab\xbb\u2018-\u201d]+")


def mixed_utf8(page: bytes, *, declared: bool) -> str | None:
    """The text of UTF-8 in which some runs of bytes are not; null where the page is not UTF-8 in the main.

    Such runs come of a template and its texts in different encodings (read as windows-1252, or windows-1256 where
    they are Arabic words), of a letter cut in two, or of damage (U+FFFD, as the standard has it).
    """
    good, bad = 0, []
    for run in _RUN.findall(page):
        try:
            run.decode()
            good += 1
        except UnicodeDecodeError:
            bad.append(run)
    if good < 1 or good * (10 if declared else 2) < len(bad):
        return None
    arabic = sum(len(run) > 2 and _arabic(run) for run in bad) * 2 > len(bad)
    return _RUN.sub(lambda match: _utf8(match, "cp1256" if arabic else "cp1252"), page).decode()


def _arabic(run: bytes) -> bool:
    return all(byte >= 0xC0 or byte in b"\xa1\xba\xbf\x81\x8d\x8e\x90\x98" for byte in run)


def _utf8(match: re.Match[bytes], encoding: str) -> bytes:
    run = match.group()
    try:
        run.decode()
        return run
    except UnicodeDecodeError:
        patched = run.decode("utf-8", "replace")
    lost = patched.count("\ufffd")
    if len(patched) - lost >= lost or (len(run) == 1 and run[0] in _TORN and encoding == "cp1252"):
        return patched.encode()
    return run.decode(encoding, "replace").encode()


def encoded_twice(text: str) -> str:
    """``text`` with its ``Ã©`` and ``Ø§Ù„`` mended, where enough of them leave no doubt; else ``text`` itself.

    Only the first `_SAMPLE` characters are looked at for a doubt: every page pays for that look.
    """
    find = text.find
    if find("Ã", 0, _SAMPLE) >= 0 or find("Ø", 0, _SAMPLE) >= 0 or find("€", 0, _SAMPLE) >= 0:
        head = text[:_SAMPLE]
        if len(_SURE.findall(head)) > 1 and sum(map(len, _TWICE.findall(head))) > 0.3 * len(_BEYOND.findall(head)):
            return _TWICE.sub(_once, text)
    if find("§", 0, _SAMPLE) >= 0 and text.count("ط§", 0, _SAMPLE) > 2:
        return _ARABIC_TWICE.sub(_once_arabic, text)
    return text


def _once(match: re.Match[str]) -> str:
    run = match.group()
    try:
        found = run.translate(_TO_LATIN1).encode("latin-1").decode()
    except UnicodeError:
        return run
    return found if _WANTED.fullmatch(found) else run


def _once_arabic(match: re.Match[str]) -> str:
    run = match.group()
    try:
        found = run.encode("cp1256").decode()
    except UnicodeError:
        return run
    return found if _ARABIC_WORD.fullmatch(found) else run
