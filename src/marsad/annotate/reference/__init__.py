"""Who or what words stand for that are no full name: a surname, an office, a common noun, a pronoun."""

from __future__ import annotations

from marsad.annotate.reference.references import References

__all__ = ["References"]
