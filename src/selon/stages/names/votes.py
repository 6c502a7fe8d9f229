"""The evidence for the kinds of each name, added up over its mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selon.stages.names.evidence import AROUND, HERE, OF_NAME, Look, alone, country
from selon.stages.names.seen import LOCATION, PERSON, Kind, Seen

CLEAR = 2  # by how much one kind must lead for the model not to be asked
LEAST = 3  # what must speak for a kind
SURE = 4  # what must speak for a person for the parts of the name to be names too
ALONE: tuple[Kind, str] = PERSON, alone.__name__
SURNAME = 7  # the weight of a surname, where the dispatch gives the full name elsewhere


@dataclass(slots=True)
class Votes:
    """The evidence for each kind of one name, the strongest of each sort once; `sums` are those of each kind."""

    best: dict[tuple[Kind, str], int]
    sums: dict[Kind, int]

    def add(self, kind: Kind, weight: int, construction: str) -> None:
        known = self.best.get((kind, construction), 0)
        if weight > known:
            self.best[kind, construction] = weight
            self.sums[kind] = self.sums.get(kind, 0) + weight - known

    def totals(self) -> list[tuple[int, Kind]]:
        """(weight, kind), the heaviest first."""
        return sorted(((weight, kind) for kind, weight in self.sums.items()), reverse=True)

    def decided(self) -> bool:
        """Whether the model need not be asked. That a word stands alone opposes no other evidence: so may any name."""
        bare = self.best.get(ALONE, 0)
        totals = self.totals()
        rivals = [weight for weight, kind in totals[1:] if kind != PERSON or weight > bare]
        return bool(totals) and totals[0][0] >= LEAST and totals[0][0] - max(rivals, default=0) >= CLEAR

    def plain(self) -> bool:
        """Whether the name alone tells, as a country's does, so that what stands around it need not be asked."""
        return (LOCATION, country.__name__) in self.best

    def strongest(self, kind: Kind) -> str:
        return max((weight, name) for (k, name), weight in self.best.items() if k == kind)[1]


def collect(seen: Sequence[Seen]) -> dict[str, Votes]:
    """Returns the votes of each name, by its text: those of all its mentions, and of the full names that it is part
    of."""
    votes: dict[str, Votes] = {}
    for s in seen:
        if s.text not in votes:
            votes[s.text] = Votes({}, {})
            _ask(OF_NAME, s, votes[s.text])
        if not votes[s.text].plain():
            _ask(AROUND, s, votes[s.text])
    _add_surnames(seen, votes)
    return votes


def _ask(looks: tuple[Look, ...], s: Seen, votes: Votes) -> None:
    for look in looks:
        if vote := look(s):
            votes.add(*vote, look.__name__)


def at_its_place(s: Seen, shared: Votes) -> Votes:
    """Returns the votes of one mention: those of its name, and what speaks only here."""
    here = [(*found, look.__name__) for look in HERE if (found := look(s))]
    if not here:
        return shared
    votes = Votes(dict(shared.best), dict(shared.sums))
    for vote in here:
        votes.add(*vote)
    return votes


def _add_surnames(seen: Sequence[Seen], votes: dict[str, Votes]) -> None:
    """Lets a full name speak for its parts: "Kassatkina" after "Daria Kassatkina"."""
    parts = {part for s in seen for part in _parts(s, votes[s.text])}
    for s in seen:
        if s.text in parts and s.span.how == "run":
            votes[s.text].add(PERSON, SURNAME, "surname")


def _parts(s: Seen, votes: Votes) -> Iterable[str]:
    """The surname of a person's full name, and the family name before two given ones ("Jo Chun Ryong")."""
    capitals = s.capitals
    totals = votes.totals()
    if len(capitals) < 2 or not totals or totals[0][1] != PERSON or totals[0][0] < SURE:
        return
    yield capitals[-1].text
    yield " ".join(chunk.text for chunk in s.own[1:])
    if len(capitals) == 3:
        yield capitals[0].text
