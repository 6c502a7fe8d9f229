"""Answers: what denials, confirmations and refusals to comment are about, in short dispatches of our own."""

from __future__ import annotations

import pytest

import selon
from selon.languages.answers import load_answers
from selon.model import Answer, Reading

HEAD = "Un titre\n\nOSLO, 4 mars 2024 (AFP) - "
ANSWERED = {
    "Le Pérou accuse la Bolivie d'avoir armé des rebelles. La Bolivie a démenti ces accusations.": [
        ("deny", "ces accusations", ["la Bolivie d'avoir armé des rebelles"])
    ],
    "La Norvège soupçonne que la Suède pourrait céder des chars. Des responsables danois craignent que la Suède "
    "envisage de céder des avions et des chars au Brésil. Stockholm a démenti de telles intentions.": [
        (
            *("deny", "de telles intentions"),
            ["la Suède envisage de céder des avions et des chars au Brésil", "la Suède pourrait céder des chars"],
        )
    ],
    "Le pont a cédé, selon la mairie, ce que conteste l'entreprise Vinci.": [
        ("deny", "Le pont a cédé", ["Le pont a cédé"])
    ],
    "L'opposition affirme que le scrutin a été truqué, ce que le gouvernement conteste.": [
        ("deny", "le scrutin a été truqué", ["le scrutin a été truqué"])
    ],
    "Des témoins ont affirmé que la police avait tiré sur la foule. La police a nié avoir tiré sur la foule.": [
        ("deny", "avoir tiré sur la foule", ["la police avait tiré sur la foule"])
    ],
    "Le quotidien VG a affirmé que le ministre avait reçu un million d'euros. \"C'est faux\", a réagi le ministre.": [
        ("deny", "C'est faux", ["le ministre avait reçu un million d'euros"])
    ],
    "Selon le quotidien VG, la banque négocie sa vente. La banque n'a pas souhaité commenter ces informations.": [
        ("decline", "ces informations", ["la banque négocie sa vente"])
    ],
    "Selon le quotidien VG, deux pêcheurs ont été arrêtés. Le parquet a confirmé l'arrestation de deux pêcheurs.": [
        ("confirm", "l'arrestation de deux pêcheurs", ["deux pêcheurs ont été arrêtés"])
    ],
    "La société Norsk a démenti mardi avoir pollué le fjord. Selon l'association Fjord pur, des tonnes de mercure "
    "ont été rejetées dans le fjord.": [
        (*("deny", "avoir pollué le fjord"), ["des tonnes de mercure ont été rejetées dans le fjord"])
    ],
    # bare denials
    "Le fisc soupçonne Anders Lunde d'avoir caché deux voiliers. L'armateur dément.": [
        ("deny", "dément", ["Anders Lunde d'avoir caché deux voiliers"])
    ],
    "Accusée d'avoir menti aux enquêteurs, la juge Tuva Moen nie en bloc.": [
        ("deny", "nie", ["Accusée d'avoir menti aux enquêteurs,"])
    ],
    "Riga accuse Minsk d'avoir brouillé les radars d'un avion. Minsk a démenti dans la soirée.": [
        ("deny", "a démenti", ["Minsk d'avoir brouillé les radars d'un avion"])
    ],
    # denials in apposition
    "Les rebelles ont affirmé avoir pris l'aéroport de Gao, une information aussitôt démentie par Bamako.": [
        ("deny", "une information", ["avoir pris l'aéroport de Gao"])
    ],
    "L'usine fermera en mai, a affirmé le syndicat FO, une affirmation rejetée par la direction.": [
        ("deny", "une affirmation", ["L'usine fermera en mai"])
    ],
    # what is denied is told by its noun
    "La police a démenti la rumeur selon laquelle un lion s'était échappé du zoo.": [
        (*("deny", "la rumeur selon laquelle un lion s'était échappé du zoo"), ["un lion s'était échappé du zoo"])
    ],
    # a contrary goes on from the denial before it
    "Selon le quotidien VG, le club Brann a payé l'arbitre. Le club a démenti ces accusations. "
    '"Nous n\'avons jamais rencontré cet homme", a dit son président.': [
        ("deny", "ces accusations", ["le club Brann a payé l'arbitre"]),
        ("deny", "Nous n'avons jamais rencontré cet homme", ["le club Brann a payé l'arbitre"]),
    ],
    # words of one family
    "Selon la radio NRK, un gardien est décédé dans l'incendie du musée. Le musée a confirmé la mort d'un gardien.": [
        ("confirm", "la mort d'un gardien", ["un gardien est décédé dans l'incendie du musée"])
    ],
    # the denial of a denial
    "Selon les pompiers, deux dockers ont été hospitalisés. L'exploitant du port a également nié toute fuite de gaz. "
    "Le syndicat des dockers conteste ce démenti.": [("deny", "ce démenti", ["toute fuite de gaz"])],
    # who is named by the noun's complement
    "Selon Oslo, un sous-marin a longé la côte. Selon Copenhague, deux drones ont survolé un port. "
    "Moscou a rejeté les affirmations d'Oslo.": [
        ("deny", "les affirmations d'Oslo", ["un sous-marin a longé la côte"])
    ],
    # refusals that name nothing
    "Selon le quotidien VG, la banque Fjell a été vendue. La banque a décliné tout commentaire.": [
        ("decline", "tout commentaire", ["la banque Fjell a été vendue"])
    ],
    # a spokesman goes on from the denial of his side
    "Le Danemark a démenti. Selon la radio NRK, un patrouilleur danois a tiré sur un chalutier. "
    '"Aucun coup de feu n\'est parti de nos bords", a assuré le ministre danois de la Défense.': [
        ("deny", "a démenti", ["un patrouilleur danois a tiré sur un chalutier"]),
        ("deny", "Aucun coup de feu n'est parti de nos bords", ["un patrouilleur danois a tiré sur un chalutier"]),
    ],
    # "s'est défendu de"
    "La patineuse Ida Holm s'est défendue mardi d'avoir pris un stimulant. Selon le quotidien VG, des traces d'un "
    "stimulant ont été trouvées dans ses urines.": [
        ("deny", "avoir pris un stimulant", ["des traces d'un stimulant ont été trouvées dans ses urines"])
    ],
    # one thing more, and what is only asked about, are about nothing told
    "Selon la presse, le skieur Lars Vik a signé un contrat avec une marque suisse. Le skieur a également nié vouloir "
    "changer d'entraîneur.": [],
    "Selon la presse, le chalutier Havsula a coulé au large. L'armateur a refusé de dire combien de marins "
    "étaient assurés.": [],
    "Selon la presse, le chalutier Havsula a coulé au large. Le parquet a confirmé l'ouverture d'une information "
    "judiciaire.": [],
    # "n'a pas exclu", "ne confirmons pas" deny nothing
    "Selon la presse, la Norvège rappellera son ambassadeur. Oslo n'a pas exclu un boycott.": [],
    "Le chef de l'armée a rejeté toute faute. Les récoltes ont été bonnes.": [],
    "Le roi est arrivé mardi à Rome. Il a ensuite visité le musée.": [],
}


def readings() -> dict[str, Reading]:
    texts = [selon.model.make_dispatch(HEAD + text) for text in ANSWERED]
    return dict(zip(ANSWERED, selon.read_all(texts), strict=True))


@pytest.fixture(scope="module")
def read() -> dict[str, Reading]:
    return readings()


def told(reading: Reading) -> list[tuple[str, str, list[str]]]:
    """The kind, the content, and the words answered, of each claim that answers."""
    found: dict[str, list[Answer]] = {}
    for answer in reading.answers:
        found.setdefault(answer.claim, []).append(answer)
    contents = {claim.id: claim.content[0].text for claim in reading.claims}
    return [(them[0].kind, contents[id], [each.text for each in them]) for id, them in found.items()]


@pytest.mark.parametrize("text", ANSWERED)
def test_what_is_answered(read: dict[str, Reading], text: str) -> None:
    assert told(read[text]) == ANSWERED[text]


def test_spans_scores_and_reasons(read: dict[str, Reading]) -> None:
    for reading in read.values():
        text = reading.dispatch.text
        for answer in reading.answers:
            assert text[answer.start : answer.end] == answer.text != ""
            assert 0 < answer.score <= 1
            assert answer.reason
            assert answer.claim in {claim.id for claim in reading.claims}


def test_the_claims_hold_what_they_answer_in_the_order_of_the_text(read: dict[str, Reading]) -> None:
    for reading in read.values():
        for claim in reading.claims:
            about = {answer.about for answer in reading.answers if answer.claim == claim.id and answer.about}
            assert set(claim.answers) == about
            assert list(claim.answers) == sorted(about, key=lambda id: int(id[1:]))


def test_a_denied_event_has_a_telling_that_denies_it() -> None:
    reading = selon.read(
        HEAD + "La Suède a livré des chars au Brésil, selon Oslo. La Suède a démenti ces informations."
    )
    (event,) = [event for event in reading.events if event.type == "arms-transfer"]
    assert [telling.status for telling in event.tellings] == ["asserted", "denied"]


def test_the_words_are_loaded_once_and_checked() -> None:
    words = load_answers("fr")
    assert words is load_answers("fr")
    assert not words.told & words.general
    assert "confirmer" in words.confirming


def test_a_dispatch_without_claims_answers_nothing() -> None:
    assert selon.read("Le soleil brille.").answers == ()
