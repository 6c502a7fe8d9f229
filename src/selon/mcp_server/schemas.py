"""Schemas: types → JSON Schema, as the protocol wants it: an object at the root, and what need not be there left out
rather than null."""

from __future__ import annotations

from typing import Any

import msgspec


def schema_of(type: type) -> dict[str, Any]:
    """Returns the JSON schema of a struct, an object at its root."""
    _, components = msgspec.json.schema_components([type], ref_template="#/$defs/{name}")
    plain = {name: _plain(held) for name, held in components.items()}
    root: dict[str, Any] = plain.pop(type.__name__)
    return {**root, "$defs": plain} if plain else root


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a struct without the nulls of its fields."""
    properties = {name: _without_null(held) for name, held in schema.get("properties", {}).items()}
    return {**schema, "properties": properties}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """That of a field; its own description comes before that of its type."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {**kinds[0], **{key: held for key, held in schema.items() if key not in ("anyOf", "default")}}
