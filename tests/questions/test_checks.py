"""Checks: what a record says of the counts of a dispatch. The real tables: tests/questions/test_checks_real.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from selon.model import Reading, make_dispatch
from selon.questions.checks import Answer, check
from selon.reading import read_all
from selon.record.background import bring_in
from selon.record.mapping import load_mapping
from selon.record.store import Record, open_record
from tests import desk
from tests.questions.check_cases import CASES, FAULTS, LAST, STILL

MAPPING = """
name = "NAME"
noun = "rows"
zone = "UTC"
type = { column = "type" }
date = { column = "day" }
end = { column = "end" }
time = { column = "time" }
quantity = { column = "number" }
outcome = { column = "outcome" }
known = { column = "known" }
country = { column = "country" }
[roles.actor]
name = { column = "who" }
country = { column = "code" }
sector = { column = "sector" }
[coverage]
begins = 2018-01-01
ends = 2023-12-31
"""
HEAD = "type,who,code,sector,day,end,time,number,outcome,country,known\n"
LEDGER = """
missile-launch,Inde,IND,MIL,2020-02-10,,,1,,,
missile-launch,Inde,IND,MIL,2022-03-09,,,2,,,
missile-launch,Inde,IND,MIL,2022-03-30,,,1,,,
missile-launch,Inde,IND,MIL,2022-05-20,,,1,,,
missile-launch,Inde,IND,MIL,2023-05-10,,,1,,,
missile-launch,Pakistan,PAK,MIL,2021-12-31,,,1,,,
missile-launch,Pakistan,PAK,MIL,2022-08-01,,,1,,,
missile-launch,Brésil,BRA,MIL,2022-06-02,,,,,,
missile-launch,France,FRA,MIL,2021-04-05,,,1,,,
missile-launch,Kenya,KEN,MIL,2023-02-01,,,1,,,2023-09-01
missile-launch,Chine,CHN,MIL,2017-09-03,,,1,,,
missile-launch,Chine,CHN,MIL,2023-07-12,,15:30,1,,,
satellite-launch,Inde,IND,GOV,2021-08-12,,,1,failed,,
satellite-launch,Inde,IND,GOV,2022-08-07,,,1,failed,,
satellite-launch,Inde,IND,GOV,2023-02-10,,,1,succeeded,,
satellite-launch,Inde,IND,GOV,2023-05-01,,,1,,,
satellite-launch,Brésil,BRA,GOV,2021-08-12,,,1,failed,,
visit,Anil Mehra,IND,GOV,2022-03-01,2022-03-03,,,,FRA,
visit,Anil Mehra,IND,GOV,2022-05-10,2022-05-12,,,,JPN,
visit,Anil Mehra,IND,GOV,2022-10-01,2022-10-02,,,,FRA,
visit,Anil Mehra,IND,GOV,2022-11-05,2022-11-05,,,,IND,
visit,Anil Mehra,IND,GOV,2023-07-10,2023-07-10,,,,ITA,
visit,Odile Brassac,FRA,GOV,2021-04-01,2021-04-10,,,,NOR,
arrest,police norvégienne,NOR,COP,2022-01-10,,,7,,,
arrest,police norvégienne,NOR,COP,2022-09-10,,,5,,,
protest,enseignants norvégiens,NOR,,2023-02-01,,,,,,
protest,cheminots norvégiens,NOR,,2023-03-01,,,,,,
protest,cheminots norvégiens,NOR,,2023-05-01,,,,,,
seizure,Iran,IRN,MIL,2022-03-09,,,1,,,
seizure,Iran,IRN,MIL,2023-02-11,,,2,,,
"""
TALLY = """
missile-launch,Inde,IND,MIL,2022-05-21,,,3,,,
missile-launch,Inde,IND,MIL,2023-05-10,,,1,,,
"""
AUSTRALIA = """Canberra tire trois missiles au large de Darwin

CANBERRA, 5 juillet 2023 (Reuters) - L'Australie a tiré trois missiles mardi au large de Darwin, a annoncé l'armée.
"""
EGYPT = """Le Caire tire deux missiles

LE CAIRE, 5 juillet 2023 (AFP) - L'Égypte a tiré deux missiles mardi depuis le désert, au sud de la capitale, pendant
que le gouvernement recevait à Louxor des investisseurs venus de toute l'Afrique de l'Est pour parler du prix du blé.
"""
DATED = "Un titre\n\nOSLO, {} (AFP) - {}\n"


def told(cases: str) -> list[tuple[str, list[str]]]:
    """The lines that stand at the margin, each with those that are set in below it."""
    found: list[tuple[str, list[str]]] = []
    for line in filter(str.strip, cases.splitlines()):
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found


def faults(cases: str) -> list[object]:
    """The sentences of faults, each marked with what is wrong."""
    lines = ((line, why) for why, each in told(cases) for line in each)
    return [
        pytest.param(line, marks=[pytest.mark.xfail(strict=True, reason=why)] * (line in STILL), id=line)
        for line, why in lines
    ]


@pytest.fixture(scope="module")
def read() -> dict[str, Reading]:
    """The readings of the cases, by their line; all read at once."""
    lines = [line for line, _ in told(CASES)]
    lines += [line for _, each in told(FAULTS) for line in each]
    split = [line.split(" ", 1) for line in lines]
    readings = read_all([make_dispatch(DATED.format(day, said), sent=day) for day, said in split])
    return dict(zip(lines, readings, strict=True))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of two tables of our own, and of two dispatches."""
    folder = tmp_path_factory.mktemp("checks")
    with open_record(str(folder / "desk.selon"), create=True) as opened:
        for name, rows in (("ledger", LEDGER), ("tally", TALLY)):
            (folder / f"{name}.toml").write_text(MAPPING.replace("NAME", name), encoding="utf-8")
            (folder / f"{name}.csv").write_text(HEAD + rows.lstrip(), encoding="utf-8")
            brought = bring_in(opened, str(folder / f"{name}.csv"), load_mapping(str(folder / f"{name}.toml")))
            assert brought.failed == []
        desk.take(opened, desk.dispatches([("australia", AUSTRALIA), ("egypt", EGYPT)]))
        yield opened


def verdicts(answers: list[Answer]) -> set[str]:
    return {verdict for each in answers for verdict in (each.verdict, *(found.verdict for found in each.sums))}


def names(answer: Answer) -> list[str]:
    return [row.name for row in answer.rows]


@pytest.mark.parametrize(("line", "said"), told(CASES))
def test_what_is_said_of_a_count(record: Record, read: dict[str, Reading], line: str, said: list[str]) -> None:
    found = []
    for each in check(record, read[line]):
        found.append(f"{each.verdict}: {each.reason}")
        found += [f"+ {reckoned.verdict}: {reckoned.reason}" for reckoned in each.sums]
    assert len(found) == len(said) and all(map(str.startswith, found, said)), found


@pytest.mark.parametrize("line", faults(FAULTS))
def test_what_is_no_contradiction(record: Record, read: dict[str, Reading], line: str) -> None:
    assert "contradicted" not in verdicts(check(record, read[line]))


def found_by(record: Record, answer: Answer) -> set[str]:
    """What the SQL of an answer finds, as it stands."""
    queries = (answer.sql or "").split(";\n")
    return {row[0] for query in filter(None, queries) for row in record.db.execute(query)}


def test_the_sql_finds_the_rows(record: Record, read: dict[str, Reading]) -> None:
    answers = [each for line, _ in told(CASES) if line != LAST for each in check(record, read[line])]
    assert [each for each in answers if not {row.id for row in each.rows} <= found_by(record, each)] == []
    assert all((each.sql is None) == (each.question is None) for each in answers)
    assert all("(ledger), 2 rows" in each.coverage and "2 dispatches" in each.coverage for each in answers)


@pytest.mark.xfail(strict=True, reason="the later ones that contradict a last one are found by another SELECT")
def test_the_sql_finds_what_is_later_than_the_last(record: Record, read: dict[str, Reading]) -> None:
    (answer,) = check(record, read[LAST])
    assert {row.id for row in answer.rows} <= found_by(record, answer)


# what counts as evidence


def counts(record: Record, text: str, hindsight: bool = False) -> Answer:
    """The answer to the first count of a text."""
    (reading,) = read_all([make_dispatch(text)])
    return check(record, reading, hindsight)[0]


def test_no_day_on_the_dispatch_and_one_that_is_given(record: Record) -> None:
    text = "Un titre\n\nL'Inde a tiré des missiles à trois reprises en 2022.\n"
    assert counts(record, text).reason == "the dispatch has no day to count from; give it with --date"
    (reading,) = read_all([make_dispatch(text, sent="2023-07-12")])
    assert [each.verdict for each in check(record, reading)] == ["consistent"]


def test_the_rows_are_those_that_are_counted(record: Record, read: dict[str, Reading]) -> None:
    (answer,) = check(record, read["2023-07-12 L'Inde a tiré des missiles à trois reprises en 2022."])
    assert names(answer) == ["ledger#2", "ledger#3", "ledger#4", "tally#1"]
    assert "as known on 2023-07-12" in (answer.question or "")
    (answer,) = check(record, read["2023-07-12 L'Australie n'a jamais tiré de missile."])
    assert [row.dispatch for row in answer.rows] == [1]


def test_the_dispatch_itself_its_copies_and_versions_are_no_evidence(record: Record) -> None:
    copy = EGYPT.replace("(AFP)", "(Reuters)").replace("Le Caire tire", "L'Égypte tire")
    corrected = EGYPT.replace("Le Caire tire deux", "CORRECTIF - Le Caire tire trois").replace("deux m", "trois m")
    for text in (EGYPT, copy, corrected):
        answer = counts(record, text)
        assert (answer.verdict, answer.rows) == ("cannot-say", ())
    other = "Un titre\n\nLE CAIRE, 6 juillet 2023 (dpa) - L'Égypte a tiré deux missiles mardi, selon Tel-Aviv.\n"
    answer = counts(record, other)
    assert (answer.verdict, len(answer.rows)) == ("consistent", 1)


def test_only_what_was_known_on_the_day_unless_hindsight(record: Record) -> None:
    text = DATED.format("12 juillet 2023", "Le Kenya a tiré des missiles à deux reprises en 2023.")
    before, after = counts(record, text), counts(record, text, hindsight=True)
    assert (names(before), names(after)) == ([], ["ledger#10"])
    assert "as known today" in (after.question or "")


def test_hindsight_is_what_is_known_later_not_what_happens_later(record: Record) -> None:
    text = DATED.format("12 janvier 2022", "L'Inde n'a jamais tiré de missile depuis 2021.")
    assert counts(record, text, hindsight=True).verdict != "contradicted"


def test_what_others_tell_without_a_day_contradicts_nothing(tmp_path: Path) -> None:
    told = DATED.format("15 août 2023", "Le pain est cher. Le tir d'un missile par le Pérou avait inquiété Callao.")
    with open_record(str(tmp_path / "desk.selon"), create=True) as opened:
        desk.take(opened, desk.dispatches([("told", told)]))
        text = DATED.format("20 août 2023", "Le Pérou n'a jamais tiré de missile depuis le 1er août.")
        assert counts(opened, text).verdict == "cannot-say"
