"""XML as found in the wild: wrong declarations, names of characters, stray signs, what is cut."""

from __future__ import annotations

import pytest

from selon.wire.errors import InputError
from selon.wire.xml import find, parse_xml, text_of


def words(source: str | bytes, notes: list[str] | None = None) -> str:
    data = source.encode() if isinstance(source, str) else source
    root = parse_xml(data, "x.xml", (notes if notes is not None else []).append)
    return text_of(root) or ""


def test_a_wrong_declaration_is_seen_through() -> None:
    notes: list[str] = []
    assert words("<?xml version='1.0' encoding='iso-8859-1'?><p>Grève</p>", notes) == "Grève"
    assert notes == []
    assert (
        words("<?xml version='1.0' encoding='utf-8'?><p>Grève « dure »</p>".encode("cp1252"), notes) == "Grève « dure »"
    )
    assert notes == ["x.xml read as cp1252"]
    assert words("<?xml version='1.0' encoding='utf-16'?><p>Grève</p>".encode("utf-16")) == "Grève"


def test_names_of_characters_are_understood() -> None:
    assert (
        words("<p>La gr&egrave;ve&nbsp;: 3 &lt; 4 &amp; 5 &LT; 6 &#233; &#xE9;</p>")
        == "La grève\u00a0: 3 < 4 & 5 < 6 é é"
    )


def test_stray_ampersands_cost_nothing() -> None:
    notes: list[str] = []
    assert words("<p>R&D et S&P, selon M&Ms</p>", notes) == "R&D et S&P, selon M&Ms"
    assert len(notes) == 1 and notes[0].startswith("x.xml is malformed XML (")


def test_what_is_cut_is_read_up_to_there() -> None:
    notes: list[str] = []
    root = parse_xml(b"<a><p>Un.</p><p>Deux", "x.xml", notes.append)
    assert text_of(find(root, "p")) == "Un."
    assert len(notes) == 1 and "\n" not in notes[0]


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
        "<!DOCTYPE a [<!entity % x SYSTEM 'http://example.org/'> %x;]><a/>",
    ],
)
def test_entities_of_its_own_are_refused(source: str) -> None:
    with pytest.raises(InputError, match="declares entities of its own"):
        words(source)


def test_an_external_doctype_is_not_fetched() -> None:
    assert words("<!DOCTYPE a SYSTEM 'http://192.0.2.1/never.dtd'><a>Non</a>") == "Non"


def test_what_is_no_xml() -> None:
    with pytest.raises(InputError, match="is no well-formed XML"):
        words("Bonjour")
