"""Web Annotation (W3C, http://www.w3.org/ns/anno.jsonld): one AnnotationPage; an Annotation for each claim and each
event, and one that assesses it for each that a person judged.

A claim's motivation is `identifying`, as it says whose words they are, an event's `describing`. Its bodies are short
tags ("act:deny"), the speaker's name and the URN of who that is across dispatches, and the finding whole, as JSON. The
targets are its pieces, each by position (code points) and by its words with what stands around them. The source is the
address of the dispatch, where it has one: positions count in the text as selon keeps it, so that in a page that wraps
it in more the words are to be looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import quote

from selon.export.claims import who
from selon.export.jsonl import encoded
from selon.export.record_json import document
from selon.export.record_table import key_of
from selon.model import Claim, Dispatch, Event, Span
from selon.record.kept import Judged, Kept

AROUND = 32  # characters before and behind the words
ADDRESS = re.compile(r'https?://[^\s<>"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff]+')
HEAD = (
    '{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:selon:annotations", "type": "AnnotationPage", '
    '"items": ['
)

Held = dict[str, object]


def lines(kept: Iterable[Kept]) -> Iterator[str]:
    """Yields the page piece by piece, one annotation a line."""
    return document(HEAD, (each for one in kept for each in _annotations(one)), "\n]}\n")


def finding_urn(dispatch: str, local: str) -> str:
    """urn:selon:<sha256>:c3"""
    return f"urn:selon:{dispatch}:{quote(local, safe=':', errors='replace')}"


def dispatch_urn(dispatch: str) -> str:
    """urn:sha256:<sha256>"""
    return f"urn:sha256:{dispatch}"


def entity_urn(key: str) -> str:
    """person/vladimir-poutine → urn:selon:entity:person/vladimir-poutine"""
    return f"urn:selon:entity:{quote(key, safe='/@', errors='replace')}"


def software_urn(version: str) -> str:
    """urn:selon:software:0.1.0"""
    return f"urn:selon:software:{quote(version, errors='replace')}"


def moment(iso: str) -> datetime | None:
    """Reads a moment with its zone, None for a day, a moment without one, or what is neither."""
    try:
        found = datetime.fromisoformat(iso)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _annotations(kept: Kept) -> Iterator[Held]:
    findings: list[Claim | Event] = [*kept.reading.claims, *kept.reading.events]
    for finding in findings:
        yield _annotation(kept, finding)
        judged = kept.judged.get(finding.id)
        if judged:
            found = kept.found.get(finding.id)
            yield _assessment(finding_urn(kept.reading.dispatch.id, finding.id), judged, found)


def _annotation(kept: Kept, finding: Claim | Event) -> Held:
    is_claim = isinstance(finding, Claim)
    spans = finding.content if isinstance(finding, Claim) else (finding.trigger,)
    whole = {"type": "TextualBody", "format": "application/json", "purpose": "describing", "value": encoded(finding)}
    return {
        "id": finding_urn(kept.reading.dispatch.id, finding.id),
        "type": "Annotation",
        "motivation": "identifying" if is_claim else "describing",
        "generator": {"id": software_urn(kept.selon), "type": "Software", "name": f"selon {kept.selon}"},
        "body": [*map(_tag, _tags(kept, finding)), *_speaker(kept, finding), whole],
        "target": [_target(kept.reading.dispatch, span) for span in spans],
    }


def _tags(kept: Kept, finding: Claim | Event) -> Iterator[str]:
    if isinstance(finding, Claim):
        yield from (f"act:{finding.act}", f"mode:{finding.mode}", f"certainty:{finding.certainty}")
    else:
        yield from (f"type:{finding.type}", f"status:{finding.status}")
        yield from (f"{name}:{code}" for name in ("plover", "outcome") if (code := getattr(finding, name)))
    if kept.state != "current":
        yield f"dispatch:{kept.state}"


def _tag(value: str) -> Held:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def _speaker(kept: Kept, finding: Claim | Event) -> Iterator[Held]:
    """Whose words they are, by name; and by URN, where the record knows who that is."""
    if not isinstance(finding, Claim) or not finding.sources:
        return
    yield {"type": "TextualBody", "purpose": "identifying", "value": who(finding)}
    key = key_of(kept, finding.sources[-1].entity)
    if key:
        yield {"type": "SpecificResource", "purpose": "identifying", "source": entity_urn(key)}


def _target(dispatch: Dispatch, span: Span) -> Held:
    text, url = dispatch.text, dispatch.url
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    words = {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    source = url if url and ADDRESS.fullmatch(url) else dispatch_urn(dispatch.id)
    return {"type": "SpecificResource", "source": source, "selector": [position, words]}


def _assessment(finding: str, judged: Judged, found: Claim | None) -> Held:
    """What a person judged; of a claim that was mended, also what the machine found, whole, as JSON."""
    bodies = [{"type": "TextualBody", "purpose": "assessing", "value": judged.verdict}]
    if found:
        bodies.append(
            {"type": "TextualBody", "format": "application/json", "purpose": "editing", "value": encoded(found)}
        )
    if judged.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": judged.note})
    when = moment(judged.judged)
    return {
        "id": f"{finding}:judgement",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"type": "Person", "name": judged.judge},
        **({"created": f"{when.isoformat(timespec='seconds')[:-6]}Z"} if when else {}),
        "body": bodies,
        "target": finding,
    }
