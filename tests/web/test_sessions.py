"""Sessions and the tokens of forms: what is forged, old, cut or of elsewhere names nobody, and is no error."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from selon.web import accounts, sessions
from selon.web.accounts import Account, add_account
from selon.web.sessions import anonymous_session, csrf_is_good, csrf_token, make_session, session_account
from selon.wire.errors import InputError

ADA = Account("Ada", "editor")
GOOD = "correct horse"
HOSTILE = ("", "\0", "a", ".", "..", "...", "a.b.c", "é", "\ud800", "' OR 1=1 --", "A" * 1_000_000, ".eJw.AAAA.AAAA")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file of accounts, in which is Ada's."""
    monkeypatch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    path = accounts.accounts_path(str(tmp_path / "desk.selon"))
    add_account(path, *ADA, GOOD)
    return path


def at(monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: moment)


def signed(secret: bytes, held: object) -> str:
    """A session as the module signs it, that holds something else."""
    how = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return str(URLSafeTimedSerializer(secret, salt=sessions.PURPOSE, signer_kwargs=how).dumps(held))


# sessions


def test_a_session_is_its_accounts(path: str) -> None:
    add_account(path, "bea", "admin", GOOD)
    session = make_session(path, ADA)
    assert session_account(path, session) == ADA
    assert session_account(path, make_session(path, Account("BEA", "reader"))) == Account("bea", "admin")
    assert len(session) < 200 and session.isascii()


def test_the_longest_names_session_is_short_enough(path: str) -> None:
    name = "".join(chr(0x100 + 2 * at) for at in range(23)) * 2 + "ỹ" * 18
    account = add_account(path, name, "reader", GOOD)
    session = make_session(path, account)
    assert len(session) < 1024
    assert session_account(path, session) == account


def test_a_session_lasts_twelve_hours(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 1_700_000_000)
    session = make_session(path, ADA)
    for later, found in ((0, ADA), (43_200, ADA), (43_201, None), (10**9, None), (-1, None)):
        at(monkeypatch, 1_700_000_000 + later)
        assert session_account(path, session) == found


def test_what_ends_a_session(path: str) -> None:
    first = make_session(path, ADA)
    accounts.set_password(path, "ada", "another horse")
    second = make_session(path, ADA)
    assert [session_account(path, each) for each in (first, second)] == [None, ADA]
    accounts.set_role(path, "ada", "reader")
    third = make_session(path, ADA)
    assert [session_account(path, each) for each in (first, second, third)] == [None, None, Account("Ada", "reader")]
    accounts.remove_account(path, "ada")
    assert session_account(path, third) is None
    add_account(path, *ADA, GOOD)
    assert [session_account(path, each) for each in (first, second, third)] == [None] * 3
    assert session_account(path, make_session(path, ADA)) == ADA


def test_what_is_done_to_another_account_ends_no_session(path: str) -> None:
    session = make_session(path, ADA)
    add_account(path, "bea", "admin", GOOD)
    accounts.set_role(path, "bea", "reader")
    accounts.remove_account(path, "bea")
    assert session_account(path, session) == ADA


def test_who_has_no_account_has_no_session(path: str) -> None:
    for name in ("bea", "", "\0", "' OR 1=1 --"):
        with pytest.raises(InputError, match="has no account"):
            make_session(path, Account(name, "admin"))


def test_a_session_that_was_changed_or_cut_names_nobody(path: str) -> None:
    session = make_session(path, ADA)
    for place, letter in enumerate(session[:-1]):  # the last one has bits that no byte takes
        other = session[:place] + ("A" if letter != "A" else "B") + session[place + 1 :]
        assert session_account(path, other) is None, place
    assert all(session_account(path, session[:length]) is None for length in range(len(session)))
    for other in (session + "A", session + ".", " " + session, session + "\n", session * 2, session.upper()):
        assert session_account(path, other) is None


def test_a_session_whose_name_was_exchanged_names_nobody(path: str) -> None:
    add_account(path, "bea", "admin", GOOD)
    held, *rest = make_session(path, ADA).split(".")
    plain = urlsafe_b64decode(held + "=" * (-len(held) % 4))
    assert b"Ada" in plain
    forged = urlsafe_b64encode(plain.replace(b"Ada", b"bea")).rstrip(b"=").decode()
    assert session_account(path, ".".join((forged, *rest))) is None


def test_a_session_of_another_file_names_nobody(path: str, tmp_path: Path) -> None:
    other = str(tmp_path / "other.users")
    add_account(other, *ADA, GOOD)
    assert accounts.standing(other, "ada") == accounts.standing(path, "ada")
    assert session_account(path, make_session(other, ADA)) is None
    assert session_account(other, make_session(path, ADA)) is None


def test_what_is_signed_otherwise_names_nobody(path: str) -> None:
    secret = accounts.session_secret(path)
    assert session_account(path, signed(secret, ["Ada", 1])) == ADA
    for wrong in (b"\0", bytes(32), secret[:-1] + bytes([secret[-1] ^ 1]), secret + b"\1", secrets.token_bytes(32)):
        assert session_account(path, signed(wrong, ["Ada", 1])) is None
    assert session_account(path, str(URLSafeTimedSerializer(secret).dumps(["Ada", 1]))) is None
    plain = URLSafeTimedSerializer(secret, salt=sessions.PURPOSE)  # SHA-1, as it would be by itself
    assert session_account(path, str(plain.dumps(["Ada", 1]))) is None


@pytest.mark.parametrize(
    "held", [None, "Ada", 1, [], ["Ada"], ["Ada", "1"], ["Ada", 1, 2], {"Ada": 1}, [1, "Ada"], ["Ada", 2], ["\0", 1]]
)
def test_what_is_signed_but_no_session_names_nobody(path: str, held: object) -> None:
    assert session_account(path, signed(accounts.session_secret(path), held)) is None


@pytest.mark.parametrize("session", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_what_a_browser_may_send_names_nobody(path: str, session: str) -> None:
    assert session_account(path, session) is None


def test_nobody_is_named_by_an_anonymous_session_or_a_forms_token(path: str) -> None:
    one, other = anonymous_session(), anonymous_session()
    assert one != other and len(one) == 32
    assert session_account(path, one) is None
    assert session_account(path, csrf_token(accounts.session_secret(path), one)) is None


def test_a_file_that_is_gone_is_told(path: str) -> None:
    session = make_session(path, ADA)
    Path(path).unlink()
    with pytest.raises(InputError, match="there are no accounts"):
        session_account(path, session)
    add_account(path, *ADA, GOOD)
    assert session_account(path, session) is None


# tokens of forms


def test_a_forms_token_is_good_for_its_session_only(path: str) -> None:
    secret = accounts.session_secret(path)
    mine, others = make_session(path, ADA), [anonymous_session(), anonymous_session()]
    for session in (mine, *others):
        token = csrf_token(secret, session)
        assert len(token) == 64 and token == csrf_token(secret, session)
        assert csrf_is_good(secret, session, token)
        assert not any(csrf_is_good(secret, other, token) for other in (mine, *others) if other != session)
        assert not csrf_is_good(secrets.token_bytes(32), session, token)


def test_a_forms_token_that_was_changed_or_cut_is_not_good() -> None:
    secret, session = secrets.token_bytes(32), anonymous_session()
    token = csrf_token(secret, session)
    for place, digit in enumerate(token):
        assert not csrf_is_good(secret, session, token[:place] + ("0" if digit != "0" else "1") + token[place + 1 :])
        assert not csrf_is_good(secret, session, token[:place])
    for other in (token + "0", token.upper() + " ", " " + token, session):
        assert not csrf_is_good(secret, session, other)


@pytest.mark.parametrize("sent", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_what_a_browser_may_send_is_no_good_token(sent: str) -> None:
    secret, session = secrets.token_bytes(32), anonymous_session()
    assert not csrf_is_good(secret, session, sent)
    assert not csrf_is_good(secret, sent, csrf_token(secret, session))
    assert csrf_is_good(secret, sent, csrf_token(secret, sent)) is (sent != "")
