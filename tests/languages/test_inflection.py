"""The forms of adjectives of nationality."""

from __future__ import annotations

import pytest

from selon.languages.inflection import adjective_forms, capitalised


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("russe", "russe russe russes russes"),
        ("coréen", "coréen coréenne coréens coréennes"),
        ("malien", "malien malienne maliens maliennes"),
        ("chinois", "chinois chinoise chinois chinoises"),
        ("français", "français française français françaises"),
        ("mexicain", "mexicain mexicaine mexicains mexicaines"),
        ("philippin", "philippin philippine philippins philippines"),
        ("afghan", "afghan afghane afghans afghanes"),
        ("letton", "letton lettone lettons lettones"),
        ("allemand", "allemand allemande allemands allemandes"),
        ("qatari", "qatari qatarie qataris qataries"),
        ("kirghiz", "kirghiz kirghize kirghiz kirghizes"),
        ("oriental", "oriental orientale orientaux orientales"),
        ("étranger", "étranger étrangère étrangers étrangères"),
        ("turc/turque", "turc turque turcs turques"),
        ("ouzbek/ouzbèke", "ouzbek ouzbèke ouzbeks ouzbèkes"),
        ("burkinabè/burkinabè", "burkinabè burkinabè burkinabès burkinabès"),
    ],
)
def test_adjectives(entry: str, forms: str) -> None:
    assert adjective_forms(entry) == tuple(forms.split())


@pytest.mark.parametrize(
    ("form", "spellings"),
    [
        ("russes", {"Russes"}),
        ("sud-coréenne", {"Sud-Coréenne", "Sud-coréenne"}),
        ("égyptien", {"Égyptien", "Egyptien"}),
        ("états-uniens", {"États-Uniens", "Etats-Uniens", "États-uniens", "Etats-uniens"}),
    ],
)
def test_inhabitants(form: str, spellings: set[str]) -> None:
    assert set(capitalised(form)) == spellings
