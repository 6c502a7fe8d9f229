"""Parts of the day: "lundi soir", "hier en début d'après-midi", "la nuit de lundi à mardi", "dans la matinée"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selon.stages.phrases import OF
from selon.stages.times.measures import article, preceded
from selon.stages.times.scene import Draft, Line, Scene, joined, named

PREPOSITIONS = frozenset("dans en au à tard tôt à aux".split())
QUALIFIERS = frozenset("petit tout tôt tard la le l'".split())
QUOTES = '«»"“” \u00a0\u202f\n'
WITHIN = frozenset("dans pendant durant cours".split())
NEAR = frozenset("ce cet cette".split())
BARE = ("soirée", "matinée", "journée")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day that is told up to the word `last`."""

    last: int
    code: str
    mod: str | None


def with_part(scene: Scene, draft: Draft) -> Draft:
    """Returns the draft of a day with the part of it that follows: "lundi [soir]"."""
    part = part_after(scene, draft.last + 1)
    if part is None:
        return draft
    return replace(draft, last=part.last, type="TIME", value=draft.value + part.code, mod=part.mod or draft.mod)


def part_after(scene: Scene, at: int) -> Part | None:
    """soir · en début d'après-midi · dans la matinée · au petit matin · tôt le matin · «en fin de matinée»"""
    line, start = scene.line, at
    mod = None
    while line.words[at] in PREPOSITIONS and _near(line, at) and at - start < 2:
        at += 1
    led = at > start
    if line.words[at] in scene.words.edges and led and _near(line, at) and line.words[at + 1] in ("de", "d'"):
        mod = scene.words.edges[line.words[at]].value
        at += 2
    while led and line.words[at] in QUALIFIERS and _near(line, at) and at - start < 5:
        at += 1
    word = line.words[at]
    part = scene.words.parts.get(word)
    if part is None or not _near(line, at) or named(scene, at):
        return _noon(scene, at) if at == start else None
    if not led and word in (*BARE, "aube"):
        return None
    return Part(at, part.value, mod)


def _noon(scene: Scene, at: int) -> Part | None:
    """mardi midi"""
    line = scene.line
    midday = line.words[at] in scene.words.hours and joined(line, at) and not named(scene, at)
    return Part(at, f"T{scene.words.hours[line.words[at]].value}", None) if midday else None


def _near(line: Line, at: int) -> bool:
    """Whether space or a quotation mark at most stands before the word."""
    return not line.gaps[at].strip(QUOTES)


def this_part(scene: Scene, i: int) -> Draft | None:
    """Le tireur a été tué ce matin. La pluie a cessé cette nuit."""
    line, part = scene.line, scene.words.parts[scene.line.words[i]]
    if line.words[i - 1] not in NEAR or i - 1 < scene.free or not joined(line, i) or line.words[i] == "journée":
        return None
    if line.words[i + 1] == "là" and line.gaps[i + 1] == "-":
        return Draft(i - 1, i + 1, "TIME", f"XXXX-XX-XX{part.value}", "day", entry=part.place)
    return Draft(i - 1, i, "TIME", f"P0D{part.value}", "sent", entry=part.place)


def same_part(scene: Scene, i: int) -> Draft | None:
    """Le maire a démissionné mardi ; le matin même, il assurait vouloir rester."""
    line, part = scene.line, scene.words.parts[scene.line.words[i]]
    if line.words[i + 1] != "même" or not joined(line, i + 1):
        return None
    return Draft(article(scene, i), i + 1, "TIME", f"XXXX-XX-XX{part.value}", "day", entry=part.place)


def last_night(scene: Scene, i: int) -> Draft | None:
    """Un entrepôt a brûlé la nuit dernière."""
    line, part = scene.line, scene.words.parts[scene.line.words[i]]
    shift = scene.words.shifts.get(line.words[i + 1]) if joined(line, i + 1) else None
    if shift is None or line.words[i] not in ("nuit", "soirée", "matinée"):
        return None
    value = f"{'-P1D' if shift.value == '-1' else 'P1D'}{part.value}"
    return Draft(article(scene, i), i + 1, "TIME", value, "sent", entry=part.place)


def part_of_day(scene: Scene, i: int) -> Draft | None:
    """Les ravisseurs ont rappelé samedi et, dans la matinée, la rançon était versée."""
    line, part = scene.line, scene.words.parts[scene.line.words[i]]
    first = None if named(scene, i) else _start(scene, i)
    if first is None or (line.words[i + 1] in OF and joined(line, i + 1)):
        return None  # "au soir de sa vie"
    edge = next((scene.words.edges[word] for word in line.words[first:i] if word in scene.words.edges), None)
    value, mod = f"XXXX-XX-XX{part.value}", edge.value if edge else None
    return Draft(first, i, "TIME", value, "day", entry=part.place, mod=mod)


def _start(scene: Scene, i: int) -> int | None:
    """The first word of a part of the day that stands by itself, None where what precedes it is no such frame."""
    line, at = scene.line, i
    if line.words[at - 1] == "petit" and joined(line, at):
        at -= 1
    if not joined(line, at):
        return None
    before = line.words[at - 1]
    if before in ("de", "d'") and line.words[at - 2] in scene.words.edges and at - 2 >= scene.free:
        return article(scene, at - 2)
    if before in ("la", "l'", "le") and joined(line, at - 1) and at - 1 >= scene.free:
        return at - 1 if _framed(scene, at - 1, line.words[i]) else None
    if before == "en" and line.words[i] in BARE:
        return at
    return at if before == "au" and line.words[i] in ("soir", "matin") and at < i else None


def _framed(scene: Scene, first: int, word: str) -> bool:
    """Whether "la nuit" is when something was: "dans la nuit", "à l'aube", "le soir"."""
    before = scene.line.words[first - 1]
    if before in WITHIN or preceded(scene, first, "au", "cours", "de") or preceded(scene, first, "vers"):
        return True
    if word in ("soir", "matin"):
        return True
    return before in ("à", "avant", "dès", "depuis") and word not in ("soirée", "journée", "nuit")
