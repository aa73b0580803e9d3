"""The tagger of Arabic names."""
