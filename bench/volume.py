"""`selon batch` in ratios, and on a crawl that is made (bench.crawl), read whole though it is killed on the way.

- batch: the CPU time of reading alone to that of a batch of the same texts, in one process, in turns.
- workers: a batch of a crawl by the command line, in one process and in two, start and all; the same tables.
- crawl: all that was planted is found and counted; killed again and again, the tables are the same, byte for byte; the
  memory of the largest process.

Exit codes: 0 all hold, 1 some do not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count, repeat
from pathlib import Path

import msgspec

from bench.crawl import Planted, make_crawl
from bench.speed import measure as measure_turns
from bench.speed import read, sample
from selon.model import Dispatch
from selon.volume.items import Columns, find
from selon.volume.parts import MANIFEST, Line
from selon.volume.runs import PART, Run, run
from selon.volume.shards import Asked

BATCH, WORKERS, MEMORY = 0.95, 1.8, 900  # ratios; MB of a worker
PAGES, KILLS, ROUNDS = 20_000, 5, 12
SELON = [sys.executable, "-c", "from selon.cli import main; main()"]


def batch_ratio(folder: Path) -> float:
    """The least CPU time of reading to the least of a batch, of one part."""
    texts, outs = sample(PART), map("{}/out{}".format, repeat(folder), count())
    lines = folder / "texts.jsonl"
    lines.write_text("".join(json.dumps({"text": each.text}) + "\n" for each in texts), encoding="utf-8")
    inputs, _ = find([str(lines)])

    def batch(_: list[Dispatch]) -> None:
        run(Run(inputs, Path(next(outs)), Columns(), Asked()), 1)

    measure_turns([texts], [read, batch], 1)  # a round that does not count: caches fill
    reading, batched = measure_turns([texts], [read, batch], ROUNDS)
    return reading / batched


def command(crawl: Path, out: Path, workers: int) -> list[str]:
    return [*SELON, "batch", str(crawl), "--out", str(out), "--workers", str(workers)]


def seconds(crawl: Path, out: Path, workers: int) -> float:
    began = time.perf_counter()
    subprocess.run(command(crawl, out, workers), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def kill(crawl: Path, out: Path, kills: int, longest: float) -> int:
    """Kills the batch so often, then lets it end; returns how often it was killed before its end."""
    moments, killed = random.Random(1789), 0
    for _ in range(kills):
        running = subprocess.Popen(command(crawl, out, 2), stdout=subprocess.DEVNULL, start_new_session=True)
        try:
            running.wait(moments.uniform(0.3, 1) * longest)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            killed += 1
    subprocess.run(command(crawl, out, 2), check=True, stdout=subprocess.DEVNULL)
    return killed


def hashes(out: Path) -> dict[str, str]:
    """The hash of each table's files; the manifest says how long each part took, and is left out."""
    files = sorted(out.glob("*/*.parquet"))
    return {f"{file.parent.name}/{file.name}": hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def found(out: Path) -> Planted:
    """What the manifest counts; how many texts came before, by the ids."""
    from pyarrow import dataset

    lines = [msgspec.json.decode(file.read_bytes(), type=Line) for file in (out / MANIFEST).glob("*.json")]
    skipped = sum((Counter(line.skipped) for line in lines), Counter[str]())
    ids = dataset.dataset(out / "dispatches").to_table(columns=["id"])["id"].to_pylist()
    pages = sum(line.rows["dispatches"] for line in lines)
    return Planted(pages, pages - len(set(ids)), skipped, sum(len(line.failed) for line in lines))


def hold(name: str, holds: bool, told: str) -> bool:
    print(f"{name}: {told}{'' if holds else ' — DOES NOT HOLD'}", flush=True)
    return holds


def measure(folder: Path, pages: int, kills: int) -> Iterator[bool]:
    ratio = batch_ratio(folder)
    yield hold("batch", ratio >= BATCH, f"{ratio:.2f} times the speed of reading alone (at least {BATCH})")
    crawl = folder / "crawl.warc.gz"
    planted = make_crawl(crawl, pages)
    one, whole = (seconds(crawl, folder / out, workers) for workers, out in ((1, "one"), (2, "whole")))
    told = f"two {one / whole:.2f} times as fast as one (at least {WORKERS}): {one:.0f} s, {whole:.0f} s"
    yield hold("workers", one / whole >= WORKERS, told)
    same = hashes(folder / "one") == hashes(folder / "whole")
    yield hold("same", same, f"what one process writes, and two: {same}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    yield hold("memory", memory < MEMORY, f"{memory:.0f} MB at most in a process (under {MEMORY})")
    counted = found(folder / "whole")
    same = (counted.pages, counted.skipped, counted.failed) == (planted.pages, planted.skipped, planted.failed)
    told = f"{pages} pages in {whole:.0f} s by two workers: found {counted}, planted {planted}"
    yield hold("crawl", same and abs(counted.again - planted.again) <= 1, told)
    killed = kill(crawl, folder / "killed", kills, whole / kills)
    same = hashes(folder / "whole") == hashes(folder / "killed")
    yield hold("kills", same and killed > 0, f"killed {killed} times; the same tables: {same}")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.volume", description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--kills", type=int, default=KILLS)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        return 0 if all(list(measure(Path(name), args.pages, args.kills))) else 1


if __name__ == "__main__":
    sys.exit(main())
