"""Drift: what became of each claim of a dispatch in a later version of it, or in a copy."""

from __future__ import annotations

from time import perf_counter
from typing import get_args

import pytest

from selon.model import Block, Claim, Event, Made, Reading, Source, Span, cut, make_dispatch
from selon.questions.drift import Change, Kind, drift
from selon.reading import read_all

RAFFINERIE = """Incendie dans une raffinerie de Lomé

LOMÉ, 7 mars 2024 (AFP) - Un incendie a ravagé jeudi une raffinerie de Lomé. La route du port est coupée depuis midi.

L'explosion d'une cuve a tué trois ouvriers, a annoncé le ministre de l'Intérieur, Koffi Mensah.

"Le feu est parti d'un réservoir de carburant", a déclaré le capitaine des pompiers, Yao Agbeko, cité par Savana FM.

La raffinerie pourrait fermer pendant six mois, a indiqué le syndicat des pétroliers.

La société Togo Pétrole a démenti que ses cuves étaient vétustes.

Les pompiers auraient manqué d'eau pendant deux heures. Une enquête a été ouverte.
"""

CARGO = """Un cargo arraisonné au large de Djibouti

DJIBOUTI, 9 mars 2024 (Reuters) - L'Iran pourrait livrer des missiles aux rebelles houthis. L'attentat de Hodeida a fait
vingt morts. La marine française a saisi deux tonnes de cocaïne sur un cargo.

Le capitaine Jean Morel a affirmé que l'équipage avait reçu de l'argent et que le navire venait de Karachi.

L'accord de pêche, qui pourrait être signé lundi, est prêt, a déclaré la ministre somalienne, Amina Warsame.

Le commandant du port savait tout, selon un diplomate européen.
"""

TEXTS = {"raffinerie": RAFFINERIE, "cargo": CARGO}

# What is replaced in a text, then what drift says of it: kind, words before, words after; "-" for none.
CASES = """
raffinerie: pourrait fermer => va fermer
    raised: pourrait fermer => va fermer
raffinerie: pourrait fermer => devrait fermer
    raised: pourrait fermer => devrait fermer
raffinerie: pourrait fermer => ne va pas fermer
    denied: pourrait fermer => ne va pas fermer
raffinerie: a tué trois => aurait tué trois
    lowered: a tué => aurait tué
raffinerie: auraient manqué => ont manqué
    raised: auraient manqué => ont manqué
raffinerie: est parti => est sans doute parti
    lowered: parti => sans doute parti
cargo: qui pourrait être signé => qui sera signé
    raised: pourrait être signé => sera signé
cargo: qui pourrait être signé => qui devrait être signé
    raised: pourrait être => devrait être
cargo: pourrait livrer => va livrer
    raised: pourrait livrer => va livrer
cargo: pourrait livrer => a livré
    raised: pourrait livrer des => a livré des
cargo: La marine française a saisi => La marine française aurait saisi
    lowered: a saisi => aurait saisi
cargo: savait tout => ne savait pas tout
    denied: savait tout => ne savait pas tout
cargo: l'équipage avait reçu => l'équipage n'avait pas reçu
    denied: avait reçu => n'avait pas reçu

raffinerie: tué trois ouvriers => tué cinq ouvriers
    number: trois ouvriers => cinq ouvriers
raffinerie: tué trois ouvriers => tué au moins trois ouvriers
    number: trois => au moins trois
raffinerie: tué trois ouvriers => tué une dizaine d'ouvriers
    number: trois ouvriers => une dizaine d'ouvriers
raffinerie: tué trois ouvriers => tué 3 ouvriers
raffinerie: pendant deux heures => pendant 2 heures
raffinerie: pendant deux heures => pendant trois heures
    number: deux heures => trois heures
cargo: deux tonnes => 2,5 tonnes
    number: deux tonnes => 2,5 tonnes
cargo: vingt morts => vingt-deux morts
    number: vingt morts => vingt-deux morts

raffinerie: , cité par Savana FM =>
    source-lost: Savana FM → Yao Agbeko => Yao Agbeko
raffinerie: Koffi Mensah. => Koffi Mensah, cité par Savana FM.
    source-gained: Koffi Mensah => Savana FM → Koffi Mensah
raffinerie: le ministre de l'Intérieur, Koffi Mensah => la ministre de la Santé, Akua Lawson
    source-changed: Koffi Mensah => Akua Lawson
raffinerie: , a indiqué le syndicat des pétroliers =>
    source-lost: syndicat des pétroliers => -
raffinerie: Une enquête a été ouverte. => Une enquête a été ouverte, a indiqué le procureur.
    source-gained: - => procureur
raffinerie: le ministre de l'Intérieur, Koffi Mensah => M. Mensah

cargo: a affirmé que => a estimé que
    act: a affirmé => a estimé
cargo: a affirmé que => a démenti que
    denial-added: a affirmé => a démenti
raffinerie: a démenti => a affirmé
    denial-dropped: a démenti => a affirmé
cargo: a affirmé que => a déclaré que
raffinerie: La société Togo Pétrole a démenti que ses cuves étaient vétustes. =>
    denial-dropped: ses cuves étaient vétustes => -
cargo: Le commandant du port savait tout, selon un diplomate européen. =>
    dropped: Le commandant du port savait tout => -
cargo: européen. => européen. Le chef de la police locale était absent, a expliqué un avocat.
    added: - => Le chef de la police locale était absent
cargo: européen. => européen. La préfecture a démenti que la douane avait été prévenue.
    denial-added: - => la douane avait été prévenue
cargo: a affirmé que => soupçonne que
    act: a affirmé => soupçonne
    lowered: a affirmé => soupçonne

raffinerie: d'un réservoir de carburant => d'un entrepôt de peinture
    reworded: réservoir de carburant => entrepôt de peinture
cargo: le navire venait de Karachi => le navire venait de Bombay
    reworded: Karachi => Bombay
cargo: l'équipage avait reçu => les équipages avaient reçu
cargo: de l'argent et que le navire => de l'argent. Le capitaine Jean Morel a ajouté que le navire
cargo: pêche, qui pourrait être signé lundi, est => pêche est
    reworded: pourrait être signé lundi => -
"""


Words = tuple[str, str | None, str | None]  # kind, before, after


def edited(edit: str) -> tuple[str, str]:
    """`cargo: savait tout => savait` → the text, and what it becomes."""
    name, _, words = edit.partition(": ")
    old, _, new = words.partition(" =>")
    assert TEXTS[name].count(old) == 1, edit
    return TEXTS[name], TEXTS[name].replace(old, new.removeprefix(" "))


def expected(line: str) -> Words:
    kind, _, words = line.strip().partition(": ")
    before, after = (None if side == "-" else side for side in words.split(" => "))
    return kind, before, after


def cases() -> dict[str, list[Words]]:
    """What drift says, by the edit that it says it of."""
    found: dict[str, list[Words]] = {}
    for line in filter(str.strip, CASES.splitlines()):
        if line.startswith(" "):
            found[list(found)[-1]].append(expected(line))
        else:
            found[line] = []
    return found


# Texts in which what is told is the same, and says the same.
PARAGRAPHS = RAFFINERIE.split("\n\n")
SAME = {
    "itself": RAFFINERIE,
    "another title": RAFFINERIE.replace("Incendie dans une raffinerie", "Trois morts dans un incendie"),
    "another agency": RAFFINERIE.replace("LOMÉ, 7 mars 2024 (AFP)", "LOMÉ, 8 mars 2024 (Reuters)"),
    "other marks": RAFFINERIE.replace('"Le', "«\u00a0Le").replace('carburant"', "carburant\u00a0»").replace("'", "’"),
    "other spaces": RAFFINERIE.replace(" trois", "\u00a0trois").replace(" six", "\u202fsix"),
    "another order": "\n\n".join([*PARAGRAPHS[:2], PARAGRAPHS[4], PARAGRAPHS[3], PARAGRAPHS[2], *PARAGRAPHS[5:]]),
    "more of its own": RAFFINERIE.replace("depuis midi.", "depuis midi. Le marché voisin a fermé ses portes."),
    "less of its own": RAFFINERIE.replace(" Une enquête a été ouverte.", ""),
    "capitals": RAFFINERIE.replace("La raffinerie pourrait", "LA RAFFINERIE pourrait"),
}

MOVED = "\n\n".join([*PARAGRAPHS[:2], PARAGRAPHS[4], PARAGRAPHS[3], PARAGRAPHS[2], PARAGRAPHS[6]])
MOVED = MOVED.replace("trois ouvriers", "six ouvriers").replace("pourrait fermer", "va fermer")
MOVED += "\nLe port rouvrira samedi, a promis le maire de Lomé.\n"
SPLIT = CARGO.replace("de l'argent et que le", "de l'argent. Le capitaine Jean Morel a ajouté que le")
HALF = "\n\n".join(CARGO.split("\n\n")[:3])
TROOPS = """Tensions au Sahel

BAMAKO, 11 mars 2024 (AFP) - L'armée malienne va bombarder la ville de Kidal. Un drone aurait survolé l'aéroport mardi.
Le fleuve monte. L'attaque du marché de Gao a fait dix morts.
"""
TROOPS_LATER = """Tensions au Sahel

BAMAKO, 12 mars 2024 (AFP) - L'armée malienne a bombardé la ville de Kidal. Un drone a survolé l'aéroport mardi, et le
fleuve monte. L'attaque du marché de Gao, lundi en fin de matinée, a tué douze personnes.
"""
DAM = """Un barrage cède

NIAMEY, 12 mars 2024 (AFP) - Le barrage a cédé dans la nuit, a affirmé Issa Diallo. Le barrage a cédé dans la nuit, a
confirmé la police.
"""
DAM_LATER = DAM.replace("confirmé la police", "démenti la mairie")
COPY = RAFFINERIE.replace("(AFP)", "(Reuters)").replace("Yao Agbeko, cité par Savana FM", "Yao Agbeko")
OTHERS = (*SAME.values(), MOVED, CARGO, SPLIT, HALF, TROOPS, TROOPS_LATER, DAM, DAM_LATER, COPY)

REASONS = {
    "raffinerie: pourrait fermer => va fermer": (
        "certainty raised from possible to certain: 'pourrait fermer' became 'va fermer'"
    ),
    "raffinerie: tué trois ouvriers => tué cinq ouvriers": "a number changed: 'trois ouvriers' became 'cinq ouvriers'",
    "raffinerie: , cité par Savana FM =>": "no longer told by Savana FM",
    "raffinerie: , a indiqué le syndicat des pétroliers =>": (
        "no longer told by syndicat des pétroliers and now told by the dispatch itself"
    ),
    "cargo: a affirmé que => a estimé que": "act changed from state to believe: 'a affirmé' became 'a estimé'",
    "cargo: savait tout => ne savait pas tout": "now told as not so: 'savait tout' became 'ne savait pas tout'",
    "cargo: européen. => européen. La douane dormait, a dit Ali Robleh.": "a claim of Ali Robleh is new",
    "cargo: pêche, qui pourrait être signé lundi, est => pêche est": "reworded: 'pourrait être signé lundi' is gone",
}


@pytest.fixture(scope="module")
def read() -> dict[str, Reading]:
    """The readings of all texts, read at once."""
    texts = dict.fromkeys([*OTHERS, *(text for edit in (*cases(), *REASONS) for text in edited(edit))])
    return dict(zip(texts, read_all(map(make_dispatch, texts)), strict=True))


def words(changes: list[Change]) -> list[Words]:
    return [(change.kind, change.before, change.after) for change in changes]


@pytest.mark.parametrize("edit", cases())
def test_an_edit(read: dict[str, Reading], edit: str) -> None:
    earlier, later = edited(edit)
    assert words(drift(read[earlier], read[later])) == cases()[edit]


@pytest.mark.parametrize("name", SAME)
def test_what_is_told_alike_has_not_changed(read: dict[str, Reading], name: str) -> None:
    assert drift(read[RAFFINERIE], read[SAME[name]]) == []
    assert drift(read[SAME[name]], read[RAFFINERIE]) == []


def test_every_kind_has_a_case() -> None:
    kinds = {kind for changes in cases().values() for kind, *_ in changes} | {"affirmed"}
    assert kinds == {kind for literal in get_args(Kind) for kind in get_args(literal) or [literal]}


def test_what_goes_back_is_the_other_way_round(read: dict[str, Reading]) -> None:
    earlier, later = edited("cargo: savait tout => ne savait pas tout")
    assert words(drift(read[later], read[earlier])) == [("affirmed", "ne savait pas tout", "savait tout")]


def test_a_change_holds_the_claims(read: dict[str, Reading]) -> None:
    earlier, later = edited("raffinerie: pourrait fermer => va fermer")
    (change,) = drift(read[earlier], read[later])
    assert (change.earlier, change.later) == (read[earlier].claims[2], read[later].claims[2])


@pytest.mark.parametrize("edit", REASONS)
def test_the_reason_is_a_sentence(read: dict[str, Reading], edit: str) -> None:
    earlier, later = edited(edit)
    assert [change.reason for change in drift(read[earlier], read[later])] == [REASONS[edit]]


def test_what_loses_its_source_is_told_by_the_dispatch(read: dict[str, Reading]) -> None:
    earlier, later = edited("raffinerie: , a indiqué le syndicat des pétroliers =>")
    (change,) = drift(read[earlier], read[later])
    assert isinstance(change.earlier, Claim)
    assert isinstance(change.later, Span)
    assert change.later.text == "La raffinerie pourrait fermer pendant six mois."


def test_a_claim_that_was_split_or_joined_has_not_changed(read: dict[str, Reading]) -> None:
    assert drift(read[CARGO], read[SPLIT]) == []
    assert drift(read[SPLIT], read[CARGO]) == []


def test_half_a_copy_only_drops(read: dict[str, Reading]) -> None:
    changes = drift(read[CARGO], read[HALF])
    assert [change.kind for change in changes] == ["dropped", "dropped"]
    assert [change.earlier for change in changes] == list(read[CARGO].claims[1:])


def test_what_the_dispatch_itself_tells(read: dict[str, Reading]) -> None:
    changes = drift(read[TROOPS], read[TROOPS_LATER])
    assert words(changes) == [
        ("raised", "bombarder", "a bombardé"),
        ("raised", "aurait survolé", "a survolé"),
        ("number", "dix morts", "douze personnes"),
    ]
    assert [type(change.earlier) for change in changes] == [Event, Claim, Event]
    assert [type(change.later) for change in changes] == [Event, Span, Event]


def test_the_same_words_of_others(read: dict[str, Reading]) -> None:
    changes = drift(read[DAM], read[DAM_LATER])
    assert words(changes) == [
        ("source-changed", "police", "mairie"),
        ("denial-added", "a confirmé", "a démenti"),
    ]


def test_a_copy_that_leaves_a_link_out(read: dict[str, Reading]) -> None:
    assert words(drift(read[RAFFINERIE], read[COPY])) == [("source-lost", "Savana FM → Yao Agbeko", "Yao Agbeko")]


def test_changes_stand_in_the_order_of_the_later_text(read: dict[str, Reading]) -> None:
    changes = drift(read[RAFFINERIE], read[MOVED])
    assert [change.kind for change in changes] == ["raised", "number", "denial-dropped", "added"]


def test_a_language_that_selon_lacks_has_no_claims() -> None:
    reading = Reading(make_dispatch("The dam broke, police said.", lang="en"), blocks=(), claims=())
    assert drift(reading, reading) == []


def claimed(number: int) -> Reading:
    """A reading of 200 claims of one person, each of which tells a number."""
    villages = ["".join("abdefklmor"[int(digit)] for digit in str(1000 + i)) for i in range(200)]
    contents = [f"Le village de {village.title()} compte {number} maisons et une école" for village in villages]
    text = "\n".join(f"{content}, a dit Paul Roux." for content in contents)
    starts = [text.index(content) for content in contents]
    cues = [text.index("a dit", start) for start in starts]
    sources = [Source(cue + 6, cue + 15, "Paul Roux", "Paul Roux", "person") for cue in cues]
    spans = [cut(text, start, cue - 2) for start, cue in zip(starts, cues, strict=True)]
    made = Made("inversion", None)
    claims = tuple(
        Claim(f"c{cue}", (span,), cut(text, cue, cue + 5), (source,), "indirect", "state", "certain", (), made)
        for span, cue, source in zip(spans, cues, sources, strict=True)
    )
    return Reading(make_dispatch(text), (Block(0, len(text), "body"),), claims)


def test_many_claims_are_compared_at_once() -> None:
    earlier, later = claimed(1000), claimed(3000)
    drift(earlier, later)  # the word lists are loaded
    start = perf_counter()
    changes = drift(earlier, later)
    assert perf_counter() - start < 2  # about 0.2, where nothing else runs
    assert [change.kind for change in changes] == ["number"] * 200
