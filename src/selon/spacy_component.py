"""The spaCy component: `nlp.add_pipe("selon")` reads each Doc of a person's own pipeline. docs/spacy.md explains it.

Importing this module registers the component and `doc._.selon`, the reading; installed, spaCy finds it by itself.
"""

# No `from __future__ import annotations`: spaCy checks a factory's settings against its annotations, which older
# releases of 3.8 cannot read as strings.
import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from selon.export.jsonl import encoded
from selon.languages.events import STATEMENT_TYPES
from selon.languages.known import KnownName, load_known_names
from selon.languages.loader import WordListError, folder
from selon.model import Dispatch, Reading, Span, make_dispatch
from selon.reading import read_all
from selon.stages.parse import BATCH, load_model

AT_ONCE = 4 * BATCH  # most Docs whose readings are held at once; more is no faster
DECODED = 256  # readings kept decoded

ErrorHandler = Callable[[str, Any, list[Doc], Exception], Any]
Mark = tuple[Span, str, str, str]  # the words, then the label, the id and the kb_id of their spaCy span


@lru_cache(DECODED)
def _decoded(line: str) -> Reading:
    return msgspec.json.decode(line, type=Reading)


def reading_of(doc: Doc) -> Reading | None:
    """Returns what selon read in the Doc, None where it has not read it; `doc._.selon` is the same."""
    line = doc._.selon_json
    return None if line is None else _decoded(line)


# The reading is kept as plain text, which everything that keeps a Doc can keep. `force`, for a module that is reloaded.
Doc.set_extension("selon_json", default=None, force=True)
Doc.set_extension("selon", getter=reading_of, force=True)
Doc.set_extension("selon_date", default=None, force=True)
Doc.set_extension("selon_path", default=None, force=True)


def _claims(reading: Reading) -> Iterator[Mark]:
    yield from ((piece, claim.act, claim.id, "") for claim in reading.claims for piece in claim.content)


def _cues(reading: Reading) -> Iterator[Mark]:
    yield from ((claim.cue, claim.act, claim.id, "") for claim in reading.claims if claim.cue)


def _sources(reading: Reading) -> Iterator[Mark]:
    for claim in reading.claims:
        for source in claim.sources:
            yield _span(source), source.kind or "", claim.id, source.entity or ""


def _names(reading: Reading) -> Iterator[Mark]:
    yield from ((_span(name), name.kind, str(i), name.entity) for i, name in enumerate(reading.names))


def _events(reading: Reading) -> Iterator[Mark]:
    """What happened; that somebody says something is told by the claims and their cues."""
    happened = (event for event in reading.events if event.type not in STATEMENT_TYPES)
    yield from ((event.trigger, event.type, event.id, event.claim or "") for event in happened)


def _times(reading: Reading) -> Iterator[Mark]:
    yield from ((_span(time), time.type, str(i), time.value) for i, time in enumerate(reading.times))


def _places(reading: Reading) -> Iterator[Mark]:
    for i, place in enumerate(reading.places):
        yield _span(place), place.precision, str(i), "" if place.geoname is None else str(place.geoname)


def _span(words: Any) -> Span:
    return Span(words.start, words.end, words.text)


GROUPS: dict[str, Callable[[Reading], Iterator[Mark]]] = {
    "selon/claims": _claims,
    "selon/cues": _cues,
    "selon/sources": _sources,
    "selon/names": _names,
    "selon/events": _events,
    "selon/times": _times,
    "selon/places": _places,
}


def mark(doc: Doc, reading: Reading) -> None:
    """Puts a reading of the Doc's text on it: its line of JSON, and a group of spans for each sort of finding.

    A span takes in each token that its words touch.
    """
    doc._.selon_json = encoded(reading)
    for key, marks in GROUPS.items():
        spans = (
            doc.char_span(words.start, words.end, label, kb_id, alignment_mode="expand", span_id=number)
            for words, label, number, kb_id in marks(reading)
        )
        doc.spans[key] = [span for span in spans if span is not None]  # None: a Doc may lack what lies between tokens


@dataclass(eq=False)
class Selon:
    """The component: what it was set to, checked, and what spaCy does with a Doc that fails."""

    name: str
    lang: str
    date: str | None
    names: tuple[KnownName, ...]
    error_handler: ErrorHandler

    def __call__(self, doc: Doc) -> Doc:
        """Reads one Doc. Raises ValueError where its `selon_date` is no day, RuntimeError for a fault of selon's."""
        try:
            mark(doc, next(read_all([self._dispatch(doc)], names=self.names)))
        except KeyError as error:  # spaCy would take it for a component that was never initialized
            raise RuntimeError(f"selon: a fault of its own, {error!r}: please report it with the text") from error
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = AT_ONCE) -> Iterator[Doc]:
        """Reads Docs in batches, and yields them in order, less those that fail: the error handler is told of each."""
        waiting = iter(stream)
        while docs := list(islice(waiting, max(1, min(batch_size, AT_ONCE)))):
            for doc, reading in zip(docs, self._readings(docs), strict=True):
                if self._done(doc, reading):
                    yield doc

    def _readings(self, docs: list[Doc]) -> list[Reading] | list[None]:
        """The readings of a batch; of one in which something fails none, so that each Doc answers for itself."""
        try:
            return list(read_all([self._dispatch(doc) for doc in docs], names=self.names))
        except Exception:
            return [None] * len(docs)

    def _done(self, doc: Doc, reading: Reading | None) -> bool:
        try:
            mark(doc, reading) if reading else self(doc)
        except Exception as error:
            self.error_handler(self.name, self, [doc], error)
            return False
        return True

    def _dispatch(self, doc: Doc) -> Dispatch:
        date = _day(doc._.selon_date, "doc._.selon_date") or self.date
        path = "-" if doc._.selon_path is None else str(doc._.selon_path)
        return make_dispatch(doc.text, path=path, sent=date, lang=self.lang)

    def get_error_handler(self) -> ErrorHandler:
        """Returns what spaCy calls for a Doc that fails."""
        return self.error_handler

    def set_error_handler(self, error_handler: ErrorHandler) -> None:
        """Takes it from spaCy: `nlp.set_error_handler` calls this."""
        self.error_handler = error_handler


# Any, not str: what is wrong is told below, in one line.
@Language.factory(
    "selon",
    assigns=["doc._.selon", "doc._.selon_json", "doc.spans"],
    default_config={"lang": "fr", "date": None, "names": None},
)
def make_selon(nlp: Language, name: str, lang: Any, date: Any, names: Any) -> Selon:
    """Makes the component: `lang` as of `selon.read`; `date`, YYYY-MM-DD, the day that Docs without one of their own
    count from; `names` the file of a list of names. Raises ValueError, in one line, for what is none of these."""
    language = _language(lang)
    # Now and not with the first Doc: the processes of nlp.pipe(n_process=2) then share it.
    load_model(language)
    return Selon(name, language, _day(date, "date"), _known_names(names), nlp.default_error_handler)


def _language(lang: Any) -> str:
    try:
        return folder(str(lang)).name
    except ValueError as error:
        raise ValueError(f"selon: lang: {error}") from None


def _day(value: Any, what: str) -> str | None:
    """Checks an ISO date, in its long form only; None is no date."""
    try:
        if value is None or datetime.date.fromisoformat(value).isoformat() == value:
            return value if value is None else str(value)
    except (TypeError, ValueError):
        pass
    raise ValueError(f"selon: {what}: {value!r} is no day; give it as text, YYYY-MM-DD, e.g. '2019-09-13'") from None


def _known_names(path: Any) -> tuple[KnownName, ...]:
    if path is None:
        return ()
    try:
        return load_known_names(Path(path))
    except TypeError:
        raise ValueError(f"selon: names: {path!r} is no file; give its name as text") from None
    except WordListError as error:
        raise ValueError(f"selon: names: {error}") from None
    except OSError as error:
        raise ValueError(f"selon: names: {path}: {error.strerror or error}; check its name") from None
