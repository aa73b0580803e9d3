"""Open an observatory's folder: point Django at it and bring its tables up to date."""

from __future__ import annotations

import os
from pathlib import Path

_PATIENCE = 600.0
"""Seconds to wait for another process that is bringing the same tables up to date."""


def open_observatory(data_dir: Path, *, migrate: bool = True) -> None:
    """Configure Django for ``data_dir`` (made if absent); call once per process, before any table is touched."""
    os.environ["MARSAD_DATA"] = str(data_dir.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marsad.observatory.settings")
    data_dir.mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    if migrate:
        from django.core.management import call_command

        from marsad.archive.locks import Lock
        from marsad.observatory.paths import locks_dir

        with Lock(locks_dir(data_dir) / "migrate.lock", wait=_PATIENCE):
            call_command("migrate", verbosity=0, interactive=False)
