"""The forms of the page, as tests send them."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient


def token(client: TestClient, page: str) -> str:
    """The token that a form of the page sends back."""
    found = re.search(r'name="token" value="(\w+)"', client.get(page).text)
    assert found
    return found[1]
