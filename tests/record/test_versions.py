"""Versions, corrections, kills and copies: which dispatch takes an earlier one's place, whatever came first."""

from __future__ import annotations

from itertools import permutations

import pytest

from selon.model import make_dispatch
from selon.record.lookup import find_dispatch, links_of
from selon.record.store import Record
from selon.record.versions import mark_of
from tests import desk


def relations(record: Record, path: str) -> dict[str, str]:
    """What other dispatches are to the one of that path, by their paths."""
    (id,) = record.db.execute("SELECT id FROM dispatches WHERE path = ?", (path,)).fetchone()
    return {link.path: link.relation for link in links_of(record.db, find_dispatch(record, id)[0])}


def test_a_correction_takes_the_place_of_what_it_corrects(record: Record) -> None:
    assert desk.states(record)["river"] == "superseded"
    assert desk.states(record)["corrected"] == "current"
    assert relations(record, "river")["corrected"] == "corrected by"
    assert relations(record, "corrected")["river"] == "corrects"


def test_a_copy_of_another_agency_is_linked_and_stays(record: Record) -> None:
    assert relations(record, "copy")["river"] == "copy"
    assert desk.states(record)["copy"] == "current"


@pytest.mark.parametrize("order", list(permutations(("river", "copy", "corrected"))))
def test_the_order_in_which_they_come_plays_no_part(empty: Record, order: tuple[str, ...]) -> None:
    texts = {"river": desk.RIVER, "copy": desk.RIVER_COPY, "corrected": desk.RIVER_CORRECTED}
    for name in order:
        desk.take(empty, desk.dispatches([(name, texts[name])]))
    assert desk.states(empty) == {"river": "superseded", "copy": "current", "corrected": "current"}
    assert relations(empty, "copy") == {"river": "copy"}


def test_a_kill_withdraws_what_it_kills_and_itself(empty: Record) -> None:
    desk.take(empty, desk.dispatches([("kill", desk.KILL), ("missile", desk.MISSILE), ("arms", desk.ARMS)]))
    assert desk.states(empty) == {"kill": "withdrawn", "missile": "withdrawn", "arms": "current"}
    assert relations(empty, "missile") == {"kill": "withdrawn by"}


def test_a_kill_of_another_agency_or_of_long_ago_withdraws_nothing(empty: Record) -> None:
    other = desk.KILL.replace("Reuters", "Belga")
    late = desk.KILL.replace("5 mars", "15 avril")
    desk.take(empty, desk.dispatches([("missile", desk.MISSILE), ("other", other), ("late", late)]))
    assert set(desk.states(empty).values()) == {"current"}


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_the_highest_version_of_an_item_is_the_current_one(empty: Record, order: tuple[int, ...]) -> None:
    for number in order:
        desk.take(empty, [desk.version(f"{desk.ARMS}\nVersion {number}.", f"v{number}", "urn:arms", number)])
    assert desk.states(empty) == {"v1": "superseded", "v2": "superseded", "v3": "current"}
    assert relations(empty, "v3") == {"v1": "earlier version", "v2": "earlier version"}


def test_a_cancelled_version_withdraws_all_before_it(empty: Record) -> None:
    killed = desk.version("", "v3", "urn:arms", 3, "cancelled")
    first = [desk.version(f"{desk.ARMS}\nVersion {n}.", f"v{n}", "urn:arms", n) for n in (1, 2)]
    desk.take(empty, [*first, killed])
    assert set(desk.states(empty).values()) == {"withdrawn"}
    (kept,) = empty.db.execute("SELECT count(*) FROM claims").fetchone()
    assert kept  # nothing is thrown away


def test_the_same_text_that_is_cancelled_later_is_withdrawn(empty: Record) -> None:
    desk.take(empty, [desk.version(desk.ARMS, "v1", "urn:arms", 1)])
    desk.take(empty, [desk.version(desk.ARMS, "v2", "urn:arms", 2, "cancelled")])
    assert desk.states(empty) == {"v1": "withdrawn"}
    desk.take(empty, [desk.version(desk.ARMS, "v3", "urn:arms", 3)])
    assert desk.states(empty) == {"v1": "current"}


def test_a_lead_replaces_the_lead_before_it(empty: Record) -> None:
    base = desk.RIVER.replace("Crue de", "Forte crue de")
    leads = [base, *(f"LEAD {n}-{base}" for n in (1, 2))]
    desk.take(empty, desk.dispatches([(f"lead{n}", text) for n, text in enumerate(leads)]))
    assert desk.states(empty) == {"lead0": "superseded", "lead1": "superseded", "lead2": "current"}


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("CORRECTIF - Séisme au Chili", "correction"),
        ("RECTIFICATIF: Séisme au Chili", "correction"),
        ("Séisme au Chili (rectificatif)", "correction"),
        ("ANNULE ET REMPLACE : Séisme au Chili", "correction"),
        ("REPRISE - Séisme au Chili", "version"),
        ("2e LEAD Séisme au Chili", "version"),
        ("LEAD 3-Séisme au Chili", "version"),
        ("À ANNULER : Séisme au Chili", "kill"),
        ("KILL KILL KILL", "kill"),
        ("*** ANNULÉ *** Séisme au Chili", "kill"),
        ("Annulation : le festival de Rock n'aura pas lieu", None),
        ("ANNULATION DU FESTIVAL DE ROCK", None),
        ("Correction : la Bourse de Paris perd 3 %", None),
        ("KILL BILL au cinéma", None),
        ("Reprise : l'emploi repart", None),
    ],
)
def test_what_a_head_says_that_it_does(head: str, kind: str | None) -> None:
    mark = mark_of(make_dispatch(f"{head}\n\nUn séisme a secoué le Chili, selon les autorités."))
    assert (mark and mark.kind) == kind
