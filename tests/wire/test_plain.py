"""Bytes → text: every encoding that French is kept in, and one line for what is no text."""

from __future__ import annotations

import codecs
import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.wire.errors import InputError
from selon.wire.plain import LONGEST, composed, decode, load_plain

TEXT = "« Où est-il allé ? » a demandé Zoé à Séoul, d'après l'agence. Les deux pays coopéraient déjà à Noël.\n"


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        decode(data, "x.txt")
    message = str(caught.value)
    assert message.startswith("x.txt: ")
    assert len(message.splitlines()) == 1
    return message


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (b"", "utf-8", "utf-8"),
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
        (b"", "cp1252", "cp1252"),
        (b"", "latin-1", "cp1252"),
        (b"", "mac_roman", "mac_roman"),
    ],
)
def test_encodings(mark: bytes, codec: str, name: str) -> None:
    assert decode(mark + TEXT.encode(codec), "x.txt") == (TEXT, name)


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", ["Pékin a annoncé, mardi, l’ouverture.", "Où est-il allé ?", "Séoul l’a démenti."])
def test_short_texts_in_old_encodings(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "x.txt") == (text, codec)


def test_oe_and_euro_of_cp1252() -> None:
    text = "L’œuvre coûte 3 € à l’État, a répété le ministre."
    assert decode(text.encode("cp1252"), "x.txt") == (text, "cp1252")


def test_broken_utf8_keeps_its_accents() -> None:
    text, encoding = decode((TEXT * 3).encode() + b"fin\xe9", "x.txt")
    assert text == TEXT * 3 + "fin\ufffd"
    assert encoding.startswith("utf-8, 1 unreadable")


def test_line_ends_become_line_feeds_and_nothing_else_changes() -> None:
    rest = "\td \u00a0\u200f\x07é\u2028f"
    assert decode(f"a\r\nb\rc\n\r\n{rest}".encode(), "x.txt")[0] == f"a\nb\nc\n\n{rest}"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\u00a0\u2003".encode(), codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_empty(data: bytes) -> None:
    assert "is empty" in refusal(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF file"),
        (b"PK\x03\x04\x14\0\x06\0", "a Word"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        (b"{\\rtf1\\ansi Bonjour", "an RTF file"),
        (bytes(range(256)) * 20, "binary"),
        (TEXT.encode("utf-16-le"), "UTF-16 without its mark"),
        (random.Random(1).randbytes(10_000), "binary"),
    ],
)
def test_binary(data: bytes, kind: str) -> None:
    assert kind in refusal(data)


def test_a_few_nuls_are_named() -> None:
    assert "NUL characters (the first at 5)" in refusal(b"Moscou\0".replace(b"u", b"") + TEXT.encode())


def test_a_stray_control_character_is_text() -> None:
    assert decode(b"\x07" + TEXT.encode(), "x.txt") == ("\x07" + TEXT, "utf-8")


def test_longest() -> None:
    assert len(decode(b"a" * LONGEST, "x.txt")[0]) == LONGEST
    assert "split it" in refusal(b"a" * (LONGEST + 1))
    assert "split it" in refusal("é".encode() * 2 * LONGEST)
    assert "split it" in refusal(b"a" * 50_000_000)


def test_unknown_encoding() -> None:
    refusal(bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xA4, 0xFF, 0xD0] * 40))


def test_the_dispatch_holds_the_text_and_the_encoding_is_said() -> None:
    notes: list[str] = []
    dispatch = load_plain(TEXT.encode("cp1252"), "x.txt", notes.append)
    assert (dispatch.text, dispatch.path, dispatch.lang) == (TEXT, "x.txt", "fr")
    assert dispatch.id == hashlib.sha256(TEXT.encode()).hexdigest()
    assert notes == ["x.txt read as cp1252"]
    load_plain(TEXT.encode(), "x.txt", notes.append)
    assert len(notes) == 1


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_one_line(data: bytes) -> None:
    try:
        text, _ = decode(data, "x.txt")
    except InputError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert text.strip()
        assert "\r" not in text
        text.encode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_is_taken_at_its_word(text: str) -> None:
    if not text.startswith(("\ufeff", "%PDF", "PK", "GIF8", "{\\rtf")):
        assert decode(text.encode(), "x.txt") == (composed(text), "utf-8")


def test_accents_that_stand_apart_are_composed() -> None:
    assert decode("Le pre\u0301sident e\u0301tait la\u0300.".encode(), "x.txt")[0] == "Le président était là."
    assert composed("\u2126 \u212b \u0301") == "\u2126 \u212b \u0301"  # nothing else changes
