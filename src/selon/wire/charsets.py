"""Character sets: bytes → text, and the name of the encoding.

UTF-8 is taken at its word, UTF-16 and UTF-32 by their mark; then what the data declares of itself; anything else is one
of the encodings that French was kept in before, told apart by charset-normalizer.
"""

from __future__ import annotations

import codecs
import re

from selon.wire.errors import InputError

LEGACY = ("cp1252", "iso8859_15", "mac_roman", "cp850")  # among more candidates, short French texts are mistaken
LATIN = frozenset(("iso8859-1", "ascii"))  # so called, but read as cp1252, which holds it: as browsers do
MARKS = (  # the UTF-32 mark begins with that of UTF-16, so it stands first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r") + b"\x7f"  # of a telex; no text has them
DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""")
HEAD = 2048  # bytes in which a declaration stands


def text_of_bytes(data: bytes, path: str, declared: str | None = None) -> tuple[str, str]:
    """Returns the text and the name of its encoding; `declared` is what the data, or its bearer, says that it is.

    Raises InputError where no encoding fits.
    """
    return _marked(data) or _unmarked(data, path, declared)


def declared_in(data: bytes) -> str | None:
    """The encoding that an XML declaration or a `<meta charset>` names, None where none does."""
    found = DECLARED.search(data, 0, HEAD)
    return found[1].decode("ascii") if found else None


def _marked(data: bytes) -> tuple[str, str] | None:
    """Decodes what opens with a byte order mark; None for what does not."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, _with_damage(encoding, text.count("\ufffd"))
    return None


def _unmarked(data: bytes, path: str, declared: str | None) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _declared(data, declared) or _damaged(data) or _legacy(data, path)


def _declared(data: bytes, name: str | None) -> tuple[str, str] | None:
    """Decodes by the encoding that the data says of itself; None where it says none, a wrong one, or UTF-8, which it
    is not."""
    try:
        encoding = codecs.lookup(name).name if name else "utf-8"
        encoding = "cp1252" if encoding in LATIN else encoding
        return None if encoding.startswith("utf") else (data.decode(encoding), encoding)
    except (LookupError, ValueError):
        return None


def _damaged(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few bytes broken: its accents, of two bytes and more, outnumber the breaks by ten to one."""
    text = data.decode("utf-8", "replace")
    breaks = text.count("\ufffd")
    accents = sum(map(text.count, "éèàêçùôîâ’«»—"))
    return (text, _with_damage("utf-8", breaks)) if accents >= 10 * breaks else None


def _with_damage(encoding: str, breaks: int) -> str:
    return f"{encoding}, {breaks} unreadable characters shown as \ufffd" if breaks else encoding


def _legacy(data: bytes, path: str) -> tuple[str, str]:
    """Finds the encoding in which the text looks most like text; raises InputError where none fits."""
    from charset_normalizer import from_bytes  # slow to load, seldom needed

    found = from_bytes(data.translate(None, CONTROLS), cp_isolation=list(LEGACY)).best()
    if found is None:
        raise InputError(path, "is in an unknown encoding; save it as UTF-8")
    return data.decode(found.encoding, "replace"), found.encoding
