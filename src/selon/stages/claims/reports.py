"""Reports: a verb before its words. Each construction's docstring begins with its example sentence."""

from __future__ import annotations

from selon.model import Act
from selon.stages.claims.adjuncts import skip_adjuncts
from selon.stages.claims.clauses import find_que
from selon.stages.claims.cues import VerbCue
from selon.stages.claims.ends import clause_range
from selon.stages.claims.scene import Draft, Mention, Range, Scene, drafts_in, phrase_at
from selon.stages.claims.subjects import subject
from selon.stages.parse import Sentence, Token
from selon.stages.phrases import CLITICS, SUBJECT_CLITICS, is_finite

WANTING = frozenset(("vouloir", "compter", "souhaiter", "entendre", "espérer"))
OBJECTS = frozenset("le la l' les lui leur".split())
READY = frozenset(
    (
        "prêt prête prêts prêtes disposé disposée disposés disposées déterminé déterminée déterminés "
        "décidé décidée décidés résolu résolue résolus"
    ).split()
)


def draft(
    scene: Scene, cue: VerbCue, name: str, content: list[Range], sentence: Sentence, act: Act | None = None
) -> Draft:
    """Returns the claim of a verb whose subject is its source."""
    found = _voice(scene, cue, sentence) or subject(scene, cue.group, sentence)
    if found and scene.tokens[found.first].lower in ("on", "-on"):
        found = _behind_on(scene, sentence)
    if found is None and cue.group.form != "fin" and cue.group.first <= sentence.first + 2:
        found = _last_source(scene, sentence)
    return Draft(
        construction=name,
        at=cue.group.main,
        content=content,
        cue=cue_range(scene, cue),
        sources=[found] if found else [],
        act=act or cue.entry.act,
        entry=cue.entry.place,
        certainty=cue.entry.certainty,
        closes=cue.last,
    )


def _voice(scene: Scene, cue: VerbCue, sentence: Sentence) -> Mention | None:
    """ "indique par la voix de son porte-parole": who utters it for the subject."""
    words = [t.lower for t in scene.tokens[cue.last + 1 : cue.last + 5]]
    if (
        words[:1] == ["par"]
        and words[2:3]
        and words[2] in ("voix", "bouche", "intermédiaire", "entremise")
        and cue.last + 5 <= sentence.last
    ):
        return phrase_at(scene, cue.last + 5, sentence.last + 1)
    return None


def _last_source(scene: Scene, sentence: Sentence) -> Mention | None:
    """ "Avant d'ajouter : ...": a sentence without a subject goes on from the claim of the sentence before."""
    before = scene.parse.sentences[max(0, sentence.i - 1)]
    return next((made.sources[-1] for made in drafts_in(scene, before) if made.sources), None)


def _behind_on(scene: Scene, sentence: Sentence) -> Mention | None:
    """ "De source judiciaire, on indique que P": the source of what "on" says."""
    for i in range(sentence.first, sentence.last):
        if scene.tokens[i].lower == "de" and scene.tokens[i + 1].lemma == "source":
            return phrase_at(scene, i + 1, sentence.last + 1)
    return None


def cue_range(scene: Scene, cue: VerbCue) -> Range:
    """Returns the offsets of the verb group with the words that belong to the cue."""
    first = cue.group.first
    while first < cue.group.main and scene.tokens[first].lower in OBJECTS:
        first += 1
    return scene.tokens[first].start, scene.tokens[max(cue.last, cue.group.last)].end


def clause(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """Le ministre a déclaré mardi que la trêve tenait.

    The clause after "que" is the content, up to what hangs on the cue again."""
    if "que" not in cue.entry.frames:
        return None
    que = find_que(scene, cue.group, cue.last, sentence)
    content = clause_range(scene, que + 1, cue.group, sentence) if que is not None else None
    return draft(scene, cue, "clause", [content], sentence) if content else None


def infinitive(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """L'armée affirme avoir tué trois hommes.

    A bare infinitive after the cue is the content; after "dit vouloir" the words after the wish are, and it
    promises."""
    if "inf" not in cue.entry.frames:
        return None
    start = _infinitive_after(scene, cue, sentence)
    if start is None:
        return None
    verb = _next_infinitive(scene, start, sentence)
    if verb is not None and scene.tokens[verb].lemma in WANTING and cue.entry.act == "state":
        beyond = _next_infinitive(scene, verb + 1, sentence)
        if beyond is not None and beyond - verb <= 4:
            content = clause_range(scene, verb + 1, cue.group, sentence)
            return (
                draft(scene, VerbCue(cue.group, cue.entry, verb), "infinitive", [content], sentence, "promise")
                if content
                else None
            )
    content = clause_range(scene, start, cue.group, sentence)
    return draft(scene, cue, "infinitive", [content], sentence) if content else None


def _infinitive_after(scene: Scene, cue: VerbCue, sentence: Sentence) -> int | None:
    """Returns the first word of the infinitive group that follows the cue, past adverbs, days and asides."""
    start = skip_adjuncts(scene, cue.last + 1, sentence.last + 1)
    for at in (cue.last + 1, start):
        i = at
        while i <= sentence.last and (
            scene.tokens[i].lower in CLITICS or scene.tokens[i].lower in ("pas", "plus", "jamais", "rien")
        ):
            i += 1
        if i <= sentence.last and scene.tokens[i].morph.form == "Inf" and scene.tokens[i].pos in ("VERB", "AUX"):
            return at
    return None


def _next_infinitive(scene: Scene, start: int, sentence: Sentence) -> int | None:
    for i in range(start, min(start + 6, sentence.last + 1)):
        if scene.tokens[i].morph.form == "Inf":
            return i
    return None


def infinitive_after_preposition(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """Le président s'est engagé à retirer ses troupes. Le maire s'est défendu d'avoir menti.

    An infinitive after "à" or "de" is the content; who is asked stands between and stays out."""
    denied = "denied-de" in cue.entry.frames
    marks = frozenset(("de",)) if denied else cue.entry.frames & {"de", "à"}
    start = _marked_infinitive(scene, cue, sentence, marks) if marks else None
    if start is None or start > sentence.last:
        return None
    content = clause_range(scene, start, cue.group, sentence)
    act: Act | None = "deny" if denied else None
    return draft(scene, cue, "infinitive_after_preposition", [content], sentence, act) if content else None


def _marked_infinitive(scene: Scene, cue: VerbCue, sentence: Sentence, marks: frozenset[str]) -> int | None:
    """Returns the word after the first "à" or "de" that an infinitive follows, before any other verb."""
    tokens = scene.tokens
    commas = 0
    for i in range(cue.last + 1, sentence.last):
        word = tokens[i].lower
        if (word in marks or (word == "d'" and "de" in marks)) and _opens_infinitive(scene, i + 1, sentence):
            return i + 1
        commas += word == ","
        if (
            commas > 2
            or (word == ";")
            or (tokens[i].pos in ("VERB", "AUX") and tokens[i].morph.form == "Fin" and commas == 0)
        ):
            return None
        if tokens[i].pos == "VERB" and tokens[i].lower.endswith("ant"):
            return None
    return None


def _opens_infinitive(scene: Scene, i: int, sentence: Sentence) -> bool:
    while i <= sentence.last and (
        scene.tokens[i].lower in CLITICS
        or scene.tokens[i].lower in ("pas", "plus", "jamais", "tout", "rien")
        or scene.tokens[i].pos == "ADV"
    ):
        i += 1
    return i <= sentence.last and scene.tokens[i].morph.form == "Inf"


def readiness(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """Le groupe s'est dit prêt à négocier. Elle s'est dite favorable à un embargo.

    What somebody says to be: with "prêt à" and the like a promise, whose content is the infinitive; else the adjective
    with its complement."""
    if "adj" not in cue.entry.frames:
        return None
    start = skip_adjuncts(scene, cue.last + 1, sentence.last + 1)
    if start > sentence.last or scene.tokens[start].lower in SUBJECT_CLITICS:
        return None
    if scene.tokens[start].pos not in ("ADJ", "VERB", "NOUN") and not scene.quoted[start]:
        return None
    if scene.tokens[start].morph.form in ("Inf", "Fin") or (
        not cue.entry.reflexive and scene.tokens[start].pos != "ADJ"
    ):
        return None
    if scene.tokens[start].lower in READY:
        at = _marked_infinitive(scene, VerbCue(cue.group, cue.entry, start), sentence, frozenset(("à",)))
        content = clause_range(scene, at, cue.group, sentence) if at else None
        return (
            draft(scene, VerbCue(cue.group, cue.entry, start), "readiness", [content], sentence, "promise")
            if content
            else None
        )
    que = find_que(scene, cue.group, start, sentence)
    if que == start + 1:
        content = clause_range(scene, que + 1, cue.group, sentence)
        return (
            draft(scene, VerbCue(cue.group, cue.entry, start), "readiness", [content], sentence, "believe")
            if content
            else None
        )
    content = clause_range(scene, start, cue.group, sentence)
    complement = start < sentence.last and scene.tokens[start + 1].pos in ("ADP", "DET", "NOUN", "ADJ", "ADV")
    quoted = scene.quoted[start] is not None
    return draft(scene, cue, "readiness", [content], sentence) if content and (complement or quoted) else None


def colon(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """Elle a ajouté: "Nous attendons des actes. Pas des mots."

    What follows a colon after the cue; a quotation there is taken whole, however many sentences it has."""
    at = next(
        (i for i in range(cue.last + 1, sentence.last) if scene.tokens[i].text == ":" and not scene.quoted[i]), None
    )
    if at is None or scene.quoted[cue.group.main] or cue.entry.frames.isdisjoint(("say", "que")):
        return None
    if any(t.morph.form == "Fin" and t.pos in ("VERB", "AUX") for t in scene.tokens[cue.last + 1 : at]):
        return None
    quote = scene.quoted[at + 1]
    if quote and quote.start >= scene.tokens[at].end:
        return draft(scene, cue, "colon", [(quote.start, quote.end)], sentence)
    if cue.entry.act not in ("state", "warn") or "que" not in cue.entry.frames:
        return None
    content = clause_range(scene, at + 1, cue.group, sentence)
    return draft(scene, cue, "colon", [content], sentence) if content else None


def quoted_words(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """Le syndicat a lancé "un dernier avertissement".  Il a promis "une réponse ferme" à l'attaque.

    A quotation right after the cue, with no colon."""
    start = skip_adjuncts(scene, cue.last + 1, sentence.last + 1)
    if start > sentence.last or "say" not in cue.entry.frames or scene.quoted[cue.group.main]:
        return None
    quote = scene.quoted[start]
    if quote is None or scene.tokens[start].start != quote.inner_start or quote.start < scene.tokens[cue.last].end:
        return None
    if scene.tokens[start].pos == "ADP" and not any(is_finite(t) for t in _inside(scene, start, quote.end)):
        return None
    if cue.group.form == "inf" and not any(t.pos == "VERB" for t in _inside(scene, start, quote.end)):
        return None
    content = clause_range(scene, start, cue.group, sentence)
    if content and content[1] < quote.end:
        content = (content[0], quote.end)
    act: Act | None = "state" if cue.entry.word == "rejeter" else None
    return draft(scene, cue, "quoted_words", [content], sentence, act) if content else None


def _inside(scene: Scene, start: int, end: int) -> list[Token]:
    """The words from `start` on that begin before the offset `end`."""
    found = []
    for i in range(start, len(scene.tokens)):
        if scene.tokens[i].start >= end:
            break
        found.append(scene.tokens[i])
    return found
