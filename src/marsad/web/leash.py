"""``python -m marsad.web.leash PARENT COMMAND…``: become COMMAND, and end when the process PARENT does.

The kernel sends SIGTERM when the parent dies, however it dies, so that nothing goes on under no one's care; the
request outlives ``exec``. Elsewhere than on Linux there is no such request and this only becomes COMMAND.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with(parent: int) -> None:
    """Let this process get SIGTERM when ``parent``, which started it, ends; exit where it has ended already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            sys.exit(1)


def main(parent: int, command: list[str]) -> None:
    """Never returns."""
    end_with(parent)
    os.execvp(command[0], command)  # noqa: S606 - our supervisor's own commands


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
