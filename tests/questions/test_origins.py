"""Origins: which tellings of an event are one origin, and why; what persons judge; the echo alarm."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from selon.model import Dispatch, make_dispatch
from selon.questions.origins import Origin, echoes, origins
from selon.questions.origins.echo import alarms
from selon.record.background import bring_in
from selon.record.judgements import judge_origins, undo
from selon.record.mapping import load_mapping
from selon.record.store import Record, open_record
from selon.wire.errors import InputError
from tests import desk

LONG = """ Les sauveteurs ont fouillé les décombres de la caserne pendant toute la nuit avec des chiens et des caméras
thermiques. Les trois blessés ont été conduits à l'hôpital militaire de la capitale, où leur état était jugé stable
jeudi matin. La route qui mène au camp est restée fermée à la circulation jusqu'à midi, et les écoles voisines n'ont pas
ouvert."""
DRONES = "L'Iran a livré mardi des drones au Soudan"
SOLD = "La Turquie a livré vendredi des drones au Mali"
ARMS = "Le Vietnam a livré lundi des armes au Togo"
PLANES = "La Chine a livré mercredi des chars au Laos"
STEEL = "Le Brésil a livré jeudi des armes au Pérou"
FLASH = "La Suède a livré mercredi des chars au Togo, a dit un responsable."
TEXTS = {
    # one event from many sides
    "drones-copied": f"PARIS, 4 juin 2024 (AFP) - {DRONES}, a déclaré un responsable occidental.{LONG}",
    "drones-copy": f"PARIS, 4 juin 2024 (Le Matin) - {DRONES}, a déclaré un responsable occidental.{LONG}",
    "drones-holm": f"LONDRES, 4 juin 2024 (Reuters) - {DRONES}, a affirmé le chercheur Anders Holm.",
    "drones-holm-too": f"OSLO, 5 juin 2024 (NTB) - {DRONES}, selon Anders Holm.",
    "drones-cites": f"BERNE, 5 juin 2024 (ATS) - {DRONES}, rapporte l'agence Reuters.",
    "drones-official": f"WASHINGTON, 4 juin 2024 (AP) - {DRONES}, a dit un fonctionnaire.",
    "drones-voice": f"BERLIN, 4 juin 2024 (dpa) - {DRONES}.",
    "drones-morocco": "PARIS, 4 juin 2024 (Belga) - L'Iran a livré mardi des drones au Maroc, a dit un fonctionnaire.",
    "drones-may": "PARIS, 8 mai 2024 (Belga) - L'Iran a livré mercredi des drones au Soudan, a dit un fonctionnaire.",
    # all from one man whom nobody names
    "sold-afp": f"PARIS, 7 juin 2024 (AFP) - {SOLD}, a dit un responsable.",
    "sold-reuters": f"LONDRES, 7 juin 2024 (Reuters) - {SOLD}, a dit à l'AFP un responsable.",
    "sold-ats": f"BERNE, 7 juin 2024 (ATS) - {SOLD}, selon un responsable cité par l'AFP.",
    "sold-ansa": f"ROME, 8 juin 2024 (Ansa) - {SOLD}, rapporte l'AFP.",
    # from one man whom nobody names, alone, and told otherwise; and so, until somebody by name says it too
    "alone": "PARIS, 25 juin 2024 (AFP) - Le Chili a livré mardi des avions au Qatar, a dit un diplomate européen.",
    "planes": f"PARIS, 12 juin 2024 (AFP) - {PLANES}, a dit un diplomate européen.",
    "planes-chad": "RABAT, 12 juin 2024 (MAP) - La Chine a livré mercredi des chars au Tchad, a dit Paul Deby.",
    "planes-vague": "ROME, 12 juin 2024 (Ansa) - La Chine a livré mercredi des chars, a dit un diplomate indien.",
    "steel": f"PARIS, 13 juin 2024 (AFP) - {STEEL}, a dit un diplomate européen.",
    "steel-named": f"RIO, 13 juin 2024 (Reuters) - {STEEL}, a confirmé le ministre brésilien Paulo Azevedo.",
    # told at once, and at length
    "flash": f"PARIS, 26 juin 2024 (AFP) - {FLASH}",
    "lead": f"PARIS, 26 juin 2024 (AFP) - {FLASH}{LONG}",
    # by authors, and by desks
    "arms-moreau": f"HANOÏ, 17 juin 2024 (AFP) - {ARMS}.",
    "arms-afp": "HANOÏ, 18 juin 2024 (AFP) - Contre toute attente, le Vietnam a livré lundi des armes au Togo.",
    "arms-reuters": f"HANOÏ, 17 juin 2024 (Reuters) - {ARMS}.",
    "arms-petit": f"LOMÉ, 18 juin 2024 (Belga) - {ARMS}.",
    "arms-staff": f"LOMÉ, 18 juin 2024 (EFE) - {ARMS}.",
    # corrected
    "boats": f"OSLO, 14 juin 2024 (AFP) - La Norvège a livré vendredi des chars au Bénin, a dit l'ONU.{LONG}",
}
TEXTS["boats-corrected"] = TEXTS["boats"].replace("des chars", "trois chars")
BYLINES = {
    "arms-moreau": "Par Claire MOREAU et Jean Petit",
    "arms-petit": "Jean Petit",
    "arms-reuters": "La rédaction",
    "arms-staff": "La rédaction",
}
TABLE = "day,who,host,code\n2024-06-04,Iran,Soudan,SDN\n2024-06-04,Iran,Ghana,GHA\n2024-01-04,Iran,Soudan,SDN\n"
MAPPING = """name = "nk"
title = "Deliveries"
noun = "deliveries"
type = "arms-transfer"
date = { column = "day" }
[roles.actor]
name = { column = "who" }
sector = "GOV"
country = "IRN"
[roles.recipient]
name = { column = "host" }
country = { column = "code" }
"""


def dispatch(name: str) -> Dispatch:
    title = f"CORRECTIF - {name[:5]}" if name.endswith("corrected") else name[:5] if name == "boats" else name
    made = make_dispatch(f"{title}\n\n{TEXTS[name]}\n", name)
    return replace(made, byline=BYLINES.get(name, made.byline))


def bring(record: Record, folder: Path, mapping: str = MAPPING) -> None:
    """Brings the table in, as `selon import` would."""
    (folder / "nk.toml").write_text(mapping, encoding="utf-8")
    (folder / "nk.csv").write_text(TABLE, encoding="utf-8")
    bring_in(record, str(folder / "nk.csv"), load_mapping(str(folder / "nk.toml")))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("origins")
    with open_record(str(folder / "desk.selon"), create=True) as record:
        desk.take(record, map(dispatch, TEXTS))
        bring(record, folder)
    return folder / "desk.selon"


@pytest.fixture(scope="module")
def held(file: Path) -> Iterator[Record]:
    with open_record(str(file)) as record:
        yield record


@pytest.fixture
def judged(file: Path, tmp_path: Path) -> Iterator[Record]:
    shutil.copy(file, tmp_path / "desk.selon")
    with open_record(str(tmp_path / "desk.selon"), change=True) as record:
        yield record


def id_of(record: Record, name: str, local: str = ":ev1") -> str:
    return str(record.db.execute("SELECT id FROM dispatches WHERE path = ?", (name,)).fetchone()[0])[:12] + local


def of(record: Record, name: str) -> list[Origin]:
    return origins(record, id_of(record, name))


def judge(record: Record, one: str, other: str, verdict: str) -> int:
    """Judges two dispatches by their names."""
    return judge_origins(record, id_of(record, one, ""), id_of(record, other, ""), verdict)


def paths(found: list[Origin]) -> list[list[str]]:
    """The dispatches of each origin, the rows by their numbers."""
    return [sorted(t.path if t.dispatch else t.happening.name for t in origin.tellings) for origin in found]


def why(found: list[Origin], name: str) -> str | None:
    return next(
        reason
        for origin in found
        for told, reason in zip(origin.tellings, origin.reasons, strict=True)
        if name in (told.path, told.happening.name)
    )


def together(found: list[Origin], one: str, other: str) -> bool:
    return any({one, other} <= set(group) for group in paths(found))


# kinships


def test_a_copy(held: Record) -> None:
    found = of(held, "drones-copied")
    assert together(found, "drones-copied", "drones-copy")
    reasons = {why(found, "drones-copied"), why(found, "drones-copy")}
    assert reasons == {None, "they are linked as copy"}


def test_one_source(held: Record) -> None:
    found = of(held, "drones-copied")
    assert together(found, "drones-holm", "drones-holm-too")
    assert why(found, "drones-holm") is None
    assert why(found, "drones-holm-too") == "both cite Anders Holm"


def test_one_cites_the_agency_of_the_other(held: Record) -> None:
    found = of(held, "drones-copied")
    assert together(found, "drones-holm", "drones-cites")
    assert why(found, "drones-cites") == "one cites Reuters, of which the other is"


def test_the_same_words_alone_merge_nothing(held: Record) -> None:
    found = of(held, "drones-copied")
    for one, other in (("copied", "official"), ("official", "voice"), ("holm", "official"), ("voice", "copied")):
        assert not together(found, f"drones-{one}", f"drones-{other}")


def test_each_telling_is_of_one_origin(held: Record) -> None:
    found = of(held, "drones-copied")
    names = [name for group in paths(found) for name in group]
    assert len(names) == len(set(names))
    assert {name for name in names if "#" not in name} == {
        *("drones-copied", "drones-copy", "drones-holm", "drones-holm-too", "drones-cites", "drones-official"),
        "drones-voice",
    }
    for origin in found:
        assert origin.reasons[0] is None
        assert all(origin.reasons[1:])
        days = [told.sent or "" for told in origin.tellings]
        assert days == sorted(days)


def test_another_event_has_its_own(held: Record) -> None:
    assert paths(of(held, "drones-morocco")) == [["drones-morocco"]]
    assert paths(of(held, "drones-may")) == [["drones-may"]]


def test_one_author(held: Record) -> None:
    found = of(held, "arms-moreau")
    assert together(found, "arms-moreau", "arms-petit")
    assert why(found, "arms-petit") == "both are by Jean Petit"
    assert not together(found, "arms-reuters", "arms-staff")  # no authors, but newsrooms
    assert not together(found, "arms-reuters", "arms-moreau")


def test_one_desk_in_its_own_voice(held: Record) -> None:
    found = of(held, "arms-moreau")
    assert together(found, "arms-moreau", "arms-afp")
    assert "both are AFP's, in its own voice" in (why(found, "arms-afp"), why(found, "arms-moreau"))


def test_a_flash_and_what_follows_it(held: Record) -> None:
    assert paths(of(held, "flash")) == [["flash", "lead"]]


def test_who_asks_does_not_matter(held: Record) -> None:
    assert paths(of(held, "arms-moreau")) == paths(of(held, "arms-reuters")) == paths(of(held, "arms-petit"))


def test_a_superseded_version_tells_nothing(held: Record) -> None:
    assert desk.states(held)["boats"] == "superseded"
    assert paths(of(held, "boats-corrected")) == [["boats-corrected"]]
    with pytest.raises(InputError, match="was superseded or withdrawn; name one of its versions"):
        of(held, "boats")


def test_a_vague_telling_does_not_make_one_event_of_two(held: Record) -> None:
    """ "La Chine a livré des chars" can be of either; to Laos and to Chad are two."""
    found = of(held, "planes-vague")
    assert not {"planes", "planes-chad"} <= {name for group in paths(found) for name in group}


# ids


def test_a_claim_names_its_event_and_the_start_of_an_id_will_do(held: Record) -> None:
    id = id_of(held, "drones-holm", "")
    assert origins(held, f"{id}:c1") == origins(held, f"{id[:6].upper()}:EV1") == of(held, "drones-holm")


def test_rows_of_a_background_record_tell_it(held: Record) -> None:
    found = of(held, "drones-copied")
    assert ["nk#1"] in paths(found)
    assert not {"nk#2", "nk#3"} & {name for group in paths(found) for name in group}
    (row,) = (told for origin in found for told in origin.tellings if told.dispatch is None)
    assert (row.start, row.end, row.desk, [source.name for source in row.chain]) == (None, None, None, ["Deliveries"])


def test_a_row_is_asked_for(held: Record) -> None:
    assert paths(origins(held, "nk#1")) == paths(of(held, "drones-copied"))
    assert paths(origins(held, "nk#3")) == [["nk#3"]]


@pytest.mark.xfail(strict=True, reason="_are_two: of two names without a country or a kind nothing differs")
def test_rows_without_codes_of_countries(judged: Record, tmp_path: Path) -> None:
    bring(judged, tmp_path, MAPPING.replace('country = { column = "code" }\n', ""))
    assert "nk#2" not in {name for group in paths(of(judged, "drones-holm")) for name in group}


@pytest.mark.parametrize("local", ["", ":ev2", ":ev99", ":c99"])
def test_what_is_no_event(held: Record, local: str) -> None:
    with pytest.raises(InputError, match="names no event, nor a claim that tells one"):
        origins(held, id_of(held, "drones-copied", local))


@pytest.mark.parametrize(
    "id",
    ["nk#99", "nk#", "#1", "#", "nk#1 OR 1=1", "x#1", "' OR 1=1 --#1", "nk#-1", f"nk#{'9' * 40}", "nk#1.5", "nk#é"],
)
def test_what_is_no_row(held: Record, id: str) -> None:
    with pytest.raises(InputError, match="names no event, nor a claim that tells one"):
        origins(held, id)


@pytest.mark.parametrize("id", ["", "?", "abc", "0000:ev1", "%", "'", "\0", "dead:beef"])
def test_what_is_no_id(held: Record, id: str) -> None:
    with pytest.raises(InputError, match=r"is no id|is in no dispatch"):
        origins(held, id)


# persons


def test_a_person_joins(judged: Record) -> None:
    before = paths(of(judged, "drones-holm"))
    number = judge(judged, "drones-voice", "drones-official", "join")
    found = of(judged, "drones-holm")
    assert together(found, "drones-voice", "drones-official")
    assert "a person joined them" in (why(found, "drones-voice"), why(found, "drones-official"))
    undo(judged, number)
    assert paths(of(judged, "drones-holm")) == before


def test_a_person_splits(judged: Record) -> None:
    before = paths(of(judged, "drones-holm"))
    number = judge(judged, "drones-copied", "drones-copy", "part")
    found = of(judged, "drones-holm")
    assert not together(found, "drones-copied", "drones-copy")
    undo(judged, number)
    assert paths(of(judged, "drones-holm")) == before


def test_no_third_brings_together_what_a_person_split(judged: Record) -> None:
    """Both are kin of Reuters' telling; one of them is with it, not both."""
    judge(judged, "drones-cites", "drones-holm-too", "part")
    found = of(judged, "drones-holm")
    assert not together(found, "drones-cites", "drones-holm-too")
    assert together(found, "drones-holm", "drones-cites") is not together(found, "drones-holm", "drones-holm-too")


def test_not_even_two_joins_bring_together_what_a_person_split(judged: Record) -> None:
    judge(judged, "drones-voice", "drones-official", "part")
    judge(judged, "drones-voice", "drones-holm", "join")
    judge(judged, "drones-holm", "drones-official", "join")
    assert not together(of(judged, "drones-holm"), "drones-voice", "drones-official")


def test_the_last_judgement_counts_and_undoing_it_restores_the_former(judged: Record) -> None:
    judge(judged, "drones-voice", "drones-official", "join")
    number = judge(judged, "drones-official", "drones-voice", "part")
    assert not together(of(judged, "drones-holm"), "drones-voice", "drones-official")
    undo(judged, number)
    assert together(of(judged, "drones-holm"), "drones-voice", "drones-official")


def test_a_dispatch_is_not_judged_against_itself_or_nothing(judged: Record) -> None:
    id = id_of(judged, "drones-voice", "")
    for other, says in ((id, "is that dispatch itself"), ("0000", "is in no dispatch"), ("nk#1", "is no id")):
        with pytest.raises(InputError, match=says):
            judge_origins(judged, id, other, "join")
    assert judged.db.execute("SELECT count(*) FROM judgements").fetchone() == (0,)


# the echo alarm


def test_one_unnamed_source_behind_four(held: Record) -> None:
    found = of(held, "sold-ansa")
    assert paths(found) == [["sold-afp", "sold-ansa", "sold-ats", "sold-reuters"]]
    assert found[0].unnamed and echoes(found)
    assert why(found, "sold-afp") is None
    assert why(found, "sold-reuters") and why(found, "sold-ats") and why(found, "sold-ansa")


def test_it_rings_for_one_alone(held: Record) -> None:
    assert echoes(of(held, "alone"))


def test_a_name_that_confirms_it_silences_it(held: Record) -> None:
    found = of(held, "steel")
    assert len(found) == 2
    assert [origin.unnamed for origin in found] == ["steel-named" not in group for group in paths(found)]
    assert not echoes(found)


def test_it_does_not_ring_for_a_voice_or_a_name(held: Record) -> None:
    assert not echoes(of(held, "arms-afp"))
    assert not echoes(of(held, "boats-corrected"))
    assert not echoes([])


def test_two_under_one(judged: Record) -> None:
    """Two that cite two whom nobody names are two origins, until a person says that it is one man."""
    names = ("drones-copied", "drones-official")
    for name in names:
        for other in TEXTS:
            if other.startswith("drones") and other not in (*names, name):
                judged.db.execute("UPDATE dispatches SET state = 'withdrawn' WHERE path = ?", (other,))
    judged.db.execute("DELETE FROM background_events")
    assert not echoes(of(judged, names[0]))
    judge(judged, *names, "join")
    found = of(judged, names[0])
    assert paths(found) == [sorted(names)] and echoes(found)


def test_the_list_of_alarms(held: Record, judged: Record) -> None:
    flash, alarm = alarms(held)  # of one desk; of four that cite one man
    assert paths(flash[1]) == [["flash", "lead"]]
    assert alarm[0].partition(":")[0] in {id_of(held, f"sold-{name}", "") for name in ("afp", "reuters", "ats", "ansa")}
    assert paths(alarm[1]) == paths(of(held, "sold-afp"))
    assert alarms(held, 1) == [flash]
    judge(judged, "sold-afp", "sold-reuters", "part")
    assert alarms(judged) == [flash]
