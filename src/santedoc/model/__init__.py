"""The clinical document, format-neutral: what a publisher describes once."""
