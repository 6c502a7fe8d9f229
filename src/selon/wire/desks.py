"""What desks write in any format: the language by its small words, marks of corrections and kills, wrapped lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from selon.model import Release

# Small words that tell what is no French text: none of another language is one of French as well.
WORDS = {
    "fr": "les des est dans pour qui sur aux du avec ont été pas son ses cette elle dont leur le et au une selon",
    "de": "der die das und ist nicht mit für auf den dem ein eine von zu im sich auch hat wurde",
    "en": "the of and to is that was with by are has have it from at as for said who",
    "es": "el los las y con del para no se su al como más fue sus una pero en",
    "it": "il che di della per con non una sono nel alla dei è gli ha dal delle",
    "nl": "het een van voor met niet zijn naar ook heeft bij aan werd dat deze wordt",
}
FEWEST = 3  # such words, below which a text is too short to tell
WIDEST = 120  # columns; longer lines are paragraphs of their own
BULLET = re.compile(r"[-*•–—]{1,2}\s+\S")
FINAL = re.compile(r"[.?!…:;][\s»”\"')\]]*$")
COLUMNS = re.compile(r"\S(?:\t| {3,})\s*\S")
SIGNATURE = re.compile(
    r"\((?=[^)]*[/A-Z])[A-Za-z][\w.,/&+-]{1,40}\)$|dpa(?: [a-z0-9]{1,5}){1,8}$|[a-z]{2,5}(?:/[a-z]{2,5}){1,6}$"
    r"|\((?:Schluss|Forts)\b.{0,40}$"
)
# A mark stands alone, in brackets, behind "ATTENTION -" or before a colon: "(Corr)" is one, "la correction" is none.
BEFORE = r"(?:^|[(\[+*=/]\s*|\([^()]{0,40},\s*|\b(?i:attention|achtung)\W{1,5})"
CORRECTED = re.compile(
    BEFORE + r"(?:(?i:corr|correcti(?:on|f)s?|corrigée?|corrected|corrects|correzione|corrección|rectificati(?:f|on)s?"
    r"|korr|korrektur|korrigiert|berichtig(?:ung|t)|rettifica)\s*(?:$|[)\]+*=/:.]|\s[-–—])|(?i:bien lire)\b"
    r"|(?:RECTIFIE|CORRIGE|CORRECTS)\b)|^(?i:rectificatif|correctif|korrektur|berichtigung)\b|(?i:annule et remplace)"
)
CANCELLED = re.compile(
    BEFORE + r"(?:(?i:annulations?|annul[ée]e?s?|kill|storno|stornierung|annulliert|annullamento|anulaci[oó]n|anulada"
    r"|zurückgezogen|withdrawn)\s*(?:$|[)\]+*=/])|(?:ANNULATION|ANNUL[EÉ]E?|KILL|STORNO)\s*(?:[:!]|\s[-–—]))"
    r"|(?i:(?:mandatory|bulletin|story) kill|kill story|(?:pri[èe]re d|vouloir |veuillez )['’]?annuler)"
)
WITHHELD = re.compile(r"(?i)hold for release|^hold$")


def marked_status(marks: Iterable[str]) -> Release | None:
    """The status that a desk marks a message with, in its keywords, its title or its first words."""
    words = [mark[:200] for mark in marks]
    if any(map(CANCELLED.search, words)):
        return "cancelled"
    return (
        "corrected" if any(map(CORRECTED.search, words)) else "withheld" if any(map(WITHHELD.search, words)) else None
    )


def language_of(text: str) -> str:
    """The language whose small words are more than twice as many as those of French, and FEWEST; else French."""
    found = Counter(re.findall(r"[^\W\d_]+", text[:20_000].lower()))
    counts = {lang: sum(found[word] for word in words.split()) for lang, words in WORDS.items()}
    best = max(counts, key=lambda lang: counts[lang])
    return best if counts[best] >= FEWEST and counts[best] > 2 * counts["fr"] else "fr"


def wrapped_paragraphs(lines: list[str]) -> Iterator[str]:
    """Joins wrapped lines; a blank line or an indented one begins a paragraph, the rows of a table stay lines."""
    held = [line for line in lines if line.strip()]
    sizes = sorted(len(line.rstrip()) for line in held)
    width = sizes[len(sizes) * 19 // 20] if sizes else 0
    base = min(map(indent, held), default=0)
    block: list[str] = []
    for line in [*lines, ""]:
        if block and (not line.strip() or _starts(line, block, base, width)):
            yield _joined(block, width)
            block = []
        block.extend([line.rstrip()] if line.strip() else [])


def _starts(line: str, block: list[str], base: int, width: int) -> bool:
    last, words = block[-1], line.strip()
    if width > WIDEST or SIGNATURE.match(words) or SIGNATURE.match(last.strip()) or last.endswith("///"):
        return True
    whole = FINAL.search(last[-12:]) is not None
    listed = BULLET.match(block[0].strip()) is not None
    if BULLET.match(words):
        return listed or whole
    if listed or (COLUMNS.search(line.strip()) and COLUMNS.search(last.strip())):
        return False
    return indent(line) >= base + 2 and (whole or indent(last) < base + 2 or len(last) > 0.7 * width)


def _joined(block: list[str], width: int) -> str:
    """Its lines in one, but for those that were not wrapped; a hyphen at a line's end stays, be it the word's own."""
    pieces = [block[0].strip()]
    for last, line in pairwise(block):
        words = line.strip()
        columns = COLUMNS.search(last.strip()) and COLUMNS.search(words)
        wrapped = words[0].islower() or len(last) + 1 + len(words.split(maxsplit=1)[0]) > 0.8 * width
        hyphen = last[-2:-1].isalpha() and last[-1] == "-" and words[0].islower()
        pieces += ["\n" if columns or not wrapped else "" if hyphen else " ", words]
    return "".join(pieces)


def indent(line: str) -> int:
    return len(line) - len(line.lstrip())
