"""Versions: a dispatch of the record with its versions, corrections and copies, the earliest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from selon.questions.drift import drift
from selon.questions.versions import versions_of
from selon.record.store import Record, open_record
from tests import desk

DAM = """Un barrage cède au Niger

NIAMEY, 12 mars 2024 (AFP) - Le barrage de Kandadji a cédé dans la nuit, a affirmé le préfet Issa Diallo. Trois villages
ont été évacués vers le chef-lieu du département. La route de Tillabéri pourrait rester fermée pendant deux semaines, a
indiqué la gendarmerie nigérienne. Des pirogues ont été envoyées de la capitale pour porter des vivres aux habitants.
Le fleuve devrait monter encore jusqu'à dimanche, et les riverains ont commencé à mettre leurs troupeaux à l'abri sur
les collines voisines, où des tentes ont été dressées par l'armée avec l'aide de plusieurs associations.
"""
SECOND = DAM.replace("Trois villages", "Quatre villages")
THIRD = SECOND.replace("pourrait rester", "va rester")
COPY = DAM.replace("12 mars 2024 (AFP)", "13 mars 2024 (Reuters)")
MARKED = f"CORRECTIF - {COPY.replace('Diallo', 'Djibo')}"
ALONE = "Il neige à Oslo\n\nOSLO, 12 mars 2024 (NTB) - Il a neigé toute la nuit sur la capitale norvégienne.\n"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Three versions of one item, the last first; a copy, which was corrected; and one by itself."""
    texts = {"third": (THIRD, 3), "first": (DAM, 1), "second": (SECOND, 2)}
    path = tmp_path_factory.mktemp("versions") / "desk.selon"
    with open_record(str(path), create=True) as record:
        desk.take(record, [desk.version(text, name, "urn:dam", number) for name, (text, number) in texts.items()])
        desk.take(record, desk.dispatches([("marked", MARKED), ("copy", COPY), ("alone", ALONE)]))
        yield record


def of(record: Record, name: str) -> list[str]:
    (number,) = record.db.execute("SELECT number FROM dispatches WHERE path = ?", (name,)).fetchone()
    return [reading.dispatch.path for reading in versions_of(record, number)]


def test_versions_and_copies_in_the_order_of_time(held: Record) -> None:
    assert of(held, "first") == ["first", "second", "third", "copy", "marked"]


def test_whichever_is_asked_for(held: Record) -> None:
    """Kin of kin is kin: the correction of a copy."""
    orders = [of(held, name) for name in ("first", "second", "third", "copy", "marked")]
    assert orders == [orders[0]] * 5


def test_one_by_itself(held: Record) -> None:
    assert of(held, "alone") == ["alone"]


def test_what_became_of_it(held: Record) -> None:
    (number,) = held.db.execute("SELECT number FROM dispatches WHERE path = 'first'").fetchone()
    changes = [
        (later.dispatch.path, change.kind, change.before, change.after)
        for earlier, later in pairwise(versions_of(held, number))
        for change in drift(earlier, later)
    ]
    assert ("third", "raised", "pourrait rester", "va rester") in changes
    assert ("copy", "lowered", "va rester", "pourrait rester") in changes
    assert ("marked", "source-changed", "Issa Diallo", "Issa Djibo") in changes
