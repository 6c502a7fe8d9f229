"""Years, decades and centuries: "en 2018", "les années 80", "la fin du XIXe siècle"."""

from __future__ import annotations

import re

from selon.languages.numbers import number_in_words
from selon.stages.times.edges import with_edge
from selon.stages.times.measures import article
from selon.stages.times.scene import Draft, Scene, capital, joined, pos_at, tied

LIKELY = frozenset("de d' pour avant après vers et ou à sur du puis que contre dont par saison l'".split())
SURE_SHORT = frozenset("en depuis saison".split())
LINKS = frozenset("et ou à puis au".split())
AMOUNTS = frozenset("plus moins près environ quelque quelques les des ces aux soit".split())
RANGE = ("-", "–", "/", "—")
RECENT = 1700  # a number from here on may be a year without a preposition
ROMAN = re.compile(r"([ivx]+)(?:e|è|ème|er|ième)?")
NUMERALS = {"i": 1, "v": 5, "x": 10}


def year(scene: Scene, i: int) -> Draft | None:
    """Le stade a accueilli les Jeux en 2004 et 2012. Le budget 2025 prévoit 1200 postes."""
    line = scene.line
    if not _alone(scene, i) or not _is_year(scene, i):
        return None
    if _after_year(scene, i) and scene.before and len(scene.before.value) == 3 and line.words[i].endswith("0"):
        return Draft(i, i, "DATE", line.words[i][:3], "itself")  # "les années 1920 et 1930"
    return with_edge(scene, Draft(i, i, "DATE", line.words[i], "itself"))


def short_year(scene: Scene, i: int) -> Draft | None:
    """Le recensement de 1998-99 a coûté cher ; celui de la saison 98/99 reste à faire, depuis 97."""
    line = scene.line
    if line.gaps[i + 1][:1] in ("%", "€", "$", ":") or line.gaps[i + 1][1:2] in ("%", "€", "$"):
        return None
    before = scene.before
    ranged = line.gaps[i] in RANGE and before is not None and before.last == i - 1 and before.value[:4].isdigit()
    if not ranged and (line.words[i - 1] not in SURE_SHORT or not joined(line, i)):
        return None
    if joined(line, i + 1) and (pos_at(scene, i + 1) in ("NOUN", "ADJ", "NUM", "PROPN") or line.gaps[i + 1] == ""):
        return None
    return Draft(i, i, "DATE", f"19{line.words[i]}", "itself")


def _alone(scene: Scene, i: int) -> bool:
    """Whether the number is no part of a longer one, nor of a name: "1.998", "1973-b", "Sabre-2018"."""
    line = scene.line
    before, after = line.gaps[i], line.gaps[i + 1]
    if after[:1] in ("%", "€", "$", "°") or after[1:2] in ("%", "€", "$") or before[-1:] in ("$", "€", "£", "°", "#"):
        return False
    if before in (",", ".", ":") and line.words[i - 1].isdigit():
        return False
    if after in (",", ".", ":") and line.words[i + 1].isdigit():
        return False
    if after == "" and line.words[i + 1]:
        return False
    if before == "-" and not _after_year(scene, i):
        return line.words[i - 1] == "mi"
    return not (before == "" and i and line.words[i - 1][-1:] != "'")


def _after_year(scene: Scene, i: int) -> bool:
    """Whether the last expression is a year that this one is joined to: "1996-2001", "2004 et 2012"."""
    before, line = scene.before, scene.line
    if before is None or before.type != "DATE" or not before.value[:3].isdigit():
        return False
    linked = before.last == i - 2 and line.words[i - 1] in LINKS and joined(line, i)
    return linked or (before.last == i - 1 and line.gaps[i].strip() in (*RANGE, ","))


def _is_year(scene: Scene, i: int) -> bool:
    line = scene.line
    before = line.words[i - 1] if i and joined(line, i) else ""
    if _after_year(scene, i) or before in scene.words.before_years:
        return not _counts(scene, i) or (before == "en" and scene.line.words[i + 1][-1:] not in "sx")
    if before in AMOUNTS or before in scene.words.numbered or _counts(scene, i) or int(line.words[i]) < RECENT:
        return False
    if before in LIKELY:
        if before == "à" and line.words[i - 2] in scene.words.back_to:
            return True
        if before == "à" and (line.words[i - 2] == "ici" or line.words[i - 2] in ("de", "d'")):
            return True
        return before not in ("à", "que", "par", "et", "ou") or capital(scene, i - 1)
    return _stands_alone(scene, i) if not before else _after_noun(scene, i)


def _counts(scene: Scene, i: int) -> bool:
    """Whether what follows is counted: "2000 manifestants", "1850 mètres"."""
    line = scene.line
    if not joined(line, i + 1) or i + 1 >= line.count:
        return False
    after = line.words[i + 1]
    return after in scene.words.units or (pos_at(scene, i + 1) in ("NOUN", "PROPN") and not capital(scene, i + 1))


def _stands_alone(scene: Scene, i: int) -> bool:
    """(1998) · , 2004,"""
    gap = scene.line.gaps[i].strip()
    return gap in ("(", "[") and scene.line.gaps[i + 1].strip()[:1] in (")", "]", "-", "–", "/", ",")


def _after_noun(scene: Scene, i: int) -> bool:
    """le budget 2025 · la saison 2018/2019 · le Mondial 1998"""
    noun = pos_at(scene, i - 1) in ("NOUN", "PROPN", "ADJ") or (capital(scene, i - 1) and i > 1)
    return noun and len(scene.line.words[i - 1]) > 1


def the_year(scene: Scene, i: int) -> Draft | None:
    """Le barrage date de l'année 1961. Il sera achevé en l'an 2030."""
    line, at = scene.line, i + 1
    if line.words[i] not in ("an", "année"):
        return None
    if line.words[at] in ("civile", "scolaire", "universitaire", "fiscale") and joined(line, at):
        at += 1
    if "years" not in scene.words.pivots.get(line.words[at], ()) or not joined(line, at):
        return None
    entry = scene.words.periods[line.words[i]].place
    return with_edge(scene, Draft(article(scene, i), at, "DATE", line.words[at], "itself", entry=entry))


def decade(scene: Scene, i: int) -> Draft | None:
    """Le quartier a été bâti dans les années 1970, puis la fin des années 80 l'a vidé."""
    line = scene.line
    if line.words[i] != "années" or not joined(line, i + 1):
        return None
    value, last = _decade(scene, i + 1)
    if value is None:
        return None
    entry = scene.words.periods["année"].place
    return with_edge(scene, Draft(article(scene, i), last, "DATE", value, "itself", entry=entry))


def _decade(scene: Scene, at: int) -> tuple[str | None, int]:
    """1970 → 197, 80 → 198, quatre-vingt-dix → 199, each with its last word."""
    line = scene.line
    word = line.words[at]
    if word.isdigit():
        if word.endswith("0") and len(word) == 4:
            return word[:3], at
        return (f"19{word[0]}", at) if len(word) == 2 and word.endswith("0") else (None, at)
    end = at
    while end - at < 3 and end < line.count and tied(line, end):
        end += 1
    for last in range(end - 1, at - 1, -1):
        number = number_in_words(" ".join(line.words[at : last + 1])) or 0
        if number in range(20, 100, 10):
            return f"19{number // 10}", last
    return None, at


def century(scene: Scene, i: int) -> Draft | None:
    """L'abbaye fut pillée à la fin du XIXe siècle."""
    line, at = scene.line, i - 1
    if not line.words[i].startswith("siècle") or at < scene.free or not joined(line, i):
        return None
    number, first = _ordinal(scene, at)
    if not number or line.words[i + 1] in ("av", "avant"):
        return None
    draft = Draft(
        article(scene, first), i, "DATE", f"{number - 1:02}", "itself", entry=scene.words.units["siècle"].place
    )
    return with_edge(scene, draft)


def _ordinal(scene: Scene, at: int) -> tuple[int, int]:
    """XIXe → 19 · 19e → 19 · dix-neuvième → 19, each with its first word; 0 for what is none."""
    line = scene.line
    if line.words[at] in ("e", "è", "ème", "ième", "er") and joined(line, at) and at - 1 >= scene.free:
        number = line.words[at - 1]
        return (int(number) if number.isdigit() and len(number) < 3 else _numeral(number)), at - 1
    if ordinal := scene.words.ordinals.get(line.words[at]):
        return int(ordinal.value), at
    return _numeral(line.words[at]), at


def _numeral(word: str) -> int:
    """xixe → 19, 0 for what is no numeral"""
    found = ROMAN.fullmatch(word)
    return _roman(found[1]) if found else 0


def _roman(numeral: str) -> int:
    values = [NUMERALS[letter] for letter in numeral]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
