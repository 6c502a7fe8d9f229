"""The marks by which a dispatch says that it corrects, renews or kills an earlier one (`versions.toml`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from selon.languages.loader import folder, once, same_keys, settings

Kind = Literal["correction", "version", "kill"]
KINDS: tuple[Kind, ...] = ("correction", "version", "kill")
SIGN = r"\s*(?:[:=/.,()*\]]|[-–—]+(?=\s|[^\W\d_])|$)[\s*)\]]*"
RANK = r"\d{1,2}\s*(?:e|er|ere|eme|EME|E|ER|ERE)?\s+"  # 2e LEAD
AFTER = r"\s*(?:[N#][°O]?\s*)?\d{1,2}"  # LEAD 2


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind` is what the dispatch does to an earlier one, `number` which version it says to be (0: it does not say),
    `rest` the line without the mark."""

    kind: Kind
    number: int
    rest: str


@dataclass(frozen=True, slots=True)
class VersionWords:
    """The kinds by their words, and what finds them at the start of a line, in capitals, or in brackets at its end."""

    kinds: dict[str, Kind]
    first: re.Pattern[str]
    last: re.Pattern[str]

    def mark(self, line: str) -> Mark | None:
        """CORRECTIF - Macron en Chine → correction, 0, "Macron en Chine"; None for a line without a mark."""
        bare = _bare(line)
        if len(bare) != len(line):
            return None
        if found := self.first.match(bare):
            return self._told(found, line[found.end() :].strip())
        if found := self.last.search(bare.upper()):
            return self._told(found, line[: found.start()].strip())
        return None

    def _told(self, found: re.Match[str], rest: str) -> Mark:
        number = next((int(digits) for digits in re.findall(r"\d+", found[0])), 0)
        word = next(filter(None, found.groups()))
        return Mark(self.kinds[word.replace("’", "'")], number, rest)


@cache
def load_versions(lang: str) -> VersionWords:
    """Reads `versions.toml`; raises ValueError for a language that selon lacks, WordListError for a bad file."""
    path = folder(lang) / "versions.toml"
    words = settings(path)
    same_keys(KINDS, words, f"{lang}/versions.toml", "marks")
    pairs = [(word, kind) for kind in KINDS for word in words[kind]]
    once([word for word, _ in pairs], f"{lang}/versions.toml")
    anyone = "|".join(re.escape(word).replace("'", "['’]") for word, _ in sorted(pairs, key=lambda pair: -len(pair[0])))
    forms = (
        rf"{_core(anyone, 'plain')}{SIGN}",
        rf"{RANK}{_core(anyone, 'ranked')}(?:{SIGN}|\s+)",
        rf"{_core(anyone, 'numbered')}{AFTER}(?:{SIGN}|\s+)",
    )
    return VersionWords(
        kinds=dict(pairs),
        first=re.compile(rf"\W{{0,5}}(?:{'|'.join(forms)})"),
        last=re.compile(rf"[(\[]\s*{_core(anyone, 'plain')}\s*\d{{0,2}}\s*[)\]]\s*$"),
    )


def _core(words: str, name: str) -> str:
    """One of the words, be it said again and again: KILL KILL KILL."""
    return rf"(?P<{name}>{words})(?:\s+(?P={name}))*"


def _bare(line: str) -> str:
    """The line without its accents, letter for letter: capitals come with them and without."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in line)
