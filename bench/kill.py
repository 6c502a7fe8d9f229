"""Nothing lost: an intake that is killed at random moments, again and again, gives the same record in the end.

`selon ingest` of the texts is killed (SIGKILL) after a random time, as often as asked, then left to end; what it then
exports must be, byte for byte, what an intake that nothing disturbed exports.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.speed import sample

SELON = [sys.executable, "-c", "from selon.cli import main; main()"]
FORMS = (["jsonl", "--old"], ["csv", "--rows", "claims", "--old"], ["csv", "--rows", "events", "--old"])


def ingest(texts: Path, record: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [*SELON, "ingest", str(texts), "--record", str(record), "--workers", str(workers)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)


def killed(texts: Path, record: Path, workers: int, seconds: float) -> bool:
    """Whether the intake was killed before it ended; its workers end by themselves when they find it gone."""
    running = ingest(texts, record, workers)
    try:
        running.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        running.kill()
        running.communicate()
        return True


def exported(record: Path) -> list[str]:
    """The hash of each export."""
    outputs = [
        subprocess.run([*SELON, "export", *form, "--record", str(record)], capture_output=True, check=True).stdout
        for form in FORMS
    ]
    return [hashlib.sha256(output).hexdigest() for output in outputs]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.kill", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--texts", type=int, default=1191, help="how many texts (default 1191)")
    parser.add_argument("--kills", type=int, default=50, help="how often it is killed (default 50)")
    parser.add_argument("--longest", type=float, default=9.0, help="most seconds before a kill (default 9)")
    parser.add_argument("--workers", type=int, default=1, help="processes that read (default 1)")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6, help="of the random moments")
    args = parser.parse_args(argv)
    moments = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as name:
        texts = Path(name) / "texts"
        texts.mkdir()
        for dispatch in sample(args.texts):
            (texts / f"{dispatch.path}.txt").write_text(dispatch.text, encoding="utf-8")
        whole, broken = Path(name) / "whole.selon", Path(name) / "broken.selon"
        ingest(texts, whole, args.workers).communicate()
        kills = sum(killed(texts, broken, args.workers, moments.uniform(0, args.longest)) for _ in range(args.kills))
        output, _ = ingest(texts, broken, args.workers).communicate()
        print(f"seed {args.seed}: killed {kills} times; then {output.decode().splitlines()[-1].split(';')[0]}")
        same = exported(whole) == exported(broken)
        print("the exports are the same, byte for byte" if same else "the exports differ")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
