"""The readers of the wires, given samples with bytes dropped, doubled, swapped and changed, for some minutes each.

Whatever they are given, they yield dispatches and InputErrors of one line, or raise one, within seconds. What breaks
that is printed with the seed that makes it again. Exit codes: 0 all held, 1 something did not.
"""

from __future__ import annotations

import argparse
import random
import time
from io import BytesIO

from bench.texts import SHARED
from selon.model import Dispatch
from selon.wire.errors import InputError
from selon.wire.formats import FORMATS, detect, load_bytes
from selon.wire.warc import load_warc

SLOW = 5.0  # seconds; a sample is some kilobytes
PAGE = b"""<html lang="fr"><head><title>Gr\xc3\xa8ve</title><meta name="author" content="Paul Duval">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-06T10:00:00+01:00"}</script>
</head><body><article><h1>Gr\xc3\xa8ve</h1><p>La gr\xc3\xa8ve est finie, a dit le maire.</p></article></body></html>"""
FEED = b"""<rss version="2.0"><channel><title>Sud</title><item><title>Gr\xc3\xa8ve</title><guid>a</guid>
<pubDate>Wed, 06 Mar 2024 10:00:00 +0100</pubDate>
<description>&lt;p&gt;Finie.&lt;/p&gt;</description></item></channel></rss>"""
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\n"
    b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(HTTP), HTTP)
)


def samples() -> dict[str, list[bytes]]:
    """The samples by format: real messages where ../shared is there, and some of our own."""
    found: dict[str, list[bytes]] = {"html": [PAGE], "feed": [FEED], "warc": [WARC * 2]}
    for path in sorted((SHARED / "wire").glob("*/*")):
        data = path.read_bytes()
        found.setdefault(detect(data[:8192], path.name), []).append(data)
    return found


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The sample with one to eight pieces dropped, doubled, moved, cut off or changed."""
    held = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(held) + 1), chance.choice((1, 2, 8, 64, 512))
        piece = bytes(held[at : at + size])
        what = chance.randrange(5)
        if what == 0:
            del held[at : at + size]
        elif what == 1:
            held[at:at] = piece * chance.choice((1, 2, 50))
        elif what == 2:
            to = chance.randrange(len(held) + 1)
            held[to:to] = piece
        elif what == 3:
            held[at : at + 1] = bytes([chance.randrange(256)])
        elif chance.random() < 0.1:
            del held[at:]
    return bytes(held)


def fault(form: str, data: bytes) -> str | None:
    """What is wrong with what the reader does, None where nothing is."""
    began = time.monotonic()
    try:
        source = load_warc(BytesIO(data), "x", lambda line: None) if form == "warc" else None
        for found in source or load_bytes(data, "x", lambda line: None, form):
            if not isinstance(found, Dispatch) and "\n" in str(found):
                return f"an error of several lines: {found!s:.80}"
    except InputError as error:
        if "\n" in str(error):
            return f"an error of several lines: {error!s:.80}"
    except Exception as error:
        return f"{type(error).__name__}: {error!s:.80}"
    seconds = time.monotonic() - began
    return f"took {seconds:.1f} s" if seconds > SLOW else None


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="bench.fuzz_wire", description=__doc__.partition("\n")[0] if __doc__ else None
    )
    parser.add_argument("forms", nargs="*", help=f"of {', '.join(FORMATS)}; all if none is named")
    parser.add_argument("--minutes", type=float, default=10.0, help="for each format (default 10)")
    parser.add_argument("--seed", type=int, default=0, help="the first seed (default 0)")
    args = parser.parse_args(argv)
    faults = 0
    for form, held in samples().items():
        if args.forms and form not in args.forms:
            continue
        end, seed = time.monotonic() + 60 * args.minutes, args.seed
        while time.monotonic() < end:
            chance = random.Random(seed)
            if wrong := fault(form, mutated(chance.choice(held), chance)):
                faults += 1
                print(f"{form}, seed {seed}: {wrong}", flush=True)
            seed += 1
        print(f"{form}: {seed - args.seed} inputs", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
