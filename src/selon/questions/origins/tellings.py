"""Tellings: the dispatches that tell an event, each with who says it there, through whom, and who wrote it."""

from __future__ import annotations

import re
from typing import NamedTuple

from selon.languages.world import load_world, nationalities
from selon.questions.alike import stems
from selon.questions.evidence import around, sentence
from selon.questions.happenings import SAYING, SELECT, Happening, days_of, fetch, fetch_by_id, quoted
from selon.questions.origins.same import Telling, same_event
from selon.record.folding import folded, slug, storable
from selon.record.lookup import find_dispatch
from selon.record.store import Record
from selon.wire.errors import InputError

MOST = 2000  # happenings that are looked at
NEAR = 3  # days around an event in which it is told again
SPEAKING = ("agency", "media")  # kinds of sources that pass on what others say


class Source(NamedTuple):
    """A link of a chain: `keys` tell it from others, none for one that nobody names ("un responsable"), or that its
    name tells too little of ("le ministère de la Défense", of what state?)."""

    name: str
    kind: str | None
    keys: frozenset[str]

    @property
    def is_unnamed(self) -> bool:
        """Whether it is somebody whom nobody names."""
        return not self.keys and self.kind in UNNAMED


class Told(NamedTuple):
    """One dispatch that tells the event: `chain` those that it cites, outermost first, () for its own voice; `authors`
    who wrote it; `desk` the agency or paper that it is of, folded; `named` the keys of agencies and media that its
    sentence names ("a dit à Reuters un responsable")."""

    happening: Happening
    dispatch: int | None
    id: str
    path: str
    sent: str | None
    agency: str | None
    desk: str | None
    authors: frozenset[str]
    chain: tuple[Source, ...]
    named: frozenset[str]
    text: str
    words: str
    start: int | None
    end: int | None

    @property
    def own_voice(self) -> bool:
        """Whether it cites nobody."""
        return not self.chain


def told_with(record: Record, id: str) -> list[Told]:
    """Returns the tellings of the event that an id names (`3fa9c2d1b0aa:ev1`, or a claim that tells one), in the order
    of time; rows of background records among them. Raises InputError."""
    asked = happening_of(record, id)
    days = days_of(asked).wider(NEAR)
    sql = f"{SELECT} WHERE type = {quoted(asked.type)} AND status IN ('asserted', {quoted(asked.status)})"
    if days.begins and days.ends:
        sql += f" AND coalesce(ends, begins, known) >= '{days.begins}' AND coalesce(begins, known) < '{days.ends}T99'"
    there = [_telling(record, each) for each in fetch(record, f"{sql} ORDER BY known, name LIMIT {MOST}")]
    found = [told.happening for told in same_event(_telling(record, asked), there)]
    return [_told(record, each) for each in sorted(found, key=lambda told: (told.known or "", told.name))]


def happening_of(record: Record, id: str) -> Happening:
    """Returns what an id names: an event, that of a claim which tells one, or a row of a background record. Raises
    InputError."""
    (asked,) = fetch_by_id(record, [_event(record, id)]) or _none(id)
    return asked


def _telling(record: Record, happening: Happening) -> Telling:
    """A happening with the words of its sentence, and its place."""
    if happening.dispatch is None:
        query = "SELECT coalesce(words, ''), 0, 0, latitude, longitude FROM background_events WHERE id = ?"
    else:
        query = (
            'SELECT d.text, v.start, v."end", v.latitude, v.longitude FROM events AS v '
            "JOIN dispatches AS d ON d.number = v.dispatch WHERE v.id = ?"
        )
    text, start, end, latitude, longitude = record.db.execute(query, (int(happening.id[1:]),)).fetchone()
    point = (latitude, longitude) if latitude is not None and longitude is not None else None
    return Telling(happening, stems(sentence(text, start, end)), point)


def _none(id: str) -> list[Happening]:
    raise InputError(id, "is of a dispatch that was superseded or withdrawn; name one of its versions")


def _event(record: Record, id: str) -> str:
    """The event's id in `happenings`."""
    id = storable(id)
    if "#" in id:
        name, _, row = id.rpartition("#")
        found = record.db.execute(
            "SELECT 'b' || b.id FROM background_events AS b JOIN backgrounds AS k ON k.id = b.background "
            "WHERE k.name = ? AND b.row = ?",
            (name, row),
        ).fetchone()
    else:
        number, local = find_dispatch(record, id)
        found = record.db.execute(OF_LOCAL, (number, local or "")).fetchone()
    if found is None:
        raise InputError(id, "names no event, nor a claim that tells one; selon show lists the events of a dispatch")
    return str(found[0])


OF_LOCAL = (
    "SELECT 'd' || v.id FROM events AS v LEFT JOIN claims AS c ON c.id = v.claim "
    "WHERE v.dispatch = ?1 AND (v.local = ?2 OR c.local = ?2) "
    f"AND v.type NOT IN ({SAYING}) ORDER BY v.local = ?2 DESC, v.start"
)


def _told(record: Record, happening: Happening) -> Told:
    if happening.dispatch is None:
        return _of_background(record, happening)
    row = record.db.execute(OF_DISPATCH, (int(happening.id[1:]),)).fetchone()
    id, path, sent, agency, byline, text, start, end = row
    return Told(
        happening=happening,
        dispatch=happening.dispatch,
        id=id,
        path=path,
        sent=sent,
        agency=agency,
        desk=without_article(agency) if agency else None,
        authors=authors(byline),
        chain=tuple(source for source in _chain(record, happening) if not _is_own(source, agency)),
        named=_named(record, happening.dispatch, around(text, start, end), agency),
        text=text,
        words=sentence(text, start, end),
        start=start,
        end=end,
    )


OF_DISPATCH = (
    'SELECT d.id, d.path, d.sent, d.agency, d.byline, d.text, v.start, v."end" FROM events AS v '
    "JOIN dispatches AS d ON d.number = v.dispatch WHERE v.id = ?"
)


def _of_background(record: Record, happening: Happening) -> Told:
    """A row of a background record: its source is that record."""
    query = (
        "SELECT k.name, k.title, k.path, b.words FROM background_events AS b "
        "JOIN backgrounds AS k ON k.id = b.background WHERE b.id = ?"
    )
    name, title, path, words = record.db.execute(query, (int(happening.id[1:]),)).fetchone()
    source = Source(title, "document", frozenset({f"background/{name}"}))
    return Told(
        *(happening, None, happening.name, path, happening.known, None, None, frozenset(), (source,), frozenset()),
        text=words or "",
        words=words or "",
        start=None,
        end=None,
    )


def _named(record: Record, dispatch: int, within: tuple[int, int], agency: str | None) -> frozenset[str]:
    """The agencies and media that the sentence of the event names, other than the dispatch's own."""
    query = (
        "SELECT s.key, n.name FROM mentions AS m JOIN entities AS e ON e.id = m.entity "
        "JOIN entities AS s ON s.id = e.same_as JOIN names AS n ON n.id = e.name "
        "WHERE m.dispatch = ? AND m.start >= ? AND m.start < ? AND e.kind IN ('agency', 'media')"
    )
    own = slug(agency) if agency else ""
    others = ((key, name) for key, name in record.db.execute(query, (dispatch, *within)) if key.split("/")[1] != own)
    return frozenset(found for key, name in others for found in (key, f"name/{without_article(name)}"))


def authors(byline: str | None) -> frozenset[str]:
    """Those who wrote it: "Claire MOREL et Jean Petit" → claire morel, jean petit; no "La rédaction"."""
    parts = re.split(r",|;|/|\bet\b|\bavec\b|\band\b", byline or "")
    names = (folded(re.sub(r"^\s*(par|by)\b", "", part, flags=re.IGNORECASE)).strip() for part in parts)
    return frozenset(name for name in names if len(name.split()) >= 2 and not name.startswith(("la ", "le ", "les ")))


def _is_own(source: Source, agency: str | None) -> bool:
    """ "un journaliste de l'AFP", in a dispatch of AFP's: its own voice."""
    return bool(agency) and not source.keys and without_article(agency or "") in folded(source.name)


def _chain(record: Record, happening: Happening) -> tuple[Source, ...]:
    """Who is cited for it: by its first telling in the dispatch that cites somebody."""
    query = (
        "SELECT claim FROM (SELECT 0 AS position, claim FROM events WHERE id = ?1 "
        "UNION ALL SELECT position, claim FROM tellings WHERE event = ?1 AND status <> 'denied') "
        "WHERE claim IS NOT NULL ORDER BY position"
    )
    for (claim,) in record.db.execute(query, (int(happening.id[1:]),)):
        if chain := _sources(record, claim):
            return chain
    return ()


def _sources(record: Record, claim: int) -> tuple[Source, ...]:
    relays = (
        "SELECT n.name, e.kind, s.key FROM relays AS r JOIN names AS n ON n.id = r.name "
        "LEFT JOIN entities AS e ON e.id = r.entity LEFT JOIN entities AS s ON s.id = e.same_as "
        "WHERE r.claim = ? ORDER BY r.position"
    )
    speaker = (
        "SELECT n.name, c.kind, s.key FROM claims AS c JOIN names AS n ON n.id = c.speaker "
        "LEFT JOIN entities AS e ON e.id = c.entity LEFT JOIN entities AS s ON s.id = e.same_as WHERE c.id = ?"
    )
    rows = [*record.db.execute(relays, (claim,)), *record.db.execute(speaker, (claim,))]
    query = (
        "SELECT n.folded FROM places AS p JOIN names AS n ON n.id = p.name "
        "WHERE p.dispatch = (SELECT dispatch FROM claims WHERE id = ?)"
    )
    places = frozenset(name.strip() for (name,) in record.db.execute(query, (claim,)))
    return tuple(Source(name, kind, _keys(name, kind, key, places)) for name, kind, key in rows)


def _keys(name: str, kind: str | None, key: str | None, places: frozenset[str]) -> frozenset[str]:
    """By the record's key, by the name without its article ("Der Spiegel"), by an acronym in it ("la chaîne CCTV").

    A body of a state is known where it is told of which ("la préfecture de l'Aude", "la police suédoise")."""
    words = [word for word in WORDS.split(name) if word]
    acronyms = {f"name/{word.lower()}" for word in words if ACRONYM.match(word)}
    stated = any(nationalities(load_world("fr"), word.lower()) for word in words)
    placed = bool(places.intersection(folded(name).split()))
    proper = any(word[:1].isupper() for word in words) and kind not in BODIES
    if not (acronyms or stated or placed or STATED.search(key or "") or (key and kind not in BODIES) or proper):
        return frozenset()
    if key is None and kind in UNNAMED and not (kind == "person" and name[:1].isupper()):
        return frozenset()
    return frozenset({f"name/{without_article(name)}", *([key] if key else ()), *acronyms})


def without_article(name: str) -> str:
    """ "Le Courrier de Lorraine" → "courrier de lorraine" """
    words = folded(name).split()
    return " ".join(words[1:] if words[:1] and words[0] in ARTICLES else words)


UNNAMED = ("officials", "experts", "people", "images", "person", None)
BODIES = ("government", "military")
ARTICLES = frozenset("le la les l der die das the el il lo los".split())
WORDS = re.compile(r"[^\w]+")
ACRONYM = re.compile(r"[A-Z]{3,}$")
STATED = re.compile(r"/[A-Z]{3}$")  # a key that ends on a state's code
