"""What can make a name, by the name that `Made.construction` gives it: each has its example as docstring."""

from __future__ import annotations

from collections.abc import Callable

from selon.stages.names.bodies import body, place, portfolio, street
from selon.stages.names.brackets import brackets, expansion
from selon.stages.names.evidence import AROUND, HERE, OF_NAME
from selon.stages.names.guesses import guess
from selon.stages.names.shortnames import with_shortnames
from selon.stages.names.spans import listed, people

CONSTRUCTIONS: dict[str, Callable[..., object]] = {
    **{look.__name__: look for look in (*OF_NAME, *AROUND, *HERE)},
    **{look.__name__: look for look in (body, street, place, portfolio, listed, people, expansion, guess)},
    "bracket": brackets,
    "shortname": with_shortnames,
}
