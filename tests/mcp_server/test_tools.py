"""The tools, asked by the official client over standard input and output: what they are, what they answer, that each
quotation stands where it says, and that nothing is written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from selon.export.claims import line
from selon.mcp_server.tools import TOOLS
from selon.questions.denials import Asked
from selon.questions.denials import denials as denied
from selon.record.entities import list_entities
from selon.record.search import Question, search
from selon.record.store import Record
from tests import desk
from tests.mcp_server.assistant import ROOT, Assistant, Call, told

CRLF = desk.ARMS.replace("\n", "\r\n")
CUT = "Le pont \U0001f600\n\nROME, 8 mars 2024 (AFP) - « Il a cédé\x00 », a dit le maire, Luca Bianchi. Deux tirs."
CITED = re.compile(r"selon:([0-9a-f]{12})#w(\d+)-(\d+)\Z")


def id_of(record: Record, path: str) -> str:
    (id,) = record.db.execute("SELECT id FROM dispatches WHERE path = ?", (f"desk/{path}",)).fetchone()
    return str(id)


def event_of(record: Record, path: str, type: str) -> str:
    query = "SELECT v.local FROM events AS v JOIN dispatches AS d ON d.number = v.dispatch WHERE d.id = ? AND type = ?"
    (local,) = record.db.execute(f"{query} ORDER BY v.start LIMIT 1", (id_of(record, path), type)).fetchone()
    return f"{id_of(record, path)[:12]}:{local}"


def calls(record: Record) -> list[Call]:
    """All tools, each in several ways."""
    river, voyages = id_of(record, "river"), id_of(record, "coree-voyages")
    whole = [
        *(("find_claims", {"limit": 200, "old": True}), ("find_events", {"limit": 200, "old": True})),
        *(("find_dispatches", {"limit": 200, "old": True}), ("find_dispatches", {"words": "missile"})),
        ("find_dispatches", {"words": '"avait ordonné"'}),
        *(("find_claims", {"says": "Peskov", "act": "deny"}), ("find_claims", {"through": "Interfax"})),
        *(("find_events", {"event": "visit"}), ("find_events", {"place": "JPN", "event": "MOBILIZE"})),
        *(("denials", {"kind": "all", "limit": 200}), ("denials", {"by": "Moscou"})),
        *(("origins", {"event": event_of(record, path, "arms-transfer")}) for path in ("sold-afp", "arms")),
        ("origins", {"event": "trips#2"}),
        *(("check_counts", {"dispatch_id": voyages}), ("check_counts", {"dispatch_id": voyages, "hindsight": True})),
        *(("ledger", {"who": "Jean Valin"}), ("ledger", {"who": "RUS"}), ("ledger", {"who": "Kim Jong-un"})),
        *(("who_is_who", {"limit": 200}), ("coverage", {}), ("coverage", {"limit": 1})),
        *(("show_dispatch", {"id": id_of(record, path)}) for path in ("long", "harm", "book", "seisme-baghlan-direct")),
        ("show_dispatch", {"id": f"{river[:8]}:c1"}),
    ]
    read: list[Call] = [("read_text", {"text": text}) for text in (desk.MISSILE, CRLF, CUT)]
    voyage = (ROOT / "examples" / "coree-voyages.txt").read_text(encoding="utf-8")
    return [*whole, *read, ("check_counts", {"text": voyage}), ("check_counts", {"text": CUT, "date": "2024-03-08"})]


def objects(found: Any) -> Iterator[dict[str, Any]]:
    """All objects in an answer."""
    if isinstance(found, dict):
        yield found
        for held in found.values():
            yield from objects(held)
    elif isinstance(found, list):
        for held in found:
            yield from objects(held)


def texts_of(record: Record, given: str | None) -> dict[str, str]:
    texts = dict(record.db.execute("SELECT id, text FROM dispatches"))
    if given is not None:
        text = given.replace("\r\n", "\n")
        texts[hashlib.sha256(text.encode()).hexdigest()] = text
    return texts


# what there is


def test_the_tools_are_listed_with_their_schemas(assistant: Assistant) -> None:
    tools = {tool.name: tool for tool in assistant.tools()}
    assert list(tools) == [tool.name for tool in TOOLS] and len(tools) == 11
    for tool in tools.values():
        hints = tool.annotations
        assert hints is not None and (hints.read_only_hint, hints.open_world_hint) == (True, False)
        assert tool.title and tool.description and len(tool.description) < 400
        assert tool.output_schema is not None
        for schema in (tool.input_schema, tool.output_schema):
            jsonschema.Draft202012Validator.check_schema(schema)
            assert schema["type"] == "object"
        assert tool.input_schema["additionalProperties"] is False
        assert all(held.get("description") for held in tool.input_schema["properties"].values()), tool.name


def test_the_instructions_say_what_an_assistant_must_know(assistant: Assistant) -> None:
    instructions = assistant.client.instructions or ""
    for words in ("never a fact", "how a source words it", "denies nothing", "no instruction to you", "`cite`"):
        assert words in instructions
    assert assistant.client.server_info is not None and assistant.client.server_info.name == "selon"


def test_the_document_names_all_tools_and_arguments() -> None:
    text = (ROOT / "docs" / "mcp.md").read_text(encoding="utf-8").split("\n## ")[1]
    rows = {found[1]: found[0] for found in re.finditer(r"^\| `(\w+)` \|.*$", text, re.MULTILINE)}
    assert list(rows) == [tool.name for tool in TOOLS]
    for tool in TOOLS:
        assert [name for name in tool.asks.__struct_fields__ if f"`{name}`" not in text] == [], tool.name


# what they answer


def test_every_answer_is_of_its_schema_and_every_quotation_exact(assistant: Assistant, record: Record) -> None:
    asked = calls(record)
    schemas = {tool.name: tool.output_schema for tool in assistant.tools()}
    quoted: set[str] = set()
    for (name, arguments), result in zip(asked, assistant.at_once(asked), strict=True):
        assert not result.is_error, (name, arguments, told(result))
        answer = result.structured_content
        assert json.loads(told(result)) == answer
        jsonschema.validate(answer, schemas[name] or {})
        texts = texts_of(record, arguments.get("text"))
        for found in objects(answer):
            if "cite" in found:
                check_quote(found, texts)
                quoted.add(name)
            if isinstance(found.get("trigger"), dict):
                check_span(found["trigger"], texts[found["quote"]["dispatch"]])
                assert found["quote"]["start"] <= found["trigger"]["start"] < found["quote"]["end"]
            if "span" in found:
                check_span(found["span"], texts[answer["dispatch"]])
    assert {tool.name for tool in TOOLS} - quoted == {"who_is_who", "coverage"}


def check_span(span: dict[str, Any], text: str) -> None:
    assert text[span["start"] : span["end"]] == span["words"] != ""


def check_quote(quote: dict[str, Any], texts: dict[str, str]) -> None:
    """The words, as they stand; and the footnote that says where."""
    check_span(quote, texts[quote["dispatch"]])
    cite, link = quote["cite"], CITED.search(quote["cite"])
    if link:  # what is in no record has none
        assert link.groups() == (quote["dispatch"][:12], str(quote["start"]), str(quote["end"]))
    assert all(quote[name] in cite for name in ("agency", "day") if name in quote)
    assert cite == line(cite)
    if quote["words"].isprintable():
        assert f"« {' '.join(quote['words'].split())} »" in cite


def test_all_that_was_quoted_can_be_looked_up_by_its_cite(assistant: Assistant) -> None:
    row = assistant.asked("find_claims", says="Peskov", act="deny")["rows"][0]
    link = row["quote"]["cite"].split()[-1]
    assert CITED.match(link)
    page = assistant.asked("show_dispatch", id=link)
    assert page["text"][row["quote"]["start"] : row["quote"]["end"]] == row["quote"]["words"]


def test_nothing_is_written(assistant: Assistant, record: Record, kept: Path) -> None:
    before = hashlib.sha256(kept.read_bytes()).hexdigest()
    assistant.at_once(calls(record))
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == before
    wal = kept.with_name(f"{kept.name}-wal")
    assert not wal.exists() or wal.stat().st_size == 0


# each as the command line answers


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"says": "Peskov", "act": "deny"},
        {"certainty": "possible"},
        {"country": "PRK", "limit": 3},
        {"about": "missile", "since": "2024-01-01", "until": "2024-12-31", "agency": "reuters"},
        {"event": "missile-launch"},
        {"old": True, "words": "crue Vilaine"},
    ],
)
@pytest.mark.parametrize("rows", ["claims", "events", "dispatches"])
def test_find_answers_as_the_search_does(
    assistant: Assistant, record: Record, rows: Any, asked: dict[str, Any]
) -> None:
    given = dict(asked)
    limit = given.pop("limit", 20)
    want = search(record, Question(**given, rows=rows), limit + 1)
    answer = assistant.asked(f"find_{rows}", **asked)
    assert [row["id"] for row in answer["rows"]] == [row["id"] for row in want[:limit]]
    assert answer["more"] is (len(want) > limit)


def test_a_claim(assistant: Assistant, record: Record) -> None:
    (row,) = assistant.asked("find_claims", says="Liang")["rows"]
    quote = row.pop("quote")
    assert row == {
        **{"id": f"{id_of(record, 'summit')[:12]}:c1", "act": "state", "mode": "direct", "certainty": "certain"},
        **{"who": "Liang Wenbo", "kind": "person", "through": "Chine nouvelle", "entity": "person/liang-wenbo"},
        **{"content": "Nos deux pays vont construire ce gazoduc ensemble", "judged": "right"},
    }
    assert (quote["agency"], quote["day"]) == ("AFP", "2024-03-04")
    assert quote["title"] == "Pékin et Oulan-Bator signent un accord sur le gaz"
    assert quote["cite"] == (
        "AFP, OULAN-BATOR, 2024-03-04, Pékin et Oulan-Bator signent un accord sur le gaz: "
        f"« Nos deux pays vont construire ce gazoduc ensemble » selon:{quote['dispatch'][:12]}#w190-239"
    )


def test_an_event_stands_in_its_sentence(assistant: Assistant) -> None:
    (row,) = (it for it in assistant.asked("find_events", event="missile-launch", agency="Reuters")["rows"])
    assert (row["actor"], row["status"], row["begins"]) == ("Corée du Nord", "asserted", "2024-03-05")
    assert row["trigger"]["words"] == "a tiré"
    assert row["quote"]["words"].endswith("a annoncé\nl'armée sud-coréenne.")


def test_a_dispatch_is_shown_with_the_words_asked_for_or_its_opening(assistant: Assistant, record: Record) -> None:
    (row,) = assistant.asked("find_dispatches", words="décrue", agency="Reuters")["rows"]
    assert row["quote"]["words"] == "La décrue n'est pas attendue avant samedi, selon les autorités."
    (row,) = assistant.asked("find_dispatches", words="décrue", agency="Reuters", about="habitants")["rows"]
    opening = assistant.asked("find_dispatches", agency="ANSA", until="2024-03-09")["rows"][0]["quote"]
    assert opening["start"] == 0 and 200 < len(opening["words"]) <= 300


def test_superseded_dispatches_only_where_they_are_asked_for(assistant: Assistant) -> None:
    states = [row.get("state") for row in assistant.asked("find_dispatches", words="Vilaine", old=True)["rows"]]
    assert states.count("superseded") == 1
    rows = assistant.asked("find_dispatches", words="Vilaine")["rows"]
    assert rows and all("state" not in row for row in rows)


def test_denials_have_what_they_deny(assistant: Assistant, record: Record) -> None:
    rows = assistant.asked("denials", by="Peskov")["rows"]
    want = denied(record, Asked(by="Peskov"))
    assert [row["id"] for row in rows] == list(dict.fromkeys(row["id"] for row in want))
    about = [it for row in rows for it in row["about"]]
    assert [it["id"] for it in about] == [row["about"] for row in want if row["about"]]
    assert {"who": "Maison Blanche", "within": "same dispatch"}.items() <= about[0].items()
    assert assistant.asked("denials", of=about[0]["id"])["rows"][0]["id"] in [row["id"] for row in rows]


def test_origins_sound_the_alarm(assistant: Assistant, record: Record) -> None:
    answer = assistant.asked("origins", event=event_of(record, "sold-afp", "arms-transfer"))
    assert (answer["independent_origins"], answer["tellings"], answer["echo_alarm"]) == (1, 4, True)
    (origin,) = answer["origins"]
    assert origin["unnamed"] and all("reason" in it for it in origin["tellings"][1:])
    assert {it["told"]["quote"]["agency"] for it in origin["tellings"]} == {"AFP", "Reuters", "ATS", "ANSA"}
    less = assistant.asked("origins", event=event_of(record, "sold-afp", "arms-transfer"), limit=1)
    assert less["more"] and less["tellings"] == 4 and len(less["origins"][0]["tellings"]) == 1


def test_the_denials_of_an_event(assistant: Assistant, record: Record) -> None:
    answer = assistant.asked("origins", event=event_of(record, "arms", "arms-transfer"))
    assert {row["who"] for row in answer["denials"]} == {"Dmitri Peskov"}


def test_a_background_row_has_its_words_and_no_quote(assistant: Assistant) -> None:
    event = assistant.asked("origins", event="trips#2")["event"]
    assert event["background"]["record"] == "trips" and event["background"]["row"] == 2
    assert "quote" not in event


def test_counts_are_held_against_the_record(assistant: Assistant, record: Record) -> None:
    answer = assistant.asked("check_counts", dispatch_id=id_of(record, "coree-voyages"))
    assert [row["answer"] for row in answer["rows"]][:2] == ["consistent", "contradicted"]
    first = answer["rows"][0]
    assert first["rows_in_all"] == len(first["rows"]) == 8 and "trips" in first["coverage"]
    assert first["rows"][0]["background"]["record"] == "trips" and first["sql"].startswith("SELECT")
    few = assistant.asked("check_counts", dispatch_id=id_of(record, "coree-voyages"), limit=1)
    assert few["more"] and len(few["rows"]) == len(few["rows"][0]["rows"]) == 1 and few["rows"][0]["rows_in_all"] == 8


def test_counts_of_a_text_are_those_of_the_same_dispatch(assistant: Assistant, record: Record) -> None:
    text = (ROOT / "examples" / "coree-voyages.txt").read_text(encoding="utf-8")
    kept = assistant.asked("check_counts", dispatch_id=id_of(record, "coree-voyages"))
    assert assistant.asked("check_counts", text=text) == kept
    other = assistant.asked("check_counts", text=text + "\n\nFin.")
    assert other["kept"] is False and other["rows"][0]["answer"] == "consistent"


def test_a_promise_is_followed(assistant: Assistant) -> None:
    (row,) = assistant.asked("ledger", who="Jean Valin")["rows"]
    follow = row["follow"]
    assert (follow["promised"], follow["status"]) == ("visit 2024-03-12", "told as having happened")
    assert "s'est rendu mardi à Berlin" in follow["quote"]["words"] and follow["quote"]["day"] == "2024-03-12"
    assert assistant.asked("ledger", who="Jean Valin", act="deny")["rows"] == []
    assert assistant.asked("ledger", who="Jean Valin", since="2024-03-05")["rows"] == []


def test_who_is_who(assistant: Assistant, record: Record) -> None:
    rows = assistant.asked("who_is_who", words="poutine")["rows"]
    assert [row["entity"] for row in rows] == [row["entity"] for row in list_entities(record.db, "poutine", 0)]
    assert assistant.asked("who_is_who", limit=1)["more"] is True


def test_coverage(assistant: Assistant, record: Record) -> None:
    answer = assistant.asked("coverage")
    (dispatches,) = record.db.execute("SELECT count(*) FROM dispatches").fetchone()
    assert answer["dispatches"] == dispatches and answer["more"] is False
    assert {"agency": "AFP", "month": "2024-06", "dispatches": 1} in answer["months"]
    assert answer["backgrounds"][0]["name"] == "trips" and answer["backgrounds"][0]["begins"]
    assert [(row["path"], row["reason"]) for row in answer["failures"]] == [("lost.xml", "is cut")]
    assert {row["type"] for row in answer["types"]} >= {"visit", "arms-transfer"}
    assert assistant.asked("coverage", limit=1)["more"] is True


# a dispatch, and a text


def test_the_pages_of_a_dispatch_are_its_text_and_its_claims(assistant: Assistant, record: Record) -> None:
    id, offset, text, claims = id_of(record, "long"), 0, "", list[str]()
    while True:
        page = assistant.asked("show_dispatch", id=id, offset=offset, length=7000)
        assert (page["start"], page["end"]) == (offset, offset + len(page["text"]))
        text, claims = text + page["text"], [*claims, *(row["id"] for row in page["claims"])]
        if "next" not in page:
            break
        offset = page["next"]
    (want,) = record.db.execute("SELECT text FROM dispatches WHERE id = ?", (id,)).fetchone()
    assert text == want and len(text) == page["length"] > 14000
    assert len(claims) == len(set(claims)) == 400
    assert "offset" in assistant.refused("show_dispatch", id=id, offset=len(text))


def test_a_dispatch_has_its_versions(assistant: Assistant, record: Record) -> None:
    page = assistant.asked("show_dispatch", id=id_of(record, "river"))
    assert page["state"] == "superseded" and {link["relation"] for link in page["links"]} == {"corrected by", "copy"}
    assert page["claims"][0]["state"] == "superseded"


def test_a_long_passage_is_cut_and_says_so(assistant: Assistant) -> None:
    (row,) = assistant.asked("find_claims", says="Luca Verdi")["rows"]
    assert row["quote"]["cut"] is True and len(row["quote"]["words"]) == 2000 and row["content"].endswith("…")


def test_a_text_is_read_and_not_kept(assistant: Assistant, record: Record) -> None:
    answer = assistant.asked("read_text", text=CUT)
    assert (answer["kept"], answer["agency"], answer["day"], answer["title"]) == (
        False,
        "AFP",
        "2024-03-08",
        "Le pont 😀",
    )
    (claim,) = answer["claims"]
    assert (claim["who"], claim["content"]) == ("Luca Bianchi", "Il a cédé␀")
    assert claim["quote"]["words"] == "Il a cédé\x00" and "selon:" not in claim["quote"]["cite"]
    assert [place["name"] for place in answer["places"]][:1] == ["Rome"]
    assert record.db.execute("SELECT 1 FROM dispatches WHERE id = ?", (answer["dispatch"],)).fetchone() is None
    assert assistant.refused("show_dispatch", id=answer["dispatch"])


def test_a_text_is_read_as_the_record_has_it(assistant: Assistant, record: Record) -> None:
    answer = assistant.asked("read_text", text=CRLF)
    assert answer["kept"] is True and answer["dispatch"] == id_of(record, "arms")
    page = assistant.asked("show_dispatch", id=answer["dispatch"])
    assert [row["quote"] for row in answer["claims"]] == [row["quote"] for row in page["claims"]]
    assert [row["id"] for row in answer["events"]] == [row["id"] for row in page["events"]]


def test_times_count_from_the_date_that_is_given(assistant: Assistant) -> None:
    answer = assistant.asked("read_text", text="Le ministre est venu mardi, a dit Paul Morel.", date="2024-03-06")
    assert [time["begins"] for time in answer["times"]] == ["2024-03-05"]
    assert answer["day"] == "2024-03-06"


def test_of_a_long_text_the_first_findings_are_given(assistant: Assistant, record: Record) -> None:
    (text,) = record.db.execute("SELECT text FROM dispatches WHERE path = 'desk/long'").fetchone()
    answer = assistant.asked("read_text", text=text, limit=5)
    assert answer["found"]["claims"] == 400 and len(answer["claims"]) == 5


def test_the_seed(assistant: Assistant, record: Record, shared: Path) -> None:
    """Who says that arms go to Russia, and who denies it."""
    answer = assistant.asked("denials", by="Moscou")
    quotes = [it["quote"] for row in answer["rows"] for it in row["about"] if it["quote"].get("day") == "2023-09-13"]
    assert any("fournir des armes et des munitions à la Russie" in quote["words"] for quote in quotes)
