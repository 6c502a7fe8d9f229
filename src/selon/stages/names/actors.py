"""Whether the name of a country or a capital stands for its government, by its syntax.

"Moscou a démenti" is a government's act, "arrivé à Moscou" a journey to a town; a country governed by "à la" is dealt
with ("vendre des armes à la Russie"), one governed by "en" is a place.
"""

from __future__ import annotations

from selon.languages.names import NameWords
from selon.stages.parse import Parse, Token
from selon.stages.phrases import ARTICLES

LOCATIVE = frozenset("dans vers au aux depuis en".split())
DEALING = frozenset("avec entre envers selon contre".split())


def acts(parse: Parse, first: int, last: int, words: NameWords, town: bool) -> bool:
    """Whether words `first` to `last`, a country's name or, where `town`, a capital's, stand for the government."""
    tokens = parse.tokens
    before, article = _governor(tokens, first)
    if before is None or before.pos in ("CCONJ", "PUNCT", "SCONJ", "PRON"):
        joined = _joined(tokens, first)
        if joined is not None:
            return acts(parse, joined, joined, words, town)
        return _subject(tokens, first, last, words) or _opens_list(tokens, last, words)
    if before.lower in DEALING:
        return not (_bounds(tokens, before, words) or (town and not _dealt(tokens, before, words)))
    if before.lower == "par":
        return tokens[first].head != first and tokens[tokens[first].head].pos in ("VERB", "NOUN")
    if before.lower in ("à", "au", "aux"):
        return (article and not town) or _given(tokens, before, words)
    if before.lower in ("de", "d'", "du", "des"):
        return _owned(tokens, before, words)
    return before.pos == "VERB" and (before.lemma in words.dealing_verbs or _reports(tokens, before, words))


def located(parse: Parse, first: int) -> bool:
    """ "dans le Nord": whether something is put at the place that the word names."""
    before, _ = _governor(parse.tokens, first)
    return before is not None and before.lower in LOCATIVE


def _governor(tokens: list[Token], first: int) -> tuple[Token | None, bool]:
    """The word before the name and its article, and whether there is an article."""
    i = first - 1
    article = i >= 0 and tokens[i].lower in ARTICLES and tokens[i].pos == "DET"
    i -= article
    return (tokens[i] if i >= 0 else None), article


def _subject(tokens: list[Token], first: int, last: int, words: NameWords) -> bool:
    """ "Tokyo a protesté": the subject of a verb that is no passive, and that no mere place could be the subject of."""
    head = next((t for t in tokens[first : last + 1] if not first <= t.head <= last), tokens[first])
    verb = _verb(tokens, head, last)
    if verb is None:
        return False
    return verb.lemma not in words.place_verbs and not _passive(tokens, verb) and not _put(tokens, last)


def _verb(tokens: list[Token], head: Token, last: int) -> Token | None:
    """The verb that the name is the subject of: by the parse, or right after it ("Pékin dément toute ingérence")."""
    verb = tokens[head.head]
    auxiliary = tokens[last + 1] if last + 1 < len(tokens) else None
    if head.dep in ("nsubj", "conj") and (
        verb.pos in ("VERB", "AUX", "ADJ", "NOUN", "PRON") or (auxiliary is not None and auxiliary.head == verb.i)
    ):
        return verb
    after = auxiliary
    return after if after is not None and after.pos == "VERB" and after.morph.form == "Fin" else None


def _opens_list(tokens: list[Token], last: int, words: NameWords) -> bool:
    """ "Moscou et Minsk ont démenti", where the parser takes the second name alone for the subject."""
    if last + 2 >= len(tokens) or tokens[last + 1].lower != "et" or tokens[last + 2].pos != "PROPN":
        return False
    return tokens[last + 2].dep == "nsubj" and _subject(tokens, last + 2, last + 2, words)


def _reports(tokens: list[Token], verb: Token, words: NameWords) -> bool:
    """ "Les tirs ont repris, a annoncé Erevan": a verb behind a comma or a quotation, and its subject behind it."""
    first = verb.i
    while first > 0 and tokens[first - 1].pos in ("AUX", "ADV", "PRON"):
        first -= 1
    finite = any(token.morph.form == "Fin" for token in tokens[first : verb.i + 1])
    opens = first > 0 and tokens[first - 1].text in (",", "»", '"')
    return finite and opens and verb.lemma not in words.place_verbs


def _passive(tokens: list[Token], verb: Token) -> bool:
    """ "Kharkiv a été bombardée" """
    return any(token.lower == "été" and token.head == verb.i for token in tokens[verb.first : verb.i])


def _put(tokens: list[Token], last: int) -> bool:
    """ "Tripoli, dans le nord du Liban, est bouclée": it is told where the place lies."""
    after = [token.lower for token in tokens[last + 1 : last + 4]]
    return len(after) > 2 and after[0] in (",", "(") and after[1] in LOCATIVE and after[2] != "tant"


def _dealt(tokens: list[Token], preposition: Token, words: NameWords) -> bool:
    """ "les pourparlers entre Londres et Dublin", and no "train entre Londres et Dublin" """
    if preposition.lower != "entre":
        return preposition.lower != "contre"
    nouns = (t for t in reversed(tokens[max(0, preposition.i - 4) : preposition.i]) if t.pos == "NOUN")
    noun = next(nouns, None)
    return noun is not None and noun.lemma in words.between_nouns


def _bounds(tokens: list[Token], preposition: Token, words: NameWords) -> bool:
    """ "la frontière avec la Libye": it says where something lies, and with whom nothing is done."""
    noun = tokens[preposition.i - 1] if preposition.i else None
    return noun is not None and noun.pos == "NOUN" and noun.lemma in words.before_places


def _joined(tokens: list[Token], first: int) -> int | None:
    """ "Moscou et Pyongyang ont démenti": the name that the name is joined to, None where it is joined to none."""
    head = tokens[first].head
    joined = tokens[first].dep == "conj" and head < first and tokens[head].pos == "PROPN"
    return head if joined else None


def _given(tokens: list[Token], preposition: Token, words: NameWords) -> bool:
    """ "les sanctions imposées à Pyongyang", "a demandé à Rome de" """
    for token in reversed(tokens[max(0, preposition.i - 8) : preposition.i]):
        if token.pos in ("VERB", "NOUN") and (token.lemma in words.dealing_verbs or token.lemma in words.dealing_nouns):
            return True
        if token.pos == "VERB" or token.text in (".", ";"):
            return False
    return False


def _owned(tokens: list[Token], preposition: Token, words: NameWords) -> bool:
    """ "les alliés de Washington", "le refus de la Hongrie" """
    i = preposition.i - 1
    while i > 0 and tokens[i].pos == "ADJ":
        i -= 1
    return i >= 0 and tokens[i].pos == "NOUN" and tokens[i].lemma in words.political_nouns
