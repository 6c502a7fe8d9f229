"""What every face says of a claim: its number, who says it, through whom, and the words, fit to be shown."""

from __future__ import annotations

from selon.model import Claim, Reading

ELLIPSIS = "…"

# One character for one, so that offsets hold. A terminal obeys control characters (they are shown as their pictures)
# and direction overrides (made invisible); no encoding can hold a lone surrogate.
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_UNSEEN = (
    {code: chr(0x2400 + code) for code in range(32) if code != 0x0A}
    | {0x09: " ", 0x7F: "␡", 0x2028: " ", 0x2029: " "}
    | dict.fromkeys(range(0x80, 0xA0), "\ufffd")
    | dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\u200b")
    | _SURROGATES
)


def numbered(reading: Reading) -> list[tuple[int, Claim]]:
    """Returns the claims in the order of the text, numbered from 1: the numbers of `selon read` and `selon why`."""
    ordered = sorted(reading.claims, key=lambda claim: (claim.content[0].start, claim.content[-1].end))
    return list(enumerate(ordered, 1))


def who(claim: Claim) -> str:
    """Returns the speaker's fullest name, "" where nobody is named."""
    return claim.sources[-1].name if claim.sources else ""


def through(claim: Claim) -> str:
    """Returns those who pass the words on, outermost first: "AFP → Interfax", "" where there are none."""
    return " → ".join(source.name for source in claim.sources[:-1])


def content(claim: Claim) -> str:
    """Returns the words claimed, " … " between the pieces of a content that its cue cuts."""
    return f" {ELLIPSIS} ".join(span.text for span in claim.content)


def storable(text: str) -> str:
    """Makes lone surrogates U+FFFD, one for one: no encoding can hold them."""
    return text if text.isascii() else text.translate(_SURROGATES)


def visible(text: str) -> str:
    """Makes a text safe to print, one character for one; line feeds stay."""
    return text.translate(_UNSEEN)


def line(text: str, longest: int | None = None) -> str:
    """Returns the text on one line, safe to print, cut at `longest` characters with an ellipsis."""
    head = text if longest is None else text[: 2 * longest]
    flat = visible(" ".join(head.split()))
    if longest is None or (len(flat) <= longest and len(head) == len(text)):
        return flat
    return flat[: longest - 1].rstrip() + ELLIPSIS
