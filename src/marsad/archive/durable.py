"""Files that only grow and whose bytes are on the disk when `sync` returns."""

from __future__ import annotations

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


class GrowingFile:
    """An append-only file. `append` returns the offset that the bytes were written at."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab", buffering=0)
        sync_folder(path.parent)
        sync_folder(path.parent.parent)

    def append(self, data: bytes) -> int:
        """Write ``data`` at the end of the file; not durable before `sync`.

        What a full disk or the like leaves torn is cut again, so that nothing is ever written behind it. Where even
        that fails the file is closed, and the next opening finds the torn end.
        """
        offset = self._file.seek(0, os.SEEK_END)
        view = memoryview(data)
        try:
            while view:
                view = view[self._file.write(view) :]
        except BaseException:
            try:
                self._file.truncate(offset)
            except OSError:
                self._file.close()
            raise
        return offset

    def sync(self) -> None:
        """Return when everything appended is on the disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file; what was not synced may be lost with the power."""
        self._file.close()
