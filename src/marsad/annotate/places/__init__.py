"""Where names are places: countries, towns and regions with their names in four languages."""
