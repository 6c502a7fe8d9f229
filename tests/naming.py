"""What the tests ask of the names of a text, and of what they stand for."""

from __future__ import annotations

from selon.model import Entity, Reading
from selon.reading import read


def entities(reading: Reading) -> dict[str, Entity]:
    return {entity.id: entity for entity in reading.entities}


def named(text: str) -> list[tuple[str, str]]:
    """The names of the text, each with the name of what it stands for."""
    reading = read(text)
    return [(name.text, entities(reading)[name.entity].name) for name in reading.names]


def of_kind(text: str, kind: str) -> list[str]:
    return [name.text for name in read(text).names if name.kind == kind]


def entity_of(reading: Reading, words: str) -> Entity:
    """What the first name of those words stands for."""
    return entities(reading)[next(name.entity for name in reading.names if name.text == words)]


def stands(text: str, words: str) -> list[tuple[str, str | None]]:
    """Kind and country of what each name of those words stands for."""
    reading = read(text)
    found = [entities(reading)[name.entity] for name in reading.names if name.text == words]
    return [(entity.kind, entity.country) for entity in found]


def roles(text: str, words: str) -> list[tuple[str, str | None]]:
    return [(role.title, role.body) for role in entity_of(read(text), words).roles]
