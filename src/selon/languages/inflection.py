"""The forms of French adjectives of nationality, and of the inhabitants named after them.

Tables give the masculine singular, and a feminine where no rule gives it (`turc/turque`).
"""

from __future__ import annotations


def adjective_forms(entry: str) -> tuple[str, str, str, str]:
    """chinois → chinois, chinoise, chinois, chinoises · turc/turque → turc, turque, turcs, turques"""
    masculine, _, irregular = entry.partition("/")
    her = irregular or feminine(masculine)
    return masculine, her, plural(masculine), plural(her)


def feminine(masculine: str) -> str:
    """coréen → coréenne · chinois → chinoise · mexicain → mexicaine · russe → russe"""
    if masculine.endswith("e"):
        return masculine
    if masculine.endswith("en"):
        return f"{masculine}ne"
    if masculine.endswith("er"):
        return f"{masculine[:-2]}ère"
    return f"{masculine}e"


def plural(singular: str) -> str:
    """russe → russes · français → français · oriental → orientaux"""
    if singular.endswith(("s", "x", "z")):
        return singular
    if singular.endswith("al"):
        return f"{singular[:-2]}aux"
    return f"{singular}s"


def capitalised(form: str) -> tuple[str, ...]:
    """sud-coréens → Sud-Coréens, Sud-coréens · égyptien → Égyptien, Egyptien: an inhabitant, or a sentence's start"""
    parts = [part[:1].upper() + part[1:] for part in form.split("-")]
    spellings = dict.fromkeys(("-".join(parts), form[:1].upper() + form[1:]))
    bare = {f"E{spelling[1:]}": None for spelling in spellings if spelling.startswith("É")}
    return tuple({**spellings, **bare})
