"""The files of events: what a frame holds, and how a malformed one is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from selon.languages import events
from selon.languages.events import EventWords, load_events
from selon.languages.loader import WordListError, folder

FRENCH = folder("fr")
HEAD = 'plover = "CONSULT"\nmode = ["visit"]\ncontexts = []\n'
FRAME = '[[verbs]]\nwords = ["visiter", "se rendre chez"]\nroles = { subject = "actor" }\n'


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Loads a language whose only type of event is the text given."""
    home = tmp_path / "fr"
    (home / "events").mkdir(parents=True)
    for name in ("event_words.toml", "status.toml", "supports.txt", "sectors.tsv", "speakers.tsv"):
        shutil.copy(FRENCH / name, home / name)
    monkeypatch.setattr(events, "folder", lambda _: home)

    def loaded(text: str) -> EventWords:
        (home / "events" / "trip.toml").write_text(text, encoding="utf-8")
        return load_events.__wrapped__("fr")

    return loaded


def test_a_frame_is_found_by_the_lemma_of_its_first_word(load) -> None:  # type: ignore[no-untyped-def]
    words = load(HEAD + FRAME)
    (visit,), (go,) = words.verbs["visiter"], words.verbs["rendre"]
    assert (visit.type, visit.entry, visit.plover, visit.mode) == (
        "trip",
        "fr/events/trip.toml:verbs[1]",
        "CONSULT",
        ("visit",),
    )
    assert (go.reflexive, go.rest, visit.reflexive, visit.rest) == (True, ("chez",), False, ())


def test_frames_that_ask_more_are_tried_first(load) -> None:  # type: ignore[no-untyped-def]
    more = '[[verbs]]\nwords = ["visiter"]\nobject = ["@place"]\n'
    frames = load(HEAD + FRAME + more).verbs["visiter"]
    assert [frame.conditions.keys() >= {"object"} for frame in frames] == [True, False]


def test_classes_are_lemmas_or_left_to_the_cast(load) -> None:  # type: ignore[no-untyped-def]
    (frame,) = load(HEAD + '[[verbs]]\nwords = ["tirer"]\nobject = ["@missiles", "@who", "obus"]\n').verbs["tirer"]
    heads = frame.conditions["object"]
    assert {"missile", "obus"} <= heads.lemmas
    assert heads.classes == {"who"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + "[[verbs]]\nroles = {}\n", "fr/events/trip.toml:verbs[1]: no words"),
        (HEAD + '[[verbs]]\nwords = ["a"]\nroles = { subject = "hero" }\n', "no role 'hero'"),
        (HEAD + '[[verbs]]\nwords = ["a"]\nobject = ["@ships"]\n', "no word class '@ships'"),
        (HEAD + '[[verbs]]\nwords = ["a"]\nobjet = ["b"]\n', "no key 'objet'"),
        (HEAD + '[[verbs]]\nwords = ["a"]\nstatus = "maybe"\n', "'maybe' is none of asserted"),
        ('plovr = "CONSULT"\n', "fr/events/trip.toml: no key 'plovr'"),
        ("words = \n", "events/trip.toml: Invalid value"),
    ],
)
def test_a_malformed_file_is_named(load, text: str, says: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(WordListError) as caught:
        load(text)
    assert says in str(caught.value)


def test_french_has_every_type_that_plover_has() -> None:
    words = load_events("fr")
    frames = [frame for table in (words.verbs, words.nouns) for frames in table.values() for frame in frames]
    told = {frame.plover for frame in frames} | {"REQUEST", "THREATEN"}  # those two come from claims
    assert told >= set(
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
        "COERCE ASSAULT".split()
    )
