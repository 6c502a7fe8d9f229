"""The page on a record of 10,000 dispatches, with 20 readers at once on this machine: how long each address takes, at
the 95th percentile, and how heavy a page is. The readers are threads of a process of their own; each asks one page
after another, and looks at it for a second or so.

Exit codes: 0 every page answers in time and is light enough, 1 some do not.
"""

from __future__ import annotations

import argparse
import gzip
import math
import multiprocessing
import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import uvicorn

import selon
from bench.questions import DISPATCHES, fill
from bench.speed import sample
from selon.record.store import open_record
from selon.web.app import create_app
from selon.web.desk import Desk

READERS, ASKED = 20, 30  # requests of each reader
MOST_SECONDS, MOST_BYTES = 0.1, 300_000
PAUSE = 1.0  # seconds, about, that a reader looks at a page
PAGES = (
    *("/", "/find?words=président", "/find?says=Trump&act=deny", "/find?event=attack", "/timeline"),
    *(
        "/map",
        "/who",
        "/matrix",
        "/denials",
        "/denials?about=emploi",
        "/coverage",
        "/dispatches/{id}",
        "/events/{event}",
    ),
)


def read(address: str, pages: list[str], seed: int) -> list[tuple[str, float]]:
    """One reader: what they asked, and how long each took."""
    chosen, found = random.Random(seed), []
    with httpx.Client(base_url=address, timeout=30) as client:
        for _ in range(ASKED):
            page = chosen.choice(pages)
            time.sleep(chosen.uniform(0, 2 * PAUSE))
            began = time.perf_counter()
            status = client.get(page).status_code
            if status != 200:
                raise ValueError(f"{page} answered {status}")
            found.append((page, time.perf_counter() - began))
    return found


def read_all(address: str, pages: list[str], readers: int) -> list[list[tuple[str, float]]]:
    """All readers at once."""
    with ThreadPoolExecutor(readers) as pool:
        return list(pool.map(lambda seed: read(address, pages, seed), range(readers)))


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, math.ceil(share * len(times)) - 1)]


def serve(path: str) -> tuple[uvicorn.Server, str]:
    """Serves the record from a thread; gives the server and its address."""
    server = uvicorn.Server(uvicorn.Config(create_app(Desk(path)), host="127.0.0.1", port=0, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return server, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"


def addresses(client: httpx.Client) -> list[str]:
    """The pages, with a dispatch and an event of the record in them."""
    id = client.get("/find.json?rows=dispatches&limit=1").json()["rows"][0]["id"]
    event = client.get("/find.json?event=attack&rows=events&limit=1").json()["rows"][0]["id"]
    return [page.format(id=id, event=event) for page in PAGES]


def measure(path: str, readers: int) -> bool:
    server, address = serve(path)
    with httpx.Client(base_url=address, timeout=60) as client:
        pages = addresses(client)
        sizes = {page: client.get(page).content for page in pages}  # which also warms what is read once
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        asked = pool.apply(read_all, (address, pages, readers))
    server.should_exit = True
    times = [each for one in asked for each in one]
    for page in pages:
        mine = [seconds for each, seconds in times if each == page]
        weight = f"{len(sizes[page]) / 1000:6.1f} kB ({len(gzip.compress(sizes[page])) / 1000:.1f} packed)"
        usual, slow = (percentile(mine, share) * 1000 for share in (0.5, 0.95))
        print(f"{page[:44]:44} p50 {usual:5.0f} ms  p95 {slow:5.0f} ms  {weight}")
    slow, heavy = percentile([seconds for _, seconds in times], 0.95), max(map(len, sizes.values()))
    print(f"{len(times)} requests of {readers} readers: p95 {slow * 1000:.0f} ms (at most {MOST_SECONDS * 1000:.0f})")
    print(f"heaviest page {heavy / 1000:.0f} kB (at most {MOST_BYTES / 1000:.0f})")
    return slow <= MOST_SECONDS and heavy <= MOST_BYTES


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.page", description=__doc__)
    parser.add_argument("--dispatches", type=int, default=DISPATCHES)
    parser.add_argument("--readers", type=int, default=READERS)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "desk.selon"))
        with open_record(path, create=True) as record:
            fill(record, list(selon.read_all({each.id: each for each in sample(400)}.values())), args.dispatches)
        return 0 if measure(path, args.readers) else 1


if __name__ == "__main__":
    sys.exit(main())
