"""The parse: offsets of the dispatch, our own sentence ends, and the tagger's known slips."""

from __future__ import annotations

import pytest

from selon.stages.parse import LONGEST, PIECE, Parse, parse_all


def parse(text: str, *spans: tuple[int, int]) -> Parse:
    return next(parse_all([(text, [(*span, 0) for span in spans or ((0, len(text)),)])], "fr"))


@pytest.mark.parametrize(
    "text",
    ["« L’été », dit-il, « n’est pas fini ».", "d' « agression » et l' ONU", "Le GNA (reconnu) a dit (...) oui."],
)
def test_words_stand_where_the_text_has_them(text: str) -> None:
    for token in parse(text).tokens:
        seen = text[token.start : token.end].replace("’", "'")
        assert seen == token.text


def test_quotation_marks_and_acronyms_in_brackets_are_not_parsed() -> None:
    words = [token.text for token in parse('L\'Union (UDA) a dit "non".').tokens]
    assert words == ["L'", "Union", "a", "dit", "non", "."]


def test_sentences_are_those_that_were_cut() -> None:
    text = "Paul dort. Ada lit."
    assert [(s.start, s.end) for s in parse(text, (0, 10), (11, 19)).sentences] == [(0, 10), (11, 19)]


def test_no_sentence_is_longer_than_longest() -> None:
    parsed = parse("mot " * (2 * LONGEST + 5))
    assert [s.last - s.first + 1 for s in parsed.sentences] == [LONGEST, LONGEST, 5]


def test_heads_stay_in_their_sentence_however_long_the_text() -> None:
    text = "Paul dort. " * PIECE
    spans = tuple((i, i + 10) for i in range(0, len(text), 11))
    parsed = parse(text, *spans)
    for sentence in parsed.sentences:
        for token in parsed.tokens[sentence.first : sentence.last + 1]:
            assert sentence.first <= token.head <= sentence.last


@pytest.mark.parametrize(("word", "mood"), [("compterait", "Cnd"), ("tirait", "Ind")])
def test_conditionals_are_told_from_pasts(word: str, mood: str) -> None:
    verb = next(t for t in parse(f"Il {word} dix hommes.").tokens if t.text == word)
    assert verb.morph.mood == mood


def test_the_present_has_its_verb() -> None:
    verb = next(t for t in parse("Le général indique que la route est coupée.").tokens if t.text == "indique")
    assert verb.lemma == "indiquer"
