"""The sample newsroom: fictional pages for the demo and the tests. Quality is never measured on it.

`sample_dir()` holds `pages/ID.html` (raw bytes, each in its own encoding), `meta.jsonl` (`{id, url, fetched}` a line)
and `truth.jsonl` (what each page says). The pages are rendered from `articles/` by `python -m marsad.sample.build`.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["sample_dir"]


def sample_dir() -> Path:
    """The folder with `pages/`, `meta.jsonl` and `truth.jsonl`.

    Raises FileNotFoundError where the package is not installed as plain files (inside a zip, say).
    """
    from importlib import resources

    folder = resources.files(__name__)
    if not isinstance(folder, Path):
        raise FileNotFoundError("the sample newsroom needs an installation in plain files")
    return folder
