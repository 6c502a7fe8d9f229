"""Bad input, all of it at once: each is refused or read, and named; the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests import desk
from tests.command import run

GOOD = desk.RIVER
BODY = "<p>La grève est finie, a dit le maire de Guichen.</p>"


def nitf(body: str, head: str = "") -> str:
    return f"{head}<nitf><body><body.content>{body}</body.content></body></nitf>"


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 50_000_000)
    return packed.getvalue()


def warc(*pages: str) -> bytes:
    records = b""
    for number, page in enumerate(pages):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{number}\r\n"
        head += f"WARC-Record-ID: <urn:uuid:0000000{number}-0000-0000-0000-000000000000>\r\n"
        head += f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        records += gzip.compress(head.encode() + http + b"\r\n\r\n")
    return records


def page(words: str) -> str:
    text = f"<p>{words} " + "La grève est finie depuis hier soir, a dit le maire de la commune, Yves Le Goff.</p>" * 5
    body = f"<article><h1>{words}</h1>{text}</article>"
    return f"<html lang='fr'><head><title>{words}</title></head><body>{body}</body></html>"


NESTED = (
    "<itemSet>" * 3000
    + "<newsItem guid='a'><contentMeta><headline>Grève</headline></contentMeta></newsItem>"
    + "</itemSet>" * 3000
)
BAD: dict[str, bytes | str] = {
    "entities.xml": nitf(
        "<p>&a;</p>", "<?xml version='1.0'?><!DOCTYPE nitf [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
    ),
    "external.xml": nitf(
        "<p>&x;</p>", "<?xml version='1.0'?><!DOCTYPE nitf [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    ),
    "bomb.zip.txt": zip_bomb(),
    "bomb.xml": gzip.compress(b"<nitf>" + b"0" * 50_000_000),
    "huge.xml": b"<nitf><body><body.content><p>" + b"a " * 50_000_000,
    "deep.xml": nitf("<block>" * 10_000 + BODY),
    "deep.json": '{"headline": "Grève", "x": ' + "[" * 10_000 + "]" * 10_000 + "}",
    "empty.xml": b"",
    "other.xml": "<?xml version='1.0'?><kml><Document/></kml>",
    "nested.xml": f"<newsMessage>{NESTED}</newsMessage>",
}
READ: dict[str, bytes | str] = {
    "good.txt": GOOD,
    "latin.xml": nitf(BODY, "<?xml version='1.0' encoding='utf-8'?>").encode("latin-1"),
    "utf8.xml": nitf(BODY.replace("grève", "grève générale"), "<?xml version='1.0' encoding='iso-8859-1'?>"),
    "scripts.html": page("Grève à Guichen").replace(
        "</article>", "<script>alert('La ministre a dit non')</script></article>"
    ),
    "named.xml": nitf("<p>La gr&egrave;ve est&nbsp;finie, a dit la maire.</p>"),
    "item.json": json.dumps({"headline": "Grève", "body_html": BODY, "language": "fr", "type": "text"}),
}


@pytest.fixture
def result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, list[dict[str, str]], list[dict[str, str]]]:
    """The exit code, standard error, dispatches and failures of one intake of all the files."""
    (tmp_path / "in").mkdir()
    for name, data in {**BAD, **READ}.items():
        (tmp_path / "in" / name).write_bytes(data.encode() if isinstance(data, str) else data)
    whole = warc(page("Un incendie à Rennes"), page("Une crue à Guichen"))
    (tmp_path / "in" / "cut.warc.gz").write_bytes(whole[: len(whole) - 150])
    monkeypatch.chdir(tmp_path)
    done = run("ingest", "in", "--record", "d.selon")
    listed = [
        [
            json.loads(line)
            for line in run(*command, "--format", "jsonl", "--limit", "0", "--record", "d.selon").stdout.splitlines()
        ]
        for command in (("find",), ("failures",))
    ]
    return done.exit_code, done.stderr, *listed


def test_each_is_refused_or_read_and_the_rest_goes_on(
    result: tuple[int, str, list[dict[str, str]], list[dict[str, str]]],
) -> None:
    code, said, dispatches, failures = result
    assert code == 1
    assert "Traceback" not in said
    kept = {Path(row["path"]).name.partition("#")[0] for row in dispatches}
    failed = {Path(row["path"]).name.partition("#")[0]: row["reason"] for row in failures}
    assert kept == {*READ, "cut.warc.gz"}
    assert set(failed) == {*BAD, "cut.warc.gz"}
    assert all(f"in/{name}" in said for name in failed)
    assert "declares entities" in failed["entities.xml"] and "declares entities" in failed["external.xml"]
    assert "larger than" in failed["huge.xml"]
    titles = {row["title"] for row in dispatches}
    assert "Un incendie à Rennes" in titles and "Une crue à Guichen" not in titles
