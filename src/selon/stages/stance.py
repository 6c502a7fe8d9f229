"""Stance: how a claim is worded (mode) and how sure its content is (certainty)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selon.languages.attribution import Attribution
from selon.model import Certainty, Mode, Quote
from selon.stages.parse import Token
from selon.stages.phrases import RELATIVES, is_finite

WORD = re.compile(r"\w+")
RANK = {"certain": 0, "probable": 1, "possible": 2}
CONDITIONAL = "Cnd"


def mode_of(
    text: str, content: Sequence[tuple[int, int]], quotes: Sequence[Quote], visual: bool, sourced: bool
) -> Mode:
    """Returns how the content is worded. `quotes` are the outermost quotations that touch it.

    Quotation marks round a name ("Caucase-2020") do not count."""
    if visual:
        return "visual"
    if not sourced:
        return "unsourced"
    inside = [q for q in quotes if any(a < q.end and q.start < b for a, b in content)]
    if not inside:
        return "indirect"
    outside = sum(len(WORD.findall(_less(text, piece, inside))) for piece in content)
    if outside == 0:
        return "direct"
    return "mixed" if any(not _is_name(text, q) for q in inside) else "indirect"


def _less(text: str, piece: tuple[int, int], quotes: Sequence[Quote]) -> str:
    """The piece's text outside the quotations."""
    start, end = piece
    rest = []
    for quote in quotes:
        if quote.start > start:
            rest.append(text[start : min(quote.start, end)])
        start = max(start, quote.end)
    return " ".join([*rest, text[start:end]]) if start < end else " ".join(rest)


def _is_name(text: str, quote: Quote) -> bool:
    words = WORD.findall(text[quote.inner_start : quote.inner_end])
    return 0 < len(words) <= 3 and words[0][0].isupper() and all(w[0].isupper() or w[0].isdigit() for w in words)


def certainty_of(tokens: list[Token], first: int, last: int, attribution: Attribution, reported: bool) -> Certainty:
    """Returns how sure the content in words `first` to `last` is, as it is worded.

    `reported`: a cue governs the content; a conditional perfect in it is then hearsay, unless the cue is past and the
    conditional simple (the future of a past)."""
    verb = _main_verb(tokens, first, last)
    if verb is None:
        return _adjective(tokens, first, last, attribution)
    found = _modal(tokens, verb, last, attribution)
    if reported and _hearsay(tokens, verb, last):
        found = "possible"
    return max(found, _adverb(tokens, verb, last, attribution), key=lambda c: RANK[c])


def _main_verb(tokens: list[Token], first: int, last: int) -> int | None:
    """The first conjugated verb that stands in no relative clause and after no conjunction."""
    subordinate, fallback = False, None
    for i in range(first, last + 1):
        token = tokens[i]
        if token.text == "," or token.lower in ("et", "mais"):
            subordinate = subordinate and not _clause_closed(tokens, first, i)
        elif (
            (token.pos == "SCONJ" and i > first)
            or (token.lower in ("si", "s'") and tokens[i].pos in ("SCONJ", "ADV"))
            or (token.lower in RELATIVES and token.pos in ("PRON", "SCONJ") and i > first)
        ):
            subordinate = True
        elif is_finite(token):
            if not subordinate:
                return i
            fallback = i if fallback is None else fallback
            subordinate = tokens[i].lower in ("a", "ont") and subordinate
    return fallback


def _clause_closed(tokens: list[Token], first: int, i: int) -> bool:
    """Whether the subordinate clause that runs up to the comma at `i` has had its verb."""
    for k in range(i - 1, first - 1, -1):
        if is_finite(tokens[k]):
            return True
        if tokens[k].pos == "SCONJ" or tokens[k].lower in RELATIVES or tokens[k].lower == "si":
            return False
    return False


def _modal(tokens: list[Token], verb: int, last: int, attribution: Attribution) -> Certainty:
    token = tokens[verb]
    listed = attribution.modals.get(token.lemma)
    if listed is None:
        return "certain"
    if token.lemma == "pouvoir":
        if verb and tokens[verb - 1].lower in ("ne", "n'"):
            return "certain"  # "ne pouvait pas": inability
        return "possible" if token.morph.mood == CONDITIONAL or token.morph.tense == "Imp" else "certain"
    if token.lemma == "devoir":
        return "probable" if token.morph.mood == CONDITIONAL else "certain"
    return listed


def _hearsay(tokens: list[Token], verb: int, last: int) -> bool:
    """ "aurait tué", "auraient été tirés", "serait mort": the conditional perfect."""
    token = tokens[verb]
    if token.morph.mood != CONDITIONAL or token.lemma not in ("avoir", "être"):
        return False
    for i in range(verb + 1, min(verb + 5, last + 1)):
        if tokens[i].morph.form == "Part" and tokens[i].pos in ("VERB", "AUX"):
            return (token.lemma == "avoir" and tokens[i].lemma not in ("devoir", "pouvoir", "falloir")) or tokens[
                i
            ].lemma in ("mourir", "partir", "arriver", "venir", "aller", "tomber", "entrer", "sortir", "décéder")
        if tokens[i].pos not in ("ADV", "AUX", "PRON"):
            return False
    return False


def _adverb(tokens: list[Token], verb: int, last: int, attribution: Attribution) -> Certainty:
    """An adverb of doubt right by the main verb."""
    for i in range(max(0, verb - 1), min(verb + 4, last + 1)):
        if tokens[i].pos in ("ADV", "ADP") or tokens[i].lower == "sans":
            two = " ".join(t.lower for t in tokens[i : i + 2])
            listed = attribution.modals.get(two) or attribution.modals.get(tokens[i].lower)
            if listed and i <= last:
                return listed
    return "certain"


def _adjective(tokens: list[Token], first: int, last: int, attribution: Attribution) -> Certainty:
    """ "une possible opération": an adjective of doubt at the head of a noun phrase."""
    for token in tokens[first : min(first + 4, last + 1)]:
        if token.pos == "ADJ" and token.lemma in attribution.modals:
            return attribution.modals[token.lemma]
        if token.pos == "ADP":
            break
    return "certain"
