"""The way of a dispatch, stage by stage: the first file to open.

`read_all` streams dispatches through the stages, with one batched parse in the middle; `read` is `read_all` of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, tee
from typing import NamedTuple

from selon.assembly import assemble, speaking
from selon.languages.abbreviations import load_abbreviations
from selon.languages.attribution import load_attribution
from selon.languages.events import load_events
from selon.languages.known import KnownName
from selon.languages.layout import load_layout
from selon.languages.loader import folder, has_language
from selon.languages.names import NameWords, load_names
from selon.languages.places import load_places
from selon.languages.times import load_times
from selon.model import Block, Dispatch, Quote, Reading, make_dispatch
from selon.stages.answers import answering, find_answers
from selon.stages.cast import Cast
from selon.stages.claims import find_drafts
from selon.stages.claims.scene import Scene, make_scene
from selon.stages.counts import find_counts
from selon.stages.events import find_events
from selon.stages.layout import lay_out
from selon.stages.names import name_casts
from selon.stages.parse import BATCH, Parse, parse_all
from selon.stages.places import find_places
from selon.stages.quotes import find_quotes
from selon.stages.references import find_references
from selon.stages.sentences import Cut, split_sentences
from selon.stages.times import find_times


def read(
    text: str | Dispatch,
    *,
    date: str | None = None,
    lang: str = "fr",
    path: str = "-",
    names: Sequence[KnownName] = (),
) -> Reading:
    """Reads one dispatch.

    `date` (YYYY-MM-DD) is the day that its times count from, where the dispatch does not say; `names` is a list of your
    own (`load_known_names`), which comes before every table. Raises ValueError for a language that selon lacks.
    """
    folder(lang)
    dispatch = make_dispatch(text, path=path, sent=date, lang=lang) if isinstance(text, str) else text
    return next(read_all([dispatch], names=names))


def read_all(dispatches: Iterable[Dispatch], *, names: Sequence[KnownName] = ()) -> Iterator[Reading]:
    """Yields the reading of each dispatch, in order, parsed in batches; `names` as for `read`.

    In one whose language selon lacks, as a wire may say, nothing is found.
    """
    for lang, group in groupby(dispatches, key=lambda dispatch: dispatch.lang):
        if not has_language(lang):
            yield from (Reading(dispatch, blocks=(), claims=()) for dispatch in group)
            continue
        words = load_names(lang, tuple(names))
        laid, to_parse = tee(map(_lay_out, group))
        parses = parse_all(((page.dispatch.text, page.sentences) for page in to_parse), lang)
        for batch in _batches(zip(laid, parses, strict=True)):
            scenes = [make_scene(parse, page.quotes, load_attribution(lang)) for page, parse in batch]
            casts = name_casts([parse for _, parse in batch], words, lang)
            for (page, _), scene, cast in zip(batch, scenes, casts, strict=True):
                yield _read(page, scene, cast, words)


def _batches(pages: Iterator[tuple[_Page, Parse]]) -> Iterator[list[tuple[_Page, Parse]]]:
    while batch := list(islice(pages, BATCH)):
        yield batch


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


def _read(page: _Page, scene: Scene, cast: Cast, words: NameWords) -> Reading:
    """The stages after the names."""
    dispatch, blocks = page.dispatch, page.blocks
    drafts = find_drafts(scene)
    find_references(cast, speaking(drafts), words, scene.roles)
    claims = assemble(scene, drafts, cast)
    answers = find_answers(cast, claims, dispatch.lang)
    claims = answering(claims, answers)
    times = find_times(dispatch.text, scene.parse, blocks, dispatch.sent, load_times(dispatch.lang))
    places = find_places(dispatch, cast, load_places(dispatch.lang))
    events = find_events(dispatch, cast, load_events(dispatch.lang), claims, times, places, answers)
    return Reading(
        dispatch,
        blocks,
        claims=claims,
        names=tuple(cast.names),
        references=tuple(cast.references),
        entities=tuple(member.entity() for member in cast.members.values()),
        times=times,
        places=places,
        events=events,
        counts=find_counts(cast, events, claims, times, dispatch.lang),
        answers=answers,
    )
