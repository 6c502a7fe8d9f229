"""Events for a person, as rows of a table and as lines of JSON."""

from __future__ import annotations

import csv
import json
import re

import msgspec
import pytest
from msgspec.structs import replace

from selon.export import events, jsonl, table
from selon.export.findings import STATEMENTS, without_statements
from selon.model import Event, EventTime, Participant, Quantity, Reading
from selon.stages.events.statements import TYPES
from tests.happenings import NEWS, happened
from tests.readings import silent

CODE = re.compile(r"\x1b\[[0-9;]*m")


def page(reading: Reading | None = None, width: int = 110, colour: bool = False, statements: bool = False) -> str:
    return "".join(events.lines([reading or happened()], width, colour, statements))


def changed(**fields: object) -> Reading:
    """The reading with the first event alone, changed."""
    first = happened().events[0]
    return replace(happened(), events=(replace(first, **fields),), counts=())


def rows(sort: str, reading: Reading | None = None) -> list[dict[str, str]]:
    text = "".join(table.lines([reading or happened()], sort))
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=";"))


# for a person


def test_a_block_an_event_and_the_counts() -> None:
    assert page() == (
        "news.txt · 2 events (1 statement left out: --statements) · 2 counts\n"
        "\n"
        "[1] arms-transfer · AID · asserted\n"
        '  words    "ont livré", "livraison"\n'
        "  who      Iran (IRN GOV), Russie (RUS) → Houthis (YEM)\n"
        "  goods    dix-huit drones\n"
        "  number   18 (dix-huit drones)\n"
        "  dead     at least 10\n"
        "  when     2024-01-09 (mardi)\n"
        "  where    Sanaa, YEM\n"
        "  told by  SPA > Arabie saoudite (c1, probable)\n"
        "           the dispatch itself\n"
        '           Iran (c2): denied, "dément"\n'
        "\n"
        "[3] visit · CONSULT visit · possible, attempted, background\n"
        '  words    "se rendre"\n'
        "  who      ministre (GOV)\n"
        "  where    Oman\n"
        "  told by  the dispatch itself\n"
        "\n"
        "counts\n"
        "  first  livraison · 2023-09-10 to 2024-01-10 (en quatre mois) · [1] · told by the dispatch itself\n"
        "  18     drones · à Sanaa · told by SPA > Arabie saoudite (c1, probable)\n"
        "\n"
    )


def test_statements_where_they_are_asked_for() -> None:
    shown = page(statements=True)
    assert shown.startswith("news.txt · 3 events · 2 counts\n")
    assert "[2] deny · asserted\n" in shown
    assert "  what     Téhéran dément\n" in shown


def test_the_types_of_statements_are_those_of_the_stage() -> None:
    assert {type for type, _ in TYPES.values()} == STATEMENTS


def test_nothing_happened() -> None:
    assert page(silent()) == "silent.txt · no events\n\n"


def test_an_actor_that_nobody_names_and_a_target_beside_a_recipient() -> None:
    one = (Participant(0, 7, "Téhéran", "Iran", "IRN"),)
    assert "  who      ? → Iran (IRN)\n" in page(changed(roles={"target": one}))
    both = page(changed(roles={"recipient": one, "target": (Participant(0, 4, "Port", "port"),)}))
    assert "? → Iran (IRN)\n  target   port\n" in both


def test_one_is_left_to_the_words() -> None:
    assert "number" not in page(changed(quantity=Quantity(0, 2, "un", 1, 1)))


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [(12, 12, "12"), (10, 12, "10 to 12"), (10, None, "at least 10"), (None, 12, "at most 12"), (None, None, "?")],
)
def test_bounds(least: int | None, most: int | None, said: str) -> None:
    assert events.bounds(Quantity(0, 1, "x", least, most)) == said


def test_a_time_whose_day_nobody_knows() -> None:
    friday = EventTime(0, 8, "vendredi", "XXXX-WXX-5")
    unknown = replace(changed(time=friday), dispatch=happened(sent=None).dispatch)
    assert "  when     XXXX-WXX-5 (vendredi)\n" in page(unknown)
    assert "give it with --date YYYY-MM-DD" in page(unknown)
    assert "--date" not in page(changed(time=friday))


def test_a_claim_without_a_source_and_one_that_the_reading_lacks() -> None:
    hearsay = tuple(replace(claim, sources=()) for claim in happened().claims)
    assert "nobody named (c1, probable)\n" in page(replace(happened(), claims=hearsay))
    assert "  told by  c1\n" in page(replace(happened(), claims=()))


@pytest.mark.parametrize("width", [20, 40, 72, 80, 110, 300])
@pytest.mark.parametrize("colour", [True, False])
def test_it_fits_the_terminal(width: int, colour: bool) -> None:
    shown = CODE.sub("", page(None, width, colour, statements=True))
    assert max(map(len, shown.splitlines())) <= min(width, 110)


def test_colour_only_where_there_is() -> None:
    assert "\x1b[1m[1] arms-transfer" in page(colour=True)
    assert not CODE.search(page())


def test_the_text_cannot_steer_the_terminal() -> None:
    odd = Participant(0, 1, "x", "\x1b[2J[bold]\nx")
    shown = page(changed(roles={"actor": (odd,)}))
    assert "␛[2J[bold] x" in shown


# rows


def test_an_event_a_row_with_what_plover_holds() -> None:
    transfer, denial, visit = rows("events")
    assert (transfer["event_id"], transfer["type"], transfer["plover"], transfer["mode"]) == (
        "ev1",
        "arms-transfer",
        "AID",
        "",
    )
    assert (transfer["date"], transfer["time"], transfer["enddate"], transfer["endtime"]) == (
        "2024-01-09",
        "",
        "2024-01-09",
        "",
    )
    assert (transfer["contexts"], transfer["quad_code"], transfer["event_scale"]) == ("military trafficking", "2", "10")
    assert (visit["mode"], visit["quad_code"], visit["event_scale"]) == ("visit", "1", "4")
    assert (denial["plover"], denial["quad_code"], denial["event_scale"], denial["date"]) == ("", "", "", "")


def test_who_to_whom_where_and_how_many() -> None:
    transfer, _, visit = rows("events")
    assert [transfer[name] for name in ("actor", "actor_country", "actor_sector")] == [
        "Iran | Russie",
        "IRN | RUS",
        "GOV | ",
    ]
    assert [transfer[name] for name in ("recipient", "recipient_country", "recipient_sector")] == ["Houthis", "YEM", ""]
    assert [transfer[name] for name in ("goods", "quantity_least", "quantity_most")] == ["dix-huit drones", "18", "18"]
    assert [transfer[name] for name in ("place", "geoname", "latitude", "longitude", "country")] == [
        "Sanaa",
        "71137",
        "15,35472",
        "44,20667",
        "YEM",
    ]
    assert [visit[name] for name in ("recipient", "goods", "quantity_least", "place", "latitude")] == [""] * 5


def test_a_target_is_the_recipient_where_there_is_none() -> None:
    target = {"target": (Participant(0, 4, "Port", "port", "YEM", "CVL"),)}
    (row,) = rows("events", changed(roles=target))
    assert (row["recipient"], row["recipient_country"], row["recipient_sector"]) == ("port", "YEM", "CVL")


@pytest.mark.parametrize(
    ("least", "most", "cell"), [(12, 12, "12"), (10, 12, "10–12"), (10, None, "10–"), (None, 12, "–12"), (0, 0, "0")]
)
def test_casualties(least: int | None, most: int | None, cell: str) -> None:
    (row,) = rows("events", changed(casualties={"injured": Quantity(0, 1, "x", least, most)}))
    assert (row["dead"], row["injured"], row["arrested"]) == ("", cell, "")


def test_hours_have_columns_of_their_own() -> None:
    evening = EventTime(0, 6, "le soir", "2024-01-09TEV", "2024-01-09T18:00", "2024-01-09T23:59")
    (row,) = rows("events", changed(time=evening))
    assert [row[name] for name in ("date", "time", "enddate", "endtime")] == [
        "2024-01-09",
        "18:00",
        "2024-01-09",
        "23:59",
    ]


def test_in_what_status_in_which_words_and_who_tells_it() -> None:
    transfer, _, visit = rows("events")
    assert (transfer["claim"], transfer["sources"], transfer["certainty"]) == (
        "c1",
        "SPA > Arabie saoudite",
        "probable",
    )
    assert (visit["claim"], visit["sources"], visit["certainty"]) == ("", "", "")
    assert (transfer["status"], transfer["outcome"], transfer["background"]) == ("asserted", "", "no")
    assert (visit["status"], visit["outcome"], visit["background"]) == ("possible", "attempted", "yes")
    assert NEWS[int(transfer["trigger_start"]) : int(transfer["trigger_end"])] == transfer["trigger"] == "ont livré"
    assert (transfer["construction"], transfer["entry"]) == ("event", "fr/events/arms-transfer.toml:verbs[1]")


def test_tellings_and_roles_are_whole_in_json() -> None:
    row, event = rows("events")[0], happened().events[0]
    assert row["tellings_number"] == "3"
    assert msgspec.convert(json.loads(row["tellings"]), type_of("tellings")) == event.tellings
    assert msgspec.convert(json.loads(row["roles"]), type_of("roles")) == event.roles


def type_of(field: str) -> object:
    """The type of a field of Event."""
    return next(each.type for each in msgspec.structs.fields(Event) if each.name == field)


def test_a_name_that_begins_a_formula_is_made_text() -> None:
    (row,) = rows("events", changed(roles={"actor": (Participant(0, 1, "x", "=cmd"),)}))
    assert row["actor"] == "'=cmd"


def test_a_negative_scale_stays_a_number() -> None:
    (row,) = rows("events", changed(plover="ASSAULT", mode=("drone",)))
    assert row["event_scale"] == "-9,5"


def test_a_count_a_row() -> None:
    first, eighteen = rows("counts")
    assert (first["subject"], first["number_least"], first["number_most"], first["qualifier"]) == (
        "livraison",
        "",
        "",
        "first",
    )
    assert (first["window"], first["window_begins"], first["window_ends"]) == ("P4M", "2023-09-10", "2024-01-10")
    assert (first["event"], first["claim"], first["scope"]) == ("ev1", "", "")
    assert (eighteen["number_least"], eighteen["number_most"], eighteen["scope"]) == ("18", "18", "à Sanaa")
    assert (eighteen["event"], eighteen["claim"], eighteen["window"]) == ("", "c1", "")
    for row in (first, eighteen):
        assert NEWS[int(row["start"]) : int(row["end"])] == row["text"]


# lines of JSON


def test_an_event_a_line_with_the_claims_that_tell_it() -> None:
    lines = [json.loads(line) for line in jsonl.events([happened()])]
    assert [line["event"]["id"] for line in lines] == ["ev1", "ev2", "ev3"]
    assert [[claim["id"] for claim in line["claims"]] for line in lines] == [["c1", "c2"], ["c2"], []]
    assert {(line["path"], line["dispatch"]) for line in lines} == {("news.txt", happened().dispatch.id)}
    assert msgspec.convert(lines[0]["event"], Event) == happened().events[0]


def test_without_statements() -> None:
    (reading,) = without_statements([happened()])
    assert [event.id for event in reading.events] == ["ev1", "ev3"]
    assert reading.claims == happened().claims
