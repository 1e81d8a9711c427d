"""Fictitious documents of every model, and a throw-away PKI marked as such."""
