"""The tables of the Fund's books: beside those of an assessment."""

from __future__ import annotations

from needs.tables.column import Column
from needs.tables.schema import Table

C = Column
_VND = "VND"
_LEVEL = C("level", "text", "cấp quỹ", "level of the Fund")
_PLACE = C("place", "text", "mã huyện (cũ) hoặc mã xã của quỹ; trống: tỉnh", "place of the fund")
_EARMARK = C("earmark", "text", "mã quỹ riêng có mục đích; trống: quỹ chung", "earmarked fund")
_COMMUNE = C("commune_code", "code", "mã xã, 5 chữ số, dạng chữ", "commune code", "", True)
_ACCOUNT = C("account", "text", "mã tài khoản của hồ sơ", "account id")
_ACCOUNT_NAME = C("account_name", "text", "tên tài khoản", "name of the account")
_ACTIVITY = C("activity", "text", "hoạt động của Quỹ", "activity of the Fund")
_OCCASION = C("occasion", "text", "dịp; trống: không theo dịp", "occasion")
_UNIT_ID = C("unit_id", "text", "mã đơn vị đóng góp", "contributing unit")
_ITEM = C("item", "text", "hiện vật; trống: tiền", "goods")
_MEASURE = C("measure", "text", "đơn vị tính của hiện vật", "unit of the goods")
_CORRECTED = C(
    "corrected_vnd", "money", "đảo lại trong năm sau", "taken back in a later year", _VND
)
_SIDES = ("opening", "received", "spent", "closing")


def _money(name: str, vi: str, en: str, *, nullable: bool = False) -> Column:
    return C(name, "money", vi, en, _VND, nullable)


FUND_TABLES: tuple[Table, ...] = (
    Table(
        "fund_journal",
        "sổ nhật ký của Quỹ: từng dòng của từng bút toán, kèm dấu niêm",
        "journal of the Fund: every line of every entry, with its seal",
        (
            *("entry", "line", "day", "period", "entry_kind", "document", "recorded_by"),
            *("account", "account_code", "account_name", "level", "place", "unit_id"),
            *("earmark", "activity", "occasion", "commune_code", "item", "measure"),
            *("quantity_moved", "debit_vnd", "credit_vnd", "balance_debit_vnd"),
            *("balance_credit_vnd", "reverses", "seal", "basis"),
        ),
        ("entry", "line"),
        (
            C("entry", "count", "số bút toán", "number of the entry"),
            C("line", "count", "dòng của bút toán", "line of the entry"),
            C("day", "text", "ngày, năm-tháng-ngày", "day"),
            C("entry_kind", "text", "loại bút toán", "kind of entry"),
            C("document", "text", "số chứng từ", "voucher"),
            C("recorded_by", "text", "người ghi sổ", "who wrote it down"),
            _ACCOUNT,
            C("account_code", "text", "số hiệu tài khoản", "number of the account"),
            _ACCOUNT_NAME,
            *(_LEVEL, _PLACE, _UNIT_ID, _EARMARK, _ACTIVITY, _OCCASION, _COMMUNE, _ITEM, _MEASURE),
            C("quantity_moved", "number", "hiện vật vào (+) hoặc ra (−)", "goods in or out"),
            _money("debit_vnd", "nợ", "debit"),
            _money("credit_vnd", "có", "credit"),
            _money("balance_debit_vnd", "số dư nợ của tài khoản sau dòng này", "balance, debit"),
            _money("balance_credit_vnd", "số dư có của tài khoản sau dòng này", "balance, credit"),
            C("reverses", "count", "đảo bút toán số", "takes back entry", "", True),
            C("seal", "text", "dấu niêm (SHA-256) của bút toán và mọi bút toán trước", "seal"),
        ),
    ),
    Table(
        "fund_balances",
        "bảng cân đối tài khoản của Quỹ theo năm, cấp quỹ, quỹ riêng",
        "trial balance by year, level and earmarked fund",
        (
            *("period", "level", "place", "earmark", "account", "account_name"),
            *("opening_debit_vnd", "opening_credit_vnd", "debit_vnd", "credit_vnd"),
            *("closing_debit_vnd", "closing_credit_vnd", "closed", "basis"),
        ),
        ("period", "level", "place", "earmark", "account"),
        (
            *(_LEVEL, _PLACE, _EARMARK, _ACCOUNT, _ACCOUNT_NAME),
            _money("opening_debit_vnd", "số dư nợ đầu năm", "opening balance, debit"),
            _money("opening_credit_vnd", "số dư có đầu năm", "opening balance, credit"),
            _money("debit_vnd", "phát sinh nợ", "debit of the year"),
            _money("credit_vnd", "phát sinh có", "credit of the year"),
            _money("closing_debit_vnd", "số dư nợ cuối năm, trước khóa sổ", "closing, debit"),
            _money("closing_credit_vnd", "số dư có cuối năm, trước khóa sổ", "closing, credit"),
            C("closed", "flag", "năm đã khóa sổ", "the year is closed"),
        ),
    ),
    Table(
        "fund_contributions",
        "đóng góp ngày lương theo đơn vị: phải vận động, đã thu, còn lại",
        "contributions by unit: expected, received, still to come",
        (
            *("period", "level", "place", "unit_id", "unit_name", "staff", "daily_pay_vnd"),
            *("days", "expected_vnd", "received_vnd", "to_come_vnd", "over_vnd"),
            *("corrected_vnd", "basis"),
        ),
        ("period", "level", "place", "unit_id"),
        (
            *(_LEVEL, _PLACE, _UNIT_ID, _CORRECTED),
            C("unit_name", "text", "tên đơn vị", "name of the unit"),
            C("staff", "count", "số người của đơn vị", "staff", "người / people", True),
            _money("daily_pay_vnd", "lương bình quân một ngày", "average daily pay", nullable=True),
            C("days", "number", "số ngày lương vận động", "days of pay asked", "ngày", True),
            _money("expected_vnd", "người × lương ngày × số ngày", "expected", nullable=True),
            _money("received_vnd", "đã thu", "received"),
            _money("to_come_vnd", "còn lại; trống: chưa biết", "still to come", nullable=True),
            _money("over_vnd", "thu vượt mức vận động", "more than asked", nullable=True),
        ),
    ),
    Table(
        "fund_income",
        "thu của Quỹ theo năm, cấp quỹ, nguồn",
        "income of the Fund by year, level and source",
        (
            *("period", "level", "place", "earmark", "account", "account_name"),
            *("receipts", "amount_vnd", "corrected_vnd", "basis"),
        ),
        ("period", "level", "place", "earmark", "account"),
        (
            *(_LEVEL, _PLACE, _EARMARK, _ACCOUNT, _ACCOUNT_NAME, _CORRECTED),
            C("receipts", "count", "số lần thu", "receipts"),
            _money("amount_vnd", "đã thu", "received"),
        ),
    ),
    Table(
        "fund_spending",
        "chi của Quỹ theo năm, cấp quỹ, hoạt động, dịp, xã",
        "spending of the Fund by year, level, activity, occasion and commune",
        (
            *("period", "level", "place", "earmark", "activity", "activity_name", "occasion"),
            *("commune_code", "payments", "amount_vnd", "goods_vnd", "corrected_vnd", "basis"),
        ),
        ("period", "level", "place", "earmark", "activity", "occasion", "commune_code"),
        (
            *(_LEVEL, _PLACE, _EARMARK, _ACTIVITY, _OCCASION, _COMMUNE, _CORRECTED),
            C("activity_name", "text", "tên hoạt động", "name of the activity"),
            C("payments", "count", "số lần chi", "payments"),
            _money("amount_vnd", "đã chi, cả hiện vật", "spent, goods included"),
            _money("goods_vnd", "trong đó bằng hiện vật", "of which in goods"),
        ),
    ),
    Table(
        "fund_earmarks",
        "quỹ riêng có mục đích: đã nhận, đã chi, còn lại",
        "earmarked funds: received, spent, left",
        (
            *("earmark", "name", "donor", "activities", "communes_meant", "received_vnd"),
            *("spent_vnd", "left_vnd", "left_goods_vnd", "basis"),
        ),
        ("earmark",),
        (
            _EARMARK,
            C("donor", "text", "nhà tài trợ, nếu cho nêu tên", "donor, where named", "", True),
            C("activities", "list", "chỉ chi cho các hoạt động", "for these activities"),
            C("communes_meant", "list", "chỉ chi cho các xã; trống: mọi xã", "for these communes"),
            _money("received_vnd", "đã nhận", "received"),
            _money("spent_vnd", "đã chi", "spent"),
            _money("left_vnd", "còn lại, cả hiện vật", "left, goods included"),
            _money("left_goods_vnd", "trong đó hiện vật trong kho", "of which goods in stock"),
        ),
    ),
    Table(
        "fund_goods",
        "hiện vật trong kho của Quỹ",
        "goods in the Fund's stock",
        (
            *("level", "place", "earmark", "item", "measure", "quantity_in", "quantity_out"),
            *("quantity_left", "left_vnd", "basis"),
        ),
        ("level", "place", "earmark", "item"),
        (
            *(_LEVEL, _PLACE, _EARMARK, _ITEM, _MEASURE),
            C("quantity_in", "count", "đã nhập", "came in"),
            C("quantity_out", "count", "đã xuất", "went out"),
            C("quantity_left", "count", "còn trong kho", "left"),
            _money("left_vnd", "giá trị còn lại", "value left"),
        ),
    ),
    Table(
        "fund_transparency",
        "thu, chi từng khoản (nội bộ): số dư đầu + đã nhận = đã chi + còn lại, đến từng đồng",
        "line by line (internal): opening + received = spent + left, to the đồng",
        (
            *("period", "n", "side", "day", "what", "who", "account", "activity", "occasion"),
            *("level", "place", "earmark", "item", "measure", "quantity_given"),
            *("amount_vnd", "basis"),
        ),
        ("period", "n"),
        (
            C("n", "count", "số thứ tự", "number"),
            C("side", "text", "đầu kỳ, nhận, chi, cuối kỳ", "side", "", False, _SIDES),
            C("day", "text", "ngày nhận; trống: cả năm", "day received", "", True),
            C("what", "text", "khoản gì", "what"),
            C("who", "text", "ai, nếu cho nêu tên", "who, where named", "", True),
            *(_ACCOUNT, _ACTIVITY, _OCCASION, _LEVEL, _PLACE, _EARMARK, _ITEM, _MEASURE),
            C("quantity_given", "count", "số lượng hiện vật", "number of goods", "", True),
            _money("amount_vnd", "số tiền", "amount"),
        ),
    ),
    Table(
        "fund_public",
        "danh sách công khai của Quỹ: khoản nhỏ đã gộp, tổng như sổ đến từng đồng",
        "the Fund's list for publication: small lines joined, the sums of the books to the đồng",
        (
            *("period", "n", "side", "day", "what", "who", "account", "purposes", "level"),
            *("place", "item", "measure", "quantity_given", "joined", "amount_vnd", "basis"),
        ),
        ("period", "n"),
        (
            C("n", "count", "số thứ tự", "number"),
            C("side", "text", "đầu kỳ, nhận, chi, cuối kỳ", "side", "", False, _SIDES),
            C("day", "text", "ngày nhận; trống: không nêu", "day received", "", True),
            C("what", "text", "khoản gì", "what"),
            C("who", "text", "ai, nếu cho nêu tên", "who, where named", "", True),
            _ACCOUNT,
            C("purposes", "list", "hoạt động, hoặc hoạt động:dịp", "activity or activity:occasion"),
            C("level", "text", "cấp quỹ; trống: nhiều cấp", "level of the Fund"),
            C("place", "text", "nơi giữ quỹ; trống: nhiều nơi", "place of the fund"),
            *(_ITEM, _MEASURE),
            C("quantity_given", "count", "số lượng hiện vật", "number of goods", "", True),
            C("joined", "count", "dòng này gộp mấy khoản", "lines joined in this one"),
            _money("amount_vnd", "số tiền", "amount"),
        ),
    ),
)
