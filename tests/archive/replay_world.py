"""Runs in the environment of pywb (`make .replay/.done`), knows nothing of Marsad, and answers as JSON on its output.

``surt``: the keys of the addresses on its input, one a line. ``replay FOLDER``: pywb over the archive and index in
FOLDER; its input is paths (``/m/20260302mp_/https://…``), its answers are status, location and body.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path


def keys(urls: list[str]) -> list[str]:
    from surt import surt

    return [surt(url) for url in urls]


def replay(folder: Path, paths: list[str]) -> list[dict[str, object]]:
    config = {"collections": {"m": {"index_paths": str(folder / "index.cdxj"), "archive_paths": f"{folder}/"}}}
    (folder / "config.yaml").write_text(json.dumps(config))  # JSON is YAML
    os.chdir(folder)
    from pywb.apps.frontendapp import FrontEndApp
    from werkzeug.test import Client

    client = Client(FrontEndApp(config_file="config.yaml"))
    found = []
    for path in paths:
        answer = client.get(path)
        body = answer.get_data().decode("utf-8", "replace")
        found.append({"status": answer.status_code, "location": answer.headers.get("Location"), "body": body})
    return found


if __name__ == "__main__":
    given = json.loads(sys.stdin.read())
    with contextlib.redirect_stdout(sys.stderr):
        answers = keys(given) if sys.argv[1] == "surt" else replay(Path(sys.argv[2]), given)
    json.dump(answers, sys.stdout)
