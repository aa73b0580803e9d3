"""What goes wrong with a page, in exceptions that every module of the room can import."""

from __future__ import annotations


class ReadError(ValueError):
    """A page that cannot be read; the message says why, in words for the person who sent it."""


class NoArticle(ReadError):  # noqa: N818 - named for the reason
    """A sound page that holds no article: nothing is there, or something stands in its place."""


class NeedsScript(NoArticle):
    """A page that is empty until its scripts have run, which Marsad does not do."""


class SaysMissing(NoArticle):
    """A page that says that it does not exist, or not any more."""
