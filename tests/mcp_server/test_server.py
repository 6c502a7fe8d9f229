"""`selon mcp` as a process: how it starts, ends and fails; nothing but the protocol on standard output."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

from selon.record.store import Record
from tests.command import run
from tests.mcp_server.assistant import COMMAND, ROOT, Assistant, assistant_of, told
from tests.mcp_server.test_tools import calls

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / "src")}
PATIENCE = 120
START = 10.0  # seconds at most to the first list of tools: without the model; it takes about one
HELLO = {
    **{"jsonrpc": "2.0", "id": 1, "method": "initialize"},
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}},
}
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def started(record: Path) -> subprocess.Popen[str]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", COMMAND, "mcp", str(record)], text=True, env=ENVIRONMENT, **pipes)


def call(number: int, tool: str, arguments: str) -> str:
    head = f'{{"jsonrpc":"2.0","id":{number},"method":"tools/call","params":{{"name":"{tool}","arguments":'
    return f"{head}{arguments}}}}}"


def answers(server: subprocess.Popen[str], lines: list[str], number: int) -> list[dict[str, Any]]:
    """So many lines that a server answers with, in the order of their ids; each line is of the protocol."""
    assert server.stdin and server.stdout
    server.stdin.write("".join(f"{line}\n" for line in lines))
    server.stdin.flush()
    found = [json.loads(server.stdout.readline()) for _ in range(number)]
    assert all(each["jsonrpc"] == "2.0" for each in found)
    return sorted(found, key=lambda each: each["id"])


def ended(server: subprocess.Popen[str]) -> tuple[int, str, str]:
    """The exit code, and what was still written."""
    try:
        out, err = server.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        raise
    return server.returncode, out, err


def test_it_starts_fast_and_without_the_model(kept: Path) -> None:
    began = time.monotonic()
    with assistant_of(kept) as opened:
        assert opened.tools()
        seconds = time.monotonic() - began
    print(f"first list of tools after {seconds:.2f} s")
    assert seconds < START
    loaded = "import sys; import selon.mcp_server.server; print('spacy' in sys.modules, 'mcp' in sys.modules)"
    assert printed(loaded) == "False True"


def test_the_package_is_not_loaded_by_other_commands() -> None:
    assert printed("import sys; import selon.cli, selon.reading; print('mcp' in sys.modules)") == "False"


def printed(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    return done.stdout.strip()


def test_calls_at_one_time_answer_as_one_after_another(assistant: Assistant, record: Record) -> None:
    asked = calls(record)
    alone = [assistant.at_once([each])[0] for each in asked]
    for result, want in zip(assistant.at_once(asked * 2), alone * 2, strict=True):
        assert not result.is_error and told(result) == told(want)


def test_questions_are_answered_while_a_text_is_read(kept: Path, record: Record) -> None:
    (text,) = record.db.execute("SELECT text FROM dispatches WHERE path = 'desk/long'").fetchone()
    server = started(kept)
    long = call(2, "read_text", json.dumps({"text": text, "limit": 1}))
    answers(server, [json.dumps(HELLO)], 1)
    assert server.stdin and server.stdout
    server.stdin.write(f"{json.dumps(READY)}\n{long}\n{call(3, 'coverage', '{}')}\n")
    server.stdin.flush()
    assert [json.loads(server.stdout.readline())["id"] for _ in range(2)] == [3, 2]
    assert ended(server)[0] == 0


def test_nothing_but_the_protocol_on_standard_output(kept: Path) -> None:
    server = started(kept)
    lines = [
        *(json.dumps(HELLO), json.dumps(READY), "no message", "[]", '{"jsonrpc":"2.0","id":9,"method":"no/such"}'),
        *(call(2, "find_claims", r'{"words": "\ud800 missile"}'), call(3, "find_claims", '{"limit": 900}')),
        *(call(4, "read_text", r'{"text": "Le pont \ud83d"}'), call(5, "find_claims", '{"words": "a\\u0000b"}')),
    ]
    hello, *found = answers(server, lines, 6)
    assert "never a fact" in hello["result"]["instructions"]
    assert [each["id"] for each in found] == [2, 3, 4, 5, 9]
    assert [each["result"].get("isError", False) for each in found[:4]] == [False, True, False, False]
    assert "error" in found[4]
    code, out, err = ended(server)
    assert (code, out) == (0, "") and "Traceback" not in err


def test_it_ends_when_nobody_asks_any_more(kept: Path) -> None:
    assert ended(started(kept)) == (0, "", "")


def test_it_ends_quietly_when_nobody_takes_its_answers(kept: Path) -> None:
    server = started(kept)
    answers(server, [json.dumps(HELLO), json.dumps(READY)], 1)
    assert server.stdin and server.stdout and server.stderr
    server.stdout.close()
    server.stdin.write(f"{call(2, 'coverage', '{}')}\n")
    server.stdin.flush()
    assert server.wait(PATIENCE) == 141
    assert server.stderr.read() == ""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_it_at_once(kept: Path, name: str) -> None:
    server = started(kept)
    answers(server, [json.dumps(HELLO), json.dumps(READY)], 1)
    server.send_signal(getattr(signal, name))
    server.wait(PATIENCE)
    assert ended(server)[1:] == ("", "")


def test_a_record_in_a_folder_that_cannot_be_written_to(kept: Path, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    shutil.copy(kept, folder / "desk.selon")
    (folder / "desk.selon").chmod(0o444)
    folder.chmod(0o555)
    try:
        with assistant_of(folder / "desk.selon") as opened:
            assert opened.asked("denials")["rows"]
    finally:
        folder.chmod(0o755)


def test_what_is_taken_in_meanwhile_is_found(tmp_path: Path) -> None:
    from selon.record.store import open_record
    from tests import desk

    path = tmp_path / "desk.selon"
    with open_record(str(path), create=True) as written, assistant_of(path) as opened:
        assert opened.asked("coverage")["dispatches"] == 0
        desk.take(written, desk.dispatches([("summit", desk.SUMMIT)]))
        assert opened.asked("coverage")["dispatches"] == 1


# how it fails


def refused(*args: str) -> str:
    result = run("mcp", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line


def test_a_record_that_cannot_be_served_is_one_line(tmp_path: Path) -> None:
    assert "gone.selon: there is no such record" in refused(str(tmp_path / "gone.selon"))
    other = tmp_path / "other.selon"
    other.write_text("no record")
    assert "is no record of selon" in refused(str(other))
    assert "is a folder" in refused(str(tmp_path))


def test_a_record_of_an_older_form_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "old.selon"
    db = sqlite3.connect(path)
    db.create_function("zlib", 1, lambda text: zlib.compress(text.encode()))
    db.executescript((ROOT / "tests" / "record" / "form1.sql").read_text(encoding="utf-8"))
    db.close()
    assert refused(str(path)).endswith("was made by an older selon; selon upgrade brings it up to date")


def test_without_the_package_it_says_what_to_install(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("selon.mcp_server.server", "selon.mcp_server.stdio"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    for name in ("mcp", "mcp_types"):
        monkeypatch.setitem(sys.modules, name, None)
    assert refused(str(kept)) == "selon: mcp: the package for assistants is not installed; pip install 'selon[mcp]'"
