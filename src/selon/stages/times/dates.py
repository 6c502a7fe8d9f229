"""Dates: "le 6 juin", "mardi 19 mars", "en juin prochain", "le 16/11/2021"."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace

from selon.stages.times.edges import with_edge
from selon.stages.times.measures import article, preceded
from selon.stages.times.parts import with_part
from selon.stages.times.scene import Counts, Draft, Scene, capital, joined, named, pos_at, tied

FIRST = ("er", "ᵉʳ")
COUNTED = frozenset(("NOUN", "ADJ", "NUM", "PROPN"))
LINKS = frozenset("au et ou à aux puis".split())
COMMON = 2001  # a year without a leap day
CENTURY = 1900  # that of a year of two digits


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or both, read up to the word `last`: `year` None where it is not told."""

    last: int
    day: int | None
    month: int | None
    year: int | None
    entry: str | None

    def value(self) -> str:
        """XXXX-06-06 · 2016-06 · XXXX-XX-13"""
        year = "XXXX" if self.year is None else f"{self.year:04}"
        month = "XX" if self.month is None else f"{self.month:02}"
        return f"{year}-{month}" if self.day is None else f"{year}-{month}-{self.day:02}"


def month_date(scene: Scene, i: int) -> Draft | None:
    """Le journaliste est mort le 6 juin 2016. Le parc ouvrira en juin prochain."""
    line = scene.line
    number = _number_before(scene, i)
    if not _is_month(scene, i, number is not None):
        return None
    first = i if number is None else number
    day = None if number is None else int(line.words[number])
    found = _named_day(scene, i, number) or month_from(scene, i, day)
    draft = _draft(scene, _opening(scene, first, day), found)
    return with_edge(scene, draft) if day is None else with_part(scene, draft)


def _named_day(scene: Scene, i: int, number: int | None) -> Day | None:
    """le 11-Septembre"""
    if number is None or scene.line.gaps[i] != "-":
        return None
    word = scene.words.named_days.get(f"{scene.line.words[number]}-{scene.line.words[i]}")
    if word is None:
        return None
    year, month, day = map(int, word.value.split("-"))
    return Day(i, day, month, year, word.place)


def _is_month(scene: Scene, i: int, numbered: bool) -> bool:
    """Whether the word is the month, not a planet nor a person."""
    if numbered or not capital(scene, i):
        return True
    return year_at(scene, i + 1, short=True) is not None or scene.line.words[i + 1] in scene.words.shifts


def _number_before(scene: Scene, i: int) -> int | None:
    """The word of the day before the month: "6 juin", "1er mai", "14-Juillet"."""
    line, at = scene.line, i - 1
    if line.words[at] in FIRST and joined(line, at) and tied(line, i):
        at -= 1
    elif not tied(line, i):
        return None
    return at if at >= scene.free and is_day(line.words[at]) and line.gaps[at] not in (".", ",") else None


def is_day(word: str) -> bool:
    return word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31


def month_from(scene: Scene, i: int, day: int | None) -> Day:
    """Reads the month at `i` and its year, told after it or after the month that it is joined to."""
    word = scene.words.months[scene.line.words[i]]
    told = year_at(scene, i + 1, short=True)
    if told is not None:
        return Day(i + 1, day, int(word.value), told, word.place)
    return Day(i, day, int(word.value), None, word.place)


def year_at(scene: Scene, i: int, short: bool = False) -> int | None:
    """Returns the year that the word `i` is, after its month: "2016"; where `short`, "98" too."""
    line = scene.line
    word = line.words[i]
    if not joined(line, i) or not word.isdigit() or line.gaps[i + 1].startswith(("%", " %")):
        return None
    if "years" in scene.words.pivots.get(word, ()):
        return int(word)
    if short and len(word) == 2 and int(word) > 31 and not (joined(line, i + 1) and pos_at(scene, i + 1) in COUNTED):
        return CENTURY + int(word)
    return None


def _opening(scene: Scene, first: int, day: int | None) -> int:
    """The first word, article and "mois de" included: "le 6 juin", "mois d'octobre"."""
    if day is None and (preceded(scene, first, "mois", "d'") or preceded(scene, first, "mois", "de")):
        first -= 2
        return article(scene, first)
    articles = ("ce",) if day is None else ("le", "ce")
    return article(scene, first) if scene.line.words[first - 1] in articles else first


def after_place_name(scene: Scene, i: int) -> int | None:
    """rue du 8 mai 1945 · place du 11 Novembre: returns the word after the name, None where the word `i` is in none"""
    line = scene.line
    number = _number_before(scene, i) if line.words[i] in scene.words.months else None
    if number is None or line.words[number - 1] != "du" or line.words[number - 2] not in scene.words.named_after:
        return None
    return i + 2 if year_at(scene, i + 1) else i + 1


def _draft(scene: Scene, first: int, found: Day) -> Draft:
    draft = Draft(first, found.last, "DATE", found.value(), "itself", entry=found.entry)
    some = scene.line.words[first - 1] in ("un", "chaque")  # "né un 29 février"
    return draft if found.year is not None or some else with_shift(scene, draft)


def with_shift(scene: Scene, draft: Draft) -> Draft:
    """ "le 8 mars dernier", "juin prochain", "lundi prochain": the last one, or the next."""
    line, at = scene.line, draft.last + 1
    shift = scene.words.shifts.get(line.words[at]) if joined(line, at) else None
    if shift is None:
        return replace(draft, counts="tense")
    counts: Counts = "last" if shift.value == "-1" else "next"
    return replace(draft, last=at, counts=counts)


def day_after_weekday(scene: Scene, i: int) -> Day | None:
    """ "mardi [19 mars 2024]", "mercredi [13]", "lundi [3] au jeudi 6 avril"; None where no number follows `i`."""
    line = scene.line
    if not is_day(line.words[i]) or not joined(line, i):
        return None
    day, last = int(line.words[i]), i + 1 if line.words[i + 1] in FIRST and joined(line, i + 1) else i
    if line.words[last + 1] in scene.words.months and tied(line, last + 1):
        return month_from(scene, last + 1, day)
    month = _month_ahead(scene, last)
    if month is not None:
        return replace(month, last=last, day=day)
    if line.gaps[last + 1][:1] in (":", "h", "/", "%") or line.words[last + 1] in ("h", "heures"):
        return None
    if joined(line, last + 1) and pos_at(scene, last + 1) in COUNTED:
        return None
    return Day(last, day, None, None, None)


def _month_ahead(scene: Scene, last: int) -> Day | None:
    """The month of the second day, which is the first one's too: "3 et 4 avril", "lundi 3 au jeudi 6 avril"."""
    line, at = scene.line, last + 1
    if line.words[at] in LINKS and joined(line, at):
        at += 1
    elif line.gaps[at].strip() not in ("-", "–"):
        return None
    while line.words[at] in scene.words.weekdays or line.words[at] == "le":
        at += 1
    if not is_day(line.words[at]):
        return None
    at += 2 if line.words[at + 1] in FIRST else 1
    return month_from(scene, at, None) if line.words[at] in scene.words.months and tied(line, at) else None


def day_before_date(date: Day) -> Day:
    """24 décembre → 23 décembre · 1er mars → 28 février"""
    day, month = date.day or 1, date.month or 1
    if day > 1:
        return replace(date, day=day - 1)
    year, before = (date.year, month - 1) if month > 1 else (date.year and date.year - 1, 12)
    return replace(date, day=monthrange(year or COMMON, before)[1], month=before, year=year)


def day_before(scene: Scene, draft: Draft) -> Draft | None:
    """La foire se tiendra du 3 au 6 avril. Les matches des 12 et 13 avril sont reportés."""
    line, link = scene.line, draft.first - 1
    if len(draft.value) < len("XXXX-XX-XX") or draft.value[8:10] == "XX" or link <= scene.free:
        return None
    gap = line.gaps[draft.first].strip()
    if line.words[link] in LINKS and joined(line, draft.first) and joined(line, link):
        at = link - 1
    elif gap in ("-", "–", ",", "/"):
        at = link
    else:
        return None
    if line.words[at] in FIRST:
        at -= 1
    if not is_day(line.words[at]) or at < scene.free or not _opens_days(scene, at):
        return None
    first = at - 1 if line.words[at - 1] == "le" and at - 1 >= scene.free else at
    last = at + 1 if line.words[at + 1] in FIRST else at
    value = f"{draft.value[:8]}{int(line.words[at]):02}"
    return replace(draft, first=first, last=last, value=value, type="DATE", weekday=None, mod=None)


def _opens_days(scene: Scene, at: int) -> bool:
    """Whether the number is a day: "du 3", "les 3", "3, 4 et 5"."""
    line = scene.line
    return line.words[at - 1] in ("du", "le", "les", "des", "aux", "entre") or (
        is_day(line.words[at - 1]) and line.gaps[at].strip() in (",", "-")
    )


def numeric_date(scene: Scene, i: int) -> Draft | None:
    """Le contrat, signé le 16/11/2021, court jusqu'au 2031-11-15."""
    line = scene.line
    if line.gaps[i] in ("/", ".", "-") and line.gaps[i - 1] == line.gaps[i] and i - 2 >= scene.free:
        first, last, day, month = i - 2, i, line.words[i - 2], line.words[i - 1]
    elif line.gaps[i + 1] == line.gaps[i + 2] == "-":
        first, last, day, month = i, i + 2, line.words[i + 2], line.words[i + 1]
    else:
        return None
    if not is_day(day) or not is_day(month) or int(month) > 12:
        return None
    value = f"{line.words[i]}-{int(month):02}-{int(day):02}"
    first = first - 1 if line.words[first - 1] == "le" and joined(line, first) else first
    return Draft(first, last, "DATE", value, "itself")


def is_name(scene: Scene, i: int) -> bool:
    """Me Samedi Ndiaye · Le Jeudi: a capital where no sentence begins."""
    return named(scene, i) and not (i + 1 < scene.line.count and is_day(scene.line.words[i + 1]))
