"""The site as a WSGI application, for `marsad serve` and any other server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marsad.observatory.settings")

application = get_wsgi_application()
