"""What speaks for a kind of name: the words around it, its form, the tables.

Each function looks at one name where it stands, and says for which kind and how strongly (1 to 9) what it looks for
speaks, or nothing. Its docstring is its example. `votes.py` adds them up.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from selon.model import EntityKind
from selon.stages.names.seen import GROUP, LOCATION, ORGANIZATION, PERSON, THING, Kind, Seen
from selon.stages.phrases import OF

FOUND_AS: dict[str, Kind] = {
    "body": ORGANIZATION,
    "portfolio": ORGANIZATION,
    "street": LOCATION,
    "place": LOCATION,
    "people": GROUP,
}
CITY, TOWN = 300_000, 30_000  # people
FIELD = 8  # words before a name in which a minister is told, behind what the minister is of
LONG_ACRONYM = 5  # letters; longer ones that name a town are more often that
AGENTS = ("eur", "euse", "iste", "trice", "logue", "ien", "ienne", "ier", "ière", "ant", "ante", "naute")
Vote = tuple[Kind, int] | None


def title(seen: Seen) -> Vote:
    """Mme Ribeiro a quitté la salle."""
    before = seen.at(-1)
    return (PERSON, 9) if before and before.text in seen.words.titles else None


def role(seen: Seen) -> Vote:
    """Le président kényan William Ruto a signé."""
    noun = seen.noun_before()
    if noun is None or noun.pos not in ("NOUN", "ADJ", "PROPN"):
        return None
    if seen.words.is_role(noun.lemma) or seen.words.is_role(noun.lower):
        return PERSON, 6
    known = noun.lower in seen.words.before_bodies or noun.lower in seen.words.before_places
    return (PERSON, 4) if noun.lower.endswith(AGENTS) and not known and not noun.capital else None


def minister(seen: Seen) -> Vote:
    """Le ministre de la Défense Ogtay Karimov a promis une enquête."""
    for offset in range(-1, -FIELD, -1):
        chunk = seen.at(offset)
        if chunk is None or (offset == -1 and not (chunk.capital or chunk.pos == "ADJ")):
            return None
        if seen.words.has_portfolio(chunk.lower):
            return (PERSON, 6) if offset < -2 else None
        if not (chunk.capital or chunk.pos in ("ADJ", "ADP", "DET", "CCONJ")):
            return None
    return None


def demonym(seen: Seen) -> Vote:
    """La Tchèque Markéta Vondroušová a gagné."""
    before = seen.at(-1)
    return (PERSON, 5) if before and before.capital and seen.words.is_demonym(before.lower) else None


def age(seen: Seen) -> Vote:
    """Luc Ferrand, 57 ans, dirige le musée qu'Ada Roux, née en 1930, a fondé."""
    opening, first, second = seen.at(1), seen.at(2), seen.at(3)
    if opening is None or first is None or opening.text not in (",", "("):
        return None
    if first.lower in ("né", "née", "âgé", "âgée", "décédé", "décédée", "mort", "morte"):
        return PERSON, 7
    return (PERSON, 7) if second and first.pos in ("NUM", "DET") and second.lower in ("ans", "an") else None


def apposition(seen: Seen) -> Vote:
    """Hadja Lahbib, ministre belge des Affaires étrangères, s'y rendra."""
    comma = seen.at(1)
    if comma is None or comma.text != ",":
        return None
    for offset in (2, 3, 4):
        chunk = seen.at(offset)
        if chunk is None or chunk.pos not in ("DET", "ADJ", "NUM", "NOUN"):
            return None
        if chunk.pos == "NOUN":
            return (PERSON, 4) if seen.words.is_role(chunk.lemma) else None
    return None


def first_name(seen: Seen) -> Vote:
    """Amina Diallo a témoigné."""
    capitals = seen.capitals
    if not seen.words.is_first_name(capitals[0].text):
        return None
    return PERSON, 4 if len(capitals) > 1 else 1


def several_words(seen: Seen) -> Vote:
    """Tawee Sodsong a été nommé."""
    capitals = seen.capitals
    plain = len(capitals) > 1 and not any(chunk.shouted for chunk in capitals)
    return (PERSON, 2) if plain and not seen.words.is_first_name(capitals[0].text) else None


def initial(seen: Seen) -> Vote:
    """J. Delacroix a plaidé."""
    some = len(seen.capitals) > 1 and any(len(chunk.text.rstrip(".")) == 1 for chunk in seen.capitals)
    return (PERSON, 3) if some else None


def particle(seen: Seen) -> Vote:
    """Ursula von der Leyen a reçu Mohammed ben Salmane."""
    inside = any(chunk.lower in seen.words.openers and not chunk.capital for chunk in seen.own)
    return (PERSON, 2) if inside or re.search(r"\b(?:Ma?c|O'|[ae]l-|ben-)[A-Z]", seen.text) else None


def tally(seen: Seen) -> Vote:
    """Ferrand (2/5) a marqué, Cissé (17e) est sorti.

    Those who play, and how they did.
    """
    opening, number, after = seen.at(1), seen.at(2), seen.at(3)
    counts = opening is not None and opening.text == "(" and number is not None and number.text[:1].isdigit()
    year = number is not None and len(number.text) == 4
    day = after is not None and after.lower in seen.words.days
    return (PERSON, 3) if counts and not (year or day) and len(seen.own) <= 2 else None


def human_verb(seen: Seen) -> Vote:
    """Rivera est né au Pérou."""
    offset = 1
    while (chunk := seen.at(offset)) is not None and chunk.pos in ("AUX", "ADV", "PRON"):
        offset += 1
    return (PERSON, 2) if chunk and chunk.pos == "VERB" and chunk.lemma in seen.words.human_verbs else None


def alone(seen: Seen) -> Vote:
    """Zidler n'a pas répondu."""
    chunk = seen.own[0]
    single = len(seen.own) == 1 and not chunk.shouted and (chunk.pos in ("PROPN", "X") or not chunk.opens)
    return (PERSON, 2) if single else None


def country(seen: Seen) -> Vote:
    """Le Burundi a fermé sa frontière."""
    return (LOCATION, 8) if seen.words.is_country(seen.text) else None


def heaven(seen: Seen) -> Vote:
    """La sonde a mesuré la rotation de Saturne."""
    return (LOCATION, 5) if seen.text in seen.words.heavens else None


def capital(seen: Seen) -> Vote:
    """Pyongyang s'est tu."""
    state = seen.words.world.capitals.get(seen.text)
    return (LOCATION, 4) if state is not None and seen.text not in state.needs else None


def gazetteer(seen: Seen) -> Vote:
    """Une sirène a retenti à Kharkiv.

    The more people, the surer; what is listed by hand is known as it is.
    """
    toponym = seen.words.toponym(seen.text)
    if toponym is None or seen.words.is_country(seen.text):
        return None
    listed = toponym.kind not in ("town", "region")
    return LOCATION, 4 if listed or toponym.population > CITY else 3 if toponym.population > TOWN else 2


def preposition(seen: Seen) -> Vote:
    """L'ouragan a touché terre en Floride."""
    before, article = seen.before()
    if before is None:
        return None
    weights = {"à": 3, "dans": 3, "vers": 3, "depuis": 2, "au": 2, "aux": 1}
    weight = 5 if before.lower == "en" and not article else weights.get(before.lower, 0)
    return (LOCATION, weight) if weight else None


def place_noun(seen: Seen) -> Vote:
    """Un pétrolier a franchi le détroit d'Ormuz."""
    before, _ = seen.before()
    if before is None:
        return None
    if before.lower in seen.words.before_places or before.lemma in seen.words.before_places:
        return LOCATION, 5
    if before.lower not in OF:
        return None
    offset = -2 if seen.at(-1) is before else -3
    while (noun := seen.at(offset)) is not None and noun.pos == "ADJ" and noun.lower not in seen.words.before_places:
        offset -= 1
    near = noun is not None and (noun.lower in seen.words.before_places or noun.lemma in seen.words.before_places)
    acronym = all(chunk.shouted for chunk in seen.capitals)
    return (LOCATION, 2 if acronym else 5) if near else None


def shape(seen: Seen) -> Vote:
    """Le maire de Bry-sur-Marne a démissionné."""
    inner = r"(?i)-(sur|en|les|lès|lez|sous|la|le|de|du|d')-"
    start = r"(?i)^(saint|sainte|port|mont|fort|île|îles|cap|san|santa|são|los|las|new|hauts?|val)[ -]"
    return (LOCATION, 3) if re.search(inner, seen.text) or re.match(start, seen.text) else None


def bracket(seen: Seen) -> Vote:
    """Un incendie s'est déclaré à Arbois (Jura)."""
    before, after, inside = seen.at(-1), seen.at(1), seen.at(2)
    if before and before.text == "(" and (town := seen.at(-2)) and town.capital:
        return (LOCATION, 3) if seen.words.is_place(seen.text) else None
    if seen.own[-1].last in seen.facts.placed:
        return LOCATION, 4
    opens = after is not None and after.text == "(" and inside is not None
    return (LOCATION, 4) if opens and inside and seen.words.is_place(inside.text) else None


def beside_place(seen: Seen) -> Vote:
    """La ligne est coupée entre Vierzon et Châteauroux.

    A list that a place is in.
    """
    joins = [(seen.at(-1), seen.at(-2)), (seen.at(1), seen.at(2))]
    some = any(a and b and a.lower in ("et", ",") and b.capital and seen.words.is_place(b.text) for a, b in joins)
    return (LOCATION, 1) if some else None


def acronym(seen: Seen) -> Vote:
    """Le PNUD a suspendu son aide."""
    plain = all(chunk.shouted for chunk in seen.capitals) and len(seen.text) <= 8
    known = seen.words.is_country(seen.text) or any(char.isdigit() for char in seen.text) or _town(seen)
    return (ORGANIZATION, 4) if plain and not known else None


def _town(seen: Seen) -> bool:
    """KINSHASA, where a heading shouts it: long, and a town's name."""
    return len(seen.text) > LONG_ACRONYM and seen.words.is_place(seen.text)


def body_noun(seen: Seen) -> Vote:
    """Le groupe Wendel a vendu la chaîne privée Al-Mayadeen."""
    noun = seen.noun_before()
    listed = noun is not None and (noun.lower in seen.words.before_bodies or noun.lemma in seen.words.before_bodies)
    return (ORGANIZATION, 6) if listed else None


def body_word(seen: Seen) -> Vote:
    """Sky News cite la Standard Bank."""
    some = len(seen.capitals) > 1 and any(chunk.text in seen.words.body_words for chunk in seen.own)
    return (ORGANIZATION, 6) if some else None


def camel(seen: Seen) -> Vote:
    """SpaceX a reporté le lancement."""
    mixed = re.search(r"[a-zé][A-Z]|[A-Z]{2}[a-zé]{2}", seen.text) and not re.match(r"Ma?c|O'|D[ei]", seen.text)
    return (ORGANIZATION, 4) if mixed else None


def house(seen: Seen) -> Vote:
    """Il a travaillé chez Alstom."""
    before = seen.at(-1)
    return (ORGANIZATION, 3) if before and before.lower == "chez" else None


def article(seen: Seen) -> Vote:
    """Le Fatah a boycotté le scrutin."""
    before = seen.at(-1)
    unknown = len(seen.capitals) == 1 and not seen.capitals[0].shouted and not seen.words.is_place(seen.text)
    singular = before is not None and before.lower in ("le", "la", "l'", "du", "au")
    return (ORGANIZATION, 2) if unknown and singular else None


def found_as(seen: Seen) -> Vote:
    """La Cour pénale internationale a été saisie.

    A listed body, or a phrase that names one.
    """
    if seen.span.how == "listed":
        return name_kind(seen.words.listings[seen.text.replace("’", "'")].kind), 9
    return (FOUND_AS[seen.span.how], 9) if seen.span.how in FOUND_AS else None


def name_kind(kind: EntityKind) -> Kind:
    """The sort of name that a listed entity has: all but persons and places are bodies."""
    return PERSON if kind == PERSON else LOCATION if kind == LOCATION else ORGANIZATION


def thing_noun(seen: Seen) -> Vote:
    """Le missile Zircon a été testé."""
    before = seen.at(-1)
    listed = before is not None and (
        before.lower in seen.words.before_things or before.lemma in seen.words.before_things
    )
    prize = before is not None and before.lower == "prix" and (first_name(seen) or "-" in seen.text)
    return (THING, 7) if listed and not prize else None


def common_noun(seen: Seen) -> Vote:
    """Le Tour passera par ce col, a averti le Front.

    A word, and no name, unless a longer name in the dispatch begins with it ("le Front").
    """
    chunk = seen.own[0]
    if len(seen.own) > 1 or chunk.lower not in seen.facts.nouns or seen.words.is_place(seen.text):
        return None
    return (ORGANIZATION, 6) if seen.text in seen.facts.heads else (THING, 5)


def rubric(seen: Seen) -> Vote:
    """Justice : trois ans de prison pour un ancien maire."""
    chunk, after = seen.own[0], seen.at(1)
    opens = chunk.i == 0 and len(seen.own) == 1 and after is not None and after.text == ":"
    return (THING, 6) if opens and not seen.words.is_place(seen.text) else None


def one_of_them(seen: Seen) -> Vote:
    """Un Rafale a décollé."""
    before = seen.at(-1)
    some = before is not None and before.lower in ("un", "une") and len(seen.capitals) == 1
    return (THING, 4) if some and not seen.words.is_first_name(seen.text) else None


def needy(seen: Seen) -> Vote:
    """L'opposant est mort, selon Dawn.

    A listed name that is a word too, where something bears it out.
    """
    before = seen.at(-1)
    cue = before is not None and before.lower in ("selon", "par", "à")
    return (ORGANIZATION, 4 if cue else 2) if seen.words.may_be_body(seen.text) else None


def platform(seen: Seen) -> Vote:
    """Le groupe a publié la vidéo sur Telegram."""
    after = seen.at(1)
    acts = after is not None and after.pos in ("VERB", "AUX")
    return (THING, 7) if seen.text in seen.words.platforms and not acts else None


def digits(seen: Seen) -> Vote:
    """Le CL-415 a largué son eau."""
    return (THING, 4) if re.search(r"\d", seen.text) else None


Look = Callable[[Seen], Vote]

# What the name alone tells, wherever it stands.
OF_NAME: tuple[Look, ...] = (
    first_name,
    several_words,
    initial,
    particle,
    country,
    capital,
    heaven,
    gazetteer,
    shape,
    acronym,
    body_word,
    camel,
    digits,
)

# What the words around one of its mentions tell of all of them.
AROUND: tuple[Look, ...] = (
    title,
    role,
    minister,
    demonym,
    age,
    apposition,
    tally,
    human_verb,
    alone,
    preposition,
    place_noun,
    bracket,
    beside_place,
    body_noun,
    house,
    article,
    found_as,
    common_noun,
    needy,
    platform,
)

# What speaks only of the mention that it is seen at: "l'affaire Dupont" is a thing, and Dupont elsewhere is not.
HERE: tuple[Look, ...] = (thing_noun, rubric, one_of_them)
