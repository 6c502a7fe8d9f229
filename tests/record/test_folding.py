"""Folding: what is compared without accents, capitals, punctuation."""

from __future__ import annotations

import pytest

from selon.record.folding import folded, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim Jong-un", " kim jong un "),
        ("  L’ÉLYSÉE ", " l elysee "),
        ("Œuvre, Ægir & Łódź", " oeuvre aegir lodz "),
        ("Straße № 3", " strasse no 3 "),
        ("中国", " 中国 "),
        ("!?", "  "),
        ("", "  "),
    ],
)
def test_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


def test_slug_is_never_empty() -> None:
    assert slug("Kim Jong-un") == "kim-jong-un"
    assert slug("!?") == "21-3f"
