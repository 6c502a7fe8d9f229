"""The layout: original dispatches, each with what must be found in it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.languages.layout import load_layout
from selon.model import Dispatch, make_dispatch
from selon.stages.layout import lay_out

WORDS = load_layout("fr")
SHARED = Path(__file__).parents[3] / "shared"


def found(text: str) -> list[tuple[str, str]]:
    """Returns (kind, text) of each block."""
    return [(block.kind, text[block.start : block.end]) for block in lay_out(make_dispatch(text), WORDS)[1]]


def head(text: str, sent: str | None = None) -> Dispatch:
    return lay_out(make_dispatch(text, sent=sent), WORDS)[0]


def credits(text: str) -> list[tuple[str, str | None, str | None]]:
    """Returns (person, task, bureau) of each credit, whose spans hold their text."""
    dispatch = head(text)
    assert all(text[credit.start : credit.end] == credit.text for credit in dispatch.credits)
    return [(credit.person, credit.task, credit.bureau) for credit in dispatch.credits]


def test_title_and_line_of_publication() -> None:
    text = "Le Mali ferme sa frontière\n\nAFP, publié le lundi 4 mai 2020 à 14h30\n\nBamako a fermé sa frontière.\n"
    assert found(text) == [
        ("title", "Le Mali ferme sa frontière"),
        ("dateline", "AFP, publié le lundi 4 mai 2020 à 14h30"),
        ("body", "Bamako a fermé sa frontière."),
    ]
    dispatch = head(text)
    assert (dispatch.agency, dispatch.sent, dispatch.title) == ("AFP", "2020-05-04", "Le Mali ferme sa frontière")


def test_date_given_is_kept() -> None:
    assert head("Titre\n\nAFP, publié le 4 mai 2020\n\nTexte ici.", sent="2020-05-05").sent == "2020-05-05"


@pytest.mark.parametrize(
    ("text", "agency", "place", "sent", "dateline"),
    [
        ("SÉOUL, 13 septembre (Reuters) - Le chef part.", "Reuters", "SÉOUL", None, "SÉOUL, 13 septembre (Reuters) -"),
        ("GENÈVE, 4 mars (ATS) - Le chef part.", "ATS", "GENÈVE", None, "GENÈVE, 4 mars (ATS) -"),
        ("Kinshasa, 3 févr 2025 (AFP) - Il part.", "AFP", "Kinshasa", "2025-02-03", "Kinshasa, 3 févr 2025 (AFP) -"),
        ("BRUXELLES (Belga) - Le chef part.", "Belga", "BRUXELLES", None, "BRUXELLES (Belga) -"),
        ("Paris (awp/afp) - Le chef part.", "AWP/AFP", "Paris", None, "Paris (awp/afp) -"),
        ("Berne (ats afp) Le chef part.", "ATS/AFP", "Berne", None, "Berne (ats afp)"),
        ("MOSCOU, 7 mai /TASS/. Le chef part.", "TASS", "MOSCOU", None, "MOSCOU, 7 mai /TASS/."),
        ("(AFP) - Le chef part.", "AFP", None, None, "(AFP) -"),
        ("AFP - Le chef part.", "AFP", None, None, "AFP -"),
        (
            "NEW YORK (Nations unies), 1er mai 2021 (AFP) — Il part.",
            "AFP",
            "NEW YORK (Nations unies)",
            "2021-05-01",
            "NEW YORK (Nations unies), 1er mai 2021 (AFP) —",
        ),
        ("LE CAIRE, le 2 août 2022 – Le chef part.", None, "LE CAIRE", "2022-08-02", "LE CAIRE, le 2 août 2022 –"),
        ("29 juillet 2016 . – Le chef part.", None, None, "2016-07-29", "29 juillet 2016 . –"),
        ("1er janvier 2016, 14h30 . –\nLe chef part.", None, None, "2016-01-01", "1er janvier 2016, 14h30 . –"),
        (
            "2 mai 2016, Oslo, Norvège . –\nIl part.",
            None,
            "Oslo, Norvège",
            "2016-05-02",
            "2 mai 2016, Oslo, Norvège . –",
        ),
    ],
)
def test_inline_datelines(text: str, agency: str | None, place: str | None, sent: str | None, dateline: str) -> None:
    dispatch = head(text)
    assert (dispatch.agency, dispatch.place, dispatch.sent, dispatch.title) == (agency, place, sent, None)
    kinds = found(text)
    assert kinds[0] == ("dateline", dateline)
    assert [kind for kind, _ in kinds] == ["dateline", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 3 mai 2021 à 10:12, mis à jour le 4 mai 2021 à 11:00",
        "Reuters • Publié le 3 mai 2021",
        "Lundi 3 mai 2021",
        "Paris, le 3 mai 2021",
        "03/05/2021 10:12",
        "2021-05-03",
    ],
)
def test_lines_that_are_datelines(line: str) -> None:
    text = f"Un titre sans point\n\n{line}\n\nLe texte suit."
    assert found(text)[1] == ("dateline", line)
    assert head(text).sent == "2021-05-03"


@pytest.mark.parametrize(
    "text",
    [
        "Le rapport, publié le 3 mai 2021, accuse le Nord.\n\nLe Nord dément.",
        "Le rapport a été publié le 3 mai 2021.\n\nLe Nord dément.",
        "Le ministre (AFP) a parlé hier.\n\nLe Nord dément.",
        "L'agence officielle (TASS) cite le chef.\n\nLe Nord dément.",
        "Le 3 mai 2021 – jour du vote – fut calme.\n\nLe Nord dément.",
        "Paris - la capitale - est calme.\n\nLe Nord dément.",
    ],
)
def test_sentences_that_look_like_datelines_stay_body(text: str) -> None:
    assert [kind for kind, _ in found(text)] == ["body", "body"]


def test_no_such_day_gives_no_date() -> None:
    assert head("Titre\n\n31 février 2020 . –\nLe texte.").sent is None


def test_dispatch_without_title() -> None:
    assert [kind for kind, _ in found("Le chef est parti hier.\n\nIl reviendra.")] == ["body", "body"]
    assert head("Le chef est parti hier.\n\nIl reviendra.").title is None
    assert found("Un seul paragraphe sans point") == [("body", "Un seul paragraphe sans point")]


def test_title_with_a_period_before_a_dateline() -> None:
    assert found("Le Nord accepte.\n\nOSLO, 5 mai (AFP) - Oui.")[0] == ("title", "Le Nord accepte.")


def test_quotation_first_is_no_title() -> None:
    assert found('"Nous partons", a dit le roi. "Demain."\n\nIl a ri.')[0][0] == "body"


def test_byline_after_the_dateline() -> None:
    text = "Titre\n\nPARIS, 3 juin (Reuters) - par Luc Bé et Anne Roy\n\nLe texte suit ici."
    assert [kind for kind, _ in found(text)] == ["title", "dateline", "credits", "body"]
    assert credits(text) == [("Luc Bé", "par", None), ("Anne Roy", "par", None)]


@pytest.mark.parametrize(
    "line",
    [
        "ZONES SENSIBLES",
        "QUE FAIRE ?",
        "- Menaces du Nord -",
        '- "Lâches" -',
        "– Impasse –",
        "-- Suite --",
        "## Et après",
    ],
)
def test_subheads(line: str) -> None:
    assert found(f"Le texte est là.\n\n{line}\n\nEt la suite est ici.")[1] == ("subhead", line)


def test_plain_subhead() -> None:
    text = "Le texte est là.\n\nUne longue crise\n\nLa suite de ce texte est plus longue que son intertitre."
    assert found(text)[1] == ("subhead", "Une longue crise")


@pytest.mark.parametrize(
    "line",
    ["LA GUERRE EST FINIE.", "- Oui, nous partons demain.", "Le roi est mort", "- Je pars, dit-il - et il part."],
)
def test_lines_that_look_like_subheads_stay_body(line: str) -> None:
    assert found(f"Le texte est là.\n\n{line}\n\nEt la suite est ici, plus longue que la ligne d'avant.")[1] == (
        "body",
        line,
    )


def test_credits_at_the_end_of_the_last_paragraph() -> None:
    text = (
        'Il veut "des liens". (Reportages de Hana Yim, Ju-min Oh et Soo Choi à Séoul, Ken Ito à Tokyo, '
        "Rédaction de Jack Roe à Séoul. Rédaction de Jack Roe à Séoul et Guy Doe)"
    )
    assert [kind for kind, _ in found(text)] == ["body", "credits"]
    assert found(text)[0][1] == 'Il veut "des liens".'
    assert credits(text) == [
        ("Hana Yim", "Reportages", "Séoul"),
        ("Ju-min Oh", "Reportages", "Séoul"),
        ("Soo Choi", "Reportages", "Séoul"),
        ("Ken Ito", "Reportages", "Tokyo"),
        ("Jack Roe", "Rédaction", "Séoul"),
        ("Jack Roe", "Rédaction", "Séoul"),
        ("Guy Doe", "Rédaction", None),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "(Reportage de Anne Roy, version française Luc Bé, édité par Cé Dé)",
            [("Anne Roy", "Reportage", None), ("Luc Bé", "version française", None), ("Cé Dé", "édité", None)],
        ),
        ("(Avec Jean Dupont à Kinshasa)", [("Jean Dupont", "Avec", "Kinshasa")]),
        ("(avec Tom Perry au Caire)", [("Tom Perry", "avec", "Le Caire")]),
        ("(avec Belga)", []),
        ("Par Jean Dupont et Anne Roy", [("Jean Dupont", "Par", None), ("Anne Roy", "Par", None)]),
        ("Rédaction de Paris", [("Rédaction de Paris", "Rédaction", "Paris")]),
        ("Traduction : Marie Curie", [("Marie Curie", "Traduction", None)]),
        ("Propos recueillis par Anne de La Tour", [("Anne de La Tour", "Propos recueillis", None)]),
        (
            "(Tom Ward à Perth et Anita Rao à Delhi, version française Ève Roy)",
            [("Tom Ward", None, "Perth"), ("Anita Rao", None, "Delhi"), ("Ève Roy", "version française", None)],
        ),
        (
            "Suivi assuré par Lena Kast et Hugo Prat, avec AFP",
            [("Lena Kast", "Suivi assuré", None), ("Hugo Prat", "Suivi assuré", None)],
        ),
        ("Yves Corre, avec M. Abgrall", [("Yves Corre", None, None), ("M. Abgrall", "avec", None)]),
    ],
)
def test_credit_paragraphs(line: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    text = f"Le texte est là.\n\n{line}"
    assert found(text)[1] == ("credits", line)
    assert credits(text) == expected


def test_credits_without_brackets_after_the_last_sentence() -> None:
    text = "Le texte est là. Reportage de Luc Bé à Paris, édité par Anne Roy"
    assert found(text)[1] == ("credits", "Reportage de Luc Bé à Paris, édité par Anne Roy")


@pytest.mark.parametrize(
    "line",
    [
        "Par ailleurs, le roi est parti.",
        "Avec Pékin, le Nord négocie.",
        "Reportage de France 2 diffusé hier soir.",
        "Il est parti (avec le roi)",
        "Il est parti. (Avec lui, tout change.)",
        "Marie Dubois, par téléphone",
        "Emmanuel Macron, par la voix de son porte-parole, a refusé.",
        "Il a été reçu. (Paul Biya, avec le soutien de la France)",
    ],
)
def test_sentences_that_look_like_credits_stay_body(line: str) -> None:
    text = f"Le texte est là.\n\n{line}"
    assert credits(text) == []
    assert [kind for kind, _ in found(text)][:2] == ["body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "burx-amd-ehl/glr/sg",
        "abc/def",
        "(SDA/sj)",
        "ama-jf",
        "© 2021 AFP",
        "— Anne Roy , présidente du Nord",
        "— Comité Nobel",
    ],
)
def test_signatures(line: str) -> None:
    assert found(f"Le texte est là.\n\n{line}")[1] == ("signature", line)


@pytest.mark.parametrize("line", ["— Je ne sais pas, dit-il.", "— Anne est partie.", "— Non !"])
def test_spoken_lines_are_no_attribution(line: str) -> None:
    assert found(f"Le texte est là.\n\n{line}\n\nLa suite.")[1] == ("body", line)


@pytest.mark.parametrize("marks", [("- ", "- "), ("* ", "* "), ("• ", "• "), ("1. ", "2. "), ("1) ", "2) ")])
def test_lists(marks: tuple[str, str]) -> None:
    text = f"Le Nord veut :\n{marks[0]}dix chars\n{marks[1]}vingt canons\n"
    assert found(text)[1:] == [("list", "dix chars"), ("list", "vingt canons")]


def test_dialogue_is_no_list() -> None:
    text = "Il entre.\n\n- Vous partez ?\n\n- Oui, je pars demain.\n\nIl sort."
    assert [kind for kind, _ in found(text)] == ["body"] * 4


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "Le Nord a lancé lundi deux engins vers la mer, selon le commandement\n"
        "de la marine du Sud, qui a aussitôt condamné ces nouveaux tirs.\n"
        "Les deux engins sont tombés en mer.\n\n"
        "Le Sud a renforcé sa surveillance le long de la frontière terrestre\n"
        "et de la côte.\n"
    )
    blocks = found(text)
    assert [kind for kind, _ in blocks] == ["body", "body"]
    assert blocks[1][1].endswith("et de la côte.")


def test_one_line_a_paragraph_without_blank_lines() -> None:
    text = "Le roi est parti hier matin de la capitale.\nIl reviendra demain.\nLa reine est restée."
    assert [kind for kind, _ in found(text)] == ["body"] * 3


@pytest.mark.parametrize("text", ["", "\n\n", " \n\t\n "])
def test_nothing(text: str) -> None:
    assert found(text) == []


ALPHABET = "aBÉ M.(),:-–—/\"«»'’\n\n 1er mai 2020 AFP"


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(),
        st.text(ALPHABET),
        st.lists(
            st.sampled_from(
                [
                    "Titre",
                    "\n",
                    "\n\n",
                    "AFP, publié le 3 mai 2021",
                    "PARIS, 3 mai (AFP) - ",
                    "(Par A B)",
                    "- ",
                    "Le roi part.",
                    "« oui",
                    "UNE CRISE",
                    "ab/cd",
                    "— Anne Roy",
                    "1. ",
                    "(Avec",
                    "à Séoul)",
                    " ",
                ]
            )
        ).map("".join),
    )
)
def test_any_text_gives_sorted_trimmed_blocks_that_lose_nothing(text: str) -> None:
    dispatch, blocks = lay_out(make_dispatch(text), WORDS)
    reached = 0
    for block in blocks:
        assert reached <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        between = text[reached : block.start].strip()
        assert not between or block.kind == "list"
        reached = block.end
    assert not text[reached:].strip()
    assert all(text[credit.start : credit.end] == credit.text != "" for credit in dispatch.credits)


def test_seed() -> None:
    path = SHARED / "dispatches" / "seed.txt"
    if not path.exists():
        pytest.skip("../shared/dispatches is absent")
    text = path.read_text(encoding="utf-8")
    kinds = [kind for kind, _ in found(text)]
    assert kinds == ["body"] * 10 + ["subhead"] + ["body"] * 9 + ["credits"]
    assert head(text).title is None
    assert len(head(text).credits) == 10


def test_wikinews_heads() -> None:
    path = SHARED / "corpus" / "wikinews-fr.jsonl.gz"
    if not path.exists():
        pytest.skip("../shared/corpus is absent")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    heads = [head(text) for text in texts]
    assert sum(dispatch.sent is not None for dispatch in heads) >= 0.99 * len(texts)
    assert all(dispatch.title == text.split("\n")[0].strip() for dispatch, text in zip(heads, texts, strict=True))
