"""Options that several commands share: what each takes, checked before anything is read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from selon.languages.known import KnownName

WireName = Literal["plain", "html", "feed", "newsml-g2", "newsml", "nitf", "iptc7901", "ninjs", "warc"]
AnswerFormat = Literal["table", "json", "jsonl", "csv"]


def _day(value: str | None) -> str | None:
    """Checks an ISO date, in its long form only."""
    from selon.wire.moments import is_day

    if value is None or is_day(value):
        return value
    raise typer.BadParameter(f"{value!r} is no day; give it as YYYY-MM-DD, e.g. 2019-09-13")


def a_language(value: str | None) -> str | None:
    """Checks that selon has the language."""
    from selon.languages.loader import folder

    try:
        return value and folder(value).name
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def an_event(value: str | None) -> str | None:
    """Checks that there is such a type of event, or PLOVER code."""
    from selon.languages.events import event_types
    from selon.languages.plover import load_plover

    types = event_types("fr")
    if value is None or value in types or value in load_plover():
        return value
    raise typer.BadParameter(f"there is no {value!r}; give one of {', '.join(types)}, or a code of PLOVER's (AID)")


def _file_to_write(value: str | None) -> str | None:
    """Checks that the file can stand there; None, for standard output, where it is "-"."""
    if value is None or value == "-":
        return None
    if os.path.isdir(value):
        raise typer.BadParameter(f"{value} is a folder; name a file in it")
    if not os.path.isdir(os.path.dirname(value) or "."):
        raise typer.BadParameter(f"there is no folder {os.path.dirname(value)}; make it first")
    return value


def _list_of_names(value: str) -> tuple[KnownName, ...]:
    """Loads a person's own list of names, all of it, before anything is read; once, as it may come from a pipe."""
    from pathlib import Path

    from selon.languages.known import load_known_names
    from selon.languages.loader import WordListError

    try:
        return load_known_names(Path(value))
    except WordListError as error:
        raise typer.BadParameter(str(error)) from error
    except OSError as error:
        raise typer.BadParameter(f"{value}: {error.strerror or error}; check its name") from error


Files = Annotated[list[str], typer.Argument(help="Files, folders, globs, addresses (http), or - for standard input.")]
Lang = Annotated[
    str | None,
    typer.Option(help="Language of the dispatches, whatever they say; fr if they say none.", callback=a_language),
]
As = Annotated[
    WireName | None, typer.Option("--as", help="Format of the inputs; told by their first bytes if you do not say.")
]
Date = Annotated[str | None, typer.Option(help="Day that the dispatches count from, YYYY-MM-DD.", callback=_day)]
Since = Annotated[str | None, typer.Option(help="From that day on, YYYY-MM-DD.", callback=_day)]
Until = Annotated[str | None, typer.Option(help="Up to that day, YYYY-MM-DD.", callback=_day)]
Names = Annotated[  # Any: what the parser makes of the file's name, which is typed where it is used
    Any,
    typer.Option(
        help="Your own list of names: name, aliases, kind, country, wikidata, tabs between.",
        parser=_list_of_names,
        metavar="FILE",
    ),
]
Private = Annotated[bool, typer.Option("--private", help="Allow addresses inside the private network.")]
Output = Annotated[str | None, typer.Option(help="File to write, in place of the terminal.", callback=_file_to_write)]
RecordFile = Annotated[
    str, typer.Option("--record", envvar="SELON_RECORD", metavar="FILE", help="The record: one SQLite file.")
]
Answers = Annotated[AnswerFormat, typer.Option("--format", help="table is for a person; csv for a spreadsheet.")]
Limit = Annotated[int, typer.Option(min=0, help="Most rows; 0 for all.")]
By = Annotated[
    str | None, typer.Option("--by", envvar="SELON_JUDGE", help="Who judges; your login name if you do not say.")
]
Note = Annotated[str | None, typer.Option("--note", help="Why, in your own words.")]
RECORD = "desk.selon"
