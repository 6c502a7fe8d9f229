"""What can make a place, by the name that `Made.construction` gives it: each has its example as docstring."""

from __future__ import annotations

from collections.abc import Callable

from selon.stages.places.coasts import coast
from selon.stages.places.phrases import bureau, dateline, listed, named

CONSTRUCTIONS: dict[str, Callable[..., object]] = {
    look.__name__: look for look in (named, listed, dateline, bureau, coast)
}
