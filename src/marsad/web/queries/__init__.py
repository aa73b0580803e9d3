"""What each page asks of the tables, as frozen values ready to be shown."""
