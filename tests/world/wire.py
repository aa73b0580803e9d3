"""A request as the servers read it and an answer as they send it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

_REASONS = {status.value: status.phrase for status in HTTPStatus}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: ``path`` with its query; ``headers`` by name in lower case; ``now`` is the world's time.

    ``honest`` gives the answer as it would be to a request without conditions and codings.
    """

    method: str
    host: str
    path: str
    headers: Mapping[str, str]
    now: float
    honest: Callable[[], Answer]

    def header(self, name: str) -> str:
        """A header's value, empty where there is none."""
        return self.headers.get(name, "")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body; the length is added when it is sent."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def without(self, *names: str) -> tuple[tuple[str, str], ...]:
        """The headers but those."""
        return tuple((name, value) for name, value in self.headers if name.lower() not in names)

    def header(self, name: str) -> str:
        """A header's value, empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def wire(self, method: str = "GET") -> bytes:
        """Its bytes."""
        lines = [f"HTTP/1.1 {self.status} {_REASONS.get(self.status, '')}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.status != 304:
            lines.append(f"Content-Length: {len(self.body)}")
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        return head if method == "HEAD" or self.status == 304 else head + self.body
