"""Status: whether an event is told as a fact, a plan, a possibility, denied, or as not having happened.

The clause says it first (tense, mood, negation, modal verbs, the words that govern a noun), then the claim that
tells it.
"""

from __future__ import annotations

from selon.languages.events import Frame
from selon.model import Claim, Outcome, Status
from selon.stages.events.ground import Ground
from selon.stages.events.polarity import is_asked, is_denied
from selon.stages.events.slots import controlling, is_passive
from selon.stages.phrases import AUXILIARIES, Group, verb_group

CLIMB = 10  # words above one another
DEPTH = 6  # words above one another that are asked
FUTURES = ("era", "eront", "dra", "dront", "rra", "rront")  # that the tagger misses
NOUNS = ("NOUN", "PROPN")


def status_of(ground: Ground, frame: Frame, at: int, carrier: int | None) -> tuple[Status, Outcome | None]:
    """Returns the status that the clause gives the event whose trigger is word `at`, and its outcome."""
    outcome = frame.outcome
    if frame.status:
        return frame.status, outcome
    told, outcome_told = _carried(ground, at, carrier) if carrier is not None else _told(ground, at, DEPTH)
    if told in ("asserted", "planned") and is_asked(ground, at):
        told = "possible"
    return told, outcome or outcome_told


def _carried(ground: Ground, at: int, carrier: int) -> tuple[Status, Outcome | None]:
    """The status of a noun that a verb carries: "ont signé un accord", "négocient une trêve"."""
    told, outcome = _verb(ground, carrier, DEPTH)
    own = _by_verb(ground, ground.tokens[carrier].lemma) or _noun(ground, at)
    return (own, outcome) if told == "asserted" else (told, outcome)


def _told(ground: Ground, at: int, depth: int) -> tuple[Status, Outcome | None]:
    token = ground.tokens[at]
    if token.pos in ("VERB", "AUX"):
        return _verb(ground, at, depth)
    own = _noun(ground, at)
    if depth == 0 or token.head == at:
        return own, None
    told, outcome = _above(ground, at, depth)
    return (own, outcome) if own != "asserted" and told not in ("denied", "not-happened") else (told, outcome)


def _noun(ground: Ground, at: int) -> Status:
    """ "une possible attaque", "la visite prévue", "une future rencontre" """
    words = ground.words.status
    for k in ground.children(at):
        word = ground.tokens[k]
        said = {word.lemma, word.lower} if word.dep in ("amod", "acl") else set()
        if said & words.possible_adjectives:
            return "possible"
        if said & words.planned_adjectives:
            return "planned"
        if word.lower in ("aucun", "aucune"):
            return "not-happened"
    return "asserted"


def _above(ground: Ground, at: int, depth: int) -> tuple[Status, Outcome | None]:
    """What governs a noun: a noun ("le risque d'une attaque") or a verb ("a annulé sa visite")."""
    tokens = ground.tokens
    head = tokens[tokens[at].head]
    if tokens[at].dep == "conj":
        return _above(ground, head.i, depth - 1) if depth and head.head != head.i else ("asserted", None)
    if head.pos in NOUNS:
        if head.lemma in ground.words.status.trying_nouns:
            return "asserted", "attempted"
        if tokens[at].dep not in ("nmod", "appos", "obl"):
            return "asserted", None
        found = _by_noun(ground, head.lemma)
        if found == "possible" and tokens[head.head].lemma in ground.words.status.never_verbs:
            return "denied", None  # "l'hypothèse d'un attentat a été écartée"
        return (found, None) if found else ("asserted", None)
    if head.lemma == "agir" and head.pos == "VERB":  # "il ne s'agit pas d'un coup d'État"
        return _verb(ground, head.i, depth - 1)
    if head.pos != "VERB" or tokens[at].dep not in ("obj", "nsubj", "obl", "xcomp", "iobj"):
        return "asserted", None
    argument = tokens[at].dep in ("obj", "nsubj", "xcomp") or ground.preposition(at) in ("à", "de")
    if not argument:
        return "asserted", None  # "après l'attaque, il ne partira pas": a circumstance
    if tokens[at].dep == "nsubj" and not verb_group(ground.parse, head.i).passive:
        return _happens(ground, head.i, depth)
    listed = _by_verb(ground, head.lemma)
    if head.lemma in ground.words.status.denying_verbs:
        listed = "denied"
    carried = _verb(ground, head.i, depth - 1) if listed or head.lemma in ground.words.supports else ("asserted", None)
    if listed and carried[0] == "not-happened":
        return carried  # "n'a pas annoncé de sanctions"; "n'a pas annulé sa visite" tells no more
    return (listed, None) if listed else carried


def _happens(ground: Ground, verb: int, depth: int) -> tuple[Status, Outcome | None]:
    """ "le sommet se tiendra", "l'attaque n'a pas eu lieu", "le tir a échoué": the verb tells whether what its subject
    names happens."""
    lemma = ground.tokens[verb].lemma
    if lemma in ground.words.status.failed_verbs:
        status, _ = _verb(ground, verb, depth - 1)
        return (
            (status, "failed") if status == "asserted" else ("asserted" if status == "not-happened" else status, None)
        )
    if lemma in ground.words.status.happening_verbs or lemma in ground.words.supports:
        return _verb(ground, verb, depth - 1)
    return "asserted", None


def _by_verb(ground: Ground, lemma: str) -> Status | None:
    words = ground.words.status
    if lemma in words.possible_verbs:
        return "possible"
    return "planned" if lemma in words.planned_verbs else "not-happened" if lemma in words.never_verbs else None


def _by_noun(ground: Ground, lemma: str) -> Status | None:
    words = ground.words.status
    if lemma in words.possible_nouns:
        return "possible"
    return "planned" if lemma in words.planned_nouns else "not-happened" if lemma in words.never_nouns else None


def _verb(ground: Ground, at: int, depth: int) -> tuple[Status, Outcome | None]:
    """The status that a verb's own group tells, and the verbs above an infinitive."""
    tokens = ground.tokens
    group = verb_group(ground.parse, at)
    negated = is_denied(ground, at, group)
    if group.form == "inf":
        found, outcome = _infinitive(ground, at, group, depth)
    else:
        found, outcome = _finite(ground, at, group), None
        if group.form == "part" and found == "asserted" and tokens[at].dep == "conj" and depth:
            found, outcome = _told(ground, tokens[at].head, depth - 1)
    if negated:
        return ("asserted" if outcome else "not-happened"), outcome
    if found == "asserted" and _supposed(ground, at):
        return "possible", outcome
    return found, outcome


def _finite(ground: Ground, at: int, group: Group) -> Status:
    finite = ground.tokens[group.finite]
    if finite.morph.tense == "Fut" or finite.lower.endswith(FUTURES):
        perfect = finite.lemma in AUXILIARIES and group.finite != at and not group.passive
        return "asserted" if perfect and finite.lemma == "avoir" else "planned"
    if finite.morph.mood == "Cnd":
        return _conditional(ground, at, group)
    if finite.morph.mood == "Imp":
        return "planned"
    if finite.morph.mood == "Sub":
        return _subjunctive(ground, at)
    if ground.tokens[at].dep == "ccomp" and not group.passive and _demanded(ground, at):
        return "planned"
    return "asserted"


def _demanded(ground: Ground, at: int) -> bool:
    """ "a demandé que l'armée se retire": a subjunctive that looks like a present"""
    head = ground.tokens[ground.tokens[at].head]
    that = any(ground.tokens[k].lower in ("que", "qu'") for k in ground.children(at))
    return that and head.lemma in ground.words.status.demanding_verbs


def _conditional(ground: Ground, at: int, group: Group) -> Status:
    """ "aurait tiré" is hearsay; "a dit qu'il signerait" the future of a past."""
    being = ground.tokens[group.finite].lemma == "être" and is_passive(ground, at, group) and not group.reflexive
    simple = group.finite == at or being
    told = simple and ground.tokens[at].lemma != "agir"  # "il s'agirait d'un attentat"
    claim = ground.telling.get(at) if told else None
    return "planned" if claim is not None and claim.sources and claim.certainty == "certain" else "possible"


def _subjunctive(ground: Ground, at: int) -> Status:
    """ "demande que l'armée se retire", "avant qu'il ne parte": as what governs it tells."""
    head = ground.tokens[ground.tokens[at].head]
    if head.lemma in ground.words.status.denying_verbs or head.lemma in ground.words.status.denying_adjectives:
        return "denied"
    if head.pos == "ADJ" or ground.said(*_before_that(ground, at)) in ground.words.status.supposing:
        return "possible"
    return _by_verb(ground, head.lemma) or _by_noun(ground, head.lemma) or "asserted"


def _before_that(ground: Ground, at: int) -> tuple[int, int]:
    """The two words before the "que" of a clause: "à supposer que", "à condition que"."""
    mark = next((k for k in ground.children(at) if ground.tokens[k].lower in ("que", "qu'")), at)
    return max(0, mark - 2), max(0, mark - 1)


def _supposed(ground: Ground, at: int) -> bool:
    """ "si l'armée attaque" """
    return any(ground.tokens[k].lower in ("si", "s'") and ground.tokens[k].dep == "mark" for k in ground.children(at))


def _infinitive(ground: Ground, at: int, group: Group, depth: int) -> tuple[Status, Outcome | None]:
    """What governs an infinitive: "va tirer", "pourrait tirer", "est accusé d'avoir tiré", "pour tirer"."""
    tokens, words = ground.tokens, ground.words.status
    before = tokens[group.first - 1].lower if group.first else ""
    perfect = (
        group.finite != at and tokens[group.finite].lemma in AUXILIARIES and not _is_passive_infinitive(ground, at)
    )
    if before == "sans":
        return "not-happened", None
    if before == "pour" and not perfect:
        return "planned", None
    above = tokens[tokens[at].head] if tokens[at].head != at else None
    if above is not None and above.i in ground.timed:
        above = tokens[above.head]  # "a échoué à deux reprises à lancer"
    if above is None or depth == 0:
        return "asserted", None
    if (controlling_verb := controlling(ground, at)) is not None:
        above = tokens[controlling_verb]  # "a empêché l'armée de tirer"
    if above.lemma in words.ceasing_verbs:
        return "asserted", None
    if above.pos in NOUNS:
        found = _by_noun(ground, above.lemma)
        return (found, None) if found else ("asserted" if perfect else "planned", None)
    if above.pos == "ADJ":
        return "planned", None
    if above.lemma in words.denying_verbs:
        return "denied", None
    if above.lemma in words.failed_verbs:
        return "asserted", "failed"
    if above.lemma in words.trying_verbs:
        return _verb(ground, above.i, depth - 1)[0], "attempted"
    governing = verb_group(ground.parse, above.i)
    if above.lemma in words.never_verbs:  # "n'exclut pas d'envoyer"
        return "possible" if is_denied(ground, above.i, governing) else "not-happened", None
    if above.lemma == "aller":
        return "planned", None
    if above.lemma == "venir" and before in ("de", "d'"):
        return _verb(ground, above.i, depth - 1)
    if is_denied(ground, above.i, governing):
        return "not-happened", None  # "n'a pas pu livrer", "ne veut pas livrer"
    if above.lemma == "pouvoir" and tokens[governing.finite].morph.tense == "Past":
        return "asserted", None  # "a pu rencontrer"
    if above.lemma == "devoir" and perfect:
        return "possible", None
    if above.lemma == "devoir" and governing.finite != above.i:
        return "asserted", None  # "a dû démissionner"
    if above.lemma in words.possible_verbs:
        return "possible", None
    if above.lemma in words.planned_verbs or above.lemma in words.deciding_verbs:
        hearsay = tokens[governing.finite].morph.mood == "Cnd" and above.lemma not in words.wishing_verbs
        return ("asserted" if perfect else "possible" if hearsay else "planned"), None
    return _verb(ground, above.i, depth - 1) if above.pos in ("VERB", "AUX") else ("asserted", None)


def _is_passive_infinitive(ground: Ground, at: int) -> bool:
    return any(ground.tokens[k].lower == "être" for k in ground.children(at))


def is_presupposed(ground: Ground, at: int, claim: Claim) -> bool:
    """Whether the trigger stands in a relative clause of what is claimed, which the claim takes for granted: "nie avoir
    vendu les obus qui ont tué dix civils"."""
    tokens, start = ground.tokens, claim.content[0].start
    clauses = (tokens[i] for i in ground.chain(at, CLIMB) if tokens[i].dep == "relcl")
    return any(tokens[clause.head].start >= start for clause in clauses)


def claimed(status: Status, claim: Claim) -> Status:
    """Returns the status that the claim which tells the event leaves it: what is denied, asked, promised, supposed."""
    if status == "not-happened":
        return status
    if claim.act == "deny":
        return "denied"
    if status != "asserted":
        return "possible" if claim.certainty == "possible" else status
    if claim.certainty != "certain":
        return "possible"
    return "asserted"
