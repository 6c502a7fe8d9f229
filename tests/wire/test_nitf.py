"""NITF: each field as the agencies fill it, each kind of body, each status, and what is no NITF."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.model import Dispatch, Subject
from selon.wire.errors import InputError
from selon.wire.nitf import load_nitf

NTB = """<?xml version="1.0" encoding="utf-8"?>
<nitf version="-//IPTC//DTD NITF 3.6//EN" change.date="October 10, 2003" baselang="fr-FR">
  <head>
    <title>Titre de la tête</title>
    <meta name="anpa-keyword" content="val-forage"/>
    <tobject tobject.type="News">
      <tobject.subject tobject.subject.refnum="04005000" tobject.subject.type="Économie"
        tobject.subject.matter="Énergie" tobject.subject.detail="Pétrole"/>
      <tobject.subject tobject.subject.refnum="11006000" tobject.subject.type="Politique"
        tobject.subject.matter="Gouvernement"/>
      <tobject.subject tobject.subject.code="ECO" tobject.subject.type="Économie"/>
    </tobject>
    <docdata management-status="usable">
      <evloc city="Moundou" iso-cc="TCD"/>
      <doc-id regsrc="NTA" id-string="a91f"/>
      <urgency ed-urg="3"/>
      <date.issue norm="20240312T081500+0100"/>
      <date.release norm="20240312T080000+0100"/>
      <du-key version="4" key="tchad forage"/>
      <doc.copyright holder="Agence NTA" year="2024"/>
      <key-list><keyword key="Tchad"/><keyword key="forage"/></key-list>
    </docdata>
    <pubdata date.publication="20240312T090000+0100" ex-ref="https://nta.example/a91f" name="NTA Service"/>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Le forage de Moundou</hl1><hl1>reprendra en mai</hl1><hl2>Un chantier arrêté</hl2></hedline>
      <byline>Par Awa DIARRA<byttl>envoyée spéciale</byttl></byline>
      <distributor><org>Agence NTA</org></distributor>
      <dateline><!-- date de création -->
        <location><city>N'Djamena</city><country>Tchad</country></location>
        <story.date norm="20240312">12 mars</story.date> (NTA) -
      </dateline>
      <abstract><p>Un résumé.</p></abstract>
    </body.head>
    <body.content>
      <p lede="true">Le forage de <location>Moundou</location>, arrêté depuis <num>3</num>&#160;ans,
        <em>reprendra</em> en mai.</p>
      <media media-type="image"><media-caption>Une foreuse</media-caption></media>
      <hl2>UN CHANTIER</hl2>
      <block><p>« C'est une bonne nouvelle »,<br/>dit le <person>maire</person>.</p></block>
      <table><tr><td>2021</td><td>arrêt</td></tr><tr><td>2024</td><td>reprise</td></tr></table>
      <ul><li>douze puits</li><li>un oléoduc</li></ul>
    </body.content>
    <body.end><tagline>ad/mlk</tagline></body.end>
  </body>
</nitf>"""


def read(source: str | bytes) -> tuple[list[Dispatch | InputError], list[str]]:
    notes: list[str] = []
    data = source.encode() if isinstance(source, str) else source
    found = list(load_nitf(data, "a.xml", notes.append))
    for each in found:
        if isinstance(each, Dispatch):
            assert each.id == hashlib.sha256(each.text.encode()).hexdigest()
            assert each.format == "nitf"
    return found, notes


def one(source: str | bytes) -> Dispatch:
    found, _ = read(source)
    assert len(found) == 1
    assert isinstance(found[0], Dispatch)
    return found[0]


def document(head: str = "", above: str = "", content: str = "<p>Un texte.</p>", attributes: str = "") -> str:
    """A <nitf> with this in its head, in its body's head and in its body's content."""
    above = above or "<hedline><hl1>Un titre</hl1></hedline>"
    body = f"<body><body.head>{above}</body.head><body.content>{content}</body.content></body>"
    return f"<nitf {attributes}><head>{head}</head>{body}</nitf>"


def docdata(inside: str, status: str = "") -> str:
    return document(f"<docdata {f'management-status={status!r}' if status else ''}>{inside}</docdata>")


def test_the_text_is_title_dateline_and_paragraphs_in_order() -> None:
    assert one(NTB).text.split("\n\n") == [
        "Le forage de Moundou reprendra en mai",
        "N'Djamena, Tchad, 12 mars (NTA) -",
        "Le forage de Moundou, arrêté depuis 3\u00a0ans, reprendra en mai.",
        "UN CHANTIER",
        "« C'est une bonne nouvelle »,\ndit le maire.",
        "2021 arrêt",
        "2024 reprise",
        "douze puits",
        "un oléoduc",
        "ad/mlk",
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Le forage de Moundou reprendra en mai"),
        ("dateline", "N'Djamena, Tchad, 12 mars (NTA) -"),
        ("place", "N'Djamena"),
        ("agency", "Agence NTA"),
        ("byline", "Par Awa DIARRA, envoyée spéciale"),
        ("issued", "2024-03-12T08:15:00+01:00"),
        ("sent", "2024-03-12"),
        ("item", "NTA:a91f"),
        ("version", 4),
        ("urgency", 3),
        ("slug", "Tchad-forage"),
        ("rights", "Agence NTA 2024"),
        ("lang", "fr"),
        ("status", "usable"),
        ("embargo", None),
        ("url", "https://nta.example/a91f"),
        (
            "subjects",
            (Subject("04005000", "Pétrole"), Subject("11006000", "Gouvernement"), Subject("ECO", "Économie")),
        ),
    ],
)
def test_fields(field: str, value: Any) -> None:
    assert getattr(one(NTB), field) == value


def without(*parts: str) -> Dispatch:
    """The message when an agency leaves these parts out."""
    source = NTB
    for part in parts:
        assert part in source
        source = source.replace(part, "")
    return one(source)


DISTRIBUTOR = "<distributor><org>Agence NTA</org></distributor>"
DOC_ID = '<doc-id regsrc="NTA" id-string="a91f"/>'
COPYRIGHT = '<doc.copyright holder="Agence NTA" year="2024"/>'
ISSUE = '<date.issue norm="20240312T081500+0100"/>'
RELEASE = '<date.release norm="20240312T080000+0100"/>'
KEYWORDS = '<key-list><keyword key="Tchad"/><keyword key="forage"/></key-list>'
META = '<meta name="anpa-keyword" content="val-forage"/>'
DU_KEY = '<du-key version="4" key="tchad forage"/>'


@pytest.mark.parametrize(
    ("field", "parts", "value"),
    [
        ("agency", [DISTRIBUTOR], "NTA"),
        ("agency", [DISTRIBUTOR, DOC_ID], "Agence NTA"),
        ("agency", [DISTRIBUTOR, DOC_ID, COPYRIGHT], "NTA Service"),
        ("item", [DOC_ID], "tchad forage"),
        ("item", [DOC_ID, DU_KEY], None),
        ("item", [' regsrc="NTA"'], "a91f"),
        ("issued", [ISSUE, RELEASE], "2024-03-12"),
        ("issued", [ISSUE], "2024-03-12T08:00:00+01:00"),
        ("issued", [ISSUE, RELEASE, ' norm="20240312"'], "2024-03-12T09:00:00+01:00"),
        ("slug", [KEYWORDS], "val-forage"),
        ("slug", [KEYWORDS, META], "tchad forage"),
        ("slug", [KEYWORDS, META, DU_KEY], None),
        ("place", ["<city>N'Djamena</city>"], "Tchad"),
        ("place", ["<location><city>N'Djamena</city><country>Tchad</country></location>"], "Moundou"),
        ("rights", [' year="2024"'], "Agence NTA"),
        ("rights", [COPYRIGHT], None),
        ("byline", ["<byttl>envoyée spéciale</byttl>"], "Par Awa DIARRA"),
        ("byline", ["Par Awa DIARRA"], "envoyée spéciale"),
        ("lang", [' baselang="fr-FR"'], "fr"),
        ("version", [DU_KEY], None),
        ("urgency", ['<urgency ed-urg="3"/>'], None),
    ],
)
def test_what_one_place_does_not_say_is_looked_for_in_the_next(field: str, parts: list[str], value: Any) -> None:
    assert getattr(without(*parts), field) == value


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("<hedline><hl1>Un titre<br/>en deux lignes</hl1></hedline>", "Un titre en deux lignes"),
        ("<hedline><!-- note -->Un titre<br/>nu</hedline>", "Un titre nu"),
        ("<hedline><hl1/><hl2>Un sous-titre</hl2></hedline>", "Titre de tête"),
        ("<byline>x</byline>", "Titre de tête"),
    ],
)
def test_titles(above: str, title: str) -> None:
    assert one(document("<title>Titre de tête</title>", above)).title == title


@pytest.mark.parametrize(
    ("inside", "dateline", "place"),
    [
        ("<location>PARIS</location>", "PARIS", "PARIS"),
        ("<location>PARIS</location>, <story.date>9 janvier</story.date> (AFP) -", "PARIS, 9 janvier (AFP) -", "PARIS"),
        ("<location>Paris</location><story.date>9 janvier</story.date>", "Paris, 9 janvier", "Paris"),
        ("<location>Paris</location>(AFP) -", "Paris (AFP) -", "Paris"),
        ("<location>Paris, </location><story.date>9 janvier</story.date>", "Paris, 9 janvier", "Paris"),
        ("<location>Paris</location> le <story.date>9 janvier</story.date>", "Paris le 9 janvier", "Paris"),
        ("<location>Paris (AFP) —</location>", "Paris (AFP) —", "Paris"),
        ('<location>Lille</location><story.date norm="20170102T222800+0000">20170102T222800+0000</story.date>',)
        + ("Lille",) * 2,
        ("<story.date>20170102T222800+0000</story.date>", None, None),
        ("Genève, 3 mai (ATS)", "Genève, 3 mai (ATS)", "Genève"),
        ("<story.date>3 mai</story.date>", "3 mai", None),
    ],
)
def test_datelines(inside: str, dateline: str | None, place: str | None) -> None:
    found = one(document(above=f"<dateline>{inside}</dateline>"))
    assert (found.dateline, found.place) == (dateline, place)
    assert found.text.split("\n\n") == [*filter(None, [dateline]), "Un texte."]


def test_a_dateline_that_leads_the_body_in_is_not_doubled() -> None:
    found = one(
        document(above="<dateline><location>LYON</location></dateline>", content="<p>LYON (AFP) - Un texte.</p>")
    )
    assert found.text == "LYON (AFP) - Un texte."


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("<byline>Par Jean Petit, <byttl>à Lyon</byttl></byline>", "Par Jean Petit, à Lyon"),
        ("<byline><person>Ana Ruiz</person> et <person>Luc Bo</person></byline>", "Ana Ruiz et Luc Bo"),
        ("<byline>Ana Ruiz</byline><byline>Luc Bo</byline>", "Ana Ruiz, Luc Bo"),
        ('<byline class="print">Ana Ruiz</byline><byline class="normalized">Ruiz, A.</byline>', "Ana Ruiz"),
        ("<byline> </byline>", None),
    ],
)
def test_bylines(byline: str, name: str | None) -> None:
    assert one(document(above=byline)).byline == name


@pytest.mark.parametrize(
    ("rights", "words"),
    [
        ("<rights>© 2024 <rights.owner>ANV</rights.owner>, Tchad</rights>", "© 2024 ANV, Tchad"),
        ("<byline>x</byline>", "Agence du Val"),
    ],
)
def test_rights(rights: str, words: str) -> None:
    head = "<docdata><rights.owner>Agence du Val</rights.owner></docdata>"
    assert one(document(head, rights)).rights == words


def test_keywords_may_be_words_or_one_fixture_may_name_the_kind() -> None:
    assert one(docdata("<key-list><keyword>Tchad</keyword><keyword key='pétrole'/></key-list>")).slug == "Tchad-pétrole"
    assert one(docdata('<fixture fix-id="revue-de-presse"/>')).slug == "revue-de-presse"


def test_the_headline_may_lead_to_the_page() -> None:
    above = '<hedline><hl1><a href="https://anv.example/1">Un titre</a></hl1></hedline>'
    assert one(document(above=above)).url == "https://anv.example/1"
    assert one(document('<meta name="canonical" content="https://anv.example/2"/>')).url == "https://anv.example/2"
    assert one(document('<meta name="url" content="pages/2"/>')).url is None


def test_the_abstract_stands_for_a_text_that_is_missing() -> None:
    above = "<hedline><hl1>Un titre</hl1></hedline><abstract><p>Un résumé.</p></abstract>"
    assert one(document(above=above, content=" ")).text == "Un titre\n\nUn résumé."
    assert one(document(above=above)).text == "Un titre\n\nUn texte."


def test_a_lead_that_the_full_text_repeats_is_read_once() -> None:
    blocks = '<block class="lead_paragraph"><p>Un.</p></block><block class="full_text"><p>Un.</p><p>Deux.</p></block>'
    assert one(document(content=blocks)).text == "Un titre\n\nUn.\n\nDeux."


def test_a_body_without_its_content_element() -> None:
    assert one("<nitf><body><!-- rien --><p>Un.</p><p>Deux.</p></body></nitf>").text == "Un.\n\nDeux."


def test_namespaces_and_prefixes_do_not_matter() -> None:
    spaced = NTB.replace("<nitf ", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" ')
    prefixed = NTB.replace("</", "</n:").replace("<", "<n:").replace("<n:/n:", "</n:")
    prefixed = prefixed.replace("<n:?", "<?").replace("<n:!", "<!").replace("<n:nitf ", '<n:nitf xmlns:n="urn:x" ')
    assert one(spaced) == one(prefixed) == one(NTB)


@pytest.mark.parametrize(
    ("source", "status", "embargo"),
    [
        (docdata("", "usable"), "usable", None),
        (docdata("", "withheld"), "withheld", None),
        (docdata("", "canceled"), "cancelled", None),
        (docdata("", "embargoed"), "withheld", None),
        (docdata('<date.release norm="20240701T060000Z"/>', "embargoed"), "usable", "2024-07-01T06:00:00+00:00"),
        (
            docdata('<date.issue norm="20240630T2000Z"/><date.release norm="20240701T060000Z"/>'),
            "usable",
            "2024-07-01T06:00:00+00:00",
        ),
        (docdata('<date.issue norm="20240701T080000+0200"/><date.release norm="20240701T060000Z"/>'), "usable", None),
        (docdata('<date.issue norm="20240701"/><date.release norm="20240701T060000Z"/>'), "usable", None),
        (docdata('<date.release norm="20240701T060000Z"/>'), "usable", None),
        (docdata('<correction info="le nom" id-string="12"/>'), "corrected", None),
        (docdata('<ed-msg info="Eds: CORRECTS day of the vote"/>'), "corrected", None),
        (docdata('<ed-msg info="RECTIFICATIF au 3e paragraphe"/>'), "corrected", None),
        (docdata('<ed-msg info="ANNULATION"/>'), "cancelled", None),
        (docdata('<ed-msg info="Sans correction"/>'), "usable", None),
    ],
)
def test_statuses_and_embargoes(source: str, status: str, embargo: str | None) -> None:
    found = one(source)
    assert (found.status, found.embargo) == (status, embargo)


def test_a_cancelled_item_may_be_empty() -> None:
    head = '<docdata management-status="canceled"><doc-id id-string="7"/></docdata>'
    found = one(f"<nitf><head>{head}</head><body><body.content/></body></nitf>")
    assert (found.text, found.item, found.status) == ("", "7", "cancelled")


def test_several_documents_are_numbered_and_one_that_is_empty_costs_itself_alone() -> None:
    found, _ = read(f"<lot>{document()}<nitf><body/></nitf>{document(content='<p>Autre.</p>')}</lot>")
    assert [each.path if isinstance(each, Dispatch) else each.name for each in found] == [
        "a.xml#1",
        "a.xml#2",
        "a.xml#3",
    ]
    assert isinstance(found[1], InputError)
    assert "holds no text" in str(found[1])
    assert isinstance(found[2], Dispatch)
    assert found[2].text == "Un titre\n\nAutre."


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<rss><channel/></rss>", "no <nitf>"),
        ("", "no well-formed XML"),
        ("Bonjour", "no well-formed XML"),
        ('<!DOCTYPE nitf [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><nitf><body>&b;</body></nitf>', "entities"),
    ],
)
def test_what_is_no_nitf(source: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read(source)
    assert len(str(caught.value).splitlines()) == 1


def test_encodings_that_are_declared_wrongly() -> None:
    latin = NTB.replace("\u2019", "'").encode("latin-1")
    assert one(latin).text == one(NTB).text
    assert one(NTB.replace("utf-8", "iso-8859-1").encode()).text == one(NTB).text
    assert one("\ufeff" + NTB).text == one(NTB).text


def test_a_document_that_is_cut_is_read_as_far_as_it_goes() -> None:
    found, notes = read(NTB[: NTB.index("bonne nouvelle")])
    assert isinstance(found[0], Dispatch)
    assert found[0].text.endswith("UN CHANTIER\n\n« C'est une")
    assert len(notes) == 1
    assert "malformed" in notes[0]


def test_elements_inside_one_another_without_end() -> None:
    deep = "<em>" * 10_000 + "x" + "</em>" * 10_000
    for each in (document(content=f"<p>{deep}</p>"), document(above=f"<dateline>{deep}</dateline>"), deep):
        try:
            read(each)
        except InputError as error:
            assert len(str(error).splitlines()) == 1


def test_long_lines_of_one_character_take_no_time() -> None:
    for mark in ("1", "-", "\n", " ", "(", "a:"):
        line = mark * 200_000 + "x"
        found, _ = read(
            document(above=f"<dateline><location>{line}</location><story.date>{line}</story.date></dateline>")
        )
        assert len(found) == 1


def test_the_first_moment_there_is() -> None:
    source = docdata('<date.issue norm="00010101T000000+1400"/><date.release norm="99991231T235959-1400"/>')
    assert one(source).embargo == "9999-12-31T23:59:59-14:00"
    assert one(docdata('<date.issue norm="20241301T990000"/>')).issued is None


@given(st.data())
def test_damaged_bytes_give_a_text_or_one_line(data: st.DataObject) -> None:
    source = bytearray(NTB.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(source)))
        source[start : start + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=6))
    try:
        found, notes = read(bytes(source))
    except InputError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert all(len(str(each).splitlines()) == 1 for each in found if isinstance(each, InputError))
        assert all(len(note.splitlines()) == 1 for note in notes)


def sample(shared: Path, name: str) -> bytes:
    path = shared / "wire" / "nitf" / name
    if not path.is_file():
        pytest.skip("../shared/wire is not beside the checkout")
    return path.read_bytes()


def test_ap(shared: Path) -> None:
    found = one(sample(shared, "ap-nitf.xml"))
    parts = found.text.split("\n\n")
    assert (parts[0], len(parts)) == (found.title, 29)
    assert parts[1].startswith("NEW YORK (AP) — ")
    assert (found.agency, found.place, found.dateline) == ("The Associated Press", "NEW YORK", "NEW YORK")
    assert (found.sent, found.issued) == ("2015-12-10", "2015-12-10T19:10:44+00:00")
    assert found.byline == "By BERNARD CONDON, AP Business Writer"
    assert (found.rights, found.item) == ("AP 2015", None)


def test_efe(shared: Path) -> None:
    found = one(sample(shared, "efe_nitf.xml"))
    assert found.text.split("\n\n") == [found.title, "Tegucigalpa, Jan 2 (EFE).- Test body."]
    assert (found.agency, found.place, found.dateline, found.lang) == ("Agencia EFE", "Tegucigalpa", None, "en")
    assert (found.item, found.urgency, found.slug) == ("22751909", 5, "HONDURAS GOVERNMENT")
    assert found.subjects[0] == Subject("11006005", "Executive (government)")
    assert found.issued == "2017-01-02T22:28:00+00:00"
