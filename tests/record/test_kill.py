"""Nothing lost: a process that is killed at any moment, and two that write at once, leave a record that is whole.

The model is left out (tests/fake_cli.py); `python -m bench.kill` kills the real thing.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.readings import TEXT

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
FAKE = [sys.executable, "-m", "tests.fake_cli"]
TEXTS = 150


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder `in` with many dispatches, of which one is the sample, three times."""
    (tmp_path / "in").mkdir()
    for number in range(TEXTS):
        words = f"Dépêche {number} : rien n'est signé, a dit la source {number}."
        (tmp_path / "in" / f"{number:03}.txt").write_text(TEXT if number % 50 == 7 else words, encoding="utf-8")
    return tmp_path


def start(folder: Path, record: str, *args: str) -> subprocess.Popen[bytes]:
    command = [*FAKE, "ingest", "in", "--record", record, *args]
    return subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def exported(folder: Path, record: str) -> bytes:
    forms = (["jsonl"], ["csv"], ["csv", "--rows", "events"], ["geojson"])
    commands = ([*FAKE, "export", *form, "--old", "--record", record] for form in forms)
    return b"".join(
        subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True).stdout
        for command in commands
    )


def whole(folder: Path, record: str) -> bool:
    db = sqlite3.connect(folder / record)
    try:
        return bool(db.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        db.close()


def test_killed_again_and_again_the_record_is_the_same(folder: Path) -> None:
    began = time.monotonic()
    start(folder, "whole.selon").communicate(timeout=60)
    takes = time.monotonic() - began  # machines differ
    moments = random.Random(1789)
    kills = 0
    for _ in range(12):
        running = start(folder, "broken.selon")
        try:
            running.wait(moments.uniform(0.3, 0.9) * takes)
        except subprocess.TimeoutExpired:
            running.kill()
            kills += 1
        running.communicate()
    assert kills
    said, _ = start(folder, "broken.selon").communicate(timeout=60)
    assert b"0 failed" in said
    assert whole(folder, "broken.selon")
    assert exported(folder, "broken.selon") == exported(folder, "whole.selon") != b""


def test_two_at_once_keep_each_dispatch_once(folder: Path) -> None:
    first, second = start(folder, "d.selon"), start(folder, "d.selon")
    for running in (first, second):
        _, said = running.communicate(timeout=120)
        assert (running.returncode, said) == (0, b"")
    assert whole(folder, "d.selon")
    start(folder, "whole.selon").communicate(timeout=60)
    assert exported(folder, "d.selon") == exported(folder, "whole.selon")


def test_ctrl_c_ends_it_in_order(folder: Path) -> None:
    running = start(folder, "d.selon")
    try:
        running.wait(0.8)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert b"Traceback" not in said


def test_a_full_disk_is_told_and_what_was_kept_is_unharmed(folder: Path) -> None:
    def limited() -> None:  # no file may grow beyond this: what a full disk is to the process
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    command = [*FAKE, "ingest", "in", "--record", "d.selon"]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, preexec_fn=limited, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("selon: d.selon: the disk") and "what was kept is unharmed" in line
    assert whole(folder, "d.selon")
    said, _ = start(folder, "d.selon").communicate(timeout=60)
    assert b"0 failed" in said
    start(folder, "whole.selon").communicate(timeout=60)
    assert exported(folder, "d.selon") == exported(folder, "whole.selon")
