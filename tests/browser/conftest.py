"""The demo, served as `make demo` does, and a browser to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("MARSAD_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a demo of its own. With MARSAD_SITE, that of one that is running already."""
    if running := os.environ.get("MARSAD_SITE"):
        yield running.rstrip("/")
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="marsad-demo-") as folder:
        data = Path(folder) / "demo"
        env = {key: value for key, value in os.environ.items() if not key.startswith(("MARSAD_", "DJANGO_"))}
        command = [sys.executable, "-m", "marsad.cli", "demo", "--data", str(data), "--port", str(port)]
        process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout
            assert any(line.startswith("Marsad is at") for line in process.stdout), "the demo ended before it served"
            account = [sys.executable, "-m", "marsad.cli", "user", "add", "--data", str(data), "--password-stdin"]
            for options in (["samia"], ["nadia", "--group", "editor"], ["omar", "--group", "operator"]):
                subprocess.run([*account, *options], env=env, input="lantern-and-quay\n", text=True, check=True)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, from MARSAD_CHROMIUM where that names it."""
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed; name one with MARSAD_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where screenshots go: MARSAD_SHOTS, or a temporary folder."""
    folder = Path(os.environ.get("MARSAD_SHOTS") or tempfile.mkdtemp(prefix="marsad-shots-"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
