"""Reading a drawn picture back: as XML, with what a browser would do with it."""

from __future__ import annotations

from xml.etree import ElementTree

from marsad.web.pictures.canvas import Picture

_NS = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "line", "text", "a", "circle", "polygon"}
DRAWN |= {"polyline"}


def parsed(picture: Picture) -> ElementTree.Element:
    """The picture's root; fails where it is not well-formed."""
    return ElementTree.fromstring(str(picture.svg))


def found(picture: Picture, tag: str, named: str = "") -> list[ElementTree.Element]:
    """Its elements of one tag, of a class where one is given."""
    listed = parsed(picture).iter(_NS + tag)
    return [one for one in listed if not named or named in (one.get("class") or "").split()]


def texts(picture: Picture) -> list[str]:
    """What stands written in it."""
    return [one.text or "" for one in found(picture, "text")]


def harmless(picture: Picture) -> bool:
    """Whether it holds nothing but drawing: no other element, no handler, no style, no address of another site."""
    for one in parsed(picture).iter():
        if one.tag.removeprefix(_NS) not in DRAWN:
            return False
        for name, value in one.attrib.items():
            if name.startswith("on") or name == "style":
                return False
            if name == "href" and not value.startswith(("/", "?")):
                return False
    return True
