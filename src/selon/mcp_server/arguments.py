"""Arguments: what each tool may be asked, and the one line that says what is wrong with them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

from selon.export.claims import storable
from selon.languages.events import event_types
from selon.languages.plover import load_plover
from selon.mcp_server.schemas import schema_of
from selon.model.findings import Act, AnswerKind, Certainty
from selon.wire.errors import InputError
from selon.wire.moments import check_day

LONGEST = 200_000  # characters of a text that is read
USUAL, MOST = 20, 200  # rows
PAGE, LARGEST = 10_000, 50_000  # characters of a page of a dispatch
AT = re.compile(r" - at `\$\.?([^`]*)`$")  # where msgspec says that something is wrong

T = TypeVar("T")
NAMED = "a name or a part of one, an entity's key (who_is_who), or a country's code (RUS)"


Few = Annotated[str, Meta(max_length=500)]  # words
Words = Annotated[
    Few | None,
    Meta(description='French words that must all stand there; "in quotes" as a phrase. Accents do not count.'),
]
About = Annotated[Few | None, Meta(description="Words of what is said.")]
Says = Annotated[Few | None, Meta(description=f"Who says it: {NAMED}.")]
By = Annotated[Few | None, Meta(description=f"Who denies: {NAMED}.")]
ThroughWhom = Annotated[Few | None, Meta(description="Through whom it comes: the same.")]
Actor = Annotated[Few | None, Meta(description=f"Who did it: {NAMED}.")]
Recipient = Annotated[Few | None, Meta(description="To whom it was done: the same.")]
Where = Annotated[Few | None, Meta(description="Where: a name, a GeoNames id, or a country's code (PRK).")]
Agency = Annotated[Few | None, Meta(description="The agency that sent the dispatch, whole, capitals aside.")]
Country = Annotated[
    Few | None, Meta(description="ISO 3166 alpha-3 (PRK): of who speaks or takes part, or of where it is.")
]
Since = Annotated[Few | None, Meta(description="From that day on, YYYY-MM-DD.")]
Until = Annotated[Few | None, Meta(description="Up to that day, YYYY-MM-DD.")]
Date = Annotated[
    Few | None,
    Meta(description="The day from which the times of the text count, YYYY-MM-DD, where it does not say itself."),
]
EventType = Annotated[
    Few | None, Meta(description="Type of event (missile-launch; coverage lists those held), or a PLOVER code (AID).")
]
Sure = Annotated[Certainty | None, Meta(description="How sure the source makes it, not how sure it is.")]
HowSaid = Annotated[Act | None, Meta(description="How it is said; decline: will not say.")]
Old = Annotated[bool, Meta(description="Superseded and withdrawn dispatches too.")]
Limit = Annotated[int, Meta(ge=1, le=MOST, description="Most rows.")]
Id = Annotated[str, Meta(description="Of a dispatch; its first 4 characters or more will do.", max_length=200)]
Body = Annotated[str, Meta(description="A dispatch in French, whole.", max_length=LONGEST)]


class Read(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text to read."""

    text: Body
    date: Date = None
    limit: Annotated[int, Meta(ge=1, le=MOST, description="Most rows of each sort.")] = 100


class Find(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is looked for: all that is given must hold, and with nothing given the latest come."""

    words: Words = None
    says: Says = None
    about: About = None
    act: HowSaid = None
    certainty: Sure = None
    through: ThroughWhom = None
    event: EventType = None
    actor: Actor = None
    recipient: Recipient = None
    place: Where = None
    agency: Agency = None
    country: Country = None
    since: Since = None
    until: Until = None
    old: Old = False
    limit: Limit = USUAL


class Show(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A dispatch, and which page of it."""

    id: Annotated[
        str, Meta(description="Of a dispatch, of a finding in it, or selon:ID#w..., as cited.", max_length=200)
    ]
    offset: Annotated[int, Meta(ge=0, le=2**40, description="Where the page begins: `next` of the page before.")] = 0
    length: Annotated[int, Meta(ge=1, le=LARGEST, description="Characters of a page.")] = PAGE


class Deny(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which denials."""

    of: Annotated[Few | None, Meta(description="Of what: the id of a claim (3fa9c2d1b0aa:c3).")] = None
    by: By = None
    about: Annotated[Few | None, Meta(description="Words of the denial, or of what it denies.")] = None
    kind: Annotated[
        AnswerKind | Literal["all"], Meta(description="Denials, confirmations, refusals to comment, or all of them.")
    ] = "deny"
    limit: Limit = USUAL


class Whence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which event."""

    event: Annotated[
        str,
        Meta(description="Id of an event (3fa9c2d1b0aa:ev1), of a claim that tells one, of a row.", max_length=200),
    ]
    limit: Annotated[int, Meta(ge=1, le=MOST, description="Most tellings.")] = USUAL


class CheckOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose counts: a dispatch's of the record, or a text's."""

    dispatch_id: Annotated[Id | None, Meta(description="A dispatch of the record; or else give `text`.")] = None
    text: Annotated[Body | None, Meta(description="A dispatch that is read now, and not kept.")] = None
    date: Date = None
    hindsight: Annotated[bool, Meta(description="With what was known after its day, too.")] = False
    limit: Annotated[int, Meta(ge=1, le=MOST, description="Most counts, and most rows of each.")] = USUAL


class LedgerOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose ledger."""

    who: Annotated[str, Meta(description=f"{NAMED[0].upper()}{NAMED[1:]}: its government and army.", max_length=500)]
    since: Since = None
    until: Until = None
    act: HowSaid = None
    limit: Limit = USUAL


class WhoIs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom."""

    words: Annotated[Few | None, Meta(description="A name, or a part of one; all where it is not given.")] = None
    limit: Limit = USUAL


class Cover(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much."""

    limit: Annotated[int, Meta(ge=1, le=MOST, description="Most rows of each list.")] = MOST


def arguments(given: dict[str, Any], type: type[T]) -> T:
    """Returns what a tool is asked; what is null or empty is not asked. Raises InputError."""
    known = {name: storable(value) if isinstance(value, str) else value for name, value in given.items()}
    try:
        asked = msgspec.convert({name: it for name, it in known.items() if it not in (None, "")}, type, strict=False)
    except msgspec.ValidationError as error:
        raise _fault(str(error), known, type) from error
    _check(asked)
    return asked


def _fault(message: str, given: dict[str, Any], type: type) -> InputError:
    """The error that names the argument, and says what it takes."""
    takes = {name: _takes(schema) for name, schema in schema_of(type)["properties"].items()}
    found = AT.search(message)
    if found is None:  # a name that there is not, or one that is missing
        return InputError("arguments", f"{_lower(message)}; it takes {', '.join(takes)}")
    name = found[1]
    value = f" (it has {len(given[name])})" if "of length" in message else ""
    return InputError(name, f"{_lower(message[: found.start()])}{value}; give {takes.get(name, 'another')}")


def _lower(message: str) -> str:
    return (message[:1].lower() + message[1:]).replace(" | null", "")


def _takes(schema: dict[str, Any]) -> str:
    """What an argument takes, by its schema."""
    if values := [str(value) for kind in (schema, *schema.get("anyOf", ())) for value in kind.get("enum", ())]:
        return f"one of {', '.join(values)}"
    if "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    return f"at most {schema['maxLength']} characters" if "maxLength" in schema else f"a {schema['type']}"


def _check(asked: object) -> None:
    """What no schema says: days, and types of events."""
    for name in ("since", "until", "date"):
        if day := getattr(asked, name, None):
            check_day(day)
    event = getattr(asked, "event", None)
    if isinstance(asked, Find) and event and event not in event_types("fr") and event not in load_plover():
        types = ", ".join(event_types("fr"))
        raise InputError(event, f"is no type of event; give one of {types}, or a code of PLOVER's (AID)")
