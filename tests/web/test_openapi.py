"""The description of the page in OpenAPI: whatever is sent by it, nothing breaks."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from selon.record.store import open_record
from selon.web.app import create_app
from selon.web.desk import Desk
from tests.desk import ALL, dispatches, take

EXAMPLES = 15  # of each operation


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    file = str(tmp_path_factory.mktemp("openapi") / "desk.selon")
    with open_record(file, create=True) as record:
        take(record, dispatches(ALL.items()))
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(Desk(file), ("*",)))


def test_nothing_breaks(page: schemathesis.BaseSchema) -> None:
    for operation in (result.ok() for result in page.get_all_operations()):

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def sent(case: schemathesis.Case) -> None:
            answer = case.call()
            assert answer.status_code < 500, f"{case.method} {case.path}: {answer.text[:500]}"

        sent()


def test_every_page_is_described(page: schemathesis.BaseSchema) -> None:
    described = {result.ok().path for result in page.get_all_operations()}
    assert {"/find.json", "/dispatches/{id}.json", "/events/{id}.json", "/judge.json", "/feed.json"} <= described
    assert {"/feed/watch.json", "/feed/ask.json", "/feed/stop.json"} <= described
    assert all(path.endswith((".json", ".csv")) for path in described)
