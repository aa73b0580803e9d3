"""Reservations of text and data mining: the W3C community group's TDMRep, and ``noai``.

TDMRep (final report of 2024-05-10) has three places, each superseding the one before: ``/.well-known/tdmrep.json``,
HTTP headers, and ``meta`` elements of a page. ``noai`` and ``noimageai`` stand in ``X-Robots-Tag`` and in the robots
``meta`` element, for everybody or for one agent by name; nothing supersedes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from marsad.collect.patterns import literal, matches, normal, normal_pattern
from marsad.collect.response import Response
from marsad.collect.robots import PRODUCT

TDMREP_PATH = "/.well-known/tdmrep.json"
MAX_TDMREP = 512_000
"""Bytes that are read of a tdmrep.json; a longer one is not read at all."""

MAX_RULES = 5000
_MAX_HEAD = 262_144
_MAX_WORDS = 200
_STATED = {0: False, 1: True, "0": False, "1": True}
_NO_AI = frozenset({"noai", "noimageai"})
_WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
"""Directives of ``X-Robots-Tag`` that are followed by a colon as an agent's name is."""

_HEAD_END = re.compile(rb"</head[\s>]|<body[\s>]", re.IGNORECASE)
_WORTH_PARSING = re.compile(rb"tdm-reservation|noai|noimageai", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reservation:
    """Rights reserved: ``where`` it is said, the ``words`` that say it, and the address of the publisher's policy."""

    where: str
    words: str
    policy: str | None = None

    def __str__(self) -> str:
        return f"{self.where} says {self.words}" + (f"; its policy: {self.policy}" if self.policy else "")


@dataclass(frozen=True, slots=True)
class TdmRule:
    """One rule of a tdmrep.json; ``location`` is a path pattern in normal spelling."""

    location: str
    reserved: bool
    policy: str | None
    words: str


@dataclass(frozen=True, slots=True)
class TdmRep:
    """A site's rules in their order; ``problem`` says what in the file could not be read, null where all could."""

    rules: tuple[TdmRule, ...] = ()
    problem: str | None = None

    def reserved(self, path: str) -> Reservation | None:
        """What reserves a path with its query: the first rule that matches decides, whatever it says."""
        path = literal(normal(path))
        rule = next((rule for rule in self.rules if matches(rule.location, path)), None)
        return Reservation("tdmrep.json", rule.words, rule.policy) if rule and rule.reserved else None


NOTHING_SAID = TdmRep()


def parse_tdmrep(data: bytes) -> TdmRep:
    """Read a tdmrep.json. What is not one reserves nothing, and the problem is told."""
    if not data.strip():
        return NOTHING_SAID
    if len(data) > MAX_TDMREP:
        return TdmRep(problem=f"tdmrep.json is longer than {MAX_TDMREP} bytes")
    try:
        stated = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return TdmRep(problem="tdmrep.json is not JSON")
    if not isinstance(stated, list):
        return TdmRep(problem="tdmrep.json is not a list of rules")
    if len(stated) > MAX_RULES:
        return TdmRep(problem=f"tdmrep.json has more than {MAX_RULES} rules")
    rules = [_rule(one) for one in stated]
    unread = next((number for number, rule in enumerate(rules, 1) if rule is None), None)
    problem = f"tdmrep.json: rule {unread} has no location, or a tdm-reservation other than 0 and 1"
    return TdmRep(tuple(rule for rule in rules if rule), problem if unread else None)


def _rule(stated: object) -> TdmRule | None:
    if not isinstance(stated, dict):
        return None
    location, reservation, policy = (stated.get(key) for key in ("location", "tdm-reservation", "tdm-policy"))
    if not isinstance(location, str) or not location or not isinstance(reservation, str | int):
        return None
    reserved = _STATED.get(reservation.strip() if isinstance(reservation, str) else reservation)
    if reserved is None:
        return None
    pattern = location if location.startswith(("/", "*")) else "/" + location
    words = json.dumps({"location": location, "tdm-reservation": reservation}, ensure_ascii=False)[:_MAX_WORDS]
    return TdmRule(normal_pattern(pattern), reserved, _policy(policy), words)


def stated(response: Response) -> Reservation | None:
    """What the answer itself reserves, in its headers or in the head of its page; null where nothing does."""
    metas = _metas(response)
    return _tdm(response, metas) or _no_ai_header(response) or _no_ai_meta(metas)


def _tdm(response: Response, metas: list[tuple[str, str]]) -> Reservation | None:
    headers = [(name.lower(), value) for name, value in response.headers]
    for where, pairs, form in (
        ("the page's meta element", metas, '<meta name="tdm-reservation" content="{}">'),
        ("the HTTP header", headers, "tdm-reservation: {}"),
    ):
        said = [value for name, value in pairs if name == "tdm-reservation" and value.strip() in _STATED]
        if said:
            policy = next((value for name, value in pairs if name == "tdm-policy"), None)
            reserving = next((value for value in said if _STATED[value.strip()]), None)
            return Reservation(where, form.format(reserving.strip()), _policy(policy)) if reserving else None
    return None


def _no_ai_header(response: Response) -> Reservation | None:
    for name, value in response.headers:
        if name.lower() == "x-robots-tag" and _reserves(value):
            return Reservation("the HTTP header", f"X-Robots-Tag: {value}"[:_MAX_WORDS])
    return None


def _reserves(header: str) -> bool:
    """Whether an ``X-Robots-Tag`` says ``noai`` to us: an agent's name holds for the rest of its line."""
    agent = PRODUCT.lower()
    for part in header.lower().split(","):
        before, colon, after = part.partition(":")
        names_agent = colon and before.strip() not in _WITH_VALUE
        agent = before.strip() if names_agent else agent
        directive = after if names_agent else part
        if directive.strip() in _NO_AI and agent in (PRODUCT.lower(), "*"):
            return True
    return False


def _no_ai_meta(metas: Iterable[tuple[str, str]]) -> Reservation | None:
    for name, content in metas:
        if name in ("robots", PRODUCT.lower()) and _NO_AI & {part.strip() for part in content.lower().split(",")}:
            return Reservation("the page's meta element", f'<meta name="{name}" content="{content}">'[:_MAX_WORDS])
    return None


def _metas(response: Response) -> list[tuple[str, str]]:
    """Names, in lower case, and contents of the meta elements in the head of an HTML page."""
    if "html" not in (response.header("content-type") or "html").lower():
        return []
    head = response.body[:_MAX_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    end = _HEAD_END.search(head)
    head = head[: end.end()] if end else head
    if not _WORTH_PARSING.search(head):
        return []
    tree = LexborHTMLParser(head)
    nodes = tree.head.css("meta[name]") if tree.head else []
    return [
        ((node.attributes.get("name") or "").strip().lower(), (node.attributes.get("content") or "").strip())
        for node in nodes
    ]


def _policy(stated: object) -> str | None:
    """The address of a policy, where it is one: it is shown, and never fetched."""
    return (
        stated.strip() if isinstance(stated, str) and re.match(r"\s*https?://[^\s<>\"]{1,2000}\s*$", stated) else None
    )
