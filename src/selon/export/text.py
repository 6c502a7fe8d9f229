"""For a person: a reading → the dispatch with its claims marked, then a table of who says what.

In colour the content is coloured after its number, its cue underlined, its source bold. Without, brackets mark the
content: "[2: les deux pays coopéraient]". Both are wrapped to the terminal.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import accumulate, pairwise

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from selon.export.claims import content, line, numbered, through, visible, who
from selon.export.lists import found_lists
from selon.model import Claim, Reading

WIDEST = 110  # columns; longer lines are hard to read
WIDE = 100  # columns; below, the table's first columns shrink
NARROW = 72  # columns; below, the table's rows become short lists
SHOWN = 110  # characters of a content in the table
NOBODY = "—"
MARK, CONTENT, CUE, SOURCE = "bold cyan", "cyan", "underline", "bold"
LOOKS = {"title": "bold", "subhead": "bold", "credits": "dim", "signature": "dim"}

Numbered = list[tuple[int, Claim]]


def lines(readings: Iterable[Reading], width: int = 80, colour: bool = False) -> Iterator[str]:
    """Yields each reading as a page of text, `width` columns wide, with the codes of a colour terminal or without."""
    width = max(20, min(width, WIDEST))
    for reading in readings:
        yield printed(_page(reading, width, colour), width, colour)


def printed(page: RenderableType, width: int, colour: bool) -> str:
    """Returns a page as lines of text, without blanks at their ends."""
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )
    with console.capture() as capture:
        console.print(page, highlight=False)
    return "".join(f"{row.rstrip()}\n" for row in capture.get().split("\n"))


def _page(reading: Reading, width: int, colour: bool) -> RenderableType:
    claims = numbered(reading)
    count = {0: "no claims", 1: "1 claim"}.get(len(claims), f"{len(claims)} claims")
    heading = Text(f"{line(reading.dispatch.path)} · {count}\n", style="dim")
    parts: list[RenderableType] = [heading, _marked(reading, claims, colour)]
    if claims:
        parts += [Text(), _table(claims, width >= WIDE) if width >= NARROW else _list(claims)]
    return Group(*parts, *found_lists(reading))


def _marked(reading: Reading, claims: Numbered, colour: bool) -> Text:
    """Returns the text with the marks put in, and the looks laid over it where there is colour."""
    source = visible(reading.dispatch.text)
    marks = _marks(claims, closed=not colour)
    cuts = [at for at, _, _, _ in marks]
    pieces = [source[a:b] for a, b in pairwise([0, *cuts, len(source)])]
    text = Text(pieces[0])
    for (_, _, _, mark), piece in zip(marks, pieces[1:], strict=True):
        text.append(mark, MARK).append(piece)
    added = [0, *accumulate(len(mark) for _, _, _, mark in marks)]
    for start, end, look in _looks(reading, claims):
        text.stylize(look, start + added[bisect_right(cuts, start)], end + added[bisect_left(cuts, end)])
    text.rstrip()
    return text


def _marks(claims: Numbered, closed: bool) -> list[tuple[int, int, int, str]]:
    """Returns the marks as (offset, rank, rank, mark), sorted: at one offset what closes, then what opens longest."""
    marks = []
    for number, claim in claims:
        for span in claim.content:
            marks.append((span.start, 1, -span.end, f"[{number}: " if closed else f"[{number}] "))
            if closed:
                marks.append((span.end, 0, 0, "]"))
    return sorted(marks)


def _looks(reading: Reading, claims: Numbered) -> Iterator[tuple[int, int, str]]:
    """Yields (start, end, look) for the parts of the layout and of each claim."""
    for block in reading.blocks:
        if block.kind in LOOKS:
            yield block.start, block.end, LOOKS[block.kind]
    for _, claim in claims:
        for span in claim.content:
            yield span.start, span.end, CONTENT
        if claim.cue:
            yield claim.cue.start, claim.cue.end, CUE
        for source in claim.sources:
            yield source.start, source.end, SOURCE


def _table(claims: Numbered, wide: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True, header_style="bold", leading=0)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("who", max_width=24 if wide else 16, overflow="fold")
    table.add_column("through whom", max_width=20 if wide else 10, overflow="fold")
    table.add_column("says", max_width=16 if wide else 10, overflow="fold")
    table.add_column("certainty", no_wrap=True)
    table.add_column("what", ratio=1, overflow="fold")
    for number, claim in claims:
        says = f"{claim.act}, {claim.mode}"
        table.add_row(*map(Text, (f"{number}", *_names(claim), says, claim.certainty, line(content(claim), SHOWN))))
    return table


def _list(claims: Numbered) -> RenderableType:
    """The table's rows for a narrow terminal: one claim a short paragraph."""
    return Group(*(Padding(part, (0, 0, 0, indent)) for claim in claims for part, indent in _item(*claim)))


def _item(number: int, claim: Claim) -> Iterator[tuple[Text, int]]:
    speaker, chain = _names(claim)
    yield Text(f"[{number}] {speaker}{f', through {chain}' if chain else ''}", style="bold"), 0
    yield Text(f"{claim.act}, {claim.mode}, {claim.certainty}"), 2
    yield Text(line(content(claim), SHOWN)), 2


def _names(claim: Claim) -> tuple[str, str]:
    return line(who(claim)) or NOBODY, line(through(claim))
