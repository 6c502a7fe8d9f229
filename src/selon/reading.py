"""The way of a dispatch, stage by stage: the first file to open.

`read_all` streams dispatches through the stages, with one batched parse in the middle; `read` is `read_all` of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, tee
from typing import NamedTuple

from selon.assembly import assemble
from selon.languages.abbreviations import load_abbreviations
from selon.languages.attribution import load_attribution
from selon.languages.layout import load_layout
from selon.model import Block, Claim, Dispatch, Quote, Reading, make_dispatch
from selon.stages.claims import find_drafts
from selon.stages.claims.scene import make_scene
from selon.stages.layout import lay_out
from selon.stages.parse import Parse, parse_all
from selon.stages.quotes import find_quotes
from selon.stages.sentences import Cut, split_sentences
from selon.stages.speakers import make_cast


def read(text: str | Dispatch, *, date: str | None = None, lang: str = "fr", path: str = "-") -> Reading:
    """Reads one dispatch.

    `date` (YYYY-MM-DD) is the day that its times count from, where the dispatch does not say. Raises ValueError for a
    language that selon lacks.
    """
    dispatch = make_dispatch(text, path=path, sent=date, lang=lang) if isinstance(text, str) else text
    return next(read_all([dispatch]))


def read_all(dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
    """Yields the reading of each dispatch, in order, parsed in batches."""
    for lang, group in groupby(dispatches, key=lambda dispatch: dispatch.lang):
        laid, to_parse = tee(map(_lay_out, group))
        parses = parse_all(((page.dispatch.text, page.sentences) for page in to_parse), lang)
        for page, parse in zip(laid, parses, strict=True):
            yield Reading(page.dispatch, page.blocks, _claims(page, parse))


class _Page(NamedTuple):
    """A dispatch before its parse."""

    dispatch: Dispatch
    blocks: tuple[Block, ...]
    quotes: tuple[Quote, ...]
    sentences: tuple[Cut, ...]


def _lay_out(dispatch: Dispatch) -> _Page:
    """The stages that need no parse: layout, quotations, sentences."""
    dispatch, blocks = lay_out(dispatch, load_layout(dispatch.lang))
    quotes = find_quotes(dispatch.text, blocks)
    sentences = split_sentences(dispatch.text, blocks, load_abbreviations(dispatch.lang))
    return _Page(dispatch, blocks, quotes, sentences)


def _claims(page: _Page, parse: Parse) -> tuple[Claim, ...]:
    """The stages after the parse: claims, then who their sources are and how they are worded."""
    words = load_attribution(page.dispatch.lang)
    scene = make_scene(parse, page.quotes, words)
    return assemble(scene, find_drafts(scene), make_cast(parse, words))
