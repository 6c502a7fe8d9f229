"""The page in a real browser: read, search, judge and undo, by keys, on a narrow screen, in the dark; and axe."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from selon.record.store import open_record
from selon.web.desk import Desk
from tests.desk import ALL, dispatches, take
from tests.web.browser import needs_chromium, served

pytestmark = needs_chromium

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "screenshots"
AXE = Path(__file__).with_name("axe.min.js")
SELECT = """([first, last]) => {  // selects from the one word to the other
  const piece = [...document.querySelectorAll(".text mark")].find((each) => each.textContent.includes(first));
  const text = piece.firstChild.data, range = document.createRange();
  range.setStart(piece.firstChild, text.indexOf(first));
  range.setEnd(piece.firstChild, text.indexOf(last) + last.length);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""
PAGES = [
    *("/", "/find?words=drones&rows=claims", "/find?words=missile&rows=dispatches", "/find?event=missile-launch"),
    *("/timeline", "/map", "/who", "/matrix", "/denials", "/coverage", "/feed"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[str]:
    file = str(tmp_path_factory.mktemp("browser") / "desk.selon")
    seed = (shared / "dispatches" / "seed.txt").read_text(encoding="utf-8")
    with open_record(file, create=True) as record:
        take(record, dispatches([*ALL.items(), ("seed", seed)]))
    with served(Desk(file, login="ada")) as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong unseen: an error of a script, or words that the policy refuses."""
    context = browser.new_context(locale="en-GB")
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert wrong == []


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def test_a_pasted_dispatch_is_read(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Paste a dispatch").fill("Le pont a cédé, selon la mairie, ce que conteste l'entreprise Vinci.")
    page.get_by_role("button", name="Read").click()
    expect(page.locator("mark", has_text="Le pont a cédé").first).to_be_visible()
    expect(page.get_by_text("Not kept in the record.")).to_be_visible()
    shot(page, "pasted")


def test_search_to_the_sentence_and_its_event(page: Page, address: str) -> None:
    page.goto(address + "/find")
    page.get_by_label("Words").fill("drones")
    page.get_by_label("Look for").select_option("claims")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="La Russie a livré des drones").click()
    expect(page.locator("mark.current").first).to_contain_text("drones")
    expect(page.locator("#chain")).to_contain_text("Maison Blanche")
    page.locator(".claims a", has_text="arms transfer").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("An event and its tellings")
    shot(page, "event")


def test_a_claim_is_judged_and_the_judgement_undone(page: Page, address: str) -> None:
    page.goto(address + "/find?act=deny&says=Peskov")
    page.locator(".rows mark").first.click()
    item = page.locator(".claims > li.current")
    item.get_by_role("button", name="Wrong").click()
    expect(item.get_by_text("judged wrong by ada")).to_be_visible()
    item.get_by_role("button", name="Undo").click()
    expect(item.get_by_text("undone")).to_be_visible()


def test_a_claim_has_its_calendar_and_its_map_beside_the_text(page: Page, address: str) -> None:
    page.goto(address + "/find?words=Japon&rows=claims")
    page.locator(".rows mark").first.click()
    page.locator(".text mark").first.hover()
    expect(page.locator("#chain")).to_have_text("armée sud-coréenne ← Reuters, SÉOUL")
    expect(page.locator("#said")).to_contain_text("missile launch · asserted · actor : Corée du Nord")
    expect(page.locator("#drawn .leaf caption")).to_have_text("March 2024")
    expect(page.locator("#drawn td.current")).to_have_text("5")
    expect(page.locator("#drawn .map g")).to_have_count(1)
    shot(page, "card")


def test_a_claim_is_mended_by_keys_with_the_words_that_are_selected(page: Page, address: str) -> None:
    page.goto(address + "/find?words=gazoduc&rows=claims")
    page.locator(".rows mark").first.click()
    expect(page.locator(".claims > li.current")).to_have_count(1)
    page.evaluate(SELECT, ["gazoduc", "ensemble"])
    page.keyboard.press("m")
    words = page.locator(".claims > li.current [name=words]")
    expect(words).to_be_focused()
    expect(words).to_have_value("gazoduc ensemble")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("Chine nouvelle")
    page.keyboard.press("Enter")
    item = page.locator(".claims > li.current")
    expect(item.get_by_text("mended by ada")).to_be_visible()
    expect(item.locator(".words")).to_have_text("gazoduc ensemble")
    expect(item.locator(".chain")).to_contain_text("Chine nouvelle")
    item.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("mended by ada")).to_have_count(0)


def test_words_that_are_selected_are_cited_and_the_footnote_leads_back(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "/find?words=gazoduc&rows=claims")
    page.locator(".rows mark").first.click()
    expect(page.locator(".claims > li.current")).to_have_count(1)
    page.evaluate(SELECT, ["gazoduc", "ensemble"])
    page.keyboard.press("c")
    note = page.locator("#note")
    expect(note).to_have_value(re.compile("^AFP, OULAN-BATOR, 2024-03-04, Pékin .*: « gazoduc ensemble » http"))
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.goto(page.evaluate("navigator.clipboard.readText()").rpartition(" ")[2])
    expect(page.locator("mark.current").first).to_contain_text("gazoduc ensemble")


def test_by_keys_alone(page: Page, address: str) -> None:
    page.goto(address + "/find?words=missile&rows=dispatches")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("To the text")
    page.keyboard.press("Enter")
    page.locator(".rows a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/dispatches/*")
    page.keyboard.press("j")
    expect(page.locator(".claims > li.current")).to_have_attribute("data-claim", "c1")
    page.keyboard.press("j")
    expect(page.locator(".claims > li.current")).to_have_attribute("data-claim", "c2")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.locator(".claims > li.current").get_by_text("judged right by ada")).to_be_visible()


def test_the_map_and_the_timeline_show_the_seed(page: Page, address: str) -> None:
    page.goto(address + "/map")
    assert page.locator("svg.map circle").count() > 0
    shown = page.evaluate("() => { const i = document.querySelector('svg.map image'); return i.getBBox().width; }")
    assert shown == 1000
    shot(page, "map")
    page.goto(address + "/timeline?event=missile-launch")
    expect(page.locator(".rows").get_by_text("Corée du Nord").first).to_be_visible()
    shot(page, "timeline")


def test_on_a_narrow_screen_nothing_runs_out_of_it(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 720}, locale="fr-FR")
    page = context.new_page()
    for path in [*PAGES, _reading(page, address)]:
        page.goto(address + path)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360, path
    shot(page, "narrow")
    context.close()


def test_in_the_dark_the_paper_is_dark(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark", locale="fr-FR")
    page = context.new_page()
    page.goto(address + _reading(page, address))
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 27)"
    shot(page, "dark")
    context.close()


@pytest.mark.skipif(not AXE.exists(), reason="axe.min.js is not beside the tests")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, locale="fr-FR", bypass_csp=True)
    page = context.new_page()
    for path in [*PAGES, _reading(page, address)]:
        page.goto(address + path)
        page.add_script_tag(path=AXE)
        found = json.loads(page.evaluate("async () => JSON.stringify((await axe.run()).violations)"))
        bad = [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")]
        assert bad == [], path
    context.close()


def _reading(page: Page, address: str) -> str:
    """The address of the seed's reading page."""
    rows = page.request.get(address + "/find.json?words=Vostochny&rows=dispatches").json()["rows"]
    return f"/dispatches/{rows[0]['id']}"
