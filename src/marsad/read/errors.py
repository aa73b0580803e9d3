"""What goes wrong with a page, in one exception that every module of the room can import."""

from __future__ import annotations


class ReadError(ValueError):
    """A page that cannot be read; the message says why, in words for the person who sent it."""
