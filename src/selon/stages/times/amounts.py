"""Amounts: how many, read from a unit to the left: "40", "plus de dix-huit", "une dizaine d'", "deux à trois"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selon.languages.numbers import number_in_words
from selon.stages.times.scene import Scene, ends_with, joined, tied

LONGEST = 8  # words of a number
LONGEST_NUMBER = 9  # digits of one
ARTICLES = frozenset("un une".split())
ANY = "X"
UNLED = ("quelques", "plusieurs")  # "de" before these is a preposition
LASTING = frozenset("depuis pendant durant après a voilà".split())  # "depuis des semaines"


@dataclass(frozen=True, slots=True)
class Amount:
    """`number` as TIMEX3 writes it ("18", "30.4", "X"), from the word `first` on. `outside` whether `mod` comes from a
    word that stands before `first`; `single` whether it is no more than the article "un"."""

    first: int
    number: str
    mod: str | None = None
    single: bool = False


def amount_before(scene: Scene, i: int) -> Amount | None:
    """Returns the amount that ends before the word `i`, with what limits it ("plus de"), None where there is none."""
    amount = _bare_amount(scene, i)
    if amount is None:
        return None
    return limited(scene, _ranged(scene, amount))


def limited(scene: Scene, amount: Amount) -> Amount:
    """ "plus de dix-huit mois", "environ 40 secondes": the first lies inside the expression, the second before it."""
    before = amount.first - 1
    if before < scene.free or not joined(scene.line, amount.first):
        return amount
    if phrase := ends_with(scene.words.approximations, scene.line, before):
        return replace(amount, mod=phrase.value)
    if phrase := ends_with(scene.words.limits, scene.line, before):
        first = amount.first - len(phrase.words)
        if first >= scene.free and not _compares(scene, first):
            return replace(amount, first=first, mod=phrase.value)
    return amount


def _compares(scene: Scene, first: int) -> bool:
    """ "pas moins de": said by the word before."""
    return scene.line.words[first - 1] in ("pas", "rien") and joined(scene.line, first)


def _bare_amount(scene: Scene, i: int) -> Amount | None:
    line = scene.line
    if i - 1 < scene.free or not tied(line, i):
        return None
    word = line.words[i - 1]
    if word.isdigit():
        return _digits(scene, i - 1) if len(word) <= LONGEST_NUMBER else None
    if word in scene.words.several:
        return _several(scene, i - 1)
    if word == "des":
        return Amount(i - 1, ANY) if line.words[i - 2] in LASTING else None
    if word in ("de", "d'"):
        return _dozen(scene, i - 2) or _quarters(scene, i - 2) or _millions(scene, i - 2)
    return _worded(scene, i - 1)


def _digits(scene: Scene, last: int) -> Amount:
    """40 · 30,4 · 1.500 · 10 000"""
    line, first = scene.line, last
    number = line.words[last]
    before = last - 1
    if before >= scene.free and line.words[before].isdigit():
        gap = line.gaps[last].strip()
        if gap == "," or (gap == "." and len(number) < 3):
            first, number = before, f"{line.words[before]}.{number}"
        elif gap in ("", ".") and len(number) == 3 and len(line.words[before]) <= 3:
            first, number = before, line.words[before] + number
    return Amount(first, _plain(number))


def _plain(number: str) -> str:
    """Without the zeros that lead: P07D is P7D."""
    return number.lstrip("0") or "0" if "." not in number else number


def _several(scene: Scene, last: int) -> Amount:
    """ "quelques", "de nombreuses" """
    line = scene.line
    if line.words[last] in UNLED:
        return Amount(last, ANY)
    opened = line.words[last - 1] in ("de", "très", "trop") and last - 1 >= scene.free and joined(line, last)
    if opened and line.words[last - 1] != "de" and line.words[last - 2] == "de" and last - 2 >= scene.free:
        return Amount(last - 2, ANY)
    return Amount(last - 1 if opened and line.words[last - 1] == "de" else last, ANY)


def _dozen(scene: Scene, noun: int) -> Amount | None:
    """ "une dizaine d'", "deux dizaines d'", "des dizaines d'" """
    line = scene.line
    dozen = scene.words.dozens.get(line.words[noun])
    if dozen is None or noun < scene.free:
        return None
    at = noun - 1
    if line.words[at] in ("petite", "bonne", "grosse"):
        at -= 1
    if at < scene.free or not joined(line, noun):
        return Amount(noun, dozen.value, "APPROX")
    if line.words[at] in ARTICLES or line.words[at] == "la":
        return Amount(at, dozen.value, "APPROX")
    if line.words[at] in ("des", "quelques", "plusieurs"):
        return Amount(at, ANY)
    many = number_in_words(line.words[at])
    return Amount(at, str(many * int(dozen.value)), "APPROX") if many else Amount(noun, dozen.value, "APPROX")


def _quarters(scene: Scene, noun: int) -> Amount | None:
    """ "un quart d'", "trois quarts d'" """
    line = scene.line
    if line.words[noun] not in ("quart", "quarts") or noun - 1 < scene.free:
        return None
    many = number_in_words(line.words[noun - 1])
    return Amount(noun - 1, f"{many}/4") if many in (1, 2, 3) else None


def _millions(scene: Scene, noun: int) -> Amount | None:
    """ "65 millions d'", "des milliers d'" """
    line = scene.line
    large = scene.words.large.get(line.words[noun])
    if large is None or noun - 1 < scene.free:
        return None
    amount = _bare_amount(scene, noun)
    if amount is None or not amount.number.replace(".", "").isdigit():
        return Amount(amount.first if amount else noun, ANY)
    return replace(amount, number=str(int(float(amount.number) * int(large.value))), single=False)


def _worded(scene: Scene, last: int) -> Amount | None:
    """ "dix-huit", "quatre-vingt-dix-sept", "un" """
    line, first, value = scene.line, last + 1, None
    for at in range(last, max(scene.free, last - LONGEST + 1) - 1, -1):
        word = line.words[at]
        if word != "et" and (word.isdigit() or number_in_words(word) is None):
            break
        found = number_in_words(" ".join(line.words[at : last + 1]))
        if found is not None:
            first, value = at, found
        if not tied(line, at):
            break
    if value is None:
        return None
    return Amount(first, str(value), single=first == last and line.words[last] in ARTICLES)


def _ranged(scene: Scene, amount: Amount) -> Amount:
    """ "deux à trois", "18-24", "deux ou trois": the larger counts."""
    line, link = scene.line, amount.first - 1
    if amount.number == ANY:
        return amount
    if line.gaps[amount.first].strip() in ("-", "–") and link >= scene.free:
        lower = _bare_amount(scene, amount.first)
    elif line.words[link] in ("à", "ou", "et") and link > scene.free and joined(line, amount.first):
        lower = _bare_amount(scene, link) if joined(line, link) else None
        if lower and line.words[link] == "et" and line.words[lower.first - 1] != "entre":
            lower = None
    else:
        return amount
    if lower is None or not lower.number.isdigit() or not amount.number.isdigit():
        return amount
    return Amount(lower.first, amount.number, "APPROX") if int(lower.number) < int(amount.number) else amount
