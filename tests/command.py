"""Runs of the command line inside the tests' own process."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from selon.cli import app
from tests import fake_cli


def run(*args: str, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, list(args), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def rows(*args: str) -> list[dict[str, Any]]:
    """What a run answers, in JSON lines."""
    result = run(*args, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def refused(*args: str, stdin: bytes | None = None) -> str:
    """The one line on standard error of a run that failed on its only input."""
    result = run("read", "--format", "jsonl", *args, stdin=stdin)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line


def told(result: Result) -> str:
    """What the box of a usage error says, on one line."""
    return " ".join(result.stderr.replace("│", " ").split())


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Path:
    """Goes to the folder, with the text in a.txt and b.txt, and leaves the model out; returns the folder."""
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")
    for name, module in fake_cli.fakes().items():
        monkeypatch.setitem(sys.modules, name, module)
    return folder
