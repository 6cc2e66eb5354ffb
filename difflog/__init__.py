"""The log: one query, many shapes."""
