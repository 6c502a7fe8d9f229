"""The documents run: what README.md, CONTRIBUTING.md and docs/ show is what happens.

A ```python block is executed; where it holds `>>>`, as a doctest. The blocks of one file share their names, in order.
In a ```console block each `$ selon ...` is run by the shell from the project's root, and its output, errors included,
compared; `...` stands for any text. Other commands and other blocks are left alone.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import selon.spacy_component  # noqa: F401  spaCy finds it by itself only in an install that is up to date

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

# `selon` is that of the interpreter that runs the tests, whether it is installed or not.
SELON = """selon() { "$SELON_PYTHON" -c 'import sys
from selon.cli import main
sys.argv[0] = "selon"
sys.exit(main())' "$@"; }
"""


@dataclass(frozen=True)
class Block:
    """A fenced block: what it is (a key of RUNNERS), its text, and the line of the document on which that begins."""

    kind: str
    text: str
    line: int


def blocks(text: str) -> Iterator[Block]:
    for match in BLOCK.finditer(text):
        kind = "doctest" if match[1] == "python" and ">>>" in match[2] else match[1]
        yield Block(kind, match[2], text.count("\n", 0, match.start(2)) + 1)


def run_python(block: Block, name: str, names: dict[str, Any]) -> None:
    """Executes a block, so that a traceback names the document's own line."""
    exec(compile("\n" * (block.line - 1) + block.text, name, "exec"), names)


def run_doctest(block: Block, name: str, names: dict[str, Any]) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, names, name, name, block.line - 1)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    assert not said, "".join(said)


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Yields each `$ command` of a console block and the output shown under it."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def run_console(block: Block, name: str, names: dict[str, Any]) -> None:
    for command, want in commands(block):
        if command.split()[0] != "selon":
            continue
        got = shell(command)
        assert doctest.OutputChecker().check_output(stripped(want), stripped(got), doctest.ELLIPSIS), (
            f"{name}:{block.line}: $ {command}\n--- shown\n{want}--- said\n{got}"
        )


def shell(command: str) -> str:
    plain = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1", "SELON_PYTHON": sys.executable}
    env = {**os.environ, **plain, "PYTHONPATH": python_path()}
    done = subprocess.run(
        [shutil.which("bash") or "sh", "-c", SELON + command],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
    )
    return done.stdout.decode()


def python_path() -> str:
    """Where other processes find selon, whether it is installed or not."""
    return os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))


def stripped(output: str) -> str:
    """The output without the blanks at the ends of its lines, which no reader of a document sees."""
    return "\n".join(line.rstrip() for line in output.strip("\n").splitlines()) + "\n"


RUNNERS = {"python": run_python, "doctest": run_doctest, "console": run_console}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: dict[str, Any] = {"__name__": path.stem}
    with tempfile.TemporaryDirectory() as folder:  # each document has a record of its own
        monkeypatch.setenv("SELON_RECORD", os.path.join(folder, "desk.selon"))
        monkeypatch.setenv("BUILD", folder)
        monkeypatch.setenv("PYTHONPATH", python_path())
        for block in blocks(path.read_text(encoding="utf-8")):
            RUNNERS[block.kind](block, path.name, names)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_within_the_project_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?![a-z]+:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_blocks_share_their_names_and_a_wrong_one_fails() -> None:
    names: dict[str, Any] = {}
    run_python(Block("python", "n = 2\n", 1), "a.md", names)
    run_doctest(Block("doctest", ">>> m = n + 1\n>>> print('a', m, 'z')\na ... z\n", 4), "a.md", names)
    assert names["m"] == 3
    with pytest.raises(AssertionError, match=r'File "a\.md", line 9'):
        run_doctest(Block("doctest", ">>> m\n4\n", 9), "a.md", names)
    with pytest.raises(ZeroDivisionError):
        run_python(Block("python", "1 / 0\n", 1), "a.md", names)


def test_console_blocks_are_split_at_their_prompts() -> None:
    shown = "$ make demo\n...\n$ selon read a.txt\nun\n\ndeux\n"
    (block,) = blocks(f"# Title\n\n```console\n{shown}```\n")
    assert block.line == 4
    assert list(commands(block)) == [("make demo", "...\n"), ("selon read a.txt", "un\n\ndeux\n")]
