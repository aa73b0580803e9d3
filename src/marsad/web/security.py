"""What a page of ours may load and link to: nothing from another host, and no script outside the admin."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

_COMMON = "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
SITE_POLICY = f"default-src 'none'; style-src 'self'; img-src 'self'; {_COMMON}"
ADMIN_POLICY = (
    f"default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; {_COMMON}"
)


class ContentSecurityPolicyMiddleware:
    """Sends the policy with every response; Django's admin, which needs scripts, gets one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        policy = ADMIN_POLICY if request.path.startswith(reverse("admin:index")) else SITE_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


def web_link(url: str | None) -> str | None:
    """The address if a reader may be sent there: http or https, with a host and without credentials; else null."""
    if not url or any(char.isspace() or ord(char) < 0x20 for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    return url
