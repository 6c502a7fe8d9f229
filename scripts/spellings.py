"""The spellings of a place that French text may use: which of GeoNames' alternate names, and which it lacks.

GeoNames has few French spellings of towns whose own names are in Cyrillic or Arabic letters; French news writes those
by rule, so they are made by rule here: Харків gives Kharkiv, Куп'янськ Koupiansk, "Shabwah" Chabwa.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from selon.languages.gazetteer import fold, qualified_name

CYRILLIC = frozenset("AM AZ BY GE KG KZ MD MN RU TJ TM UA UZ".split())
ARABIC = frozenset("AE AF BH DJ DZ EG EH ER IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE".split())
ROMANISED = ARABIC | set("BD ER ET IN JP KP KR LA MM NP".split())

LATIN = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f'’‘ʼʻʹʽʾʿ`´′ .-])*")
KEY = re.compile(r"[a-z]{3,}|[a-z]+(?: [a-z]+)+")
CODE = re.compile(r"[A-Z]{1,4}|[IVX]+e")  # HRK, the XIXe arrondissement

CYRILLIC_LETTERS = "абвгґдеёєжзийклмнопрстуфхцчшщъыьэюяіїў'’ʼ"
FRENCH_LETTERS = "a b v g g d e io ie j z i ï k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia i ï ou - - -"
LETTERS = dict(zip(CYRILLIC_LETTERS, FRENCH_LETTERS.split(), strict=True))
VOWELS = "аеёиоуыэюяєіїў"
FRENCH_SOUNDS = "chtch:Q tch:C ch:S j:J kh:H ou:u gue:ge gui:gi ss:s ts:T ie:e ine:in io:e"
ENGLISH_SOUNDS = "shch:Q ch:C sh:S zh:J kh:H ts:T ye:e yo:e io:e"
UKRAINIAN, RUSSIAN = set("іїєґ"), set("ыэёъ")

ENGLISH_NOUNS = (
    "State Region|Capital Region|Autonomous Region|Autonomous Republic|Autonomous Okrug|Autonomous Oblast"
    "|Special Region|Province|Provincia|Region|Governorate|District|County|Department|Departamento|Oblast[’']?|Krai"
    "|Kray|Republic|Prefecture|Canton|Division|Municipality|State|Territory|Voivodeship|Wilaya|Federal Territory"
    "|Raion|Rayon|Aimak|Muhafazah|Governate|Parish"
)
ENGLISH_BEFORE = re.compile(
    rf"(?:{ENGLISH_NOUNS}|Estado|Wilāyat|Muḩāfaz̧at|Provincia)(?:\s+(?:of|de|di|du))?\s+(?P<name>.+)"
)
ENGLISH_AFTER = re.compile(rf"(?P<name>.+?)\s+(?:{ENGLISH_NOUNS})")


def usable(name: str) -> bool:
    """Says whether an alternate name could stand in French text: Latin letters and a capital, no code, no single
    letters ("Kharkov", not "ha er ke fu", "HRK", "Харків")."""
    if not LATIN.fullmatch(name) or name == name.lower() or CODE.fullmatch(name):
        return False
    return bool(KEY.fullmatch(fold(name)))


def mended(name: str) -> str:
    """Returns a name of libgeonames with the apostrophe that it lost ("Préfecture dAkita"), the first of several names
    ("Gjilan/Gnjilane", "Îles Australes or Archipel des Australes")."""
    first = re.split(r"\s+or\s+|/", name)[0]
    return re.sub(r"(?<![\w’'])([dl])(?=[^\W\d_a-zà-öø-ÿ])", r"\1'", first)


def made(country: str, names: Iterable[str]) -> Iterator[str]:
    """Yields the French spellings that the names of a place give by rule; `country` is its ISO 3166 alpha-2 code."""
    for name in names:
        if country in CYRILLIC:
            yield from from_cyrillic(name, country)
        if country in ARABIC and usable(name):
            yield from from_arabic(name)


def from_cyrillic(name: str, country: str) -> Iterator[str]:
    """Yields the French transcription of a Russian or Ukrainian name, both where the letters do not tell.

    >>> list(from_cyrillic("Циолковский", "RU")), list(from_cyrillic("Чугуїв", "UA"))
    (['Tsiolkovski'], ['Tchouhouïv'])
    """
    text = name.lower()
    if not set(text) <= LETTERS.keys() | {" ", "-"} or not set(text) & LETTERS.keys():
        return
    if country != "UA" or not UKRAINIAN & set(text):
        yield transcribed(text, ukrainian=False)
    if country == "UA" and not RUSSIAN & set(text):
        yield transcribed(text, ukrainian=True)


def transcribed(text: str, ukrainian: bool) -> str:
    """Returns the transcription of a name in lower case, each of its words with a capital."""
    parts = re.split("([ -]+)", text)
    return "".join(part if part.strip(" -") == "" else word(part, ukrainian).capitalize() for part in parts)


def french_of(name: str, others: Iterable[str], country: str) -> str:
    """Returns the French transcription of a town's name where one of its Cyrillic names sounds like it, else the name
    as French text would write it; `country` is an ISO 3166 alpha-2 code."""
    spellings = sorted(made(country, others)) if country in CYRILLIC else []
    alike = [spelling for spelling in spellings if sounds(spelling, FRENCH_SOUNDS) == sounds(name, ENGLISH_SOUNDS)]
    return max(alike, key=lambda spelling: (spelling.count("y"), spelling)) if alike else displayed(country, name)


def sounds(name: str, letters: str) -> str:
    """Returns a rough writing of how a transcription sounds; `letters` are pairs of what is written and its sound."""
    text = fold(name)
    for pair in letters.split():
        written, sound = pair.split(":")
        text = text.replace(written, sound)
    return re.sub(r"[iy]+", "i", text.replace(" ", ""))


def word(text: str, ukrainian: bool) -> str:
    """Returns the transcription of a word in lower case, by the rules of French newspapers."""
    text = re.sub("ий$", "ы" if ukrainian else "и", text)  # -ski, -skyï: the diaeresis is folded away
    text = re.sub("ый$", "ы", text)
    text = re.sub(f"(?<=[{VOWELS}])с(?=[{VOWELS}])", "сс", text)
    text = text.replace("и", "ы") if ukrainian else re.sub("г(?=[еёи])", "ґ", text)  # Guelendjik
    latin = "".join(letter(text, at, ukrainian) for at in range(len(text))).replace("-", "")
    return latin if ukrainian else re.sub("in$", "ine", latin)


def letter(text: str, at: int, ukrainian: bool) -> str:
    """Returns the transcription of one letter: ґ is gu in Russian (see `word`) and г h in Ukrainian, Russian е at the
    start of a word and after a vowel ie, ё after ж, ч, ш, щ o."""
    char, before = text[at], text[at - 1] if at else ""
    if char == "ґ" and not ukrainian:
        return "gu"
    if char == "г" and ukrainian:
        return "h"
    if char == "е" and not ukrainian and (not before or before in VOWELS.replace("ы", "") + "ьъ"):
        return "ie"
    if char == "ё" and before and before in "жчшщ":
        return "o"
    return LETTERS[char]


def from_arabic(name: str) -> Iterator[str]:
    """Yields French spellings of a romanised Arabic or Persian name, with and without its article.

    >>> list(from_arabic("Ar Ruţbah"))
    ['Ar routba', 'Routba']
    """
    key = fold(name)
    french = re.sub(r"ah\b", "a", re.sub("(?<![oae])u(?![aeiou])", "ou", key.replace("sh", "ch")))
    article = re.match(r"(?:a[ltrsnzd]|ad[hz]|ach|ash|el|e[trsnzd]|ech) (?=\w{3})", french)
    for spelling in dict.fromkeys((french, french[article.end() :] if article else french)):
        if spelling != key:
            yield spelling[0].upper() + spelling[1:]


def without_noun(name: str, nouns: tuple[str, ...]) -> str | None:
    """Returns the name proper of a division, None where it has no noun: "Oblast d'Irkoutsk" gives Irkoutsk.

    The nouns are those of `divisions.tsv`, and English ones ("Helmand Province"); what is left must have a capital.
    """
    patterns = (qualified_name(nouns), ENGLISH_BEFORE, ENGLISH_AFTER)
    found = (match["name"] for pattern in patterns if (match := pattern.fullmatch(name)))
    return next((proper for proper in found if proper[0].isupper() and usable(proper)), None)


def displayed(country: str, name: str) -> str:
    """Returns GeoNames' name of a town as French text would write it: without the dots, bars and commas that
    romanisations put under and over letters; `country` is its ISO 3166 alpha-2 code."""
    if country not in ROMANISED:
        return name
    parts = unicodedata.normalize("NFD", name.replace("ʻ", "'").replace("‘", "").replace("ʼ", "'"))
    return unicodedata.normalize("NFC", re.sub(r"(?<![cC])\u0327|[\u0304\u0323\u0331\u0306]", "", parts))
