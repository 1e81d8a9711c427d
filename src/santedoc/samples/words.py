"""The words of authors: comments of a sentence."""

from __future__ import annotations

from santedoc.model.datatypes import TextReference
from santedoc.model.statements import Comment


def comment(words: str) -> Comment:
    """Return a comment.

    Args:
        words: what it says.
    """
    return Comment(text=TextReference(text=words))
