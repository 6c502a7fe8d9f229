"""Results: what the tools answer, as an assistant gets it. Their JSON schemas are made of these (`schemas.py`).

What rests on a dispatch carries a `Quote`. Fields that hold nothing are left out.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from selon.model.findings import Act, AnswerKind, Certainty, Mode

Text = Annotated[str, Meta(description="Exactly as it stands, white space too.")]
Day = Annotated[str, Meta(description="ISO 8601 day, or moment.")]
More = Annotated[bool, Meta(description="There are more than are given; narrow the question, or raise `limit`.")]
ClaimId = Annotated[str, Meta(description="Of a claim, e.g. 3fa9c2d1b0aa:c3.")]
EventId = Annotated[str, Meta(description="Of an event, e.g. 3fa9c2d1b0aa:ev1; of a background row, e.g. trips#7.")]
Who = Annotated[str, Meta(description="Whose words they are; left out where nobody is named.")]
Through = Annotated[str, Meta(description="Who passes the words on, outermost first: AFP → Interfax.")]
HowSure = Annotated[Certainty, Meta(description="As the source words it; says nothing of whether it is so.")]
Content = Annotated[str, Meta(description="What is claimed; … stands where the text cuts it.")]
Judged = Annotated[str, Meta(description="What people judged of it: right, wrong, mended.")]
State = Annotated[str, Meta(description="current; or superseded by a later version, or withdrawn.")]
Status = Annotated[str, Meta(description="How it is told: asserted, planned, possible, denied, not-happened.")]
Country = Annotated[str, Meta(description="ISO 3166 alpha-3.")]
Least = Annotated[int, Meta(description="How many things, at least.")]
Most = Annotated[int, Meta(description="How many things, at most.")]


class Span(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Words of the text: text[start:end], in Unicode code points, CRLF counted as one."""

    start: int
    end: int
    words: Text


class Quote(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The passage that a row rests on: text[start:end] of that dispatch, in Unicode code points."""

    dispatch: Annotated[str, Meta(description="The id: SHA-256 of the text.")]
    start: int
    end: int
    words: Text
    cite: Annotated[str, Meta(description="A footnote to put under what you say; it ends in selon:ID#wSTART-END.")]
    title: str | None = None
    agency: str | None = None
    day: Annotated[str | None, Meta(description="On which it was sent, YYYY-MM-DD.")] = None
    cut: Annotated[bool, Meta(description="The passage goes on after `end`.")] = False


class Claim(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What somebody says, according to a dispatch. Not a fact."""

    id: ClaimId
    act: Act
    mode: Annotated[Mode, Meta(description="direct: quoted whole; mixed; indirect; visual: shown; unsourced: hearsay.")]
    certainty: HowSure
    content: Content
    quote: Quote
    who: Who | None = None
    kind: Annotated[str | None, Meta(description="What sort of source: person, government, officials ...")] = None
    through: Through | None = None
    entity: Annotated[str | None, Meta(description="Who that is across the record (who_is_who).")] = None
    judged: Judged | None = None
    state: State = "current"


class Event(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What happened, or is said to, as one dispatch tells it."""

    id: EventId
    type: str
    status: Status
    trigger: Annotated[Span, Meta(description="The word that tells it; `quote` is its sentence.")]
    quote: Quote
    plover: str | None = None
    outcome: str | None = None
    actor: str | None = None
    recipient: str | None = None
    begins: Day | None = None
    ends: Day | None = None
    place: str | None = None
    country: Annotated[str | None, Meta(description="Of the place, ISO 3166 alpha-3.")] = None
    latitude: float | None = None
    longitude: float | None = None
    told_by: Annotated[str | None, Meta(description="Who says so; left out where the dispatch itself does.")] = None
    judged: Judged | None = None
    state: State = "current"


class Dispatch(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A dispatch; `quote` are the words that were asked for in their sentence, else its opening."""

    id: str
    claims: int
    events: int
    quote: Quote
    place: str | None = None
    version: int | None = None
    status: Annotated[str, Meta(description="What the wire says: usable, withheld, cancelled, corrected.")] = "usable"
    state: State = "current"


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """Claims, the latest first."""

    rows: list[Claim]
    more: More


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """Events, the latest first."""

    rows: list[Event]
    more: More


class Dispatches(msgspec.Struct, frozen=True, kw_only=True):
    """Dispatches, the latest first."""

    rows: list[Dispatch]
    more: More


class Answered(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a denial is about: a claim, or words of a dispatch."""

    id: Annotated[str, Meta(description="Of a claim; of a dispatch where it tells it itself.")]
    within: Annotated[str, Meta(description="Told in the same dispatch, or another dispatch.")]
    score: Annotated[float, Meta(description="How likely the join is, 0 to 1.")]
    reason: str
    content: Content
    quote: Quote
    who: Who | None = None


class Denial(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who denies, confirms or declines to comment, and on what."""

    id: ClaimId
    kind: AnswerKind
    content: Content
    about: Annotated[list[Answered], Meta(description="The likeliest first; empty where the record tells none.")]
    quote: Quote
    who: Who | None = None


class Denials(msgspec.Struct, frozen=True, kw_only=True):
    """Denials, the latest first."""

    rows: list[Denial]
    more: More


class Background(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A row of a background record: a table of events that somebody else keeps."""

    record: str
    row: int
    source: str | None = None
    words: str | None = None


class Told(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One telling of an event: by a dispatch (`quote`) or by a background record (`background`)."""

    id: EventId
    type: str
    status: Status
    quote: Quote | None = None
    background: Background | None = None
    outcome: str | None = None
    actors: str | None = None
    least: Least | None = None
    most: Most | None = None
    begins: Day | None = None
    ends: Day | None = None
    place: str | None = None


class Telling(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A telling, whom it cites, and why it is of the same origin as those before it."""

    told: Told
    cites: Annotated[str | None, Meta(description="Outermost first; left out for the dispatch's own voice.")] = None
    reason: str | None = None


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """One origin: copies, one author, one cited source."""

    unnamed: Annotated[bool, Meta(description="It rests on a source that nobody names.")]
    tellings: list[Telling]


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """What the tellings say otherwise, and what each says."""

    what: str
    said: dict[str, str]


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """Whence an event is known: how many independent origins, however many tell it."""

    event: Told
    independent_origins: int
    tellings: int
    echo_alarm: Annotated[bool, Meta(description="All of it rests on one source that nobody names.")]
    origins: list[Origin]
    disagreements: list[Disagreement]
    denials: list[Denial]
    more: More


class Follow(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the record tells of what was promised for a day."""

    promised: Annotated[str, Meta(description="What, and for when: visit 2024-03-12.")]
    status: Annotated[str, Meta(description="Told as having happened, or not; planned again; nothing told; not due.")]
    id: EventId | None = None
    day: Day | None = None
    words: str | None = None
    quote: Quote | None = None


class Said(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A claim of the one asked for."""

    id: ClaimId
    act: Act
    mode: Mode
    certainty: HowSure
    content: Content
    quote: Quote
    who: Who | None = None
    through: Through | None = None
    kind: Annotated[AnswerKind | None, Meta(description="What it answers with.")] = None
    about: Annotated[str | None, Meta(description="The claim that it answers.")] = None
    follow: Follow | None = None
    copies: Annotated[int, Meta(description="How many copies of the dispatch tell it again.")] = 0


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said, the oldest first."""

    rows: list[Said]
    more: More


class Entity(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One real thing, across the dispatches."""

    entity: Annotated[str, Meta(description="Its key, which find, denials and ledger take for a name.")]
    name: str
    kind: str
    dispatches: Annotated[int, Meta(description="In how many it is named.")]
    country: Country | None = None
    wikidata: str | None = None
    roles: str | None = None
    also: Annotated[str | None, Meta(description="Other keys that are the same.")] = None


class Entities(msgspec.Struct, frozen=True, kw_only=True):
    """Who is who, the most named first."""

    rows: list[Entity]
    more: More


class Held(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How many current dispatches of an agency in a month (YYYY-MM); either is left out where it is not known."""

    dispatches: int
    agency: str | None = None
    month: str | None = None


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """How many tellings of a type of event the record holds."""

    type: str
    events: int


class Table(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A background record; `begins` and `ends` are the days for which it means to hold all there is."""

    name: str
    title: str
    noun: str
    rows: int
    begins: Day | None = None
    ends: Day | None = None
    source: str | None = None
    licence: str | None = None


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be taken in, and why."""

    path: str
    reason: str
    last_tried: str


class Coverage(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the record holds: what it does not hold, it cannot tell."""

    dispatches: int
    claims: int
    events: int
    months: Annotated[list[Held], Meta(description="The latest first.")]
    types: Annotated[list[Typed], Meta(description="The most first.")]
    backgrounds: list[Table]
    failures: list[Failure]
    more: More
    first_day: str | None = None
    last_day: str | None = None
