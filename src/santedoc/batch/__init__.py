"""Many documents, over any ``concurrent.futures`` executor."""

from santedoc.batch.selection import Selection
from santedoc.batch.validation import validate_many

__all__ = ["Selection", "validate_many"]
