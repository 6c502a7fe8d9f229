"""What stands in brackets behind a name: an acronym and its expansion, a department, a party.

The parse never sees a capitalised word in brackets ("l'Union africaine (UA)", "Bry (Marne)"): here it is read off the
text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from selon.stages.names.chunks import Chunk

WORD = re.compile(r"\(([A-ZÀ-ÖØ-Þ][\w.-]{1,9})\)")
SMALL = frozenset("de d' du des la le l' les et ou aux au à en pour sur contre par dans".split())
LONGEST = 14  # chunks of an expansion


class Bracket(NamedTuple):
    """The word in brackets, and the chunk that it stands behind, None where it opens the sentence."""

    start: int
    end: int
    text: str
    behind: int | None


def brackets(text: str, start: int, end: int, chunks: Sequence[Chunk]) -> list[Bracket]:
    """Le Bureau d'enquêtes et d'analyses (BEA) a ouvert une enquête à Arbois (Jura).

    Returns the capitalised words in brackets between two offsets of the text.
    """
    found = []
    ends = [chunk.end for chunk in chunks]
    for match in WORD.finditer(text, start, end):
        behind = bisect_right(ends, match.start()) - 1
        found.append(Bracket(match.start(1), match.end(1), match[1], behind if behind >= 0 else None))
    return found


def expansion(acronym: str, chunks: Sequence[Chunk], behind: int) -> int | None:
    """Le service national de renseignement (SNR) n'a rien vu.

    Returns the first chunk of the phrase that ends at chunk `behind` and whose initials are the acronym's, None where
    there is none.
    """
    letters = [letter for letter in acronym.upper() if letter.isalpha()]
    if not acronym.isupper() or len(letters) < 2:
        return None
    i = behind
    while letters and i >= 0 and behind - i < LONGEST:
        chunk = chunks[i]
        if chunk.lower not in SMALL:
            if not plain(chunk.text).startswith(letters[-1]):
                return None
            letters.pop()
            if not letters:
                return i
        i -= 1
    return None


def plain(text: str) -> str:
    """The first letter as acronyms write it: États → E."""
    first = text[:1].upper()
    return {"É": "E", "È": "E", "Ê": "E", "À": "A", "Â": "A", "Î": "I", "Ô": "O", "Ç": "C", "Œ": "O"}.get(first, first)
