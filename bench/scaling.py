"""Scaling: for texts made to be hard, the CPU time of a reading at n, 2n and 4n characters.

Work that grows with the text doubles with it; the ratio of a quadratic step nears 4. Exit codes: 0 every family stays
under the limit, 1 some do not.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial

import selon

LIMIT = 2.6  # of two doublings' mean; above 2 by the noise of a shared machine
NOISE = 0.05  # seconds; what takes less at 4n tells nothing

FAMILIES: dict[str, str] = {
    "quotation marks": '"',
    "guillemets, opening": "« ",
    "guillemets, nested": "« a « b » c » ",
    "quotations": "« Oui », a dit Paul. ",
    "quotations unclosed": '"Je viens, a dit Paul.\n\n',
    "one line, no blank": "abcdefghij",
    "letters alone": "a",
    "blanks": " ",
    "lines": "\n",
    "short lines": "- un mot\n",
    "capitals": "SÉOUL\n",
    "brackets, opening": "(",
    "brackets": "(a (b) c) ",
    "full stops": ".",
    "initials": "M. K. J. U. ",
    "cues": "selon ",
    "cues and names": "selon Paul, d'après Marie, ",
    "citing": "a déclaré Paul en citant ",
    "commas and verbs": "le ministre a dit que la loi passerait, que le vote aurait lieu, ",
    "que": "que ",
    "coordination": "Paul et Marie et ",
    "pronouns": "Il a dit qu'il viendrait. ",
    "sentences": "Le ministre a déclaré que les négociations reprendraient lundi. ",
    "days": "le 3 le 3 ",
    "numbers": "12 345 ",
    "numbers in words": "quatre-vingt-dix-sept ",
    "times": "mardi à 18 h, il y a trois ans, la veille du 3 au 6 mai, deux fois par an, ",
    "hours": "18 h ",
    "names": "Kim Jong Un a reçu Vladimir Poutine à Vostochny, puis Mme Anna Roux. ",
    "names joined": "Anna de Roux ",
    "names in brackets": "l'Agence du Nord (ADN) (KCNA) et ",
    "roles": "le président russe Vladimir Poutine, ministre malien de la Défense, ",
    "demonyms": "le dirigeant nord-coréen a vu le ministre russe. Il est parti. ",
    "places": "dans la région de l'Amour, près de la frontière intercoréenne, au large de sa côte est, ",
    "countries": "Mali, Tchad, Niger, ",
    "combining marks": "e\u0301\u0301 ",
}


def text(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def nested(size: int) -> str:
    """All the marks opened, then all closed."""
    return "«" * (size // 2) + "»" * (size // 2)


def cpu(made: str) -> float:
    start = time.process_time()
    selon.read(made)
    return time.process_time() - start


def measure(make: Callable[[int], str], size: int) -> list[float]:
    """Returns the CPU seconds at n, 2n and 4n, the better of two runs each."""
    return [min(cpu(made), cpu(made)) for made in (make(size), make(2 * size), make(4 * size))]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.scaling", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--size", type=int, default=20_000, help="n, in characters (default 20000)")
    parser.add_argument("--family", help="only the families whose name holds this")
    args = parser.parse_args(argv)
    selon.read("Le ministre a dit oui.")
    makers: dict[str, Callable[[int], str]] = {name: partial(text, unit) for name, unit in FAMILIES.items()}
    makers["marks nested"] = nested
    print(f"{'family':24}{'n':>9}{'2n':>9}{'4n':>9}{'2n/n':>7}{'4n/2n':>7}   CPU seconds, n = {args.size} characters")
    slow = 0
    for name, make in makers.items():
        if args.family and args.family not in name:
            continue
        one, two, four = measure(make, args.size)
        over = four > NOISE and (four / one) ** 0.5 > LIMIT
        slow += over
        ratios = f"{two / one:7.2f}{four / two:7.2f}"
        print(f"{name:24}{one:9.3f}{two:9.3f}{four:9.3f}{ratios}{'   GROWS TOO FAST' if over else ''}", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
