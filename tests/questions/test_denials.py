"""Denials: joined to what they deny, in their own dispatch and in others; asked for by claim, speaker and words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from msgspec.structs import replace

from selon.model import make_dispatch
from selon.questions.alike import days_before
from selon.questions.denials import Asked, Kind, denials
from selon.record.store import Found, Record, open_record
from selon.wire.errors import InputError
from tests import desk

DAM = "le barrage de Loudenvielle présente des fissures profondes"
TEXTS = {
    # a dispatch by itself
    "rebels": "ROME, 4 mars 2024 (AFP) - Le Pérou accuse la Bolivie d'avoir armé des rebelles. La Bolivie a démenti "
    "ces accusations.",
    "nothing": "LIMA, 8 mars 2024 (AFP) - Le ministre péruvien de la Pêche, Luis Quispe, a démenti posséder un compte "
    "bancaire aux Bahamas.",
    "arrests": "OSLO, 9 mars 2024 (AFP) - Selon le quotidien VG, deux pêcheurs ont été arrêtés. Le parquet a confirmé "
    "l'arrestation de deux pêcheurs.",
    # the same words: told, denied twice in one text, told by the denier, before, long before and after
    "dam": f"TARBES, 4 mars 2024 (AFP) - L'association Eaux vives affirme que {DAM}. La mairie n'a pas souhaité "
    "commenter ces informations.",
    "dam-denied": f"PARIS, 6 mars 2024 (Reuters) - EDF a démenti mercredi que {DAM}.",
    "dam-denied-copy": f"PARIS, 6 mars 2024 (Belga) - EDF a démenti mercredi que {DAM}.",
    "dam-own": f"PARIS, 3 mars 2024 (ATS) - EDF a déclaré dimanche que {DAM}.",
    "dam-early": f"PARIS, 2 mars 2024 (Belga) - EDF a nié samedi que {DAM}.",
    "dam-long-ago": f"TARBES, 4 mars 2023 (AFP) - Le maire de Loudenvielle affirme que {DAM}.",
    "dam-after": f"TARBES, 20 mars 2024 (AFP) - Le syndicat des pêcheurs affirme que {DAM}.",
    # the same event in other words
    "launch": "SÉOUL, 5 mars 2024 (AFP) - La Corée du Nord a tiré mardi un missile balistique, a annoncé l'armée "
    "sud-coréenne.",
    "launch-denied": "PÉKIN, 6 mars 2024 (Reuters) - La Corée du Nord a démenti avoir procédé à un tir de missile "
    "balistique.",
    "tanks": "MOSCOU, 3 avril 2024 (AFP) - La Russie a livré des chars au Tchad, a affirmé mercredi la Maison Blanche.",
    "tanks-denied": "MOSCOU, 4 avril 2024 (Reuters) - La Russie a démenti jeudi avoir livré des chars au Tchad.",
    "tanks-others": "MOSCOU, 4 avril 2024 (Belga) - La Chine a démenti jeudi avoir acheté des mangues au Brésil.",
    "drones": "MOSCOU, 9 juin 2024 (AFP) - Moscou a démenti dimanche avoir acheté des drones à l'Iran.",
    # what shares a word
    "war": 'KIEV, 4 mars 2024 (AFP) - "C\'est la guerre", a dit Anna Koval.',
    "tariffs": "LIMA, 20 mars 2024 (AFP) - Luis Quispe a démenti que la guerre des tarifs soit perdue.",
    "peru": "PARIS, 1er juillet 2024 (AFP) - La Chine a démenti que des drones aient été livrés au Pérou. Le Japon "
    "a livré des chars au Togo, a dit Anna Koval.",
    # a denial that was corrected
    "mine": "DAKAR, 14 juin 2024 (AFP) - La société Sonatel a démenti vendredi que la mine d'or de Kolda emploie des "
    "enfants. La mine d'or fournit du travail à trois cents habitants de la région depuis quatre ans.",
}
TEXTS["mine-corrected"] = f"CORRECTIF - {TEXTS['mine'].replace('Sonatel', 'Sonamine')}"
DENIED = "nothing that the record holds tells what is answered"
Join = tuple[str, str | None]  # the denial, and what it denies, by the names above: "dam:c1"


def titled(name: str) -> str:
    title = f"Dépêche {name}"
    text = TEXTS[name]
    return f"CORRECTIF - {title}\n\n{text[12:]}\n" if text.startswith("CORRECTIF") else f"{title}\n\n{text}\n"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path = tmp_path_factory.mktemp("denials") / "desk.selon"
    with open_record(str(path), create=True) as record:
        desk.take(record, desk.dispatches((name, titled(name)) for name in TEXTS))
        yield record


def id_of(record: Record, name: str) -> str:
    """Of a dispatch, or of a finding in it: dam:c1."""
    path, _, local = name.partition(":")
    (id,) = record.db.execute("SELECT id FROM dispatches WHERE path = ?", (path,)).fetchone()
    return f"{id[:12]}:{local}" if local else str(id[:12])


def named(record: Record, id: object) -> str:
    start, colon, local = str(id).partition(":")
    (path,) = record.db.execute("SELECT path FROM dispatches WHERE id LIKE ? || '%'", (start,)).fetchone()
    return f"{path}{colon}{local}"


def joins(record: Record, rows: list[Found]) -> list[Join]:
    return [(named(record, row["id"]), named(record, row["about"]) if row["about"] else None) for row in rows]


def asked(
    record: Record, of: str | None = None, by: str | None = None, about: str | None = None, kind: Kind | None = "deny"
) -> list[Join]:
    return joins(record, denials(record, Asked(id_of(record, of) if of else None, by, about, kind)))


def of(record: Record, denial: str) -> list[Found]:
    """The rows of one denial."""
    return [row for row in denials(record, Asked(kind=None)) if row["id"] == id_of(record, denial)]


# what a denial is joined to


def test_all_denials_the_latest_first(held: Record) -> None:
    found = list(dict.fromkeys(row["sent"] for row in denials(held, Asked())))
    assert found == sorted(found, key=str, reverse=True)
    assert {denial.partition(":")[0] for denial, _ in asked(held)} == {
        *("rebels", "nothing", "launch-denied", "tanks-denied", "tanks-others", "drones", "mine-corrected"),
        *("dam-denied", "dam-denied-copy", "dam-early", "tariffs", "peru"),
    }


def test_within_a_dispatch(held: Record) -> None:
    (row,) = of(held, "rebels:c2")
    assert named(held, row["about"]) == "rebels:c1"
    assert (row["kind"], row["who"], row["about_who"], row["within"]) == ("deny", "Bolivie", "Pérou", "same dispatch")
    assert row["content"] == "ces accusations"
    assert row["about_content"] == "la Bolivie d'avoir armé des rebelles"


def test_in_the_same_words_of_another(held: Record) -> None:
    (row,) = of(held, "dam-denied:c1")
    assert named(held, row["about"]) == "dam:c1"
    assert (row["about_sent"], row["within"], row["score"]) == ("2024-03-04", "other dispatch", 0.8)
    assert str(row["reason"]).startswith("another dispatch tells the same on 2024-03-04: Loudenvielle, barrage")


def test_neither_the_denier_nor_a_copy_nor_what_came_later_or_long_before(held: Record) -> None:
    joined = {(denial, about) for denial, about in asked(held) if denial.startswith("dam-denied")}
    assert joined == {("dam-denied:c1", "dam:c1"), ("dam-denied-copy:c1", "dam:c1")}


def test_of_the_same_event_in_other_words(held: Record) -> None:
    (row,) = of(held, "launch-denied:c1")
    assert named(held, row["about"]) == "launch:c1"
    assert row["reason"] == "another dispatch tells the same event on 2024-03-05: missile-launch by Corée du Nord"
    assert row["score"] == 0.75


@pytest.mark.parametrize("name", ["nothing:c1", "dam-early:c1", "tanks-others:c1"])
def test_of_nothing(held: Record, name: str) -> None:
    (row,) = of(held, name)
    assert row["reason"] == DENIED
    assert {value for column, value in row.items() if column.startswith("about")} == {None}
    assert list(row) == list(of(held, "dam-denied:c1")[0])


@pytest.mark.xfail(strict=True, reason="_is_alike: of one word that tells something, that word alone is enough")
def test_one_word_is_not_the_same_words(held: Record) -> None:
    assert of(held, "tariffs:c1")[0]["about"] is None


@pytest.mark.xfail(
    strict=True, reason="stages: it is joined by “livre…” alone; and _across goes on from so weak a join"
)
def test_one_verb_is_not_the_same_words(held: Record) -> None:
    assert [about for _, about in joins(held, of(held, "peru:c1"))] == [None]


def test_where_it_stands(held: Record) -> None:
    texts = dict(held.db.execute("SELECT id, text FROM dispatches"))
    for row in denials(held, Asked(kind=None)):
        assert isinstance(row["start"], int)
        assert texts[row["dispatch"]][row["start"] : row["end"]] == row["content"]
        if row["about"]:
            assert isinstance(row["about_start"], int)
            told = texts[row["about_dispatch"]][row["about_start"] : row["about_end"]]
            assert told == row["about_content"]


# what is asked for


def test_the_kinds(held: Record) -> None:
    assert asked(held, kind="confirm") == [("arrests:c2", "arrests:c1")]
    assert asked(held, kind="decline") == [("dam:c2", "dam:c1")]
    every = asked(held, kind=None)
    assert len(every) == len(asked(held)) + 2
    assert {row["kind"] for row in denials(held, Asked(kind=None))} == {"deny", "confirm", "decline"}


def test_of_a_claim(held: Record) -> None:
    assert asked(held, of="rebels:c1") == [("rebels:c2", "rebels:c1")]
    assert asked(held, of="tanks:c1") == [("tanks-denied:c1", "tanks:c1")]
    assert ("dam-denied:c1", "dam:c1") in asked(held, of="dam:c1")
    assert asked(held, of="dam:c1", kind="decline") == [("dam:c2", "dam:c1")]
    assert asked(held, of="dam-long-ago:c1") == []


def test_of_a_claim_by_the_start_of_its_id(held: Record) -> None:
    (path, claim) = id_of(held, "tanks:c1").split(":")
    assert joins(held, denials(held, Asked(of=f"{path[:6]}:{claim}"))) == [("tanks-denied:c1", "tanks:c1")]


@pytest.mark.xfail(strict=True, reason="_of looks for the same words only, and not for the same event")
def test_of_a_claim_that_tells_the_event(held: Record) -> None:
    assert asked(held, of="launch:c1") == [("launch-denied:c1", "launch:c1")]


def test_of_a_claim_none_from_before(held: Record) -> None:
    assert "dam-early:c1" not in {denial for denial, _ in asked(held, of="dam:c1")}
    assert asked(held, of="dam-after:c1") == []


def test_a_denial_is_none_of_itself(held: Record) -> None:
    assert asked(held, of="nothing:c1") == []


def test_of_a_claim_none_by_its_own_speaker(held: Record) -> None:
    assert asked(held, of="dam-own:c1") == []


@pytest.mark.parametrize("name", ["dam", "dam:c9", "dam:ev1"])
def test_of_what_is_no_claim(held: Record, name: str) -> None:
    with pytest.raises(InputError, match="names no claim; give one such as 3fa9c2d1b0aa:c3"):
        asked(held, of=name)


@pytest.mark.parametrize("id", ["0000:c1", "nk#3", "c1", "%", "' OR 1 = 1 --", "dead:beef"])
def test_of_what_is_no_id(held: Record, id: str) -> None:
    with pytest.raises(InputError, match=r"is no id|is in no dispatch"):
        denials(held, Asked(of=id))


def test_by_somebody(held: Record) -> None:
    assert asked(held, by="luis quispe", about="bancaire") == [("nothing:c1", None)]
    assert asked(held, by="Quispe", about="bancaire") == [("nothing:c1", None)]
    assert asked(held, by="person/luis-quispe", about="bancaire") == [("nothing:c1", None)]
    assert asked(held, by="nobody") == []


def test_by_another_name_of_the_same(held: Record) -> None:
    assert asked(held, by="Russie") == [("drones:c1", None), ("tanks-denied:c1", "tanks:c1")]


def test_about_words(held: Record) -> None:
    assert asked(held, about="chars", by="Russie") == [("tanks-denied:c1", "tanks:c1")]
    assert asked(held, about="REBELLE") == [("rebels:c2", "rebels:c1")]  # of what is denied
    assert asked(held, about='"compte bancaire"') == [("nothing:c1", None)]
    assert asked(held, about='"bancaire compte"') == []
    assert asked(held, about="chars", by="Corée du Nord") == []
    assert asked(held, about="barrage", of="tanks:c1") == []


@pytest.mark.parametrize("words", ["?!", " ", '""', "%", "'"])
def test_about_no_word(held: Record, words: str) -> None:
    with pytest.raises(InputError, match="holds no word to look for"):
        asked(held, about=words)


@pytest.mark.parametrize("odd", ['a" OR 1=1 --', "'; DROP TABLE claims; --", "a*", "NEAR(a b)", "content:a", "^a", "%"])
def test_no_word_is_a_command(held: Record, odd: str) -> None:
    (number,) = held.db.execute("SELECT count(*) FROM claims").fetchone()
    assert asked(held, by=odd) == []
    if odd != "%":
        assert asked(held, about=f"xylophone {odd}") == []
    assert held.db.execute("SELECT count(*) FROM claims").fetchone() == (number,)


@pytest.mark.parametrize("option", ["of", "by", "about"])
def test_empty_words_are_no_question_of_all(held: Record, option: str) -> None:
    with suppress(InputError):
        assert denials(held, Asked(**{option: ""})) == []  # type: ignore[arg-type]


def test_the_limit_is_of_denials(held: Record) -> None:
    for limit in (1, 3):
        rows = denials(held, Asked(), limit)
        assert len({row["id"] for row in rows}) == limit
        assert rows == denials(held, Asked())[: len(rows)]


def test_superseded_dispatches_are_out(held: Record) -> None:
    assert desk.states(held)["mine"] == "superseded"
    assert {denial for denial, _ in asked(held, about="mine")} == {"mine-corrected:c1"}
    assert asked(held, by="Sonatel") == []


def test_a_record_without_claims(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("none") / "desk.selon"
    with open_record(str(path), create=True) as record:
        for question in (Asked(), Asked(by="Paul"), Asked(about="chars"), Asked(kind=None)):
            assert denials(record, question) == []
        with pytest.raises(InputError):
            denials(record, Asked(of="abcd:c1"))


# odd days


@pytest.mark.parametrize(("sent", "days"), [("9999-12-31", -1), ("0001-01-02", 60)])
def test_the_first_and_the_last_days(sent: str, days: int) -> None:
    assert days_before(sent, days) in (None, sent, "0001-01-01")


def test_a_dispatch_of_the_last_day_is_taken_in(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("odd") / "desk.selon"
    with open_record(str(path), create=True) as record:
        desk.take(record, [replace(make_dispatch(f"EDF a démenti que {DAM}.\n", "a"), sent="9999-12-31")])


def test_dispatches_without_a_day(tmp_path_factory: pytest.TempPathFactory) -> None:
    texts = [("a", f"EDF a démenti que {DAM}.\n"), ("b", f"Le maire affirme que {DAM}.\n")]
    with open_record(str(tmp_path_factory.mktemp("odd") / "desk.selon"), create=True) as record:
        desk.take(record, desk.dispatches(texts))
        (row,) = denials(record, Asked())
        assert (row["sent"], row["about_path"]) == (None, "b")


def test_a_denial_without_a_day_is_not_of_any_day(tmp_path_factory: pytest.TempPathFactory) -> None:
    texts = [("a", f"EDF a démenti que {DAM}.\n"), ("b", f"OSLO, 4 mars 2031 (AFP) - Le maire affirme que {DAM}.\n")]
    with open_record(str(tmp_path_factory.mktemp("odd") / "desk.selon"), create=True) as record:
        desk.take(record, desk.dispatches(texts))
        assert [row["about_path"] for row in denials(record, Asked())] == [None]
