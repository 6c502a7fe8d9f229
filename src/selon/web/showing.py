"""Showing: an answer as a page or, under the same address with `.json`, as JSON; with `.csv`, its rows as a table for
spreadsheets. A page holds no more than its JSON."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from selon.export.answers import Answer, lines
from selon.model.findings import Act
from selon.web.guard import account_of_request, form_token, keep_session
from selon.web.texts import COOKIE, language_of, load_texts

HTML = "text/html; charset=utf-8"
JSON = "application/json"
NAME, LONGEST = re.compile(r"[^\w.-]", re.ASCII), 100  # what a file's name may not hold; characters of one
CSV = "text/csv; charset=utf-8"
MOST = 5000  # rows of a table for spreadsheets
STATEMENTS = ("say", *get_args(Act))  # events that are somebody's saying something: they have no tellings of their own


@cache
def load_templates() -> Environment:
    """The templates. Whatever they are given is text, never markup."""
    folder = Path(__file__).with_name("templates")
    made = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
    made.trim_blocks = made.lstrip_blocks = True
    made.globals["statements"] = STATEMENTS
    made.filters["short"] = short
    made.filters["hour"] = lambda moment: datetime.fromisoformat(moment).astimezone().strftime("%H:%M %Z")
    made.filters["day"] = lambda moment: str(moment or "")[:10]
    return made


def texts_of(request: Request) -> dict[str, str]:
    """The texts of the page in the language that whoever asks reads."""
    return load_texts(_language(request))


def _language(request: Request) -> str:
    return language_of(request.cookies.get(COOKIE), request.headers.get("accept-language"))


def short(words: str, most: int = 160) -> str:
    """Words for a list: a title, or what is said, may be as long as a dispatch."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def is_table(request: Request) -> bool:
    """Whether rows are asked for, as a table for spreadsheets."""
    return str(request.scope["path"]).endswith(".csv")


def most(request: Request, shown: int, limit: int | None = None) -> int:
    """How many rows to ask for: as many as are asked for, else those that a page shows; for a table more."""
    return limit or (MOST if is_table(request) else shown)


def show(
    request: Request, template: str, data: dict[str, Any], beside: dict[str, Any] | None = None, status: int = 200
) -> Response:
    """Returns the data as JSON, or their `rows` as CSV, where the address ends so, else as the page; `beside` is for
    the page alone."""
    path = str(request.scope["path"])  # what the address was: a # in it is no end
    if path.endswith(".json"):
        return Response(msgspec.json.encode(data), status, media_type=JSON)
    if is_table(request) and "rows" in data:
        return _table(request, data["rows"])
    lang, texts = _language(request), texts_of(request)
    context = {
        **data,
        **(beside or {}),
        "lang": lang,
        "t": lambda key, **held: texts[key].format(**held) if held else texts[key],
        "called": lambda section, key: texts.get(f"{section}.{key}", key),  # a type or a role that selon may yet get
        "account": account_of_request(request),
        "token": form_token(request),
        "path": path,
        "query": str(request.url.query),
        "demands": request.app.state.desk.demands,
    }
    answer = Response(load_templates().get_template(template).render(context), status, media_type=HTML)
    keep_session(request, answer)
    return answer


def _table(request: Request, rows: list[Answer]) -> Response:
    """The rows, to be kept under the name of what was asked (`find.csv`)."""
    name = NAME.sub("_", str(request.scope["path"]).rpartition("/")[2])[-LONGEST:]
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response("".join(lines(rows, "csv", (), 80, False)), media_type=CSV, headers=headers)
