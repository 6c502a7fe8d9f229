"""Feeds as sites make them, all invented: RSS, RDF and Atom, whole and broken; then those made to break it all."""

from __future__ import annotations

import builtins
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.model import Dispatch, Subject
from selon.wire.errors import InputError
from selon.wire.feed import MOST_BYTES, MOST_ENTRIES, MOST_FIELDS, load_feed
from selon.wire.making import Found

RSS = """<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet type="text/xsl" href="https://example.org/rss.xsl"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Le Quotidien - Monde</title>
<link>https://example.org/</link><language>fr-FR</language><copyright>© Le Quotidien</copyright>
<item><title><![CDATA[Grève à l'« Opéra » & ailleurs]]></title><link>/monde/1</link>
<guid isPermaLink="false">id-1</guid>
<pubDate>Wed, 10 Jul 2024 15:00:00 +0200</pubDate><dc:creator>Jeanne Morel</dc:creator><dc:creator>AFP</dc:creator>
<category domain="rubrique">Monde</category><category>Culture</category><category>Monde</category>
<media:content url="https://example.org/x.jpg"><media:description>Une photo.</media:description></media:content>
<description><![CDATA[<p>Le résumé.</p>]]></description>
<content:encoded><![CDATA[<p>Le directeur l'a annoncé mercredi.<br/>Il n'a rien ajouté.</p><script>x()</script>
<h2>Une première</h2><ul><li>Un</li><li>Deux</li></ul><p><a href="/monde/1">Lire la suite&nbsp;&rarr;</a></p>]]>
</content:encoded></item>
<item><title>Brève</title><author>redaction@example.org (Paul Nguyen)</author>
<pubDate>mer., 3 févr. 2024 9:00 GMT</pubDate>
<description>Premier point &amp;amp; second.

Autre paragraphe.</description></item>
<item><guid>https://example.org/3</guid>
<description>&lt;p&gt;Le maire. &lt;a href="x"&gt;Lire la suite&lt;/a&gt;&lt;/p&gt;
</description></item>
<item/>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://example.org/fil/"><title>Le fil</title>
<rights>Tous droits réservés</rights><id>urn:fil</id>
<entry><title type="html">L&amp;#39;été &lt;em&gt;enfin&lt;/em&gt;</title><id>tag:example.org,2024:1</id>
<link rel="alternate" href="ete"/><link rel="edit" href="https://example.org/edit"/>
<published>2024-07-10T09:00:00+02:00</published><updated>2024-07-11T10:00:00+02:00</updated>
<author><name>Claire Dumas</name></author><author><name>Paul Nguyen</name></author>
<category term="meteo" label="Météo" scheme="https://example.org/"/><category term="été"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>« Il fait <b>chaud</b> », a dit Zoé.</p>
<blockquote>Enfin.</blockquote></div></content><summary>Court.</summary></entry>
<entry xml:lang="en-GB"><title>News</title><id>tag:example.org,2024:2</id><updated>2024-07-11T10:00:00Z</updated>
<content type="text">He said no.</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/"><title>Le site</title>
<dc:language>fr</dc:language><dc:publisher>Éditions du Nord</dc:publisher><dc:rights>Libre</dc:rights></channel>
<item rdf:about="https://example.org/1"><title>Un titre</title><link>https://example.org/1</link>
<description>Le texte.</description><dc:date>2024-07-10T08:30+02:00</dc:date><dc:subject>Nord</dc:subject></item>
</rdf:RDF>"""

GATHERED = """<rss version="2.0"><channel><title>« Baltique » - Actualités</title><language>fr</language>
<item><title>Deux cargos déroutés - Agence Boréale</title><link>https://news.example.com/articles/CBM?oc=5</link>
<guid isPermaLink="false">CBM</guid><pubDate>Wed, 10 Jul 2024 12:05:00 GMT</pubDate>
<description>&lt;a href="https://news.example.com/CBM"&gt;Deux cargos déroutés&lt;/a&gt;&amp;nbsp;&amp;nbsp;
&lt;font color="#6f6f6f"&gt;Agence Boréale&lt;/font&gt;</description>
<source url="https://example.org">Agence Boréale</source></item></channel></rss>"""


def entries(source: str | bytes, notes: list[str] | None = None, **more: str) -> list[Found]:
    data = source.encode() if isinstance(source, str) else source
    return list(load_feed(data, "f.xml", (notes if notes is not None else []).append, **more))


def dispatches(source: str | bytes, notes: list[str] | None = None, **more: str) -> list[Dispatch]:
    found = entries(source, notes, **more)
    assert all(isinstance(each, Dispatch) for each in found), found
    return [each for each in found if isinstance(each, Dispatch)]


def refusal(source: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        entries(source)
    message = str(caught.value)
    assert message.startswith("f.xml: ")
    assert len(message.splitlines()) == 1
    return message


def channel(*items: str, head: str = "") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>Fil</title>{head}{inner}</channel></rss>'


def test_rss() -> None:
    first, second, third, empty = entries(RSS, url="https://example.org/feed")
    assert isinstance(first, Dispatch)
    assert (first.path, first.format, first.lang) == ("f.xml#1", "feed", "fr")
    assert first.title == "Grève à l'« Opéra » & ailleurs"
    assert (first.byline, first.agency, first.rights) == ("Jeanne Morel, AFP", "Le Quotidien - Monde", "© Le Quotidien")
    assert (first.issued, first.sent) == ("2024-07-10T15:00:00+02:00", "2024-07-10")
    assert (first.item, first.url) == ("id-1", "https://example.org/monde/1")
    assert first.subjects == (Subject(None, "Monde"), Subject(None, "Culture"))
    assert first.text.split("\n\n")[1:] == [
        "Le directeur l'a annoncé mercredi.\nIl n'a rien ajouté.",
        "Une première",
        "Un",
        "Deux",
    ]
    assert isinstance(second, Dispatch)
    assert (second.byline, second.issued) == ("Paul Nguyen", "2024-02-03T09:00:00+00:00")
    assert second.text == "Brève\n\nPremier point & second.\n\nAutre paragraphe."
    assert isinstance(third, Dispatch)
    assert (third.title, third.url, third.item) == (None, "https://example.org/3", "https://example.org/3")
    assert third.text == "Le maire. Lire la suite"  # the link stands in a paragraph of the text
    assert isinstance(empty, InputError)
    assert str(empty).startswith("f.xml#4: holds no text; ")


def test_atom() -> None:
    first, second = dispatches(ATOM)
    assert (first.title, first.byline, first.agency) == ("L'été enfin", "Claire Dumas, Paul Nguyen", "Le fil")
    assert (first.issued, first.item) == ("2024-07-10T09:00:00+02:00", "tag:example.org,2024:1")
    assert (first.url, first.rights) == ("https://example.org/fil/ete", "Tous droits réservés")
    assert first.subjects == (Subject("meteo", "Météo"), Subject(None, "été"))
    assert first.text.split("\n\n")[1:] == ["« Il fait chaud », a dit Zoé.", "Enfin."]
    assert (second.lang, second.issued, second.text) == ("en", "2024-07-11T10:00:00+00:00", "News\n\nHe said no.")


def test_rdf() -> None:
    (found,) = dispatches(RDF)
    assert (found.title, found.agency, found.rights, found.lang) == ("Un titre", "Éditions du Nord", "Libre", "fr")
    assert (found.issued, found.item) == ("2024-07-10T08:30:00+02:00", "https://example.org/1")
    assert found.subjects == (Subject(None, "Nord"),)


def test_a_gathered_feed_names_its_sources() -> None:
    (found,) = dispatches(GATHERED)
    assert (found.title, found.agency, found.item) == ("Deux cargos déroutés", "Agence Boréale", "CBM")


@pytest.mark.parametrize("version", ["0.91", "0.92", "0.93", "0.94"])
def test_old_rss_with_its_doctype(version: str) -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://example.org/rss-0.91.dtd">'
    source = channel("<title>Un</title><description>Le texte.</description>").replace('"2.0"', f'"{version}"')
    assert [each.text for each in dispatches(doctype + source)] == ["Un\n\nLe texte."]


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-8", "windows-1252", "x-none"])
@pytest.mark.parametrize("real", ["utf-8", "cp1252"])
def test_what_is_declared_of_the_encoding_may_be_wrong(declared: str, real: str) -> None:
    text = "L’été s’achève à Orléans : « C’est déjà là », a déclaré le préfet, reçu à la mairie."
    source = f'<?xml version="1.0" encoding="{declared}"?>' + channel(f"<title>{text}</title>")
    notes: list[str] = []
    assert dispatches(source.encode(real), notes)[0].title == text
    assert notes == ([] if real == "utf-8" else ["f.xml read as cp1252"])


def test_bare_ampersands_and_names_of_characters() -> None:
    notes: list[str] = []
    source = channel(
        "<title>Q & R && l&eacute;gumes l&#146;&eacute;t&eacute; &amp; fin</title><link>https://example.org/?a=1&b=2</link>"
    )
    (found,) = dispatches(source, notes)
    assert (found.title, found.url) == ("Q & R && légumes l’été & fin", "https://example.org/?a=1&b=2")
    assert notes == ["f.xml is malformed XML (bare ampersands); they are read as such"]


def test_ampersands_of_cdata_stay() -> None:
    notes: list[str] = []
    (found,) = dispatches(channel("<title><![CDATA[Q & R]]></title>"), notes)
    assert (found.title, notes) == ("Q & R", [])


def test_a_feed_that_is_cut_is_read_as_far_as_it_goes() -> None:
    notes: list[str] = []
    cut = ATOM[: ATOM.index("He said")]
    assert [each.title for each in dispatches(cut, notes)] == ["L'été enfin", "News"]
    assert len(notes) == 1
    assert "is malformed XML" in notes[0]


def test_prefixes_that_nothing_declares() -> None:
    notes: list[str] = []
    source = channel(
        "<title>Un</title><dc:creator>Zoé</dc:creator><content:encoded>Le texte.</content:encoded><x:y z:a='1'/>"
    )
    (found,) = dispatches(source, notes)
    assert (found.byline, found.text) == ("Zoé", "Un\n\nLe texte.")
    assert len(notes) == 1
    assert entries(channel("<title>Un</title><o:>x</o:><a:0>y</a:0>"))


def test_text_before_the_feed() -> None:
    notes: list[str] = []
    (found,) = dispatches("<br />Warning: pas de connexion\n" + channel("<title>Un</title>"), notes)
    assert found.title == "Un"
    assert notes == ["f.xml has other text before the feed, which is left out"]
    assert len(dispatches(" \n" + channel("<title>Un</title>"), notes)) == len(notes)


@pytest.mark.parametrize(
    ("written", "issued"),
    [
        ("<pubDate>Wed, 10 Jul 2024 15:00:00 GMT</pubDate>", "2024-07-10T15:00:00+00:00"),
        ("<pubDate>10 Jul 2024 15:00</pubDate>", "2024-07-10T15:00:00"),
        ("<pubDate>2024-07-10</pubDate>", "2024-07-10"),
        ("<pubDate>mercredi 14 août 2024 13:00:00 +0200</pubDate>", "2024-08-14T13:00:00+02:00"),
        ("<pubDate>hier</pubDate>", None),
        ("<pubDate>99999999999999</pubDate>", None),
        ("", None),
    ],
)
def test_moments(written: str, issued: str | None) -> None:
    assert dispatches(channel(f"<title>Un</title>{written}"))[0].issued == issued


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        ("<p><a href='x'>Lire la suite</a></p>", False),
        ("<p>[<a href='x'>Lire la suite…</a>]</p>", False),
        ("<a href='x'>Lire l’article sur le site</a>", False),
        ("<p><a href='x'>Le rapport</a></p>", True),
        ("<p>Lire la suite</p>", True),
        ("<p>Lire la suite <a href='x'>ici</a></p>", True),
    ],
)
def test_a_last_paragraph_that_is_a_link_to_the_rest(end: str, kept: bool) -> None:
    (found,) = dispatches(channel(f"<description><![CDATA[<p>Le maire.</p>{end}]]></description>"))
    assert (found.text != "Le maire.") is kept


def test_a_content_without_text_gives_way_to_the_summary() -> None:
    tags = '<content xmlns="http://www.w3.org/2005/Atom" type="html">&lt;img src="x"&gt;</content>'
    (found,) = dispatches(channel(f"{tags}<description>Le texte.</description>"))
    assert found.text == "Le texte."


@pytest.mark.parametrize("link", ["http://[/", "javascript:x()", "a b", "", "ftp://example.org/x"])
def test_links_that_lead_nowhere(link: str) -> None:
    assert dispatches(channel(f"<title>Un</title><link>{link}</link>"), url="https://[x")[0].url is None


def test_nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    dispatches(RSS[: RSS.index("<item/>")] + "</channel></rss>")  # all is loaded

    def refuse(*args: Any, **more: Any) -> Any:
        raise AssertionError(f"opened {args}")

    monkeypatch.setattr(builtins, "open", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    source = '<!DOCTYPE rss SYSTEM "http://example.org/x.dtd">' + channel("<title>Un</title>")
    assert len(dispatches(source, url="https://example.org/feed")) == 1
    for name in ("https://example.org/feed", "pyproject.toml", "file:///etc/passwd"):
        refusal(name)


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("", "is no well-formed XML"),
        ("Bonjour.", "is no well-formed XML"),
        ("<html><body><p>Une page.</p></body></html>", "is no feed"),
        ("<opml><body/></opml>", "is no feed"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]>' + channel("<title>&a;</title>"), "declares entities"),
        (channel("<title>Un</title>").ljust(MOST_BYTES + 1), "is longer than"),
        (channel("<title>Un</title>") + "<item/>" * MOST_ENTRIES, "well-formed"),
        (channel(*[""] * (MOST_ENTRIES + 1)), "holds more than 10,000 entries"),
        (channel("<category>x</category>" * (MOST_FIELDS + 1)), "holds an element with more than 500"),
        (channel("<title " + " ".join(f"a{i}='x'" for i in range(60)) + ">Un</title>"), "or 50 attributes"),
    ],
)
def test_what_is_no_feed_or_too_big(source: str, what: str) -> None:
    if what == "well-formed":  # what follows the end is left out
        assert len(entries(source)) == 1
    else:
        assert what in refusal(source)


def test_a_feed_without_entries() -> None:
    notes: list[str] = []
    assert entries(channel(), notes) == []
    assert notes == ["f.xml is a feed without entries"]


def test_an_entry_that_is_too_deep_costs_itself_only() -> None:
    deep = "&lt;div&gt;" * 10_000 + "x"
    found = entries(channel(f"<title>Un</title><description>{deep}</description>", "<title>Deux</title>"))
    assert [isinstance(each, Dispatch) and each.title for each in found][1:] == ["Deux"]


@pytest.mark.parametrize(
    "source",
    [
        channel("<title>" + "&" * 50_000),
        channel("<![CDATA[" * 50_000),
        channel("<!--" * 50_000),
        channel("<item>" * 20_000),
        channel("<description>" + "&lt;a &lt;p&gt;" * 10_000 + "</description>"),
        channel("<pubDate>" + "Mon, (" * 50_000 + "</pubDate><title>Un</title>"),
        channel("<title>" + "a" * 1_000_000 + "</title>"),
        "<a:b:c>" * 1_000,
        "<?xml " * 50_000,
        "<!DOCTYPE rss [" * 20_000,
    ],
)
def test_feeds_made_to_break_the_reader_are_read_or_refused(source: str) -> None:
    try:
        found = entries(source)
    except InputError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert all(len(str(each).splitlines()) == 1 for each in found if isinstance(each, InputError))


PIECES = ["<item>", "</item>", "<title>", "</title>", "<description>", "<![CDATA[", "]]>", "&", "&eacute;", "&#0;", "é"]
PIECES += ["<entry xmlns='http://www.w3.org/2005/Atom'>", "<link href='http://['/>", "<dc:date>", "<a:", "\0", "<!--"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30))
def test_any_feed_gives_dispatches_or_lines(pieces: list[str]) -> None:
    source = RSS[: RSS.index("<item>")] + "".join(pieces)
    try:
        found = entries(source.encode("utf-8", "replace"))
    except InputError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert all(each.text if isinstance(each, Dispatch) else str(each) for each in found)
