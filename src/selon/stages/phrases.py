"""Phrases of the parse: verb groups, noun phrases and clauses, by part of speech first and dependencies second.

The parser's tags are better than its long attachments, so a phrase is read along its words, and the tree is asked
only where words alone cannot tell. A helper that stages share; it knows French word order, no word of attribution.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from selon.stages.parse import Parse, Sentence, Token

CLITICS = frozenset("le la l' les lui leur y en se s' me m' te t' nous vous ne n'".split())
NEGATIONS = frozenset("ne n' aucunement nullement".split())
SUBJECT_CLITICS = frozenset("-il -elle -ils -elles -on -je -nous -vous -t-il -t-elle -t-ils -t-elles -t-on".split())
AUXILIARIES = frozenset(("avoir", "être"))
POSSESSIVES = frozenset("son sa ses leur leurs".split())
RELATIVES = frozenset("qui que qu' dont où lequel laquelle lesquels lesquelles duquel auquel".split())
OF = frozenset("de d' du des".split())
ARTICLES = frozenset("la le l' les".split())
JOINING = frozenset("et ou ni &".split())
TWOFOLD = frozenset("dit redit écrit prédit contredit interdit décrit".split())  # present and participle alike
ASIDES = frozenset("pas jamais plus tout même depuis ni".split())  # in a verb group, however the tagger calls them
PRONOUN_HEADS = frozenset("un une l'un l'une certains certaines plusieurs beaucoup nombre chacun aucun aucune".split())
ADVERSE = frozenset("contrairement à".split())
MODIFIERS = frozenset(("DET", "NUM", "ADJ"))
NOMINAL = frozenset(("NOUN", "PROPN", "X"))


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: words `first` to `last`; `main` its lexical verb, `finite` the word that carries the mood.

    `form`: fin, inf, ger (present participle or gerund), part (past participle alone). `clitic` is the inverted subject
    pronoun ("a-t-il dit"), where there is one.
    """

    main: int
    first: int
    last: int
    form: str
    finite: int
    passive: bool
    negated: bool
    reflexive: bool
    clitic: int | None


def verb_group(parse: Parse, main: int) -> Group:
    """Returns the verb group of the verb `main`, read from it to the left."""
    tokens = parse.tokens
    first, auxiliary, reflexive, negated = main, None, False, False
    opening = sentence_of(parse, main).first
    i, clitic = main - 1, None
    while i >= opening:
        word = tokens[i]
        if word.lower in SUBJECT_CLITICS or word.lower == "-t":
            clitic = i if word.lower != "-t" else clitic
        elif word.lower in CLITICS and not _is_object_of_preposition(tokens, i):
            if word.lower == "en" and tokens[main].morph.form == "Part" and word.pos == "ADP":
                first = i
                break
            reflexive |= word.lower in ("se", "s'")
            negated |= word.lower in NEGATIONS
        elif word.lemma in AUXILIARIES and word.pos in ("AUX", "VERB"):
            auxiliary = i if auxiliary is None or word.morph.form == "Fin" else auxiliary
        elif word.pos == "ADV" or word.lower in ASIDES or _is_aside(tokens, i):
            if word.pos == "ADV" and not _inside(tokens, i, main, first):
                break
        elif (jump := _aside(tokens, i, opening)) is not None:
            i = jump
            continue
        else:
            break
        first = i
        i -= 1
    while tokens[first].pos == "ADV" and tokens[first].lower not in NEGATIONS and first < main:
        first += 1
    last, after = main, main + 1
    while after < len(tokens) and (tokens[after].lower in SUBJECT_CLITICS or tokens[after].lower == "-t"):
        clitic = after if tokens[after].lower != "-t" else clitic
        last, after = after, after + 1
    form, finite = _form(tokens, main, auxiliary, tokens[first].lower == "en")
    if form == "part":
        form, finite = _finite_after_all(tokens, main, first, opening) or (form, finite)
    being = any(tokens[k].lemma == "être" for k in range(first, main))
    passive = being and not reflexive and tokens[main].morph.form != "Fin" and form != "inf"
    return Group(main, first, last, form, finite, passive or form == "part", negated, reflexive, clitic)


def _is_aside(tokens: list[Token], i: int) -> bool:
    """ "a lui-même dit"; "a tout nié", the object between the auxiliary and its participle."""
    word = tokens[i].lower
    return word.endswith(("-même", "-mêmes")) or (word == "tout" and i > 0 and tokens[i - 1].lemma == "avoir")


def _finite_after_all(tokens: list[Token], main: int, first: int, opening: int) -> tuple[str, int] | None:
    """ "le capitaine dit", a present that looks like a participle; "a promis P et précisé que", a shared auxiliary."""
    if tokens[main].lower in TWOFOLD and first > opening and tokens[first - 1].pos in ("NOUN", "PROPN", "PRON"):
        return "fin", main
    before = first - 1
    if before <= opening or tokens[before].lower not in ("et", "mais", "puis", "ou"):
        return None
    for i in range(before - 1, opening - 1, -1):
        if tokens[i].lemma == "avoir" and is_finite(tokens[i]):
            return "fin", i
        if is_finite(tokens[i]) or tokens[i].text == ";":
            return None
    return None


def _inside(tokens: list[Token], i: int, main: int, first: int) -> bool:
    """An adverb belongs to the group where an auxiliary or a clitic stands before it."""
    before = i - 1
    while before >= 0 and (tokens[before].pos == "ADV" or tokens[before].lower == "pas"):
        before -= 1
    return before >= 0 and (
        tokens[before].lower in CLITICS
        or tokens[before].lower in SUBJECT_CLITICS
        or tokens[before].lemma in AUXILIARIES
        or tokens[before].lower == ","
    )


def _aside(tokens: list[Token], i: int, opening: int) -> int | None:
    """Returns the index before an aside between auxiliary and participle (", elle," ", pour sa part,"), None if
    none."""
    if tokens[i].lower != ",":
        return None
    for start in range(i - 1, max(i - 6, opening), -1):
        if tokens[start].lower == ",":
            return start - 1 if tokens[start - 1].lemma in AUXILIARIES else None
    return None


def _is_object_of_preposition(tokens: list[Token], i: int) -> bool:
    return tokens[i].lower in ("lui", "leur", "nous", "vous") and i > 0 and tokens[i - 1].pos == "ADP"


def _form(tokens: list[Token], main: int, auxiliary: int | None, gerund: bool) -> tuple[str, int]:
    verb = tokens[main]
    if auxiliary is not None:
        form = tokens[auxiliary].morph.form
        return ("inf" if form == "Inf" else "ger" if form == "Part" else "fin"), auxiliary
    if verb.morph.form == "Inf":
        return "inf", main
    if verb.morph.form == "Part":
        present = gerund or verb.morph.tense == "Pres" or verb.lower.endswith("ant")
        return ("ger" if present else "part"), main
    return "fin", main


def sentence_of(parse: Parse, i: int) -> Sentence:
    """Returns the sentence that holds the word `i`."""
    at = bisect_right(parse.sentences, i, key=lambda s: s.first) - 1
    return parse.sentences[at]


def is_finite(token: Token) -> bool:
    """Whether the word carries a mood: a verb or auxiliary that is conjugated."""
    return token.morph.form == "Fin" and token.pos in ("VERB", "AUX")


def noun_phrase(parse: Parse, start: int, limit: int, roles: frozenset[str]) -> tuple[int, int] | None:
    """Returns the noun phrase (first, last) whose first word is `start`, with complements, coordination and
    apposition but no relative clause, within words before `limit`; None where no noun phrase starts there.

    `roles` are the nouns that name who speaks: they tell an apposition from the next member of the clause.
    """
    head = _head(parse.tokens, start, limit)
    if head is None:
        return None
    if parse.tokens[head].pos == "PRON" and not (
        parse.tokens[head].lower in PRONOUN_HEADS and head + 1 < limit and parse.tokens[head + 1].lower in OF
    ):
        return start, head
    last = _complements(parse.tokens, head, limit)
    while True:
        wider = _joined(parse.tokens, start, last, limit, roles)
        if wider is None or wider <= last:
            return start, last
        last = wider


def _head(tokens: list[Token], start: int, limit: int) -> int | None:
    """The first noun, name or pronoun after determiners, numbers and adjectives."""
    i = start
    while i < limit:
        token = tokens[i]
        if token.pos in NOMINAL:
            return i
        if token.pos == "PRON":
            return i if token.lower not in RELATIVES else None
        if token.pos == "ADJ" and (i + 1 >= limit or tokens[i + 1].pos not in NOMINAL | MODIFIERS) and i > start:
            return i  # "les autres", "un proche"
        if (
            token.pos not in MODIFIERS
            and not (token.lower in OF and i == start)
            and token.pos != "ADV"
            and token.lower != "tout"
        ):
            return None
        i += 1
    return None


def _complements(tokens: list[Token], head: int, limit: int) -> int:
    """Follows the noun's adjectives, names, participles and complements in de; returns the last word."""
    last, i, participle = head, head + 1, False
    while i < limit:
        token = tokens[i]
        if token.pos in ("NOUN", "PROPN", "NUM", "X") or (token.pos == "ADJ" and token.lower not in ("même",)):
            last, i = i, i + 1
        elif token.lower in ("-", "&") and i + 1 < limit:
            last, i = (i + 1, i + 2) if tokens[i + 1].start == token.end else (last, i + 1)
        elif (
            token.pos == "VERB"
            and token.lower not in TWOFOLD
            and token.morph.form == "Part"
            and token.morph.tense != "Pres"
            and not token.lower.endswith("ant")
        ):
            last, i, participle = i, i + 1, True
        elif (
            token.pos == "ADV"
            and i + 1 < limit
            and tokens[i + 1].pos in ("ADJ", "VERB")
            and tokens[i + 1].morph.form != "Fin"
        ):
            i += 1
        elif _takes(tokens, head, i, participle):
            inner = _head(tokens, i + 1, limit)
            if inner is None or tokens[inner].pos == "PRON":
                break
            last, i = inner, inner + 1
        elif token.pos == "DET" and tokens[i - 1].lower in OF:
            i += 1
        elif (
            token.text[:1].isupper()
            and token.pos in ("DET", "ADV", "ADJ", "PRON")
            and i + 1 < limit
            and tokens[i + 1].text[:1].isupper()
        ):
            i += 1  # "le quotidien La Dépêche", "l'hebdomadaire Der Kompass"
        elif token.lower in JOINING and _same_complement(tokens, i, limit):
            i += 1
        else:
            break
    return last


def _takes(tokens: list[Token], head: int, i: int, participle: bool) -> bool:
    """Whether the preposition at `i` opens a complement of the noun."""
    word = tokens[i]
    if word.pos not in ("ADP", "DET") and word.lower not in OF:
        return False
    if word.lower in OF:
        return True
    if word.pos != "ADP":
        return False
    if participle and word.lower in ("dans", "par", "en", "au", "aux", "à", "sur", "auprès", "pour"):
        return True
    if word.lower in ("auprès", "chargé", "chargée", "entre", "contre"):
        return True
    if word.lower in ("à", "au", "aux", "pour", "en", "sur", "dans", "chez") and tokens[i].head != i:
        noun = tokens[tokens[i].head]
        return noun.dep == "nmod" and head <= noun.head < i
    return False


def _same_complement(tokens: list[Token], i: int, limit: int) -> bool:
    """ "des affaires étrangères et de la défense", "américains et sud-coréens": the conjunction joins like to like."""
    if i + 1 >= limit:
        return False
    after, before = tokens[i + 1], tokens[i - 1]
    return (
        (after.lower in OF and after.pos == "ADP")
        or (after.pos == "ADJ" and before.pos == "ADJ")
        or (after.pos in ("VERB",) and after.morph.form == "Part" and before.pos == "ADJ")
    )


def _joined(tokens: list[Token], start: int, last: int, limit: int, roles: frozenset[str]) -> int | None:
    """Returns the last word of what "et X" or an apposition adds after `last`, None where nothing is added."""
    i = last + 1
    if i >= limit:
        return None
    if tokens[i].lower in JOINING or (tokens[i].lower == "ainsi" and i + 1 < limit and tokens[i + 1].lower == "que"):
        at = i + (2 if tokens[i].lower == "ainsi" else 1)
        return _coordinate(tokens, at, limit, roles)
    if tokens[i].lower == ",":
        return _apposition(tokens, start, i + 1, limit, roles)
    return None


def _coordinate(tokens: list[Token], at: int, limit: int, roles: frozenset[str]) -> int | None:
    head = _head(tokens, at, limit)
    if head is None or tokens[head].pos == "PRON":
        return None
    last = _complements(tokens, head, limit)
    if last + 1 < limit and (is_finite(tokens[last + 1]) or tokens[last + 1].lower in CLITICS):
        return (
            last
            if limit > last + 1 and not is_finite(tokens[last + 1]) and tokens[last + 1].lower not in CLITICS
            else None
        )
    return last if _speaks(tokens, at, head, roles) else None


def _apposition(tokens: list[Token], start: int, at: int, limit: int, roles: frozenset[str]) -> int | None:
    if at < limit and (
        tokens[at].lower in OF or tokens[at].pos == "NUM" or (tokens[start].pos == "NUM" and at - start <= 2)
    ):
        return None
    head = _head(tokens, at, limit)
    if head is None or tokens[head].pos == "PRON":
        return None
    if not _speaks(tokens, at, head, roles):
        return None
    last = _complements(tokens, head, limit)
    if last + 1 < limit and is_finite(tokens[last + 1]):
        return None
    return last


def _speaks(tokens: list[Token], at: int, head: int, roles: frozenset[str]) -> bool:
    """Whether the phrase can name who speaks: a name, or a role that `roles` lists."""
    token = tokens[head]
    return (
        token.pos == "PROPN"
        or token.text[:1].isupper()
        or token.lemma in roles
        or token.lower in roles
        or token.lower.rstrip("sx") in roles
    )
