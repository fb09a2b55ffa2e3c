"""The tables of donors and what came and went: beside those of an assessment.

Nothing that tells how to reach somebody stands in them.
"""

from __future__ import annotations

from needs.tables.column import Column
from needs.tables.schema import Table

C = Column
_VND, _YEARS = "VND", "năm / years"
_KIND = C("donor_kind", "text", "loại nhà tài trợ; trống: chưa rõ", "kind of donor; empty: unknown")
_FIRST = C("first_given", "count", "năm đầu đã trao", "first year given", _YEARS, True)
_LAST = C("last_given", "count", "năm gần nhất đã trao", "last year given", _YEARS, True)
_RECEIVED = C("received_vnd", "money", "đã trao, mọi năm", "received, all years", _VND)
_CONFIRMED = C("confirmed_vnd", "money", "đã xác nhận trong năm", "confirmed in the year", _VND)
_CHILDREN = C(
    "confirmed_children", "count", "lượt trẻ đã xác nhận", "children, confirmed", "trẻ / children"
)
_ROW = C("years_in_a_row", "count", "số năm liền có xác nhận", "years in a row", _YEARS)
_UNPRICED = C("unpriced", "count", "số lô chưa rõ giá trị", "lots without a value")
_LOTS = C("lots", "count", "số lô", "lots")
_OFFERS = C("offers", "flag", "năm nay đã có món quà", "offers a gift this year")
_GIVER = C("giver", "text", "bên chính (main) hay cùng góp (partner)", "main donor or partner")
_LOT_STATE_PART = ("lot_state", "counted", "lot_children", "places", "lot_quantity", "unit")
_LISTED = (
    *("lot_id", "giver", "donor_id", "donor", "category", "commune_code", "commune", "period"),
    *(*_LOT_STATE_PART, "value_vnd", "since", "evidence", "basis"),
)

NETWORK_TABLES: tuple[Table, ...] = (
    Table(
        "donor_register",
        "nhà tài trợ đã biết, và việc đã làm",
        "donors known, and what they have done",
        (
            *("donor_id", "donor", "donor_kind", "registered", "on_ledger", "offers"),
            *("named_in_public", "first_year", "categories", "districts", "occasions"),
            *("first_given", "last_given", "received_vnd", "confirmed_vnd"),
            *("confirmed_children", "years_in_a_row", "unpriced", "promised"),
        ),
        ("donor_id",),
        own=(
            *(_KIND, _OFFERS, _FIRST, _LAST, _RECEIVED, _CONFIRMED, _CHILDREN, _ROW, _UNPRICED),
            C("registered", "flag", "có trong sổ nhà tài trợ", "in the register"),
            C("on_ledger", "flag", "có trong sổ cam kết", "on the ledger"),
            C("named_in_public", "flag", "đồng ý nêu tên công khai", "agreed to be named"),
            C("first_year", "count", "năm đầu, theo sổ nhà tài trợ", "first year", _YEARS, True),
            C("occasions", "list", "dịp muốn trao", "occasions preferred"),
            C("promised", "count", "số lô còn hứa trong năm", "lots promised for the year"),
        ),
    ),
    Table(
        "donor_history",
        "từng nhà tài trợ, từng năm, theo trạng thái của lô",
        "each donor, each year, by state of the lots",
        (
            *("donor_id", "donor", "period", "lot_state", "lots", "communes_served"),
            *("lot_children", "places", "value_vnd", "unpriced", "basis"),
        ),
        ("donor_id", "period", "lot_state"),
        own=(_LOTS, _UNPRICED),
    ),
    Table(
        "alike_donors",
        "tên giống nhau: có phải một nhà tài trợ không",
        "names alike: is it one donor",
        ("donor_id", "donor", "other_id", "other", "alike"),
        ("donor_id", "other_id"),
        own=(
            C("other_id", "text", "mã của tên kia", "id of the other name"),
            C("other", "text", "tên kia", "the other name"),
            C("alike", "rate", "mức giống nhau", "how alike", "0–1"),
        ),
    ),
    Table(
        "donor_invitations",
        "danh sách mời năm nay, theo thứ tự",
        "whom to invite this year, in order",
        (
            *("place", "donor_id", "donor", "donor_kind", "group", "invited", "first_given"),
            *("last_given", "received_vnd", "offers", "fits", "fit_children", "suggested"),
            "reply_by",
        ),
        ("donor_id",),
        own=(
            *(_KIND, _FIRST, _LAST, _RECEIVED, _OFFERS),
            C("place", "count", "thứ tự mời", "place in the list"),
            C("group", "text", "vì sao đứng ở đây (mã)", "why in this place (code)"),
            C("invited", "flag", "được mời", "is invited"),
            C("fits", "count", "số nhu cầu hợp ý", "open needs that fit"),
            C(
                "fit_children",
                "count",
                "số trẻ của các nhu cầu đó",
                "children of them",
                "trẻ / children",
            ),
            C("suggested", "list", "nhu cầu nêu trong thư: xã:loại", "needs named in the letter"),
            C("reply_by", "text", "hạn trả lời", "answer asked for by"),
        ),
    ),
    Table(
        "donor_thanks",
        "ai chưa được cảm ơn, về việc gì",
        "who is to be thanked for what",
        (
            *("donor_id", "donor", "donor_kind", "lots_thanked", "communes_served"),
            *("categories_given", "lot_children", "places", "value_vnd", "unpriced"),
            *("confirmed_since", "thank_by", "late"),
        ),
        ("donor_id",),
        own=(
            *(_KIND, _UNPRICED),
            C("lots_thanked", "list", "các lô cần cảm ơn", "lots to be thanked for"),
            C("categories_given", "list", "các loại hỗ trợ", "categories"),
            C("confirmed_since", "text", "xác nhận sớm nhất ngày", "first confirmed on"),
            C("thank_by", "text", "cảm ơn trước ngày", "to be thanked by"),
            C("late", "flag", "đã quá hạn", "late"),
        ),
    ),
    Table(
        "donor_commendations",
        "đề nghị khen thưởng, và ai suýt đạt",
        "who is proposed for commendation, and who just missed it",
        (
            *("donor_id", "donor", "donor_kind", "award", "reached", "rank", "tied", "beyond"),
            *("nearly", "nearly_measure", "lacking", "given_before", "confirmed_vnd"),
            *("confirmed_children", "years_in_a_row", "unpriced"),
        ),
        ("donor_id",),
        own=(
            *(_KIND, _CONFIRMED, _CHILDREN, _ROW, _UNPRICED),
            C("award", "text", "hình thức đề nghị; trống: chưa đạt", "form proposed; empty: none"),
            C("reached", "list", "mức đã đạt", "thresholds reached"),
            C("rank", "count", "thứ tự trong hình thức", "place within the form"),
            C("tied", "flag", "ngang người khác", "equal with another"),
            C("beyond", "flag", "ngoài số lượng của hình thức", "beyond the form's number"),
            C("nearly", "text", "hình thức suýt đạt; trống: không", "form just missed"),
            C("nearly_measure", "text", "theo mức nào", "by which measure"),
            C("lacking", "count", "còn thiếu", "what is lacking", "VND, trẻ, năm", True),
            C("given_before", "list", "đã khen cho năm này", "given for this year already"),
        ),
    ),
    Table(
        "transparency",
        "đã nhận gì, đi đâu (bản nội bộ)",
        "what was received and where it went (internal)",
        _LISTED,
        ("lot_id", "giver"),
        own=(_GIVER,),
    ),
    Table(
        "transparency_public",
        "đã nhận gì, đi đâu (bản công khai: khoản nhỏ đã gộp)",
        "what was received and where it went (public: small gifts joined)",
        (*_LISTED, "lots"),
        ("lot_id",),
        own=(
            _GIVER,
            C("lot_id", "text", "số thứ tự, không phải số lô", "number in this list, not the lot"),
            C("commune_code", "code", "mã xã; trống: nhiều xã gộp", "commune code", "", True),
            C(
                "lot_children",
                "count",
                "số trẻ; trống: quá ít để nêu",
                "children",
                "trẻ / children",
                True,
            ),
            C("lot_quantity", "count", "khối lượng; trống: như trên", "quantity", "", True),
            C("lots", "count", "dòng này gộp mấy lô", "lots joined in this row"),
        ),
    ),
    Table(
        "transparency_sums",
        "danh sách công khai đối chiếu với sổ cam kết, theo các dòng đã gộp",
        "the public list against the ledger, by the joined rows",
        ("summed_by", "summed", "ledger_vnd", "listed_vnd", "unpriced", "agrees"),
        ("summed_by", "summed"),
        own=(
            _UNPRICED,
            C("summed_by", "text", "cộng theo cột", "summed by column"),
            C("summed", "text", "giá trị của cột", "value of the column"),
            C("ledger_vnd", "money", "theo sổ cam kết", "on the ledger", _VND),
            C("listed_vnd", "money", "theo danh sách", "on the list", _VND),
            C("agrees", "flag", "khớp từng đồng", "agree to the đồng"),
        ),
    ),
)
del C
