"""Every failure of the libraries below the fetch function, as a :class:`FetchError` in plain words."""

from __future__ import annotations

import ssl

import h2.events
import h2.exceptions
import httpcore

from marsad.collect.connect import BudgetError, DeadlineError
from marsad.collect.decode import CodingError
from marsad.collect.errors import BadResponse, FetchError, TimedOut, TlsFailed, TooLarge

_CERTIFICATE = {
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is signed by itself",
    19: "its certificate comes from an authority that is not known here",
    20: "its certificate comes from an authority that is not known here",
    21: "its certificate comes from an authority that is not known here",
    62: "its certificate is for another name",
    64: "its certificate is for another address",
}
"""OpenSSL's verify codes that a reader of the press meets, in words."""


def named(url: str, error: Exception, seconds: float) -> FetchError:
    """What went wrong at that URL; ``seconds`` is what the whole fetch had."""
    if isinstance(error, FetchError):
        return error
    if isinstance(error, DeadlineError):
        return TimedOut(url, f"not finished after {seconds:g} s")
    if isinstance(error, BudgetError):
        return TooLarge(url, "more bytes than the limit")
    if isinstance(error, CodingError):
        return BadResponse(url, str(error))
    if isinstance(error, TimeoutError | httpcore.TimeoutException):
        return TimedOut(url, "the server went silent")
    cause = _cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return TlsFailed(url, _CERTIFICATE.get(cause.verify_code, cause.verify_message))
    if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError):
        return TlsFailed(url, words(cause))
    if isinstance(cause, h2.exceptions.DenialOfServiceError):
        return TooLarge(url, "headers above the limit")
    return BadResponse(url, _protocol_words(error, cause))


def _cause(error: Exception) -> object:
    """What httpcore wraps: the error of a library below, or the event that ended a stream."""
    inner = error.args[0] if error.args and isinstance(error, httpcore.NetworkError | httpcore.ProtocolError) else None
    return inner if inner is not None and not isinstance(inner, str) else error


def _protocol_words(error: Exception, cause: object) -> str:
    if isinstance(cause, h2.events.StreamReset | h2.events.ConnectionTerminated):
        return "the server breaks off its answer"
    text = words(cause) if isinstance(cause, BaseException) else str(cause)
    if "without sending complete message body" in text or isinstance(cause, h2.exceptions.InvalidBodyLengthError):
        return "the body stops before its announced end"
    if "disconnected" in text or isinstance(cause, ssl.SSLEOFError):
        return "the server closed the connection without a whole answer"
    if isinstance(error, httpcore.NetworkError | OSError):
        return text
    return f"not HTTP as it should be: {text}"


def words(error: BaseException) -> str:
    """The reason of a library's error, on one line."""
    text = " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split())[:200]
    return "".join(char for char in text if char.isprintable())
