"""Dossiers: an actor, an initiative or a question followed over articles."""
