"""Checks against the two real tables of ../shared: the seed, copies of it, odd sentences.

tests/questions/test_checks.py has those against tables of our own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from selon.model import Reading, make_dispatch
from selon.questions.checks import Answer, check
from selon.reading import read_all
from selon.record.background import bring_in
from selon.record.mapping import load_mapping
from selon.record.store import Record, open_record
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
PROVOCATIONS = "north_korea_provocations.csv"

# What is easily mistaken, then sentences with a day.
REAL_FAULTS = """
a launch that one of two tables that cover its day lacks is sure: agencies count seven, the tables together nine
    2023-09-13 La Corée du Nord a lancé sept satellites depuis 1998.
"vers le Japon" is no place where it happens, and narrows
    2023-09-13 La Corée du Nord a tiré trois missiles vers le Japon en 2023.
the launch of 2023-08-23 at 18:50 UTC was on the 24th in Korea, after the dispatches of the 23rd
    2023-08-23 La Corée du Nord n'a échoué qu'une seule fois à lancer un satellite en 2023.
six years ago is 2017, whatever the day
    2023-09-01 C'est le premier essai nucléaire de la Corée du Nord depuis six ans.
    2023-09-13 La Corée du Nord n'a procédé à aucun essai nucléaire depuis 2017.
a year in brackets is no beginning of ten years
    2023-09-13 Le président chinois n'a visité le pays qu'une fois en dix ans (en 2019), soit 0,1 fois par an.
where and how the last one was is passed over
    2023-09-13 Le dernier voyage de Kim Jong Un en Chine remonte à janvier 2019.
"avant 2018", "depuis la pandémie", "en avion" are passed over
    2023-09-13 Kim Jong Un n'avait jamais voyagé à l'étranger avant 2018.
    2023-09-13 C'est la première fois que Kim Jong Un se rend en Russie depuis la pandémie.
    2023-09-13 Kim Jong Un n'a jamais voyagé à l'étranger en avion.
"""
# Odd habits, of which nothing may be called contradicted.
ODD = """
La Corée du Nord (RPDC) a tiré un missile mercredi (13 septembre), pour la énième fois cette année.
Il s'agit d'une première en dix ans pour la Corée du Nord, qui a tiré un missile mercredi.
La Corée du Nord a tiré 30 % de missiles de plus en un an.
La Corée du Nord a tiré 9.999.999.999.999.999.999.999 missiles depuis 2011.
La Corée du Nord a tiré un missile pour le troisième jour consécutif.
La Corée du Nord tirera deux missiles mercredi, a prévenu Séoul.
La Corée du Nord a-t-elle tiré cinq missiles mercredi ?
Selon l'ONU, la Corée du Nord a tiré deux fois plus de missiles en 2022.
La Corée du Nord a tiré plusieurs missiles en 2022, dont huit le 5 juin.
"La Corée du Nord n'a tiré aucun missile depuis dix ans", a ironisé Donald Trump.
Kim Jong Un s'est rendu trois fois à Pékin et une fois à Dalian en 2018.
Kim Jong Un s'est rendu à trois reprises à Panmunjom en 2018.
C'est le premier voyage de Kim Jong Un à l'étranger depuis la pandémie.
La Corée du Nord a tiré huit missiles en 300 avant J.-C., selon des historiens.
"""


def told(cases: str) -> list[tuple[str, str]]:
    """Why, and the line that is set in below it."""
    why, found = "", []
    for line in filter(str.strip, cases.splitlines()):
        if line.startswith(" "):
            found.append((why, line.strip()))
        else:
            why = line
    return found


STILL = (
    "2023-09-13 La Corée du Nord a lancé sept satellites depuis 1998.",
    "2023-09-13 Le dernier voyage de Kim Jong Un en Chine remonte à janvier 2019.",
)
FAULTY = [
    pytest.param(line, marks=[pytest.mark.xfail(strict=True, reason=why)] * (line in STILL), id=line)
    for why, line in told(REAL_FAULTS)
]
HABITS = [f"2023-09-13 {line}" for line in filter(None, ODD.split("\n"))]


@pytest.fixture(scope="module")
def read() -> dict[str, Reading]:
    """The readings of the odd sentences, by their line; all read at once."""
    lines = [*(line for _, line in told(REAL_FAULTS)), *HABITS]
    split = [line.split(" ", 1) for line in lines]
    texts = [make_dispatch(f"Un titre\n\nSÉOUL, {day} (AFP) - {said}\n", sent=day) for day, said in split]
    return dict(zip(lines, read_all(texts), strict=True))


def names(answer: Answer) -> list[str]:
    return [row.name for row in answer.rows]


def contradicted(record: Record, reading: Reading) -> list[str]:
    """The counts, and the sums, that are contradicted."""
    found = [(each.told.text, each.verdict) for each in check(record, reading)]
    found += [(each.reason, each.verdict) for answer in check(record, reading) for each in answer.sums]
    return [text for text, verdict in found if verdict == "contradicted"]


@pytest.fixture(scope="session")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of the two real tables."""
    if not (shared / "records").is_dir():
        pytest.skip("../shared/records is not beside the checkout")
    with open_record(str(tmp_path_factory.mktemp("real") / "desk.selon"), create=True) as opened:
        for file, mapping in (
            ("nk-missile-tests.json", "nk-missile-tests"),
            (PROVOCATIONS, "north-korea-provocations"),
        ):
            bring_in(opened, str(shared / "records" / file), load_mapping(str(EXAMPLES / f"mappings/{mapping}.toml")))
        yield opened


@pytest.fixture(scope="session")
def travelled(real: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The same, and the journeys of Kim Jong Un."""
    path = tmp_path_factory.mktemp("travelled") / "desk.selon"
    with sqlite3.connect(path) as copy:
        real.db.backup(copy)
    with open_record(str(path), change=True) as opened:
        bring_in(
            opened, str(EXAMPLES / "backgrounds/kim-trips.csv"), load_mapping(str(EXAMPLES / "mappings/trips.toml"))
        )
        yield opened


@pytest.fixture(scope="session")
def seeds(shared: Path) -> dict[str, Reading]:
    """The seed, and copies of it that were changed."""
    path = shared / "dispatches" / "seed.txt"
    if not path.is_file():
        pytest.skip("../shared/dispatches/seed.txt is not beside the checkout")
    text = path.read_text(encoding="utf-8")
    texts = {
        "seed": (text, "2023-09-13"),
        "thrice": (text.replace("échoué à deux", "échoué à trois"), "2023-09-13"),
        "six": (text.replace("sept fois en 12", "six fois en 12"), "2023-09-13"),
        "since May": (text.replace("au cours des quatre derniers mois", "depuis le mois de mai"), "2023-09-13"),
        "August": (text, "2023-08-20"),
        "Hanoi": (text, "2019-02-25"),
    }
    readings = read_all([make_dispatch(text, sent=day) for text, day in texts.values()])
    return dict(zip(texts, readings, strict=True))


def answer_to(record: Record, reading: Reading, words: str, hindsight: bool = False) -> Answer:
    (found,) = [each for each in check(record, reading, hindsight) if words in each.told.text]
    return found


FAILED, MISSILES, FIRST, ABROAD = "échoué à", "deux missiles", "premier lancement", " fois en 12 ans"


def test_two_failed_launches_in_four_months(real: Record, seeds: dict[str, Reading]) -> None:
    answer = answer_to(real, seeds["seed"], FAILED)
    assert (answer.verdict, answer.reason[:15]) == ("consistent", "2 said, 2 found")
    moments = {row.begins for row in answer.rows}
    assert moments == {"2023-05-30", "2023-05-30T21:28Z", "2023-08-23", "2023-08-23T18:50Z"}


def test_two_missiles(real: Record, seeds: dict[str, Reading]) -> None:
    answer = answer_to(real, seeds["seed"], MISSILES)
    assert answer.verdict == "consistent"
    assert {row.begins for row in answer.rows if row.begins and "T" in row.begins} == {
        "2023-09-13T02:41Z",
        "2023-09-13T02:51Z",
    }


@pytest.mark.parametrize("words", [FIRST, ABROAD])
def test_what_rests_on_journeys(real: Record, travelled: Record, seeds: dict[str, Reading], words: str) -> None:
    without, with_trips = (answer_to(record, seeds["seed"], words) for record in (real, travelled))
    assert without.verdict == "cannot-say" and "travel records are missing" in without.reason
    assert with_trips.verdict == "consistent"
    assert names(with_trips) == [f"trips#{row}" for row in range(1, 8)]


def test_copies_that_were_changed(travelled: Record, seeds: dict[str, Reading]) -> None:
    thrice, six = answer_to(travelled, seeds["thrice"], FAILED), answer_to(travelled, seeds["six"], ABROAD)
    assert (thrice.verdict, len(thrice.rows)) == ("contradicted", 4)
    assert (six.verdict, six.reason, len(six.rows)) == ("contradicted", "6 said, 7 found", 7)


def test_a_copy_dated_before_an_event_does_not_see_it(travelled: Record, seeds: dict[str, Reading]) -> None:
    august = answer_to(travelled, seeds["August"], FAILED)
    assert {(row.begins or "")[:10] for row in august.rows} == {"2023-05-30"}
    known, later = (answer_to(travelled, seeds["Hanoi"], ABROAD, hindsight) for hindsight in (False, True))
    assert (names(known)[-1], names(later)[-1]) == ("trips#5", "trips#6")


def test_the_seed_with_hindsight(travelled: Record, seeds: dict[str, Reading]) -> None:
    assert answer_to(travelled, seeds["since May"], FAILED, hindsight=True).verdict == "consistent"


@pytest.mark.parametrize("line", FAULTY)
def test_what_is_no_contradiction(travelled: Record, read: dict[str, Reading], line: str) -> None:
    assert contradicted(travelled, read[line]) == []


@pytest.mark.parametrize("line", HABITS)
def test_odd_habits(travelled: Record, read: dict[str, Reading], line: str) -> None:
    assert contradicted(travelled, read[line]) == []
