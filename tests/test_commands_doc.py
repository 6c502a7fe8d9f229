"""docs/commands.md explains every command and every option, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from selon.cli import app

TEXT = (Path(__file__).resolve().parent.parent / "docs" / "commands.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
SHARED = TEXT[: TEXT.index("## Reading")]


def section(name: str) -> str:
    match = re.search(rf"^### selon {name}\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert match, f"no section on selon {name}"
    return match[1]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_is_explained(name: str) -> None:
    command = COMMANDS[name]
    within = getattr(command, "commands", {}).values()  # those of `selon user`
    options = {
        option
        for each in (param for one in (command, *within) for param in one.params)
        if each.param_type_name == "option"
        for option in (*each.opts, *each.secondary_opts)
    }
    prose = re.sub(r"^```.*?^```", "", section(name), flags=re.MULTILINE | re.DOTALL)
    explained = set(re.findall(r"`(--[a-z-]+)", prose))
    if "Options as for read" in prose:
        explained |= {"--date", "--lang", "--as", "--names", "--private", "--output"}
    assert explained == options


def test_every_section_is_a_command() -> None:
    assert set(re.findall(r"^### selon (\w+)$", TEXT, re.MULTILINE)) == set(COMMANDS)


def test_the_formats_are_named() -> None:
    from selon.wire.formats import FORMATS

    assert all(f"`{form}`" in SHARED for form in FORMATS)
