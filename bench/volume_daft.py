"""`selon batch --workers 2` to Daft with two processes, on the same Parquet: wall time, start and all, and the rows.

They take turns, and each counts by its least round. The rows of all tables must be the same, whatever their order.
Exit code 0: Daft takes at most RATIO times as long, and the rows are the same.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from bench.speed import sample
from selon.export.parquet import arrow_schema
from selon.volume.tables import COLUMNS, schema_name

RATIO = 1.10
TEXTS = 4000  # sixteen parts of a batch: as many for each of its workers
NAME = "news.parquet"
BATCH = """import sys
from selon.cli import main
sys.argv = ["selon", "batch", sys.argv[1], "--out", sys.argv[2], "--workers", "2"]
main()"""
DAFT = """import sys
from selon.volume.frames import read_frame, write_tables
import daft
write_tables(read_frame(daft.read_parquet(sys.argv[1]), processes=2), sys.argv[2])"""
RAY = """import ray
ray.init(num_cpus=3, include_dashboard=False, log_to_driver=False)
import daft
daft.set_runner_ray()
"""


def write_input(texts: int, path: Path) -> None:
    """So many texts as Parquet, those of the corpus again and again, each with its number; and with the `path` by which
    `selon batch` calls the row."""
    rows = [
        {"path": f"{NAME}#{number}", "text": f"{text}\n\nArticle {number}.", "url": f"https://example.org/{number}"}
        for number, text in zip(range(1, texts + 1), cycle(each.text for each in sample(texts)), strict=False)
    ]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path)


def seconds(program: str, source: Path, out: Path) -> tuple[float, float]:
    """The wall time of a program in a process of its own, and the CPU time of that and its children, which other work
    on the machine touches less; what Ray starts is not among them."""
    src = str(Path(__file__).resolve().parent.parent / "src")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [src, os.environ.get("PYTHONPATH")]))}
    began, used = time.monotonic(), cpu()
    command = [sys.executable, "-c", program, str(source), str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
    return time.monotonic() - began, cpu() - used


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table, sorted."""
    schema = arrow_schema(COLUMNS[table], schema_name(table)).remove_metadata()
    files = [pyarrow.parquet.read_table(file).replace_schema_metadata() for file in (folder / table).glob("*.parquet")]
    return sorted((row for file in files for row in file.cast(schema).to_pylist()), key=repr)


def different(one: Path, other: Path) -> list[str]:
    """The tables whose rows are not the same."""
    return [table for table in COLUMNS if rows(one, table) != rows(other, table)]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.volume_daft", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--texts", type=int, default=TEXTS, help=f"how many texts (default {TEXTS})")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the least counts (default 3)")
    parser.add_argument("--ray", action="store_true", help="also Daft on Ray: two processes, three CPUs; only shown")
    args = parser.parse_args(argv)
    programs = {"batch": BATCH, "daft": DAFT} | ({"ray": RAY + DAFT} if args.ray else {})
    least = dict.fromkeys(programs, math.inf)
    odd: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / NAME
        write_input(args.texts, source)
        for number in range(args.rounds):
            for which in programs if number % 2 else reversed(programs):
                took, used = seconds(programs[which], source, Path(name) / f"{which}{number}")
                print(f"round {number} {which:5} {took:6.1f} s, {used:6.1f} s of CPU", flush=True)
                least[which] = min(least[which], took)
            for which in [which for which in programs if which != "batch"]:
                odd += different(Path(name) / f"batch{number}", Path(name) / f"{which}{number}")
    ratio = least["daft"] / least["batch"]
    print(f"daft to batch {ratio:.2f} (at most {RATIO}); rows differ in {', '.join(odd) or 'no table'}")
    return 1 if odd or ratio > RATIO else 0


if __name__ == "__main__":
    sys.exit(main())
