"""The graph of who speaks of whom: those who are spoken of or speak most, on a circle, and a line for each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import cos, pi, sin, sqrt
from typing import NamedTuple

from selon.record.store import Found

NODES = 20
SIZE, RIM = 400.0, 130.0  # user units: the side of the square, and what names outside the circle take
WIDEST = 6.0


class Node(NamedTuple):
    """Who stands there; `anchor` and `label_x` place the name outside the circle."""

    name: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


class Edge(NamedTuple):
    """A line from who speaks to whom they speak of: a curve that bends to the middle, the wider the more claims."""

    path: str
    width: float
    title: str
    denies: bool


def graph(rows: Sequence[Found]) -> tuple[list[Node], list[Edge]]:
    """Returns the nodes and the edges of the rows of a matrix, those of most claims."""
    weight: Counter[str] = Counter()
    for row in rows:
        weight[str(row["who"])] += int(row["claims"] or 0)
        weight[str(row["whom"])] += int(row["claims"] or 0)
    chosen = sorted(weight, key=lambda name: (-weight[name], name))[:NODES]
    nodes = {name: _node(name, at, len(chosen)) for at, name in enumerate(sorted(chosen))}
    held = [row for row in rows if row["who"] in nodes and row["whom"] in nodes and row["who"] != row["whom"]]
    most = max((int(row["claims"] or 0) for row in held), default=1)
    return list(nodes.values()), [_edge(row, nodes, most) for row in held]


def _node(name: str, at: int, number: int) -> Node:
    angle = 2 * pi * at / max(number, 1) - pi / 2
    middle, radius = SIZE / 2 + RIM, SIZE / 2
    x, y = middle + radius * cos(angle), SIZE / 2 + 20 + radius * sin(angle)
    out_x, out_y = middle + (radius + 10) * cos(angle), SIZE / 2 + 24 + (radius + 10) * sin(angle)
    anchor = "middle" if abs(cos(angle)) < 0.2 else "start" if cos(angle) > 0 else "end"
    return Node(name, x, y, out_x, out_y, anchor)


def _edge(row: Found, nodes: dict[str, Node], most: int) -> Edge:
    one, other = nodes[str(row["who"])], nodes[str(row["whom"])]
    middle = SIZE / 2 + RIM, SIZE / 2 + 20
    path = f"M{one.x:.1f} {one.y:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {other.x:.1f} {other.y:.1f}"
    claims = int(row["claims"] or 0)
    return Edge(path, WIDEST * sqrt(claims / most), f"{one.name} → {other.name}: {claims}", bool(row["denials"]))
