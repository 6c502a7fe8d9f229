"""Pages on paper: black on white whatever the screen's colours, the words and their marks, nothing to be clicked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from selon.model import make_dispatch
from selon.record.store import open_record
from selon.web.desk import Desk
from tests.desk import ALL, dispatches, take
from tests.web.browser import needs_chromium, served

pytestmark = needs_chromium

PAPER = 680  # pixels between the margins of A4
HIGH = 1009  # and from the upper to the lower
AGENCIES = (
    "AFP",
    "Reuters",
    "Belga",
    "ATS",
    "TASS",
    "EFE",
    "ANSA",
    "DPA",
    "Xinhua",
    "KCNA",
    "Yonhap",
    "Anadolu",
    "APS",
)
PAGES = ["/", "/find?rows=claims", "/timeline", "/map", "/who", "/matrix", "/denials", "/coverage", "/judgements"]
LOOK = """() => { const style = getComputedStyle(document.body); return [style.backgroundColor, style.color]; }"""
SHOWN = """(chosen) => [...document.querySelectorAll(chosen)].filter(each => each.getClientRects().length).length"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = str(tmp_path_factory.mktemp("printing") / "desk.selon")
    with open_record(file, create=True) as record:
        take(record, dispatches(ALL.items()))
        told = [f"PARIS, {day} mai 2024 ({name}) - Il pleut." for day, name in enumerate(AGENCIES, 2)]
        take(record, [make_dispatch(text, f"{day}.txt") for day, text in enumerate(told)])
    with served(Desk(file, login="ada")) as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a reader who likes it dark, as the printer gets it."""
    context = browser.new_context(color_scheme="dark", locale="fr-FR", viewport={"width": PAPER, "height": HIGH})
    opened = context.new_page()
    opened.emulate_media(media="print", color_scheme="dark")
    yield opened
    context.close()


def reading(page: Page, address: str) -> str:
    rows = page.request.get(f"{address}/find.json?words=drones&rows=dispatches").json()["rows"]
    return f"/dispatches/{rows[0]['id']}"


def event(page: Page, address: str) -> str:
    rows = page.request.get(f"{address}/find.json?event=arms-transfer&rows=events").json()["rows"]
    return f"/events/{rows[0]['id']}"


def test_black_on_white_without_navigation_and_forms(page: Page, address: str) -> None:
    for path in [*PAGES, reading(page, address), event(page, address)]:
        page.goto(address + path)
        assert page.evaluate(LOOK) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"], path
        assert page.evaluate(SHOWN, "nav, form, button, input, select, .skip, .desk") == 0, path
        expect(page.locator("h1").first).to_be_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= PAPER, path


def test_on_the_screen_there_is_navigation(page: Page, address: str) -> None:
    page.emulate_media(media="screen", color_scheme="dark")
    page.goto(address)
    assert page.evaluate(SHOWN, "nav") == 1
    assert page.evaluate(LOOK) == ["rgb(22, 24, 27)", "rgb(236, 236, 236)"]


def test_marks_keep_their_colours_and_links_are_dark(page: Page, address: str) -> None:
    page.goto(address + reading(page, address))
    look = "(one) => { const s = getComputedStyle(one); return [s.backgroundColor, s.printColorAdjust, s.color]; }"
    mark = page.locator("article mark.act-deny").first.evaluate(look)
    assert mark == ["rgb(249, 215, 211)", "exact", "rgb(0, 0, 0)"]
    assert page.locator("aside a").first.evaluate(look)[2] == "rgb(0, 0, 0)"


def test_what_is_folded_is_printed(page: Page, address: str) -> None:
    page.goto(address + reading(page, address))
    folded = page.locator("details:not([open]) li")
    assert folded.count() > 0
    assert all(box and box["height"] > 0 for box in (each.bounding_box() for each in folded.all()))


@pytest.mark.parametrize(("path", "drawn"), [("/map", "svg.map"), ("/matrix", "svg.graph")])
def test_a_drawing_is_on_one_page(page: Page, address: str, path: str, drawn: str) -> None:
    page.goto(address + path)
    box = page.locator(drawn).bounding_box()
    assert box and box["height"] < HIGH and box["width"] <= PAPER
    assert page.locator(drawn).evaluate("(one) => getComputedStyle(one).breakInside") == "avoid"


def test_a_page_makes_a_pdf(page: Page, address: str) -> None:
    for path in ("/coverage", reading(page, address)):
        page.goto(address + path)
        assert page.pdf(format="A4").startswith(b"%PDF")
