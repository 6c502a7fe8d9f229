"""What pictures show: "sur les images diffusées par X, on voit P", "une vidéo montre P"."""

from __future__ import annotations

from selon.stages.claims.ends import clause_range
from selon.stages.claims.scene import Draft, Mention, Scene, phrase_at
from selon.stages.claims.subjects import phrase_start
from selon.stages.parse import Sentence
from selon.stages.phrases import Group, is_finite, verb_group

SHOWING = frozenset(("montrer", "représenter", "présenter", "révéler", "immortaliser", "dévoiler", "attester"))
SEEING = frozenset(("voir", "apercevoir", "distinguer", "entendre", "découvrir"))
AIRING = frozenset(
    ("diffuser", "publier", "tweeter", "partager", "transmettre", "poster", "relayer", "rendre", "mettre", "fournir")
)


def picture(scene: Scene, i: int, sentence: Sentence) -> Draft | None:
    """Des images télévisées montrent le roi saluant la foule. Sur des photos diffusées par KCNA, on voit le roi saluer.

    What the pictures show is the content; who aired them is the source, else the pictures are."""
    token = scene.tokens[i]
    if token.pos != "VERB" or scene.quoted[i] or not (token.lemma in SHOWING or token.lemma in SEEING):
        return None
    group = verb_group(scene.parse, i)
    shows = token.lemma in SHOWING and _shown(scene, group, sentence)
    noun = (
        _picture_before(scene, group, sentence)
        if shows or (token.lemma in SEEING and _seen(scene, group, sentence))
        else None
    )
    if (
        noun is None
        and token.lemma in SEEING
        and _seen(scene, group, sentence)
        and scene.tokens[group.main - 1].lower == "y"
    ):
        noun = _picture_in(scene, sentence)
    if noun is None:
        return None
    start = group.last + 1
    if start <= sentence.last and scene.tokens[start].lower in ("que", "qu'"):
        start += 1
    if start > sentence.last or scene.tokens[start].pos in ("PUNCT", "ADP"):
        return None
    content = clause_range(scene, start, group, sentence)
    if content is None:
        return None
    cue = scene.tokens[_on(scene, group, sentence)].start, scene.tokens[group.last].end
    return Draft(
        "picture",
        i,
        [content],
        cue,
        [_airing(scene, noun, group, sentence)],
        "state",
        scene.words.pictures[scene.tokens[noun].lemma],
        visual=True,
        closes=group.last,
    )


def _picture_in(scene: Scene, sentence: Sentence) -> int | None:
    """ "On y voit ...": the last pictures of the sentence before."""
    if sentence.i == 0:
        return None
    before = scene.parse.sentences[sentence.i - 1]
    pictures = [i for i in range(before.first, before.last + 1) if scene.tokens[i].lemma in scene.words.pictures]
    return pictures[-1] if pictures else None


def _shown(scene: Scene, group: Group, sentence: Sentence) -> bool:
    return group.form in ("fin", "ger") and not group.passive and not group.negated


def _seen(scene: Scene, group: Group, sentence: Sentence) -> bool:
    """ "on voit", "on peut voir", "on y distingue", "on peut y apercevoir"."""
    words = [t.lower for t in scene.tokens[max(sentence.first, group.first - 4) : group.first + 1]]
    return "on" in words or "l'on" in words


def _on(scene: Scene, group: Group, sentence: Sentence) -> int:
    for i in range(group.first, max(sentence.first, group.first - 4) - 1, -1):
        if scene.tokens[i].lower == "on":
            return i
    return group.first


def _picture_before(scene: Scene, group: Group, sentence: Sentence) -> int | None:
    """Returns the noun of pictures that the verb is said of: its subject, or the phrase that opens the clause."""
    for i in range(sentence.first, group.first):
        token = scene.tokens[i]
        if token.lemma in scene.words.pictures and token.pos in ("NOUN", "PROPN") and not scene.quoted[i]:
            if group.form == "ger" and i < group.first - 3:
                return None
            between = [t for t in scene.tokens[i + 1 : group.first] if is_finite(t) and t.lower != "peut"]
            return i if len(between) == 0 or scene.tokens[i + 1].lower == "qui" else None
    return None


def _airing(scene: Scene, noun: int, group: Group, sentence: Sentence) -> Mention:
    """Returns who aired the pictures ("diffusées par X"), else the pictures themselves."""
    tokens = scene.tokens
    reach = sentence.last if group.form == "ger" else group.first
    for i in range(noun + 1, reach):
        if tokens[i].lower == "par" and any(
            t.lemma in AIRING or t.lower in ("publique", "ligne") for t in tokens[noun + 1 : i]
        ):
            found = phrase_at(scene, i + 1, reach)
            if found:
                return found
    start = phrase_start(scene, noun, sentence)
    if (
        start - 2 >= sentence.first
        and tokens[start - 1].lower in ("de", "des")
        and tokens[start - 2].lower in ("un", "une")
    ):
        start -= 2
        if start > sentence.first and tokens[start - 1].lower == "l'":
            start -= 1
    found = phrase_at(scene, start, min(group.first, noun + 12))
    return found or Mention(tokens[start].start, tokens[noun].end, start, noun)


def seen_on(scene: Scene, sentence: Sentence) -> Draft | None:
    """Le roi est apparu souriant sur des images publiées par le palais.

    A clause that ends with the pictures that it was seen on."""
    tokens = scene.tokens
    for i in range(sentence.first + 2, sentence.last):
        if tokens[i].lemma in scene.words.pictures and tokens[i].pos == "NOUN" and not scene.quoted[i]:
            at = i - 1
            while at > sentence.first and tokens[at].pos in ("DET", "ADJ", "NUM"):
                at -= 1
            appears = any(
                t.lemma in ("apparaître", "réapparaître", "figurer", "apparaitre", "réapparaitre")
                for t in tokens[sentence.first : at]
            )
            if (
                tokens[at].lower in ("sur", "dans")
                and appears
                and not any(is_finite(t) for t in tokens[i : sentence.last])
            ):
                group = Group(i, i, i, "noun", i, False, False, False, None)
                content = tokens[sentence.first].start, tokens[at - 1].end
                cue = tokens[at].start, tokens[i].end
                source = _airing(
                    scene, i, Group(i, sentence.last + 1, i, "ger", i, False, False, False, None), sentence
                )
                return Draft(
                    "seen_on",
                    i,
                    [content],
                    cue,
                    [source],
                    "state",
                    scene.words.pictures[tokens[i].lemma],
                    visual=True,
                    closes=group.last,
                )
    return None
