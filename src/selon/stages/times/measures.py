"""Measures: an amount with its unit ("dix-huit mois", "2 heures et 4 minutes"), which durations are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selon.languages.loader import Word
from selon.languages.numbers import number_in_words
from selon.stages.times.amounts import ANY, Amount, amount_before, limited
from selon.stages.times.scene import Scene, joined

SEVERAL = frozenset("les ces ses leurs nos vos mes tes des aux".split())
DETERMINERS = frozenset("le la l' les ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos".split())
QUARTER = 15  # minutes
SIXTIETHS = {"T1H": "M", "T1M": "S"}  # of what the number is that has no unit: "2h30", "3 minutes 30"


@dataclass(frozen=True, slots=True)
class Measure:
    """Words `first` to `last` of the line: `number` and `unit` (`1M`, `T1S`), and `value`, its TIMEX3 duration.

    `direction` is -1 for "ces trois derniers mois", 1 for "les trois prochains mois"; `unit_at` the word of the unit.
    """

    first: int
    last: int
    unit_at: int
    number: str
    unit: Word
    value: str
    mod: str | None = None
    single: bool = False
    direction: int = 0


def measure_at(scene: Scene, i: int) -> Measure | None:
    """Returns the measure whose unit is the word `i`, None where it has no amount."""
    line, words = scene.line, scene.words
    unit = words.units[line.words[i]]
    at, direction = i, 0
    before = line.words[i - 1] if i > scene.free and joined(line, i) else ""
    if before in words.stretches:
        at, direction = i - 1, int(words.stretches[before].value)
    elif before in words.fillers:
        at = i - 1
    amount = amount_before(scene, at) or _unsaid(scene, at, i, direction)
    if amount is None:
        return None
    made = Measure(amount.first, i, i, amount.number, unit, length(amount.number, unit.value), amount.mod)
    made = replace(made, single=amount.single, direction=direction)
    return _with_half(scene, _with_stretch(scene, _with_more(scene, made)))


def length(number: str, unit: str) -> str:
    """18, 1M → P18M · 30.4, T1S → PT30.4S · X, 10Y → PXY · 3/4, T1H → PT45M"""
    prefix, base, letter = ("PT", unit[1:-1], unit[-1]) if unit[0] == "T" else ("P", unit[:-1], unit[-1])
    if "/" in number:
        return f"PT{int(number[0]) * QUARTER}M" if unit == "T1H" else f"{prefix}{number[0]}{letter}"
    if number == ANY or base == "1":
        return f"{prefix}{number}{letter}"
    many = int(number) * int(base) if number.isdigit() else f"{float(number) * int(base):g}"
    return f"{prefix}{many}{letter}"


def _unsaid(scene: Scene, at: int, i: int, direction: int) -> Amount | None:
    """ "ces derniers mois", "le dernier mois" """
    if not direction:
        return None
    plural = scene.line.words[at][-1] in "sx"
    return limited(scene, Amount(at, ANY if plural else "1"))


def _with_stretch(scene: Scene, made: Measure) -> Measure:
    """ "ces dernières 24 heures", "trois derniers mois", "les jours à venir": with their article."""
    line, first = scene.line, made.first
    before = line.words[first - 1] if first > scene.free and joined(line, first) else ""
    if not made.direction and before in scene.words.stretches:
        made = replace(made, first=first - 1, direction=int(scene.words.stretches[before].value))
    return made


def _with_more(scene: Scene, made: Measure) -> Measure:
    """ "2 heures et 4 minutes", "1 min 32", "un an et trois mois" """
    line, i = scene.line, made.last
    if not made.number.isdigit() or line.words[i] not in scene.words.units:
        return made
    at = i + 2 if line.words[i + 1] == "et" and joined(line, i + 1) else i + 1
    number = _number(line.words[at])
    if number is None or not (joined(line, at) or line.gaps[at].strip() == ","):
        return made
    value, last = scene.words.units[line.words[i]].value, at + 1
    unit = scene.words.units.get(line.words[last]) if joined(line, last) else None
    if unit is None and value in SIXTIETHS and 9 < number < 60 and at == i + 1 and joined(line, at):
        return replace(made, last=at, value=made.value + f"{number}{SIXTIETHS[value]}", single=False)
    if unit is None or not _smaller(unit.value, value):
        return made
    more = length(str(number), unit.value).removeprefix("PT").removeprefix("P")
    tied = "T" if unit.value[0] == "T" and "T" not in made.value else ""
    return _with_more(scene, replace(made, last=last, value=f"{made.value}{tied}{more}", single=False))


def _number(word: str) -> int | None:
    """The number that one word is."""
    return int(word) if word.isdigit() and len(word) <= 2 else number_in_words(word) if word else None


def _smaller(unit: str, other: str) -> bool:
    order = ("S", "M", "H") if unit[0] == other[0] == "T" else ()
    if order:
        return order.index(unit[-1]) < order.index(other[-1])
    return unit[0] == "T" or (other[0] != "T" and "DWMY".index(unit[-1]) < "DWMY".index(other[-1]))


def _with_half(scene: Scene, made: Measure) -> Measure:
    """ "deux ans et demi", "une heure et demie", "trois ans environ" """
    line, last = scene.line, made.last
    if line.words[last + 1] == "et" and line.words[last + 2] in ("demi", "demie") and made.number.isdigit():
        number = made.number + ".5"
        made = replace(made, last=last + 2, number=number, value=length(number, made.unit.value), single=False)
    if made.mod is None and line.words[made.last + 1] == "environ" and joined(line, made.last + 1):
        return replace(made, mod="APPROX")
    return made


def article(scene: Scene, first: int) -> int:
    """Returns the word that an article or possessive before `first` makes the first, `first` where none stands."""
    before = first - 1
    if before >= scene.free and scene.line.words[before] in DETERMINERS and joined(scene.line, first):
        return before
    return first


def preceded(scene: Scene, first: int, *words: str) -> bool:
    """Whether these words stand right before the word `first`."""
    line, start = scene.line, first - len(words)
    return (
        start >= 0
        and line.words[start:first] == list(words)
        and all(joined(line, i) for i in range(start + 1, first + 1))
    )
