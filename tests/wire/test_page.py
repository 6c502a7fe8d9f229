"""Pages of HTML as sites make them, all invented; then what is no page, or one made to break its reader."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.model import Dispatch, Subject
from selon.wire.errors import InputError
from selon.wire.page import MOST_BYTES, MOST_ELEMENTS, load_page

AGENCY = """<!DOCTYPE html>
<html lang="fr-FR"><head><meta charset="utf-8">
<title>Tempête en mer Baltique: deux cargos déroutés | Agence Boréale</title>
<meta property="og:site_name" content="Agence Boréale">
<meta property="og:title" content="Tempête en mer Baltique: deux cargos déroutés">
<meta property="article:published_time" content="2024-07-10T14:05:00+02:00">
<meta name="keywords" content="tempête, Baltique; transport maritime, Tempête">
<meta name="copyright" content="© Agence Boréale 2024">
<link rel="canonical" href="/depeches/tempete-baltique">
<script>window.dataLayer=[];</script><style>.x{color:red}</style></head><body>
<div id="cookie-banner" class="cookie-consent"><p>Nous utilisons des cookies pour améliorer votre expérience.
<button>Tout accepter</button></p></div>
<header><nav><ul><li><a href="/">Accueil</a></li><li><a href="/monde">Monde</a></li></ul></nav></header>
<main><article>
<h1>Tempête en mer Baltique: deux cargos déroutés</h1>
<p class="meta">Publié le 10/07/2024 à 14h05</p>
<p>STOCKHOLM, 10 juil 2024 (AB) - Deux cargos battant pavillon maltais ont été déroutés mercredi en mer
Baltique en raison d'une tempête, ont indiqué les gardes-côtes suédois.</p>
<p>"Les vents dépassent 120 km/h", a déclaré un porte-parole des gardes-côtes, Lars Ekström.</p>
<h2>Trafic interrompu</h2>
<p>Le trafic des ferries entre Stockholm et Tallinn a été interrompu, selon la compagnie Nordlinje.</p>
<blockquote><p>« Nous ne prendrons aucun risque avec nos passagers. »</p></blockquote>
<ul><li>Trois ports sont fermés&nbsp;: Gävle, Visby et Nynäshamn.</li><li>Le pont de l'Öland reste ouvert.</li></ul>
<table><tr><th>Port</th><th>Vent</th></tr><tr><td>Gävle</td><td>110 km/h</td></tr></table>
<p>jmo/lep/abd</p></article>
<aside class="related"><h3>À lire aussi</h3><ul><li><a href="/a">Un ferry évacué en Finlande</a></li></ul></aside>
<section id="comments" class="comments"><div class="comment"><p>Je ne crois pas un mot de cette histoire, signé un
lecteur mécontent.</p></div></section></main>
<footer><p>© Agence Boréale - Mentions légales</p></footer></body></html>"""

DAILY_LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "BreadcrumbList", "itemListElement": []},
        {
            "@type": ["NewsArticle"],
            "headline": "Réforme des retraites&nbsp;: le gouvernement temporise",
            "datePublished": "2024-03-05T06:30:12+01:00",
            "dateModified": "2024-03-06T11:00:00+01:00",
            "author": [{"@type": "Person", "name": "Claire Dumas"}, {"@id": "#paul"}],
            "publisher": {"@id": "#journal"},
            "articleSection": "Politique",
            "keywords": ["Retraites", {"name": "Gouvernement"}],
            "isAccessibleForFree": False,
        },
        {"@type": "Person", "@id": "#paul", "name": "Paul Nguyen"},
        {"@type": "NewsMediaOrganization", "@id": "#journal", "name": "Le Quotidien du Soir"},
    ],
}
DAILY = f"""<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>Réforme des retraites : le gouvernement temporise - Le Quotidien du Soir</title>
<meta property="og:url" content="https://www.example.com/politique/reforme_1.html"/>
<script type="application/ld+json">{json.dumps(DAILY_LINKED)}</script></head><body>
<article><header><h1>Réforme des retraites : le gouvernement temporise</h1>
<p class="article__desc">La ministre du travail a annoncé, mardi, le report du texte en conseil des ministres.</p>
<time datetime="2019-01-01T00:00:00+01:00">Archive</time></header>
<section class="article__content"><p>« Nous prendrons le temps nécessaire », a assuré la ministre du travail, Hélène
Garnier, mardi 5 mars, sur une radio publique. Le texte ne sera pas examiné avant la fin du mois d'avril.</p>
<p>Les syndicats, reçus lundi soir, demandaient ce report. « C'est un premier pas », a réagi Marc Lefèvre.</p>
<div><p>Publicité</p></div><p>Il vous reste 75.42% de cet article à lire. La suite est réservée aux abonnés.</p>
</section></article></body></html>"""

BLOG = """<!DOCTYPE html><html lang="fr-FR"><head><meta charset="UTF-8">
<title>Le marché de Noël revient - Le blog du canton</title>
<script type="application/ld+json" class="yoast-schema-graph">{"@context":"https://schema.org","@graph":[
{"@type":"WebPage","datePublished":"2023-11-28T23:30:00+00:00","inLanguage":"fr-FR"},
{"@type":"WebSite","name":"Le blog du canton"}]}</script></head>
<body class="single"><header class="site-header"><h1 class="site-title"><a href="/">Le blog du canton</a></h1></header>
<article class="post"><header class="entry-header"><h1 class="entry-title">Le marché de Noël revient</h1>
<div class="entry-meta"><time class="entry-date" datetime="2023-11-29T00:30:00+01:00">29 novembre 2023</time>
<span class="byline"> par <span class="author vcard">Lucie Blanc</span></span></div></header>
<div class="entry-content"><p>Le maire, Jean Rousset, a annoncé lundi le retour du marché de Noël.</p>
<p>Une trentaine d&rsquo;exposants sont attendus, selon la mairie.<br>Le marché ouvrira chaque jour à 10 heures.</p>
<h3>Des navettes gratuites</h3><p>« Nous voulons que chacun puisse venir », dit-il.</p>
<div class="sharedaddy"><h3>Partager :</h3><ul><li>Twitter</li><li>Facebook</li></ul></div></div></article>
<div id="comments"><ol class="comment-list"><li class="comment"><p>Bravo pour cette initiative.</p></li></ol></div>
</body></html>"""

DRUPAL = """<!DOCTYPE html><html xml:lang="fr" dir="ltr"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Communiqué du conseil régional | Région Exemple</title>
<meta name="dcterms.creator" content="Service de presse"></head><body class="node-type-communique">
<div id="skip-link"><a href="#main">Aller au contenu principal</a></div>
<div id="content"><h1 class="page-title">Communiqué du conseil régional</h1>
<div class="node"><span class="submitted">Soumis par presse le lun, 17/01/2022 - 16:42</span>
<div class="field field-name-body"><div class="field-item even"><p>Le conseil régional a adopté lundi un budget de
2,4 milliards d’euros pour l’année 2022.</p><p>« Ce budget est celui de la relance », a déclaré la présidente.</p>
<ol><li>Les transports recevront 800 millions d’euros.</li><li>Les lycées en recevront 500 millions.</li></ol>
</div></div></div></div></body></html>"""

BODY = "<article><h1>Titre</h1><p>Le maire a été élu dimanche, selon la préfecture.</p></article>"


def read(page: str | bytes, notes: list[str] | None = None, **more: str) -> Dispatch:
    data = page.encode() if isinstance(page, str) else page
    (found,) = load_page(data, "p.html", (notes if notes is not None else []).append, **more)
    assert isinstance(found, Dispatch)
    return found


def refusal(page: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(page)
    message = str(caught.value)
    assert message.startswith("p.html: ")
    assert len(message.splitlines()) == 1
    return message


def headed(head: str, body: str = BODY) -> str:
    return f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def linked(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return headed(f'<script type="application/ld+json">{text}</script>')


def test_a_page_of_an_agency() -> None:
    found = read(AGENCY, url="https://www.example.org/d?id=3")
    assert found.title == "Tempête en mer Baltique: deux cargos déroutés"
    assert (found.agency, found.byline, found.lang, found.format) == ("Agence Boréale", None, "fr", "html")
    assert (found.issued, found.sent) == ("2024-07-10T14:05:00+02:00", "2024-07-10")
    assert found.subjects == tuple(Subject(None, name) for name in ("tempête", "Baltique", "transport maritime"))
    assert found.rights == "© Agence Boréale 2024"
    assert found.url == "https://www.example.org/depeches/tempete-baltique"
    assert found.text.split("\n\n") == [
        "Tempête en mer Baltique: deux cargos déroutés",
        "STOCKHOLM, 10 juil 2024 (AB) - Deux cargos battant pavillon maltais ont été déroutés mercredi en mer Baltique "
        "en raison d'une tempête, ont indiqué les gardes-côtes suédois.",
        '"Les vents dépassent 120 km/h", a déclaré un porte-parole des gardes-côtes, Lars Ekström.',
        "Trafic interrompu",
        "Le trafic des ferries entre Stockholm et Tallinn a été interrompu, selon la compagnie Nordlinje.",
        "« Nous ne prendrons aucun risque avec nos passagers. »",
        "Trois ports sont fermés\u00a0: Gävle, Visby et Nynäshamn.",
        "Le pont de l'Öland reste ouvert.",
        "Port Vent",
        "Gävle 110 km/h",
        "jmo/lep/abd",
    ]


def test_a_page_of_a_daily() -> None:
    notes: list[str] = []
    found = read(DAILY, notes)
    assert found.title == "Réforme des retraites : le gouvernement temporise"
    assert (found.agency, found.byline) == ("Le Quotidien du Soir", "Claire Dumas, Paul Nguyen")
    assert found.issued == "2024-03-05T06:30:12+01:00"
    assert [subject.name for subject in found.subjects] == ["Politique", "Retraites", "Gouvernement"]
    assert found.url == "https://www.example.com/politique/reforme_1.html"
    assert found.text.split("\n\n")[1].startswith("La ministre du travail a annoncé")  # what stands in the header
    assert found.text.count("temporise") == 1
    assert "Publicité" not in found.text
    assert notes == ["p.html is not free to read, so its text may be only the beginning of the article"]


def test_a_page_of_a_blog() -> None:
    found = read(BLOG)
    assert (found.title, found.byline) == ("Le marché de Noël revient", "Lucie Blanc")
    assert (found.issued, found.sent) == ("2023-11-29T00:30:00+01:00", "2023-11-29")  # the day of the place
    assert "selon la mairie.\nLe marché ouvrira" in found.text
    assert "Des navettes gratuites\n\n« Nous voulons" in found.text
    assert not any(word in found.text for word in ("Bravo", "Facebook", "Le blog du canton"))


def test_a_page_that_prints_its_date_only() -> None:
    found = read(DRUPAL, url="https://example.org/communique")
    assert (found.title, found.byline) == ("Communiqué du conseil régional", "Service de presse")
    assert (found.issued, found.url) == ("2022-01-17T16:42:00", "https://example.org/communique")
    assert "800 millions d’euros.\n\nLes lycées" in found.text
    assert "Aller au contenu" not in found.text


@pytest.mark.parametrize(
    ("head", "issued"),
    [
        ('<meta name="date" content="2024-07-10">', "2024-07-10"),
        (
            '<meta property="article:published_time" content="2024-07-10"><meta name="date" '
            'content="2024-07-10T08:00:00Z"><meta itemprop="datePublished" content="2024-07-10T10:00:00+02:00">',
            "2024-07-10T10:00:00+02:00",  # the fullest that falls on that day
        ),
        (
            '<meta property="article:published_time" content="2024-07-10"><meta name="date" '
            'content="2021-01-01T08:00:00Z">',
            "2024-07-10",  # not that of another day
        ),
        ('<meta property="article:modified_time" content="2024-07-10T08:00:00+02:00">', "2024-07-10T08:00:00+02:00"),
        ('<meta name="date" content="0001-01-01T00:00:00"><meta name="pubdate" content="1970-01-01T00:00:00Z">', None),
        ('<meta name="date" content="hier">', None),
    ],
)
def test_moments(head: str, issued: str | None) -> None:
    assert read(headed(head)).issued == issued


@pytest.mark.parametrize(
    ("words", "issued"),
    [
        ("Publié le 10 juillet 2024 à 14h05", "2024-07-10T14:05:00"),
        ("Publié le mercredi 1er août 2024", "2024-08-01"),
        ("Mis en ligne le 03/05/2019", "2019-05-03"),
        ("PUBLIÉ LE 3 ſEPTEMBRE 2019", "2019-09-03"),
        ("Le roman publié en 2019 reparaît", None),
    ],
)
def test_printed_moments(words: str, issued: str | None) -> None:
    assert read(headed("", f"<p>{words}</p>{BODY}")).issued == issued


def test_a_moment_in_the_address_comes_last() -> None:
    assert read(headed(""), url="https://example.org/2024/07/10/titre").issued == "2024-07-10"
    assert read(headed(""), url="https://example.org/2024/17/10/titre").issued is None


def test_times_beside_the_article_are_not_its_own() -> None:
    aside = "<aside><time datetime='2020-01-01'>x</time></aside>"
    assert read(headed("", aside + BODY)).issued is None
    own = "<article><time datetime='2024-07-10T10:00:00+02:00'>x</time>" + BODY.removeprefix("<article>")
    assert read(headed("", aside + own)).issued == "2024-07-10T10:00:00+02:00"


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "NewsArticle", "datePublished": "2024-07-10", "headline": "Titre"},
        [[[{"@type": ["Thing", "ReportageNewsArticle"], "datePublished": "2024-07-10"}]]],
        {"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "datePublished": "2024-07-10"}},
        '<!-- {"@type": "NewsArticle", "datePublished": "2024-07-10"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "datePublished": "2024-07-10"};\n//]]>',
        '{"@type": "NewsArticle", "description": "Il dit "non" hier", "datePublished": "2024-07-10"}',
        '{"headline": "Cassé \\"net\\"", "datePublished": "2024-07-10", "body": "',
    ],
)
def test_linked_data_nested_wrapped_or_broken(value: object) -> None:
    assert read(linked(value)).issued == "2024-07-10"


@pytest.mark.parametrize(
    "value",
    [
        "[" * 100_000,
        '{"@graph":' * 50_000,
        "null",
        "[1, 2.5, null, true]",
        {"@type": "NewsArticle", "author": {"@id": "#x"}, "publisher": [[]], "headline": {"a": 1}, "keywords": 3},
        {"@type": {"a": []}, "@id": ["x"], "datePublished": 1720600000, "isAccessibleForFree": {}},
        " " * 300_000 + "x",
        "1" * 100_000,
    ],
)
def test_linked_data_of_no_use(value: object) -> None:
    found = read(linked(value))
    assert (found.title, found.byline, found.issued) == ("Titre", None, None)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Titre - Le Quotidien</title><meta property='og:site_name' content='Le Quotidien'>", "Titre"),
        ("<title>Un autre | Le Quotidien</title>", "Un autre"),
        (f"<title>{'a' * 1_000_000}</title>", "Titre"),
        ("<title></title>", "Titre"),
        ("<meta property='og:title' content='Titre &amp; suite'>", "Titre"),
    ],
)
def test_titles(head: str, title: str) -> None:
    assert read(headed(head)).title == title


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ("<meta name=author content='Par Jeanne Morel'>", "Jeanne Morel"),
        ("<meta property=article:author content='https://social.example.com/jeanne'>", None),
        ("<meta name=author content='Le Quotidien'><meta name=publisher content='Le Quotidien'>", None),
    ],
)
def test_authors(head: str, byline: str | None) -> None:
    assert read(headed(head)).byline == byline


@pytest.mark.parametrize(
    ("page", "lang"),
    [
        ("<html lang='en-GB'>", "en"),
        ("<html xml:lang=FR>", "fr"),
        ("<html lang='deutschland'>", "fr"),
        ("<html><meta property=og:locale content=nl_BE>", "nl"),
        ("", "fr"),
    ],
)
def test_languages(page: str, lang: str) -> None:
    assert read(f"<meta charset=utf-8>{page}{BODY}" if not page else f"{page}<meta charset=utf-8>{BODY}").lang == lang


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("//example.org/a", "https://example.org/a"),
        ("../b", "https://example.com/b"),
        ("http://[", "https://example.com/x/y"),
        ("javascript:void(0)", "https://example.com/x/y"),
    ],
)
def test_addresses(href: str, url: str) -> None:
    assert read(headed(f"<link rel=canonical href='{href}'>"), url="https://example.com/x/y").url == url


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "utf-16", "x-foo"])
@pytest.mark.parametrize("charset", [None, "utf-8", "ISO-8859-1", "foo"])
@pytest.mark.parametrize("real", ["utf-8", "cp1252"])
def test_what_is_declared_of_the_encoding_may_be_wrong(declared: str, charset: str | None, real: str) -> None:
    page = f"<html><head><meta charset='{declared}'></head><body><article><p>L’été à Orléans, où le préfet a été reçu, \
s’achève : « C’est déjà là », a-t-il déclaré à la presse.</p></article></body></html>"
    more = {} if charset is None else {"charset": charset}
    notes: list[str] = []
    assert read(page.encode(real), notes, **more).text.startswith("L’été à Orléans, où le préfet a été reçu")
    assert notes == ([] if real == "utf-8" else ["p.html read as cp1252"])


def test_marks_and_nuls() -> None:
    for data in (headed("").encode("utf-16"), b"\xef\xbb\xbf" + headed("").encode(), headed("\0").encode() + b"\0"):
        assert read(data).text.endswith("Le maire a été élu dimanche, selon la préfecture.")


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b" \n",
        b"\0" * 1000,
        b"<!DOCTYPE html>",
        b"<html><head><title>Titre</title></head><body></body></html>",
        b"<html><body><script>var a = 'un article';</script><noscript>Activez JavaScript.</noscript></body></html>",
        b"<html><body>" + b"<script>document.write('x')</script>" * 2000,
        b"<svg><title>x</title></svg>",
    ],
)
def test_pages_without_text(page: bytes) -> None:
    assert "holds no article text; save" in refusal(page)


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (b"%PDF-1.7 <html>", "is a PDF file"),
        (b"<html>" + bytes(range(1, 9)) * 500, "is binary"),
        (b"<p>x</p>".ljust(MOST_BYTES + 1), "is longer than"),
        (b"<p>x</p>" * MOST_ELEMENTS, "elements"),
    ],
)
def test_what_is_no_page_or_too_big(page: bytes, what: str) -> None:
    assert what in refusal(page)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 10_000 + BODY + "</div>" * 10_000,
        "<article><p>" + "<span>" * 10_000 + "texte",
        "<table><tr><td>" * 5_000 + "texte",
        "<article>" * 200 + "<p class=chapo>x</p>" * 5_000,
        "<article><p>" + "<b>mot</b> x " * 5_000,
        "<article>" + "<a href=x>lien</a> " * 5_000,
        "<article>" + ("<div>" * 200 + "texte" + "</div>" * 200) * 30,
        "<article>" + "<time datetime=x></time>" * 5_000 + "<p>texte</p>",
        "<html><head>" + "<meta property=og:title content=Titre>" * 9_000 + "</head>" + "<h1>Titre</h1>" * 9_000,
        "<p " + "a=b " * 100_000 + ">texte</p>",
        "<html><head>" + "<meta name=keywords content=a>" * 20_000 + "</head><body><p>texte</p>",
        "<article><p>" + "publié le " * 100_000,
        "<article>" + "<" * 50_000,
        "<article><p>" + "&amp;&eacute;&#0;&#x110000;" * 20_000,
        "<article><o:p>texte</o:p><a:b c:d='e'>texte</a:b></article>",
    ],
)
def test_pages_made_to_break_the_reader_are_read_or_refused(page: str) -> None:
    try:
        assert read(page).text
    except InputError as error:
        assert len(str(error).splitlines()) == 1


def test_a_short_article_is_not_the_whole_page() -> None:
    menu, foot = "<header><nav><a href='/'>Accueil</a></nav></header>", "<footer><p>Mentions légales</p></footer>"
    assert read(headed("", menu + BODY + foot)).text == "Titre\n\nLe maire a été élu dimanche, selon la préfecture."


def test_a_wide_page_is_read_by_its_own_elements() -> None:
    found = read(headed("", "<nav>Menu</nav><article>" + "<p>Le maire a parlé.</p>" * 1_500 + "</article>"))
    assert found.text.count("Le maire a parlé.") == 1_500
    assert "Menu" not in found.text


def test_the_text_of_the_linked_data_where_the_page_shows_none() -> None:
    page = linked({"@type": "NewsArticle", "headline": "Titre", "articleBody": "Un.\nDeux."}).replace(BODY, "")
    assert read(page).text == "Titre\n\nUn.\n\nDeux."


def test_a_wall_is_what_it_shows() -> None:
    wall = "<main><h1>Connexion</h1><p>Connectez-vous pour lire cet article.</p><form><input></form></main>"
    assert "Connectez-vous" in read(headed("<title>Connexion</title>", wall)).text


def test_nothing_is_said_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        refusal(b"<html><body><script>x</script></body></html>")
    assert capfd.readouterr() == ("", "")


def test_the_same_page_gives_the_same_dispatch() -> None:
    assert read(AGENCY) == read(AGENCY)


PIECES = ["<p>", "</p>", "<article>", "<div class=chapo>", "<script>", "</script>", "<time datetime=2024>", "é", "\0"]
PIECES += ["<title>", "<!--", "-->", "<table>", "<td>", "<a>", "&#x0;", "<h1>", "<script type=ld+json>", "{", "<meta "]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30))
def test_any_page_gives_a_dispatch_or_one_line(pieces: list[str]) -> None:
    try:
        found = read("".join(pieces).encode("utf-8", "replace"))
    except InputError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert found.text.strip()
