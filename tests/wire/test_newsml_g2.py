"""NewsML-G2: each field, each kind of body, each status, messages of several items, and what is no NewsML-G2."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.model import Dispatch, Subject
from selon.wire.errors import InputError
from selon.wire.newsml_g2 import load_newsml_g2

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
ITEM = f"""<newsItem {NAR} guid="urn:newsml:anv.example:20240312:tchad" version="3" standard="NewsML-G2"
    standardversion="2.29" conformance="power" xml:lang="fr-FR">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_39.xml"/>
  <rightsInfo>
    <copyrightHolder qcode="nprov:ANV"><name>Agence Nouvelles du Val</name></copyrightHolder>
    <copyrightNotice>© 2024 ANV. Tous droits réservés.</copyrightNotice>
  </rightsInfo>
  <itemMeta>
    <itemClass qcode="ninat:text"/>
    <provider qcode="nprov:ANV" literal="anv.example"><name>ANV</name></provider>
    <versionCreated>2024-03-12T08:15:00+01:00</versionCreated>
    <firstCreated>2024-03-12T07:00:00+01:00</firstCreated>
    <pubStatus qcode="stat:usable"/>
    <title>Titre de travail</title>
    <link rel="irel:seeAlso" href="https://anv.example/autre"/>
    <link rel="irel:permalink" href="https://anv.example/tchad"/>
  </itemMeta>
  <contentMeta>
    <urgency>2</urgency>
    <contentCreated>2024-03-11T22:00:00+01:00</contentCreated>
    <contentModified>2024-03-12T08:10:00+01:00</contentModified>
    <located qcode="geo:1"><name xml:lang="en">Ndjamena</name><name xml:lang="fr">N'Djamena</name>
      <broader><name>Tchad</name></broader></located>
    <located literal="Moundou"/>
    <creator type="cpnat:organisation" literal="ANV"><name>Bureau de l'ANV</name></creator>
    <creator type="cpnat:person" qcode="staff:7"><name>Awa Diarra</name></creator>
    <language tag="fr-FR"/>
    <subject type="cpnat:abstract" qcode="medtop:20000256"><name xml:lang="en">oil</name>
      <name xml:lang="fr">pétrole</name><broader qcode="medtop:04000000"><name>économie</name></broader></subject>
    <subject uri="http://cv.iptc.org/newscodes/mediatopic/20000225"/>
    <subject literal="Société du Val"><name>Société du Val</name></subject>
    <subject qcode="medtop:20000256"><name xml:lang="fr">pétrole</name></subject>
    <slugline separator="-">Tchad-forage</slugline>
    <headline role="hlrole:short">Court</headline>
    <headline xml:lang="en">Drilling to resume</headline>
    <headline xml:lang="fr">Le forage de <strong>Moundou</strong> reprendra</headline>
    <dateline>N'Djamena, 12 mars 2024 (ANV) -</dateline>
    <by>Par Awa DIARRA</by>
    <creditline>ANV</creditline>
    <description role="drol:summary">Un résumé.</description>
  </contentMeta>
  <contentSet>
    <inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
      <title>Titre de page</title></head><body><p>Le forage reprendra en mai.</p><p>« Tant mieux »,
      dit le maire.</p></body></html></inlineXML>
  </contentSet>
</newsItem>"""
NITF = """<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" baselang="de"><body><body.head>
<hedline><hl1>Titre NITF</hl1></hedline><byline>Par Luc Bo<byttl>à Lyon</byttl></byline>
<dateline><location>LYON</location></dateline></body.head>
<body.content><p>Un.</p><p>Deux.</p></body.content></body></nitf>"""


def read(source: str | bytes) -> tuple[list[Dispatch | InputError], list[str]]:
    notes: list[str] = []
    data = source.encode() if isinstance(source, str) else source
    found = list(load_newsml_g2(data, "a.xml", notes.append))
    for each in found:
        if isinstance(each, Dispatch):
            assert each.id == hashlib.sha256(each.text.encode()).hexdigest()
            assert each.format == "newsml-g2"
    return found, notes


def one(source: str | bytes) -> Dispatch:
    found, _ = read(source)
    assert len(found) == 1
    assert isinstance(found[0], Dispatch), str(found[0])
    return found[0]


def item(content: str = "", meta: str = "", about: str = "", attributes: str = 'guid="g"') -> str:
    """A news item with this in its contentSet, in its itemMeta and in its contentMeta."""
    return (
        f"<newsItem {attributes}><itemMeta>{meta}</itemMeta><contentMeta>{about}</contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    )


def xhtml(*paragraphs: str) -> str:
    return f"<inlineXML><div>{''.join(f'<p>{each}</p>' for each in paragraphs)}</div></inlineXML>"


def parts(content: str, about: str = "<headline>Un titre</headline>") -> list[str]:
    """The paragraphs that are read of the content."""
    return one(item(content, about=about)).text.split("\n\n")


def test_the_text_is_title_dateline_and_paragraphs_in_order() -> None:
    assert one(ITEM).text.split("\n\n") == [
        "Le forage de Moundou reprendra",
        "N'Djamena, 12 mars 2024 (ANV) -",
        "Le forage reprendra en mai.",
        "« Tant mieux », dit le maire.",
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("path", "a.xml"),
        ("title", "Le forage de Moundou reprendra"),
        ("dateline", "N'Djamena, 12 mars 2024 (ANV) -"),
        ("place", "N'Djamena"),
        ("agency", "ANV"),
        ("byline", "Par Awa DIARRA"),
        ("issued", "2024-03-12T08:15:00+01:00"),
        ("sent", "2024-03-12"),
        ("item", "urn:newsml:anv.example:20240312:tchad"),
        ("version", 3),
        ("urgency", 2),
        ("slug", "Tchad-forage"),
        ("rights", "© 2024 ANV. Tous droits réservés."),
        ("lang", "fr"),
        ("status", "usable"),
        ("embargo", None),
        ("url", "https://anv.example/tchad"),
        (
            "subjects",
            (
                Subject("medtop:20000256", "pétrole"),
                Subject("http://cv.iptc.org/newscodes/mediatopic/20000225", None),
                Subject(None, "Société du Val"),
            ),
        ),
    ],
)
def test_fields(field: str, value: Any) -> None:
    assert getattr(one(ITEM), field) == value


PROVIDER = '<provider qcode="nprov:ANV" literal="anv.example"><name>ANV</name></provider>'
LOCATED = ITEM[ITEM.index('<located qcode="geo:1">') : ITEM.index('<located literal="Moundou"/>')]
HEADLINES = ITEM[ITEM.index("<headline role") : ITEM.index("<dateline>")]


@pytest.mark.parametrize(
    ("field", "changes", "value"),
    [
        ("agency", {PROVIDER: '<provider qcode="nprov:AFP"/>'}, "AFP"),
        ("agency", {PROVIDER: '<provider literal="afp.com"/>'}, "afp.com"),
        ("agency", {PROVIDER: '<provider uri="http://cv.iptc.org/newscodes/newsprovider/BELGA"/>'}, "BELGA"),
        ("agency", {PROVIDER: '<provider uri="http://anv.example/"/>'}, "ANV"),
        ("agency", {PROVIDER: "", "<creditline>ANV</creditline>": ""}, "Agence Nouvelles du Val"),
        ("title", {HEADLINES: ""}, "Titre de page"),
        ("title", {HEADLINES: "", "<title>Titre de page</title>": ""}, "Titre de travail"),
        ("place", {LOCATED: ""}, "Moundou"),
        ("place", {LOCATED: "", '<located literal="Moundou"/>': ""}, "N'Djamena"),
        ("byline", {"<by>Par Awa DIARRA</by>": ""}, "Awa Diarra"),
        ("byline", {"<by>Par Awa DIARRA</by>": "", "cpnat:person": "cpnat:organisation"}, None),
        ("issued", {"<versionCreated>2024-03-12T08:15:00+01:00</versionCreated>": ""}, "2024-03-12T08:10:00+01:00"),
        (
            "rights",
            {"<copyrightNotice>© 2024 ANV. Tous droits réservés.</copyrightNotice>": ""},
            "Agence Nouvelles du Val",
        ),
        ("lang", {'tag="fr-FR"': 'tag="de-CH"'}, "de"),
        ("lang", {'<language tag="fr-FR"/>': "", 'xml:lang="fr-FR"': 'xml:lang="nl"'}, "nl"),
        ("lang", {'<language tag="fr-FR"/>': "", "<inlineXML": '<inlineXML xml:lang="it"'}, "it"),
        ("lang", {'<language tag="fr-FR"/>': "", 'xml:lang="fr-FR"': ""}, "fr"),
        ("lang", {'tag="fr-FR"': 'tag="fra"'}, "fr"),
        ("version", {'version="3"': 'version="trois"'}, None),
        ("item", {'guid="urn:newsml:anv.example:20240312:tchad"': ""}, None),
        ("urgency", {"<urgency>2</urgency>": "<urgency>0</urgency>"}, None),
        ("url", {"irel:permalink": "irel:derivedFrom"}, None),
        ("url", {'permalink" href': 'permalink" residref'}, "https://anv.example/tchad"),
        ("dateline", {"N'Djamena, 12 mars 2024 (ANV) -": "2024-03-12 08:15:10 GMT+01:00"}, None),
    ],
)
def test_what_one_place_does_not_say_is_looked_for_in_the_next(field: str, changes: dict[str, str], value: Any) -> None:
    source = ITEM
    for old, new in changes.items():
        assert old in source
        source = source.replace(old, new)
    assert getattr(one(source), field) == value


def test_namespaces_and_prefixes_do_not_matter() -> None:
    prefixed = ITEM.replace("</", "\0").replace("<", "<n:").replace("\0", "</n:").replace(NAR, 'xmlns:n="urn:x"')
    assert one(ITEM.replace(NAR, "")) == one(prefixed) == one(ITEM)
    assert one(ITEM.replace("<urgency>", "<r:x r:y='1'/><urgency>")).urgency == 2  # a prefix that nothing declares


@pytest.mark.parametrize(
    ("content", "read_as"),
    [
        (xhtml("Un.", "Deux."), ["Un titre", "Un.", "Deux."]),
        ("<inlineXML><body><h1>Un titre</h1><p>Un.<br/>Deux.</p></body></inlineXML>", ["Un titre", "Un.\nDeux."]),
        (f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>', ["Un titre", "LYON", "Un.", "Deux."]),
        (
            "<inlineXML><article><para>Un.</para><para>Deux <i>fois</i>.</para></article></inlineXML>",
            ["Un titre", "Un.", "Deux fois."],
        ),
        ("<inlineXML>Un.<br/><br/>Deux.</inlineXML>", ["Un titre", "Un.", "Deux."]),
        ("<inlineXML><!-- note --><para>Un.</para>\n<?x y?>&foo;<!-- fin --></inlineXML>", ["Un titre", "Un."]),
        ("<inlineXML><!-- note -->&lt;p&gt;Un.&lt;/p&gt;</inlineXML>", ["Un titre", "Un."]),
        ("<inlineXML>&lt;p&gt;Un.&lt;/p&gt;&lt;p&gt;Deux.&lt;/p&gt;</inlineXML>", ["Un titre", "Un.", "Deux."]),
        (
            "<inlineXML><![CDATA[<html><head><title>x</title></head><body><p>Un.</p></body></html>]]></inlineXML>",
            ["Un titre", "Un."],
        ),
        (
            f"<inlineXML><![CDATA[<?xml version='1.0' encoding='utf-8'?>{NITF}]]></inlineXML>",
            ["Un titre", "LYON", "Un.", "Deux."],
        ),
        (f"<inlineXML>{item(xhtml('Un.'), about='<headline>Interne</headline>')}</inlineXML>", ["Un titre", "Un."]),
        ('<inlineData contenttype="text/plain">Un.\nsuite\n\nDeux.</inlineData>', ["Un titre", "Un.\nsuite", "Deux."]),
        ("<inlineData>Un.\r\nDeux.\r\n</inlineData>", ["Un titre", "Un.", "Deux."]),
        (
            "<inlineData>  Un premier alinéa\nqui continue.\n  Deux.</inlineData>",
            ["Un titre", "Un premier alinéa\nqui continue.", "Deux."],
        ),
        (
            '<inlineData contenttype="text/html">Un &amp;amp; deux &amp;#8211; &lt;b&gt;trois&lt;/b&gt;.</inlineData>',
            ["Un titre", "Un & deux – trois."],
        ),
        (
            "<inlineData>L&amp;#8217;&amp;eacute;t&amp;eacute; &amp; le reste.</inlineData>",
            ["Un titre", "L’été & le reste."],
        ),
        (
            f'<inlineData encoding="base64">{base64.b64encode("Été.".encode()).decode()}</inlineData>',
            ["Un titre", "Été."],
        ),
        (f"{NITF}", ["Un titre", "LYON", "Un.", "Deux."]),
        ('<remoteContent href="https://anv.example/a.html" contenttype="text/html"/>', ["Un titre"]),
        ("", ["Un titre"]),
    ],
)
def test_bodies(content: str, read_as: list[str]) -> None:
    assert parts(content) == read_as


def test_lines_that_a_machine_broke_are_joined() -> None:
    broken = (
        "Le forage de Moundou, arrêté depuis trois ans après un\n"
        "accident, reprendra en mai, a annoncé mardi le ministre\n"
        "du Pétrole."
    )
    assert parts(f"<inlineData>{broken}</inlineData>") == ["Un titre", broken.replace("\n", " ")]
    assert parts(f"<inlineData>{broken}\n\nFin.</inlineData>") == ["Un titre", broken.replace("\n", " "), "Fin."]


def test_what_an_embedded_nitf_says_fills_the_gaps() -> None:
    found = one(item(f"<inlineXML>{NITF}</inlineXML>"))
    assert (found.title, found.dateline, found.place) == ("Titre NITF", "LYON", "LYON")
    assert (found.byline, found.lang) == ("Par Luc Bo, à Lyon", "de")
    assert one(item(f"<inlineXML>{NITF}</inlineXML>", about="<by>Ana Ruiz</by>")).byline == "Ana Ruiz"


def test_one_rendition_is_read_the_richest_that_is_whole() -> None:
    plain = "<inlineData contenttype='text/plain'>Brut un.\n\nBrut deux.</inlineData>"
    nitf = f"<inlineXML>{NITF.replace('Un.', 'NITF un.').replace('Deux.', 'NITF deux.')}</inlineXML>"
    page = xhtml("Page un.", "Page deux.")
    assert parts(plain + page + nitf)[2:] == ["NITF un.", "NITF deux."]
    assert parts(plain + page)[1:] == ["Page un.", "Page deux."]
    assert parts(plain + xhtml("Page..."))[1:] == ["Brut un.", "Brut deux."]
    assert parts("<inlineXML><div/></inlineXML>" + plain)[1:] == ["Brut un.", "Brut deux."]


def test_the_abstract_stands_for_a_text_that_is_missing() -> None:
    about = "<headline>Un titre</headline><description role='drol:summary'>Un résumé.</description>"
    assert parts("", about) == ["Un titre", "Un résumé."]
    assert parts(xhtml("Un."), about) == ["Un titre", "Un."]
    assert parts("", about.replace("drol:summary", "drol:caption")) == ["Un titre"]


def test_lines_that_are_sentences_are_paragraphs() -> None:
    lines = [
        "Le forage de Moundou reprendra en mai, a dit le ministre.",
        "Il date d'un accident, il y a trois ans.",
        "Fin.",
    ]
    assert parts(f"<inlineData>{chr(10).join(lines)}</inlineData>") == ["Un titre", *lines]
    short = ["Moundou", "N'Djamena", "Sarh"]
    assert parts(f"<inlineData>Villes.\n\n{chr(10).join(short)}</inlineData>")[2] == "\n".join(short)


def test_the_main_headline_stands_before_others() -> None:
    about = "<headline role='hlrole:short'>Court</headline><headline role='hlrole:main'>Long</headline>"
    assert one(item(xhtml("Un."), about=about)).title == "Long"


@pytest.mark.parametrize(
    ("meta", "status", "embargo"),
    [
        ('<pubStatus qcode="stat:usable"/>', "usable", None),
        ('<pubStatus qcode="stat:withheld"/>', "withheld", None),
        ('<pubStatus qcode="stat:canceled"/>', "cancelled", None),
        ('<pubStatus qcode="stat:cancelled"/>', "cancelled", None),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "cancelled", None),
        ('<pubStatus qcode="stat:usable"/><signal qcode="sig:correction"/>', "corrected", None),
        ('<signal uri="http://cv.iptc.org/newscodes/signal/correction"/>', "corrected", None),
        ('<signal qcode="sig:update"/>', "usable", None),
        ('<pubStatus qcode="stat:canceled"/><signal qcode="sig:correction"/>', "cancelled", None),
        ("<embargoed>2024-07-01T06:00:00+02:00</embargoed>", "usable", "2024-07-01T06:00:00+02:00"),
        ("<embargoed/>", "withheld", None),
        ("", "usable", None),
    ],
)
def test_statuses_and_embargoes(meta: str, status: str, embargo: str | None) -> None:
    found = one(item(xhtml("Un."), meta))
    assert (found.status, found.embargo) == (status, embargo)


@pytest.mark.parametrize("status", ["stat:canceled", "stat:withheld"])
def test_an_item_that_is_called_back_may_be_empty(status: str) -> None:
    found = one(item(meta=f'<itemClass qcode="ninat:text"/><pubStatus qcode="{status}"/>'))
    assert (found.text, found.item) == ("", "g")


@pytest.mark.parametrize(
    ("creator", "name"),
    [
        ('<creator role="crol:journalist"><name>Ana Ruiz</name></creator>', "Ana Ruiz"),
        ("<creator jobtitle='jt:1' literal='Ana Ruiz'/>", "Ana Ruiz"),
        ("<creator><name>Ana Ruiz</name><personDetails/></creator>", "Ana Ruiz"),
        ("<contributor type='cptype:person'><name>Ana Ruiz</name></contributor>", "Ana Ruiz"),
        ("<creator><name>Agence</name></creator>", None),
    ],
)
def test_who_made_it_signs_it_where_it_is_a_person(creator: str, name: str | None) -> None:
    assert one(item(xhtml("Un."), about=creator)).byline == name


def test_a_page_that_the_content_names() -> None:
    remote = '<remoteContent href="https://anv.example/a" contenttype="text/html"/>'
    assert one(item(remote + xhtml("Un."))).url == "https://anv.example/a"
    page = '<html><head><link rel="canonical" href="https://anv.example/b"/></head><body><p>Un.</p></body></html>'
    assert one(item(f"<inlineXML>{page}</inlineXML>")).url == "https://anv.example/b"
    assert one(item(xhtml("Un."), '<link rel="irel:permalink" href="javascript:x"/>')).url is None


PICTURE = item(
    '<remoteContent href="a.jpg" contenttype="image/jpeg"/>',
    '<itemClass qcode="ninat:picture"/>',
    "<headline>Photo</headline><description role='drol:caption'>Une foreuse.</description>",
)
PACKAGE = f"<packageItem {NAR}><itemMeta><itemClass qcode='ninat:composite'/></itemMeta><groupSet/></packageItem>"


def message(*items: str) -> str:
    header = "<header><sent>2024-03-12T09:00:00Z</sent><sender>anv.example</sender></header>"
    sets = "".join(f"<itemSet>{each}</itemSet>" for each in items)
    return f"<newsMessage {NAR} xml:lang='fr'>{header}{sets}</newsMessage>"


def test_a_message_gives_its_texts_and_says_what_it_leaves_out() -> None:
    video = PICTURE.replace("ninat:picture", "ninat:video")
    found, notes = read(message(PACKAGE, PICTURE, item(xhtml("Un.")), "<conceptItem/>", video, item(xhtml("Deux."))))
    assert [(each.path, each.text) for each in found if isinstance(each, Dispatch)] == [
        ("a.xml#1", "Un."),
        ("a.xml#2", "Deux."),
    ]
    assert notes == ["a.xml: 2 items without text (picture, video) left out"]


def test_one_text_among_others_keeps_the_path_and_takes_the_day_of_the_message() -> None:
    found = one(message(PACKAGE, PICTURE, item(xhtml("Un."))))
    assert (found.path, found.issued, found.sent) == ("a.xml", "2024-03-12T09:00:00+00:00", "2024-03-12")


def test_an_item_that_is_empty_costs_itself_alone() -> None:
    empty = item(meta='<itemClass qcode="ninat:text"/><title>x</title>')
    found, _ = read(message(item(xhtml("Un.")), empty, item(xhtml("Deux."))))
    assert isinstance(found[1], InputError)
    assert str(found[1]).startswith("a.xml#2: holds no text")
    assert [each.path for each in found if isinstance(each, Dispatch)] == ["a.xml#1", "a.xml#3"]


def test_what_is_too_long_costs_itself_alone() -> None:
    found, _ = read(message(item(xhtml("a" * 1_000_001)), item(xhtml("Deux."))))
    assert [type(each) for each in found] == [InputError, Dispatch]


@pytest.mark.parametrize(
    ("source", "note"),
    [
        (PICTURE, "a.xml: 1 item without text (picture) left out"),
        (PICTURE.replace('<itemClass qcode="ninat:picture"/>', ""), "a.xml: 1 item without text (image) left out"),
        (PACKAGE, "a.xml: 1 item without text (package) left out"),
        ("<knowledgeItem/>", "a.xml: 1 item without text (knowledge) left out"),
        (
            "<newsMessage><itemSet><planningItem/><planningItem/></itemSet></newsMessage>",
            "a.xml: 2 items without text (planning) left out",
        ),
    ],
)
def test_what_holds_no_text_at_all_is_said(source: str, note: str) -> None:
    assert read(source) == ([], [note])


def test_a_composite_item_with_a_text_is_read() -> None:
    assert one(item(xhtml("Un."), '<itemClass qcode="ninat:composite"/>')).text == "Un."
    svg = item("<inlineXML><svg><text>x</text></svg></inlineXML>", '<itemClass qcode="ninat:graphic"/>')
    assert read(svg) == ([], ["a.xml: 1 item without text (graphic) left out"])


@pytest.mark.parametrize(
    "source",
    [
        f"<contentSet>{xhtml('Un.')}</contentSet>",
        xhtml("Un."),
        f"<env:Envelope xmlns:env='urn:e'>{item(xhtml('Un.'))}</env:Envelope>",
    ],
)
def test_contents_without_their_item_and_items_in_an_envelope(source: str) -> None:
    assert one(source).text == "Un."


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<rss><channel/></rss>", "no item of NewsML-G2"),
        (f"<newsMessage {NAR}><itemSet/></newsMessage>", "no item of NewsML-G2"),
        ("", "no well-formed XML"),
        ('<!DOCTYPE n [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><newsItem>&b;</newsItem>', "entities"),
    ],
)
def test_what_is_no_newsml_g2(source: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read(source)
    assert len(str(caught.value).splitlines()) == 1


def test_encodings_that_are_declared_wrongly() -> None:
    declared = '<?xml version="1.0" encoding="{}"?>' + ITEM
    assert one(declared.format("iso-8859-1").encode()) == one(ITEM)
    assert one(declared.format("utf-8").encode("latin-1")).text == one(ITEM).text
    assert one(declared.format("utf-16").encode("utf-16")).text == one(ITEM).text


def test_a_message_that_is_cut_is_read_as_far_as_it_goes() -> None:
    whole = message(item(xhtml("Un.")), item(xhtml("Deux.", "Trois.")))
    found, notes = read(whole[: whole.index("ois.")])
    assert [each.text for each in found if isinstance(each, Dispatch)] == ["Un.", "Deux.\n\nTr"]
    assert any("malformed" in note for note in notes)


@pytest.mark.parametrize("name", ["itemSet", "newsItem", "contentSet", "inlineXML", "em", "packageItem"])
def test_elements_inside_one_another_without_end(name: str) -> None:
    deep = f"<{name}>" * 10_000 + item(xhtml("Un.")) + f"</{name}>" * 10_000
    for source in (deep, message(deep), message(item(f"<inlineXML>{deep}</inlineXML>"), item(xhtml("Deux.")))):
        try:
            found, _ = read(source)
        except InputError as error:
            found = [error]
        assert all(len(str(each).splitlines()) == 1 for each in found if isinstance(each, InputError))


def test_html_kept_as_text_that_is_too_deep_costs_its_item() -> None:
    deep = "&lt;b&gt;" * 2000 + "Un."
    found, _ = read(message(item(f"<inlineData>{deep}</inlineData>"), item(xhtml("Deux."))))
    assert "inside one another" in str(found[0])
    assert isinstance(found[1], Dispatch)
    picture = PICTURE.replace("<remoteContent", f"<inlineData>{deep}</inlineData><remoteContent")
    assert "inside one another" in str(read(picture)[0][0])


def test_what_is_malformed_is_said_in_one_line() -> None:
    found, notes = read(f'<newsItem guid="g" guid="h">{xhtml("Un.")}<!-- sans\n-- fin\n</newsItem>\n')
    assert isinstance(found[0], Dispatch)
    assert found[0].text == "Un."
    assert [len(note.splitlines()) for note in notes] == [1]


@given(st.data())
def test_damaged_bytes_give_a_text_or_one_line(data: st.DataObject) -> None:
    source = bytearray(message(ITEM, PICTURE, item(f"<inlineXML>{NITF}</inlineXML>")).encode())
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


def sample(shared: Path, name: str) -> Dispatch:
    path = shared / "wire" / "newsml-g2" / name
    if not path.is_file():
        pytest.skip("../shared/wire is not beside the checkout")
    return one(path.read_bytes())


def test_globenewswire(shared: Path) -> None:
    found = sample(shared, "globenewswire-fr.xml")
    paragraphs = found.text.split("\n\n")
    assert paragraphs[0] == found.title
    assert paragraphs[1].startswith("Le communiqué suivant corrige")
    assert paragraphs.count(str(found.title)) == 1
    assert (found.agency, found.place, found.lang) == ("globenewswire.com", "Vancouver, BC, Canada", "fr")
    assert (found.version, found.sent, found.status) == (1, "2020-05-26", "usable")
    assert Subject("MWSubject:MIS", "Miscellaneous") in found.subjects


def test_reuters(shared: Path) -> None:
    found = sample(shared, "reuters-KBN0FL0NN.xml")
    paragraphs = found.text.split("\n\n")
    assert paragraphs[:2] == [found.title, "By Marwan Makdisi"]
    assert paragraphs[2].startswith("DAMASCUS (Reuters) - ")
    assert (found.agency, found.place, found.dateline) == ("reuters.com", "Bangalore", None)
    assert (found.version, found.urgency, found.slug) == (5, 4, "US-SYRIA-CRISIS-ASSAD")
    assert (found.byline, found.lang) == ("By Marwan Makdisi", "en")
    assert (len(found.subjects), found.subjects[-1]) == (30, Subject("subj:16009000", None))


def test_the_listings_of_iptc(shared: Path) -> None:
    found = sample(shared, "iptc-listing-2.xml")
    assert len(found.text.split("\n\n")) == 3
    assert (found.agency, found.place, found.version) == ("Acme News and Media LLC", "New York, NY", 11)
    assert found.byline == "By Meredith Jameson, Staff Reporter"
    assert found.rights == "Copyright 2017-18 Acme News and Media LLC"
    bare = sample(shared, "iptc-listing-25.xml")
    assert bare.text.startswith(f"{bare.title}\n\n(Sports Network) - With")
    assert (bare.byline, bare.item) == ("Sports Network", None)
