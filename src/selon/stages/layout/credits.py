"""The credit lines: who reported, edited and translated, and from which bureau."""

from __future__ import annotations

import re

from selon.languages.layout import LayoutWords
from selon.model import Credit

LINE = 400  # characters; a credit line outside brackets that is longer is none
TAIL = 900  # characters at the end of a paragraph in which a credit line in brackets is looked for


def find_credits(text: str, offset: int, last: bool, words: LayoutWords) -> tuple[int, list[Credit]]:
    """Returns where in a paragraph's text its credit line starts (its length where it has none), and the credits.

    `offset` is where the paragraph starts in the dispatch; `last` says that it is the dispatch's last, whose end can
    be a credit line without brackets.
    """
    if text.endswith((")", ").")):
        start = _bracket(text)
        if start >= 0 and _stands_apart(text[:start]):
            labelled = words.label.match(text, start) is not None
            found = _credits(text, start, len(text.rstrip(".")) - 1, offset, words, strict=not labelled)
            if found is not None:
                return len(text[:start].rstrip()), found
    if len(text) <= LINE and (last or words.label.match(text)):
        found = _credits(text, 0, len(text), offset, words, strict=True)
        if found is not None and _full_names(found):
            return 0, found
    return _unbracketed(text, offset, words) if last else (len(text), [])


def _bracket(text: str) -> int:
    """Returns the index of the bracket that the last one closes, -1 where there is none near."""
    depth = 0
    for i in range(len(text) - 1, max(-1, len(text) - TAIL), -1):
        depth += (text[i] == ")") - (text[i] == "(")
        if text[i] == "(" and depth == 0:
            return i
    return -1


def _full_names(found: list[Credit]) -> bool:
    """Ada Roux, avec Marc Le Bihan: whether those before the first label have full names."""
    return all(" " in credit.person for credit in found if credit.task is None)


def _stands_apart(before: str) -> bool:
    """Tells whether a sentence ends before it."""
    return before.rstrip()[-1:] in ("", ".", "?", "!", "…", "»", '"', "”", ")")


def _unbracketed(text: str, offset: int, words: LayoutWords) -> tuple[int, list[Credit]]:
    """... les efforts". Reportage de Jean Dupont, édité par Anne Roy"""
    for stop in re.finditer(r"[.?!…»\"”]\s+(?=[A-ZÉ(])", text[-LINE:]):
        start = max(0, len(text) - LINE) + stop.end()
        if words.label.match(text[start:]):
            found = _credits(text, start, len(text), offset, words, strict=True)
            if found:
                return len(text[:start].rstrip()), found
    return len(text), []


def _credits(text: str, start: int, end: int, offset: int, words: LayoutWords, strict: bool) -> list[Credit] | None:
    """Returns the credits between `start` and `end`; None where it is no credit line.

    A `strict` reading wants nothing but labels, names, agencies and bureaus. Those before the first label have no task.
    """
    line = text[start:end]
    labels = list(words.label.finditer(line))
    if not labels:
        return None
    first = _space_and_bracket(line)
    credits = _people(line[first : labels[0].start()], offset + start + first, None, words, strict=True)
    if credits is None:
        return None
    for i, label in enumerate(labels):
        stop = labels[i + 1].start() if i + 1 < len(labels) else len(line)
        task = _task(label["label"], words)
        found = _people(line[label.end() : stop], offset + start + label.end(), task, words, strict)
        if found is None:
            return None
        credits.extend(found)
    return credits


def _task(label: str, words: LayoutWords) -> str:
    """édité par → édité · Reportages → Reportages · Par → Par"""
    head, _, tail = label.rpartition(" ")
    return head if head and words.lead_in.fullmatch(tail + " ") else label


def _space_and_bracket(line: str) -> int:
    return len(line) - len(line.lstrip(" (\n\t"))


def _people(scope: str, offset: int, task: str | None, words: LayoutWords, strict: bool) -> list[Credit] | None:
    """Reads "de A, B et C à Séoul, D à Tokyo": those before a bureau that have none share it."""
    credits: list[Credit] = []
    waiting: list[int] = []
    for start, item in _items(scope, words):
        name, bureau = _split(item, words)
        if not (name or bureau) or name.strip("()").lower() in words.agencies:
            continue
        if name and not _is_name(name, words):
            if strict:
                return None
            continue
        if name:
            credits.append(_credit(name, bureau, offset + start, task, words))
            waiting.append(len(credits) - 1)
        if bureau:
            for i in waiting:
                credits[i] = Credit(credits[i].start, credits[i].end, credits[i].text, credits[i].person, task, bureau)
            waiting = []
    return credits


def _credit(name: str, bureau: str | None, start: int, task: str | None, words: LayoutWords) -> Credit:
    """Rédaction de Paris: a desk is named by its label and its town."""
    person = " ".join(name.split())
    if " " not in person and task and task.lower() in words.desks and not bureau:
        return Credit(start, start + len(name), name, f"{task} de {name}", task, name)
    return Credit(start, start + len(name), name, person, task, bureau)


def _items(scope: str, words: LayoutWords) -> list[tuple[int, str]]:
    """Returns the coordinated pieces and where each starts, without what leads them in."""
    pieces: list[tuple[int, str]] = []
    at = 0
    for joint in [*words.joiner.finditer(scope), None]:
        stop = joint.start() if joint else len(scope)
        lead = words.lead_in.match(scope, at, stop)
        start = lead.end() if lead else at
        piece = scope[start:stop].rstrip(" .;,:\n")
        pieces.append((start, piece if "(" in piece else piece.rstrip(")")))
        at = joint.end() if joint else stop
    return pieces


def _split(item: str, words: LayoutWords) -> tuple[str, str | None]:
    """Soo-hyang Choi à Séoul · Tom Perry au Caire · Anne Roy (Paris)"""
    found = words.bureau.search(item)
    if found:
        town = "Le " + found["town"] if found["word"] == "au" else found["town"]
        return item[: found.start()].rstrip(), town
    name, bracket, town = item.rstrip(")").partition(" (")
    return (name, town) if bracket else (item, None)


def _is_name(name: str, words: LayoutWords) -> bool:
    """One to six words, each with a capital but for the particles."""
    parts = name.split()
    capital = [part for part in parts if part[0].isupper()]
    return (
        0 < len(parts) <= 6
        and bool(capital)
        and all(part[0].isupper() or part.lower() in words.name_particles for part in parts)
    )
