"""For publishers' own tests: generated documents (hypothesis), and an assertion (pytest)."""
