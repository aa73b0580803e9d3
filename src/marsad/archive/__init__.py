"""The archive and the journal: the truth that everything else is derived from."""
