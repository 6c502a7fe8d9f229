"""A person's own list of names, which comes before every table: `selon read --names my.tsv`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple, get_args

from selon.languages.loader import Row, WordListError, rows
from selon.model import EntityKind

ISO3 = re.compile(r"[A-Z]{3}")
WIKIDATA = re.compile(r"Q[1-9][0-9]*")
ARTICLE = re.compile(r"^(?:le |la |les |l')(?=\S)")
HEADING = "name"  # what the first field of a line that names the columns holds


class KnownName(NamedTuple):
    """A line of the list. `country` is an ISO 3166 alpha-3 code, `wikidata` a Q-number; None where not given."""

    name: str
    aliases: tuple[str, ...]
    kind: EntityKind
    country: str | None
    wikidata: str | None
    place: str


def load_known_names(path: Path) -> tuple[KnownName, ...]:
    """Returns the entries of a list: name, aliases (";" between), kind, country, wikidata, tabs between.

    Raises WordListError, with file and line, for a malformed line, and OSError where the file cannot be read.
    """
    try:
        called = str(path) if path.is_absolute() else f"./{path}"  # no word list of selon's is named so
        return tuple(_known(row) for row in rows(path, 5, called) if row.fields[0].lower() != HEADING)
    except UnicodeDecodeError as error:
        raise WordListError(f"{path}: is not in UTF-8; save it so") from error


def _known(row: Row) -> KnownName:
    name, aliases, kind, country, wikidata = (field.replace("’", "'") for field in row.fields)
    kinds = get_args(EntityKind)
    if kind not in kinds:
        raise WordListError(f"{row.place}: no kind {kind!r}; it is one of {', '.join(kinds)}")
    if country not in ("", "-") and not ISO3.fullmatch(country):
        raise WordListError(f"{row.place}: no country {country!r}; give its ISO 3166 code of three letters, e.g. PRK")
    if wikidata not in ("", "-") and not WIKIDATA.fullmatch(wikidata):
        raise WordListError(f"{row.place}: {wikidata!r} is no Wikidata number; it looks like Q42")
    others = tuple(_bare(alias.strip()) for alias in aliases.split(";") if alias.strip() not in ("", "-"))
    return KnownName(_bare(name), others, kind, _none(country), _none(wikidata), row.place)  # type: ignore[arg-type]


def _bare(name: str) -> str:
    """The name without its article, which is no part of it: le Lion → Lion."""
    return ARTICLE.sub("", name)


def _none(field: str) -> str | None:
    return None if field in ("", "-") else field
