"""Hours: "18h30", "21 heures", "trois heures du matin", "minuit", "04h12 GMT"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selon.languages.numbers import number_in_words
from selon.stages.times.measures import preceded
from selon.stages.times.scene import Draft, Scene, begins_with, capital, ends_with, joined, named, token_at

HOURS = frozenset("h heure heures".split())
AT = frozenset("à vers dès avant jusqu' après entre depuis".split())  # what stands before an hour of the clock
FOR = frozenset("pendant durant en sur pour dans plus moins près presque quelque".split())  # before a length
ARTICLES = frozenset("le au les ces".split())  # "le 20 heures" is a newscast
HALVES = {"demi": 30, "demie": 30, "quart": 15}
LATER = ("après-midi", "soir")


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour, words `first` to `last`; `unit` is the word of its unit, `sure` whether its own words say that it is
    one of the clock ("du matin", "GMT")."""

    first: int
    unit: int
    last: int
    value: str
    sure: bool = False


def clock_at(scene: Scene, i: int) -> Hour | None:
    """Reads the hour that begins at the word `i`: 18h30 · 18 h · trois heures et demie · midi."""
    line = scene.line
    word = line.words[i]
    if word in scene.words.hours and not named(scene, i):
        return Hour(i, i, i, f"T{scene.words.hours[word].value}")
    if line.words[i + 1] not in HOURS or not joined(line, i + 1) or capital(scene, i + 1):
        return None
    hour = int(word) if word.isdigit() and len(word) <= 2 else number_in_words(word) if word else None
    if hour is None or hour > 24 or _with_minutes(scene, i + 2):
        return None
    last, minutes = _minutes(scene, i + 2)
    return _zoned(scene, _halved(scene, Hour(i, i + 1, last, f"T{hour:02}:{minutes:02}")))


def _with_minutes(scene: Scene, at: int) -> bool:
    """9 heures 22 [minutes]: a length"""
    return scene.line.words[at].isdigit() and scene.line.words[at + 1] in ("min", "minute", "minutes", "mn")


def _minutes(scene: Scene, at: int) -> tuple[int, int]:
    """The last word and the minutes: 18h[30] · 18 heures [30] · trois heures [et demie]"""
    line, words = scene.line, scene.line.words
    if joined(line, at) and words[at].isdigit() and len(words[at]) == 2 and int(words[at]) < 60:
        return at, int(words[at])
    if words[at] == "et" and words[at + 1] in HALVES:
        return at + 1, HALVES[words[at + 1]]
    return at - 1, 0


def _halved(scene: Scene, hour: Hour) -> Hour:
    """trois heures du matin · cinq heures de l'après-midi: the second is 17:00"""
    words, at = scene.line.words, hour.last + 1
    if words[at] == "du":
        end = at + 1
    elif words[at : at + 2] == ["de", "l'"]:
        end = at + 2
    else:
        return hour
    part = words[end]
    if part not in ("matin", *LATER) or not joined(scene.line, at):
        return hour
    number = int(hour.value[1:3])
    if part in LATER and number < 12:
        return replace(hour, last=end, value=f"T{number + 12:02}{hour.value[3:]}", sure=True)
    return replace(hour, last=end, sure=True)


def _zoned(scene: Scene, hour: Hour) -> Hour:
    """04h12 GMT · 7 heures locales · 18h30 heure de Paris"""
    line, at = scene.line, hour.last + 1
    if not joined(line, at):
        return hour
    if zone := begins_with(scene.words.zones, line, at):
        last = at + len(zone.words) - 1
        return _offset(scene, replace(hour, last=last, value=hour.value + zone.value, sure=True))
    if line.words[at] == "heure" and line.words[at + 1] in ("de", "d'") and capital(scene, at + 2):
        return replace(hour, last=at + 2, sure=True)
    return hour


def _offset(scene: Scene, hour: Hour) -> Hour:
    """20 h 13 UTC+2"""
    line, at = scene.line, hour.last + 1
    if line.gaps[at] not in ("+", "-", "−") or not line.words[at].isdigit() or not hour.value.endswith("Z"):
        return hour
    minutes = line.gaps[at + 1] == ":" and line.words[at + 1].isdigit()
    value = f"{hour.value[:-1]}{'+' if line.gaps[at] == '+' else '-'}{int(line.words[at]):02}:00"
    return replace(hour, last=at + 1 if minutes else at, value=value)


def hour(scene: Scene, i: int) -> Draft | None:
    """Le feu s'est déclaré vers 21 h 15. Le conseil s'est réuni à trois heures du matin."""
    line = scene.line
    if line.words[i] not in HOURS or i - 1 < scene.free:
        return None
    found = clock_at(scene, i - 1)
    if found is None or not _is_clock(scene, found):
        return None
    return _draft(scene, found, scene.words.units[line.words[i]].place)


def is_newscast(scene: Scene, i: int) -> bool:
    """le 20 heures de TF1: neither an hour nor a length"""
    line = scene.line
    return line.words[i] == "heures" and line.words[i - 2] in ("le", "au", "du") and line.words[i - 1].isdigit()


def digital_hour(scene: Scene, i: int) -> Draft | None:
    """La conférence débute à 18:30."""
    line = scene.line
    minutes = line.words[i + 1]
    if line.gaps[i + 1] != ":" or len(minutes) != 2 or not minutes.isdigit() or int(minutes) > 59:
        return None
    found = _zoned(scene, Hour(i, i, i + 1, f"T{int(line.words[i]):02}:{minutes}"))
    if found.last == i + 1 and not (line.words[i - 1] in AT and joined(line, i)):
        return None
    return Draft(i, found.last, "TIME", f"XXXX-XX-XX{found.value}", "day")


def named_hour(scene: Scene, i: int) -> Draft | None:
    """Le cessez-le-feu est entré en vigueur mardi à minuit."""
    line = scene.line
    if line.words[i] == "midi" and not (line.words[i - 1] in {*AT, "ce", "et", "de"} and joined(line, i)):
        return None
    found = clock_at(scene, i)
    return _draft(scene, found, scene.words.hours[line.words[i]].place) if found else None


def _draft(scene: Scene, found: Hour, entry: str) -> Draft:
    phrase = ends_with(scene.words.approximations, scene.line, found.first - 1)
    mod = phrase.value if phrase and joined(scene.line, found.first) and phrase.value == "APPROX" else None
    return Draft(found.first, found.last, "TIME", f"XXXX-XX-XX{found.value}", "day", entry=entry, mod=mod)


def _is_clock(scene: Scene, found: Hour) -> bool:
    """Whether it is an hour of the clock, and no length of time."""
    line, first = scene.line, found.first
    before = line.words[first - 1] if joined(line, first) else ""
    if _lasts(scene, first - 1):
        return False
    if found.sure or _starts_there(scene, first) or _about(scene, first) or preceded(scene, first, "il", "est"):
        return True
    short = line.words[found.unit] == "h"
    if before in FOR and not (before == "pour" and short):
        return False
    if preceded(scene, first, "y", "a") or (before in ARTICLES and not short):
        return False
    if _goes_on(scene, found.last + 1) or _after_number(scene, found):
        return False
    if before in AT or _from_to(scene, found) or _closes_range(scene, found):
        return before != "depuis" or short
    return short and before not in ("de", "d'", "un", "une")


def _lasts(scene: Scene, i: int) -> bool:
    """dure 1h45"""
    token = token_at(scene, i)
    return token is not None and not scene.words.lasting_verbs.isdisjoint((token.lemma, token.lower))


def _goes_on(scene: Scene, at: int) -> bool:
    """ "trois heures [de route]", "2h30 [de retard]", "deux heures [plus tard]" """
    line = scene.line
    if line.words[at : at + 2] == ["plus", "tard"]:
        return True
    return joined(line, at) and line.words[at] in ("de", "d'", "après", "avant", "durant")


def _starts_there(scene: Scene, first: int) -> bool:
    """à partir de 22 h"""
    return preceded(scene, first, "partir", "de") or preceded(scene, first, "compter", "de")


def _about(scene: Scene, first: int) -> bool:
    """aux environs de 6 h"""
    phrase = ends_with(scene.words.approximations, scene.line, first - 1)
    return phrase is not None and phrase.words[0] in ("aux", "autour")


def _from_to(scene: Scene, found: Hour) -> bool:
    """de 8 h [à 10 h] · entre 8 h [et 10 h] · à 18 h et [19 h]"""
    return _opens_range(scene, found) or _after_hour(scene, found.first)


def _opens_range(scene: Scene, found: Hour) -> bool:
    """[de 18 h 15] à 19 h 15"""
    line, at = scene.line, found.last + 1
    return preceded(scene, found.first, "de") and line.words[at] == "à" and clock_at(scene, at + 1) is not None


def _closes_range(scene: Scene, found: Hour) -> bool:
    """[entre 9 et] 17 heures · [de 8 à] 10 heures"""
    line, first = scene.line, found.first
    return (
        line.words[first - 1] in ("et", "à")
        and line.words[first - 3] in ("entre", "de")
        and (line.words[first - 2].isdigit() and joined(line, first) and joined(line, first - 1))
    )


def _after_number(scene: Scene, found: Hour) -> bool:
    """deux à trois heures: a length, where neither "de" nor "entre" opens it"""
    line, first = scene.line, found.first
    if line.words[first - 1] != "à" or not joined(line, first) or _after_hour(scene, first):
        return False
    word = line.words[first - 2]
    if first - 2 < scene.free:
        return False
    return (word.isdigit() or number_in_words(word) is not None) and not _closes_range(scene, found)


def _after_hour(scene: Scene, first: int) -> bool:
    """Whether the last expression is an hour, and this one is joined to it: "à 18 h et 19 h"."""
    before = scene.before
    return before is not None and before.counts == "day" and first - before.last <= 3


def hour_before(scene: Scene, draft: Draft) -> Draft | None:
    """La circulation est coupée entre 9 et 17 heures."""
    line, link = scene.line, draft.first - 1
    if draft.counts != "day" or "T" not in draft.value or line.words[link] not in ("et", "à") or link <= scene.free:
        return None
    at = link - 1
    number = line.words[at]
    opened = line.words[at - 1] in ("entre", "de") and joined(line, at)
    if not (number.isdigit() and len(number) <= 2 and int(number) <= 24 and opened and joined(line, link)):
        return None
    return replace(draft, first=at, last=at, value=f"XXXX-XX-XXT{int(number):02}:00", mod=None)
