"""`needs commit` and `needs ledger`: a promise written down, and what cannot be one."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.commitments import Ledger, commitments
from tests.assessment.third_programme import FOLDER, PROFILE

from .conftest import plain

BY = ("--by", "Sở Y tế")
WITH_LETTER = (*BY, "--evidence", "thư ngày 1/10")


def entries(desk) -> int:
    return Ledger(desk.ledger, create=False).head().entries


def state_of(desk) -> dict[str, str]:
    lots = commitments(Ledger(desk.ledger, create=False))
    return dict(zip(lots.lot_id, lots.state, strict=True))


def test_what_was_written_is_shown_in_words(planned, tmp_path):
    """The first promise makes the ledger, and no plan has to be made again for it."""
    desk = planned.desk.copy(tmp_path)
    told = plain(desk("commit", "offered", "--donor", "Kho đồ ấm", *BY).stdout)
    for words in ("L000001", "đã mời", "Kho đồ", "Đã ghi 2 mục.", "157.850.000 đồng"):
        assert words in told
    assert state_of(desk) == {"L000001": "offered", "L000002": "offered"}


def test_from_acceptance_to_confirmation(promises, tmp_path):
    """90 sets were promised, 80 came; a child's code stands in the ledger and nowhere else."""
    desk = promises.desk.copy(tmp_path)
    codes = [f"TH-{n:08d}" for n in range(1, 81)]
    listed = tmp_path / "ma-tre.txt"
    listed.write_text("\n".join(codes), encoding="utf-8-sig")
    desk(
        "commit", "delivered", "--lot", "L000001", "--quantity", "80", "--children", "80",
        "--value", "30800000", "--children-file", listed, "--at", "2026-10-20",
        "--by", "Xã Tam Chung", "--evidence", "biên bản 20/10", "--note", "hai thùng bị ướt",
    )  # fmt: skip
    desk("commit", "confirmed", "--lot", "L000001", "--by", "Sở", "--evidence", "kiểm tra")
    assert state_of(desk) == {"L000001": "confirmed", "L000002": "offered"}
    stands = plain(desk("ledger").stdout)
    for words in ("đã xác nhận", "80 bộ", "30.800.000 đồng", "đã mời"):
        assert words in stands
    history = plain(desk("ledger", "--history").stdout)
    for words in ("đã nhận lời", "đã trao", "20/10/2026", "hai thùng bị ướt"):
        assert words in history
    told = desk("ledger", "--export", tmp_path / "so").stdout
    exported = pd.read_csv(tmp_path / "so" / "commitments.csv", dtype="str")
    assert exported.state.tolist() == ["confirmed", "offered"]
    for text in (stands, history, told, (tmp_path / "so" / "entries.csv").read_text("utf-8-sig")):
        assert not any(code in text for code in codes)


def test_the_ledger_narrowed_to_a_state(promises):
    told = promises.desk("ledger", "--state", "offered").stdout
    assert "L000002" in told
    assert "L000001" not in told
    assert "Sổ có 3 mục" in told


def test_the_state_of_the_programme_counts_the_lots(promises):
    told = promises.desk("status").stdout
    assert "sổ cam kết 2026: 1 lô đã nhận lời" in told
    assert "sổ cam kết 2026: 1 lô đã mời" in told


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("given", *BY), "proposed; offered; accepted"),
        (("offered", "--donor", "Kho lạnh", *BY), "Kho đồ ấm; Quỹ ven biển"),
        (("offered", "--commune", "Bảo Lâm", *BY), "Bảo Lâm"),
        (("offered", "--category", "tables", *BY), "swimming; warm_sets"),
        (("accepted", "--lot", "L000009", *WITH_LETTER), "L000001; L000002"),
        (("accepted", "--lot", "L000002", *BY), "--evidence:"),
        (("confirmed", "--lot", "L000002", *WITH_LETTER), "đã mời → đã xác nhận"),
        (("accepted", "--lot", "L000001", *WITH_LETTER), "đã nhận lời"),
        (("accepted", "--donor", "kho-am", "--commune", "Tam Chung", *WITH_LETTER), "hiện có"),
        (("accepted", "--lot", "L000002", "--at", "2999-01-01", *WITH_LETTER), "2999"),
        (("accepted", "--lot", "L000002", "--quantity", "5", *WITH_LETTER), "khi chưa trao"),
        (("declined", "--donor", "ven-bien", *BY), "không có lô nào như vậy"),
        (("offered", "--all", "--mode", "fairest", *BY), "effect_first"),
        (("offered", "--donor", "kho-am", "--by", " "), "--by:"),
        (("accepted", "--donor", "ven-bien", *BY), "--evidence:"),
        (("offered", *BY), "--all"),
    ],
)
def test_what_cannot_be_is_told_in_words_and_nothing_is_written(promises, arguments, named):
    before = entries(promises.desk)
    assert named in promises.desk("commit", *arguments, code=1).stderr
    assert entries(promises.desk) == before


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("Nguyễn Văn A\n".encode(), "không phải mã trẻ"),
        (b"\xff\xfe\x00\x41", "UTF-8"),
        (b"TH-00000001\nTH-00000001\n", "mỗi trẻ một lần"),
    ],
    ids=["names", "no text", "twice"],
)
def test_a_list_that_is_no_list_of_codes_is_refused(promises, tmp_path, content, named):
    path = tmp_path / "ma-tre.txt"
    path.write_bytes(content)
    before = entries(promises.desk)
    told = promises.desk(
        "commit", "accepted", "--lot", "L000002", "--children-file", path, *WITH_LETTER, code=1
    ).stderr
    assert named in told
    assert "Nguyễn" not in told, "a name is never repeated"
    assert entries(promises.desk) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("offered",),
        (),
        ("offered", *BY, "--at", "hôm qua"),
        ("offered", *BY, "--children", "-1"),
        ("offered", *BY, "--children-file", "khong-co.txt"),
    ],
)
def test_wrong_usage_ends_with_2(promises, arguments):
    promises.desk("commit", *arguments, code=2)


def test_a_ledger_that_is_not_there_is_told_and_not_made(planned):
    assert "commitments.sqlite" in planned.desk("ledger", code=1).stderr
    assert not planned.desk.ledger.exists()


def test_an_unknown_state_of_the_ledger_lists_the_known(promises):
    told = promises.desk("ledger", "--state", "promised", code=1).stderr
    assert "«promised»" in told
    assert "confirmed" in told


@pytest.mark.parametrize("command", [("commit", "offered", "--all", *BY), ("ledger",)])
def test_a_file_that_is_no_ledger_is_told_before_any_plan_is_made(desk_with, command):
    desk = desk_with()
    (desk.data / FOLDER / "commitments.sqlite").write_text("đây không phải sổ", encoding="utf-8")
    assert "commitments.sqlite" in desk(*command, code=1).stderr
    assert not desk.out.exists()


@pytest.mark.parametrize("command", [("commit", "offered", "--all", *BY), ("ledger",)])
def test_a_profile_without_a_ledger_says_what_to_add(desk_with, command):
    line = f'commitments = "{FOLDER}/commitments.sqlite"\n'
    assert line in PROFILE
    desk = desk_with(profile=PROFILE.replace(line, ""))
    assert "commitments" in desk(*command, code=1).stderr
    assert not desk.out.exists()


def test_an_export_to_a_file_s_place_is_told(promises, tmp_path):
    (tmp_path / "so").write_text("", encoding="utf-8")
    assert "so" in promises.desk("ledger", "--export", tmp_path / "so", code=1).stderr


def test_a_ledger_changed_from_outside_is_told(promises, tmp_path):
    desk = promises.desk.copy(tmp_path)
    content = desk.ledger.read_bytes()
    assert content.count("thư ngày 1/10".encode()) >= 1
    desk.ledger.write_bytes(content.replace("thư ngày 1/10".encode(), "thư ngày 9/10".encode()))
    assert desk("ledger", code=1).stderr


def test_a_delivery_beyond_the_gap_is_refused_with_the_name_of_who_holds_it(promises, tmp_path):
    """All 1.053 of Tam Chung but 3 are served by the store; nobody else is promised them."""
    desk = promises.desk.copy(tmp_path)
    told = desk(
        "commit", "delivered", "--lot", "L000001", "--children", "1054", "--quantity", "90",
        "--by", "Xã", "--evidence", "biên bản", code=1,
    ).stderr  # fmt: skip
    assert "1.054" in told
    assert "1.053" in told


def test_messages_in_english(promises):
    told = promises.desk("ledger", "--lang", "en").stdout
    assert "offered" in told
    assert "đã mời" not in told
    refused = promises.desk(
        "commit", "accepted", "--lot", "L000002", *BY, "--lang", "en", code=1
    ).stderr
    assert "thiếu căn cứ" not in refused
