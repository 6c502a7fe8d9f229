"""What a reading finds: who says what, who is who, when, where, what happened, what is counted, what is denied."""

from __future__ import annotations

from typing import Literal

import msgspec

from selon.model.dispatches import Block, Dispatch, Span

Mode = Literal["direct", "mixed", "indirect", "visual", "unsourced"]
Act = Literal["state", "deny", "decline", "believe", "warn", "promise", "ask"]
Certainty = Literal["certain", "probable", "possible"]
SourceKind = Literal[
    "person",
    "government",
    "agency",
    "media",
    "military",
    "officials",
    "experts",
    "document",
    "images",
    "organization",
    "people",
]
NameKind = Literal["person", "location", "organization", "group"]
EntityKind = Literal["person", "government", "military", "agency", "media", "organization", "group", "location"]
ReferenceForm = Literal["role", "pronoun"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
STATEMENT = "statement"  # the construction of events that are somebody's saying something
Precision = Literal["site", "town", "region", "country", "area", "border"]
Relation = Literal["near", "off", "toward", "part"]
Status = Literal["asserted", "planned", "possible", "denied", "not-happened"]
Outcome = Literal["failed", "attempted"]
AnswerKind = Literal["deny", "confirm", "decline"]


class Source(msgspec.Struct, frozen=True):
    """Who says it, in the words of the text, and `name`, the fullest name that the dispatch gives them; `entity` is the
    id of who that is, None for those whom it does not name."""

    start: int
    end: int
    text: str
    name: str
    kind: SourceKind | None
    entity: str | None = None


class Made(msgspec.Struct, frozen=True):
    """How a finding was made: the `construction` (a key of `selon.why`), and the `entry` of the word list
    (`fr/verbs.tsv:31`), null where no listed word was needed."""

    construction: str
    entry: str | None


class Name(msgspec.Struct, frozen=True):
    """A proper name: `kind` is what sort of name it is ("Moscou" is a location's, whatever it stands for here),
    `entity` the id of what it stands for, `others` the ids of those that it could stand for as well, nearest first."""

    start: int
    end: int
    text: str
    kind: NameKind
    entity: str
    made: Made
    others: tuple[str, ...] = ()


class Reference(msgspec.Struct, frozen=True):
    """Words that stand for an entity without naming it: a role ("le dirigeant nord-coréen") or a pronoun ("il")."""

    start: int
    end: int
    text: str
    form: ReferenceForm
    entity: str
    made: Made
    others: tuple[str, ...] = ()


class Role(msgspec.Struct, frozen=True):
    """What a dispatch says that an entity is: `title` the noun ("porte-parole"), `body` whose ("Kremlin"), `country`
    the ISO 3166 alpha-3 code that the words give ("président russe": RUS)."""

    start: int
    end: int
    text: str
    title: str
    body: str | None = None
    country: str | None = None


class Entity(msgspec.Struct, frozen=True):
    """One real thing, within the dispatch. `name` is the fullest that the dispatch gives it; `country` its ISO 3166
    alpha-3 code; `wikidata` a Q-number, where the user's own list or a table gives one."""

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    roles: tuple[Role, ...] = ()
    wikidata: str | None = None


class Time(msgspec.Struct, frozen=True):
    """A time expression. `type`, `value`, `mod`, `quant` and `freq` are TIMEX3's.

    `begins` and `ends` are the calendar interval that it stands for, both included: ISO 8601 dates, date-times
    (`2023-09-13T18:00`) for hours; None where it has none, or no date to count from is known. `counted_from` is the
    date that `value` was counted from, None where it stands by itself or where no date is known: then `value` is
    relative (`-P1D` is the day before the dispatch, `XXXX-WXX-3` some Wednesday). `anchor` are the words of the event
    that it is tied to ("quelques heures avant le sommet").
    """

    start: int
    end: int
    text: str
    type: TimeType
    value: str
    made: Made
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    begins: str | None = None
    ends: str | None = None
    counted_from: str | None = None
    anchor: Span | None = None


class Bearer(msgspec.Struct, frozen=True):
    """A place that bears a name: `geoname` its GeoNames id, `country` ISO 3166 alpha-3, coordinates in degrees
    (WGS 84, north and east positive)."""

    geoname: int | None
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None


class Place(msgspec.Struct, frozen=True):
    """A place, where the text names it; the fields of a `Bearer`, and `others`, the runners-up of an ambiguous name.

    `precision` says what the coordinates are the middle of. `relation` is how the text places things by it ("une zone
    proche de Pyongyang": near), and `related` the words that say so, None where it is the place itself; `entity` the id
    of the entity that it is.
    """

    start: int
    end: int
    text: str
    geoname: int | None
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: Precision
    made: Made
    entity: str | None = None
    relation: Relation | None = None
    related: Span | None = None
    others: tuple[Bearer, ...] = ()


class Claim(msgspec.Struct, frozen=True):
    """A piece of the text that the dispatch puts in somebody's mouth, mind or pictures.

    `content` is one or more spans, in the order of the text. `sources` is the chain, outermost first: the last is
    whose words they are. Of a denial or refusal that names nothing ("Moscou a démenti"), its own words are the content.
    `answers` holds the ids of the claims that a denial, a confirmation or a refusal is about.
    """

    id: str
    content: tuple[Span, ...]
    cue: Span | None
    sources: tuple[Source, ...]
    mode: Mode
    act: Act
    certainty: Certainty
    answers: tuple[str, ...]
    made: Made


class Answer(msgspec.Struct, frozen=True):
    """What the claim `claim` denies, confirms or refuses to comment on: the words that tell it elsewhere in the
    dispatch, and `about`, the id of the claim that they are of, None where the dispatch itself tells it.

    `score` says how likely the join is, 0 to 1; `reason` why, in a sentence. The likeliest of a claim come first.
    """

    start: int
    end: int
    text: str
    claim: str
    kind: AnswerKind
    about: str | None
    score: float
    reason: str


class Participant(msgspec.Struct, frozen=True):
    """Who or what has a role in an event: its words, and `name`, the fullest that the dispatch gives. `country` is an
    ISO 3166 alpha-3 code, None for no state's; `sector` a PLOVER code ("GOV", "MIL"), None where the words tell none;
    `entity` the id of an entity that the dispatch names."""

    start: int
    end: int
    text: str
    name: str
    country: str | None = None
    sector: str | None = None
    entity: str | None = None


class Quantity(msgspec.Struct, frozen=True):
    """A number that the text gives, with what it counts; a bound that it leaves open is None: "au moins dix"."""

    start: int
    end: int
    text: str
    least: int | None
    most: int | None


class EventTime(msgspec.Struct, frozen=True):
    """When: the time expression's span and TIMEX3 value, `begins` and `ends` as in `Time`."""

    start: int
    end: int
    text: str
    value: str
    begins: str | None = None
    ends: str | None = None


class EventPlace(msgspec.Struct, frozen=True):
    """Where: the fields of a `Place` that rows of events need."""

    start: int
    end: int
    text: str
    geoname: int | None
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: Precision


class Telling(msgspec.Struct, frozen=True):
    """One telling of an event: `trigger`, status, and the `claim` that tells it, None for the dispatch's own voice."""

    trigger: Span
    claim: str | None
    status: Status


class Event(msgspec.Struct, frozen=True):
    """What happened, or is said to. `type` is the name of its file in languages/fr/events, or a claim's act ("say",
    "deny", ...); `plover`, `mode`, `contexts` are PLOVER 2.0's, None where it has no type.

    `trigger`, `status` and `claim` are those of the first telling, `tellings` all, a denial of it too. `casualties`
    holds `dead`, `injured`, `arrested`; `background` tells what happened before the news from it.
    """

    id: str
    type: str
    plover: str | None
    mode: tuple[str, ...]
    contexts: tuple[str, ...]
    trigger: Span
    roles: dict[str, tuple[Participant, ...]]
    time: EventTime | None
    place: EventPlace | None
    quantity: Quantity | None
    casualties: dict[str, Quantity]
    status: Status
    outcome: Outcome | None
    background: bool
    claim: str | None
    tellings: tuple[Telling, ...]
    made: Made


class Count(msgspec.Struct, frozen=True):
    """A sentence, or a part of one, that can be counted. `subject` is what is counted, `number` how many, None for what
    is told by `qualifier` alone ("first", "never", "only", "last", "all"); `window` the time in which; `scope` the
    words that limit it further ("alors que M. Kim se trouvait à l'étranger"); `event` the event that it counts.

    `type` is the type of the events that are counted, as of an `Event`, None where the words tell none; `actors` who
    does them, `outcome` how they end: what a record can be asked for."""

    start: int
    end: int
    text: str
    subject: Span
    number: Quantity | None
    window: EventTime | None
    qualifier: str | None
    scope: Span | None
    event: str | None
    claim: str | None
    made: Made
    type: str | None = None
    actors: tuple[Participant, ...] = ()
    outcome: Outcome | None = None


Finding = Claim | Name | Time | Place | Event | Count


class Reading(msgspec.Struct, frozen=True):
    """All that was found in one dispatch."""

    dispatch: Dispatch
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]
    names: tuple[Name, ...] = ()
    references: tuple[Reference, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    counts: tuple[Count, ...] = ()
    answers: tuple[Answer, ...] = ()
