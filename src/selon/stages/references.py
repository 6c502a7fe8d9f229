"""What stands for somebody without naming them: a pronoun ("il"), a role ("le dirigeant nord-coréen").

Read in the order of the text, once it is known who speaks: an inverted pronoun is the last who spoke, another the last
who spoke or the subject of the sentence before, whichever comes last; a role is its named bearer. What they stand for
is an entity, or, for those whom the dispatch does not name, the words of a phrase.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from selon.languages.names import NameWords
from selon.languages.world import nationalities
from selon.model import Made, Reference
from selon.stages.cast import GENDERS, Cast, Member, Voice, Words
from selon.stages.parse import Token
from selon.stages.phrases import OF, noun_phrase, sentence_of

REACH = 40  # voices, and bearers of a role, that an anaphor is looked for among
NEAR = 3  # voices among which a person comes before others
FAR = 2  # sentences before, in whose subject a pronoun is looked for
LONG = 3  # words of a role that may stand for the last who spoke
SINGULAR = {"il": "m", "elle": "f", "lui": "m", "celui-ci": "m", "celle-ci": "f", "dernier": "m", "dernière": "f"}
PLURAL = {"ils": "m", "elles": "f", "eux": "m", "ceux-ci": "m", "celles-ci": "f"}
INVERTED = frozenset(f"{link}{word}" for link in ("", "-", "-t-", "t-") for word in ("il", "elle", "ils", "elles"))
PRONOUNS = INVERTED | {"celui-ci", "celle-ci", "dernier", "dernière"}
DEFINITE = frozenset("le la l' ce cet cette".split())
POINTING = frozenset("ce cet cette".split())
IMPERSONAL = frozenset("falloir pleuvoir neiger agir sembler paraître suffire convenir advenir résulter".split())
ANYONE = frozenset(
    (
        "responsable dirigeant dirigeante leader homme femme intéressé intéressée chef cheffe patron patronne source "
        "faucon homologue"
    ).split()
)


def find_references(cast: Cast, sources: AbstractSet[Words], words: NameWords, roles: frozenset[str]) -> None:
    """Adds to the cast what its pronouns and roles stand for; `sources` are the words of those who speak, `roles` the
    nouns that name who may speak."""
    bearing = _bearing(cast)
    voices: list[Voice] = []
    for anaphor in sorted({*_pronouns(cast), *_roles(cast, words), *sources}):
        if anaphor not in cast.standing and not _own(cast, anaphor):
            stands = _stands_for(cast, anaphor, voices, words, bearing, roles)
            if stands is not None:
                _note(cast, anaphor, stands)
        if anaphor in sources:
            voices.append(_voice(cast, anaphor))


def _own(cast: Cast, at: Words) -> bool:
    """Whether the phrase names somebody itself."""
    return bool(cast.within(*at)) and cast.own_name(*at) is not None


def _stands_for(
    cast: Cast,
    at: Words,
    voices: Sequence[Voice],
    words: NameWords,
    bearing: dict[str, list[Member]],
    roles: frozenset[str],
) -> Voice | None:
    word = _pronoun(cast.parse.tokens, at)
    if word in SINGULAR or word in PLURAL:
        return _antecedent(cast, at, word, voices, roles)
    return _bearer(cast, at, voices, words, bearing)


def _pronoun(tokens: list[Token], at: Words) -> str:
    """The bare pronoun: -t-il → il, ce dernier → dernier."""
    token = tokens[at[1]]
    alone = at[0] == at[1] or (token.lower in ("dernier", "dernière") and tokens[at[0]].lower in POINTING)
    return token.lower.removeprefix("-").removeprefix("t-") if alone else ""


def _pronouns(cast: Cast) -> Iterator[Words]:
    """The pronouns of the third person that stand for somebody."""
    tokens = cast.parse.tokens
    for i, token in enumerate(tokens):
        if token.lower not in PRONOUNS:
            continue
        word = _pronoun(tokens, (i, i))
        if (word in ("il", "elle", "ils", "elles") and _personal(tokens, i)) or word in ("celui-ci", "celle-ci"):
            yield i, i
        elif word in ("dernier", "dernière") and i and tokens[i - 1].lower in POINTING and not _goes_on(tokens, i):
            yield i - 1, i


def _goes_on(tokens: list[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].pos in ("NOUN", "PROPN")


def _personal(tokens: list[Token], i: int) -> bool:
    """Whether "il" is somebody: no "il faut", "il y a", "il est possible que"."""
    token = tokens[i]
    if token.text.startswith("-") or token.lower != "il":
        return True
    after = tokens[i + 1 : i + 6]
    verb = next((t for t in after if t.pos in ("VERB", "AUX")), None)
    if token.dep.startswith("expl") or verb is None or verb.lemma in IMPERSONAL:
        return False
    if [t.lower for t in after[:2]] == ["y", "a"]:
        return False
    judged = verb.lemma == "être" and any(t.pos == "ADJ" for t in after[1:3])
    return not (judged and any(t.lower in ("que", "qu'", "de", "d'") for t in after[2:]))


def _roles(cast: Cast, words: NameWords) -> Iterator[Words]:
    """The definite phrases that a role heads, and in which no name stands: "le porte-parole de la diplomatie"."""
    tokens = cast.parse.tokens
    bearing = {i for member in cast.members.values() for i in member.heads}
    for i, token in enumerate(tokens):
        if token.pos != "NOUN" or i in bearing or token.morph.number == "Plur" or not words.is_role(token.lemma):
            continue
        first = i - 1
        while first >= 0 and tokens[first].pos == "ADJ":
            first -= 1
        if first >= 0 and tokens[first].pos == "DET" and tokens[first].lower in DEFINITE:
            yield first, _phrase_end(cast, i)


def _phrase_end(cast: Cast, head: int) -> int:
    """The last word of a role with its adjectives and a complement in "de" that is a name."""
    tokens = cast.parse.tokens
    end, i = head, head + 1
    while i < len(tokens) and tokens[i].pos == "ADJ":
        end, i = i, i + 1
    if i + 1 < len(tokens) and tokens[i].lower in OF:
        start = i + 1 + (tokens[i + 1].pos == "DET")
        numbers = cast.within(start, min(start + 8, len(tokens) - 1))
        if numbers and cast.spans[numbers[0]][0] == start:
            return cast.spans[numbers[0]][1]
    return end


def _antecedent(cast: Cast, at: Words, word: str, voices: Sequence[Voice], roles: frozenset[str]) -> Voice | None:
    """Who a pronoun stands for: inverted, the last who spoke; else that one or the subject of the sentence before."""
    plural = word in PLURAL
    gender = PLURAL[word] if plural else SINGULAR[word]
    spoken = [v for v in voices[-REACH:] if _agrees(v, gender, plural)]
    spoken = [v for v in spoken[-NEAR:] if v.member and v.member.kind == "person"] or spoken
    inverted = cast.parse.tokens[at[0]].text.startswith("-")
    subject = None
    if not (inverted and spoken):
        subject = _main_subject(cast, at[0], gender, plural) or _last_subject(cast, at[0], gender, plural, roles)
    if subject and (not spoken or subject.at > spoken[-1].at):
        return subject
    return spoken[-1] if spoken else None


def _main_subject(cast: Cast, at: int, gender: str, plural: bool) -> Voice | None:
    """ "M. Zarif a dénoncé ce qui équivaut, selon lui, à": the named subject that the sentence opens with."""
    sentence = sentence_of(cast.parse, at)
    for number in cast.within(sentence.first, at - 1):
        first, last = cast.spans[number]
        if cast.is_main_subject(first):
            voice = _voice(cast, (first, last))
            return voice if _agrees(voice, gender, plural) else None
    return None


def _agrees(voice: Voice, gender: str, plural: bool) -> bool:
    return voice.plural == plural and voice.gender in ("", gender)


def _last_subject(cast: Cast, at: int, gender: str, plural: bool, roles: frozenset[str]) -> Voice | None:
    """The first subject of the sentence before that agrees, or of the one before that."""
    parse = cast.parse
    here = sentence_of(parse, at).i
    for sentence in reversed(parse.sentences[max(0, here - FAR) : here]):
        for i in range(sentence.first, sentence.last + 1):
            token = parse.tokens[i]
            if token.dep != "nsubj" or token.pos not in ("NOUN", "PROPN"):
                continue
            start = i
            while start > sentence.first and parse.tokens[start - 1].pos in ("DET", "ADJ", "NUM"):
                start -= 1
            found = noun_phrase(parse, start, sentence.last + 1, roles)
            if found is None:
                continue
            voice = _voice(cast, found)
            if _agrees(voice, gender, plural):
                return voice
            break
    return None


def _voice(cast: Cast, at: Words) -> Voice:
    """Who stands at the words, as far as is known by now."""
    tokens = cast.parse.tokens[at[0] : at[1] + 1]
    standing = cast.standing_for(*at)
    if standing is not None:
        return Voice(at, standing.member, standing.gender, standing.plural, standing.head)
    head = next((t for t in tokens if t.pos in ("NOUN", "PROPN", "PRON")), tokens[0])
    joint = any(t.lower == "et" and t.pos == "CCONJ" for t in tokens)
    number = None if joint else cast.own_name(*at)
    member = cast.member(number) if number is not None else None
    det = tokens[0] if tokens[0].pos == "DET" else head
    gender = GENDERS.get(det.morph.gender or (head.morph.gender if head.pos == "NOUN" else ""), "")
    if member and member.kind == "person":
        gender = member.gender
    plural = joint or (det.morph.number or head.morph.number) == "Plur"
    return Voice(at, member, gender, plural, head.lemma)


def _bearer(
    cast: Cast, at: Words, voices: Sequence[Voice], words: NameWords, bearing: dict[str, list[Member]]
) -> Voice | None:
    """Whose role it is: its bearer mentioned last before; else, for "le dirigeant nord-coréen", a person of that
    state; for "ce responsable", the last who spoke; for "l'agence", the one that spoke before."""
    tokens = cast.parse.tokens[at[0] : at[1] + 1]
    head = next((t for t in tokens if t.pos == "NOUN"), tokens[0])
    if tokens[0].pos != "DET" or tokens[0].lower not in DEFINITE or head.morph.number == "Plur":
        return None
    beside = next((m for m in bearing.get(head.lemma, ())[-REACH:] if head.i in m.heads), None)
    if beside is not None:
        return _as_voice(beside, at)
    states = {state.iso3 for token in tokens for state in nationalities(words.world, token.lower)}
    bearers = [
        m for m in bearing.get(head.lemma, ())[-REACH:] if m.seen[0] < at[0] and _bears(m, tokens, states, words)
    ]
    if bearers:
        return _as_voice(max(bearers, key=lambda m: m.seen[bisect_left(m.seen, at[0]) - 1]), at)
    if states and (only := _only_one(cast, at[0], states)) and words.is_role(head.lemma):
        return _as_voice(only, at)
    near = voices[-REACH:]
    gender = GENDERS.get(tokens[0].morph.gender, "")
    people = [v for v in near if not v.plural and v.gender in ("", gender) and v.member and v.member.kind == "person"]
    if head.lemma in ANYONE and states:
        people = [v for v in people if v.member and v.member.country in states]
    elif not (tokens[0].lower in POINTING or head.lemma in ANYONE) or len(tokens) > LONG:
        people = []
    same = [v for v in near if v.head == head.lemma and not v.plural] if len(tokens) <= 2 else []
    return people[-1] if people else same[-1] if same else None


def _bears(member: Member, tokens: Sequence[Token], states: set[str], words: NameWords) -> bool:
    """Whether the role is the member's: of its state, and each of its words used of the member in the dispatch."""
    if states and member.country is not None and member.country not in states:
        return False
    used = {word for role in member.roles for word in role.text.lower().replace("'", "' ").replace("’", "' ").split()}
    said = (t for t in tokens if t.pos in ("NOUN", "ADJ", "PROPN") and not nationalities(words.world, t.lower))
    return all(t.lower in used for t in said)


def _only_one(cast: Cast, at: int, states: set[str]) -> Member | None:
    """ "le ministre iranien", where one Iranian is named before: him."""
    people = [m for m in cast.of_state(states) if m.seen[0] < at]
    return people[0] if len(people) == 1 else None


def _as_voice(member: Member, at: Words) -> Voice:
    return Voice(at, member, member.gender, False, "")


def _bearing(cast: Cast) -> dict[str, list[Member]]:
    """The persons by the nouns of their roles."""
    bearing: dict[str, list[Member]] = {}
    for member in cast.members.values():
        for title in member.titles:
            bearing.setdefault(title, []).append(member)
    return bearing


def _note(cast: Cast, at: Words, stands: Voice) -> None:
    """Notes what the words stand for; a reference where that is an entity."""
    cast.standing[at] = cast.standing_for(*stands.at) or stands  # the first of those that stand for one another
    member = stands.member
    if member is None:
        return
    parse = cast.parse
    first, last = parse.tokens[at[0]], parse.tokens[at[1]]
    start = first.start + len(first.text) - len(first.text.lstrip("-"))
    pronoun = bool(_pronoun(parse.tokens, at))
    made = Made("antecedent" if pronoun else "bearer", None)
    text = parse.text[start : last.end]
    cast.references.append(Reference(start, last.end, text, "pronoun" if pronoun else "role", member.id, made))
    member.seen.insert(bisect_left(member.seen, at[0]), at[0])
