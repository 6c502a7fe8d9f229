"""Inputs of the commands that read: names on the command line → dispatches, as the options would have them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from selon.cli.terminal import complain, is_terminal, note
from selon.languages.loader import has_language
from selon.model import Dispatch
from selon.wire.errors import InputError
from selon.wire.fetch import Known
from selon.wire.formats import load, load_address
from selon.wire.inputs import ADDRESS, STDIN


class Asked(NamedTuple):
    """What the options say of every dispatch: its language, its date, the format of its file; and whether addresses
    may lie inside the private network."""

    lang: str | None
    date: str | None
    form: str | None
    private: bool = False

    def applied(self, dispatch: Dispatch) -> Dispatch:
        """The dispatch with what the options say in place of what it says itself."""
        return replace(dispatch, lang=self.lang or dispatch.lang, sent=self.date or dispatch.sent)


def dispatches(names: Iterable[str], asked: Asked, failed: list[InputError]) -> Iterator[Dispatch]:
    """Yields the dispatches of the inputs as they come; what cannot be read is named, and added to `failed`."""
    for name in names:
        for found in found_in(name, asked):
            if isinstance(found, InputError):
                failed.append(found)
                complain(str(found))
            else:
                yield found


def found_in(name: str, asked: Asked) -> Iterator[Dispatch | InputError]:
    """Yields what one input holds; an error of the input as a whole comes last."""
    if name == STDIN and is_terminal(sys.stdin):
        note("reading standard input; end it with Ctrl-D")
    try:
        if name.startswith(ADDRESS):
            fetched = new_at(name, asked, None)
            yield from fetched[0] if fetched else ()
        else:
            yield from _all_applied(load(name, note, asked.form), asked)
    except InputError as error:
        yield error


def new_at(address: str, asked: Asked, known: Known | None) -> tuple[Iterator[Dispatch | InputError], Known] | None:
    """Returns what an address holds, and what is to be known of it the next time; None where it holds what is known.

    Raises InputError, as `load_address` does.
    """
    fetched = load_address(address, note, asked.form, private=asked.private, known=known)
    return fetched and (_all_applied(fetched[0], asked), fetched[1])


def _all_applied(found: Iterable[Dispatch | InputError], asked: Asked) -> Iterator[Dispatch | InputError]:
    for each in found:
        yield each if isinstance(each, InputError) else _applied(each, asked)


def _applied(dispatch: Dispatch, asked: Asked) -> Dispatch:
    applied = asked.applied(dispatch)
    if not has_language(applied.lang):
        note(f"{applied.path} is in {applied.lang}, which selon does not read: nothing is found in it; see --lang")
    return applied
