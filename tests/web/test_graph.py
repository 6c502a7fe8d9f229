"""The graph of who speaks of whom: the most heard, each once, and the same every time."""

from __future__ import annotations

from selon.web.graph import NODES, graph


def row(who: str, whom: str, claims: int, denials: int = 0) -> dict[str, str | int | float | None]:
    return {"who": who, "whom": whom, "claims": claims, "denials": denials}


def test_nobody_speaks() -> None:
    assert graph([]) == ([], [])


def test_the_most_heard_and_their_lines() -> None:
    rows = [row("A", "B", 9), row("B", "A", 1, 1), row("A", "A", 5), *(row(f"P{i}", "A", 1) for i in range(40))]
    nodes, edges = graph(rows)
    assert len(nodes) == NODES
    assert {"A", "B"} <= {node.name for node in nodes}
    titles = {edge.title: edge for edge in edges}
    assert titles["A → B: 9"].width == 6.0 and not titles["A → B: 9"].denies
    assert titles["B → A: 1"].width == 2.0 and titles["B → A: 1"].denies
    assert "A → A: 5" not in titles
    assert graph(list(reversed(rows)))[0] == nodes


def test_names_stand_outside_the_circle_and_on_the_page() -> None:
    nodes, _ = graph([row(f"P{i}", f"P{i + 1}", 1) for i in range(19)])
    for node in nodes:
        assert 0 <= node.x <= 660 and 0 <= node.y <= 440
        assert (node.anchor == "start") == (node.label_x > node.x and node.anchor != "middle")
