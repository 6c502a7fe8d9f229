"""What a dispatch says that a person is: "le porte-parole du Kremlin, Dmitri Peskov" → porte-parole, of the Kremlin.

A role stands right before the name, before it and a comma, or after it and a comma.
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.languages.names import NameWords
from selon.languages.world import nationalities
from selon.model import Role
from selon.stages.cast import Cast, Member
from selon.stages.parse import Token
from selon.stages.phrases import OF

DETERMINERS = ("DET", "NUM")
REACH = 14  # words that a role may begin before the name
TOWARD = frozenset("auprès près chargé chargée délégué déléguée".split())
DEMONYMS = ("ien", "ienne", "éen", "éenne", "ain", "aine", "ois", "oise")
COMPLEMENTS = ("NOUN", "ADJ", "PROPN", "DET", "ADP", "X", "CCONJ", "VERB")


def add_roles(cast: Cast, words: NameWords) -> None:
    """Gives the persons of the cast the roles that stand with their names."""
    for number, (first, last) in enumerate(cast.spans):
        member = cast.member(number)
        if member.kind != "person":
            continue
        for start, head, end in _phrases(cast, first, last, words):
            role = _role(cast, start, head, end, words)
            member.titles.add(cast.parse.tokens[head].lemma)
            member.heads.add(head)
            member.country = member.country or role.country
            member.gender = member.gender or _gender(cast.parse.tokens, start, head)
            if all(role.text != other.text for other in member.roles):
                member.roles.append(role)


def _phrases(cast: Cast, first: int, last: int, words: NameWords) -> Iterator[tuple[int, int, int]]:
    """Yields (first word, head noun, last word) of each role phrase at the name on words `first` to `last`."""
    tokens = cast.parse.tokens
    at = first - 1
    while at >= 0 and tokens[at].text in words.titles:
        at -= 1
    if at >= 0 and tokens[at].text == ",":
        at -= 1
    if (before := _before(tokens, at, words)) is not None:
        yield *before, at
    if (
        last + 2 < len(tokens)
        and tokens[last + 1].text == ","
        and (after := _after(tokens, last + 2, words)) is not None
    ):
        yield after


def _before(tokens: list[Token], at: int, words: NameWords) -> tuple[int, int] | None:
    """The first word and the head of the role phrase that ends at word `at`: its determiner's first noun, a role."""
    head = None
    for i in range(at, max(-1, at - REACH), -1):
        token = tokens[i]
        if not _complements(token):
            break
        if token.pos in ("NOUN", "ADJ", "VERB") and (words.is_role(token.lemma) or words.is_role(token.lower)):
            head = i
        if token.pos in DETERMINERS and token.lower not in OF and (i == 0 or tokens[i - 1].lower not in OF):
            break
    if head is None or _governed(tokens, head):
        return None
    start = head
    while start > 0 and tokens[start - 1].pos in ("ADJ", *DETERMINERS) and tokens[start - 1].lower not in OF:
        start -= 1
    return start, head


def _complements(token: Token) -> bool:
    """Whether the word can stand in a role phrase: no verb that is conjugated, but for a misread nationality."""
    misread = token.pos == "VERB" and token.lower.endswith(DEMONYMS)
    return misread or ((token.pos in COMPLEMENTS or token.lower in TOWARD) and token.morph.form != "Fin")


def _governed(tokens: list[Token], head: int) -> bool:
    """Whether the noun is a complement: "la femme du ministre, Ana Pires", who is no minister."""
    i = head - 1
    while i >= 0 and tokens[i].pos in ("ADJ", *DETERMINERS) and tokens[i].lower not in OF:
        i -= 1
    return i > 0 and tokens[i].lower in OF and tokens[i - 1].pos == "NOUN"


def _after(tokens: list[Token], at: int, words: NameWords) -> tuple[int, int, int] | None:
    """ "Hadja Lahbib, ministre belge des Affaires étrangères": the phrase from word `at` on."""
    head = at
    while head < len(tokens) and tokens[head].pos in ("ADJ", *DETERMINERS):
        head += 1
    if head >= len(tokens) or tokens[head].pos != "NOUN" or not words.is_role(tokens[head].lemma):
        return None
    end = head
    for i in range(head + 1, min(head + REACH, len(tokens))):
        token = tokens[i]
        if not _complements(token) or (token.pos == "ADP" and token.lower not in OF):
            break
        end = i if token.pos in ("NOUN", "ADJ", "PROPN", "X") else end
    return at, head, end


def _role(cast: Cast, start: int, head: int, end: int, words: NameWords) -> Role:
    """The role of a phrase: its noun, the body that the noun is of, and the state that an adjective or a name gives."""
    parse = cast.parse
    title, body = _title(cast, head, end, words), _body(cast, head, end, words)
    state = _state(cast, head, end, words)
    if body is not None and (named := _said_before(cast, body, head)) is not None:
        body, state = named.name, state or named.country
    begin = start + (parse.tokens[start].pos == "DET")
    first, last = parse.tokens[begin].start, parse.tokens[end].end
    return Role(first, last, parse.text[first:last], title, body, state)


def _title(cast: Cast, head: int, end: int, words: NameWords) -> str:
    """The noun with what makes it a title: "secrétaire général", "ministre des Affaires étrangères"; no nationality."""
    tokens = cast.parse.tokens
    parts, i = [tokens[head].text], head + 1
    if head and tokens[head - 1].lower in ("premier", "première", "vice"):
        parts.insert(0, tokens[head - 1].text)
    while i <= end and tokens[i].pos == "ADJ":
        if not nationalities(words.world, tokens[i].lower):
            parts.append(tokens[i].text)
        i += 1
    if i < end and tokens[i].lower in OF:
        noun = i + 1 + (tokens[i + 1].pos == "DET" and i + 1 < end)
        if tokens[noun].lower in words.title_nouns and tokens[i].lower in ("d'", "de"):
            parts.append(cast.parse.text[tokens[i].start : tokens[noun].end])
        elif not _names_body(cast, i + 1, end, words):
            parts.append(cast.parse.text[tokens[i].start : tokens[end].end])
    return " ".join(" ".join(parts).replace("' ", "'").split())


def _names_body(cast: Cast, start: int, end: int, words: NameWords) -> bool:
    """Whether the complement is a body, a state or a person, and no field: "du Kremlin", "du conseil"."""
    tokens = cast.parse.tokens
    noun = next((token for token in tokens[start : end + 1] if token.pos in ("NOUN", "PROPN", "X")), None)
    named = cast.within(start, end)
    if noun is None or (named and cast.names[named[0]].made.construction == "portfolio"):
        return False
    return bool(named) or words.singular(noun.lower) in words.bodies or words.is_place(noun.text)


def _body(cast: Cast, head: int, end: int, words: NameWords) -> str | None:
    """The body that a complement in "de" names, with no article: "Kremlin", "département de l'industrie"."""
    tokens = cast.parse.tokens
    i = head + 1
    while i <= end and tokens[i].pos == "ADJ":
        i += 1
    if i >= end or tokens[i].lower not in OF:
        return None
    start = i + 1 + (tokens[i + 1].pos == "DET" and i + 1 < end)
    named = [n for n in cast.within(start, end) if cast.spans[n][0] == start]
    if named and cast.names[named[0]].made.construction != "portfolio":
        return cast.names[named[0]].text
    if named or not _names_body(cast, start, end, words):
        return None
    stop = next((k for k in range(start, end + 1) if tokens[k].lower in TOWARD), end + 1)
    return cast.parse.text[tokens[start].start : tokens[stop - 1].end]


def _said_before(cast: Cast, body: str, head: int) -> Member | None:
    """The body that "la porte-parole du ministère" is of: the last one of that noun that the dispatch named before."""
    if " " in body or not body.islower():
        return None
    named = [m for m in cast.members.values() if m.name.startswith(f"{body} ") and m.seen and m.seen[0] < head]
    return max(named, key=lambda member: max(i for i in member.seen if i < head), default=None)


def _state(cast: Cast, head: int, end: int, words: NameWords) -> str | None:
    """RUS of "président russe", "président de la Russie" and "porte-parole du Kremlin"; None where it is not one."""
    tokens = cast.parse.tokens
    states = {state.iso3 for t in tokens[head + 1 : end + 1] for state in nationalities(words.world, t.lower)}
    if not states:
        states = {cast.member(n).country or "" for n in cast.within(head + 1, end)}
    return states.pop() or None if len(states) == 1 else None


def _gender(tokens: list[Token], start: int, head: int) -> str:
    """The gender that the phrase tells: that of its article or its noun."""
    gender = tokens[start].morph.gender or tokens[head].morph.gender
    return {"Masc": "m", "Fem": "f"}.get(gender, "") if tokens[start].lower != "l'" else ""
