"""The error of an input: one line for a person, which names the input and says what to do."""

from __future__ import annotations


class InputError(ValueError):
    """An input cannot be read. `name` is the input, `what` what is wrong with it and what to do about it.

    Its string is "name: what".
    """

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"{name}: {what}")
        self.name = name
        self.what = what

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        """As it was made: an error is handed from one process to another."""
        return type(self), (self.name, self.what)
