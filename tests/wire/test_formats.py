"""The format of an input: told by its first bytes, or as asked; and what no reader takes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from selon.model import Dispatch
from selon.wire.errors import InputError
from selon.wire.formats import FORMATS, MOST_MARKUP, detect, load, load_bytes

PAGE = (
    "<html><head><title>Grève</title></head>"
    "<body><article><p>La grève est finie, a dit le maire.</p></article></body></html>"
)
NITF = (
    "<nitf><body><body.head><hedline><hl1>Grève</hl1></hedline></body.head>"
    "<body.content><p>Finie.</p></body.content></body></nitf>"
)
G2 = "<newsItem guid='a' version='1'><contentMeta><headline>Grève</headline></contentMeta></newsItem>"
RSS = (
    "<rss version='2.0'><channel><title>A</title>"
    "<item><title>Grève</title><description>Finie.</description></item></channel></rss>"
)
WARC = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


def refusal(data: bytes, form: str) -> str:
    """What a reader says of data that holds nothing else than what it refuses, raised or yielded."""
    try:
        (found,) = load_bytes(data, "x", print, form)
    except InputError as error:
        found = error
    assert isinstance(found, InputError)
    return found.what


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"La gr\xc3\xa8ve est finie.", "plain"),
        (b"", "plain"),
        (b"[S\xc3\xa9oul] a dit non", "plain"),
        (b"{\xc3\xa0 suivre} La gr\xc3\xa8ve", "plain"),
        (b"<<Non>>, a dit le maire", "plain"),
        (b"< 3 % de hausse", "plain"),
        (b"<unknown>inline</unknown>", "plain"),
        (PAGE.encode(), "html"),
        (b"\n <!DOCTYPE html>\n<html>", "html"),
        (b"<!-- x --><p>La gr\xc3\xa8ve</p>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><html xmlns='x'>", "html"),
        (NITF.encode(), "nitf"),
        (b"<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf-3-4.dtd' [<!-- > -->]>\n<nitf>", "nitf"),
        (G2.encode(), "newsml-g2"),
        (b"<nar:newsMessage xmlns:nar='x'>", "newsml-g2"),
        (b"<?xml version='1.0'?><!-- a > b --><NewsML Version='1.2'>", "newsml"),
        (b"<NewsItem xml:lang='fr'>", "newsml"),
        (b"<soap:Envelope xmlns:soap='x'>", "newsml-g2"),
        (RSS.encode(), "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b'{"uri": "x"}', "ninjs"),
        (b' [\n {"uri": "x"}]', "ninjs"),
        (G2.encode("utf-16"), "newsml-g2"),
        (b"\x7f\x7f\r\n\x7f\x7f\x01bsf025 3 ec 121", "iptc7901"),
        (b"\x16\x16\x01afp001 4 i 20", "iptc7901"),
        (b"afp001 4 i 20\r\n\x02Titre\r\n", "iptc7901"),
        (WARC, "warc"),
        (gzip.compress(WARC), "warc"),
    ],
)
def test_the_first_bytes_tell(head: bytes, form: str) -> None:
    assert detect(head, "x") == form
    assert form in FORMATS


def test_xml_of_another_kind_is_refused_with_its_name() -> None:
    with pytest.raises(InputError, match=r"^x: is XML of a kind that selon does not read \(<kml>\)"):
        detect(b"<?xml version='1.0'?><kml>", "x")


@pytest.mark.parametrize(("source", "form"), [(PAGE, "html"), (NITF, "nitf"), (RSS, "feed")])
def test_an_input_is_read_by_its_format(tmp_path: Path, source: str, form: str) -> None:
    path = tmp_path / "x"
    path.write_text(source, encoding="utf-8")
    (found,) = load(str(path), print)
    assert isinstance(found, Dispatch)
    assert (found.format, found.title) == (form, "Grève")


def test_the_format_that_is_asked_for_is_forced(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(PAGE, encoding="utf-8")
    (found,) = load(str(path), print, "plain")
    assert isinstance(found, Dispatch)
    assert (found.format, found.text) == ("plain", PAGE)
    assert "JSON" in refusal(path.read_bytes(), "ninjs")


def test_too_large_a_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    with path.open("wb") as file:
        file.write(b"<nitf><body><body.content><p>" + b"a" * 4096)
        file.truncate(100_000_000)
    with pytest.raises(InputError, match=r"is larger than 32 MB; split it$"):
        list(load(str(path), print))
    with pytest.raises(InputError, match="is larger than"):
        list(load_bytes(b"<nitf>" + b" " * MOST_MARKUP, "x", print))


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"warc", "plain"}))
def test_no_reader_takes_rubbish_for_a_dispatch_or_breaks(form: str) -> None:
    for data in (b"", b"\0" * 100, b"\xff" * 100, b"<" * 1000, b"[" * 10_000, b"{" * 10_000, bytes(range(256)) * 4):
        try:
            found = list(load_bytes(data, "x", lambda line: None, form))
        except InputError as error:
            assert error.name.startswith("x") and "\n" not in str(error)
        else:
            assert all(isinstance(each, InputError) or each.text for each in found)


def test_json_of_ten_thousand_levels() -> None:
    deep = json.dumps({"headline": "Grève", "body_text": "Finie."})[:-1] + ', "x": ' + "[" * 10_000 + "]" * 10_000 + "}"
    assert "deeper" in refusal(deep.encode(), "ninjs")
