"""Footnotes: words of a dispatch, as one cites them under a text of one's own."""

from __future__ import annotations

from collections.abc import Iterable


def footnote(told: Iterable[str | None], path: str, words: str, link: str | None) -> str:
    """ "AFP, Rome, 2024-03-08, Le pont: « Le pont a cédé » selon:3fa9c2d1b0aa#w120-134": `told` are agency, place, day
    and title, as far as they are known, else the path; `link` is where the words stand."""
    by = ", ".join(filter(None, told)) or path
    return f"{by}: « {' '.join(words.split())} »{f' {link}' if link else ''}"
