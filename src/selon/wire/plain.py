"""Plain text: bytes → Dispatch.

The text is the file's, unchanged but for its line ends (CRLF and a lone CR become LF), its byte order mark, and accents
that stand apart from their letters, which are composed. UTF-8 is taken at its word, UTF-16 and UTF-32 by their mark;
anything else is one of the encodings that French was kept in before, told apart by charset-normalizer. What is no text,
or too long for one dispatch, is an InputError.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from selon.model import Dispatch, make_dispatch
from selon.wire.charsets import MARKS, text_of_bytes
from selon.wire.errors import InputError

LONGEST = 1_000_000  # characters; no dispatch comes near, a year of them in one file does
MOST_BYTES = 4 * LONGEST + 4  # more hold too many characters in any encoding, its mark included
KNOWN = (  # the files that people try most often, by their first bytes
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1b") + b"\x7f"
SAMPLE = 65_536  # bytes looked at to tell text from binary
APART = re.compile("[A-Za-z][\u0300-\u036f]+")
LINE_END = re.compile(r"\r\n?")
TOO_LONG = f"is longer than {LONGEST:,} characters; split it, one dispatch a file"


def load_plain(data: bytes, path: str, note: Callable[[str], None] = lambda line: None) -> Dispatch:
    """Returns the dispatch that `data` holds; calls `note` with "PATH read as cp1252" where it is not UTF-8.

    Raises InputError for what is empty, binary, too long or in no known encoding.
    """
    text, encoding = decode(data, path)
    if encoding != "utf-8":
        note(f"{path} read as {encoding}")
    return make_dispatch(text, path)


def decode(data: bytes, path: str) -> tuple[str, str]:
    """Returns the text, its line ends made LF, and the name of its encoding.

    Raises InputError, as `load_plain` does.
    """
    _refuse_bytes(data, path)
    text, encoding = text_of_bytes(data, path)
    _refuse_text(text, path)
    return composed(LINE_END.sub("\n", text)), encoding


def composed(text: str) -> str:
    """The text with accents and letters made one (NFC), as word lists and models have them; macOS takes them apart."""
    return APART.sub(lambda letter: unicodedata.normalize("NFC", letter[0]), text)


def _refuse_bytes(data: bytes, path: str) -> None:
    for signature, name in KNOWN:
        if data.startswith(signature):
            raise InputError(path, f"is {name}, no plain text; save its text as a .txt file")
    if not data.startswith(tuple(mark for mark, _ in MARKS)) and _is_binary(data[:SAMPLE]):
        raise InputError(path, "is binary, or UTF-16 without its mark; save its text as a .txt file in UTF-8")
    if len(data) > MOST_BYTES:
        raise InputError(path, TOO_LONG)


def _refuse_text(text: str, path: str) -> None:
    if "\0" in text:
        raise InputError(path, f"holds NUL characters (the first at {text.index(chr(0))}); remove them")
    if len(text) > LONGEST:
        raise InputError(path, TOO_LONG)
    if not text.strip():
        raise InputError(path, "is empty; give it the text of a dispatch")


def _is_binary(sample: bytes) -> bool:
    """Control characters make up a tenth of it: a stray few, NULs too, stand in text."""
    return len(sample) - len(sample.translate(None, CONTROLS)) > len(sample) / 10
