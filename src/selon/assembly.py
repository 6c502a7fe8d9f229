"""From drafts to claims: exact spans, resolved sources, mode and certainty."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from selon.model import Certainty, Claim, Made, Quote, Source, cut
from selon.stages.cast import Cast
from selon.stages.claims.scene import Draft, Mention, Range, Scene
from selon.stages.speakers import Speaker, resolve
from selon.stages.stance import certainty_of, mode_of

EDGES = " \t\n\r\u00a0\u202f,;:–—-"


def assemble(scene: Scene, drafts: list[Draft], cast: Cast) -> tuple[Claim, ...]:
    """Returns the claims of the drafts, in the order of the text, numbered from c1."""
    marks = Marks(scene)
    names = _resolve(scene, drafts, cast)
    claims: list[Claim] = []
    for draft in drafts:
        content = [piece for raw in draft.content if (piece := marks.tidy(raw))[0] < piece[1]]
        if content:
            claims.append(_claim(scene, draft, content, marks, names, f"c{len(claims) + 1}"))
    return tuple(claims)


class Marks:
    """The outermost quotations and the words of a text, to be found by offset."""

    def __init__(self, scene: Scene) -> None:
        self.text = scene.text
        self.quotes = [quote for quote in scene.quotes if quote.depth == 0]
        self.ends = [quote.end for quote in self.quotes]
        self.words = [token.start for token in scene.tokens]

    def touching(self, start: int, end: int) -> list[Quote]:
        """Returns the quotations that overlap the range."""
        first = last = bisect_right(self.ends, start)
        while last < len(self.quotes) and self.quotes[last].start < end:
            last += 1
        return self.quotes[first:last]

    def tidy(self, piece: Range) -> Range:
        """Strips space and punctuation at the ends, and the marks where one quotation holds the whole piece."""
        start, end = piece
        while True:
            before = start, end
            start, end = self._strip(start, end)
            for quote in self.touching(start, end)[:1]:
                whole = quote.start <= start and end <= quote.end
                if whole and (quote.start == start or quote.end == end or not quote.closed):
                    start, end = max(start, quote.inner_start), min(end, quote.inner_end)
            if (start, end) == before or start >= end:
                return start, end

    def _strip(self, start: int, end: int) -> Range:
        while start < end and self.text[start] in EDGES:
            start += 1
        while start < end and (self.text[end - 1] in EDGES or (self.text[end - 1] == "." and not self._quoted(end))):
            end -= 1
        return start, end

    def _quoted(self, end: int) -> bool:
        """A full stop inside quotation marks belongs to the words quoted."""
        return any(end <= quote.inner_end for quote in self.touching(end - 1, end))


def _resolve(scene: Scene, drafts: list[Draft], cast: Cast) -> dict[Range, Speaker]:
    """Resolves each source once, by its first and last word."""
    return {key: resolve(cast, scene.words, *key) for key in speaking(drafts)}


def speaking(drafts: list[Draft]) -> set[Range]:
    """Returns the first and last words of those who speak."""
    return {(m.first, m.last) for draft in drafts for m in draft.sources}


def _claim(
    scene: Scene, draft: Draft, content: list[Range], marks: Marks, names: dict[Range, Speaker], name: str
) -> Claim:
    quotes = marks.touching(content[0][0], content[-1][1])
    hearsay = draft.construction == "hearsay"
    return Claim(
        id=name,
        content=tuple(cut(scene.text, *piece) for piece in content),
        cue=cut(scene.text, *draft.cue) if draft.cue else None,
        sources=_chain(scene, draft, names),
        mode=mode_of(scene.text, content, quotes, draft.visual, sourced=not hearsay),
        act=draft.act,
        certainty=_certainty(scene, draft, content, marks),
        answers=(),
        made=Made(draft.construction, draft.entry),
    )


def _chain(scene: Scene, draft: Draft, names: dict[Range, Speaker]) -> tuple[Source, ...]:
    """The sources, outermost first; nobody is a link to themselves."""
    chain = [_source(scene, m, names[m.first, m.last]) for m in draft.sources]
    last = chain[-1:]
    return (*(source for source in chain[:-1] if source.name != last[0].name), *last)


def _source(scene: Scene, m: Mention, speaker: Speaker) -> Source:
    return Source(m.start, m.end, scene.text[m.start : m.end], speaker.name, speaker.kind, speaker.entity)


def _certainty(scene: Scene, draft: Draft, content: list[Range], marks: Marks) -> Certainty:
    if draft.certainty != "certain":
        return draft.certainty
    first = bisect_left(marks.words, content[0][0])
    last = bisect_left(marks.words, content[-1][1]) - 1
    return certainty_of(scene.tokens, first, last, scene.words, reported=draft.cue is not None)
