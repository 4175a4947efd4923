"""Everything people do with requests."""
