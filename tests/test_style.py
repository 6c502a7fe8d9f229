"""The house rules that a machine can hold: short files, small functions, and no address or path of one machine."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "scripts").rglob("*.py")])

LONGEST_FILE = 400  # lines
MEDIAN_FUNCTION = 10  # lines, the docstring not counted
SMALL_FUNCTION = 30  # nine functions in ten have fewer

MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|root|Users|work|tmp|opt|mnt|private)/\w")
REGISTRY = re.compile(r"\b(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs|debian|anaconda|huggingface)\.(?:org|com|co)\b")


def functions() -> Iterator[tuple[str, int]]:
    """Yields where each function of src and scripts stands, and its length in lines without its docstring."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length(node)


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    lines = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node) is None:
        return lines
    doc = node.body[0]
    assert doc.end_lineno is not None
    return lines - (doc.end_lineno - doc.lineno + 1)


def project_files() -> list[Path]:
    """The files of the project as git sees them: those it keeps, and those that it would."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in project_files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_source_file_is_long() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_functions_are_small() -> None:
    sizes = dict(functions())
    large = {where: size for where, size in sizes.items() if size >= SMALL_FUNCTION}
    assert statistics.median(sizes.values()) <= MEDIAN_FUNCTION
    assert len(large) <= len(sizes) / 10, large


def test_no_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_no_address_of_a_registry() -> None:
    assert lines_with(REGISTRY) == []
