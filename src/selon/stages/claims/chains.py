"""Chains: who reports whose words. A report of a report becomes one claim with both sources, outermost first."""

from __future__ import annotations

from bisect import bisect_left

from selon.stages.claims.extents import complete, sentence_at
from selon.stages.claims.scene import Draft, Mention, Range, Scene, phrase_at
from selon.stages.phrases import is_finite


def cite(scene: Scene, draft: Draft) -> None:
    """... a déclaré l'agence RIA en citant la porte-parole. ... selon une source, citée par Isna.

    Puts the source that is cited inside the one that cites it."""
    if not draft.sources or draft.construction in ("follow_on", "hearsay"):
        return
    last = max(draft.sources[-1].last, draft.closes)
    sentence = sentence_at(scene, last)
    tokens = scene.tokens
    for i in range(last + 1, min(last + 14, sentence.last)):
        token = tokens[i]
        if token.lemma == "citer" and not scene.quoted[i]:
            passive = tokens[i + 1].lower == "par"
            start = i + (2 if passive else 1)
            while start < sentence.last and (tokens[start].lower in scene.words.days or tokens[start].pos == "ADV"):
                start += 1
            found = phrase_at(scene, start, sentence.last + 1)
            if found and passive:
                draft.sources = [found, *draft.sources]
            elif found:
                draft.sources = [*draft.sources, found]
            if found:
                draft.closes = max(draft.closes, found.last)
                draft.cue = draft.cue if passive else (tokens[i].start, token.end)
            return
        if (token.pos in ("VERB", "AUX") and token.lower not in ("cité", "citée") and is_finite(token)) or token.text in (";", ":"):
            return


def chain(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Kim a dit que P, a rapporté KCNA.

    Drops each claim whose content is another claim with its cue, and gives its source to that claim; a claim that only
    lies within another's words is kept, with the other's sources before its own; one in quoted words is dropped."""
    dropped: set[int] = set()
    for a, inner in enumerate(drafts):
        for b, outer in enumerate(drafts):
            if a == b or b in dropped or not _within(scene, inner, outer) or inner.construction in ("follow_on", "said_of_the_clause"):
                continue
            if _quoted(scene, inner) or (inner.act == "promise" and inner.construction != "noun_report"):
                dropped.add(a)
                break
            if _same_source(inner, outer):
                dropped.add(a)
                break
            inner.sources = [*outer.sources, *inner.sources] if inner.sources else list(outer.sources)
            if _only(scene, inner, outer):
                dropped.add(b)
    return [draft for i, draft in enumerate(drafts) if i not in dropped]


def _within(scene: Scene, inner: Draft, outer: Draft) -> bool:
    """Whether the inner claim's cue and content lie in the outer claim's content."""
    place = scene.tokens[inner.at].start
    return _holds(outer.content, place) and all(_holds(outer.content, a) for a, _ in inner.content)


def _holds(pieces: list[Range], place: int) -> bool:
    return any(a <= place < b for a, b in pieces)


def _quoted(scene: Scene, draft: Draft) -> bool:
    return scene.quoted[draft.at] is not None


def _same_source(inner: Draft, outer: Draft) -> bool:
    return bool(inner.sources and outer.sources) and inner.sources[-1].start == outer.sources[-1].start


def _only(scene: Scene, inner: Draft, outer: Draft) -> bool:
    """Whether the outer claim says no more than that the inner was said: no clause of its own before or after it."""
    start, end = outer.content[0][0], outer.content[-1][1]
    said = sorted([*inner.content, *([inner.cue] if inner.cue else []), *((m.start, m.end) for m in inner.sources[-1:])])
    words = [i for i in _inside(scene, start, end)]
    before = [i for i in words if scene.tokens[i].end <= said[0][0]]
    after = [i for i in words if scene.tokens[i].start >= said[-1][1]]
    return not any(part and complete(scene, part[0], part[-1]) for part in (before, after))


def _inside(scene: Scene, start: int, end: int) -> range:
    first = bisect_left(scene.tokens, start, key=lambda t: t.start)
    return range(first, bisect_left(scene.tokens, end, key=lambda t: t.start))
