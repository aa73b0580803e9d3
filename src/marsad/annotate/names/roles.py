"""The office that a text gives a person: "la ministre de l'Eau, X", "X, director general de …"."""

from __future__ import annotations

from marsad.annotate.names.view import QUOTES, View

_LONGEST = 24
_OF = frozenset({"de", "d'", "du", "des", "del", "of"})
_FORMER = frozenset({"ancien", "ancienne", "anciens", "antiguo", "antigua", "exministro", "exministra", "former", "ex"})
_STOPS = frozenset({",", ";", ".", ":", "!", "?", "(", ")", "–", "—", "[", "]"} | set(QUOTES))
_SKIPPED = frozenset(
    {
        "le",
        "la",
        "l'",
        "les",
        "son",
        "sa",
        "un",
        "une",
        "el",
        "su",
        "uno",
        "una",
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
    }
)


def role_after(view: View, last: int) -> str | None:
    """The words behind a comma that begin with an office, up to the next stop."""
    passage = view.passage
    comma = last + 1
    stop = view.stop[last]
    if comma + 1 >= stop or passage.words[comma] not in {",", "،", "("}:
        return None
    start = comma + 1
    while start < stop and passage.folded[start] in _SKIPPED:
        start += 1
    if start >= stop or not _opens_role(view, start, stop):
        return None
    end = start
    while end + 1 < stop and passage.words[end + 1] not in _STOPS and end - start < _LONGEST:
        if view.word(end + 1) in view.words.speech and end > start:
            break
        end += 1
    return _cleaned(view, start, end)


def _opens_role(view: View, start: int, stop: int) -> bool:
    """An office as first word, or behind what English puts before it: "Tunisia's secretary", "minister delegate"."""
    words = view.words
    if words.lang != "en":
        return is_role(view, start) or (view.word(start) in _FORMER and is_role(view, start + 1))
    for at in range(start, min(start + 6, stop)):
        if view.passage.words[at] in _STOPS:
            return False
        if is_role(view, at):
            return True
    return False


def is_role(view: View, at: int) -> bool:
    """Whether a token is a noun of office, one of the past too: "ex-ministre"."""
    return view.word(at).removeprefix("ex-") in view.words.roles


def role_before(view: View, first: int) -> str | None:
    """The words that lead up to a name from an office: "la ministre déléguée chargée de l'Eau, X", "el capitán X"."""
    passage, words = view.passage, view.words
    begin = view.begin[first]
    if first > begin and passage.folded[first - 1] in _OF:
        return None  # "la directrice de Sakan Tadla" names no person
    at = first - 1
    while at > begin and (passage.words[at] in {",", "."} or passage.folded[at] in words.titles):
        at -= 1
    end, found = at, None
    while at >= begin and end - at < _LONGEST:
        word = passage.words[at]
        if word in _STOPS and word != ",":
            break
        if word == ",":
            break
        if is_role(view, at) and not view.taken[at]:
            found = at
            if at > begin and passage.folded[at - 1] in _FORMER:
                at, found = at - 1, at - 1
            if at == begin or passage.folded[at - 1] in _SKIPPED:
                break
        elif passage.folded[at] in words.speech and found is None and at != end:
            break
        at -= 1
    if found is None or end - found > _LONGEST:
        return None
    if found != end and not _reaches(view, found, end):
        return None
    start = found
    if words.lang == "en":
        while start > begin and view.cap[start - 1] and not view.opens[start - 1]:
            start -= 1
    return _cleaned(view, start, end)


def _reaches(view: View, found: int, end: int) -> bool:
    """Whether the words from an office up to the name are all its own: no verb, no relative, no number."""
    words = view.words
    broken = {"qui", "que", "a", "ont", "est", "sont", "dont", "ou", "who", "which", "that", "has", "have", "is", "was",
              "will", "had", "ha", "han", "es", "fue", "quien", "et", "and"}  # fmt: skip
    for at in range(found + 1, end + 1):
        word = view.passage.words[at] if view.passage.words[at] == "à" else view.passage.folded[at]
        if word in broken and not (word in {"et", "and"} and view.word(at + 1) in words.joins | {"la", "le", "l'"}):
            return False
        if word in words.speech or view.taken[at]:
            return False
    return True


def _cleaned(view: View, start: int, end: int) -> str:
    return " ".join(view.passage.between(start, end).split())
