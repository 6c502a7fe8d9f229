"""FollowTheMoney: the record → entities as JSON lines, `{"id", "schema", "properties": {name: [strings]}}`.

Articles and events come as they are read; the people and bodies that are named, each once, at the end, with all names
and roles that the dispatches give them. Ids are the SHA-1 of what the thing is, so that it has the same one in every
export. An Article has no `contentHash`: that is the SHA-1 of a file, and the record has none. A place is written where
it takes part in an event, as an Address, by `addressEntity`: `involved` may only be people and bodies.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath

from selon.export.annotation import ADDRESS, moment
from selon.export.findings import chain, role
from selon.export.jsonl import encoded
from selon.languages.world import load_world
from selon.model import Claim, Dispatch, Entity, Event, Participant
from selon.record.kept import Kept

SCHEMAS = {"person": "Person", "government": "PublicBody", "military": "PublicBody", "location": "Address"}
OTHER = "Organization"
PLACE = "Address"
LANGUAGES = {"fr": "fra"}  # ISO 639-1 → 639-3
QID = re.compile(r"Q\d+")
DAY = re.compile(r"\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?")
LONGEST = 300  # characters of a sentence on each side of the words
BEFORE = re.compile(r".*(?:[.!?…]»?\s|\n)", re.DOTALL)
BEHIND = re.compile(r"[.!?…](?=\s|»|$)|\n")

# ISO 3166 alpha-3 → alpha-2, of the codes whose alpha-2 is not their first two letters.
ALPHA_2 = {
    code[:3]: code[3:]
    for code in (
        "ABWAW AGOAO ALAAX ANDAD AREAE ARMAM ATAAQ ATFTF ATGAG AUTAT BDIBI BENBJ BESBQ BGDBD BHSBS BIHBA BLRBY BLZBZ "
        "BRBBB BRNBN CAFCF CHLCL CHNCN CODCD COGCG COKCK COMKM CPVCV CUWCW CYMKY DNKDK ESHEH ESTEE FLKFK FROFO FSMFM "
        "GINGN GLPGP GNBGW GNQGQ GRDGD GRLGL GUFGF GUYGY IRLIE IRQIQ ISRIL JAMJM KAZKZ KORKR LBRLR LBYLY MACMO MAFMF "
        "MDGMG MDVMV MEXMX MLTMT MNEME MNPMP MOZMZ MTQMQ MYTYT NIUNU PAKPK PCNPN PLWPW PNGPG POLPL PRKKP PRTPT PRYPY "
        "PYFPF SENSN SGSGS SLBSB SLVSV SPMPM SRBRS SURSR SVKSK SVNSI SWESE SWZSZ SYCSC TCDTD TKMTM TUNTN TURTR TUVTV "
        "UKRUA URYUY WLFWF"
    ).split()
}

Values = Iterable[str | None]
Properties = dict[str, Values]


@dataclass
class Known:
    """What all dispatches together say of one that takes part; the first one's `schema` and `name` hold."""

    schema: str
    name: str
    properties: dict[str, set[str]] = field(default_factory=dict)


def lines(kept: Iterable[Kept]) -> Iterator[str]:
    """Yields one line an entity. Those that take part are held until the end: memory grows with their number."""
    known: dict[str, Known] = {}
    for each in kept:
        _gather(each, known)
        yield _article(each)
        tellers = {claim.id: claim for claim in each.reading.claims}
        for event in each.reading.events:
            yield _event(each, event, tellers.get(event.claim or ""), known)
    yield from (_taking_part(key, known[key]) for key in sorted(known))


def identity(*what: str) -> str:
    """Returns the id of what is known by those words."""
    return hashlib.sha1(":".join(("selon", *what)).encode("utf-8", "replace")).hexdigest()


@cache
def alpha_2(code: str | None) -> str | None:
    """RUS → ru; None for what the word lists know as no state's."""
    if code is None or code not in load_world("fr").states:
        return None
    return ALPHA_2.get(code, code[:2]).lower()


def _line(id: str, schema: str, properties: Properties) -> str:
    """Empty values, and properties without any, are left out; values are sorted."""
    held = {name: sorted({value for value in values if value}) for name, values in properties.items()}
    return encoded({"id": id, "schema": schema, "properties": {n: each for n, each in held.items() if each}}) + "\n"


def _article(kept: Kept) -> str:
    dispatch = kept.reading.dispatch
    properties: Properties = {
        "title": (dispatch.title,),
        "fileName": (None if dispatch.path == "-" else PurePath(dispatch.path).name,),
        "publishedAt": (_published(dispatch),),
        "sourceUrl": (dispatch.url if ADDRESS.fullmatch(dispatch.url or "") else None,),
        "language": (LANGUAGES.get(dispatch.lang),),
        "publisher": (dispatch.agency,),
        "author": (dispatch.byline, *(credit.person for credit in dispatch.credits)),
        "keywords": (subject.name for subject in dispatch.subjects),
        "bodyText": (dispatch.text,),
        "notes": (None if kept.state == "current" else kept.state,),
        "processingAgent": (f"selon {kept.selon}",),
    }
    return _line(identity("dispatch", dispatch.id), "Article", properties)


def _published(dispatch: Dispatch) -> str | None:
    """FollowTheMoney's moments are UTC, and say no zone; the day where the moment is not known."""
    issued = moment(dispatch.issued or "")
    return issued.replace(tzinfo=None).isoformat(timespec="seconds") if issued else _day(dispatch.sent)


def _day(iso: str | None) -> str | None:
    return iso if iso and DAY.fullmatch(iso) else None


def _gather(kept: Kept, known: dict[str, Known]) -> None:
    """Adds what a dispatch says of each that takes part in it."""
    happening = {each.entity for event in kept.reading.events for each in _participants(event)}
    for entity in kept.reading.entities:
        one = kept.cast.get(entity.id)
        if one and (entity.kind != "location" or entity.id in happening):
            there = known.setdefault(one.key, Known(SCHEMAS.get(entity.kind, OTHER), one.name))
            for name, values in _said(entity, there).items():
                there.properties.setdefault(name, set()).update(value for value in values if value)


def _said(entity: Entity, known: Known) -> Properties:
    return {
        "alias": (entity.name if entity.name != known.name else None,),
        "country": (alpha_2(entity.country),),
        "wikidataId": (entity.wikidata if QID.fullmatch(entity.wikidata or "") else None,),
        "position": map(role, entity.roles) if known.schema == "Person" else (),
    }


def _taking_part(key: str, known: Known) -> str:
    full = {"full": (known.name,)} if known.schema == PLACE else {}
    return _line(identity("entity", key), known.schema, {"name": (known.name,), **full, **known.properties})


def _participants(event: Event) -> Iterator[Participant]:
    return (each for several in event.roles.values() for each in several)


def _event(kept: Kept, event: Event, teller: Claim | None, known: dict[str, Known]) -> str:
    dispatch, time, place = kept.reading.dispatch, event.time, event.place
    ids = _ids(kept, event, known)
    properties: Properties = {
        "name": (f"{event.type}: {event.trigger.text}",),
        "summary": (_sentence(dispatch.text, event.trigger.start, event.trigger.end),),
        "startDate": (_day(time.begins) if time else None,),
        "endDate": (_day(time.ends) if time else None,),
        "location": (place.name if place else None,),
        "country": (alpha_2(place.country) if place else None,),
        "involved": (id for id, schema in ids if schema != PLACE),
        "addressEntity": (id for id, schema in ids if schema == PLACE),
        "proof": (identity("dispatch", dispatch.id),),
        "keywords": (event.type, event.plover, event.status, event.outcome),
        "notes": _notes(kept, event, teller),
    }
    return _line(identity("event", dispatch.id, event.id), "Event", properties)


def _ids(kept: Kept, event: Event, known: dict[str, Known]) -> list[tuple[str, str]]:
    """The id and the schema of each that takes part, and that the record knows."""
    ones = (kept.cast.get(each.entity or "") for each in _participants(event))
    return [(identity("entity", one.key), known[one.key].schema) for one in ones if one and one.key in known]


def _notes(kept: Kept, event: Event, teller: Claim | None) -> Iterator[str]:
    """In what status it is told, by whom, and what a person judged: an Event has no fields for that."""
    yield f"status: {event.status}" + (f", {event.outcome}" if event.outcome else "")
    if teller and teller.sources:
        yield f"told by: {chain(teller)} ({teller.certainty})"
    judged = kept.judged.get(event.id)
    if judged:
        yield f"judged {judged.verdict} by {judged.judge}" + (f": {judged.note}" if judged.note else "")


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence in which the words stand, as far as full stops and the ends of lines tell it."""
    before = BEFORE.sub("", text[max(0, start - LONGEST) : start])
    behind = text[end : end + LONGEST]
    stop = BEHIND.search(behind)
    return f"{before}{text[start:end]}{behind[: stop.end()] if stop else behind}".strip()
