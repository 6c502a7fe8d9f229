"""NewsML 1: each field, each kind of body, which of several components is the text, each status, and failures."""

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
from selon.wire.newsml import load_newsml

ITEM = """<NewsItem xml:lang="fr">
  <Identification>
    <NewsIdentifier>
      <ProviderId>anv.example</ProviderId><DateId>20240312</DateId><NewsItemId>TX-VAL-01</NewsItemId>
      <RevisionId PreviousRevision="1" Update="N">2</RevisionId>
      <PublicIdentifier>urn:newsml:anv.example:20240312:TX-VAL-01:2N</PublicIdentifier>
    </NewsIdentifier>
    <NameLabel>Tchad-pétrole</NameLabel>
  </Identification>
  <NewsManagement>
    <NewsItemType FormalName="News"/>
    <FirstCreated>20240312T070000+0100</FirstCreated>
    <ThisRevisionCreated>20240312T081500+0100</ThisRevisionCreated>
    <Status FormalName="Usable"/>
    <Urgency FormalName="3"/>
  </NewsManagement>
  <NewsComponent>
    <NewsLines>
      <HeadLine>Le forage de Moundou reprendra</HeadLine>
      <ByLine>Par Awa DIARRA</ByLine><ByLineTitle>envoyée spéciale</ByLineTitle>
      <DateLine>N'Djamena, 12 mars 2024 (ANV) -</DateLine>
      <CreditLine>ANV/Val</CreditLine>
      <CopyrightLine>© 2024 ANV</CopyrightLine>
      <SlugLine>Tchad-forage</SlugLine>
      <KeywordLine>forage</KeywordLine>
    </NewsLines>
    <AdministrativeMetadata><Provider><Party FormalName="ANV"/></Provider></AdministrativeMetadata>
    <RightsMetadata><Copyright><CopyrightHolder>Agence du Val</CopyrightHolder></Copyright></RightsMetadata>
    <DescriptiveMetadata>
      <Language FormalName="fr"/>
      <SubjectCode><Subject FormalName="04000000"/><SubjectMatter FormalName="04005000"/></SubjectCode>
      <SubjectCode><SubjectDetail FormalName="04005004" cat="ECO"/></SubjectCode>
      <SubjectCode><Subject FormalName="Politique"/></SubjectCode>
      <SubjectCode><Subject FormalName="04000000"/></SubjectCode>
      <Location><Property FormalName="City" Value="Moundou"/></Location>
      <Location HowPresent="Origin">
        <Property FormalName="Country" Value="TCD"/><Property FormalName="City" Value="N'Djamena"/>
      </Location>
      <Property FormalName="URL" Value="https://anv.example/tchad"/>
    </DescriptiveMetadata>
    <ContentItem>
      <MediaType FormalName="Text"/><Format FormalName="bcNITF2.5"/>
      <DataContent><p>Le forage reprendra en mai.</p><p>« Tant mieux »,
        dit le maire.</p></DataContent>
    </ContentItem>
  </NewsComponent>
</NewsItem>"""
NITF = """<nitf><body><body.head><hedline><hl1>Titre NITF</hl1></hedline><byline>Par Luc Bo</byline>
<dateline><location>LYON</location></dateline></body.head><body.content><p>Un.</p><p>Deux.</p></body.content></body></nitf>"""


def envelope(*items: str) -> str:
    when = "<NewsEnvelope><DateAndTime>20240312T090000Z</DateAndTime></NewsEnvelope>"
    return f'<NewsML Version="1.2">{when}{"".join(items)}</NewsML>'


def read(source: str | bytes) -> tuple[list[Dispatch | InputError], list[str]]:
    notes: list[str] = []
    data = source.encode() if isinstance(source, str) else source
    found = list(load_newsml(data, "a.xml", notes.append))
    for each in found:
        if isinstance(each, Dispatch):
            assert each.id == hashlib.sha256(each.text.encode()).hexdigest()
            assert each.format == "newsml"
    return found, notes


def one(source: str | bytes) -> Dispatch:
    found, _ = read(source)
    assert len(found) == 1
    assert isinstance(found[0], Dispatch), str(found[0])
    return found[0]


def item(components: str = "", management: str = "", identifier: str = "") -> str:
    return (
        f"<NewsItem><Identification><NewsIdentifier>{identifier}</NewsIdentifier></Identification>"
        f"<NewsManagement>{management}</NewsManagement>{components}</NewsItem>"
    )


def component(inside: str, role: str = "", headline: str = "", lang: str = "", attributes: str = "") -> str:
    said = [
        f'<Role FormalName="{role}"/>' if role else "",
        f"<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>" if headline else "",
        f'<DescriptiveMetadata><Language FormalName="{lang}"/></DescriptiveMetadata>' if lang else "",
    ]
    return f"<NewsComponent {attributes}>{''.join(said)}{inside}</NewsComponent>"


def content(data: str, medium: str = "Text", kind: str = "") -> str:
    media = f'<MediaType FormalName="{medium}"/>' if medium else ""
    types = f'<MimeType FormalName="{kind}"/>' if kind else ""
    return f"<ContentItem>{media}{types}<DataContent>{data}</DataContent></ContentItem>"


def text(words: str, role: str = "", headline: str = "", lang: str = "") -> str:
    return component(content(f"<p>{words}</p>"), role, headline, lang)


PHOTO = component(
    component('<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>', "Picture")
    + component(content("<p>Une foreuse.</p>"), "Caption"),
    headline="Photo",
)


def test_the_text_is_title_dateline_and_paragraphs_in_order() -> None:
    assert one(envelope(ITEM)).text.split("\n\n") == [
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
        ("byline", "Par Awa DIARRA, envoyée spéciale"),
        ("issued", "2024-03-12T08:15:00+01:00"),
        ("sent", "2024-03-12"),
        ("item", "urn:newsml:anv.example:20240312:TX-VAL-01"),
        ("version", 2),
        ("urgency", 3),
        ("slug", "Tchad-forage"),
        ("rights", "© 2024 ANV"),
        ("lang", "fr"),
        ("status", "usable"),
        ("embargo", None),
        ("url", "https://anv.example/tchad"),
        (
            "subjects",
            (
                Subject("04000000", None),
                Subject("04005000", None),
                Subject("04005004", None),
                Subject(None, "Politique"),
            ),
        ),
    ],
)
def test_fields(field: str, value: Any) -> None:
    assert getattr(one(envelope(ITEM)), field) == value


PUBLIC = "<PublicIdentifier>urn:newsml:anv.example:20240312:TX-VAL-01:2N</PublicIdentifier>"
ORIGIN = ITEM[ITEM.index('<Location HowPresent="Origin">') : ITEM.index('<Property FormalName="URL"')]
PARTY = '<Party FormalName="ANV"/>'
REVISED = "<ThisRevisionCreated>20240312T081500+0100</ThisRevisionCreated>"
SLUG = "<SlugLine>Tchad-forage</SlugLine>"
LABEL = "<NameLabel>Tchad-pétrole</NameLabel>"
TOWN = '<Property FormalName="City" Value="Moundou"/>'


@pytest.mark.parametrize(
    ("field", "changes", "value"),
    [
        ("item", {PUBLIC: ""}, "anv.example:20240312:TX-VAL-01"),
        ("item", {":2N<": "<"}, "urn:newsml:anv.example:20240312:TX-VAL-01"),
        ("item", {"TX-VAL-01:2N": "12345"}, "urn:newsml:anv.example:20240312:12345"),
        ("item", {"urn:newsml:anv.example:20240312:TX-VAL-01:2N": "tag:anv.example,2024:1"}, "tag:anv.example,2024:1"),
        ("item", {PUBLIC: "", "<NewsItemId>TX-VAL-01</NewsItemId>": ""}, None),
        ("agency", {PARTY: ""}, "ANV/Val"),
        ("agency", {PARTY: "", "<CreditLine>ANV/Val</CreditLine>": ""}, "anv.example"),
        ("place", {ORIGIN: ""}, "Moundou"),
        ("place", {ORIGIN: "", TOWN: '<Property FormalName="CountryName" Value="Tchad"/>'}, "Tchad"),
        ("place", {ORIGIN: "", TOWN: '<Property FormalName="Country" Value="TCD"/>'}, "N'Djamena"),
        ("issued", {REVISED: ""}, "2024-03-12T09:00:00+00:00"),
        ("issued", {REVISED: "", "NewsEnvelope": "Autre"}, "2024-03-12T07:00:00+01:00"),
        ("issued", {REVISED: "", "<FirstCreated>20240312T070000+0100</FirstCreated>": ""}, "2024-03-12T09:00:00+00:00"),
        ("place", {ORIGIN: "", TOWN: "Moundou"}, "Moundou"),
        ("place", {ORIGIN: "", f"<Location>{TOWN}": '<Location FormalName="Moundou">'}, "Moundou"),
        ("url", {'FormalName="URL"': 'FormalName="PermaLink"'}, "https://anv.example/tchad"),
        ("url", {'FormalName="URL"': 'FormalName="GeneratorSoftware"'}, None),
        ("url", {'"https://anv.example/tchad"': '"tchad.html"'}, None),
        ("issued", {"20240312T081500+0100": "hier"}, "2024-03-12T09:00:00+00:00"),
        ("slug", {SLUG: ""}, "Tchad-pétrole"),
        ("slug", {SLUG: "", LABEL: ""}, "forage"),
        ("rights", {"<CopyrightLine>© 2024 ANV</CopyrightLine>": ""}, "Agence du Val"),
        ("byline", {"<ByLineTitle>envoyée spéciale</ByLineTitle>": ""}, "Par Awa DIARRA"),
        ("byline", {"<ByLine>Par Awa DIARRA</ByLine>": ""}, None),
        ("lang", {'<Language FormalName="fr"/>': '<Language FormalName="nl-BE"/>'}, "nl"),
        ("lang", {'<Language FormalName="fr"/>': "", 'xml:lang="fr"': 'xml:lang="de"'}, "de"),
        ("lang", {'<Language FormalName="fr"/>': "", 'xml:lang="fr"': ""}, "fr"),
        ("version", {">2</RevisionId>": "/>"}, None),
        ("urgency", {'<Urgency FormalName="3"/>': ""}, None),
        ("dateline", {"N'Djamena, 12 mars 2024 (ANV) -": "20240312T081500+0100"}, None),
    ],
)
def test_what_one_place_does_not_say_is_looked_for_in_the_next(field: str, changes: dict[str, str], value: Any) -> None:
    source = envelope(ITEM)
    for old, new in changes.items():
        assert old in source
        source = source.replace(old, new)
    assert getattr(one(source), field) == value


def encoded(words: bytes, notation: str = "base64") -> str:
    data = f"<DataContent>{base64.b64encode(words).decode()}</DataContent>"
    return f'<ContentItem><MediaType FormalName="Text"/><Encoding Notation="{notation}">{data}</Encoding></ContentItem>'


@pytest.mark.parametrize(
    ("inside", "read_as"),
    [
        (content("<p>Un.</p><p>Deux.</p>"), ["Titre", "Un.", "Deux."]),
        (content(NITF), ["Titre", "LYON", "Un.", "Deux."]),
        (content(NITF, "ComplexData"), ["Titre", "LYON", "Un.", "Deux."]),
        (content("<body><body.content><p>Un.</p></body.content></body>"), ["Titre", "Un."]),
        (content("<html><head><title>x</title></head><body><h1>Titre</h1><p>Un.</p></body></html>"), ["Titre", "Un."]),
        (content("Un.\n\nDeux."), ["Titre", "Un.", "Deux."]),
        (content("\n  Un.\n  Deux.\n"), ["Titre", "Un.", "Deux."]),
        (content("<![CDATA[<p>Un &amp; deux.</p><p>Trois.</p>]]>"), ["Titre", "Un & deux.", "Trois."]),
        (content("&lt;p&gt;Un.&lt;/p&gt;&lt;p&gt;D&amp;eacute;j&amp;agrave;.&lt;/p&gt;"), ["Titre", "Un.", "Déjà."]),
        (content(f"<![CDATA[{NITF}]]>"), ["Titre", "LYON", "Un.", "Deux."]),
        (content("Note &lt;nitf&gt;&lt;p&gt;Un.&lt;/p&gt;"), ["Titre", "Note", "Un."]),
        (content("<p>Un.</p>", ""), ["Titre", "Un."]),
        (content("<p>Un.</p>", "", "text/vnd.IPTC.NITF"), ["Titre", "Un."]),
        (encoded("Un.\n\nDéjà.".encode()), ["Titre", "Un.", "Déjà."]),
        (encoded(NITF.encode()), ["Titre", "LYON", "Un.", "Deux."]),
        (encoded(b"<p>Un.</p>"), ["Titre", "Un."]),
        (encoded(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), ["Titre"]),
        ('<ContentItem><Encoding Notation="base64"><DataContent>!</DataContent></Encoding></ContentItem>', ["Titre"]),
        (content("iVBORw0KGgo=", "", "image/png") + content("<p>Un.</p>"), ["Titre", "Un."]),
        (content("Un (court)...") + content("<p>Un, en entier.</p><p>Deux.</p>"), ["Titre", "Un, en entier.", "Deux."]),
        ('<ContentItem Href="a.txt"><MediaType FormalName="Text"/></ContentItem>', ["Titre"]),
    ],
)
def test_bodies(inside: str, read_as: list[str]) -> None:
    assert one(envelope(item(component(inside, headline="Titre")))).text.split("\n\n") == read_as


def test_what_an_embedded_nitf_says_fills_the_gaps() -> None:
    found = one(envelope(item(component(content(NITF)))))
    assert (found.title, found.dateline, found.place, found.byline) == ("Titre NITF", "LYON", "LYON", "Par Luc Bo")


@pytest.mark.parametrize(
    ("components", "read_as"),
    [
        # what is said on a component around, or inside, or beside the text
        (component(component(text("Un."))), ["Un."]),
        (component(component(text("Un.")), headline="Titre"), ["Titre", "Un."]),
        (component(text("Un.", headline="Interne"), headline="Externe"), ["Interne", "Un."]),
        (component(component("", headline="À côté") + text("Un.")), ["À côté", "Un."]),
        # the parts of one text
        (component(text("Un.", "Lead") + text("Deux.", "Body"), headline="T"), ["T", "Un.", "Deux."]),
        (component(text("T", "Title") + text("Un.", "Lead") + text("Deux.", "Body")), ["T", "Un.", "Deux."]),
        (component(text("Résumé.", "Abstract") + text("Un.", "BodyText"), headline="T"), ["T", "Un."]),
        (component(text("Résumé.", "Abstract"), headline="T"), ["T", "Résumé."]),
        (component(component(text("P", "Title"), "Picture") + text("T", "Title") + text("Un.", "Body")), ["T", "Un."]),
        # alternatives, companions and pictures
        (component(text("Un.") + text("One.", lang="en"), headline="T"), ["T", "Un."]),
        (component(text("Autre.") + text("Un.", "Main")), ["Un."]),
        (component(text("Autre.") + text("Un.", "Main Text", "T")), ["T", "Un."]),
        (component(text("Encadré.", "Sidebar") + text("Un.")), ["Un."]),
        (component(text("Un.", headline="T") + text("Deux.", headline="U")), ["T", "Un."]),
        (component(text("Un.") + text("Un, autrement."), attributes='EquivalentsList="yes"'), ["Un."]),
        (component(PHOTO + text("Un.", headline="T")), ["T", "Un."]),
        (component(text("Un.") + PHOTO, headline="T"), ["T", "Un."]),
    ],
)
def test_which_components_are_the_text(components: str, read_as: list[str]) -> None:
    assert one(envelope(item(components))).text.split("\n\n") == read_as


def test_what_is_said_of_the_first_part_is_said_of_the_text() -> None:
    lead, rest = text("Un.", "Lead", "T"), component(content(NITF), "Body")
    found = one(envelope(item(component(lead + rest))))
    assert (found.text, found.title, found.byline) == ("T\n\nUn.\n\nUn.\n\nDeux.", "T", None)


def test_other_texts_of_an_item_are_not_left_out_in_silence() -> None:
    _, notes = read(envelope(item(component(text("Un.", headline="T") + text("Deux.", headline="U")))))
    assert notes == ["a.xml: 1 other text of the same item left out"]
    _, notes = read(envelope(item(component(text("Un.", "Main") + PHOTO + text("R.", "Summary")))))
    assert notes == []


def test_what_is_said_of_a_picture_is_not_said_of_the_text() -> None:
    lines = "<NewsLines><ByLine>Photo Ana Ruiz</ByLine><CopyrightLine>© Ana</CopyrightLine></NewsLines>"
    subjects = '<DescriptiveMetadata><SubjectCode><Subject FormalName="1"/></SubjectCode></DescriptiveMetadata>'
    photo = component(f'{lines}{subjects}<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>')
    found = one(envelope(item(component(photo + text("Un.")))))
    assert (found.byline, found.rights, found.subjects) == (None, None, ())


LATER = (
    "<StatusWillChange><FutureStatus FormalName='{}'/><DateAndTime>20240701T060000Z</DateAndTime></StatusWillChange>"
)


@pytest.mark.parametrize(
    ("management", "status", "embargo"),
    [
        ('<Status FormalName="Usable"/>', "usable", None),
        ('<Status FormalName="Withheld"/>', "withheld", None),
        ('<Status FormalName="Canceled"/>', "cancelled", None),
        ('<Status FormalName="Embargoed"/>', "withheld", None),
        ('<Status FormalName="Embargoed"/>' + LATER.format("Usable"), "usable", "2024-07-01T06:00:00+00:00"),
        ('<Status FormalName="Withheld"/>' + LATER.format("Usable"), "withheld", "2024-07-01T06:00:00+00:00"),
        ('<Status FormalName="Usable"/>' + LATER.format("Canceled"), "usable", None),
        ('<Status FormalName="Usable"/><Instruction FormalName="Correction"/>', "corrected", None),
        ('<Status FormalName="Usable"/><Instruction FormalName="Rectify"/>', "corrected", None),
        ('<Status FormalName="Usable"/><Instruction FormalName="Kill"/>', "cancelled", None),
        ('<NewsItemType FormalName="Correction"/><Status FormalName="Usable"/>', "corrected", None),
        ('<Instruction FormalName="Update"/>', "usable", None),
        (
            '<Status FormalName="Usable"/><Instruction FormalName="Replace"><RevisionStatus>'
            '<Status FormalName="Canceled"/></RevisionStatus></Instruction>',
            "usable",
            None,
        ),
        ("", "usable", None),
    ],
)
def test_statuses_and_embargoes(management: str, status: str, embargo: str | None) -> None:
    found = one(envelope(item(component(text("Un.")), management)))
    assert (found.status, found.embargo) == (status, embargo)


def test_a_cancelled_item_may_be_empty() -> None:
    identifier = "<ProviderId>a</ProviderId><DateId>20240312</DateId><NewsItemId>7</NewsItemId>"
    found = one(envelope(item("<NewsComponent/>", '<Status FormalName="Canceled"/>', identifier)))
    assert (found.text, found.item, found.status) == ("", "a:20240312:7", "cancelled")


def test_several_items_are_numbered_and_one_that_is_empty_costs_itself_alone() -> None:
    pictures = item(component(PHOTO))
    found, notes = read(envelope(pictures, item(component(text("Un."))), item(component("")), ITEM, pictures))
    assert [each.path if isinstance(each, Dispatch) else each.name for each in found] == [
        "a.xml#1",
        "a.xml#2",
        "a.xml#3",
    ]
    assert isinstance(found[0], Dispatch)
    assert found[0].text == "Un."
    assert isinstance(found[1], InputError)
    assert "holds no text" in str(found[1])
    assert notes == ["a.xml: 2 items without text (photo) left out"]


def test_items_inside_an_item_are_items() -> None:
    found, notes = read(envelope(item(component(item(component(text("Un."))) + ITEM))))
    assert [each.text.split("\n\n")[0] for each in found if isinstance(each, Dispatch)] == [
        "Un.",
        "Le forage de Moundou reprendra",
    ]
    assert notes == []


def test_a_package_alone_is_said() -> None:
    package = item(component('<NewsItemRef NewsItem="a.xml"/><NewsItemRef NewsItem="b.xml"/>', headline="Revue"))
    assert read(envelope(package)) == ([], ["a.xml: 1 item without text (package) left out"])


@pytest.mark.parametrize("source", [ITEM, f"<NewsML>{component(text('Un.'))}</NewsML>", f"<lot><a>{ITEM}</a></lot>"])
def test_items_without_their_envelope(source: str) -> None:
    assert one(source).text


def test_namespaces_do_not_matter() -> None:
    source = envelope(ITEM)
    spaced = source.replace("<NewsML ", '<NewsML xmlns="http://iptc.org/std/NewsML/2003-10-10/" ')
    assert one(spaced) == one(source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<rss><channel/></rss>", "no NewsItem"),
        (envelope(), "no NewsItem"),
        ("", "no well-formed XML"),
        ('<!DOCTYPE NewsML [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><NewsML>&b;</NewsML>', "entities"),
    ],
)
def test_what_is_no_newsml(source: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read(source)
    assert len(str(caught.value).splitlines()) == 1


def test_a_doctype_is_read_over() -> None:
    source = (
        '<?xml version="1.0"?>\n<!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20021018:NewsMLv1.2:1" "NewsML_1.2.dtd">'
    )
    assert one(source + envelope(ITEM)) == one(envelope(ITEM))


def test_encodings_that_are_declared_wrongly() -> None:
    declared = '<?xml version="1.0" encoding="{}"?>' + envelope(ITEM)
    assert one(declared.format("iso-8859-1").encode()) == one(envelope(ITEM))
    assert one(declared.format("iso-8859-1").encode("latin-1")) == one(envelope(ITEM))
    assert one(declared.format("utf-8").encode("latin-1")).text == one(envelope(ITEM)).text


def test_a_message_that_is_cut_is_read_as_far_as_it_goes() -> None:
    source = envelope(ITEM)
    found, notes = read(source[: source.index("Tant mieux")])
    assert isinstance(found[0], Dispatch)
    assert found[0].text.endswith("Le forage reprendra en mai.\n\n«")
    assert any("malformed" in note for note in notes)


@pytest.mark.parametrize("name", ["NewsItem", "NewsComponent", "ContentItem", "DataContent", "em"])
def test_elements_inside_one_another_without_end(name: str) -> None:
    deep = f"<{name}>" * 10_000 + text("Un.") + f"</{name}>" * 10_000
    for source in (deep, envelope(deep), envelope(item(component(deep)), ITEM)):
        try:
            found, _ = read(source)
        except InputError as error:
            found = [error]
        assert all(len(str(each).splitlines()) == 1 for each in found if isinstance(each, InputError))


def test_many_components_around_one_another_take_no_time() -> None:
    deep = "<NewsComponent>" * 200 + text("Un.") * 3000 + "</NewsComponent>" * 200
    assert one(envelope(item(deep))).text.count("Un.") == 3000


@given(st.data())
def test_damaged_bytes_give_a_text_or_one_line(data: st.DataObject) -> None:
    source = bytearray(envelope(ITEM, item(component(PHOTO)), item(component(content(NITF)))).encode())
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
    path = shared / "wire" / "newsml-1.2" / name
    if not path.is_file():
        pytest.skip("../shared/wire is not beside the checkout")
    return one(path.read_bytes())


def test_afp(shared: Path) -> None:
    found = sample(shared, "afp20.xml")
    paragraphs = found.text.split("\n\n")
    assert paragraphs[:2] == [found.title, "Strasbourg, 10 juil 2024 (AFP)"]
    assert len(paragraphs) == 4
    assert (found.agency, found.place, found.dateline) == ("AFP", "Strasbourg", paragraphs[1])
    assert found.item == "urn:newsml:afp.com:20240710:240710125902.qpsp2jzk"
    assert (found.version, found.issued, found.urgency) == (1, "2024-07-10T12:59:02+00:00", None)
    assert (found.slug, found.rights) == ("procès-santé-secours", "© 2024 AFP")


def test_afp_as_belga_has_it(shared: Path) -> None:
    found = sample(shared, "afp_belga.xml")
    paragraphs = found.text.split("\n\n")
    assert (paragraphs[1], paragraphs[-1], len(paragraphs)) == ("Paris, 21 jan 2019 (AFP) -", "asl/tib/pid/cac", 12)
    assert (found.place, found.urgency, found.slug) == ("Paris", 4, "France-procès-assises-drogues-police")
    assert [subject.code for subject in found.subjects][:2] == ["02008000", "02001004"]
    assert len(found.subjects) == 7
