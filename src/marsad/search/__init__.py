"""Search: one analyser for index and queries, and a full-text index behind a small interface."""
