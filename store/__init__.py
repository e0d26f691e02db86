"""What we remember: tables, keys, queries. Never what to do about it."""
