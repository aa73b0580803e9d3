"""Thin views: read the request, ask `web.queries`, render."""
