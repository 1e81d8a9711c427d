"""Entries: the templates of statements."""
