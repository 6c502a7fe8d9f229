"""The events of the seed dispatch: what happened, who to whom, in what status, told by whom; and its counts."""

from __future__ import annotations

from functools import cache

import pytest

import selon
from bench.texts import SHARED
from selon.model import Event, Reading, make_dispatch

SEED = SHARED / "dispatches" / "seed.txt"
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="../shared is not beside the checkout")


@cache
def seed() -> Reading:
    return selon.read(make_dispatch(SEED.read_text(encoding="utf-8"), path="seed.txt", sent="2023-09-13"))


def event(type: str, trigger: str) -> Event:
    """The event of the type that the words tell."""
    (found,) = (
        event
        for event in seed().events
        if event.type == type and any(telling.trigger.text == trigger for telling in event.tellings)
    )
    return found


def who(event: Event, role: str = "actor") -> set[str]:
    return {one.name for one in event.roles.get(role, ())}


def tellers(event: Event) -> set[str]:
    """The names of those who tell it, in any telling."""
    claims = {claim.id: claim for claim in seed().claims}
    told = [claims[telling.claim] for telling in event.tellings if telling.claim]
    return {source.name for claim in told for source in claim.sources}


def test_the_meeting() -> None:
    meeting = event("meeting", "a rencontré")
    assert (meeting.plover, meeting.status, who(meeting)) == (
        "CONSULT",
        "asserted",
        {"Kim Jong Un", "Vladimir Poutine"},
    )
    assert meeting.time is not None
    assert (meeting.time.value, "médias d'État" in tellers(meeting)) == ("2023-09-13", True)
    assert [(one.country, one.sector) for one in meeting.roles["actor"]] == [("PRK", "GOV"), ("RUS", "GOV")]
    assert meeting.place is not None
    assert (meeting.place.name, who(meeting, "venue")) == ("Vostochny", {"cosmodrome de Vostochny"})


def test_the_launch_told_twice_is_one() -> None:
    launch = event("missile-launch", "a lancé")
    assert launch == event("missile-launch", "a tiré")
    assert (launch.plover, launch.mode, launch.status) == ("MOBILIZE", ("weapons",), "asserted")
    assert {one.country for one in launch.roles["actor"]} == {"PRK"}
    assert launch.quantity is not None
    assert (launch.quantity.least, launch.quantity.most) == (2, 2)
    assert launch.roles["from"][0].text.startswith("une zone proche de la capitale")
    assert launch.roles["toward"][0].text.startswith("la mer")
    assert any("armée sud-coréenne" in name and "gouvernement japonais" in name for name in tellers(launch))


def test_the_failed_satellites_are_background() -> None:
    satellites = event("satellite-launch", "lancer")
    assert (satellites.status, satellites.outcome, satellites.background) == ("asserted", "failed", True)
    assert who(satellites) == {"Corée du Nord"}
    assert satellites.time is not None
    assert satellites.time.value == "P4M"


def test_the_suspected_exchange_and_the_feared_supply() -> None:
    exchange, supply = event("arms-transfer", "échange"), event("arms-transfer", "fournir")
    assert (exchange.status, supply.status) == ("possible", "possible")
    assert any("Washington" in name for name in tellers(exchange))
    assert (who(supply), who(supply, "recipient")) == ({"Kim Jong Un"}, {"Russie"})
    assert [telling.status for telling in supply.tellings] == ["possible", "denied"]
    assert "Moscou et Pyongyang" in tellers(supply)


def test_the_possible_artillery() -> None:
    artillery = event("arms-transfer", "offrir")
    assert (artillery.status, who(artillery), tellers(artillery)) == (
        "possible",
        {"Kim Jong Un"},
        {"analystes militaires"},
    )


def test_the_aid_is_a_possible_topic() -> None:
    aid = event("aid", "aide humanitaire")
    assert (aid.status, who(aid, "recipient"), tellers(aid)) == ("possible", {"Corée du Nord"}, {"responsables russes"})


def test_the_resolutions_are_a_possible_topic() -> None:
    resolutions = event("sanction", "résolutions")
    assert (resolutions.status, who(resolutions, "target"), tellers(resolutions)) == (
        "possible",
        {"Corée du Nord"},
        {"responsables russes"},
    )
    assert any("Conseil de sécurité" in name for name in who(resolutions))


def test_the_warning_and_the_promise() -> None:
    warning, promise = event("warn", "ont prévenu"), event("promise", "s'est engagé")
    assert warning.plover == "THREATEN"
    assert any("Corée du Sud" in name for name in who(warning))
    assert (promise.plover, who(promise)) == ("AGREE", {"Vladimir Poutine"})


def test_the_arrival_with_the_delegation() -> None:
    visit = event("visit", "est arrivé")
    assert (visit.mode, who(visit), who(visit, "venue")) == (("visit",), {"Kim Jong Un"}, {"Russie"})
    assert visit.time is not None
    assert visit.time.value == "2023-09-12"
    assert any("hauts responsables" in name for name in who(visit, "delegation"))


def test_the_war_is_background() -> None:
    war = event("war", "guerre")
    assert (war.status, war.background, who(war, "venue")) == ("asserted", True, {"Ukraine"})


def test_the_counts() -> None:
    found = [
        (c.qualifier, c.number.least if c.number else None, c.window.value if c.window else None) for c in seed().counts
    ]
    assert ("first", None, None) in found
    assert ("only", 7, "P12Y") in found
    scopes = [count.scope.text for count in seed().counts if count.scope]
    assert "toutes en 2018 et 2019" in scopes
    assert any(scope.startswith("alors que M. Kim se trouvait à l'étranger") for scope in scopes)
    twice = [count.text for count in seed().counts if count.number and count.number.least == 2]
    assert any("frontière intercoréenne" in text for text in twice)
    assert any("quatre derniers mois" in text for text in twice)
