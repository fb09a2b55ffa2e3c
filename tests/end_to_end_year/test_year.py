"""A year in the life of a programme: list, forms, returns, plan, promises, reports, next year.

One test, in the order in which a planner of Lai Châu would live it; every figure is invented
(«giả để thử», see `small_programme`). Money of 2026, in million đồng: the store's 300 sets at
400,000 are 120; the fund's 60 buy 150 sets; the doctors' 30 pay 300 check-ups at 100,000.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from needs.areas import read_area_index
from needs.assessment.meant import Meant
from needs.monitoring.explained import in_groups
from needs.tables import rows_of

from .paper import filled_form, written_list
from .planner import Planner
from .small_programme import (
    HUA_BUM,
    LIST_2026,
    LIST_2027,
    MU_CA,
    PA_U,
    PROGRAMME,
    TA_TONG,
    THU_LUM,
    move_on,
    write_data_root,
)

MILLION = 1_000_000
#: 420, 600, 350 children; the year after 440, 590, and 500 in the commune that enters.
TOLD_2026 = {THU_LUM: (100, 90, 120, 110), PA_U: (150, 140, 160, 150), MU_CA: (80, 80, 100, 90)}
TOLD_2027 = {
    THU_LUM: (110, 95, 120, 115),
    PA_U: (148, 138, 156, 148),
    TA_TONG: (130, 120, 130, 120),
}
STORE, FUND, DOCTORS = "Kho áo ấm Minh Họa", "Quỹ Áo ấm Bản Xa", "Hội Thầy thuốc Minh Họa"
BY = ("--by", "Sở Y tế")


def test_a_year_in_the_life(at_desk, data, tmp_path):
    planner = at_desk(PROGRAMME)
    write_data_root(data, planner.data)
    the_list_is_imported(planner, tmp_path)
    a_district_returns_its_form(planner, tmp_path)
    need_gap_and_proposals(planner)
    promises_until_midsummer(planner, tmp_path)
    half_a_year_is_reported(planner)
    the_rest_of_the_year(planner, tmp_path)
    the_year_is_reported(planner)
    givers_are_thanked_and_the_public_told(planner, tmp_path)
    the_year_is_kept(planner)
    next_year_starts_with_another_list(planner, tmp_path)
    last_year_s_promises_are_last_year_s(planner, tmp_path)


# -- January: the list, the forms ------------------------------------------------------------------


def the_list_is_imported(planner: Planner, folder: Path) -> None:
    planner.day = dt.date(2026, 1, 8)
    assert "Chưa có danh sách xã của Lai Châu" in planner.of("status")
    short = written_list(folder / "thieu.xlsx", LIST_2026[:-1])
    refused = import_list(planner, short, 2026, code=1)
    assert "6 xã trong danh sách" in refused
    assert "7 xã theo 1/QĐ-THU 2026" in refused
    assert "lai-chau-2026-2026" not in set(read_area_index(planner.data).list_id)

    told = import_list(planner, written_list(folder / "du.xlsx", LIST_2026), 2026)
    assert "7 xã nhận đủ, 0 chờ sửa" in told
    assert told.count("khớp: ") == 4


def import_list(planner: Planner, file: Path, year: int, *, code: int = 0) -> str:
    number = year - 2025
    return planner(
        *("areas", "import", file, "--programme", PROGRAMME),
        *("--decision", f"{number}/QĐ-THU", "--issued", f"20/12/{year - 1}"),
        *("--valid-from", f"{year}-01-01", "--valid-to", f"31/12/{year}"),
        *("--totals", f"{number}/QĐ-THU {year}"),
        code=code,
    )


def a_district_returns_its_form(planner: Planner, folder: Path) -> None:
    """The first form that comes tells of more poor children than there are: it is sent back."""
    forms = folder / "forms"
    assert "muong-te.xlsx" in planner.of("template", "--out", forms)
    planner.day = dt.date(2026, 2, 13)
    poor = {THU_LUM: 300, PA_U: 500, MU_CA: 200}
    blank = forms / "muong-te.xlsx"
    wrong = filled_form(
        *(blank, folder / "nhap.xlsx", TOLD_2026),
        day=dt.date(2026, 2, 10),
        poor=poor | {THU_LUM: 4200},
    )
    checked = ("--programme", PROGRAMME, "--out", folder / "checked")
    told = planner("check", wrong, *checked, code=1)
    assert "Đồ ấm!J7: 4200 cần: không quá 420" in told

    right = filled_form(
        blank, folder / "muong-te.xlsx", TOLD_2026, day=dt.date(2026, 2, 12), poor=poor
    )
    assert "0 lỗi phải sửa, 0 chỗ cần xem lại, 0 câu hỏi" in planner("check", right, *checked)
    assert "đã nhận" in planner.of("receive", right)
    status = planner.of("status")
    assert "Huyện Mường Tè: 3/3 xã đã báo cáo" in status
    assert "chưa xã nào báo cáo: Huyện Nậm Nhùn (0/1)" in status


# -- February: need, gap, proposals ----------------------------------------------------------------


def need_gap_and_proposals(planner: Planner) -> None:
    told = planner.of("allocate")
    assert "từ 3 nhà tài trợ" in told
    gap = planner.table("gap").set_index(["category", "commune_code"])
    coats, checks = gap.loc["warm_clothing"], gap.loc["health"]
    # Every child of the four communes in zone III; nine of ten for the check-ups.
    assert coats.children_target.drop(HUA_BUM).to_dict() == {THU_LUM: 420, PA_U: 600, MU_CA: 350}
    assert checks.children_target.drop(HUA_BUM).to_dict() == {THU_LUM: 378, PA_U: 540, MU_CA: 315}
    assert set(coats.eligible_basis.drop(HUA_BUM)) == {"returned"}
    assert coats.eligible_basis[HUA_BUM] == "estimated"
    # Thirty children of Hua Bum had coats before.
    assert coats.gap_point[HUA_BUM] == coats.children_target[HUA_BUM] - 30
    assert coats.gap_vnd[PA_U] == 600 * 400_000

    lots = planner.table("allocation")
    assert lots.groupby("donor").cost_vnd.sum().to_dict() == {
        STORE: 120 * MILLION,
        FUND: 60 * MILLION,
        DOCTORS: 30 * MILLION,
    }
    assert set(lots.commune_code[lots.donor == STORE]) == {THU_LUM, PA_U, MU_CA}
    invited = planner.of("network", "invite")
    for donor in (STORE, FUND, DOCTORS):
        assert donor in invited
    planner.day = dt.date(2026, 4, 10)
    coming = planner.of("timetable")
    # A return is here, so the forms went out; but Hua Bum's is not, and it is due in May.
    assert "Nhận đủ biểu của các xã (Áo ấm tới xã trước mùa rét)" in coming
    assert "Gửi biểu" not in coming


# -- spring: promises ------------------------------------------------------------------------------


def promises_until_midsummer(planner: Planner, folder: Path) -> None:
    """All are asked; the store and the doctors accept; some coats and check-ups come by June."""
    planner.day = dt.date(2026, 7, 1)
    assert "Đã ghi 8 mục." in write(planner, "offered", "--all", at="2026-03-02")
    assert "--evidence" in planner.of("commit", "accepted", "--donor", STORE, *BY, code=1)
    list_of = children(folder / "thu-lum.txt", 1, 90)
    of_thu_lum = ("--donor", STORE, "--commune", "Thu Lũm")
    told = write(planner, "accepted", *of_thu_lum, "--children-file", list_of, at="2026-03-20")
    assert "đã nhận lời" in told
    planner.write_down("accepted", Meant(donor=STORE), at="2026-03-20")
    planner.write_down("accepted", Meant(donor=DOCTORS), at="2026-04-06")

    # A child of the store's list went to relatives in Hua Bum: the fund would clothe it twice.
    twice = children(folder / "hai-lan.txt", 90, 239)
    refused = write(
        planner, "accepted", "--donor", FUND, "--children-file", twice, at="2026-07-01", code=1
    )
    assert f"trẻ này đã có {STORE} ở Xã Thu Lũm" in refused
    assert "TH-00000090" not in refused, "who the child is, is nobody else's business"
    lots = the_ledger(planner)
    assert set(lots.state[lots.donor == FUND]) == {"offered"}

    # Five of the ninety sets came torn.
    came = children(folder / "thu-lum-nhan.txt", 1, 85)
    figures = ("--children", 85, "--quantity", 85, "--value", 34 * MILLION)
    write(planner, "delivered", *of_thu_lum, *figures, "--children-file", came, at="2026-05-20")
    planner.write_down("confirmed", Meant(donor=STORE, commune=THU_LUM), at="2026-06-05")
    june = lots_of(lots, DOCTORS, [THU_LUM, PA_U])
    planner.write_down("delivered", june, at="2026-06-10")
    planner.write_down("confirmed", june, at="2026-06-25")


def write(planner: Planner, state: str, *which: object, at: str, code: int = 0) -> str:
    evidence = () if state == "offered" else ("--evidence", f"biên bản ngày {at}")
    return planner.of("commit", state, *which, *BY, "--at", at, *evidence, code=code)


def children(path: Path, first: int, last: int) -> Path:
    path.write_text("\n".join(f"TH-{n:08d}" for n in range(first, last + 1)), encoding="utf-8")
    return path


def the_ledger(planner: Planner) -> pd.DataFrame:
    planner.of("ledger", "--export", planner.out / "ledger")
    text = {"commune_code": "str", "period": "str"}
    return pd.read_csv(planner.out / "ledger" / "commitments.csv", dtype=text)


def lots_of(lots: pd.DataFrame, donor: str, communes: list[str]) -> Meant:
    wanted = lots[(lots.donor == donor) & lots.commune_code.isin(communes)]
    assert len(wanted) == len(communes)
    return Meant(lots=tuple(wanted.lot_id))


# -- July: half a year -----------------------------------------------------------------------------


def half_a_year_is_reported(planner: Planner) -> None:
    told = planner.of("report", "--kind", "half_year", "--tables")
    # By hand: accepted 120 + 30; the fund's 60 are only offered; coats for 34 and check-ups for
    # 5 + 10 came, 2 were torn, the rest of what was accepted waits.
    assert by_stage(planner, "half-year-2026") == {
        "planned": 210 * MILLION,
        "offered": 60 * MILLION,
        "accepted": 150 * MILLION,
        "delivered": 49 * MILLION,
        "confirmed": 49 * MILLION,
        "waiting": 99 * MILLION,
        "short": 2 * MILLION,
    }
    equals_the_ledger(planner, "half-year-2026")
    assert "chưa nhận báo cáo năm 2026 của 1/4 xã: Hua Bum" in told
    assert "chưa giữ bảng năm trước" in told
    waiting = planner.reported("half-year-2026", "undelivered")
    assert waiting[waiting.overdue].donor.value_counts().to_dict() == {STORE: 2, DOCTORS: 2}
    page = planner.page("offices/reports/half-year-2026.html")
    assert "49.000.000" in page
    assert "Mù Cả" in page


def by_stage(planner: Planner, report: str) -> dict[str, int]:
    return planner.reported(report, "delivered").groupby("stage").amount_vnd.sum().to_dict()


def equals_the_ledger(planner: Planner, report: str) -> None:
    """Commune by commune and to the đồng; sums over communes are the districts'."""
    lots, table = the_ledger(planner), planner.reported(report, "delivered")
    cell = ["commune_code", "category"]
    for stage, states in (("delivered", ["delivered", "confirmed"]), ("confirmed", ["confirmed"])):
        told = table[table.stage == stage].set_index(cell)[["amount_vnd", "children"]]
        held = lots[lots.state.isin(states)].groupby(cell)[["value_vnd", "children"]].sum()
        assert told.astype("int64").to_dict("index") == held.set_axis(
            ["amount_vnd", "children"], axis=1
        ).to_dict("index")
    money = planner.reported(report, "money")
    paid = lots[lots.state.isin(["delivered", "confirmed"])].groupby("donor").value_vnd.sum()
    given = money[money.delivered_vnd > 0].set_index("donor").delivered_vnd
    assert given.astype("int64").to_dict() == paid.to_dict()


# -- the rest of the year --------------------------------------------------------------------------


def the_rest_of_the_year(planner: Planner, folder: Path) -> None:
    """The doctors cannot get to Hua Bum; the fund accepts and delivers; the store is late."""
    planner.day = dt.date(2026, 12, 20)
    lots = the_ledger(planner)
    planner.write_down("cancelled", lots_of(lots, DOCTORS, [HUA_BUM]), at="2026-07-05")
    others = children(folder / "hua-bum.txt", 91, 240)
    write(planner, "accepted", "--donor", FUND, "--children-file", others, at="2026-07-08")
    planner.write_down("delivered", lots_of(lots, DOCTORS, [MU_CA]), at="2026-08-15")
    planner.write_down("delivered", lots_of(lots, STORE, [PA_U]), at="2026-09-20")
    planner.write_down("delivered", Meant(donor=FUND), at="2026-10-12")
    planner.write_down("confirmed", Meant(donor=FUND), at="2026-10-15")
    late = planner.of("timetable")
    assert "Trễ hạn" in late
    assert "Chở và trao tại xã (Áo ấm tới xã trước mùa rét)" in late


def the_year_is_reported(planner: Planner) -> None:
    told = planner.of("report", "--kind", "year", "--tables")
    # Store 34 of 36, its 52 of Pa Ủ, 32 of Mù Cả waiting; fund 60; doctors 20. The 10 that were
    # cancelled are free again, and proposed again.
    assert by_stage(planner, "year-2026") == {
        "planned": 210 * MILLION,
        "proposed": 10 * MILLION,
        "accepted": 200 * MILLION,
        "delivered": 166 * MILLION,
        "confirmed": 109 * MILLION,
        "waiting": 32 * MILLION,
        "short": 2 * MILLION,
        "cancelled": 10 * MILLION,
    }
    equals_the_ledger(planner, "year-2026")
    # Made again, the half-year report plans what it planned in July: what is free again is not new.
    planner.of("report", "--kind", "half_year", "--tables")
    assert by_stage(planner, "half-year-2026")["planned"] == 210 * MILLION
    assert "chưa nhận báo cáo năm 2026 của 1/4 xã: Hua Bum" in told
    missing = planner.reported("year-2026", "undelivered").set_index("why")
    assert missing.commune.to_dict() == {"short": "Xã Thu Lũm", "waiting": "Xã Mù Cả"}
    assert missing.value_vnd.to_dict() == {"short": 2 * MILLION, "waiting": 32 * MILLION}
    # Coats of the year: 85 + 130 + 150; of 600 in Pa Ủ 130 came, 470 are to be reached.
    pace = planner.reported("year-2026", "target_pace").set_index(["category", "area_code"])
    coats = pace.loc["warm_clothing"]
    assert coats.children_delivered.to_dict() == {"107": 215, "112": 150, "province": 365}
    assert coats.to_reach_high["107"] == (420 - 85) + (600 - 130) + 350

    first = planner.of("spot-check", "--seed", 7)
    page = planner.page("offices/spot-check-2026.html")
    assert "Bốc được 5 lô." in first
    drawn = set(pd.read_parquet(planner.reports / "offices" / "spot_checks.parquet").lot_id)
    lots = the_ledger(planner)
    assert drawn <= set(lots.lot_id[lots.state.isin(["delivered", "confirmed"])])
    planner.of("spot-check", "--seed", 7)
    assert planner.page("offices/spot-check-2026.html") == page


def givers_are_thanked_and_the_public_told(planner: Planner, folder: Path) -> None:
    letter = (
        "--record",
        "--donor",
        FUND,
        *BY,
        "--evidence",
        "thư cảm ơn 31",
        "--day",
        "2026-10-20",
    )
    planner.of("network", "thanks", *letter)
    planner.of("network", "thanks", "--export", folder / "network")
    assert set(read(folder, "donor_thanks").donor) == {STORE, DOCTORS}

    planner.of("network", "commend", "--year", 2026, "--export", folder / "network")
    proposed = read(folder, "donor_commendations").set_index("donor")
    # 60 million reach the 50 of the certificate; only what is confirmed counts.
    assert proposed.award.to_dict() == {FUND: "certificate", STORE: "letter", DOCTORS: "letter"}
    assert proposed.confirmed_vnd.to_dict() == {
        FUND: 60 * MILLION,
        STORE: 34 * MILLION,
        DOCTORS: 15 * MILLION,
    }
    public = ("transparency", "--public", "--export", folder / "network")
    told = planner.of("network", *public)
    assert "Cộng 166.000.000 đồng, khớp sổ cam kết" in told
    assert read(folder, "transparency_sums").agrees.all()
    assert read(folder, "transparency_public").value_vnd.sum() == 166 * MILLION
    for donor in (STORE, FUND, DOCTORS):
        assert donor not in told, "nobody agreed to be named"


def read(folder: Path, table: str) -> pd.DataFrame:
    return pd.read_csv(folder / "network" / f"{table}.csv", encoding="utf-8-sig")


# -- January again ---------------------------------------------------------------------------------


def the_year_is_kept(planner: Planner) -> None:
    planner("years", "keep", PROGRAMME, "--year", 2026)
    assert "2026: giữ ngày 20/12/2026" in planner("years", "list", PROGRAMME)


def next_year_starts_with_another_list(planner: Planner, folder: Path) -> None:
    """Mù Cả left, Tà Tổng entered, coats cost 450,000, and the district tells new figures."""
    before = planner.table("gap").set_index(["category", "commune_code"]).loc["warm_clothing"]
    estimated = int(before.children_eligible[HUA_BUM])
    move_on(planner.data)
    planner.day = dt.date(2027, 1, 8)
    # Last year's list is not passed over in silence, nor taken for this year's.
    told = planner.of("status")
    assert "Danh sách 1/QĐ-THU ngày 20/12/2025 đã hết hiệu lực ngày 31/12/2026." in told
    assert "Chưa có danh sách có hiệu lực ngày" in told
    assert "xã có dân số" in told, "and the rest of it is told"
    import_list(planner, written_list(folder / "2027.xlsx", LIST_2027), 2027)
    ids = ("lai-chau-2026-2026", "lai-chau-2027-2027")
    compared = planner("areas", "compare", *ids, "--programme", PROGRAMME, "--out", folder / "ss")
    assert "Tà Tổng" in compared
    assert "Mù Cả" in compared

    forms = folder / "forms-2027"
    planner.of("template", "--out", forms)
    planner.day = dt.date(2027, 2, 10)
    form = filled_form(
        *(forms / "muong-te.xlsx", folder / "muong-te-2027.xlsx", TOLD_2027),
        day=dt.date(2027, 2, 9),
    )
    planner.of("receive", form)
    planner.of("allocate")
    told = planner.of("report", "--kind", "year", "--tables")
    assert "chưa giữ bảng năm trước" not in told

    change = planner.reported("year-2027", "year_change").query("category == 'warm_clothing'")
    row = {one.measure: one for one in rows_of(change[change.level == "province"])}
    children = row["need_children"]
    assert (children.before, children.after) == (1370 + estimated, 1530 + estimated)
    assert in_groups(children) == {
        "list": 500 - 350,
        "real": (440 - 420) + (590 - 600),
        "method": 0,
        "price": 0,
        "rounding": 0,
    }
    # Who comes is counted at the new price, who goes at the old; children who are more or fewer
    # at the middle of both, the price over the middle of both counts.
    need = in_groups(row["need_vnd"])
    assert need == {
        "list": 500 * 450_000 - 350 * 400_000,
        "real": (20 - 10) * 425_000,
        "method": 0,
        "price": 50_000 * (430 + 595 + estimated),
        "rounding": 0,
    }
    assert sum(need.values()) == row["need_vnd"].difference
    # The thirty coats of before are worn out: nobody has told of others for 2027.
    assert row["gap_children"].support == 30
    parts_add_up(planner.reported("year-2027", "year_change"))

    page = planner.page("offices/reports/year-2027.html")
    assert "so với năm 2026" in page
    for words in ("Tà Tổng", "Mù Cả", "xã vào danh sách", "xã ra khỏi danh sách", "đơn giá"):
        assert words in page


def parts_add_up(change: pd.DataFrame) -> None:
    """Every row's parts are its difference; the districts' rows are the province's."""
    for row in rows_of(change):
        assert sum(in_groups(row).values()) == row.difference == row.after - row.before
    key = ["category", "measure"]
    figures = ["before", "after", "difference", "entered", "left", "children", "support", "price"]
    province = change[change.level == "province"].set_index(key)[figures].sort_index()
    districts = change[change.level == "district"].groupby(key)[figures].sum().sort_index()
    pd.testing.assert_frame_equal(districts, province, check_dtype=False)


def last_year_s_promises_are_last_year_s(planner: Planner, folder: Path) -> None:
    """The store's coat that never came to Mù Cả is no coat of 2027, nor are those that came."""
    gap = planner.table("gap").set_index(["category", "commune_code"]).loc["warm_clothing"]
    assert gap.covered_high.to_dict() == {THU_LUM: 0, PA_U: 0, HUA_BUM: 0, TA_TONG: 0}
    assert gap.gap_point[PA_U] == 590
    assert set(the_ledger(planner).period) == {"2026"}
    # The whole store may be given again; of the fund's 60 million thirteen packs of ten, 58.5.
    lots = planner.table("allocation").groupby("donor")[["quantity", "cost_vnd"]].sum()
    assert lots.quantity.to_dict() == {STORE: 300, FUND: 130, DOCTORS: 300}
    assert by_stage(planner, "year-2027") == {
        "planned": int(lots.cost_vnd.sum()),
        "proposed": int(lots.cost_vnd.sum()),
    }

    # The same children may have a coat of another donor this year: one a year and kind.
    again = children(folder / "2027.txt", 1, 85)
    told = planner.of(
        *("commit", "accepted", "--donor", FUND, "--children-file", again),
        *(*BY, "--evidence", "thư 2027"),
    )
    assert "2027" in told
    lots_now = the_ledger(planner).query("period == '2027'")
    assert lots_now[["donor", "state"]].to_numpy().tolist() == [[FUND, "accepted"]]
    # The report of the year that was kept is made of what was kept.
    planner.of("report", "--kind", "year", "--year", 2026, "--tables")
    equals_the_ledger_of(planner, "year-2026", "2026")


def equals_the_ledger_of(planner: Planner, report: str, period: str) -> None:
    lots = the_ledger(planner).query("period == @period")
    came = lots[lots.state.isin(["delivered", "confirmed"])].value_vnd.sum()
    assert by_stage(planner, report)["delivered"] == came == 166 * MILLION
