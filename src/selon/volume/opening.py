"""Opening: the files of tables, by pyarrow, and what goes wrong with them."""

from __future__ import annotations

from typing import Any

from selon.wire.errors import InputError

NO_PYARROW = "is Parquet, which needs pyarrow; pip install 'selon[batch]'"


def open_table(file: str) -> Any:
    """Returns the ParquetFile. Raises InputError where pyarrow is missing, and what `damage` names."""
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError(file, NO_PYARROW) from error
    return ParquetFile(file)


def damage() -> tuple[type[Exception], ...]:
    """What pyarrow, which is there, raises for a file that it cannot read; ValueError where text is no UTF-8."""
    from pyarrow import ArrowException

    return (ArrowException, OSError, ValueError)


def short(error: Exception) -> str:
    """What an error says, on a line."""
    return " ".join(str(error).split())[:100] or type(error).__name__
