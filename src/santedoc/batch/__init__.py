"""Many documents, over any ``concurrent.futures`` executor."""

from santedoc.batch.folders import documents_in
from santedoc.batch.selection import Selection
from santedoc.batch.validation import validate_many

__all__ = ["Selection", "documents_in", "validate_many"]
