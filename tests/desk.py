"""A small desk: dispatches of our own and the record that they make, for tests of the record and of its commands."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from selon.model import Dispatch, make_dispatch
from selon.record.intake import Ended, Intake, Taken, Tally, take_in
from selon.record.readers import readers
from selon.record.store import Record
from selon.wire.errors import InputError

SUMMIT = """Pékin et Oulan-Bator signent un accord sur le gaz

OULAN-BATOR, 4 mars 2024 (AFP) - Le président chinois Liang Wenbo a rencontré lundi à Oulan-Bator son homologue mongol
Batbold Enkhtuya.

"Nos deux pays vont construire ce gazoduc ensemble", a déclaré M. Liang, cité par l'agence Chine nouvelle.

Le ministère mongol de l'Énergie a démenti que le tracé passerait par une réserve naturelle.
"""

MISSILE = """Pyongyang tire un missile vers la mer du Japon

SÉOUL, 5 mars 2024 (Reuters) - La Corée du Nord a tiré mardi un missile balistique vers la mer du Japon, a annoncé
l'armée sud-coréenne.

Selon l'agence KCNA, le dirigeant nord-coréen Kim Jong-un a assisté au tir. L'engin pourrait avoir été fourni par un
autre pays, a estimé le ministre sud-coréen de la Défense, Park Sung-min.
"""

ARMS = """Washington accuse Moscou de livrer des drones à Pyongyang

WASHINGTON, 6 mars 2024 (AFP) - La Russie a livré des drones à la Corée du Nord, a affirmé mercredi la Maison Blanche.

Le porte-parole du Kremlin, Dmitri Peskov, a rejeté ces accusations. « C'est faux », a-t-il dit.
"""

RIVER = """Crue de la Vilaine : trois communes évacuées

RENNES, 7 mars 2024 (AFP) - Trois communes ont été évacuées jeudi en Ille-et-Vilaine après une crue de la Vilaine, a
indiqué la préfecture.

"L'eau est montée très vite pendant la nuit, nous avons fait sortir les habitants par bateau", a raconté le maire de
Guichen, Yves Le Goff. La décrue n'est pas attendue avant samedi, selon Vigicrues.
"""

RIVER_CORRECTED = (
    RIVER.replace("Crue de la Vilaine", "CORRECTIF - Crue de la Vilaine")
    .replace("trois communes", "quatre communes")
    .replace("Trois communes", "Quatre communes")
)

RIVER_COPY = RIVER.replace("RENNES, 7 mars 2024 (AFP) - ", "RENNES, 7 mars 2024 (Reuters) - ").replace(
    "Vigicrues", "les autorités"
)

KILL = """ANNULATION - Pyongyang tire un missile vers la mer du Japon

SÉOUL, 5 mars 2024 (Reuters) - Prière de ne pas tenir compte de notre dépêche intitulée "Pyongyang tire un missile vers
la mer du Japon", publiée par erreur.
"""

ALL = {"summit": SUMMIT, "missile": MISSILE, "arms": ARMS, "river": RIVER}


def dispatches(texts: Iterable[tuple[str, str]]) -> list[Dispatch]:
    """Dispatches of name and text, whose path is the name."""
    return [make_dispatch(text, name) for name, text in texts]


def version(text: str, path: str, item: str, number: int, status: str = "usable") -> Dispatch:
    """A dispatch that a wire gives as a version of an item."""
    return replace(make_dispatch(text, path), item=item, version=number, status=status)  # type: ignore[arg-type]


def take(record: Record, given: Iterable[Dispatch | InputError]) -> Tally:
    """Takes dispatches into the record, as `selon ingest` would, from a source a dispatch."""
    with readers((), 1) as ready:
        return take_in(Intake(record, ready), _steps(given))


def _steps(given: Iterable[Dispatch | InputError]) -> Iterable[Taken | Ended]:
    for found in given:
        name = found.name if isinstance(found, InputError) else found.path
        yield Taken(name, found)
        if not isinstance(found, InputError):
            yield Ended(name)


def states(record: Record) -> dict[str, str]:
    """What came of each dispatch, by its path."""
    return dict(record.db.execute("SELECT path, state FROM dispatches"))


def write_files(folder: Path) -> None:
    """Puts the dispatches of the desk into files."""
    for name, text in ALL.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
