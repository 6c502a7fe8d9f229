"""The command line as a process: streams that are closed, full or left, a signal, a terminal.

The readings are made by hand (tests/fake_cli.py).
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from selon.wire.plain import MOST_BYTES
from tests.readings import TEXT

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "COLUMNS": "100"}
FAKE = [sys.executable, "-m", "tests.fake_cli"]
terminal = pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals to be made here")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """We stand in a folder with the sample in a.txt."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def interruptible() -> None:
    """A shell that runs the tests in the background has them, and all they start, ignore interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def process(*args: str, **more: object) -> subprocess.Popen[bytes]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    pipes.setdefault("preexec_fn", interruptible)
    return subprocess.Popen([*FAKE, *args], **{"env": ENVIRONMENT} | pipes)  # type: ignore[call-overload, no-any-return]


def test_a_reader_that_leaves(folder: Path) -> None:
    for number in range(300):
        (folder / f"{number}.txt").write_text("Rien du tout. " * 1000, encoding="utf-8")
    running = process("read", "*.txt", cwd=None)
    assert running.stdout is not None
    assert running.stderr is not None
    assert running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(20) == 141


def test_interrupted_while_it_waits_for_its_input() -> None:
    running = process("read", "-", "a.txt", "--format", "json", start_new_session=True)
    assert running.stdin is not None
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(2)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err) == (130, b"", b"")


def test_standard_input_that_stays_open_is_read_no_further_than_needed() -> None:
    running = process("read", "-")
    assert running.stdin is not None
    running.stdin.write(b"x" * (MOST_BYTES + 1))
    running.stdin.flush()
    assert running.wait(20) == 1
    assert running.stderr is not None
    assert b"split it" in running.stderr.read()
    running.communicate()


def closed(number: int, *args: str) -> subprocess.CompletedProcess[bytes]:
    """Runs with one of the standard streams closed."""
    script = f'exec "$@" {number}{"<" if number == 0 else ">"}&-'
    command = ["sh", "-c", script, "sh", *FAKE, *args]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, timeout=20, check=False)


def test_closed_standard_streams() -> None:
    done = closed(0, "read", "-")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"standard input is closed" in done.stderr
    done = closed(1, "read", "a.txt")
    assert (done.returncode, done.stderr) == (1, b"selon: output: standard output is closed\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_a_full_disk() -> None:
    with open("/dev/full", "wb") as full:
        running = process("read", "a.txt", stdout=full)
        _, err = running.communicate(timeout=20)
    assert (running.returncode, err) == (1, b"selon: output: No space left on device\n")


@pytest.mark.parametrize("form", ["text", "jsonl", "json", "csv"])
def test_a_terminal_without_accents(form: str) -> None:
    environment = ENVIRONMENT | {"PYTHONIOENCODING": "ascii"}
    command = [*FAKE, "read", "a.txt", "--format", form]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=20, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert ("é".encode() in done.stdout) is (form != "text")


def on_terminal(*args: str, **more: str) -> tuple[str, str]:
    """Runs on a terminal; returns what it shows of standard output and of standard error, which have one each."""
    shown: list[str] = []
    (out, out_end), (err, err_end) = os.openpty(), os.openpty()
    environment = {name: value for name, value in ENVIRONMENT.items() if name != "NO_COLOR"} | {"TERM": "xterm"} | more
    running = process(*args, env=environment, stdin=subprocess.DEVNULL, stdout=out_end, stderr=err_end)
    os.close(out_end)
    os.close(err_end)
    for end in (out, err):
        with open(end, "rb", buffering=0) as file:
            data = b""
            with contextlib.suppress(OSError):  # how Linux says that the other end is closed
                while part := file.read(4096):
                    data += part
        shown.append(data.decode())
    assert running.wait(20) == 0
    return shown[0], shown[1]


@terminal
def test_colour_on_a_terminal() -> None:
    assert "\x1b[36mLes deux pays" in on_terminal("read", "a.txt")[0]


@terminal
@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_brackets_where_colour_is_not_wanted(setting: dict[str, str]) -> None:
    out, _ = on_terminal("read", "a.txt", **setting)
    assert "[1: Les deux pays" in out
    assert "\x1b" not in out


@terminal
def test_progress_is_shown_on_long_work_alone(folder: Path) -> None:
    assert on_terminal("read", ".", "--output", "out.csv", "--format", "csv")[1] == ""
    for number in range(10):
        (folder / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    out, err = on_terminal("read", ".", "--output", "out.csv", "--format", "csv")
    assert (out, "reading" in err) == ("", True)
    assert on_terminal("read", ".")[1] == ""  # the text is its own progress
