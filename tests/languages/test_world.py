"""The names of the world: that none is doubled or malformed, and what each leads to."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from selon.languages import world as module
from selon.languages.attribution import load_attribution
from selon.languages.loader import FOLDER, WordListError
from selon.languages.world import World, load_world, nationalities

UNITED_NATIONS = """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI CPV
KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ ETH
FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ
KEN KIR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG MNE MAR
MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA PRK MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT KOR ROU RUS RWA KNA
LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK THA TLS TGO TON
TTO TUN TUR TKM TUV UGA UKR ARE GBR TZA USA URY UZB VUT VEN VNM YEM ZMB ZWE
"""

# What spoke for a government before countries.tsv held codes, articles and adjectives.
GOVERNMENTS = """
Afghanistan; Kaboul; Afrique du Sud; Pretoria; Albanie; Tirana; Algérie; Alger; Allemagne; Berlin; Angola; Luanda;
Arabie saoudite; Ryad; Arabie Saoudite; Riyad; Argentine; Buenos Aires; Arménie; Erevan; Australie; Canberra;
Autriche; Vienne; Azerbaïdjan; Bakou; Bahreïn; Manama; Bangladesh; Dacca; Belgique; Bruxelles; Bélarus; Minsk;
Biélorussie; Bénin; Cotonou; Birmanie; Naypyidaw; Bolivie; La Paz; Bosnie; Sarajevo; Botswana; Gaborone; Brésil;
Brasilia; Bulgarie; Sofia; Burkina Faso; Ouagadougou; Burundi; Bujumbura; Cambodge; Phnom Penh; Cameroun; Yaoundé;
Canada; Ottawa; Centrafrique; Bangui; Chili; Santiago; Chine; Pékin; Chypre; Nicosie; Colombie; Bogota; Congo;
Brazzaville; République démocratique du Congo; Kinshasa; RDC; Corée du Nord; Pyongyang; Corée du Sud; Séoul; Costa
Rica; San José; Côte d'Ivoire; Abidjan; Croatie; Zagreb; Cuba; La Havane; Danemark; Copenhague; Djibouti; Egypte; Le
Caire; Égypte; Caire; Emirats arabes unis; Abou Dhabi; Émirats arabes unis; Equateur; Quito; Équateur; Erythrée;
Asmara; Érythrée; Espagne; Madrid; Estonie; Tallinn; Etats-Unis; Washington; États-Unis; Ethiopie; Addis Abeba;
Éthiopie; Finlande; Helsinki; France; Paris; Gabon; Libreville; Gambie; Banjul; Géorgie; Tbilissi; Ghana; Accra;
Grèce; Athènes; Guatemala; Guinée; Conakry; Haïti; Port-au-Prince; Honduras; Tegucigalpa; Hongrie; Budapest; Inde;
New Delhi; Indonésie; Jakarta; Irak; Bagdad; Iran; Téhéran; Irlande; Dublin; Islande; Reykjavik; Israël; Jérusalem;
Italie; Rome; Japon; Tokyo; Jordanie; Amman; Kazakhstan; Astana; Kenya; Nairobi; Kirghizstan; Bichkek; Kosovo;
Pristina; Koweït; Laos; Vientiane; Lettonie; Riga; Liban; Beyrouth; Liberia; Monrovia; Libye; Tripoli; Lituanie;
Vilnius; Luxembourg; Macédoine; Skopje; Madagascar; Antananarivo; Malaisie; Kuala Lumpur; Mali; Bamako; Malte; La
Valette; Maroc; Rabat; Mauritanie; Nouakchott; Mexique; Mexico; Moldavie; Chisinau; Mongolie; Oulan-Bator;
Monténégro; Podgorica; Mozambique; Maputo; Namibie; Windhoek; Népal; Katmandou; Nicaragua; Managua; Niger; Niamey;
Nigeria; Abuja; Norvège; Oslo; Nouvelle-Zélande; Wellington; Oman; Mascate; Ouganda; Kampala; Ouzbékistan; Tachkent;
Pakistan; Islamabad; Palestine; Ramallah; Panama; Paraguay; Asuncion; Pays-Bas; La Haye; Pérou; Lima; Philippines;
Manille; Pologne; Varsovie; Portugal; Lisbonne; Qatar; Doha; Roumanie; Bucarest; Royaume-Uni; Londres; Russie;
Moscou; Rwanda; Kigali; Sénégal; Dakar; Serbie; Belgrade; Singapour; Slovaquie; Bratislava; Slovénie; Ljubljana;
Somalie; Mogadiscio; Soudan; Khartoum; Soudan du Sud; Juba; Sri Lanka; Colombo; Suède; Stockholm; Suisse; Berne;
Syrie; Damas; Tadjikistan; Douchanbé; Taïwan; Taipei; Tanzanie; Dodoma; Tchad; N'Djamena; Tchéquie; Prague;
Thaïlande; Bangkok; Togo; Lomé; Tunisie; Tunis; Turkménistan; Achgabat; Turquie; Ankara; Ukraine; Kiev; Uruguay;
Montevideo; Vatican; Venezuela; Caracas; Vietnam; Hanoï; Yémen; Sanaa; Zambie; Lusaka; Zimbabwe; Harare
"""

DEMONYMS = {
    "PRK": "nord-coréen nord-coréenne nord-coréens nord-coréennes Nord-Coréens Nord-Coréenne",
    "KOR": "sud-coréenne sud-coréens Sud-Coréennes Sud-coréen",
    "USA": "américaine américains Américaines états-unien états-uniennes États-Unien Etats-Unienne",
    "GBR": "britanniques anglaise écossais Écossaises Ecossais galloises Gallois nord-irlandaise",
    "RUS": "russe russes Russes",
    "CHN": "chinoise chinois chinoises Chinoises",
    "FRA": "français française françaises Française",
    "DEU": "allemande allemands Allemandes",
    "TUR": "turc turque turcs turques Turcs Turques",
    "GRC": "grecque grecs grecques Grecques",
    "JPN": "japonaise japonais nippone nipponne nippons",
    "SYR": "syrienne syriens Syriennes",
    "IRN": "iranienne iraniens Iraniens",
    "IRQ": "irakienne irakiens iraquien",
    "ISR": "israélienne israéliens Israéliens",
    "PSE": "palestinienne palestiniens Palestiniens",
    "SAU": "saoudienne saoudiens",
    "ARE": "émiratie émiratis Emiratis émiriens",
    "QAT": "qatarie qataris Qatariens",
    "MEX": "mexicaine mexicains",
    "ESP": "espagnole espagnols Espagnoles",
    "LVA": "lettone lettonne lettons",
    "THA": "thaïlandaise thaïe thaïs",
    "UZB": "ouzbek ouzbèke ouzbeks ouzbèkes",
    "KGZ": "kirghiz kirghize kirghizes",
    "TJK": "tadjike tadjiks",
    "BFA": "burkinabè burkinabé Burkinabè Burkinabés",
    "NER": "nigérien nigérienne",
    "NGA": "nigérian nigériane",
    "COD": "congolais congolaises zaïroise",
    "COG": "congolais congolaises",
    "GIN": "guinéenne Guinéens",
    "GNQ": "équato-guinéenne Équato-Guinéens Equato-Guinéens",
    "GNB": "bissau-guinéens",
    "ZAF": "sud-africaine Sud-Africains",
    "SDN": "soudanaise",
    "SSD": "sud-soudanaise Sud-Soudanais",
    "EGY": "égyptienne Égyptiens Egyptienne",
    "NZL": "néo-zélandaise Néo-Zélandais",
    "LKA": "sri-lankaise Sri-Lankais",
    "DOM": "dominicaine",
    "DMA": "dominiquaises",
    "GUY": "guyanienne",
    "GUF": "guyanaise",
    "SLV": "salvadorienne",
    "MNE": "monténégrine",
    "NLD": "néerlandaise hollandais",
    "CHE": "suisses Suissesses helvétiques",
    "MCO": "monégasques",
    "XKX": "kosovare Kosovars",
    "TWN": "taïwanaise taiwanais",
    "HKG": "hongkongaise Hongkongais",
    "GRL": "groenlandaise",
    "ESH": "sahraouie Sahraouis",
    "REU": "réunionnaise",
    "NCL": "néo-calédonienne calédoniens",
}


@pytest.fixture(scope="module")
def world() -> World:
    return load_world("fr")


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of French, to be spoiled; read anew."""
    path = tmp_path / "fr"
    shutil.copytree(FOLDER / "fr", path)
    monkeypatch.setattr(module, "folder", lambda lang: path)
    load_world.cache_clear()
    yield path
    load_world.cache_clear()


def test_every_member_of_the_united_nations_is_there(world: World) -> None:
    assert set(UNITED_NATIONS.split()) <= set(world.states)
    assert len(set(UNITED_NATIONS.split())) == 193


def test_codes_articles_capitals_and_adjectives(world: World) -> None:
    assert all(re.fullmatch("[A-Z]{3}", code) for code in world.states)
    assert {state.article for state in world.states.values()} == {"", "le", "la", "les", "l'"}
    for code in UNITED_NATIONS.split():
        assert world.states[code].capitals and world.states[code].adjectives, code
    for state in world.states.values():
        vowel = state.name[0] in "AEIOUYÉÅÎ" and state.name != "Yémen"
        assert state.article != "l'" or vowel, state
        assert state.article not in ("le", "la") or not vowel, state


def test_territories_and_observers(world: World) -> None:
    names = "Palestine Vatican Kosovo Taïwan Groenland Mayotte Gibraltar Martinique Guadeloupe Guyane Macao".split()
    names += ["Hong Kong", "Porto Rico", "Sahara occidental", "Îles Féroé", "Polynésie française", "La Réunion"]
    codes = "PSE VAT XKX TWN GRL MYT GIB MTQ GLP GUF MAC HKG PRI ESH FRO PYF REU".split()
    assert [world.countries[name].iso3 for name in names] == codes


def test_the_counts(world: World) -> None:
    agencies = {agency.place for agency in world.agencies.values() if agency.kind == "agency"}
    media = {agency.place for agency in world.agencies.values() if agency.kind == "media"}
    assert len(world.states) > 240
    assert len({metonym.place for metonym in world.metonyms.values()}) >= 80
    assert len(agencies) >= 120
    assert len(media) >= 200
    assert len({organization.place for organization in world.organizations.values()}) >= 300
    assert 20 < len(world.shortnames) < 60


@pytest.mark.parametrize(("code", "form"), [(code, form) for code, forms in DEMONYMS.items() for form in forms.split()])
def test_a_form_leads_to_its_state(world: World, code: str, form: str) -> None:
    assert code in [state.iso3 for state in world.adjectives[form]]


def test_a_form_of_two_states(world: World) -> None:
    assert {state.iso3 for state in world.adjectives["coréenne"]} == {"PRK", "KOR"}
    assert {state.iso3 for state in world.adjectives["Congolais"]} == {"COD", "COG"}


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("russo-ukrainienne", "RUS UKR"),
        ("sino-américaines", "CHN USA"),
        ("américano-sud-coréens", "USA KOR"),
        ("Franco-Allemand", "FRA DEU"),
        ("israélo-palestinien", "ISR PSE"),
        ("irano-irakienne", "IRN IRQ"),
        ("sud-coréens", "KOR"),
        ("latino-américain", ""),
        ("anglo-saxon", ""),
        ("pro-russe", ""),
        ("russo", ""),
        ("russo-", ""),
        ("-", ""),
        ("russo-" * 1000 + "turc", ""),
    ],
)
def test_compounds(world: World, word: str, codes: str) -> None:
    assert [state.iso3 for state in nationalities(world, word)] == codes.split()


def test_what_spoke_for_a_government_still_does() -> None:
    bodies = load_attribution("fr").bodies
    names = [" ".join(name.split()) for name in GOVERNMENTS.split(";")]
    assert [name for name in names if name not in bodies or bodies[name].kind != "government"] == []


def test_a_name_that_is_also_a_word_speaks_for_no_government() -> None:
    bodies = load_attribution("fr").bodies
    assert not {"Maurice", "Dominique", "Réunion", "Victoria", "EAU", "Hollande"} & set(bodies)
    assert {"île Maurice", "USA", "RCA", "Myanmar", "Kyiv", "Noursoultan", "Grande-Bretagne"} <= set(bodies)


def test_metonyms(world: World) -> None:
    assert world.metonyms["Downing Street"].iso3 == "GBR"
    assert world.metonyms["Maison Bleue"].body == "présidence sud-coréenne"
    assert world.metonyms["Berlaymont"].iso3 is None
    assert "Capitole" in world.metonyms["Capitole"].needs and "Capitol Hill" not in world.metonyms["Capitole"].needs


def test_agencies(world: World) -> None:
    assert world.agencies["Agence centrale de presse nord-coréenne"] is world.agencies["KCNA"]
    assert world.agencies["KCNA"].state and not world.agencies["AFP"].state
    assert world.agencies["La Croix"].needs == {"La Croix"}
    assert world.agencies["Amaq"].iso3 is None


def test_organizations(world: World) -> None:
    assert world.organizations["OTAN"] is world.organizations["Organisation du traité de l'Atlantique nord"]
    assert (world.organizations["FBI"].kind, world.organizations["FBI"].iso3) == ("government", "USA")
    assert (world.organizations["Daech"].kind, world.organizations["Daech"].iso3) == ("group", None)
    assert world.organizations["Total"].needs == {"Total"}


def test_short_names(world: World) -> None:
    north = world.shortnames["le Nord"]
    assert (north.iso3, north.countries) == ("PRK", {"PRK", "KOR"})
    assert "péninsule coréenne" in north.words
    assert not world.shortnames["l'État hébreu"].countries


def test_all_that_layout_and_bodies_call_an_agency_or_a_medium_is_one_here(world: World) -> None:
    bodies = load_attribution("fr").bodies
    cited = {name: body.kind for name, body in bodies.items() if body.kind in ("agency", "media")}
    assert {name: world.agencies[name].kind for name in cited} == cited


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("countries.tsv", "xyz\tXylande", "'xyz' is no iso3 code, expected three capitals"),
        ("countries.tsv", "XY\tXylande", "'XY' is no iso3 code"),
        ("countries.tsv", "XYZ", "XYZ has no name"),
        ("countries.tsv", "XYZ\tXylande\t-\tun", "no article 'un'"),
        ("countries.tsv", "FRA\tXylande", "'FRA' stands in line"),
        ("countries.tsv", "XYZ\tXylande\tBirmanie", "'Birmanie' stands in line"),
        ("countries.tsv", "XYZ\tXylande\t-\tla\tOslo", "'Oslo' stands in line"),
        ("countries.tsv", "XYZ\tOslo", "'Oslo' stands in line"),
        ("countries.tsv", "XYZ\tXylande\t-\tla\tXyl\txyl\tZyl", "'Zyl' is no name of this line"),
        ("prefixes.tsv", "xylo\tXYZ", "no state 'XYZ' in countries.tsv"),
        ("metonyms.tsv", "Xylion\t-\tfra\tgovernment\tx", "'fra' is no iso3 code"),
        ("metonyms.tsv", "Xylion\t-\tFRA\tpalace\tx", "no kind 'palace', expected government or military"),
        ("metonyms.tsv", "Xylion\t-\tFRA\tgovernment", "'Xylion' has no body"),
        ("metonyms.tsv", "Xylion\tBercy\tFRA\tgovernment\tx", "'Bercy' stands in line"),
        ("metonyms.tsv", "Xylion\t-\tFRA\tgovernment\tx\t-\tx", "7 fields, at most 6 expected"),
        ("agencies.tsv", "Xylo\t-\tradio\tFRA", "no kind 'radio', expected agency or media"),
        ("agencies.tsv", "Xylo\t-\tagency\tFRA\tpublic", "owner is 'public', expected state or -"),
        ("agencies.tsv", "Xylo\tXylo\tagency\tFRA", "'Xylo' stands in line"),
        ("agencies.tsv", "Xylo\t-\tagency\tFRA\t-\tZyl", "'Zyl' is no name of this line"),
        ("organizations.tsv", "Xylo\tONU\torganization", "'ONU' stands in line"),
        ("organizations.tsv", "Xylo\t-\tclub", "no kind 'club'"),
        ("organizations.tsv", "Xylo\t-\tgroup\tXYZ", "no state 'XYZ' in countries.tsv"),
        ("organizations.tsv", "Xylo\tXy;;Yx\tgroup", "an entry of 'Xy;;Yx' is empty"),
        ("shortnames.tsv", "le Xyl\tXYZ", "no state 'XYZ' in countries.tsv"),
        ("shortnames.tsv", "le Xyl\tFRA\tXYZ", "no state 'XYZ' in countries.tsv"),
        ("shortnames.tsv", "le Xyl", "'le Xyl' has no iso3 code"),
    ],
)
def test_a_wrong_line_is_named(copy: Path, name: str, line: str, says: str) -> None:
    text = (copy / name).read_text(encoding="utf-8").rstrip("\n")
    (copy / name).write_text(f"{text}\n{line}\n", encoding="utf-8")
    with pytest.raises(WordListError) as error:
        load_world("fr")
    assert str(error.value).startswith(f"fr/{name}:{text.count(chr(10)) + 2}: {says}")


def test_an_unknown_language() -> None:
    with pytest.raises(ValueError, match="no language 'xx'"):
        load_world("xx")
