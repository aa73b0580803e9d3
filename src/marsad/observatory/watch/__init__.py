"""The watch: channels asked again and again, what they announce fetched and kept, for ever, one request at a time."""
