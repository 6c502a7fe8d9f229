"""Runs of the command line inside the tests' own process."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from selon.cli import app


def run(*args: str, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, list(args), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def refused(*args: str, stdin: bytes | None = None) -> str:
    """The one line on standard error of a run that failed on its only input."""
    result = run("read", "--format", "jsonl", *args, stdin=stdin)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line
