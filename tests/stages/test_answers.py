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
