"""Groups: reprint families and stories, placed online as articles arrive."""

GROUP_VERSION = "2"
"""Raised whenever the same articles in the same order would be grouped differently: `marsad rebuild` regroups then."""
