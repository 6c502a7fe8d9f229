"""Reasons: why a reply is about a statement, in a sentence."""

from __future__ import annotations

from selon.stages.answers.genres import is_of_its_genre, speaks_of
from selon.stages.answers.ground import Ground, Reply, Statement
from selon.stages.answers.replies import lemma_of
from selon.stages.answers.rows import Row


def why(ground: Ground, reply: Reply, told: Statement, row: Row) -> str:
    """ "“ces accusations” stands for what was told before it by another, and speaks of Moscou" """
    where = "before" if told.first < reply.first else "after"
    who = "by another" if told.claim else "by the dispatch itself"
    of = f", and speaks of {reply.speaker}" if speaks_of(reply, told) else ""
    if row.stands:
        last = row.noun if row.noun is not None else min(reply.last, reply.first + 4)
        said = ground.parse.text[ground.starts[reply.first] : ground.tokens[last].end]
        genre = lemma_of(ground, row.noun) if row.noun is not None else None
        kind = f", as {genre} does" if genre and is_of_its_genre(ground, reply, told, row.noun) else ""
        return f"“{said}” stands for what was told {where} it {who}{kind}{of}"
    words = sorted(ground.stems(reply.first, reply.last) & told.stems)
    same = f" in the same words ({', '.join(words[:4])}…)" if words else ""
    return f"it was told {where} it {who}{same}{of}"


def start_of(ground: Ground, told: Statement) -> str:
    """Returns the first words of the statement."""
    last = min(told.last, told.first + 5)
    return ground.parse.text[ground.starts[told.first] : ground.tokens[last].end] + ("…" if last < told.last else "")
