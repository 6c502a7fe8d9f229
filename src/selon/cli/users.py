"""`selon user add`, `list`, `password`, `role`, `remove`: who may log in to the pages that `selon serve` shows."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from selon.cli.app import app
from selon.cli.options import RECORD, Answers, RecordFile
from selon.cli.record import opened_record, write_answers
from selon.cli.terminal import is_terminal, orderly

LONGEST = 8192  # bytes of a password on standard input: more than the longest that will do

user = typer.Typer(no_args_is_help=True)
app.add_typer(user, name="user", help="Say who may log in to the pages of a record that others can reach.")

RoleName = Literal["reader", "editor", "admin"]
Name = Annotated[str, typer.Argument(help="The name that they log in with, in capitals or not.")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, one line, in place of asking.")
]


@user.command()
def add(
    name: Annotated[
        str, typer.Argument(help="The name to log in with: Latin letters, digits and . _ - @, at most 64.")
    ],
    role: Annotated[RoleName, typer.Option(help="reader reads, editor judges too, admin takes dispatches in too.")],
    password_stdin: FromStdin = False,
    record: RecordFile = RECORD,
) -> None:
    """Add an account. The accounts are kept beside the record, in a file that only you may read; passing the record on
    does not pass them on."""
    from selon.web.accounts import accounts_path, add_account, checked_name

    with opened_record(record):
        name = checked_name(name)
        add_account(accounts_path(record), name, role, _password(name, password_stdin))
        typer.echo(f"{name} may log in as {role}")


@user.command("list")
def list_(record: RecordFile = RECORD, format: Answers = "table") -> None:
    """List the accounts and their roles."""
    from selon.web.accounts import accounts_path, list_accounts

    with orderly():
        accounts = list_accounts(accounts_path(record))
        write_answers([account._asdict() for account in accounts], format, ("name", "role"))


@user.command("password")
def password_(name: Name, password_stdin: FromStdin = False, record: RecordFile = RECORD) -> None:
    """Set the password of an account anew. Whoever is logged in with it must log in again."""
    from selon.web.accounts import accounts_path, existing_account, set_password

    with orderly():
        account = existing_account(accounts_path(record), name)
        set_password(accounts_path(record), name, _password(account.name, password_stdin))
        typer.echo(f"{account.name} has a new password, and must log in again")


@user.command("role")
def role_(
    name: Name,
    role: Annotated[RoleName, typer.Argument(help="What they may do from now on.")],
    record: RecordFile = RECORD,
) -> None:
    """Set the role of an account. Whoever is logged in with it must log in again."""
    from selon.web.accounts import accounts_path, existing_account, set_role

    with orderly():
        account = existing_account(accounts_path(record), name)
        set_role(accounts_path(record), name, role)
        typer.echo(f"{account.name} is {role} now, and must log in again")


@user.command()
def remove(name: Name, record: RecordFile = RECORD) -> None:
    """Remove an account. Whoever is logged in with it is so no more; what they judged stays."""
    from selon.web.accounts import accounts_path, existing_account, remove_account

    with orderly():
        account = existing_account(accounts_path(record), name)
        remove_account(accounts_path(record), name)
        typer.echo(f"{account.name} may log in no more")


def _password(name: str, from_stdin: bool) -> str:
    """Asks for a password, twice and unseen, or reads one line; bytes that are no UTF-8 become what no password may
    hold."""
    if from_stdin:
        return sys.stdin.buffer.readline(LONGEST).decode("utf-8", "surrogateescape").rstrip("\r\n")
    if not is_terminal(sys.stdin):
        raise typer.BadParameter("there is no terminal to ask for the password on; give --password-stdin")
    return str(typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True))
