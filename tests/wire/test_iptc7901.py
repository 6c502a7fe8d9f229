"""IPTC 7901: what each agency writes in it, what gateways do to it, and that nothing in it gives a traceback."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.model import Dispatch, Subject
from selon.wire.errors import InputError
from selon.wire.iptc7901 import load_iptc7901

ATS = (
    "\x7f\x7f\r\n\x01bsf031 3 ec 84   xyz 967\r\n\r\nSuisse\r\n\r\n"
    "\x02Situation \r\nValais:  \r\nLa fonte d'un glacier «inquiète» la vallée (ministre) = \r\n \r\n"
    "   Sion (ats afp) Le glacier recule de trente mètres chaque année, a \r\n"
    "dit lundi la ministre. Elle veut \r\ndes digues. \r\n \r\n"
    "   «La vallée attend», a-t-elle ajouté. \r\n \r\n(SDA\\/ab) \r\n \r\n\x03101223 dec 18\r\n\r\n\x04\r\n"
)
AFP = (
    "\x16\x16\x01fra0123 4 pol 0120  FRA /AFP-XY12\r\nFrance-ports-grève,lead\r\n"
    "\x02Ports: la grève s'étend (2e LEAD)\r\n\r\n   Par Jeanne DUPONT et Luc MARTIN\r\n\r\n   =(PHOTO+VIDEO)=\r\n\r\n"
    "   LE HAVRE, 12 jan 2018 (AFP) - La grève des ports s'est étendue vendredi, selon les\r\nsyndicats.\r\n"
    "   \"On continue\", a dit l'un d'eux.\r\n   jd/lm/ef\r\n\r\nAFP 121530 GMT JAN 18\r\n\x03\x04"
)
DPA = (
    "\x01bdt0345 3 pl 84 dpa 0567\r\nBundestag/Haushalt/\r\n"
    "\x02(Zusammenfassung 1630 - Neu: Reaktionen)\r\nMinister legt neuen Plan für das\r\nkommende Jahr vor =\r\n"
    "Von Hans Müller, dpa\r\n\r\n   Berlin (dpa) - Der Minister hat am Freitag einen neuen Plan vorgelegt,\r\n"
    "der für die Koalition nicht einfach ist.\r\n\r\n# Notizblock\r\n\r\n## Internet\r\n- [Plan](http://example.org)\r\n"
    "\r\n* * * *\r\nDie folgenden Informationen sind nicht zur Veröffentlichung bestimmt\r\n\r\n- Autor: X\r\n\r\n"
    "dpa hm yydd z2 abc\r\n\x03121630 Jan 18\r\n\x04"
)
APA = (
    "\x01apa0365 5 II 0045  CI/AI\r\n\x02Wirtschaft/Banken/Zinsen\r\nNotenbank senkt Zinsen\r\n"
    "Utl.: Fachleute sind überrascht =\r\n\r\n"
    "   Wien (APA) - Die Notenbank hat die Zinsen gesenkt und das Ziel nicht erreicht.\r\n"
    "(Schluss) abc/def\r\n\r\nAPA0365    2018-01-12/15:30\r\n\x03\x04"
)
BELGA = (
    "\x01BXL045 3 POL 0123 F BELGA-0045\r\n\x02Les communes se réunissent\r\n\r\n"
    "   NAMUR 12/01 (BELGA) = Les communes se sont réunies vendredi.\r\n\x03121530 JAN 18\x04"
)
EFE = (
    "\x01EFE0123 4 POL 0100  MADRID\r\n\x02El Gobierno aprueba las cuentas del año\r\n\r\n"
    "   Madrid, 12 ene (EFE).- El Gobierno aprobó las cuentas y el ministro dijo que no.\r\n\x03121530 GMT ene 18\x04"
)
ANSA = (
    "ZCZC1234/SXA\r\nXPP12345\r\nR POL S0A QBXB\r\nGOVERNO: OGGI IL CONSIGLIO\r\n"
    "   (ANSA) - ROMA, 12 GEN - Il ministro ha detto che la legge non\r\ncambia per il Paese. (ANSA).\r\n\r\n"
    "12-GEN-18 15:30 NNNN\r\n"
)


def load(data: str | bytes, notes: list[str] | None = None) -> list[Dispatch | InputError]:
    raw = data if isinstance(data, bytes) else data.encode("cp1252")
    return list(load_iptc7901(raw, "x", (notes if notes is not None else []).append))


def one(data: str | bytes) -> Dispatch:
    (found,) = load(data)
    assert isinstance(found, Dispatch), found
    return found


def message(text: str, keywords: str = "Monde", after: str = "121530 GMT jan 18") -> str:
    return f"\x01fra0125 2 i 0120  F\r\n{keywords}\r\n\x02{text}\r\n\x03{after}\x04"


def test_ats() -> None:
    found = one(ATS)
    assert found.text == (
        "La fonte d'un glacier «inquiète» la vallée (ministre)\n\n"
        "Sion (ats afp) Le glacier recule de trente mètres chaque année, a dit lundi la ministre. Elle veut des digues."
        "\n\n«La vallée attend», a-t-elle ajouté.\n\n(SDA/ab)"
    )
    assert found.title == "La fonte d'un glacier «inquiète» la vallée (ministre)"
    assert (found.format, found.lang, found.agency, found.path) == ("iptc7901", "fr", "ATS/AFP", "x")
    assert (found.dateline, found.place) == ("Sion (ats afp)", "Sion")
    assert (found.issued, found.sent) == ("2018-12-10T12:23:00", "2018-12-10")
    assert (found.item, found.urgency, found.slug) == ("bsf031-2018-12-10", 3, "Suisse")
    assert found.subjects == (Subject("ec", None), Subject(None, "Situation"), Subject(None, "Valais"))
    assert (found.status, found.version, found.embargo, found.byline) == ("usable", None, None, None)


def test_afp() -> None:
    found = one(AFP)
    assert found.text == (
        "Ports: la grève s'étend (2e LEAD)\n\nLE HAVRE, 12 jan 2018 (AFP) - La grève des ports s'est étendue vendredi, "
        "selon les syndicats.\n\n\"On continue\", a dit l'un d'eux.\n\njd/lm/ef"
    )
    assert (found.byline, found.version) == ("Par Jeanne DUPONT et Luc MARTIN", 2)
    assert (found.agency, found.place, found.dateline) == ("AFP", "LE HAVRE", "LE HAVRE, 12 jan 2018 (AFP)")
    assert (found.issued, found.slug) == ("2018-01-12T15:30:00+00:00", "France-ports-grève,lead")


def test_dpa_without_its_notebook() -> None:
    found = one(DPA)
    assert found.text == (
        "Minister legt neuen Plan für das kommende Jahr vor\n\nBerlin (dpa) - Der Minister hat am Freitag einen neuen "
        "Plan vorgelegt, der für die Koalition nicht einfach ist.\n\ndpa hm yydd z2 abc"
    )
    assert (found.lang, found.agency, found.byline) == ("de", "dpa", "Von Hans Müller, dpa")
    assert (found.slug, found.issued) == ("Bundestag/Haushalt", "2018-01-12T16:30:00")


def test_apa_with_a_subtitle() -> None:
    found = one(APA)
    assert found.text.split("\n\n") == [
        "Notenbank senkt Zinsen",
        "Fachleute sind überrascht",
        "Wien (APA) - Die Notenbank hat die Zinsen gesenkt und das Ziel nicht erreicht.",
        "(Schluss) abc/def",
    ]
    assert (found.dateline, found.slug) == ("Wien (APA)", "Wirtschaft/Banken/Zinsen")
    assert (found.lang, found.issued, found.item) == ("de", "2018-01-12T15:30:00", "apa0365-2018-01-12")


@pytest.mark.parametrize(
    ("data", "agency", "place", "dateline", "title", "lang"),
    [
        (BELGA, "Belga", "NAMUR", "NAMUR 12/01 (BELGA)", "Les communes se réunissent", "fr"),
        (EFE, "EFE", "Madrid", "Madrid, 12 ene (EFE)", "El Gobierno aprueba las cuentas del año", "es"),
        (ANSA, "ANSA", "ROMA", "(ANSA) - ROMA, 12 GEN", "GOVERNO: OGGI IL CONSIGLIO", "it"),
    ],
)
def test_other_agencies(data: str, agency: str, place: str, dateline: str, title: str, lang: str) -> None:
    found = one(data)
    assert (found.agency, found.place, found.dateline) == (agency, place, dateline)
    assert (found.title, found.lang, found.sent) == (title, lang, "2018-01-12")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Le président reçoit le roi\r\nDu Maroc à l'Elysée", "Le président reçoit le roi Du Maroc à l'Elysée"),
        ("Elections cantonales\r\n\r\nLes Verts gagnent =", "Les Verts gagnent"),
        ("Bourse suisse\r\n\r\nLe marché termine en hausse", "Le marché termine en hausse"),
        ("URGENT\r\nUn séisme au large du Chili", "Un séisme au large du Chili"),
        ("Un titre coupé en deux (Le\r\nMonde) =", "Un titre coupé en deux (Le Monde)"),
        ("(Foto - Archiv)\r\nUn titre", "Un titre"),
        ("Monde-climat-océans\r\nLa mer monte encore", "La mer monte encore"),
    ],
)
def test_titles(head: str, title: str) -> None:
    found = one(message(f"{head}\r\n\r\n   PARIS, 12 jan 2018 (AFP) - Voici le texte."))
    assert found.title == title
    assert found.text == f"{title}\n\nPARIS, 12 jan 2018 (AFP) - Voici le texte."


def test_a_text_without_a_title() -> None:
    found = one(message("   PARIS, 12 jan 2018 (AFP) - Voici le texte."))
    assert (found.title, found.text) == (None, "PARIS, 12 jan 2018 (AFP) - Voici le texte.")
    assert one(message("Voici le texte. " * 30)).title is None


def test_a_flash_is_a_title() -> None:
    assert one(message("Mort de l'ancien roi")).title == "Mort de l'ancien roi"


@pytest.mark.parametrize(
    ("keywords", "text", "status"),
    [
        ("Monde", "Un titre", "usable"),
        ("Monde", "La correction du marché continue", "usable"),
        ("Monde", "Embargo: l'Iran se plaint", "usable"),
        ("Monde", "Annulé, le festival aura lieu l'an prochain", "usable"),
        ("Monde-climat,RECTIF", "RECTIFICATIF à notre dépêche", "corrected"),
        ("Monde-climat,CORRECTION", "Un titre", "corrected"),
        ("Monde", "Bourse: Paris recule (corr)", "corrected"),
        ("Monde", "Korrektur: Eine Zahl", "corrected"),
        ("Monde", "(ANNULE ET REMPLACE)\r\nUn titre", "corrected"),
        ("Monde", "Un titre\r\n\r\n   ATTENTION - RECTIFIE le nom ///", "corrected"),
        ("Monde-climat,ANNULATION", "Un titre", "cancelled"),
        ("Monde", "ANNULE", "cancelled"),
        ("Monde", "MANDATORY KILL", "cancelled"),
        ("Monde", "Prière d'annuler notre dépêche fra0124", "cancelled"),
        ("Monde", "(SOUS EMBARGO)\r\nUn titre", "withheld"),
        ("Monde", "HOLD FOR RELEASE", "withheld"),
    ],
)
def test_status(keywords: str, text: str, status: str) -> None:
    assert one(message(f"{text}\r\n\r\n   PARIS, 12 jan 2018 (AFP) - Le texte.", keywords)).status == status


@pytest.mark.parametrize(
    ("line", "embargo"),
    [
        ("EMBARGO jusqu'au 12 janvier à 06h00", "2018-01-12T06:00:00"),
        ("(EMBARGO jusqu'au 14 janvier 2019 à 6h GMT)", "2019-01-14T06:00:00+00:00"),
        ("Sperrfrist 14. Januar, 06.30 Uhr", "2018-01-14T06:30:00"),
        ("Embargoed until 0600 GMT Jan 14", "2018-01-14T06:00:00+00:00"),
        ("Embargo jusqu'à mardi matin", None),
        ("EMBARGO jusqu'au 31 février à 06h00", None),
        ("EMBARGO jusqu'au 12 janvier à 25h99", None),
    ],
)
def test_embargo(line: str, embargo: str | None) -> None:
    found = one(message(f"{line}\r\n\r\nUn titre =\r\n\r\n   PARIS (AFP) - Le texte."))
    assert found.embargo == embargo
    assert found.status == ("usable" if embargo else "withheld")
    assert found.text == "Un titre\n\nPARIS (AFP) - Le texte."


def test_an_embargo_in_january_announced_in_december() -> None:
    text = "EMBARGO jusqu'au 2 janvier à 06h00\r\n\r\nUn titre =\r\n\r\n   PARIS (AFP) - Le texte."
    assert one(message(text, after="301530 GMT dec 18")).embargo == "2019-01-02T06:00:00"


@pytest.mark.parametrize(
    ("after", "issued"),
    [
        ("091223 dec 18", "2018-12-09T12:23:00"),
        ("131137 GMT Nov 13 ", "2013-11-13T11:37:00+00:00"),
        ("221530Z JAN 2017", "2017-01-22T15:30:00+00:00"),
        ("AFP 121530 AOU 99 GMT", "1999-08-12T15:30:00+00:00"),
        ("121530 MESZ Jul 18", "2018-07-12T15:30:00+02:00"),
        ("12-GEN-18 15:30", "2018-01-12T15:30:00"),
        ("121530", None),
        ("321530 jan 18", None),
        ("122530 jan 18", None),
        ("010101 jan 0001", None),
        ("", None),
    ],
)
def test_day_time_groups(after: str, issued: str | None) -> None:
    found = one(message("Un titre\r\n\r\n   Le texte.", after=after))
    assert found.issued == issued
    assert found.item == (f"fra0125-{issued[:10]}" if issued else None)


@pytest.mark.parametrize(
    ("words", "version"),
    [("2e lead", 2), ("1ère LEAD", 1), ("3. Lead", 3), ("2nd Ld", 2), ("lead 4", 4), ("LEAD", None)],
)
def test_versions(words: str, version: int | None) -> None:
    assert one(message(f"Un titre ({words})\r\n\r\n   Le texte.")).version == version


def test_paragraphs_tables_lists_and_hyphens() -> None:
    found = one(
        message(
            "Résultats =\r\n\r\n   Berne (ats) Le porte-\r\nparole de la ligue a donné mardi devant la presse les\r\n"
            "résultats.\r\n   Classement:\r\n\r\n 1. Zurich     10  20:5   25\r\n 2. Berne      10  18:9   21\r\n\r\n"
            "- un point\r\n- un autre\r\n\r\n* * *\r\n\r\n   Fabien Roussel (PC) a applaudi."
        )
    )
    assert found.text.split("\n\n")[1:] == [
        "Berne (ats) Le porte-parole de la ligue a donné mardi devant la presse les résultats.",
        "Classement:",
        "1. Zurich 10 20:5 25\n2. Berne 10 18:9 21",
        "- un point",
        "- un autre",
        "* * *",
        "Fabien Roussel (PC) a applaudi.",
    ]


def test_a_politician_s_party_is_no_agency() -> None:
    assert one(message("Un titre\r\n\r\n   Fabien Roussel (PC) a dit non.")).dateline is None


def test_agency_of_the_header() -> None:
    assert one("\x01bdt0001 3 pl 84 dpa 0567\r\n\x02Titel\r\n\r\n   Ein Text.\x03\x04").agency == "dpa"
    assert one("\x01efe0001 3 pol 84\r\n\x02Titular\r\n\r\n   Un texto.\x03\x04").agency == "EFE"
    assert one("\x01fra0001 3 pol 84 PA MAP\r\n\x02Titre\r\n\r\n   Un texte.\x03\x04").agency is None


# What gateways do to it


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data.replace(b"\r\n", b"\r"),
        lambda data: (
            data.replace(b"\x01", b"\x01\x01\x00\x01").replace(b"\x02", b"\x02\x02").replace(b"\x03", b"\x03\x03")
        ),
        lambda data: b"\x00\x07\x7f\x16" * 9 + data + b"\x7f\x7f\x00\x04\x04",
        lambda data: data.replace(b"\x01", b"").replace(b"\x04", b""),
        lambda data: data.replace(b"\x01", b"ZCZC\r\n").replace(b"\x04", b"\r\nNNNN\r\n"),
        lambda data: data.replace(b"\x01", b"ZCZC ").replace(b"\x04", b"\r\nNNNN\r\n"),
        lambda data: data.decode("cp1252").encode(),
        lambda data: data.decode("cp1252").encode("utf-8-sig"),
        lambda data: data.decode("cp1252").encode("utf-16"),
        lambda data: data.decode("cp1252").encode("cp850"),
    ],
)
def test_what_gateways_change_is_understood(change) -> None:  # type: ignore[no-untyped-def]
    found, expected = one(change(ATS.encode("cp1252"))), one(ATS)
    assert (found.text, found.issued, found.item, found.slug) == (
        expected.text,
        expected.issued,
        expected.item,
        expected.slug,
    )


def test_a_message_that_lost_all_its_controls() -> None:
    bare = ATS.translate(dict.fromkeys(range(1, 5)))
    first, second = load(bare + bare.replace("031", "032"))
    assert isinstance(first, Dispatch) and isinstance(second, Dispatch)
    assert (first.item, second.item) == ("bsf031-2018-12-10", "bsf032-2018-12-10")
    assert first.text == second.text == one(ATS).text


def test_a_stray_control_does_not_end_a_message() -> None:
    assert (
        one(ATS.replace("glacier recule", "glacier \x01recule").replace("ajouté", "ajouté\x04")).text == one(ATS).text
    )


def test_several_messages_each_in_its_encoding() -> None:
    notes: list[str] = []
    data = ATS.encode("cp1252") + b"\r\n\x7f\x7f" + AFP.encode() + DPA.encode("cp1252") + ATS.encode("cp850")
    found = load(data, notes)
    assert [each.path for each in found if isinstance(each, Dispatch)] == ["x#1", "x#2", "x#3", "x#4"]
    assert [each.title for each in found if isinstance(each, Dispatch)] == [
        one(each).title for each in (ATS, AFP, DPA, ATS)
    ]
    assert notes == ["x#1 read as cp1252", "x#4 read as cp850"]


def test_one_bad_message_does_not_cost_its_neighbours() -> None:
    first, bad, last = load(ATS + "\x01fra0001 3 pol 84\r\n\x02 \r\n\x03\x04" + AFP)
    assert isinstance(first, Dispatch) and isinstance(last, Dispatch)
    assert str(bad).startswith("x#2: holds no text")


@pytest.mark.parametrize("data", [b"", b"\x01\x01\x04", b"\x02\x03", b"Bonjour.\n\nUn texte.\n", b"\x00" * 99])
def test_no_message(data: bytes) -> None:
    with pytest.raises(InputError, match="holds no IPTC 7901 message"):
        load(data)


@given(st.lists(st.sampled_from([*"\x01\x02\x03\x04\x00\n=()a ", "\xe9", "   ", "(AFP)", "121530 jan 18", "Par A B"])))
def test_any_bytes_give_dispatches_or_lines(pieces: list[str]) -> None:
    data = "".join(pieces).encode("cp1252")
    try:
        found = load(data)
    except InputError as error:
        found = [error]
    for each in found:
        assert isinstance(each, Dispatch) or len(str(each).splitlines()) == 1


def mutations(data: bytes, rounds: int) -> Iterator[bytes]:
    """Yields the data with pieces cut, doubled and overwritten, the same each time."""
    chance = random.Random(7901)
    for _ in range(rounds):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(changed))
            end = at + chance.randint(0, 40)
            changed[at:end] = (b"", changed[at:end] * 2, chance.randbytes(2), b"\x01", b"\x02", b"=\n")[
                chance.randrange(6)
            ]
            changed = changed or bytearray(b"\n")
        yield bytes(changed)


@pytest.mark.parametrize("data", [ATS, AFP, DPA, APA, ANSA])
def test_damaged_messages(data: str) -> None:
    for changed in mutations(data.encode("cp1252"), 200):
        try:
            found = load(changed)
        except InputError:
            continue
        assert all(isinstance(each, Dispatch | InputError) for each in found)


@pytest.mark.parametrize(
    "text",
    ["(" * 300_000, "+" * 300_000, "a-" * 150_000, "Ab:\n" * 80_000, "ab\n\n" * 80_000, "1" + " " * 300_000 + "x"],
)
def test_work_grows_no_faster_than_the_text(text: str) -> None:
    assert len(load(f"\x01fra0125 2 i 0120 {text[:1000]}\r\n{text}\r\n\x02{text}\x03\x04")) == 1


# Real files


@pytest.fixture(scope="module")
def samples(shared: Path) -> Path:
    folder = shared / "wire" / "iptc7901"
    if not folder.is_dir():
        pytest.skip("../shared/wire/iptc7901 is not beside the checkout")
    return folder


def test_the_sample_of_ats(samples: Path) -> None:
    found = one((samples / "ats.txt").read_bytes())
    assert found.title is not None and found.title.startswith("Gilets jaunes") and found.title.endswith("(Le Maire)")
    assert (found.agency, found.dateline, found.place) == ("ATS/AFP", "Paris (ats afp)", "Paris")
    assert (found.item, found.issued) == ("bsf025-2018-12-09", "2018-12-09T12:23:00")
    assert (found.lang, found.urgency, found.slug, found.subjects[0]) == ("fr", 3, "France", Subject("ec", None))
    assert len(found.text.split("\n\n")) == 5 and found.text.endswith("\n\n(SDA/sj)")


def test_the_sample_of_dpa(samples: Path) -> None:
    found = one((samples / "IPTC7901.txt").read_bytes())
    assert found.title is not None and found.title.endswith("could fail")
    assert (found.agency, found.dateline, found.lang) == ("dpa", "Berlin (dpa)", "en")
    assert (found.item, found.issued) == ("eca062-2013-11-13", "2013-11-13T11:37:00+00:00")
    assert (found.urgency, found.slug, found.subjects) == (4, "Germany-politics", (Subject("i", None),))
    assert len(found.text.split("\n\n")) == 7 and "not for publication" not in found.text
