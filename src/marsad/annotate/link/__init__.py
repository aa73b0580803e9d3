"""One id for one person, organisation, place or initiative over articles, scripts and languages."""

from __future__ import annotations

from marsad.annotate.link.decisions import Decision, Join, Part
from marsad.annotate.link.linker import Linker

__all__ = ["Decision", "Join", "Linker", "Part"]
