"""Numbers in words."""

from __future__ import annotations

from functools import lru_cache

from text_to_num import text2num


@lru_cache(maxsize=4096)
def number_in_words(words: str) -> int | None:
    """ "dix-huit" → 18; None for what is no number."""
    try:
        return int(text2num(words, "fr"))
    except (ValueError, AttributeError, IndexError):
        return None
