"""The words of a dispatch's layout, and the patterns built from them: datelines, credit labels, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from selon.languages.loader import WordListError, folder, settings

CLOCK = r"(?:[\s,]+(?:à\s+)?\d{1,2}\s?[hH:]\s?(?:\d{2})?(?:\s?min)?(?:\s?\(?(?:UTC|GMT|CET|CEST)(?:[+-]\d{1,2})?\)?)?)"
DASH = r"(?:--?|–|—)"
OPENING = r"(?=[A-ZÀ-ÖØ-Þ0-9«“\"'‘(\[]|par\s)"  # what a dispatch's first sentence, or its byline, starts with


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """The words, lower-case but for the agencies' names, and the compiled patterns.

    `inline` are the datelines at the start of a paragraph, `alone` those that are a paragraph by themselves; their
    groups, each of which may be missing, are place, day, month, year, iso and agency.
    """

    agencies: dict[str, str]  # lower-case → as the agency writes it
    months: dict[str, int]
    name_particles: frozenset[str]
    verbs: frozenset[str]
    desks: frozenset[str]
    inline: tuple[re.Pattern[str], ...]
    alone: tuple[re.Pattern[str], ...]
    agency: re.Pattern[str]
    label: re.Pattern[str]
    joiner: re.Pattern[str]
    lead_in: re.Pattern[str]
    bureau: re.Pattern[str]


@cache
def load_layout(lang: str) -> LayoutWords:
    """Reads `layout.toml`; raises ValueError for a language that selon lacks, WordListError for a bad file."""
    words = _checked(settings(folder(lang) / "layout.toml"), f"{lang}/layout.toml")
    date = _date(words["months"], words["weekdays"])
    place = _place(words["place_particles"], words["weekdays"])
    agency = rf"\b(?P<agency>{_any(words['agencies'])})\b"
    return LayoutWords(
        agencies={name.lower(): name for name in words["agencies"]},
        months=words["months"],
        name_particles=frozenset(words["name_particles"]),
        verbs=frozenset(words["verbs"]),
        desks=frozenset(words["desks"]),
        inline=_inline(place, date, agency),
        alone=_alone(place, date, _any(words["published"])),
        agency=re.compile(agency, re.IGNORECASE),
        label=_label(words["labels"], words["joiners"]),
        joiner=re.compile(rf"\s*[,;/&]\s*(?:(?:{_any(words['joiners'])})\s+)?|\s+(?:{_any(words['joiners'])})\s+"),
        lead_in=re.compile(rf"(?:\s|:|(?:{_any(words['lead_ins'])})\s+|d['’])*", re.IGNORECASE),
        bureau=re.compile(rf"(?:^|\s+)(?P<word>{_any(words['bureau_words'])})\s+(?P<town>[^\W\d_a-z].*)$"),
    )


def _checked(words: dict[str, Any], name: str) -> dict[str, Any]:
    """Returns the settings; raises WordListError for an entry that stands twice in one list."""
    for key, entries in words.items():
        seen: set[str] = set()
        for entry in entries:
            if entry.lower() in seen:
                raise WordListError(f"{name}: {entry!r} stands twice in {key}")
            seen.add(entry.lower())
    return words


def _any(words: Iterable[str]) -> str:
    """Returns the alternatives of a pattern, longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _date(months: Iterable[str], weekdays: Iterable[str]) -> str:
    """le lundi 11 mai 2020 à 14h30 · 1er janvier 2016, 14h30 · 13 sept. · 11/05/2020 14:30 · 2020-05-11"""
    worded = rf"(?P<day>1er|\d{{1,2}})\s+(?P<month>(?i:{_any(months)}))\b\.?(?:\s+(?P<year>\d{{4}}))?"
    digits = r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2})T?"
    return rf"(?:(?:(?i:le|ce|{_any(weekdays)}),?\s+)*(?:{worded}|{digits}){CLOCK}?)"


def _place(particles: Iterable[str], weekdays: Iterable[str]) -> str:
    """SÉOUL · Port-au-Prince · New York (Nations unies) · KIEV/MOSCOU · Au large de Gaza · Auschwitz, Pologne"""
    word = r"[^\W\d_a-zà-öø-ÿ][\w'’.-]*"
    words = rf"{word}(?:[\s/]+(?:(?:{_any(particles)}|l'|d')\s+)*(?:[dl]['’])?{word}){{0,5}}"
    no_day = rf"(?!(?i:(?:le\s+)?(?:\d|(?:{_any(weekdays)})\b)))"
    return rf"{no_day}(?P<place>{words}(?:,\s{words})?(?:\s\([^()\d]{{2,30}}\))?)"


def _inline(place: str, date: str, agency: str) -> tuple[re.Pattern[str], ...]:
    """The datelines that a paragraph goes on after, the surest first."""
    desk = r"(?:\((?P<agency>[^()]{2,40})\)|/(?P<slashed>[^/\s]{2,20})/)"
    return tuple(
        re.compile(form)
        for form in (
            rf"(?:{place}(?:,\s*|\s+|\s*{DASH}\s*))?(?:{date},?\s*)?{desk}\s*(?P<sep>[-–—:.]*)\s*",
            rf"{agency}\s*(?P<sep>{DASH})\s+{OPENING}",
            rf"{place},\s*{date}\s*(?P<sep>{DASH}|:)\s+{OPENING}",
            rf"{date}(?:,\s*(?P<place>[^.\n–—]{{2,60}}?))?\s*(?P<sep>\.\s*{DASH})",
            rf"{date}\s*(?P<sep>{DASH})(?:\s+{OPENING}|\s*$)",
        )
    )


def _alone(place: str, date: str, published: str) -> tuple[re.Pattern[str], ...]:
    """The datelines that are a paragraph: AFP, publié le lundi 11 mai 2020 à 14h30 · Paris, le 11 mai 2020"""
    who = r"(?:[^.\n]{0,60}?[\s,|•·–—-]+)??"
    tail = rf"(?:[\s,|•·(–—-]+(?:(?i:{published}|par|avec)\b|[A-Z]{{2}}|[(\d])[^.\n]{{0,80}})?"
    return (
        re.compile(rf"{who}(?i:{published})\s*(?:,|:)?\s*{date}{tail}$", re.DOTALL),
        re.compile(rf"(?:{place}(?:,\s*|\s+))?{date}\s*(?:\([^()]{{2,40}}\))?\s*[.–—-]*$"),
    )


def _label(labels: Iterable[str], joiners: Iterable[str]) -> re.Pattern[str]:
    """A credit label where a credit can start: at the start, or after a separator or "et"."""
    before = rf"(?:^|[.,;(/]\s*(?:(?:{_any(joiners)})\s+)?|\s+(?:et|and)\s+)"
    return re.compile(rf"{before}(?P<label>(?:{_any(labels)}))(?=\s|:|$|\s*d['’])", re.IGNORECASE)
