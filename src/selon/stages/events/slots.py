"""The slots of a verb or of a noun that tells an event: its subject, its object, its complements by preposition.

Voices are undone here: the agent of a passive is the subject, the antecedent of "qui" stands for it, an infinitive or a
participle takes the subject of the verb above it.
"""

from __future__ import annotations

from itertools import islice

from selon.stages.events.ground import Filler, Ground
from selon.stages.events.numbers import HARMING, is_toll
from selon.stages.phrases import POSSESSIVES, RELATIVES, Group, is_finite, sentence_of, verb_group

Slots = dict[str, list[Filler]]
DEPTH = 5  # verbs that are climbed to a subject
# Verbs whose perfect is made with "être": no passive.
GOING = frozenset(
    "aller arriver venir partir entrer sortir naître mourir tomber monter descendre retourner rester passer revenir "
    "devenir parvenir intervenir décéder survenir rentrer repartir".split()
)
# Verbs whose object is the subject of the infinitive below them: "accuse Paris de soutenir".
OBJECT_CONTROL = frozenset(
    "accuser soupçonner suspecter appeler exhorter forcer obliger contraindre autoriser charger inviter presser sommer "
    "empêcher convaincre inciter encourager pousser condamner demander ordonner permettre interdire proposer "
    "recommander conseiller enjoindre".split()
)
CLAUSES = frozenset("ccomp advcl relcl acl parataxis".split())
CLIMB = 8  # words above one another
# Prepositions that cannot be mistaken, wherever the parser hangs what they open.
STRONG = frozenset("vers depuis contre avec envers".split())
HARMED_IN = ("dans", "lors", "par", "pendant")
BEING = frozenset("est sont a ont était étaient".split())  # open an inverted sentence
OPPOSING = frozenset(("opposer",))
MODAL = frozenset("pouvoir devoir aller vouloir sembler".split())


def verb_slots(ground: Ground, main: int, group: Group) -> Slots:
    """Returns what fills the slots of a verb."""
    slots: Slots = {}
    passive = is_passive(ground, main, group)
    _put(ground, slots, "object" if passive else "subject", _inverted(ground, main))
    for k in ground.children(main):
        _hang(ground, slots, k, passive, main)
        if k > main and k in ground.timed:  # "s'est rendu mercredi à Berlin"
            _add_complements(ground, slots, k)
    if "object" not in slots and not passive:
        _add_object(ground, slots, main, group)
    for filler in slots.get("object", []):
        _add_complements(ground, slots, filler.head)
    _add_by_words(ground, slots, main, STRONG | {"par"} if passive else STRONG)
    if passive and "par" in slots:
        slots["subject"] = [*slots.get("subject", ()), *slots.pop("par")]
    if "subject" not in slots and not passive:
        _put(ground, slots, "subject", subject_of(ground, main))
    if passive and "object" not in slots:
        _put(ground, slots, "object", subject_of(ground, main, passive=True))
    return slots


def _inverted(ground: Ground, main: int) -> int | None:
    """ "Sont arrivés mardi à Tunis le président et son homologue", "Ont été arrêtés trois opposants" """
    opening = sentence_of(ground.parse, main).first
    if not 1 <= main - opening <= 2 or ground.tokens[opening].lower not in BEING:
        return None
    after = (k for k in ground.children(main) if k > main and ground.nominal(k) and k not in ground.timed)
    return next((k for k in after if not ground.preposition(k)), None)


def _add_object(ground: Ground, slots: Slots, main: int, group: Group) -> None:
    """Finds the object that the parser hangs elsewhere: "n'a pas tiré de missile", "a rencontré lundi à Berlin le
    président"."""
    tokens = ground.tokens
    denied = any(token.lower in ("pas", "plus", "jamais") for token in tokens[max(0, main - 6) : main + 2])
    if denied and (partitive := [f for f in slots.get("de", ()) if _is_partitive(ground, f)]):
        slots["object"] = partitive
    elif tokens[main].lemma not in GOING and not group.reflexive:
        _put(ground, slots, "object", _object_by_words(ground, group.last + 1))


def _is_partitive(ground: Ground, filler: Filler) -> bool:
    before = ground.tokens[filler.first - 1].lower if filler.first else ""
    return before in ("de", "d'") and ground.tokens[filler.first].pos in ("NOUN", "ADJ", "ADV")


def _object_by_words(ground: Ground, i: int) -> int | None:
    """The head of the first noun phrase after a verb that is no time and has no preposition."""
    tokens = ground.tokens
    last = sentence_of(ground.parse, i - 1).last
    while i <= last:
        token = tokens[i]
        if is_finite(token) or token.lower in RELATIVES or token.pos in ("PUNCT", "VERB", "SCONJ", "CCONJ"):
            return None
        if token.pos in ("DET", "NUM", "NOUN", "PROPN") and i not in ground.timed:
            head = token.head if token.head > i and ground.nominal(token.head) else i
            bare = not ground.preposition(head) or _is_article(ground, head)
            if bare and tokens[head].dep in ("obj", "obl", "nmod", "appos", "flat", "xcomp"):
                return head
            i = max(i, head)
        i += 1
    return None


def _is_article(ground: Ground, head: int) -> bool:
    """Whether the "des" before a noun is its article: "a livré mercredi des obus"."""
    first = ground.tokens[head].first
    return ground.tokens[first].lower == "des" and first - 1 in ground.timed


def is_passive(ground: Ground, main: int, group: Group) -> bool:
    """Whether the verb is passive: "être conclu" and "aurait été détourné" too, whose auxiliary the tagger misses."""
    tokens = ground.tokens
    if tokens[main].lemma in GOING or group.reflexive:
        return False
    return group.passive or any(token.lower in ("été", "être") for token in tokens[group.first : main])


def _hang(ground: Ground, slots: Slots, k: int, passive: bool, main: int) -> None:
    """Puts the word that hangs on a verb into its slot."""
    token = ground.tokens[k]
    if token.lemma == "accompagner" and token.morph.form == "Part":  # "est arrivé, accompagné de généraux"
        for below in ground.children(k):
            if ground.preposition(below) in ("de", "par"):
                _put(ground, slots, "accompagné de", below)
    if (k in ground.timed and token.dep in ("nsubj", "obj")) or (token.dep == "nsubj" and token.pos == "AUX"):
        return
    if token.dep == "nsubj":
        head = antecedent(ground, main) if token.lower == "qui" else k
        _put(ground, slots, "object" if passive else "subject", head)
    elif token.dep == "obj":
        head = antecedent(ground, main) if token.lower in ("que", "qu'") else k
        if token.lower not in ("se", "s'"):
            _put(ground, slots, "object", head)
    elif token.dep in ("iobj", "obl", "nmod", "xcomp", "advmod") and ground.nominal(k):
        preposition = ground.preposition(k) or ("à" if token.lower in ("lui", "leur") else "")
        if passive and preposition == "par":
            _put(ground, slots, "subject", k)
        elif preposition:
            _put(ground, slots, preposition, k)


def _put(ground: Ground, slots: Slots, slot: str, head: int | None) -> None:
    """Adds the phrase of a word, and those joined to it, unless a phrase holds it already."""
    for word in ground.joined(head) if head is not None else ():
        filler = ground.filler(word)
        held = slots.setdefault(slot, [])
        if not any(other.first <= word <= other.last for other in held):
            held.append(filler)


def _add_complements(ground: Ground, slots: Slots, noun: int) -> None:
    """Lends the object's complements to the verb, as the parser hangs them on either: "tirer un obus vers la mer"."""
    for k in ground.children(noun):
        preposition = ground.preposition(k) if k > noun else ""
        if preposition == "de":
            _add_complements(ground, slots, k)
        if preposition not in ("", "de") and ground.nominal(k) and preposition not in slots:
            _put(ground, slots, preposition, k)


def _add_by_words(ground: Ground, slots: Slots, at: int, prepositions: frozenset[str]) -> None:
    """Adds the complements whose prepositions cannot be mistaken, as the words have them up to the next verb: "depuis
    une zone proche de la capitale, Pyongyang, vers la mer"."""
    tokens = ground.tokens
    for i in range(at + 1, sentence_of(ground.parse, at).last + 1):
        token = tokens[i]
        if is_finite(token) or token.lower in RELATIVES or token.text in (";", ":"):
            return
        if token.pos == "VERB" and token.head != at:
            prepositions &= STRONG  # "la perquisition du logement loué par l'agresseur"
        if token.lower in prepositions and token.pos == "ADP" and token.lower not in slots:
            noun = token.head
            if noun > i and ground.nominal(noun) and noun not in ground.timed:
                _put(ground, slots, token.lower, noun)


def antecedent(ground: Ground, verb: int) -> int | None:
    """What the relative pronoun of the verb's clause stands for."""
    tokens = ground.tokens
    for _ in range(DEPTH):
        if tokens[verb].dep == "relcl":
            return tokens[verb].head
        if tokens[verb].dep not in ("conj", "xcomp") or tokens[verb].head == verb:
            return None
        verb = tokens[verb].head
    return None


def subject_of(ground: Ground, verb: int, passive: bool = False, depth: int = DEPTH) -> int | None:
    """The subject that a verb without one takes: that of the verb it is joined to, or hangs on; of a participle by a
    noun ("les missiles tirés"), the noun."""
    tokens = ground.tokens
    token = tokens[verb]
    if token.dep in ("acl", "amod", "nmod"):
        glosses = token.lower.endswith("ant") and tokens[token.first - 1].text == ","  # "..., tuant dix personnes"
        if controlling(ground, verb) is not None:
            return token.head
        if token.morph.form == "Inf" or glosses:
            above = clause_above(ground, verb)
            return _subject_above(ground, above, passive, depth) if above is not None and depth else None
        return token.head if ground.nominal(token.head) else None
    if depth == 0 or token.head == verb or token.dep not in ("conj", "xcomp", "advcl", "obl", "ccomp", "aux"):
        return None
    if token.dep == "ccomp" and token.morph.form != "Inf":
        return None
    above = token.head
    if tokens[above].pos not in ("VERB", "AUX", "ADJ"):
        return subject_of(ground, above, passive, depth - 1) if tokens[above].pos == "AUX" else None
    if token.dep != "conj" and tokens[above].lemma in OBJECT_CONTROL:
        return _controller(ground, above)
    return _subject_above(ground, above, passive, depth)


def controlling(ground: Ground, verb: int) -> int | None:
    """The verb whose object is the subject of an infinitive that the parser hangs on that object: "a empêché l'armée de
    tirer"."""
    tokens = ground.tokens
    noun = tokens[verb].head
    above = tokens[noun].head
    if tokens[verb].morph.form != "Inf" or tokens[above].lemma not in OBJECT_CONTROL or not ground.somebody(noun):
        return None
    return above if tokens[noun].dep in ("obj", "iobj", "obl", "xcomp") else None


def _subject_above(ground: Ground, above: int, passive: bool, depth: int) -> int | None:
    own = _own_subject(ground, above)
    return own if own is not None else subject_of(ground, above, passive, depth - 1)


def clause_above(ground: Ground, i: int) -> int | None:
    """The verb, or the head of the clause, that a word hangs on; None where it hangs on none."""
    tokens = ground.tokens
    above = islice(ground.chain(i, CLIMB + 1), 1, None)
    return next((k for k in above if tokens[k].pos in ("VERB", "AUX") or tokens[k].dep in CLAUSES), None)


def _own_subject(ground: Ground, verb: int) -> int | None:
    for k in ground.children(verb):
        if ground.tokens[k].dep == "nsubj":
            return antecedent(ground, verb) if ground.tokens[k].lower == "qui" else k
    return antecedent(ground, verb) if ground.tokens[verb].dep == "relcl" else None


def _controller(ground: Ground, verb: int) -> int | None:
    """ "accuse Paris de soutenir": Paris; "est accusé de": its subject."""
    passive = is_passive(ground, verb, verb_group(ground.parse, verb))
    for k in ground.children(verb):
        token = ground.tokens[k]
        if (token.dep == "nsubj" if passive else token.dep in ("obj", "iobj") or _is_called(ground, k)) or (
            not passive and token.dep == "obl" and ground.preposition(k) == "à"
        ):
            return antecedent(ground, verb) if token.lower == "qui" else k
    return subject_of(ground, verb, passive) if passive else None


def _is_called(ground: Ground, k: int) -> bool:
    """ "exhorte Israël à cesser": a name that the parser takes for a predicate"""
    return ground.tokens[k].dep == "xcomp" and ground.tokens[k].pos == "PROPN"


def noun_slots(ground: Ground, noun: int) -> tuple[Slots, int | None]:
    """Returns what fills the slots of a noun (its complements, a demonym, what its verb lends), and the verb that tells
    whether what it names happens: one that carries it, or that it is the subject of."""
    slots: Slots = {}
    for k in ground.children(noun):
        token = ground.tokens[k]
        if token.dep == "amod" and k in ground.cast.nationals:
            slots.setdefault("adjective", []).append(Filler(k, k, k))
        elif token.dep in ("nmod", "obl") and ground.nominal(k) and (preposition := ground.preposition(k)):
            _put(ground, slots, preposition, k)
    if (visitor := _predicated(ground, noun)) is not None:
        _put(ground, slots, "subject", visitor)
    _add_by_words(ground, slots, noun, STRONG | {"par", "sur"})
    if len(slots.get("entre", ())) == 1:
        _put(ground, slots, "entre", _second(ground, slots["entre"][0].last + 1))
    if "de" not in slots and (owner := _owner(ground, noun)) is not None:
        _put(ground, slots, "de", owner)
        slots["owner"] = slots["de"]
    _put(ground, slots, "victims", _harmed(ground, noun))
    carrier = carrier_of(ground, noun)
    if carrier is not None:
        _lend(ground, slots, carrier, noun, frozenset(("object",)))
    elif (carrier := happens_by(ground, noun)) is not None:
        lent = _lend(ground, slots, carrier, noun, frozenset(("object", "subject")))
        _add_by_words(ground, slots, carrier, frozenset(("en", "dans")))  # "fait rage depuis des mois en Ukraine"
        if ground.tokens[carrier].lemma in OPPOSING:  # "des combats opposent l'armée aux rebelles"
            slots["entre"] = [*lent.get("object", ()), *lent.get("à", ())]
    return {slot: fillers for slot, fillers in slots.items() if fillers}, carrier


def _predicated(ground: Ground, noun: int) -> int | None:
    """Of whom "en visite", "en déplacement", "en grève" is said: the subject of the clause."""
    tokens = ground.tokens
    if ground.preposition(noun) != "en" or any(tokens[k].dep == "det" for k in ground.children(noun)):
        return None
    own = next((k for k in ground.children(noun) if tokens[k].dep == "nsubj"), None)  # "est en visite"
    if own is not None:
        return own
    head = tokens[noun].head
    if tokens[noun].dep == "nmod" and ground.nominal(head) and head < noun:
        return head  # "le ministre, en visite à Rome"
    above = clause_above(ground, noun)
    return _subject_above(ground, above, False, DEPTH) if above is not None else None


def _harmed(ground: Ground, noun: int) -> int | None:
    """Whom the verb kills or injures that the noun hangs on, or is the subject of: "deux civils ont été tués dans une
    attaque", "une attaque a fait dix morts"."""
    tokens = ground.tokens
    verb, dep = governor(ground, noun)
    victims = [k for k in ground.children(verb) if tokens[k].dep == "obj" and k not in ground.timed]
    if dep == "nsubj" and tokens[verb].lemma in ("faire", "causer"):
        return next((k for k in victims if is_toll(tokens[k])), None)
    if tokens[verb].lemma not in HARMING or (dep != "nsubj" and ground.preposition(noun) not in HARMED_IN):
        return None
    if dep != "nsubj" and tokens[verb].dep in ("acl", "amod"):
        return tokens[verb].head if ground.nominal(tokens[verb].head) else None
    suffering = (k for k in ground.children(verb) if tokens[k].dep == "nsubj" and k != noun)
    return next(suffering if dep != "nsubj" and not victims else iter(victims), None)


def _second(ground: Ground, i: int) -> int | None:
    """The second of two, where the parser loses it: "entre l'armée et des rebelles"."""
    tokens = ground.tokens
    if i + 1 >= len(tokens) or tokens[i].lower != "et":
        return None
    head = tokens[i + 1].head
    return head if head > i and ground.nominal(head) else i + 1 if ground.nominal(i + 1) else None


def _lend(ground: Ground, slots: Slots, verb: int, noun: int, kept: frozenset[str]) -> Slots:
    """Adds what fills the slots of a noun's verb, but for those `kept`, where the noun has nothing of its own; returns
    all that the verb has."""
    lent = verb_slots(ground, verb, verb_group(ground.parse, verb))
    for slot, fillers in lent.items():
        if slot not in kept and slot not in slots:
            slots[slot] = [filler for filler in fillers if filler.head != noun]
    return lent


def happens_by(ground: Ground, noun: int) -> int | None:
    """The verb that tells that what the noun names happens: "le sommet se tiendra", "des combats ont eu lieu"."""
    number, dep = governor(ground, noun)
    above = ground.tokens[number]
    if dep == "nsubj" and above.pos in ("VERB", "AUX") and _tells_happening(ground, number):
        return number
    near = [*ground.children(noun), *ground.children(ground.tokens[noun].head)]  # "au cours de la guerre qui fait rage"
    relative = (k for k in near if ground.tokens[k].dep == "relcl" and ground.tokens[k].first == noun + 1)
    return next((k for k in relative if _tells_happening(ground, k)), None)


def _tells_happening(ground: Ground, verb: int) -> bool:
    """ "se tiendra", "a eu lieu", "fait rage" """
    words, lemma = ground.words.status, ground.tokens[verb].lemma
    if lemma in words.happening_verbs or lemma in OPPOSING:
        return True
    return verb + 1 < len(ground.tokens) and f"{lemma} {ground.tokens[verb + 1].lower}" in words.happening_phrases


def governor(ground: Ground, noun: int) -> tuple[int, str]:
    """What a noun hangs on, and how: over a time that the parser puts between ("ont entamé lundi des manœuvres"), and
    through a modal verb ("un accord pourrait être conclu")."""
    tokens = ground.tokens
    above, dep = tokens[noun].head, tokens[noun].dep
    if above in ground.timed and above != noun:
        above, dep = tokens[above].head, "obj"
    if dep == "nsubj" and tokens[above].lemma in MODAL:
        below = (k for k in ground.children(above) if tokens[k].dep in ("xcomp", "ccomp") and tokens[k].pos == "VERB")
        above = next(below, above)
    return above, dep


def _owner(ground: Ground, noun: int) -> int | None:
    """Whose it is: of "sa visite", the subject of the clause, or of the clause above, who is a person or a body."""
    if not any(ground.tokens[k].lower in POSSESSIVES for k in ground.children(noun)):
        return None
    above = clause_above(ground, noun)
    for _ in range(2):
        if above is None:
            return None
        subject = _subject_above(ground, above, False, DEPTH)
        if subject not in (None, noun) and (ground.somebody(subject) or ground.is_capital(subject)):
            return subject
        above = clause_above(ground, above)
    return None


def carrier_of(ground: Ground, noun: int) -> int | None:
    """The support verb whose object the noun is: "a mené une frappe", "une frappe menée par", "a procédé à un tir"."""
    tokens = ground.tokens
    if tokens[noun].dep == "conj":
        return carrier_of(ground, tokens[noun].head)
    above, dep = governor(ground, noun)
    if tokens[above].pos == "VERB" and tokens[above].lemma in ground.words.supports and above != noun:
        passive = dep == "nsubj" and is_passive(ground, above, verb_group(ground.parse, above))
        if passive or dep == "obj" or (dep == "obl" and ground.preposition(noun) in ("à", "dans")):
            return above
    doing = ground.words.supports - ground.words.status.planned_verbs  # "la visite prévue" is a plan, and may be off
    below = (k for k in ground.children(noun) if tokens[k].dep in ("acl", "relcl"))
    return next((k for k in below if tokens[k].lemma in doing), None)
