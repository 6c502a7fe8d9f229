"""The forms of the page, as tests send them, and what they are answered."""

from __future__ import annotations

import re

import httpx
from fastapi.testclient import TestClient


def token(client: TestClient, page: str) -> str:
    """The token that a form of the page sends back."""
    found = re.search(r'name="token" value="(\w+)"', client.get(page).text)
    assert found
    return found[1]


def reasoned(answer: httpx.Response, *statuses: int) -> None:
    """It is refused, with a reason that a person can read."""
    assert answer.status_code in statuses, answer.text[:300]
    assert "Traceback" not in answer.text
    assert "selon-" not in re.sub("selon-(session|lang)", "", answer.text), "a folder of the server"
    assert "<h1>" in answer.text or '"error"' in answer.text
