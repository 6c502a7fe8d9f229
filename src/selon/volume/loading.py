"""Loading: the files of a volume's dispatches → their rows → dispatches and readings, as they were when they were
written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from selon.model import Dispatch, Reading, Subject, make_dispatch
from selon.record.keeping import FIELDS, as_given
from selon.record.packing import clothed
from selon.volume.opening import damage, open_table, short
from selon.volume.parts import MANIFEST, load_line
from selon.volume.tables import Row, schema_name
from selon.wire.errors import InputError

TABLE = "dispatches"
FORM = schema_name(TABLE)
NEEDED = (*FIELDS, "subjects", "given", "selon", "findings")  # the columns that are loaded
LOT = 128  # rows that are held in memory
SUFFIX = ".parquet"

NO_FOLDER = "no such folder; name the one that selon batch wrote"
NO_VOLUME = "holds no folder of dispatches; name the folder that selon batch wrote"
NEWER = f"is {{}}, and this selon knows {FORM}; update selon, or let its selon batch write it anew"
ANEW = "delete that file, and let selon batch write it anew"


class Loaded(NamedTuple):
    """A dispatch of a volume: as it was before it was read, its reading, and the version of selon that read it;
    `findings` are those of the reading, as `record.packing.bare` gives them."""

    given: Dispatch
    reading: Reading
    selon: str
    findings: bytes


def dispatch_files(folder: str) -> list[str]:
    """Returns the files that hold a volume's dispatches, in the order of its inputs.

    Raises InputError for a folder that is no volume, a volume of a form that this selon does not know, and where
    pyarrow is missing.
    """
    there = Path(folder) / TABLE
    if not there.is_dir():
        raise InputError(folder, NO_VOLUME if Path(folder).is_dir() else NO_FOLDER)
    files = sorted(there.glob(f"*{SUFFIX}"), key=lambda file: _place(folder, file))
    for file in files:
        _check_form(str(file))
    return list(map(str, files))


def is_of_volume(source: str) -> bool:
    """Whether something came from a volume: it is loaded again from there, as no reader of a wire's can."""
    return source.endswith(SUFFIX)


def lots(file: str) -> Iterator[list[Row]]:
    """Yields the rows of a file, at most LOT at a time. Raises InputError where it is damaged, or pyarrow missing."""
    rows = 0
    try:
        opened = open_table(file)
        _check_columns(file, opened.schema_arrow.names)
        for batch in opened.iter_batches(LOT, columns=list(NEEDED), use_threads=False):
            lot = batch.to_pylist()
            yield lot
            rows += len(lot)
    except InputError:
        raise
    except damage() as error:
        where = f"is damaged behind row {rows}" if rows else "is no Parquet that can be read"
        raise InputError(file, f"{where} ({short(error)}); {ANEW}") from error


def dispatch_of(row: Row) -> Dispatch:
    """Returns the dispatch of a row, less its credits. Raises ValueError, KeyError or TypeError for a damaged one."""
    known = {field: row[field] for field in FIELDS}
    subjects = msgspec.json.decode(row["subjects"], type=tuple[Subject, ...]) if row["subjects"] else ()
    dispatch = msgspec.convert({**known, "subjects": subjects}, Dispatch)
    if dispatch.id != make_dispatch(dispatch.text).id:
        raise ValueError("its id is not that of its text")
    if dispatch.sent is not None:
        date.fromisoformat(dispatch.sent)
    return dispatch


def loaded(row: Row, dispatch: Dispatch) -> Loaded:
    """Returns what a row holds, `dispatch` being that of it. Raises ValueError, LookupError, TypeError or
    AttributeError for a damaged one."""
    findings = row["findings"].encode()
    return Loaded(as_given(dispatch, row["given"]), clothed(findings, dispatch), row["selon"], findings)


def _place(folder: str, file: Path) -> tuple[str, int, str]:
    """Where a file comes among the others: by its input, which the manifest names in full."""
    line = load_line(Path(folder) / MANIFEST / f"{file.stem}.json")
    return (line.input, line.number, file.name) if line else ("", 0, file.name)


def _check_form(file: str) -> None:
    """Raises InputError for a form that is not known. What says none is told by its columns, and what is damaged is
    named, when it is loaded."""
    try:
        metadata = open_table(file).schema_arrow.metadata or {}
    except InputError:
        raise
    except damage():
        return
    form = metadata.get(b"selon.schema", FORM.encode()).decode("utf-8", "replace")
    if form != FORM:
        raise InputError(file, NEWER.format(form[:40]))


def _check_columns(file: str, there: list[str]) -> None:
    if missing := [name for name in NEEDED if name not in there]:
        raise InputError(file, f"lacks the column {missing[0]}, so it is no table of selon batch; {ANEW}")
