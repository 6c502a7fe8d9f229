"""`selon user`, as a person gives it."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from typer.testing import Result

import selon.cli.users
from selon.record.store import open_record
from selon.web import accounts
from selon.web.accounts import verified
from tests.command import rows, run, told

ROOT = Path(__file__).resolve().parent.parent
GOOD = "correct horse"
USERS = "desk.selon.users"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """We stand in a folder with an empty record."""
    monkeypatch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.delenv("SELON_RECORD", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    open_record("desk.selon", create=True).close()
    return tmp_path


def add(name: str, role: str = "editor", password: bytes = b"correct horse\n", *more: str) -> Result:
    return run("user", "add", name, "--role", role, "--password-stdin", *more, stdin=password)


def failed(result: Result) -> str:
    """The one line on standard error of a run that failed."""
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line


def test_accounts_are_added_listed_changed_and_removed() -> None:
    assert add("Ada").stdout == "Ada may log in as editor\n"
    assert add("bea", "admin").exit_code == 0
    assert rows("user", "list") == [{"name": "Ada", "role": "editor"}, {"name": "bea", "role": "admin"}]
    assert run("user", "list").stdout.split() == ["name", "role", "Ada", "editor", "bea", "admin"]
    assert json.loads(run("user", "list", "--format", "json").stdout) == rows("user", "list")
    assert run("user", "role", "ADA", "reader").stdout == "Ada is reader now, and must log in again\n"
    changed = run("user", "password", "ada", "--password-stdin", stdin="un mot de passé\r\n".encode())
    assert changed.stdout == "Ada has a new password, and must log in again\n"
    assert verified(USERS, "ada", "un mot de passé") == ("Ada", "reader")
    assert run("user", "remove", "aDA").stdout == "Ada may log in no more\n"
    assert rows("user", "list") == [{"name": "bea", "role": "admin"}]


def test_the_record_is_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    open_record("other.selon", create=True).close()
    assert add("ada", "reader", b"correct horse", "--record", "other.selon").exit_code == 0
    assert not os.path.exists(USERS)
    monkeypatch.setenv("SELON_RECORD", "other.selon")
    assert rows("user", "list") == [{"name": "ada", "role": "reader"}]


def test_no_account_is_added_to_what_is_no_record(folder: Path) -> None:
    (folder / "text.selon").write_text("Bonjour " * 40)
    for name, what in (("no.selon", "there is no such record"), ("text.selon", "is no record"), (".", "is a folder")):
        assert what in failed(add("ada", "admin", b"correct horse\n", "--record", name))
        assert not os.path.exists(f"{name}.users")


@pytest.mark.parametrize("command", [("list",), ("role", "ada", "admin"), ("remove", "ada"), ("password", "ada")])
def test_what_there_is_not(command: tuple[str, ...]) -> None:
    assert failed(run("user", *command)).startswith(f"selon: {USERS}: there are no accounts; make one with")
    assert not os.path.exists(USERS)
    add("bea")
    if command != ("list",):
        assert failed(run("user", *command)) == "selon: ada: has no account; selon user list shows those that have"


def test_a_file_that_is_a_folder_or_damaged(folder: Path) -> None:
    (folder / USERS).mkdir()
    assert f"{USERS}: is a folder" in failed(add("ada"))
    (folder / USERS).rmdir()
    (folder / USERS).write_bytes(b"SQLite format 3\0" + b"\xa5" * 4000)
    assert USERS in failed(run("user", "list"))
    assert USERS in failed(add("ada"))


@pytest.mark.parametrize(
    "name", ["'; DROP TABLE accounts; --", "a b", "", "\u0430da", "a" * 100_000, "a\nb", "\x1b[2J"]
)
def test_names_that_will_not_do(name: str) -> None:
    line = failed(add(name))
    assert "is no name for an account; give 1 to 64" in line
    assert line.isprintable() and len(line) < 300
    assert not os.path.exists(USERS)


@pytest.mark.parametrize(
    "password",
    [
        b"",
        b"\n",
        b"short\n",
        b"a" * 1025,
        b"a" * 1_000_000,
        "é".encode() * 9000,
        b"\xff\xfe\xfd\xfc" * 4,
        b"short\ntoo\n",
    ],
    ids=lambda password: ascii(password[:8]),
)
def test_passwords_that_will_not_do(password: bytes) -> None:
    assert "the password must have 8 to 1024 characters" in failed(add("ada", password=password))
    assert not os.path.exists(USERS)


def test_one_line_is_read_and_nothing_else_of_it_is_lost() -> None:
    assert add("ada", password=b"  two  words \t\nanother line\n").exit_code == 0
    assert verified(USERS, "ada", "  two  words \t")
    assert add("bea", password="é".encode() * 1024 + b"\n").exit_code == 0
    assert verified(USERS, "bea", "é" * 1024)


def test_a_name_that_is_taken() -> None:
    add("ada")
    assert failed(add("ADA")).startswith("selon: ADA: has an account already; selon user password")


def test_a_role_must_be_given_and_be_one() -> None:
    assert run("user", "add", "ada", "--password-stdin", stdin=GOOD.encode()).exit_code == 2
    result = add("ada", "root")
    assert result.exit_code == 2 and "reader" in told(result)
    assert not os.path.exists(USERS)


def test_a_password_is_never_an_argument_and_not_asked_for_where_nobody_sits() -> None:
    for command in (("add", "ada", "--role", "admin"), ("add", "ada", "--role", "admin", GOOD)):
        assert run("user", *command, stdin=b"correct horse\ncorrect horse\n").exit_code == 2
    result = run("user", "add", "ada", "--role", "admin", stdin=b"correct horse\ncorrect horse\n")
    assert "give --password-stdin" in told(result)
    assert not os.path.exists(USERS)


def test_it_loads_nothing_heavy_before_it_is_asked() -> None:
    script = "import sys, selon.cli.users; print([m for m in ('argon2', 'sqlite3', 'rich.table') if m in sys.modules])"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n", done.stderr
    assert 4 * accounts.PASSWORD.stop < selon.cli.users.LONGEST


ASKED = """
import sys
from argon2 import PasswordHasher
from selon.web import accounts
accounts.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
from selon.cli import app, users
sys.argv = ["selon", "user", "add", "ada", "--role", "admin"]
app(prog_name="selon")
"""


def at_a_terminal(*answers: str) -> tuple[int, str]:
    """The exit code of `selon user add` at a terminal where somebody types, and all that stood on it."""
    pty = pytest.importorskip("pty", reason="no terminals to stand in")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process, terminal = pty.fork()
    if not process:
        os.execve(sys.executable, [sys.executable, "-c", ASKED], env)
    seen = b""
    for answer in answers:
        start = len(seen)
        while not seen[start:].endswith(b": "):  # the blank comes when what is typed is no longer shown
            assert select.select([terminal], [], [], 60)[0], seen
            seen += os.read(terminal, 1024)
        os.write(terminal, answer.encode())
    try:
        while part := os.read(terminal, 1024):
            seen += part
    except OSError:  # how Linux tells that nobody writes to it any more
        pass
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), seen.decode()


def test_at_a_terminal_the_password_is_asked_twice_and_unseen() -> None:
    code, seen = at_a_terminal("correct horse\n", "wrong horse\n", "correct horse\n", "correct horse\n")
    assert (code, "horse" in seen) == (0, False)
    assert seen.startswith("Password of ada:") and seen.endswith("ada may log in as admin\r\n")
    assert verified(USERS, "ada", GOOD)


def test_at_a_terminal_one_may_think_better_of_it() -> None:
    code, _ = at_a_terminal("correct horse\n", "\x03")
    assert code not in (0, None)
    assert not os.path.exists(USERS)
