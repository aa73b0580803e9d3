"""Collecting: the guarded fetch function, feeds, lists of addresses, robots.txt, and politeness."""
