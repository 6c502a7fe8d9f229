"""Counts: spans that are the text's, the claim and the event that each belongs to, and near misses.

What each construction finds is in languages/fr/examples/counts.txt.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import selon
from selon.languages.abbreviations import load_abbreviations
from selon.languages.counts import load_counts
from selon.languages.layout import load_layout
from selon.languages.loader import WordListError, folder
from selon.languages.names import load_names
from selon.languages.times import load_times
from selon.model import Block, Count, Event, Made, Participant, Quantity, Reading, Status, Telling, cut, make_dispatch
from selon.stages.cast import Cast
from selon.stages.counts import CONSTRUCTIONS, find_counts
from selon.stages.layout import lay_out
from selon.stages.names import name_casts
from selon.stages.parse import Parse, parse_all
from selon.stages.sentences import split_sentences
from selon.stages.times import find_times

PIECES = """il a n'a que tiré voté la frontière un le une tir essai pays deux fois à reprises pour première troisième 3e
dernier seul rares l'un des jamais aucun sans précédent depuis 2017 en dix ans cette année mois alors qu' qui à avoir
toutes dont mardi , . : « » Séoul il s'agit du de l'année remonte ce type c'est et""".split()
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))


def parse_of(text: str) -> Parse:
    dispatch, blocks = lay_out(make_dispatch(text), load_layout("fr"))
    cuts = split_sentences(dispatch.text, blocks, load_abbreviations("fr"))
    return next(parse_all([(dispatch.text, cuts)], "fr"))


def cast_of(text: str) -> Cast:
    return name_casts([parse_of(text)], load_names("fr", ()), "fr")[0]


def counts_of(text: str, reading: Reading, events: tuple[Event, ...] = ()) -> tuple[Count, ...]:
    return find_counts(cast_of(text), events, reading.claims, reading.times)


def counts(text: str, sent: str = "2024-03-14") -> tuple[Count, ...]:
    return counts_of(text, selon.read(text, date=sent))


def event(text: str, trigger: str, number: str, value: int, status: Status = "asserted", made: str = "event") -> Event:
    """An event of `text` whose goods hold the number."""
    at, start = text.index(trigger), text.index(number)
    span, held = cut(text, at, at + len(trigger)), cut(text, start, start + len(number))
    quantity = Quantity(held.start, held.end, held.text, value, value)
    return Event(
        id="ev1",
        type="missile-launch",
        plover=None,
        mode=(),
        contexts=(),
        trigger=span,
        roles={"goods": (Participant(held.start, held.end, held.text, held.text),)},
        time=None,
        place=None,
        quantity=quantity,
        casualties={},
        status=status,
        outcome=None,
        background=False,
        claim=None,
        tellings=(Telling(span, None, status),),
        made=Made(made, None),
    )


@given(TEXTS)
def test_any_text_yields_spans_in_order(text: str) -> None:
    found = counts(text)
    for count in found:
        for span in filter(None, (count, count.subject, count.number, count.window, count.scope)):
            assert text[span.start : span.end] == span.text != ""
            assert count.start <= span.start < span.end <= count.end
    assert [count.start for count in found] == sorted(count.start for count in found)


def calls(text: str) -> int:
    """How many functions of the stage are called: work that no clock disturbs."""
    cast = cast_of(text)
    times = find_times(text, cast.parse, (Block(0, len(text), "body"),), None, load_times("fr"))
    count = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and "stages/counts" in frame.f_code.co_filename

    sys.setprofile(note)
    try:
        find_counts(cast, (), (), times)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "Il a tiré trois fois en un mois. ",
        "C'est le premier tir depuis 2017, ",
        "jamais ",
        "la troisième fois ",
        "aucun ",
    ],
)
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    few, many = calls(piece * 300), calls(piece * 1200)
    assert many <= 5 * few + 100


def test_a_text_that_counts_nothing_costs_nothing() -> None:
    assert calls("Le ministre a reçu les syndicats au palais. " * 50) < 400


def test_the_innermost_claim_tells_it() -> None:
    text = "« Selon l'armée, la base a été visée à trois reprises », a déclaré le porte-parole. Il a voté deux fois."
    reading = selon.read(text)
    first, second = counts_of(text, reading)
    holding = [claim for claim in reading.claims if any(p.start <= first.start < p.end for p in claim.content)]
    assert first.claim == min(holding, key=lambda claim: sum(p.end - p.start for p in claim.content)).id
    assert second.claim is None


def test_a_count_ends_with_its_claim() -> None:
    (count,) = counts("Séoul a dit que « le Nord a tiré pour la troisième fois » selon un responsable.")
    assert count.text == "a tiré pour la troisième fois"


def test_since_leaves_the_window_open() -> None:
    (count,) = counts("Le port a été visé deux fois depuis 2022.")
    assert count.window is not None
    assert (count.window.text, count.window.value) == ("depuis 2022", "2022")
    assert (count.window.begins, count.window.ends) == ("2022-01-01", None)


def test_stretches_keep_both_ends() -> None:
    (count,) = counts("Le port a été visé deux fois au cours des quatre derniers mois.")
    assert count.window is not None
    assert (count.window.text, count.window.begins) == ("au cours des quatre derniers mois", "2023-11-14")
    assert count.window.ends == "2024-03-14"


def test_bounds_of_a_number() -> None:
    (most,) = counts("Le volcan est entré en éruption moins de dix fois depuis 1900.")
    assert most.number is not None
    assert (most.number.least, most.number.most) == (None, 10)


def test_things_of_an_event() -> None:
    text = "L'armée a tiré deux missiles depuis mardi vers la mer."
    reading = selon.read(text, date="2024-03-14")
    (count,) = counts_of(text, reading, (event(text, "a tiré", "deux missiles", 2),))
    assert (count.subject.text, count.event, count.made.construction) == ("a tiré deux missiles", "ev1", "things")
    assert count.number is not None
    assert count.number.most == 2


@pytest.mark.parametrize(
    ("number", "value", "status", "made"),
    [
        ("un missile", 1, "asserted", "event"),
        ("deux missiles", 2, "planned", "event"),
        ("deux missiles", 2, "denied", "event"),
        ("deux missiles", 2, "asserted", "statement"),
    ],
)
def test_no_count_of_an_article_of_a_plan_of_a_statement(number: str, value: int, status: Status, made: str) -> None:
    text = f"L'armée a tiré {number} vers la mer."
    assert counts_of(text, selon.read(text), (event(text, "a tiré", number, value, status, made),)) == ()


def test_no_count_of_money() -> None:
    text = "Le club a versé 22 millions d'euros."
    assert counts_of(text, selon.read(text), (event(text, "a versé", "22 millions", 22),)) == ()


def test_the_object_after_the_window() -> None:
    (count,) = counts("L'armée a reçu pour la première fois depuis 2012 des armes américaines.")
    assert count.subject.text == "reçu pour la première fois depuis 2012 des armes américaines"


def test_an_event_s_noun_can_be_ranked() -> None:
    text = "C'est la deuxième parade de l'armée."
    reading = selon.read(text)
    assert counts_of(text, reading) == ()
    (count,) = counts_of(text, reading, (event(text, "parade", "la deuxième", 1, "planned"),))
    assert count.subject.text == "parade de l'armée"


def test_headings_hold_none() -> None:
    text = "Le Nord tire pour la troisième fois\n\nSÉOUL, 14 mars - Le Nord a tiré vers la mer.\n"
    assert counts(text) == ()


def test_the_seed(shared: Path) -> None:
    found = counts((shared / "dispatches" / "seed.txt").read_text(encoding="utf-8"), "2023-09-13")
    rows = {
        (
            count.number.least if count.number else None,
            count.window.value if count.window else None,
            count.qualifier,
            count.scope.text if count.scope else None,
        )
        for count in found
        if count.event is None
    }
    assert rows >= {
        (2, "P4M", None, None),
        (None, None, "first", "alors que M. Kim se trouvait à l'étranger"),
        (7, "P12Y", "only", "toutes en 2018 et 2019"),
        (2, None, None, None),
    }


@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_each_construction_finds_its_own_example(name: str) -> None:
    example = " ".join((inspect.getdoc(CONSTRUCTIONS[name]) or "").split())
    reading = selon.read(example, date="2024-03-14")
    events = (event(example, "a tiré", "deux missiles", 2),) if name == "things" else ()
    assert name in {count.made.construction for count in counts_of(example, reading, events)}


# The words


def test_entries_are_lines_of_the_list() -> None:
    path = folder("fr") / "counts.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    words = load_counts("fr")
    for table in (words.ordinals, words.alone, words.windows, words.bounds):
        for entry, word in table.items():
            line = lines[int(word.place.rpartition(":")[2]) - 1]
            assert line.startswith(f'"{entry.replace(chr(39) + " ", chr(39))}"')


def test_a_list_that_is_missing_or_doubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder("fr") / "counts.toml"
    text = path.read_text(encoding="utf-8")
    monkeypatch.setattr("selon.languages.counts.folder", lambda lang: tmp_path)
    for old, new, says in (
        ("[fois]", "[time]", "'fois' is missing"),
        ('"accident", ', '"accident", "accident", ', "'accident' stands twice"),
    ):
        (tmp_path / "counts.toml").write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(WordListError, match=says):
            load_counts.__wrapped__("fr")


ACTS = {
    "L'Iran a tiré trois missiles mardi.": ("missile-launch", ["Iran"]),
    "Le président turc Recep Tayyip Erdogan n'a voyagé hors du pays que deux fois en trois ans.": (
        *("visit", ["Recep Tayyip Erdogan"]),
    ),
    "Le Japon a échoué à deux reprises à lancer un satellite depuis janvier.": ("satellite-launch", ["Japon"]),
    "L'Inde a tiré un missile. C'est le deuxième tir de ce type cette année.": ("missile-launch", ["Inde"]),
    "Le Pérou a élu un président. C'est le deuxième tir de ce type cette année.": (None, []),
    "Anna Petrova s'est exprimée, elle qui n'a voyagé que deux fois en dix ans.": ("visit", ["Anna Petrova"]),
    "Le volcan est entré en éruption plus de dix fois depuis décembre.": (None, []),
}


@pytest.mark.parametrize("text", ACTS)
def test_a_count_tells_what_is_counted_and_who_does_it(text: str) -> None:
    (count,) = selon.read(text, date="2024-03-14").counts
    assert (count.type, [actor.name for actor in count.actors]) == ACTS[text]


def test_a_count_of_failures_says_so() -> None:
    (count,) = selon.read("Le Japon a échoué à deux reprises à lancer un satellite depuis janvier.").counts
    assert count.outcome == "failed"
