"""Accounts: who is let in, and that hostile names, passwords and files are one line, and change nothing."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from selon.record.store import open_record
from selon.web import accounts
from selon.web.accounts import Account, add_account, list_accounts, verified
from selon.wire.errors import InputError

ROOT = Path(__file__).resolve().parent.parent.parent
DEFAULT = accounts.HASHER
WEAK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
GOOD = "correct horse"
BAD_NAMES = (
    *("", " ", "a b", "ada\0", "\0", "ada\n", "ada\u202e", "a" * 65, "a" * 1_000_000, "\ud800", "a/b", "..\\a", "٣"),
    *("'; DROP TABLE accounts; --", 'ada" OR "1"="1', "ada' --", "%", "*", "ada\u200b", "\u3164", "ﷺ" * 64, "日本"),
)
LOOK_ALIKES = ("\u0430da", "ad\u0251", "\u13aada", "a\u0501a", "𝼀da", "аԁа")
BAD_PASSWORDS = ("", "a" * 7, "a" * 1025, "a" * 1_000_000, "\ud800" * 8, "a\u0301" * 4, "long enough \udcff")


@pytest.fixture(autouse=True)
def weak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "HASHER", WEAK)


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A file of accounts, in which is one."""
    path = accounts.accounts_path(str(tmp_path / "desk.selon"))
    add_account(path, "Ada", "editor", GOOD)
    return path


def refused(name: str, function: object, *args: object) -> str:
    """What is told of that name, in one line that is fit to be shown."""
    with pytest.raises(InputError) as caught:
        function(*args)  # type: ignore[operator]
    assert caught.value.name == name
    assert str(caught.value).isprintable() and len(caught.value.what) < 200
    return caught.value.what


def told(path: object) -> str:
    """What is told of a file, whatever is asked of it; it is left as it was."""
    name = str(path)
    before = Path(name).read_bytes() if os.path.isfile(name) else None
    said = {refused(name, list_accounts, name), refused(name, verified, name, "ada", GOOD)}
    assert refused(name, accounts.session_secret, name) in said
    assert (Path(name).read_bytes() if os.path.isfile(name) else None) == before
    (one,) = said
    return one


def database(path: str, *statements: str) -> None:
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


def value(path: str, query: str) -> object:
    db = sqlite3.connect(path)
    found = db.execute(query).fetchone()[0]
    db.close()
    return found


# who is let in


def test_who_knows_the_password_is_let_in(path: str) -> None:
    assert verified(path, "Ada", GOOD) == Account("Ada", "editor")
    for name, password in (("Ada", "correct horsf"), ("Bea", GOOD), ("Ada", ""), ("", ""), ("Ada", GOOD + "\0")):
        assert verified(path, name, password) is None


def test_names_are_compared_without_case_and_width(path: str) -> None:
    for name in ("ada", "ADA", "Ａｄａ"):
        assert verified(path, name, GOOD) == accounts.account_of(path, name) == Account("Ada", "editor")
        assert "has an account already" in refused(accounts.checked_name(name), add_account, path, name, "reader", GOOD)


@pytest.mark.parametrize("name", ["élodie", "O.Nguyễn", "jean-luc_2@desk.example", "x", "z" * 64, "e\u0301lodie"])
def test_names_and_passwords_that_will_do(path: str, name: str) -> None:
    for password in ("a" * 8, "é" * 1024, "with a \0 in it", "🐎🐎🐎🐎🐎🐎🐎🐎", "  spaces  "):
        add_account(path, name, "reader", password)
        assert verified(path, name.upper(), password)
        assert verified(path, name, password.strip() if password.strip() != password else password[:-1]) is None
        accounts.remove_account(path, name)


def test_a_password_is_the_same_however_its_letters_are_composed(path: str) -> None:
    accounts.set_password(path, "ada", "mot de passé")
    assert verified(path, "ada", "mot de passe\u0301")


def test_the_roles_passwords_and_accounts_change(path: str) -> None:
    add_account(path, "bea", "admin", GOOD)
    accounts.set_role(path, "ADA", "reader")
    accounts.set_password(path, "ADA", "another horse")
    assert list_accounts(path) == [Account("Ada", "reader"), Account("bea", "admin")]
    assert (verified(path, "ada", GOOD), verified(path, "ada", "another horse")) == (None, ("Ada", "reader"))
    accounts.remove_account(path, "aDa")
    assert list_accounts(path) == [Account("bea", "admin")]
    assert verified(path, "ada", "another horse") is accounts.account_of(path, "ada") is None


def test_each_change_raises_the_epoch_and_so_does_a_name_that_comes_again(path: str) -> None:
    def epoch() -> int:
        found = accounts.standing(path, "ada")
        assert found
        return found[1]

    epochs = [epoch()]
    accounts.set_password(path, "ada", GOOD)
    epochs.append(epoch())
    accounts.set_role(path, "ada", "admin")
    epochs.append(epoch())
    accounts.remove_account(path, "ada")
    add_account(path, "ada", "admin", GOOD)
    epochs.append(epoch())
    assert epochs == sorted(set(epochs))
    assert verified(path, "ada", GOOD) and epoch() == epochs[-1]


def test_who_has_no_account_cannot_be_changed(path: str) -> None:
    for function, args in (
        (accounts.set_role, ("admin",)),
        (accounts.set_password, (GOOD,)),
        (accounts.remove_account, ()),
        (accounts.existing_account, ()),
    ):
        assert "has no account" in refused("bea", function, path, "bea", *args)
    assert list_accounts(path) == [Account("Ada", "editor")]


# hashes


def test_hashes_are_argon2id_of_rfc_9106_unless_a_test_says_otherwise(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "HASHER", DEFAULT)
    add_account(path, "bea", "reader", GOOD)
    hash = str(value(path, "SELECT hash FROM accounts WHERE key = 'bea'"))
    assert extract_parameters(hash) == RFC_9106_LOW_MEMORY
    assert hash.startswith("$argon2id$")


def test_a_hash_of_other_parameters_is_made_anew_and_the_session_goes_on(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "SELECT hash FROM accounts"
    before, standing = value(path, query), accounts.standing(path, "ada")
    assert verified(path, "ada", GOOD) and value(path, query) == before
    monkeypatch.setattr(accounts, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert verified(path, "ada", "not this one") is None and value(path, query) == before
    assert verified(path, "ada", GOOD) and value(path, query) != before
    assert extract_parameters(str(value(path, query))).time_cost == 2
    assert verified(path, "ada", GOOD) and accounts.standing(path, "ada") == standing


class Watched:
    """A hasher that notes the parameters of what it verifies."""

    def __init__(self) -> None:
        self.seen: list[object] = []

    def __getattr__(self, name: str) -> object:
        return getattr(WEAK, name)

    def verify(self, hash: str, password: bytes) -> bool:
        self.seen.append(extract_parameters(hash))
        return WEAK.verify(hash, password)


def test_as_much_is_done_for_a_name_without_account_as_for_one_with(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = [("ada", "wrong horse"), ("bea", GOOD), ("ada", "a" * 1_000_000), *((name, GOOD) for name in BAD_NAMES)]
    for name, password in tries:
        watched = Watched()
        monkeypatch.setattr(accounts, "HASHER", watched)
        assert verified(path, name, password) is None
        assert watched.seen == [extract_parameters(WEAK.hash("x"))]


def test_a_password_that_is_changed_while_it_is_verified_no_longer_holds(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(Watched):
        def verify(self, hash: str, password: bytes) -> bool:
            accounts.set_role(path, "ada", "reader")
            return super().verify(hash, password)

    monkeypatch.setattr(accounts, "HASHER", Slow())
    assert verified(path, "ada", GOOD) is None


@pytest.mark.parametrize("hash", ["", "x", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$AA$AA", "é" * 20, "$argon2id\0"])
def test_a_damaged_hash_is_one_that_nothing_fits(path: str, hash: str) -> None:
    db = sqlite3.connect(path)
    db.execute("UPDATE accounts SET hash = ?", (hash,))
    db.commit()
    db.close()
    assert verified(path, "ada", GOOD) is None
    accounts.set_password(path, "ada", GOOD)
    assert verified(path, "ada", GOOD)


# hostile names and passwords


@pytest.mark.parametrize("name", BAD_NAMES, ids=lambda name: ascii(name[:12]))
def test_names_that_will_not_do(path: str, name: str) -> None:
    with pytest.raises(InputError) as caught:
        add_account(path, name, "admin", GOOD)
    assert "is no name for an account" in caught.value.what
    assert str(caught.value).isprintable() and len(str(caught.value)) < 900
    assert verified(path, name, GOOD) is accounts.account_of(path, name) is None
    for function, args in ((accounts.set_role, ("admin",)), (accounts.remove_account, ())):
        with pytest.raises(InputError, match="has no account"):
            function(path, name, *args)  # type: ignore[operator]
    assert list_accounts(path) == [Account("Ada", "editor")]


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_letters_that_look_like_latin_ones_are_no_name(path: str, name: str) -> None:
    assert "Latin letters" in refused(name, add_account, path, name, "admin", GOOD)
    assert verified(path, name, GOOD) is None


@pytest.mark.parametrize("password", BAD_PASSWORDS, ids=lambda password: ascii(password[:12]))
def test_passwords_that_will_not_do(path: str, password: str) -> None:
    for function, args in ((add_account, ("bea", "admin")), (accounts.set_password, ("Ada",))):
        what = refused(args[0], function, path, *args, password)
        assert "8 to 1024 characters" in what
        assert password not in what or not password
    assert verified(path, "ada", password) is None
    assert verified(path, "ada", GOOD)


def test_roles_that_there_are_not(path: str) -> None:
    assert "reader, editor or admin" in refused("root", add_account, path, "bea", "root", GOOD)
    assert "reader, editor or admin" in refused("Admin", accounts.set_role, path, "ada", "Admin")


# the file


@pytest.mark.skipif(os.name != "posix", reason="permissions are of POSIX")
def test_the_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = accounts.accounts_path(str(tmp_path / "desk.selon"))
        add_account(path, "ada", "admin", GOOD)
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert os.listdir(tmp_path) == ["desk.selon.users"]


@pytest.mark.skipif(os.name != "posix", reason="permissions are of POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o660, 0o604])
def test_a_file_that_others_may_read_opens_nothing(path: str, mode: int) -> None:
    os.chmod(path, mode)
    assert "run chmod 600" in told(path)
    os.chmod(path, 0o600)
    assert list_accounts(path)


def test_neither_password_nor_what_was_removed_stays_in_the_file(path: str) -> None:
    hash = str(value(path, "SELECT hash FROM accounts")).encode()
    assert GOOD.encode() not in Path(path).read_bytes() and hash in Path(path).read_bytes()
    accounts.remove_account(path, "ada")
    assert hash not in Path(path).read_bytes()


def test_a_file_that_is_missing_or_empty(tmp_path: Path) -> None:
    path = tmp_path / "desk.selon.users"
    assert "selon user add NAME --role admin" in told(path)
    refused(str(path), accounts.set_role, str(path), "ada", "admin")
    assert not path.exists()
    path.touch(mode=0o600)
    assert "selon user add NAME --role admin" in told(path)
    add_account(str(path), "ada", "admin", GOOD)
    assert verified(str(path), "ada", GOOD)


def test_nothing_is_made_for_what_will_not_do(tmp_path: Path) -> None:
    path = str(tmp_path / "desk.selon.users")
    for name, role, password in (("a b", "admin", GOOD), ("ada", "root", GOOD), ("ada", "admin", "short")):
        with pytest.raises(InputError):
            add_account(path, name, role, password)  # type: ignore[arg-type]
    assert not os.path.exists(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "folder.users"
    folder.mkdir()
    assert "is a folder" in told(folder)
    assert "is a folder" in refused(str(folder), add_account, str(folder), "ada", "admin", GOOD)
    assert "check its folder" in refused(path := str(tmp_path / "no" / "a"), add_account, path, "ada", "admin", GOOD)
    (tmp_path / "text").write_text("Bonjour " * 40)
    (tmp_path / "text").chmod(0o600)
    for name in ("text/a.users", "a" * 300):
        assert "check its folder" in refused(path := str(tmp_path / name), add_account, path, "ada", "admin", GOOD)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    assert "there are no accounts" in refused(str(link), add_account, str(link), "ada", "admin", GOOD)
    assert not (tmp_path / "nowhere").exists()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert "is a pipe" in told(tmp_path / "pipe")


def test_what_is_not_ours_is_left_as_it_was(tmp_path: Path) -> None:
    text, other, record = (tmp_path / name for name in ("text", "other", "record"))
    text.write_text("Bonjour " * 400)
    database(str(other), "CREATE TABLE accounts (key, name, role, hash, epoch)")
    open_record(str(record), create=True).close()
    for path in (text, other, record):
        path.chmod(0o600)
        before = path.read_bytes()
        assert "is no file of selon's accounts" in told(path)
        assert "is no file" in refused(str(path), add_account, str(path), "ada", "admin", GOOD)
        assert path.read_bytes() == before


def test_a_file_of_a_newer_selon(path: str) -> None:
    database(path, f"PRAGMA user_version = {accounts.FORM + 1}")
    assert "update selon" in told(path)
    assert "update selon" in refused(path, add_account, path, "bea", "admin", GOOD)


@pytest.mark.parametrize("statement", ["DROP TABLE held", "DELETE FROM held", "UPDATE held SET secret = x''"])
def test_a_file_without_its_secret_signs_nothing(path: str, statement: str) -> None:
    database(path, statement)
    assert "is damaged" in refused(path, accounts.session_secret, path)


def test_a_file_that_was_cut_or_overwritten_is_told_and_never_a_traceback(path: str, tmp_path: Path) -> None:
    whole = Path(path).read_bytes()
    bad = tmp_path / "bad.users"
    cut = [whole[:length] for length in range(2, len(whole), len(whole) // 40)]
    holed = [whole[:at] + b"\xa5" * 400 + whole[at + 400 :] for at in range(100, len(whole) - 400, 150)]
    telling = 0
    for each in (*cut, *holed):
        bad.write_bytes(each)
        bad.chmod(0o600)
        try:
            listed = list_accounts(str(bad))
            assert verified(str(bad), "ada", GOOD) in (None, *listed)
            accounts.session_secret(str(bad))
            accounts.set_role(str(bad), "ada", "reader")
        except InputError as error:
            telling += 1
            assert "damaged" in error.what or "no file of selon" in error.what or "has no account" in error.what
            assert str(error).isprintable()
    assert telling > len(cut)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_or_read(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chmod(path, 0o400)
    monkeypatch.setattr(accounts, "HASHER", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert verified(path, "ada", GOOD)  # though its hash cannot be made anew
    assert "may not be written to" in refused(path, accounts.set_role, path, "ada", "reader")
    os.chmod(path, 0o000)
    assert "cannot be opened" in told_unread(path)
    folder = os.path.dirname(path)
    os.chmod(folder, 0o500)
    try:
        other = os.path.join(folder, "other.users")
        assert "cannot be made" in refused(other, add_account, other, "ada", "admin", GOOD)
    finally:
        os.chmod(folder, 0o700)


def told_unread(path: str) -> str:
    return refused(path, list_accounts, path)


def test_a_file_that_stays_busy(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "PATIENCE", 0.05)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    assert "is busy" in refused(path, accounts.set_role, path, "ada", "reader")
    assert verified(path, "ada", GOOD)  # to be asked it need not wait
    db.close()


# several processes

ADDS = """
import sys
from argon2 import PasswordHasher
from selon.web import accounts
from selon.wire.errors import InputError
accounts.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
path, mine = sys.argv[1:]
sys.stdin.read(1)
for number in range(15):
    accounts.add_account(path, f"{mine}{number}", "reader", "correct horse")
    try:
        accounts.add_account(path, f"both{number}", "editor", f"password of {mine}")
        print(f"both{number}")
    except InputError as error:
        assert "has an account already" in error.what, error
"""
KILLED = """
import os, signal, sys
from selon.web import accounts
with accounts._opened(sys.argv[1], change=True) as db:
    db.execute("PRAGMA cache_spill = 1")
    db.execute("DELETE FROM accounts")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def started(script: str, *args: str) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", script, *args]
    return subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_two_processes_add_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "desk.selon.users")
    processes = {mine: started(ADDS, path, mine) for mine in ("a", "b")}
    for process in processes.values():
        assert process.stdin
        process.stdin.write("x")
        process.stdin.flush()
    won = {mine: process.communicate(timeout=60)[0].split() for mine, process in processes.items()}
    assert [process.returncode for process in processes.values()] == [0, 0]
    assert sorted(won["a"] + won["b"]) == sorted(f"both{number}" for number in range(15))
    names = {account.name for account in list_accounts(path)}
    assert names == {f"{mine}{number}" for mine in ("a", "b", "both") for number in range(15)}
    for winner, password in (("a", "password of a"), ("b", "password of b")):
        assert all(verified(path, name, password) for name in won[winner])
    assert value(path, "SELECT count(DISTINCT epoch) FROM accounts") == 45
    assert value(path, "SELECT count(*) FROM held") == 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills as POSIX does")
def test_a_change_that_is_killed_is_none(path: str) -> None:
    process = started(KILLED, path)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert verified(path, "ada", GOOD)


def test_a_copy_of_the_record_takes_no_account_along(path: str, tmp_path: Path) -> None:
    record = tmp_path / "desk.selon"
    open_record(str(record), create=True).close()
    shutil.copy(record, tmp_path / "copy.selon")
    copy = accounts.accounts_path(str(tmp_path / "copy.selon"))
    assert "there are no accounts" in told(copy)
    assert b"argon2" not in record.read_bytes()
