"""Chains: who reports whose words. A report of a report becomes one claim with both sources, outermost first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from selon.stages.claims.clauses import complete, sentence_at
from selon.stages.claims.scene import Draft, Mention, Range, Scene, can_speak, phrase_at
from selon.stages.parse import Sentence
from selon.stages.phrases import is_finite

LONGEST = 5  # links of a chain of sources
CITED = ("cité", "citée", "cités", "citées")
MOST_BETWEEN = 4  # words between "cité" and "par"
REACH = 40  # sentences that a quotation is followed through


def cite(scene: Scene, draft: Draft) -> None:
    """... a déclaré l'agence RIA en citant la porte-parole. ... selon une source, citée par Isna.

    Puts the source that is cited inside the one that cites it."""
    if not draft.sources or draft.construction in ("follow_on", "hearsay"):
        return
    draft.sources[-1] = less_citer(scene, draft.sources[-1])
    start = draft.sources[-1].last + 1
    sentence = sentence_at(scene, start - 1)
    stop = max(start, draft.closes + 1) + 14
    for i in range(start, min(stop, sentence.last)):
        if scene.quoted[i] or (found := _cited(scene, i, sentence)) is None:
            if _ends_search(scene, i, draft):
                return
            continue
        who, passive = found
        draft.sources = [who, *draft.sources] if passive else [*draft.sources, who]
        draft.closes = max(draft.closes, who.last)
        if not passive and i > draft.at:
            first = i - 1 if scene.tokens[i - 1].lower == "en" else i
            draft.cue = (scene.tokens[first].start, scene.tokens[i].end)
        return


def less_citer(scene: Scene, source: Mention) -> Mention:
    """ "un responsable cité par le site": cuts the source before the participle that names who cites it."""
    for i in range(source.first + 1, source.last + 1):
        if _named_by(scene, i) is not None:
            return Mention(source.start, scene.tokens[i - 1].end, source.first, i - 1)
    return source


def _cited(scene: Scene, i: int, sentence: Sentence) -> tuple[Mention, bool] | None:
    """Returns who is cited at word `i` ("citant X", "en se référant à X"), or who cites ("cité par X")."""
    tokens = scene.tokens
    participle = tokens[i].lower.endswith("ant") or tokens[i].lower.startswith(("cité", "cite"))
    by = _named_by(scene, i)
    aside = tokens[i].lower in CITED and tokens[i - 1].text == ","  # often tagged as the noun, "la cité"
    if (
        (tokens[i].pos != "VERB" and not aside and by is None)
        or not participle
        or not (tokens[i].lemma in scene.words.citing or tokens[i].lower.startswith("cit"))
    ):
        return None
    passive = by is not None and by < sentence.last
    start = by + 1 if by is not None and passive else i + 1
    while start < sentence.last and (
        tokens[start].lower in scene.words.days
        or tokens[start].pos == "ADV"
        or tokens[start].lower in ("à", "au", "aux")
    ):
        start += 1
    found = phrase_at(scene, start, sentence.last + 1)
    return (found, passive) if found and can_speak(scene, found) else None


def _named_by(scene: Scene, i: int) -> int | None:
    """The "par" after "cité" at word `i`, whatever days and adverbs lie between: cités notamment ce mardi par X."""
    tokens = scene.tokens
    if tokens[i].lower not in CITED or tokens[i - 1].pos in ("DET", "ADP"):  # "la cité"
        return None
    for at in range(i + 1, min(i + 2 + MOST_BETWEEN, len(tokens))):
        if tokens[at].lower == "par":
            return at
        if tokens[at].lower not in (*scene.words.days, "ce", "cette") and tokens[at].pos != "ADV":
            return None
    return None


def _ends_search(scene: Scene, i: int, draft: Draft) -> bool:
    """A verb other than the draft's own, or a strong stop, ends the search for who is cited."""
    token = scene.tokens[i]
    own = draft.cue is not None and draft.cue[0] <= token.start < draft.cue[1]
    return not own and ((token.pos in ("VERB", "AUX") and is_finite(token)) or token.text in (";", ":"))


def chain(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Kim a dit que P, a rapporté KCNA.

    Drops each claim whose content is another claim with its cue, and gives its source to that claim; a claim that only
    lies within another's words is kept, with the other's sources before its own; one in quoted words is dropped."""
    dropped: set[int] = set()
    around = _around(scene, drafts)
    for a, inner in enumerate(drafts):
        if inner.construction in ("follow_on", "said_of_the_clause"):
            continue
        for b in around.get(sentence_at(scene, inner.at).i, ()):
            outer = drafts[b]
            if a == b or b in dropped or outer.act == "deny" or not _within(scene, inner, outer):
                continue  # whoever denies what another says does not report it
            if _quoted(scene, inner) or _own_words(inner, outer):
                dropped.add(a)
                break
            inner.sources = _joined(outer.sources, inner.sources)
            if _only(scene, inner, outer):
                dropped.add(b)
    return [draft for i, draft in enumerate(drafts) if i not in dropped]


def _joined(outer: list[Mention], inner: list[Mention]) -> list[Mention]:
    """The chain of both, each source once; of a chain longer than any dispatch's, its innermost links."""
    return [*(source for source in outer if source not in inner), *inner][-LONGEST:]


def _around(scene: Scene, drafts: list[Draft]) -> dict[int, list[int]]:
    """Returns, for each sentence, the drafts whose content reaches into it; far-reaching ones only where they begin and
    as far as REACH sentences on."""
    found: dict[int, list[int]] = {}
    starts = [sentence.start for sentence in scene.parse.sentences]
    for number, draft in enumerate(drafts):
        first = max(0, bisect_right(starts, draft.content[0][0]) - 1)
        last = bisect_left(starts, draft.content[-1][1])
        for i in range(first, min(last, first + REACH)):
            found.setdefault(i, []).append(number)
    return found


def _own_words(inner: Draft, outer: Draft) -> bool:
    """Whether the inner claim is the outer speaker's own, or somebody's plan that only the outer speaker tells of."""
    same = bool(inner.sources and outer.sources) and inner.sources[-1].start == outer.sources[-1].start
    return same or (inner.act == "promise" and inner.construction != "noun_report")


def _within(scene: Scene, inner: Draft, outer: Draft) -> bool:
    """Whether the inner claim's cue and content lie in the outer claim's content."""
    place = scene.tokens[inner.at].start
    return _holds(outer.content, place) and all(_holds(outer.content, a) for a, _ in inner.content)


def _holds(pieces: list[Range], place: int) -> bool:
    return any(a <= place < b for a, b in pieces)


def _quoted(scene: Scene, draft: Draft) -> bool:
    return scene.quoted[draft.at] is not None


def _only(scene: Scene, inner: Draft, outer: Draft) -> bool:
    """Whether the outer claim says no more than that the inner was said: no clause of its own before or after it."""
    start, end = outer.content[0][0], outer.content[-1][1]
    said = sorted(
        [*inner.content, *([inner.cue] if inner.cue else []), *((m.start, m.end) for m in inner.sources[-1:])]
    )
    words = _inside(scene, start, end)
    before = [i for i in words if scene.tokens[i].end <= said[0][0]]
    after = [i for i in words if scene.tokens[i].start >= said[-1][1]]
    return not any(part and complete(scene, part[0], part[-1]) for part in (before, after))


def _inside(scene: Scene, start: int, end: int) -> range:
    first = bisect_left(scene.tokens, start, key=lambda t: t.start)
    return range(first, bisect_left(scene.tokens, end, key=lambda t: t.start))
