"""ninjs: every version and dialect of it, what wraps it, and that nothing in it gives a traceback."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.model import Dispatch, Subject
from selon.wire.errors import InputError
from selon.wire.ninjs import language_of, load_ninjs, marked_status, wrapped_paragraphs

ONE = {
    "uri": "urn:newsml:exemple.fr:20240710:1",
    "type": "text",
    "version": "3",
    "versioncreated": "2024-07-10T12:59:02+0200",
    "firstcreated": "2024-07-09T10:00:00Z",
    "pubstatus": "usable",
    "urgency": 3,
    "headline": "La crue recule &agrave; <em>Trèbes</em>",
    "slugline": "crue-Aude",
    "byline": "Par Jeanne Dupont",
    "located": "Carcassonne",
    "language": "fr-FR",
    "body_html": "<p>CARCASSONNE - L'eau <b>recule</b>.</p><p>Le préfet l'a dit.</p>",
    "body_text": "autre chose",
    "description_text": "résumé",
    "subject": [{"code": "20000150", "name": "inondation", "scheme": "http://cv.iptc.org/newscodes/mediatopic/"}],
    "copyrightnotice": "© 2024 Exemple",
    "copyrightholder": "Exemple",
    "usageterms": "usage privé",
    "source": "EXE",
    "embargoed": "2024-07-10T18:00:00+02:00",
    "url": "https://exemple.fr/1",
}
TWO = {
    "uri": "http://exemple.fr/text/2",
    "standard": {"name": "ninjs", "version": "2.1"},
    "type": "text",
    "versioncreated": "2024-07-10T10:00:00.123Z",
    "headlines": [{"role": "short", "value": "Court"}, {"role": "main", "value": "Le titre entier"}],
    "bodies": [
        {"role": "sidebar", "contenttype": "text/html", "value": "<p>À côté.</p>"},
        {"role": "main", "contenttype": "text/plain", "value": "Un. Deux."},
        {"role": "main", "contenttype": "text/html", "value": "<p>Un.</p><p>Deux.</p>"},
    ],
    "subjects": [
        {"name": "politique", "uri": "http://cv.iptc.org/newscodes/mediatopic/11000000"},
        {"name": "sport", "code": "15000000", "scheme": "http://cv.iptc.org/newscodes/subjectcode"},
        {"literal": "abc"},
        5,
    ],
    "infosources": [{"name": "Agence Exemple", "rel": "source"}],
    "by": "Jean Dupont",
    "sluglines": ["a", "b"],
}
THREE = {
    "uri": "urn:exemple:3",
    "type": "text",
    "pubStatus": "withheld",
    "versionCreated": "2024-07-10T10:00:00Z",
    "headlines": [{"value": "Trois"}],
    "bodies": [{"contentType": "text/html", "charCount": 9, "value": "<p>Texte.</p>"}],
    "copyrightHolder": "AFP",
    "copyrightNotice": "© AFP",
    "infoSources": [{"name": "AFP"}],
    "slugLine": "mot",
    "embargoDate": "2024-07-11",
}


def load(value: Any, notes: list[str] | None = None) -> list[Dispatch | InputError]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(load_ninjs(data, "x", (notes if notes is not None else []).append))


def one(value: Any) -> Dispatch:
    (found,) = load(value)
    assert isinstance(found, Dispatch), found
    return found


def texts(value: Any) -> list[tuple[str, str]]:
    found = load(value)
    assert all(isinstance(each, Dispatch) for each in found), found
    return [(each.path, each.text) for each in found if isinstance(each, Dispatch)]


def test_version_1() -> None:
    found = one(ONE)
    assert found.text == "La crue recule à Trèbes\n\nCARCASSONNE - L'eau recule.\n\nLe préfet l'a dit."
    assert (found.path, found.format, found.lang, found.agency) == ("x", "ninjs", "fr", "EXE")
    assert (found.title, found.place, found.byline) == ("La crue recule à Trèbes", "Carcassonne", "Par Jeanne Dupont")
    assert (found.issued, found.sent) == ("2024-07-10T12:59:02+02:00", "2024-07-10")
    assert (found.item, found.version, found.urgency) == ("urn:newsml:exemple.fr:20240710:1", 3, 3)
    assert (found.status, found.slug, found.rights) == ("usable", "crue-Aude", "© 2024 Exemple")
    assert found.subjects == (Subject("medtop:20000150", "inondation"),)
    assert (found.embargo, found.url) == ("2024-07-10T18:00:00+02:00", "https://exemple.fr/1")


def test_version_2() -> None:
    found = one(TWO)
    assert (found.title, found.text) == ("Le titre entier", "Le titre entier\n\nUn.\n\nDeux.")
    assert found.subjects == (
        Subject("medtop:11000000", "politique"),
        Subject("subj:15000000", "sport"),
        Subject("abc", None),
    )
    assert (found.agency, found.byline, found.slug) == ("Agence Exemple", "Jean Dupont", "a, b")
    assert (found.item, found.url) == ("http://exemple.fr/text/2", "http://exemple.fr/text/2")


def test_version_3() -> None:
    found = one(THREE)
    assert (found.text, found.status, found.rights, found.agency) == ("Trois\n\nTexte.", "withheld", "© AFP", "AFP")
    assert (found.issued, found.slug, found.embargo) == ("2024-07-10T10:00:00+00:00", "mot", "2024-07-11")


def test_superdesk() -> None:
    item = {
        "guid": "urn:s:1",
        "headline": "Titre",
        "body_html": "<p>SION, 12 août AAP - Le texte.</p>",
        "dateline": {"text": "SION, 12 août AAP -", "located": {"city": "Sion"}},
        "authors": [{"name": "Ed", "role": "editor"}, {"name": "Anne", "role": "writer"}],
        "service": [{"code": "a", "name": "Suisse"}],
        "priority": 2,
        "correction_sequence": 1,
        "body_footer": "<p>pied</p>",
    }
    found = one(item)
    assert found.text == "Titre\n\nSION, 12 août AAP - Le texte."
    assert (found.place, found.dateline, found.byline) == ("Sion", "SION, 12 août AAP", "Anne")
    assert (found.status, found.urgency, found.subjects) == ("corrected", 2, (Subject("a", "Suisse"),))


def test_ap() -> None:
    item = {
        "uri": "https://api.exemple.org/content/abc?qt=1",
        "altids": {"itemid": "abc"},
        "type": "text",
        "headline": "Titre",
        "bylines": [{"by": "By JANE DOE", "title": "AP"}, {"by": "JOHN ROE"}],
        "datelinelocation": {"city": "PARIS"},
        "provider": "AP",
        "description_summary": "Le résumé.",
    }
    notes: list[str] = []
    (found,) = load({"data": {"items": [{"meta": {}, "item": item}, {"item": {"uri": "p", "type": "picture"}}]}}, notes)
    assert isinstance(found, Dispatch)
    assert (found.text, found.item, found.agency) == ("Titre\n\nLe résumé.", "abc", "AP")
    assert (found.byline, found.place) == ("By JANE DOE, JOHN ROE", "PARIS")
    assert notes == ["x: pictures and other media left out: 1"]


def test_documents_of_a_search() -> None:
    item = {
        "uno": "u1",
        "headline": "Titre",
        "news": ["Un.", "Deux."],
        "lang": "fr",
        "city": "Lyon",
        "status": "Usable",
    }
    found = one({"response": {"docs": [{**item, "published": "2024-07-10T10:00:00Z", "slug": ["a", "b"]}]}})
    assert (found.text, found.item, found.place, found.slug) == ("Titre\n\nUn.\n\nDeux.", "u1", "Lyon", "a, b")


def short(name: str) -> dict[str, Any]:
    return {"guid": name, "type": "text", "headline": name, "body_text": f"Le texte {name}."}


@pytest.mark.parametrize(
    "wrap",
    [
        lambda a, b: [a, b],
        lambda a, b: {"items": [a, b]},
        lambda a, b: {"_items": [a, b], "_meta": {"total": 2}},
        lambda a, b: {"data": {"items": [{"item": a}, {"item": b}]}},
        lambda a, b: {"hits": {"total": 2, "hits": [{"_type": "x", "_source": a}, {"_source": b}]}},
        lambda a, b: {"type": "composite", "guid": "c", "headline": "Paquet", "associations": {"main": a, "side": b}},
        lambda a, b: {"type": "composite", "guid": "c", "headline": "Paquet", "items": [a, b]},
        lambda a, b: {**a, "associations": [b, {"type": "text", "guid": "ref", "headline": "Ailleurs"}]},
        lambda a, b: {**a, "associations": {"side": b, "none": None, "odd": 5}},
        lambda a, b: (json.dumps(a) + "\n" + json.dumps(b) + "\n\n").encode(),
        lambda a, b: (json.dumps(a, indent=1) + json.dumps(b, indent=1)).encode("utf-8-sig"),
        lambda a, b: ("\x1e" + json.dumps(a) + "\n\x1e" + json.dumps(b) + "\n").encode(),
        lambda a, b: json.dumps([a, b]).encode("utf-16"),
    ],
)
def test_wrappers(wrap) -> None:  # type: ignore[no-untyped-def]
    assert texts(wrap(short("A"), short("B"))) == [("x#1", "A\n\nLe texte A."), ("x#2", "B\n\nLe texte B.")]


def test_one_item_keeps_the_path() -> None:
    assert texts([short("A")]) == [("x", "A\n\nLe texte A.")]


def test_pictures_alone() -> None:
    notes: list[str] = []
    picture = {"guid": "p", "type": "picture", "headline": "Photo", "renditions": {"a": {"href": "b"}}}
    video = {"uri": "v", "type": "icls:video", "headline": "Film"}
    image = {"uri": "i", "mimetype": "image/jpeg", "headline": "Image"}
    assert load([picture, video, image], notes) == []
    assert notes == ["x: pictures and other media left out: 3"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"pubstatus": "usable"}, "usable"),
        ({"pubstatus": "stat:canceled"}, "cancelled"),
        ({"pubStatus": "http://cv.iptc.org/newscodes/pubstatusg2/withheld"}, "withheld"),
        ({"pubstatus": "recalled"}, "cancelled"),
        ({"pubstatus": "usable", "ednote": "CORRECTION: le nom du maire"}, "corrected"),
        ({"ednote": "Updates with correction in the second paragraph"}, "corrected"),
        ({"ednote": "No corrections."}, "usable"),
        ({"ednote": "MANDATORY KILL"}, "cancelled"),
        ({"ednote": "The attack killed two"}, "usable"),
        ({"signals": [{"code": "sig:correction"}]}, "corrected"),
        ({"signal": ["sig:update"]}, "usable"),
        ({"editorialtypes": ["Correction"]}, "corrected"),
        ({"slugline": "ville,CORRECTION"}, "corrected"),
        ({"headline": "KILL: Titre"}, "cancelled"),
        ({"state": "corrected"}, "corrected"),
        ({"correction_sequence": "0"}, "usable"),
    ],
)
def test_status(said: dict[str, Any], status: str) -> None:
    assert one({**short("Titre"), **said}).status == status


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_notice_without_text(status: str) -> None:
    found = one({"guid": "g", "type": "text", "pubstatus": status})
    assert (found.text, found.item) == ("", "g")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"body_xhtml": '<?xml version="1.0"?><div><p>Un.</p><p>Deux.</p></div>', "body_text": "x"}, "Un.\n\nDeux."),
        ({"body_html": "", "body_html5": "<p>Cinq.</p>"}, "Cinq."),
        ({"body_html": "<p> </p>", "body_text": "Texte."}, "Texte."),
        ({"body_html": None, "body_text": ["a"], "body_nitf": "<nitf><body><p>Nitf.</p></body></nitf>"}, "Nitf."),
        (
            {"body_text": "Un &amp; deux.\r\n\r\nTrois <redaction@exemple.fr>"},
            "Un & deux.\n\nTrois <redaction@exemple.fr>",
        ),
        ({"body_text": "Une ligne qui est coupée au milieu d'une\nphrase, puis finit.\n\nFin."}, None),
        ({"description_html": "<p>Résumé.</p>"}, "Résumé."),
        ({"descriptions": [{"role": "x", "value": "Non."}, {"value": "Oui."}]}, "Oui."),
        ({"body_language": "fr", "description_text": "Résumé."}, "Résumé."),
        ({"body_html": "<![CDATA[<p>Caché.</p>]]>"}, "Caché."),
    ],
)
def test_bodies(body: dict[str, Any], text: str | None) -> None:
    found = one({"headline": "T", **body})
    wrapped = "Une ligne qui est coupée au milieu d'une phrase, puis finit.\n\nFin."
    assert found.text == f"T\n\n{text or wrapped}"


def test_wrong_types_are_as_if_absent() -> None:
    wrong = dict.fromkeys([*ONE, *TWO, *THREE, "authors", "signals", "associations", "dateline", "altids"], 5)
    found = one({**wrong, "headline": "T", "version": [3], "urgency": {"value": 3}})
    assert found == one({"headline": "T"})
    for value in (None, True, 1.5, [], {}, [[]], [None, 5], {"value": 5}, "x"):
        either = {name: value for name in wrong if name != "pubstatus"}
        assert isinstance(load([{**either, "body_text": "Texte."}, short("A")])[-1], Dispatch)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("urgency", "3", 3),
        ("urgency", 3.0, 3),
        ("urgency", 0, None),
        ("urgency", 10, None),
        ("urgency", "three", None),
        ("urgency", True, None),
        ("version", 10**30, None),
        ("version", "12", 12),
        ("version", -1, None),
        ("version", 1e300, None),
    ],
)
def test_numbers(field: str, value: Any, expected: int | None) -> None:
    assert getattr(one({"headline": "T", field: value}), field) == expected


def test_numbers_that_are_none() -> None:
    found = one(b'{"headline": "T", "urgency": NaN, "priority": Infinity, "version": ' + b"9" * 5000 + b"}")
    assert (found.urgency, found.version) == (None, None)


def test_names_that_come_twice() -> None:
    assert one(b'{"headline": "A", "headline": "B", "head_line": "C"}').title == "A"
    assert one(b'{"versionCreated": null, "version_created": "2024-07-10", "headline": "A"}').issued == "2024-07-10"


def test_lone_surrogates() -> None:
    found = one(b'{"headline": "a\\ud800b", "body_html": "<p>c\\udc00d</p>", "source": "\\ud83d\\ude00\\ud83d"}')
    assert (found.text, found.agency) == ("a\ufffdb\n\nc\ufffdd", "\U0001f600\ufffd")


def test_encodings() -> None:
    notes: list[str] = []
    data = json.dumps({"headline": "L'été à Genève", "body_text": "Où est-il allé ?"}, ensure_ascii=False)
    (found,) = load(data.encode("cp1252"), notes)
    assert isinstance(found, Dispatch) and found.title == "L'été à Genève"
    assert notes == ["x read as cp1252"]


@pytest.mark.parametrize("data", [b"[" * 10_000, b'{"a":' * 10_000 + b"1" + b"}" * 10_000, b'{"items":[' * 100_000])
def test_nested_too_deep(data: bytes) -> None:
    (found,) = load(data)
    assert str(found) == "x: is nested deeper than any ninjs; check what it is"


def test_packages_inside_packages_have_an_end() -> None:
    item: dict[str, Any] = short("A")
    for _ in range(50):
        item = {"type": "composite", "guid": "c", "headline": "C", "associations": {"a": item}}
    assert [each.title for each in load(item) if isinstance(each, Dispatch)] == ["C"]


@pytest.mark.parametrize("data", [b"", b" \n", b"5", b'"x"', b"[]", b"{}", b"null", b'[{"a": 1}]', b'{"title": "x"}'])
def test_no_item(data: bytes) -> None:
    with pytest.raises(InputError, match="holds no ninjs item"):
        load(data)


def test_a_bad_line_does_not_cost_its_neighbours() -> None:
    lines = [json.dumps(short("A")), '{"headline": "B", ', json.dumps(short("C")), '{"guid": "d", "type": "text"}']
    a, b, c, d = load("\n".join(lines).encode())
    assert isinstance(a, Dispatch) and isinstance(c, Dispatch)
    assert str(b) == "x#2: is no JSON from line 2 on; check that it is whole"
    assert str(d).startswith("x#4: holds no text")


def test_a_list_that_was_cut_gives_its_whole_items() -> None:
    lines = f"[\n{json.dumps(short('A'))},\n{json.dumps(short('B'))},\n" + '{"headline": "C'
    found = load(lines.encode())
    assert [each.title for each in found if isinstance(each, Dispatch)] == ["A", "B"]
    assert [str(each).partition(";")[0] for each in found if isinstance(each, InputError)] == [
        "x#1: is no JSON from line 1 on",
        "x#4: is no JSON from line 4 on",
    ]


def test_many_bad_lines_end_the_file() -> None:
    assert len(load(b'{"a\n' * 100_000)) == 100
    assert len(load(b'{"a": [\n' * 100_000)) <= 100


def test_a_long_list_is_read_in_time_that_grows_with_it() -> None:
    assert len(load([{"headline": "(" * 300}] * 1000)) == 1000


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*ONE, *TWO, *THREE]), inner, max_size=6)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from([*ONE, *TWO, *THREE, "associations", "items"]), values))
def test_any_json_gives_dispatches_or_lines(value: dict[str, Any]) -> None:
    try:
        found = load(value)
    except InputError as error:
        found = [error]
    for each in found:
        if isinstance(each, Dispatch):
            json.dumps([each.title, each.byline, each.slug, each.item], ensure_ascii=False).encode()
        else:
            assert len(str(each).splitlines()) == 1


def test_damaged_bytes() -> None:
    chance = random.Random(3)
    whole = json.dumps([ONE, TWO, THREE], indent=0).encode()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 30)] = chance.choice((b"", b'"', b"{", b"]", b"\\ud800", b"\xff", b"null"))
        try:
            found = load(bytes(data))
        except InputError:
            continue
        assert all(isinstance(each, Dispatch | InputError) for each in found)


# What desks write, in any format


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Le maire est venu dans la ville avec les siens.", "fr"),
        ("Der Minister ist nicht mit dem Zug in die Stadt gefahren.", "de"),
        ("The minister has said that the town was not to be closed.", "en"),
        ("Il ministro non ha detto che la legge è per il Paese.", "it"),
        ("El ministro dijo que los presupuestos no son para el año.", "es"),
        ("De minister heeft het niet gezegd, dat wordt een zaak van de stad.", "nl"),
        (
            "Selon « The Wall Street Journal of the West », le groupe est en vente au plus offrant dans une semaine.",
            "fr",
        ),
        ("Zürich 2, Bern 1", "fr"),
        ("", "fr"),
    ],
)
def test_language(text: str, lang: str) -> None:
    assert language_of(text) == lang


def test_marks() -> None:
    assert marked_status(["Un titre", "(corr)"]) == "corrected"
    assert marked_status(["une correction de la copie", "Kill Bill à l'affiche", "Hold-up"]) is None


def test_long_lines_are_paragraphs_of_their_own() -> None:
    long = (
        "Une phrase longue de plus de cent vingt caractères, telle que la portent les textes qui ne sont pas coupés. "
        * 2
    )
    assert list(wrapped_paragraphs([long, long, "Fin."])) == [long.strip(), long.strip(), "Fin."]


# Real files


@pytest.fixture(scope="module")
def samples(shared: Path) -> Path:
    folder = shared / "wire" / "ninjs"
    if not folder.is_dir():
        pytest.skip("../shared/wire/ninjs is not beside the checkout")
    return folder


def test_the_small_sample(samples: Path) -> None:
    found = one((samples / "ninjs1.json").read_bytes())
    assert (found.title, found.byline, found.place) == ("headline", "Peter and Jane", "Milton Keynes")
    assert (found.agency, found.slug, found.rights) == ("AAP", "slugline", "Copyright")
    assert (found.version, found.urgency, found.lang) == (2, 3, "fr")
    assert found.subjects == (Subject("01000000", "arts, culture and entertainment"),)
    assert found.text.startswith("headline\n\nThe story")


def test_the_sample_under_embargo(samples: Path) -> None:
    notes: list[str] = []
    (found,) = load((samples / "ninjs_embargoed.json").read_bytes(), notes)
    assert isinstance(found, Dispatch)
    assert (found.embargo, found.issued) == ("2022-06-29T02:30:00+00:00", "2022-06-26T23:54:25+00:00")
    assert (found.version, found.lang, found.agency, found.status) == (11, "en", "360info", "usable")
    assert [subject.name for subject in found.subjects] == ["global warming", "agriculture"]
    assert len(found.text.split("\n\n")) == 19
    assert len(notes) == 1 and notes[0].endswith("left out: 1")
