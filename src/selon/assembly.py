"""From drafts to claims: exact spans, resolved sources, mode and certainty, and what a denial answers."""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from selon.model import Claim, Made, Quote, Source, Span, cut
from selon.stages.claims.scene import Draft, Mention, Range, Scene
from selon.stages.speakers import Cast, resolve
from selon.stages.stance import certainty_of, mode_of

EDGES = " \t\n\r\u00a0\u202f,;:–—-"
ANAPHORS = (
    "ce",
    "cet",
    "cette",
    "ces",
    "tel",
    "telle",
    "tels",
    "telles",
    "de tels",
    "de telles",
    "un tel",
    "une telle",
    "tout",
    "toute",
    "son",
    "sa",
    "ses",
    "leur",
    "leurs",
)


def assemble(scene: Scene, drafts: list[Draft], cast: Cast) -> tuple[Claim, ...]:
    """Returns the claims of the drafts, in the order of the text, numbered from c1."""
    quotes = [quote for quote in scene.quotes if quote.depth == 0]
    resolved = _resolve(drafts, cast)
    claims: list[Claim] = []
    for draft in drafts:
        content = tuple(_tidy(scene.text, piece, quotes) for piece in draft.content)
        content = tuple((a, b) for a, b in content if a < b)
        if content:
            claims.append(_claim(scene, draft, content, quotes, resolved, f"c{len(claims) + 1}"))
    return tuple(_answer(claim, claims) for claim in claims)


def _resolve(drafts: list[Draft], cast: Cast) -> dict[tuple[int, int], tuple[str, object]]:
    """Resolves each source once, in the order of the text."""
    mentions = {(m.first, m.last): m for d in drafts for m in d.sources}
    found: dict[tuple[int, int], tuple[str, object]] = {}
    for key in sorted(mentions):
        speaker = resolve(cast, *key)
        found[key] = speaker.name, speaker.kind
    return found


def _claim(
    scene: Scene, draft: Draft, content: tuple[Range, ...], quotes: list[Quote], resolved: dict, name: str
) -> Claim:  # type: ignore[type-arg]
    near = _touching(quotes, content)
    return Claim(
        id=name,
        content=tuple(cut(scene.text, a, b) for a, b in content),
        cue=cut(scene.text, *draft.cue) if draft.cue else None,
        sources=tuple(_source(scene, m, resolved) for m in draft.sources),
        mode=mode_of(scene.text, content, near, draft.visual, bool(draft.sources) or draft.construction != "hearsay"),
        act=draft.act,
        certainty=_certainty(scene, draft, content),
        answers=(),
        made=Made(draft.construction, draft.entry),
    )


def _source(scene: Scene, m: Mention, resolved: dict) -> Source:  # type: ignore[type-arg]
    name, kind = resolved[m.first, m.last]
    return Source(m.start, m.end, scene.text[m.start : m.end], name, kind)


def _certainty(scene: Scene, draft: Draft, content: tuple[Range, ...]):  # type: ignore[no-untyped-def]
    if draft.certainty != "certain":
        return draft.certainty
    starts = [token.start for token in scene.tokens]
    first = bisect_left(starts, content[0][0])
    last = bisect_left(starts, content[-1][1]) - 1
    return certainty_of(scene.tokens, first, last, scene.words, bool(draft.cue), bool(draft.tense))


def _tidy(text: str, piece: Range, quotes: list[Quote]) -> Range:
    """Strips space and punctuation at the ends, and the marks where one quotation holds the whole piece."""
    start, end = piece
    while True:
        before = start, end
        while start < end and text[start] in EDGES:
            start += 1
        while start < end and (text[end - 1] in EDGES or (text[end - 1] == "." and not _quoted_stop(end, quotes))):
            end -= 1
        for quote in quotes:
            if (
                quote.start <= start
                and end <= quote.end
                and (quote.start == start or quote.end == end or not quote.closed)
            ):
                start, end = max(start, quote.inner_start), min(end, quote.inner_end)
        if (start, end) == before or start >= end:
            return start, end


def _quoted_stop(end: int, quotes: list[Quote]) -> bool:
    """A full stop inside quotation marks belongs to the words quoted."""
    return any(q.start < end <= q.inner_end for q in quotes)


def _touching(quotes: list[Quote], content: tuple[Range, ...]) -> list[Quote]:
    return [q for q in quotes if any(a < q.end and q.start < b for a, b in content)]


def _answer(claim: Claim, claims: list[Claim]) -> Claim:
    """Adds what a denial or a refusal is about: a claim of the same words, or the last one before it by another."""
    if claim.act not in ("deny", "decline"):
        return claim
    others = [c for c in claims if c.id != claim.id and _who(c) != _who(claim)]
    same = [c.id for c in others if c.act not in ("deny", "decline") and _overlap(c.content[0], claim.content[0])]
    if not same and claim.content[0].text.lower().startswith(tuple(f"{word} " for word in ANAPHORS)):
        same = [c.id for c in others if c.content[-1].end <= claim.content[0].start][-1:]
    return replace(claim, answers=tuple(same))


def _who(claim: Claim) -> str:
    return claim.sources[-1].name if claim.sources else ""


def _overlap(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared >= (a.end - a.start) + (b.end - b.start) - shared
