"""Imports point one way: a layer may import the layers above it in LAYERS, and nothing else of ours."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parent.parent / "src"

# Those on one line do not import one another. `selon` is the package itself: the public names.
LAYERS = (
    ("model", "version"),
    ("languages", "wire"),
    ("stages",),
    ("assembly",),
    ("reading",),
    ("record",),
    ("selon",),
    ("questions",),
    ("why", "check"),
    ("export",),
    ("mcp_server", "spacy_component", "web", "volume"),
    ("cli",),
)
RANK = {layer: rank for rank, layers in enumerate(LAYERS) for layer in layers}
WIRE_READERS = ("record", "questions", "why", "check", "export", "web", "volume", "mcp_server", "cli")

# The stages that others may import: what they share of the parse, and the names tied to it.
PARSE_HELPERS = {"selon.stages.parse", "selon.stages.phrases", "selon.stages.cast"}


def module_of(path: Path, src: Path = SRC) -> str:
    """src/selon/stages/parse.py → selon.stages.parse"""
    parts = path.relative_to(src).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, src: Path = SRC) -> Iterator[tuple[int, str]]:
    """Yields the line and the full name of each of our modules that a file imports, wherever in it it does so."""
    package = module_of(path, src) if path.stem == "__init__" else module_of(path, src).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [imported(node, alias.name, package, src) for alias in node.names]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name.split(".")[0] == "selon")


def imported(node: ast.ImportFrom, name: str, package: str, src: Path) -> str:
    """Returns the module that `from X import name` reads: X.name where that is a module, else X."""
    base = node.module or ""
    if node.level:
        parts = package.split(".")
        base = ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])
    inner = src.joinpath(*base.split("."), name)
    return f"{base}.{name}" if inner.is_dir() or inner.with_suffix(".py").is_file() else base


def layer_of(module: str) -> str:
    """selon.stages.parse → stages; the package itself is `selon`, and `python -m selon` a face like the cli."""
    parts = module.split(".")
    return parts[0] if len(parts) == 1 else parts[1].replace("__main__", "cli")


def stage_of(module: str) -> str:
    """selon.stages.claims.scene → claims; a stage is a file or a folder."""
    return [*module.split("."), "", "", ""][2]


def allowed(importer: str, target: str) -> bool:
    mine, other = layer_of(importer), layer_of(target)
    if mine == other == "stages":
        return target in PARSE_HELPERS or stage_of(importer) == stage_of(target)
    if mine == other:
        return True
    if other == "wire":
        return mine in WIRE_READERS
    return RANK[other] == 0 if mine == "wire" else RANK[other] < RANK[mine]


def faults(src: Path = SRC) -> list[str]:
    found = []
    for path in sorted((src / "selon").rglob("*.py")):
        importer = module_of(path, src)
        for line, target in imports(path, src):
            if not allowed(importer, target):
                found.append(f"{path.relative_to(src.parent)}:{line}: {importer} may not import {target}")
    return found


def test_every_module_has_a_layer() -> None:
    layers = {layer_of(module_of(path)) for path in (SRC / "selon").rglob("*.py")}
    assert layers <= set(RANK), "name the layer of a new module in LAYERS"


def test_imports_point_one_way() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("importer", "line", "wrong"),
    [
        ("model.py", "from selon.languages import loader", True),
        ("languages/loader.py", "import selon.stages.parse", True),
        ("stages/quotes.py", "from selon.stages.layout import read", True),
        ("stages/quotes.py", "from . import layout", True),
        ("stages/quotes.py", "from .parse import Parse", False),
        ("stages/quotes.py", "from selon.stages.claims import pieces", True),
        ("stages/claims/verbs.py", "from .pieces import Piece", False),
        ("stages/claims/verbs.py", "from ..layout import read", True),
        ("stages/claims/verbs.py", "from selon.model import Claim", False),
        ("wire/plain.py", "from selon.languages import loader", True),
        ("wire/plain.py", "from selon.wire.errors import InputError", False),
        ("reading.py", "from selon import cli", True),
        ("reading.py", "from selon.wire import plain", True),
        ("cli.py", "from selon import __version__, check, why", False),
        ("export/table.py", "def f():\n    from selon import cli", True),
    ],
)
def test_the_rule_itself(tmp_path: Path, importer: str, line: str, wrong: bool) -> None:
    names = ("model.py", "cli.py", "why/__init__.py", "check.py", "languages/loader.py", "stages/layout.py")
    for name in (*names, "stages/parse.py", "stages/claims/pieces.py", "wire/errors.py", "wire/plain.py", importer):
        path = tmp_path / "src" / "selon" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(line if name == importer else "", encoding="utf-8")
    assert bool(faults(tmp_path / "src")) is wrong
