"""Times: spans that are the text's, whatever it holds; values absolute with a date and relative without one.

What each construction finds is in languages/fr/examples/times.txt.
"""

from __future__ import annotations

import inspect
import sys
from datetime import date
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import selon
from selon.languages.times import TimeWords, load_times
from selon.model import Block, Time
from selon.stages.parse import Parse
from selon.stages.times import CONSTRUCTIONS, find_times
from selon.stages.times.calendar import around, chosen, easter, interval, moved, shifted

PIECES = """mardi le les du au de d' à et l' ce cette 3 12 1er 98 2018 juin mars mai siècle année ans mois semaine jours
h heures 18h30 18:30 GMT midi nuit soir il y a depuis dans plus tard après avant la veille dernier prochaine derniers
fin début mi - quatre-vingt-dix-sept une dizaine fois par chaque tous Noël lundi de Pâques XXe été hier demain années
, . ( ) « » / 99999999999999999999 ² ٣ İ A""".split()
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
DATES = st.one_of(st.none(), st.dates().map(date.isoformat), st.sampled_from(["", "2023-02-30", "hier"]))


@pytest.fixture(scope="module")
def words() -> TimeWords:
    return load_times("fr")


def times(text: str, sent: str | None = None) -> tuple[Time, ...]:
    return selon.read(text, date=sent).times


def alone(text: str, sent: str | None, words: TimeWords) -> tuple[Time, ...]:
    """The times of a text that nothing has parsed."""
    return find_times(text, Parse(text, [], []), (Block(0, len(text), "body"),), sent, words)


@given(TEXTS, DATES)
def test_any_text_yields_spans_in_order_that_do_not_overlap(text: str, sent: str | None) -> None:
    found = alone(text, sent, load_times("fr"))
    assert all(text[time.start : time.end] == time.text != "" for time in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(time.begins <= time.ends for time in found if time.begins and time.ends)
    assert all((time.begins is None) == (time.ends is None) for time in found)


@given(TEXTS)
def test_a_whole_reading_of_any_text_holds_them(text: str) -> None:
    found = times(text, "2023-09-13")
    assert all(text[time.start : time.end] == time.text for time in found)


@pytest.mark.parametrize("sent", ["0001-01-01", "0001-01-03", "9999-12-31", "9999-12-28"])
def test_the_ends_of_the_calendar(sent: str, words: TimeWords) -> None:
    text = (
        "hier, demain, lundi soir, cette nuit, le 6 juin, l'an dernier, l'an prochain, il y a 9 ans, dans 9 ans, à Noël"
    )
    assert len(alone(text, sent, words)) == 10


def calls(text: str, words: TimeWords) -> int:
    """How many functions of the stage are called: work that no clock disturbs."""
    count = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and "times" in frame.f_code.co_filename

    sys.setprofile(note)
    try:
        alone(text, "2023-09-13", words)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "le 3 ",
        "12 345 ",
        "quatre-vingt-dix-sept ",
        "dizaines de ",
        "plus de ",
        "3, 4, 5, ",
        "18 h ",
        "mars-",
        "1990-",
        "un an et ",
        "lundi ",
        "la fin de la ",
        "deux fois par an, ",
    ],
)
def test_twice_the_text_is_about_twice_the_work(unit: str, words: TimeWords) -> None:
    small = unit * (6_000 // len(unit))
    calls(unit, words)  # what is loaded once is no part of it
    assert calls(small + small, words) <= 2.3 * calls(small, words) + 500


def test_what_a_time_counts_from() -> None:
    text = "La France a signé en 2016, puis hier. Le 3 mars, elle hésitait ; le lendemain à 18 h, elle signait."
    found = {time.text: time for time in times(text, "2023-09-13")}
    assert found["2016"].counted_from is None
    assert found["hier"].counted_from == "2023-09-13"
    assert found["le lendemain"].counted_from == "2023-03-03"
    assert (found["18 h"].value, found["18 h"].counted_from) == ("2023-03-04T18:00", "2023-03-04")


def test_without_a_date_values_stay_relative() -> None:
    text = (
        "Le maire a été élu hier. Il a voté la semaine dernière. Il parlera mercredi. Le 6 juin, à 18 h, il est parti."
    )
    found = [(time.text, time.value, time.begins, time.counted_from) for time in times(text)]
    assert found == [
        ("hier", "-P1D", None, None),
        ("la semaine dernière", "-P1W", None, None),
        ("mercredi", "XXXX-WXX-3", None, None),
        ("Le 6 juin", "XXXX-06-06", None, None),
        ("18 h", "XXXX-06-06T18:00", None, None),
    ]


def test_credits_signatures_and_datelines_tell_no_time() -> None:
    text = (
        "SÉOUL, 13 septembre 2023 (Reuters) - Le Nord a tiré mardi.\n\n(Reportage de Jean Lundi à Séoul, mardi 3 mai)"
    )
    assert [time.text for time in times(text)] == ["mardi"]
    assert times(text)[0].value == "2023-09-12"


def test_titles_and_lists_do() -> None:
    text = (
        "Séisme: l'aide attendue en mars\n\nLe port rouvrira en juin.\n\n- la piste rouvre mardi;\n- le pont, en mai."
    )
    assert [time.text for time in times(text, "2023-02-01")] == ["mars", "juin", "mardi", "mai"]


def test_a_year_in_a_second_paragraph_is_not_the_hour_s_day() -> None:
    text = "Le feu a pris lundi.\n\nLes pompiers ont été appelés à 18h30."
    assert times(text, "2023-09-13")[1].value == "2023-09-13T18:30"


def test_the_construction_and_the_line_of_the_word_are_told(words: TimeWords) -> None:
    time = times("Le ministre est parti mardi.")[0]
    assert time.made.construction == "weekday"
    assert time.made.entry == words.weekdays["mardi"].place


def test_every_construction_says_what_it_is_for() -> None:
    silent = [name for name, function in CONSTRUCTIONS.items() if not (inspect.getdoc(function) or "").strip()]
    assert silent == []
    assert all((inspect.getdoc(function) or "").rstrip().endswith(".") for function in CONSTRUCTIONS.values())


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("1999-W27", "1999-07-05", "1999-07-11"),
        ("2024-W11-WE", "2024-03-16", "2024-03-17"),
        ("2023-SU", "2023-06-21", "2023-09-22"),
        ("2023-WI", "2023-12-21", "2024-03-19"),
        ("2023-Q3", "2023-07-01", "2023-09-30"),
        ("2023-H1", "2023-01-01", "2023-06-30"),
        ("199", "1990-01-01", "1999-12-31"),
        ("19", "1901-01-01", "2000-12-31"),
    ],
)
def test_the_days_of_a_value(value: str, first: str, last: str, words: TimeWords) -> None:
    span = interval(value, words)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize("value", ["", "XXXX-06-06", "2023-02-30", "2023-W60", "PRESENT_REF", "P1D", "99999", "0000"])
def test_a_value_that_stands_for_no_days(value: str, words: TimeWords) -> None:
    assert interval(value, words) is None


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("-P1D", "2024-02-29"),
        ("P0D", "2024-03-01"),
        ("-P1DTEV", "2024-02-29TEV"),
        ("-P1W", "2024-W08"),
        ("P1M", "2024-04"),
        ("-P3M", "2023-12"),
        ("-P1Q", "2023-Q4"),
        ("P1H", "2024-H2"),
        ("-P1Y", "2023"),
        ("-P1C", "19"),
    ],
)
def test_periods_beside_a_day(value: str, told: str) -> None:
    assert shifted(date(2024, 3, 1), value) == told


@pytest.mark.parametrize(
    ("value", "sign", "told"),
    [
        ("P3D", -1, "2024-03-28"),
        ("P18M", -1, "2022-09-30"),
        ("P1M", 1, "2024-04-30"),
        ("P1.5Y", -1, "2022-09-30"),
        ("PT24H", -1, "2024-03-30"),
        ("PT30M", 1, "2024-04-01"),
        ("PXD", -1, None),
        ("P70000000Y", -1, None),
    ],
)
def test_days_as_far_as_a_duration(value: str, sign: int, told: str | None) -> None:
    day = moved(date(2024, 3, 31), value, sign)
    assert (day.isoformat() if day else None) == told


def test_the_unit_of_a_duration_that_holds_a_day() -> None:
    assert [around(date(2014, 3, 14), value) for value in ("P3D", "P2W", "P3M", "P10Y")] == [
        "2014-03-14",
        "2014-W11",
        "2014-03",
        "2014",
    ]


@pytest.mark.parametrize(
    ("pattern", "choice", "weekday", "told"),
    [
        ("XXXX-WXX-3", "past", None, "2023-09-13"),
        ("XXXX-WXX-3", "future", None, "2023-09-13"),
        ("XXXX-WXX-3", "last", None, "2023-09-06"),
        ("XXXX-WXX-3", "next", None, "2023-09-20"),
        ("XXXX-WXX-1", "near", None, "2023-09-11"),
        ("XXXX-06-06", "past", None, "2023-06-06"),
        ("XXXX-06-06", "future", None, "2024-06-06"),
        ("XXXX-02-29", "future", None, "2024-02-29"),
        ("XXXX-09", "past", None, "2023-09"),
        ("XXXX-SU", "last", None, "2022-SU"),
        ("XXXX-12-25", "near", None, "2023-12-25"),
        ("XXXX-E+0", "past", None, "2023-04-09"),
        ("XXXX-09-12", "future", 2, "2023-09-12"),
        ("XXXX-XX-13", "past", 3, "2023-09-13"),
        ("XXXX-XX-13", "past", 4, "2023-09-13"),
        ("XXXX-02-30", "past", None, None),
    ],
)
def test_which_of_several(pattern: str, choice: str, weekday: int | None, told: str | None, words: TimeWords) -> None:
    assert chosen(pattern, date(2023, 9, 13), choice, weekday, words) == told  # type: ignore[arg-type]


def test_easter() -> None:
    assert [easter(year).isoformat() for year in (1818, 1999, 2000, 2024, 2038)] == [
        "1818-03-22",
        "1999-04-04",
        "2000-04-23",
        "2024-03-31",
        "2038-04-25",
    ]
