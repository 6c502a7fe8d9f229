"""The spaCy component, in pipelines such as people have: spans, what a Doc keeps, batches, processes, errors."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.lang.fr import French
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, DocBin

import selon
from selon import spacy_component
from selon.languages.events import STATEMENT_TYPES
from selon.languages.gazetteer import _connection, load_gazetteer
from selon.spacy_component import AT_ONCE, GROUPS, Selon

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
TEXT = "« Rien ne sera rendu public », a déclaré mardi à Paris le porte-parole du ministère, Paul Martin."
SHIP = (ROOT / "examples" / "mer-rouge-petrolier.txt").read_text(encoding="utf-8")
# The widths of characters differ in bytes and in UTF-16; offsets count none of these.
ODD = {
    "empty": "",
    "spaces": "  \n\t \n",
    "English": "The president said on Tuesday that the army would leave. “We are going,” he told Reuters in Paris.",
    "astral": f"🚢😀 {TEXT} 😀 𝒫 {TEXT}",
    "control": TEXT.replace("ne", "\x00ne\u200b\u2028").replace(",", "\x85,\u202e"),
    "combining": "« Je pars e\u0301 », a de\u0301clare\u0301 Paul Martin.",
    "CRLF": SHIP.replace("\n", "\r\n"),
    "no-break": SHIP.replace(" ", "\u00a0"),
    "one word": "a" * 5_000,
    "long": (SHIP * 30)[:100_000],
}


def with_selon(nlp: Language, **config: Any) -> Language:
    nlp.add_pipe("selon", config=config)
    return nlp


@pytest.fixture(scope="module")
def blank() -> Language:
    return with_selon(spacy.blank("fr"))


@pytest.fixture(scope="module")
def model() -> Language:
    """A pipeline with a model, and a component of the person's own before it and after."""
    nlp = spacy.load("fr_core_news_md", exclude=["ner"])
    Language.component("test_nothing", func=lambda doc: doc)
    nlp.add_pipe("test_nothing", first=True)
    with_selon(nlp)
    nlp.add_pipe("test_nothing", name="last")
    return nlp


@pytest.fixture(params=["blank", "model"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


def spans(doc: Doc) -> dict[str, list[tuple[int, int, str, str, str]]]:
    return {
        key: [(span.start, span.end, span.label_, span.id_, span.kb_id_) for span in group]
        for key, group in doc.spans.items()
    }


def same(one: Doc, other: Doc) -> bool:
    return one.text == other.text and one._.selon == other._.selon and spans(one) == spans(other)


def assert_covered(doc: Doc) -> None:
    """Each finding has its span, which covers its words and no token that these do not touch."""
    reading, text = doc._.selon, doc.text
    for key, marks in GROUPS.items():
        words = [mark[0] for mark in marks(reading)]
        for span, cut in zip(doc.spans[key], words, strict=True):
            assert text[cut.start : cut.end] == cut.text
            assert span.start_char <= cut.start < span[0].idx + len(span[0])
            assert span[-1].idx < cut.end <= span.end_char


# what is found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_reading_is_that_of_selon_read(nlp: Language, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    doc = nlp(text)
    assert doc._.selon == selon.read(text)
    assert_covered(doc)


def test_spans_of_claims_are_their_contents_and_lead_back_to_them(nlp: Language) -> None:
    doc = nlp(SHIP)
    claims = {claim.id: claim for claim in doc._.selon.claims}
    texts: dict[str, list[str]] = {}
    for span in doc.spans["selon/claims"]:
        assert span.label_ == claims[span.id_].act
        texts.setdefault(span.id_, []).append(span.text)
    assert texts == {number: [piece.text for piece in claim.content] for number, claim in claims.items()}
    assert "deny" in {span.label_ for span in doc.spans["selon/claims"]}
    assert max(map(len, texts.values())) > 1


def test_the_groups_in_a_sentence(nlp: Language) -> None:
    doc = nlp(TEXT)
    found = {key: [(s.text, s.label_, s.id_, s.kb_id_) for s in group] for key, group in doc.spans.items()}
    man = doc._.selon.names[1].entity
    assert found["selon/claims"] == [("Rien ne sera rendu public", "state", "c1", "")]
    assert found["selon/cues"] == [("a déclaré", "state", "c1", "")]
    assert found["selon/sources"] == [("le porte-parole du ministère, Paul Martin", "person", "c1", man)]
    assert found["selon/names"][1] == ("Paul Martin", "person", "1", man)
    assert found["selon/times"] == [("mardi", "DATE", "0", "XXXX-WXX-2")]
    assert found["selon/places"] == [("Paris", "town", "0", "2988507")]
    assert found["selon/events"] == []


def test_events_are_what_happened(nlp: Language) -> None:
    doc = nlp(SHIP)
    events = {event.id: event for event in doc._.selon.events if event.type not in STATEMENT_TYPES}
    assert [span.id_ for span in doc.spans["selon/events"]] == list(events)
    for span in doc.spans["selon/events"]:
        assert (span.label_, span.kb_id_) == (events[span.id_].type, events[span.id_].claim or "")
    assert ("armer", "arms-transfer") in {(span.text, span.label_) for span in doc.spans["selon/events"]}


def test_a_span_takes_in_each_token_that_its_words_touch(blank: Language) -> None:
    wide = spacy.blank("fr")
    wide.tokenizer = Tokenizer(wide.vocab, token_match=re.compile(r"\S+").fullmatch)
    doc = with_selon(wide)(TEXT.replace("« ", "«").replace(" »", "»"))
    assert [span.text for span in doc.spans["selon/claims"]] == ["«Rien ne sera rendu public»,"]
    assert [piece.text for claim in doc._.selon.claims for piece in claim.content] == ["Rien ne sera rendu public"]
    assert_covered(doc)
    whole = blank(Doc(blank.vocab, [TEXT]))
    assert {span.text for group in whole.spans.values() for span in group} == {TEXT}


def test_a_doc_made_of_words(blank: Language) -> None:
    doc = blank(Doc(blank.vocab, ["Je", "pars", ",", "a", "déclaré", "Paul", "Martin", "."]))
    assert [span.text for span in doc.spans["selon/claims"]] == ["Je pars"]
    assert_covered(doc)


@pytest.mark.parametrize("kind", ODD)
def test_odd_texts_are_read_and_their_offsets_hold(blank: Language, kind: str) -> None:
    doc = blank(ODD[kind])
    assert doc.text == ODD[kind] == doc._.selon.dispatch.text
    assert set(doc.spans) == set(GROUPS)
    assert_covered(doc)


def test_a_doc_that_is_read_again_has_one_reading(blank: Language) -> None:
    doc = blank(TEXT)
    before = spans(doc)
    assert spans(blank(doc)) == before


def test_a_doc_that_was_not_read_has_none() -> None:
    doc = spacy.blank("fr")(TEXT)
    assert doc._.selon is None and doc._.selon_json is None


# dates, paths, names


def test_a_date_for_all_and_one_of_a_doc_s_own() -> None:
    nlp = with_selon(spacy.blank("fr"), date="2023-09-13")
    doc = nlp.make_doc(TEXT)
    doc._.selon_date, doc._.selon_path = "2024-01-05", "dispatches/7.txt"
    read = list(nlp.pipe([TEXT, doc]))
    assert [doc.spans["selon/times"][0].kb_id_ for doc in read] == ["2023-09-12", "2024-01-02"]
    assert [doc._.selon.dispatch.path for doc in read] == ["-", "dispatches/7.txt"]


def test_a_list_of_names(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("Calypso Star\t-\torganization\tGRC\n", encoding="utf-8")
    doc = with_selon(spacy.blank("fr"), names=str(path))(SHIP)
    assert doc._.selon == selon.read(SHIP, names=selon.load_known_names(path))
    assert doc._.selon != selon.read(SHIP)


# what a Doc and a pipeline keep


def through_bytes(doc: Doc) -> Doc:
    return Doc(spacy.blank("fr").vocab).from_bytes(doc.to_bytes())


def through_a_bin(doc: Doc) -> Doc:
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    return next(iter(DocBin(store_user_data=True).from_bytes(kept).get_docs(spacy.blank("fr").vocab)))


@pytest.mark.parametrize("through", [through_bytes, through_a_bin, Doc.copy])
def test_a_doc_keeps_its_reading(nlp: Language, through: Callable[[Doc], Doc]) -> None:
    doc = nlp(SHIP)
    assert doc._.selon.claims
    assert same(through(doc), doc)


def test_a_doc_is_pickled_and_written_to_a_file_and_to_json(blank: Language, tmp_path: Path) -> None:
    doc = blank(TEXT)
    assert same(pickle.loads(pickle.dumps(doc)), doc)
    doc.to_disk(tmp_path / "doc")
    assert same(Doc(spacy.blank("fr").vocab).from_disk(tmp_path / "doc"), doc)
    written = json.loads(json.dumps(doc.to_json(underscore=["selon_json"])))
    assert json.loads(written["_"]["selon_json"])["claims"][0]["id"] == "c1"


def test_a_reading_is_decoded_once(blank: Language) -> None:
    doc = blank(TEXT)
    assert doc._.selon is doc._.selon


def test_docs_that_are_joined_lose_a_reading_that_is_of_neither(blank: Language) -> None:
    with pytest.warns(UserWarning, match="selon_json"):
        joined = Doc.from_docs([blank(TEXT), blank(TEXT)])
    assert joined._.selon is None
    assert [span.text for span in joined.spans["selon/claims"]] == ["Rien ne sera rendu public"] * 2


def test_a_pipeline_is_written_and_loaded_with_what_it_was_set_to(tmp_path: Path) -> None:
    names = tmp_path / "names.tsv"
    names.write_text("Calypso Star\t-\torganization\tGRC\n", encoding="utf-8")
    nlp = with_selon(spacy.blank("fr"), date="2023-09-13", names=str(names))
    nlp.to_disk(tmp_path / "pipeline")
    copies = [spacy.load(tmp_path / "pipeline"), pickle.loads(pickle.dumps(nlp)), French.from_config(nlp.config)]
    for copy in copies:
        component: Any = copy.get_pipe("selon")
        assert (component.lang, component.date, component.names[0].name) == ("fr", "2023-09-13", "Calypso Star")
    assert same(copies[0](SHIP), nlp(SHIP)) and same(copies[1](SHIP), nlp(SHIP))


def test_a_pipeline_is_written_to_bytes(blank: Language) -> None:
    other = with_selon(spacy.blank("fr")).from_bytes(blank.to_bytes())
    assert same(other(TEXT), blank(TEXT))


# batches and processes


def texts(count: int) -> list[str]:
    return [f"« Nous avons {i} navires », a déclaré Paul Martin." for i in range(count)]


def test_a_stream_keeps_its_order_and_its_contexts(nlp: Language) -> None:
    many = texts(2 * AT_ONCE + 5)
    got = list(nlp.pipe(((text, i) for i, text in enumerate(many)), as_tuples=True, batch_size=50))
    assert [(doc.text, i) for doc, i in got] == [(text, i) for i, text in enumerate(many)]
    assert all(doc._.selon.dispatch.text == doc.text for doc, _ in got)
    assert same(got[7][0], nlp(many[7]))


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_any_size_of_batch(blank: Language, size: int) -> None:
    assert [doc._.selon.dispatch.text for doc in blank.pipe(texts(7), batch_size=size)] == texts(7)


def test_no_more_is_taken_from_a_stream_than_is_read_at_once(blank: Language) -> None:
    taken: list[str] = []
    stream = (taken.append(text) or text for text in texts(10 * AT_ONCE))  # type: ignore[func-returns-value]
    next(blank.pipe(stream))
    assert len(taken) <= AT_ONCE


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_two_processes(nlp: Language) -> None:
    dated = nlp.make_doc(TEXT)
    dated._.selon_date = "2024-01-05"
    given = [*texts(5), SHIP, dated, ""]
    here = list(nlp.pipe(doc if isinstance(doc, str) else doc.copy() for doc in given))
    there = list(nlp.pipe(given, n_process=2, batch_size=2))
    assert len(there) == len(given)
    assert all(map(same, there, here))
    assert there[6].spans["selon/times"][0].kb_id_ == "2024-01-02"


def test_a_forked_process_opens_the_gazetteer_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    path = load_gazetteer("fr").path
    mine = _connection(path)
    assert _connection(path) is mine
    monkeypatch.setattr("os.getpid", lambda: -1)
    assert _connection(path) is not mine


# what goes wrong


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Language:
    """A pipeline in which a text that holds "BOUM" cannot be read."""
    read_all = spacy_component.read_all

    def broken(dispatches: Any, **kept: Any) -> Iterator[selon.Reading]:
        for reading in read_all(dispatches, **kept):
            if "BOUM" in reading.dispatch.text:
                raise KeyError("BOUM")
            yield reading

    monkeypatch.setattr(spacy_component, "read_all", broken)
    return with_selon(spacy.blank("fr"))


def test_a_doc_that_fails_goes_to_the_error_handler_and_the_others_are_read(failing: Language) -> None:
    told: list[tuple[str, Any, str, Exception]] = []
    failing.set_error_handler(lambda name, proc, docs, error: told.append((name, proc, docs[0].text, error)))
    undated = failing.make_doc("Il est parti mardi.")
    undated._.selon_date = "mardi"
    got = list(failing.pipe(["Un.", "BOUM", "Deux.", undated, "Trois."]))
    assert [doc.text for doc in got] == ["Un.", "Deux.", "Trois."]
    assert all(doc._.selon for doc in got)
    assert [(name, text) for name, _, text, _ in told] == [("selon", "BOUM"), ("selon", "Il est parti mardi.")]
    assert told[0][1] is failing.get_pipe("selon")
    assert "please report it" in str(told[0][3])
    assert str(told[1][3]) == (
        "selon: doc._.selon_date: 'mardi' is no day; give it as text, YYYY-MM-DD, e.g. '2019-09-13'"
    )


def test_an_error_handler_that_was_set_before_the_component_was_added() -> None:
    nlp = spacy.blank("fr")
    told: list[Exception] = []
    nlp.set_error_handler(lambda name, proc, docs, error: told.append(error))
    with_selon(nlp)
    doc = nlp.make_doc(TEXT)
    doc._.selon_date = "mardi"
    assert [done.text for done in nlp.pipe([doc, "Un."])] == ["Un."]
    assert len(told) == 1


def test_without_an_error_handler_it_is_raised(failing: Language) -> None:
    with pytest.raises(RuntimeError, match="please report it"):
        failing("BOUM")
    stream = failing.pipe(["Un.", "BOUM"])
    assert next(stream).text == "Un."
    with pytest.raises(RuntimeError, match="please report it"):
        next(stream)


def test_what_a_component_before_it_raises_is_not_taken_for_its_own(blank: Language) -> None:
    def stream() -> Iterator[Doc]:
        yield blank.make_doc("Un.")
        raise OSError("the disk is gone")

    component: Any = blank.get_pipe("selon")
    with pytest.raises(OSError, match="the disk is gone"):
        list(component.pipe(stream()))


def test_spacy_itself_refuses_a_lone_surrogate(blank: Language) -> None:
    with pytest.raises(UnicodeEncodeError):
        blank("\ud800 " + TEXT)
    doc = blank(("\ud800 " + TEXT).encode("utf-8", "replace").decode("utf-8"))
    assert_covered(doc)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"date": "hier"}, "selon: date: 'hier' is no day; give it as text, YYYY-MM-DD, e.g. '2019-09-13'"),
        ({"date": "20190913"}, "selon: date: '20190913' is no day; give it as text, YYYY-MM-DD, e.g. '2019-09-13'"),
        ({"date": 20190913}, "selon: date: 20190913 is no day; give it as text, YYYY-MM-DD, e.g. '2019-09-13'"),
        ({"lang": "en"}, "selon: lang: no language 'en': selon has fr"),
        ({"lang": None}, "selon: lang: no language 'None': selon has fr"),
        ({"names": "none.tsv"}, "selon: names: none.tsv: No such file or directory; check its name"),
        ({"names": 3}, "selon: names: 3 is no file; give its name as text"),
    ],
)
def test_what_it_cannot_be_set_to_is_told_in_one_line(config: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as told:
        with_selon(spacy.blank("fr"), **config)
    assert str(told.value) == message


def test_a_malformed_list_of_names_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("Calypso Star\t-\tship\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^selon: names: .*names\.tsv:1: no kind 'ship'; it is one of .*$"):
        with_selon(spacy.blank("fr"), names=str(path))


# how spaCy finds it


def test_the_project_names_the_component_for_spacy() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["spacy_factories"]["selon"].partition(":")
    assert getattr(import_module(module), name) is spacy_component.make_selon
    assert Language.has_factory("selon")
    assert Language.get_factory_meta("selon").assigns == ["doc._.selon", "doc._.selon_json", "doc.spans"]


def test_an_installed_selon_is_found_by_spacy() -> None:
    points = [point for point in metadata.entry_points(group="spacy_factories") if point.name == "selon"]
    if not points:
        pytest.skip("the selon that is installed here was installed before it named a spaCy component")
    assert points[0].load() is spacy_component.make_selon


def test_spacy_finds_it_by_its_entry_point_with_nothing_imported(tmp_path: Path) -> None:
    """An installed selon is its folder and what pip writes beside it; the latter is written here as pip does."""
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    beside = tmp_path / "selon-0.dist-info"
    beside.mkdir()
    (beside / "METADATA").write_text("Metadata-Version: 2.1\nName: selon\nVersion: 0\n", encoding="utf-8")
    lines = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in names.items()) for group, names in points.items()]
    (beside / "entry_points.txt").write_text("".join(lines), encoding="utf-8")
    code = "import spacy; nlp = spacy.blank('fr'); nlp.add_pipe('selon'); print(len(nlp('Un.')._.selon.claims))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT / "src")])}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("0\n", 0), done.stderr


def test_the_component_is_of_its_own_kind(blank: Language) -> None:
    assert isinstance(blank.get_pipe("selon"), Selon)
    assert blank.analyze_pipes()["problems"] == {"selon": []}
