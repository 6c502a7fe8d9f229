"""Sessions: what a browser holds to show who logged in, and the tokens that show that a form is ours.

A session is signed, not kept: it names an account and the account's epoch, and the accounts' file decides whether that
is still so. It can be neither made nor changed without the file's secret.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from itsdangerous import BadData, URLSafeTimedSerializer

from selon.web.accounts import Account, session_secret, standing, unknown_account

LASTS = 12 * 60 * 60  # seconds
LONGEST = 4096  # characters of a session; no browser keeps a longer one
PURPOSE = "selon.web.session.1"  # what a signature is good for; the number is that of the form of what is signed
FORMS = b"selon.web.form.1\0"
ANONYMOUS = 24  # bytes


def make_session(path: str, account: Account) -> str:
    """Makes a session of an account, for whoever has just shown its password; `path` is that of the accounts' file.

    It is good for 12 hours, unless the account changes. Raises InputError where the account is no more.
    """
    found = standing(path, account.name)
    if found is None:
        raise unknown_account(account.name)
    return str(_signer(path).dumps([account.name, found[1]]))


def session_account(path: str, session: str) -> Account | None:
    """Returns the account of a session, as it is now; `path` is that of the accounts' file.

    None for a session that is over, forged, cut, of another file, or from before the account was changed or removed.
    Raises InputError where the file cannot be used.
    """
    if not session.isascii() or not 0 < len(session) <= LONGEST:
        return None
    try:
        held = _signer(path).loads(session, max_age=LASTS)
    except BadData:
        return None
    match held:
        case [str(name), int(epoch)]:
            found = standing(path, name)
            return found[0] if found and found[1] == epoch else None
    return None


def anonymous_session() -> str:
    """Makes a session that names nobody, for forms to be bound to: of a desk that asks for no account, or of the page
    on which one logs in."""
    return secrets.token_urlsafe(ANONYMOUS)


def csrf_token(secret: bytes, session: str) -> str:
    """Returns what a form must send back to show that it is ours: 64 characters, good for that session only."""
    return hmac.new(secret, FORMS + _bytes(session), hashlib.sha256).hexdigest()


def csrf_is_good(secret: bytes, session: str, token: str) -> bool:
    """Whether a form's token is that of the session; how long it takes does not tell how much of it is right."""
    return session != "" and hmac.compare_digest(_bytes(csrf_token(secret, session)), _bytes(token))


def _bytes(text: str) -> bytes:
    """The bytes of anything that a browser may send."""
    return text.encode("utf-8", "surrogatepass")


def _signer(path: str) -> URLSafeTimedSerializer:
    how = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(session_secret(path), salt=PURPOSE, signer_kwargs=how)
