"""A crawl that is made: a WARC of pages with the texts of the corpus, in which stands all that a crawl has; and how
much of it. The same number and seed give the same bytes.

    python -m bench.crawl FILE.warc.gz --pages 20000
"""

from __future__ import annotations

import argparse
import gzip
import html
import random
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import msgspec
from fastwarc.warc import WarcRecord, WarcRecordType

from bench.speed import sample

TEXTS = 1191
SHARES = {"page": 0.8, "again": 0.09, "other": 0.06, "missing": 0.02, "image": 0.02, "empty": 0.01}
BROKEN = 12  # records whose bytes are damaged; after fifty an archive is given up
OTHERS = {
    "en": "The government said on {n} March that it would not sign the treaty, and that the talks had failed. "
    "Officials who were asked about the plan declined to say when the parliament would vote on it. ",
    "de": "Die Regierung teilte am {n}. März mit, dass sie den Vertrag nicht unterzeichnen werde. Die Gespräche "
    "seien gescheitert. Wann das Parlament darüber abstimmt, wollte niemand sagen. ",
    "es": "El gobierno dijo el {n} de marzo que no firmaría el tratado y que las conversaciones habían fracasado. "
    "Los funcionarios no quisieron decir cuándo votará el parlamento sobre el plan. ",
    "ar": "قالت الحكومة في {n} مارس إنها لن توقع على المعاهدة وإن المحادثات مع النقابة فشلت. ورفض المسؤولون تحديد "
    "موعد تصويت البرلمان على الخطة الجديدة. ",
}


class Planted(msgspec.Struct):
    """What stands in a crawl: pages in French, how many of them came before, those in other languages, and what cannot
    be read: pages without a text, damaged records, the end that is cut off."""

    pages: int = 0
    again: int = 0
    skipped: Counter[str] = msgspec.field(default_factory=Counter)
    failed: int = 0


def page(title: str, text: str) -> bytes:
    """A page as a site has it, with its menu and its foot."""
    body = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n") if part.strip())
    name = html.escape(title)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{name}</title></head><body>"
        "<nav><a href=/>Accueil</a> <a href=/monde>Monde</a></nav>"
        f"<article><h1>{name}</h1>{body}</article><footer>Mentions légales</footer></body></html>"
    ).encode()


def record(url: str, kind: str, body: bytes, status: str = "200 OK") -> bytes:
    """A member of gzip that holds a record."""
    made = WarcRecord()
    made.init_headers(record_type=WarcRecordType.response)
    made.headers["WARC-Target-URI"], made.headers["WARC-Date"] = url, "2024-03-08T12:00:00Z"
    made.headers["WARC-Record-ID"] = f"<urn:uuid:{url[-12:]}>"
    made.set_bytes_content(f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body)
    stream = BytesIO()
    made.write(stream)
    return gzip.compress(stream.getvalue(), 6, mtime=0)


def records(pages: int, seed: int, planted: Planted) -> Iterator[bytes]:
    """Yields so many members, and notes what they hold."""
    chance, texts = random.Random(seed), [each.text for each in sample(TEXTS)]
    broken, before = set(chance.sample(range(1, pages - 1), min(BROKEN, pages // 50))), [page("Titre", texts[0])]
    for at in range(pages):
        url, kind = f"https://journal.example/{at:08}", chance.choices([*SHARES], [*SHARES.values()])[0]
        if at in broken:
            member = record(url, "text/html", page("Abîmée", texts[at % TEXTS]))
            half = len(member) // 2
            planted.failed += 1
            yield member[:half] + bytes(64) + member[half + 64 :]
        elif kind in ("page", "again"):
            new = page(f"Article {at}", f"{texts[at % len(texts)]}\n\nArticle numéro {at}, publié en ligne.")
            body = new if kind == "page" else chance.choice(before)
            before = [*before[-200:], body]
            planted.pages += 1
            planted.again += kind == "again"
            yield record(url, "text/html; charset=utf-8", body)
        else:
            yield _beside(url, kind, chance, planted)


def _beside(url: str, kind: str, chance: random.Random, planted: Planted) -> bytes:
    """What is no page in French."""
    if kind == "other":
        lang = chance.choice([*OTHERS])
        planted.skipped[lang] += 1
        text = "\n".join(OTHERS[lang].format(n=chance.randint(1, 31)) * 3 for _ in range(3))
        return record(url, "text/html; charset=utf-8", page("News", text))
    if kind == "empty":
        planted.failed += 1
        return record(url, "text/html", b"<!doctype html><html><body></body></html>")
    if kind == "missing":
        return record(url, "text/html", page("Introuvable", "Cette page n'existe pas."), "404 Not Found")
    return record(url, "image/png", chance.randbytes(2000))


def make_crawl(path: Path, pages: int, seed: int = 1789) -> Planted:
    """Writes the crawl, the last record of which is cut off; returns what stands in it."""
    planted = Planted()
    with path.open("wb") as file:
        for member in records(pages, seed, planted):
            file.write(member)
        last = record("https://journal.example/last", "text/html", page("Fin", "La fin manque. " * 200))
        file.write(last[: len(last) // 2])
    planted.failed += 1
    return planted


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.crawl", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, default=20_000)
    args = parser.parse_args(argv)
    print(make_crawl(args.file, args.pages))
    return 0


if __name__ == "__main__":
    sys.exit(main())
