"""Who a source is: the fullest name that the dispatch gives it, and its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selon.languages.attribution import Attribution
from selon.model import SourceKind
from selon.stages.parse import Parse, Token
from selon.stages.phrases import OF, noun_phrase, sentence_of

REACH = 200  # speakers that a pronoun or a role is looked for among
PARTICLES = frozenset("de du d' al el ben bin ibn von van der den da dos le la".split())
TITLES = frozenset("m. mm. mme mmes mlle dr me mgr".split())
SINGULAR = frozenset("il elle lui celui-ci celle-ci dernier dernière".split())
PLURAL = frozenset("ils elles eux ceux-ci celles-ci".split())
MASCULINE = frozenset("il ils lui eux celui-ci ceux-ci".split())
POINTING = frozenset("ce cet cette ces".split())
ANYONE = frozenset(
    (
        "responsable dirigeant dirigeante leader homme femme intéressé intéressée chef cheffe patron "
        "patronne source faucon homologue"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as it is resolved: its name, kind, and what pronouns must agree with ("" where unknown)."""

    name: str
    kind: SourceKind | None
    gender: str
    number: str
    head: str
    at: int


@dataclass(slots=True)
class Cast:
    """Those whom the dispatch names: full names by last word, named bearers of a role, and who spoke so far."""

    parse: Parse
    words: Attribution
    roles: frozenset[str]
    full: dict[str, str] = field(default_factory=dict)
    bearers: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    spoken: list[Speaker] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


def make_cast(parse: Parse, words: Attribution) -> Cast:
    """Returns the cast of a dispatch: each name of two words or more, each role that a name stands with."""
    cast = Cast(parse, words, frozenset(words.speakers))
    for first, last in _names(parse.tokens, 0, len(parse.tokens)):
        if last > first:
            cast.full.setdefault(parse.tokens[last].text, _text(cast, first, last))
        if last == first + 2:  # "Kim Jong Un" is Mr Kim
            cast.full.setdefault(parse.tokens[first].text, _text(cast, first, last))
    cast.known = set(cast.full.values())
    for sentence in parse.sentences:
        for i in range(sentence.first, sentence.last + 1):
            kind = words.speakers.get(parse.tokens[i].lemma)
            if kind and kind.kind in ("person", "agency", "media") and parse.tokens[i].pos == "NOUN":
                _note_bearer(cast, i, sentence.last + 1)
    return cast


def _note_bearer(cast: Cast, i: int, limit: int) -> None:
    found = noun_phrase(cast.parse, i, limit, cast.roles)
    name = found and _own_name(cast, *found)
    if name:
        cast.bearers.setdefault(cast.parse.tokens[i].lemma, []).append((i, name))


def _names(tokens: Sequence[Token], first: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields the runs of name words: names, hyphens and particles between them."""
    i = first
    while i < end:
        if not _is_name(tokens[i]):
            i += 1
            continue
        last = i
        k = i + 1
        while k < end and tokens[k].start - tokens[k - 1].end <= 1:
            if tokens[k - 1].text.isupper() and len(tokens[k - 1].text) > 1 and not tokens[k].text.isupper():
                break  # "l'AFP Ada Roux"
            if _is_name(tokens[k]):
                last = k
            elif not (
                (tokens[k].text == "-" or tokens[k].text.lower() in PARTICLES)
                and k + 1 < end
                and _is_name(tokens[k + 1])
            ) or (tokens[k].text.lower() in ("le", "la", "du")):
                break
            k += 1
        yield i, last
        i = last + 1


def _is_name(token: Token) -> bool:
    """A name's tag, or a capital where the tag is no noun's: "Ravi" for an adjective, an acronym for a noun."""
    if token.lower in TITLES or not token.text[:1].isalnum():
        return False
    if token.pos in ("PROPN", "X"):
        return True
    return token.text[:1].isupper() and (
        token.pos in ("ADJ", "VERB", "ADV") or (token.text.isupper() and token.text.isalpha() and len(token.text) > 1)
    )


def resolve(cast: Cast, first: int, last: int) -> Speaker:
    """Returns who the words `first` to `last` are, and notes that they spoke."""
    speaker = _resolve(cast, first, last)
    cast.spoken.append(speaker)
    return speaker


def _resolve(cast: Cast, first: int, last: int) -> Speaker:
    token = cast.parse.tokens[first]
    word = token.lower.removeprefix("-").removeprefix("t-")
    if first == last and word in SINGULAR | PLURAL:
        return _antecedent(cast, first, word)
    plain = _plain(cast, first, last)
    own = plain if plain in cast.words.bodies else _own_name(cast, first, last)
    head = _head(cast, first, last)
    kind = _kind(cast, first, last, own)
    gender, number = _agreement(cast, first, last)
    if own:
        return Speaker(own, kind, gender, number, head.lemma, first)
    earlier = _earlier(cast, first, last, head, gender)
    if earlier:
        return Speaker(earlier.name, earlier.kind or kind, gender, number, head.lemma, first)
    return Speaker(_plain(cast, first, last), kind, gender, number, head.lemma, first)


def _text(cast: Cast, first: int, last: int) -> str:
    tokens = cast.parse.tokens
    return " ".join(cast.parse.text[tokens[first].start : tokens[last].end].split())


def _own_name(cast: Cast, first: int, last: int) -> str | None:
    """The name in the phrase that is no complement of it: "le porte-parole du Kremlin, Dmitri Peskov" → the man."""
    tokens = cast.parse.tokens
    if any(t.lower in ("et", "ou") and t.pos == "CCONJ" for t in tokens[first : last + 1]):
        return None
    for begin, end in _names(tokens, first, last + 1):
        before = tokens[begin - 1] if begin > first else None
        if (
            before is None
            or before.lower in TITLES
            or before.text == ","
            or before.pos in ("NOUN", "ADJ", "PUNCT", "VERB")
        ):
            return _fullest(cast, begin, end)
        if before.pos == "DET" and begin - 1 == first:
            follows = tokens[end + 1] if end < last else None
            if follows is None or follows.pos not in ("ADJ", "NOUN", "VERB"):
                return _fullest(cast, begin, end)
        if before.pos == "PROPN":
            return _fullest(cast, begin, end)
    return None


def _fullest(cast: Cast, first: int, last: int) -> str:
    name = _text(cast, first, last)
    if name in cast.words.bodies:
        return name
    return cast.full.get(cast.parse.tokens[last].text, name) if first == last or name not in cast.known else name


def _plain(cast: Cast, first: int, last: int) -> str:
    """The phrase without its articles and without a determiner of quantity."""
    tokens = cast.parse.tokens
    while (
        first < last
        and (tokens[first].pos == "DET" or tokens[first].lower in OF)
        and tokens[first].lower not in ("aucun",)
    ):
        first += 1
    return _text(cast, first, last)


def _head(cast: Cast, first: int, last: int) -> Token:
    tokens = cast.parse.tokens[first : last + 1]
    return next((t for t in tokens if t.pos in ("NOUN", "PROPN", "PRON")), tokens[0])


def _agreement(cast: Cast, first: int, last: int) -> tuple[str, str]:
    tokens = cast.parse.tokens[first : last + 1]
    joined = any(t.lower in ("et",) and t.pos == "CCONJ" for t in tokens)
    head = _head(cast, first, last)
    det = tokens[0] if tokens[0].pos == "DET" else head
    gender = (det.morph.gender or head.morph.gender) if head.pos == "NOUN" or det is not head else ""
    if head.lower in ("m.", "m"):
        gender = "Masc"
    if head.lower in ("mme", "mlle"):
        gender = "Fem"
    number = "Plur" if joined else det.morph.number or head.morph.number or "Sing"
    return gender, number


def _kind(cast: Cast, first: int, last: int, own: str | None) -> SourceKind | None:
    """The kind that the phrase's first listed noun or name stands for; a full name of nobody listed is a person's."""
    for token in cast.parse.tokens[first : last + 1]:
        listed = cast.words.speakers.get(token.lemma) or cast.words.speakers.get(token.lower)
        if listed and token.pos in ("NOUN", "ADJ", "PROPN"):
            plural = token.morph.number == "Plur"
            return listed.plural if plural else listed.kind
        if token.pos == "PROPN":
            break
    for name in (own, _plain(cast, first, last)):
        body = cast.words.bodies.get(name or "")
        if body:
            return body.kind
    first_name = _plain(cast, first, last).split(" et ")[0]
    if first_name in cast.words.bodies:
        return cast.words.bodies[first_name].kind
    if own and (" " in own or cast.parse.tokens[first].lower in TITLES):
        return "person"
    return "organization" if own and own.isupper() else None


def _earlier(cast: Cast, first: int, last: int, head: Token, gender: str) -> Speaker | None:
    """Who a definite phrase without a name stands for: the named bearer of its role, or the last who spoke."""
    tokens = cast.parse.tokens
    opener = tokens[first].lower
    if (
        tokens[first].pos != "DET"
        or opener in ("un", "une", "des", "plusieurs", "certains", "de")
        or head.morph.number == "Plur"
    ):
        return None
    bearers = [name for at, name in cast.bearers.get(head.lemma, [])[-REACH:] if at < first]
    listed = cast.words.speakers.get(head.lemma)
    if bearers and listed and last - first <= 3:
        known = [s for s in cast.spoken[-REACH:] if s.name in bearers]
        return known[-1] if known else Speaker(bearers[-1], listed.kind, gender, "Sing", head.lemma, first)
    if opener in POINTING or (head.lemma in ANYONE and last - first <= 2):
        people = [
            s
            for s in cast.spoken
            if s.kind in ("person", None, "officials", "people")
            and s.number != "Plur"
            and (not gender or s.gender in ("", gender))
        ]
        return people[-1] if people else None
    same = [s for s in cast.spoken[-REACH:] if s.head == head.lemma and s.number != "Plur"]
    return same[-1] if same and last - first <= 1 else None


def _antecedent(cast: Cast, first: int, word: str) -> Speaker:
    """Who a pronoun stands for: inverted, the last who spoke; before its verb, the subject of the sentence before."""
    tokens = cast.parse.tokens
    number = "Plur" if word in PLURAL else "Sing"
    gender = "Masc" if word in MASCULINE else "Fem"
    spoken = [s for s in cast.spoken[-REACH:] if s.at < first and _agrees(s, gender, number)]
    inverted = tokens[first].text.startswith("-")
    subject = None if inverted else _last_subject(cast, first, gender, number)
    people = [s for s in spoken[-3:] if s.kind == "person"]
    spoken = people or spoken
    chosen = subject if subject and (not spoken or subject.at > spoken[-1].at) else (spoken[-1] if spoken else None)
    if chosen is None:
        chosen = _last_subject(cast, first, gender, number)
    if chosen is None:
        return Speaker(tokens[first].text.removeprefix("-"), None, gender, number, word, first)
    return Speaker(chosen.name, chosen.kind, gender or chosen.gender, number, chosen.head, first)


def _agrees(speaker: Speaker, gender: str, number: str) -> bool:
    return speaker.number == number and speaker.gender in ("", gender) and speaker.kind not in ("images",)


def _last_subject(cast: Cast, first: int, gender: str, number: str) -> Speaker | None:
    """The subject of the sentence before, where it agrees."""
    tokens = cast.parse.tokens
    here = sentence_of(cast.parse, first).i
    for sentence in reversed(cast.parse.sentences[max(0, here - 2) : here]):
        for i in range(sentence.first, sentence.last + 1):
            if tokens[i].dep == "nsubj" and tokens[i].pos in ("NOUN", "PROPN"):
                start = i
                while start > sentence.first and tokens[start - 1].pos in ("DET", "ADJ", "NUM"):
                    start -= 1
                found = noun_phrase(cast.parse, start, sentence.last + 1, cast.roles)
                if found is None:
                    continue
                theirs, many = _agreement(cast, *found)
                if many == number and theirs in ("", gender):
                    size = len(cast.spoken)
                    speaker = resolve(cast, *found)
                    del cast.spoken[size:]
                    return speaker
                break
    return None
