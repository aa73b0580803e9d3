"""Marsad, a press observatory. ``marsad.read`` is the way in for programs: page → article."""

from marsad.model import Article
from marsad.read import ReadError, read

__all__ = ["Article", "ReadError", "__version__", "read"]
__version__ = "0.1.0"
