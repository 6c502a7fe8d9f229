"""How often: "à deux reprises", "n'est venu qu'une fois", "pour la troisième fois depuis janvier"."""

from __future__ import annotations

from selon.model import EventTime, Quantity, Time
from selon.stages.counts.clauses import clause_count
from selon.stages.counts.ground import Draft, Ground, Window
from selon.stages.counts.ranks import RANKS, rank_at
from selon.stages.counts.windows import any_window, fronted_window, rank_window, window_in

LEAST = ("MORE_THAN", "EQUAL_OR_MORE")
MOST = ("LESS_THAN", "EQUAL_OR_LESS")
TITLED = ("NOUN", "ADJ", "PROPN")  # "trois fois ministre", "deux fois second"
BEING = ("être", "agir")


def how_often(ground: Ground, time: Time) -> Draft | None:
    """La fusée a échoué à trois reprises depuis 2019. Il n'a voyagé que sept fois en 12 ans, toutes en 2018."""
    if not time.freq or not time.freq[:-1].isdigit():
        return None
    first, last = ground.of(time)
    if last < ground.limit(last) and ground.tokens[last + 1].pos in TITLED and not ground.in_time(last + 1):
        return None
    lead = ground.words.leads.get(ground.lower(first - 1))
    first -= lead is not None
    number = _bounded(time, int(time.freq[:-1]))
    qualifier = lead.value or None if lead else None
    entry = time.made.entry
    draft = clause_count(ground, "how_often", (first, last), any_window, number, qualifier, entry)
    if draft and time.quant:
        draft.window = Window(first, last, EventTime(time.start, time.end, time.text, time.value))
    return draft


def _bounded(time: Time, number: int) -> Quantity:
    least = None if time.mod in MOST else number
    most = None if time.mod in LEAST else number
    return Quantity(time.start, time.end, time.text, least, most)


def once(ground: Ground, i: int) -> Draft | None:
    """Le président n'est venu qu'une fois depuis son élection. Il a voté une seule fois en dix ans."""
    first = i - 2 if ground.lower(i - 1) == "seule" else i - 1
    if ground.lower(first) != "une" or ground.lower(i + 1) in ("de", "que", "qu'", "encore"):
        return None
    if first == i - 1 and ground.lower(first - 1) not in ("que", "qu'"):
        return None
    number = Quantity(*ground.span(first, i), 1, 1)
    entry = ground.words.fois["fois"].place
    draft = clause_count(ground, "once", (first, i), any_window, number, None, entry)
    if draft and draft.qualifier is None and first == i - 1:
        return None
    if draft:
        draft.qualifier = "only"
    return draft


def nth_time(ground: Ground, i: int) -> Draft | None:
    """L'armée a tiré un missile pour la troisième fois depuis janvier. C'est la première fois en dix ans qu'il vote."""
    rank = rank_at(ground, i - 1)
    article = ground.lower(i - 2)
    if rank is None or article not in ("la", "une") or (article == "une" and rank.number < 2):
        return None
    number = rank.quantity if rank.number > 1 else None
    qualifier, accepts = RANKS.get(rank.number), any_window if rank.number == 0 else rank_window
    if _is_cleft(ground, i - 2):
        return _cleft(ground, i, number, qualifier, rank.entry)
    first = i - 3 if ground.lower(i - 3) == "pour" else i - 2
    if first == i - 2 and article == "la" and not window_in(ground, i + 1, ground.clause_end(i), accepts):
        return None
    following = i < ground.limit(i) and ground.tokens[i + 1].pos == "ADJ"  # "pour la troisième fois consécutive"
    return clause_count(ground, "nth_time", (first, i + following), accepts, number, qualifier, rank.entry)


def _is_cleft(ground: Ground, article: int) -> bool:
    return article > 0 and ground.tokens[article - 1].lemma in BEING


def _cleft(ground: Ground, i: int, number: Quantity | None, qualifier: str | None, entry: str) -> Draft | None:
    """C'est la quatrième fois cette année que la banque relève ses taux."""
    window = window_in(ground, i + 1, ground.clause_end(i), rank_window)
    that = (window.last if window else i) + 1
    if ground.lower(that) not in ("que", "qu'") or that >= ground.limit(i):
        return None
    end = ground.clause_end(that)
    window = window or window_in(ground, that + 1, end, rank_window) or fronted_window(ground, i, rank_window)
    subject = that + 1, window.first - 1 if window and window.first > that + 1 else end
    return Draft("nth_time", entry, i, subject, (i - 2, i), number, qualifier, window)
