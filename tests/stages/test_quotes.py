"""The quotations: what lies between the marks, at which depth, closed or not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.model import Block
from selon.stages.quotes import Quote, find_quotes


def body(text: str) -> tuple[Block, ...]:
    """Returns a body block for each paragraph of lines."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            blocks.append(Block(start, start + len(line.strip()), "body"))
        at += len(line) + 1
    return tuple(blocks)


def found(text: str) -> list[str]:
    """Returns the inside of each quotation, after a `>` for each level of depth, before `…` where it is not closed."""
    return [
        ">" * quote.depth + text[quote.inner_start : quote.inner_end] + ("" if quote.closed else "…")
        for quote in find_quotes(text, body(text))
    ]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Il dit « oui » et part.", ["oui"]),
        ("Il dit “oui” et „non“, puis „si”.", ["oui", "non", "si"]),
        ('Il dit "oui", puis "non".', ["oui", "non"]),
        ("Il dit ‹ oui › et ‘non’.", ["oui", "non"]),
        ('L\'"ennemi" du Nord et l’"ami" du Sud.', ["ennemi", "ami"]),
        ('Il veut d\'"éviter" cela ("tout de suite").', ["éviter", "tout de suite"]),
        ('Il dit " oui " , puis " non " .', ["oui", "non"]),
        ("« Il a dit “ oui ” hier », dit-elle.", ["Il a dit “ oui ” hier", ">oui"]),
        ('« Il a dit "oui" hier », dit-elle.', ['Il a dit "oui" hier', ">oui"]),
        ('"Il a dit « oui » hier", dit-elle.', ["Il a dit « oui » hier", ">oui"]),
        ('"A « le "mot" » B", dit-elle.', ['A « le "mot" » B', '>le "mot"', ">>mot"]),
        ("« A « b » c »", ["A « b » c", ">b"]),
        ('"Il dit +je pars+", a-t-il dit.', ["Il dit +je pars+", ">je pars"]),
        ('"+Je pars+ et +je viens+", a-t-il dit.', ["+Je pars+ et +je viens+", ">Je pars", ">je viens"]),
        ("J’ai vu l’ami d’ Igor.", []),
        ("Les Etats-Unis' et l'Iran' ont dit 'oui'.", []),
        ("Il paie +33 euros à Canal+ et +10 %.", []),
        ('"Canal+ et +33", dit-il.', ["Canal+ et +33"]),
        ('Un écran de 15" vaut "cher".', ["cher"]),
        ("Il mesure 6' 2\" et part.", []),
        ("Rien ici.", []),
        ('"" et « »', []),
        ('« Ouvert ainsi " et fermé.', ["Ouvert ainsi"]),
        ('"Ouvert ainsi » et fermé.', ["Ouvert ainsi"]),
        ('Il dit" oui", puis rien.', ["oui"]),
        ('"mot":"autre"', ["mot", "autre"]),
    ],
)
def test_closed(text: str, inner: list[str]) -> None:
    assert found(text) == inner


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('Il dit "Voici la suite.', ["Voici la suite.…"]),
        ('"Voici la suite. Il dit "oui" hier.', ["Voici la suite.…", "oui"]),
        ("« Nous irons, dit-il. Il ajoute : « Demain ».", ["Nous irons, dit-il.…", "Demain"]),
        ('Il dit "Voici.\nElle dit "non" hier.', ["Voici.…", "non"]),
        ('Il dit « Voici.\nElle "rit" « non » hier.', ["Voici.…", "rit", "non"]),
        ("« A “b c » d.", ["A “b c", ">b c…"]),
        ('Il dit oui". Elle dit "non".', ["non"]),
        ('Il finit par "', []),
    ],
)
def test_a_mark_that_is_missing_costs_one_quotation(text: str, inner: list[str]) -> None:
    assert found(text) == inner


def test_reopened_in_each_paragraph() -> None:
    assert found("« Un. A dit « non » à tous.\n« Deux.\n« Trois. »") == [
        "Un. A dit « non » à tous.…",
        ">non",
        "Deux.…",
        "Trois.",
    ]
    assert found('"Un.\n"Deux.\n"Trois."') == ["Un.…", "Deux.…", "Trois."]


def test_the_spans() -> None:
    assert find_quotes("A « oui ».", (Block(0, 10, "body"),)) == (Quote(2, 9, 4, 7, 0, True),)


def test_only_body_and_lists_are_read_and_no_quotation_leaves_its_block() -> None:
    text = '"titre" "un deux" trois'
    blocks = (Block(0, 7, "title"), Block(8, 11, "body"), Block(12, 23, "list"))
    assert [(quote.start, quote.end) for quote in find_quotes(text, blocks)] == [(8, 11)]


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text("ab .,\n«»\"“”„‹›‘’+'("), st.text()))
def test_any_text(text: str) -> None:
    blocks = body(text)
    quotes = find_quotes(text, blocks)
    assert [quote.start for quote in quotes] == sorted({quote.start for quote in quotes})
    around: list[Quote] = []
    for quote in quotes:
        assert quote.start < quote.inner_start < quote.inner_end <= quote.end
        inner = text[quote.inner_start : quote.inner_end]
        assert inner == inner.strip()
        assert any(block.start <= quote.start and quote.end <= block.end for block in blocks)
        while around and around[-1].end <= quote.start:
            around.pop()
        assert quote.depth == len(around)
        assert not around or quote.end <= around[-1].end
        around.append(quote)


@pytest.mark.parametrize("mark", ['"', '"a ', "« ", "“a «b ", 'a" ', '«“‘"+a.'])
def test_very_many_marks(mark: str) -> None:
    text = mark * 100_000
    assert len(find_quotes(text, body(text))) <= text.count(mark) * 6
