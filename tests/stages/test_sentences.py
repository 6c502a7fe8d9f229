"""The sentences: each example is cut at its bars."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.languages.abbreviations import load_abbreviations
from selon.model import Block
from selon.stages.sentences import split_sentences

WORDS = load_abbreviations("fr")


@pytest.mark.parametrize(
    "example",
    [
        "Le roi part. | La reine reste.",
        "Selon M. Roy, MM. Bé et Cé partent. | Il reste.",
        "Mme. Roy et le Dr. Bé ont vu Mgr. Cé à St. Paul.",
        "M. Le Drian est parti. | Le Sud se tait.",
        "L'accusée, Corinne M. | Elle nie tout.",
        "J. F. Kennedy et Harsh V. Pant parlent. | Oui.",
        "L'U.S. Navy part. | La S.A. | Il en sort.",
        "Voir l'art. 5 et la p. 12, p. ex. Paris.",
        "En 52 av. J.-C. | Il gagne.",
        "Des chars, des canons, etc. | Le Nord attaque.",
        "Des chars, etc. sont partis.",
        "Il paie 3.5 et 1.000 euros à 14.30. | Il part.",
        "Voir http://exemple.fr/a.b et www.exemple.fr. | Il lit.",
        "Il hésite... puis part. | Il revient... | Elle rit.",
        "Cela (...) dure et […] lasse. | Bien [...] | Le roi le dit.",
        "1. Le sommet a lieu. | 2. Le roi part.",
        "Ils sont partis le 3. | Les autres restent.",
        '"Je suis là", dit M. Roy. | "Voici. | Et voilà."',
        '"Il a violé la loi."  | Il nie.',
        "« Il a violé la loi ». | Il nie.",
        "« Il a violé la loi. » | Il nie.",
        "« Il part. | Elle reste. » | Fin.",
        "« cessent » . | Puis rien.",
        '" Nous irons. " | Il part.',
        '"Où est-il ?", a-t-il dit. | Il cherche.',
        '"Où est-il ?" a demandé le roi. | Il cherche.',
        "« Ici ! » a-t-elle crié. | « Là ? » | Non.",
        "Il dit oui (sans rire). | Elle sort. | (Il reste.) | Fin.",
        "Il dit : Non. | « Voici ».",
        'Il veut savoir: "Que veut dire... "oui" ?" a dit le roi.',
        "Un fait.[1] | Un autre.",
        "Il est parti.Elle reste ici.",
        "Il part. | - Non. | – Si.",
        "Il part. | 12 chars restent.",
        "Quoi ? ! | Rien.",
        "Fin de partie",
        "Adrien Bé sr. part et Luc Cé jr. | Il reste.",
    ],
)
def test_examples(example: str) -> None:
    parts = [part.strip() for part in example.split("|")]
    text = example.replace("| ", "")
    if text == "Il est parti.Elle reste ici.":
        parts = ["Il est parti.", "Elle reste ici."]
    spans = split_sentences(text, (Block(0, len(text), "body"),), WORDS)
    assert [text[start:end] for start, end, _ in spans] == parts


def test_a_heading_is_one_and_no_sentence_leaves_its_block() -> None:
    text = "Titre. Ici un. Deux trois. Par A. B."
    blocks = (Block(0, 6, "title"), Block(7, 19, "body"), Block(20, 26, "list"), Block(27, 36, "credits"))
    assert split_sentences(text, blocks, WORDS) == ((0, 6, None), (7, 14, 0), (15, 19, 0), (20, 26, 1))


def test_hard_wrapped_paragraph() -> None:
    text = "Le roi\npart. La\nreine reste."
    assert [text[a:b] for a, b, _ in split_sentences(text, (Block(0, len(text), "body"),), WORDS)] == [
        "Le roi\npart.",
        "La\nreine reste.",
    ]


def test_the_three_kinds_of_entries() -> None:
    assert {"M.", "ex.", "p.", "Il"} <= WORDS


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), st.text("aM .!?…\"«»()[]1\n'’-LeIl")), st.integers(0, 40), st.integers(0, 40))
def test_any_text_is_covered(text: str, first: int, second: int) -> None:
    cut = sorted((min(first, len(text)), min(second, len(text))))
    blocks = tuple(
        Block(a, b, kind)
        for a, b, kind in ((0, cut[0], "body"), (cut[0], cut[1], "credits"), (cut[1], len(text), "list"))
        if a < b
    )
    spans = split_sentences(text, blocks, WORDS)
    reached = 0
    for start, end, _ in spans:
        assert reached <= start < end
        assert text[start:end] == text[start:end].strip()
        assert any(b.start <= start and end <= b.end and b.kind != "credits" for b in blocks)
        reached = end
    read = "".join(text[b.start : b.end] for b in blocks if b.kind != "credits")
    assert "".join("".join(text[a:b] for a, b, _ in spans).split()) == "".join(read.split())
