"""Columns of what can be defended: entitlements, overlap, intervals, priority, targets."""

from __future__ import annotations

from needs.tables.column import BASES, ZONES, Column

C = Column
_CHILDREN = "trẻ / children"
_VND = "VND"

GAP_COLUMNS = {
    column.name: column
    for column in (
        # communes
        C("distance_km", "number", "cách trung tâm, chim bay", "from the centre", "km", True),
        C(
            "village_share",
            "rate",
            "phần trẻ ở thôn ĐBKK",
            "share of children in disadvantaged villages",
            "0–1",
            True,
        ),
        C("village_share_low", "rate", "phần trẻ ở thôn, thấp", "village share, low", "0–1", True),
        C("village_share_high", "rate", "phần trẻ ở thôn, cao", "village share, high", "0–1", True),
        C("village_source", "text", "nguồn của phần ở thôn", "source of the share", "", True),
        C(
            "scope_share",
            "rate",
            "phần trẻ của xã được tính",
            "share of the commune's children",
            "0–1",
            True,
        ),
        # eligibility
        C("former_code", "code", "mã xã cũ", "code of the former commune"),
        C("former_commune", "text", "xã cũ", "former commune"),
        C("zone_before", "text", "khu vực trước", "zone before", "", True, ZONES),
        C("zone_after", "text", "khu vực sau", "zone after", "", True, ZONES),
        C("change", "text", "entered, left, stayed, zone_changed, never", "what changed"),
        C("list_before", "text", "danh sách trước", "list before"),
        C("list_after", "text", "danh sách sau", "list after"),
        # State and donors
        C("state_children", "count", "trẻ Nhà nước lo", "served by the State", _CHILDREN, True),
        C("state_low", "count", "trẻ Nhà nước lo, ít nhất", "State, at least", _CHILDREN, True),
        C("state_high", "count", "trẻ Nhà nước lo, nhiều nhất", "State, at most", _CHILDREN, True),
        C("donors_low", "count", "trẻ các nguồn khác lo, ít nhất", "donors, at least", "", True),
        C("donors_point", "count", "trẻ các nguồn khác lo, giữa", "donors, middle", "", True),
        C("donors_high", "count", "trẻ các nguồn khác lo, nhiều nhất", "donors, at most", "", True),
        C(
            "overlap_known",
            "text",
            "biết trùng lặp nhờ: none, one, told_once, ids, audited, bounds",
            "how the overlap is known",
            "",
            False,
            ("none", "one", "told_once", "ids", "audited", "bounds"),
        ),
        C("list_differs", "flag", "danh sách trẻ khác sổ", "a list differs from the ledger"),
        C("gap_point", "count", "trẻ còn thiếu, mức giữa", "gap, middle", _CHILDREN, True),
        C("target_vnd", "money", "chi phí của chỉ tiêu", "cost of the target", _VND, True),
        C("state_vnd", "money", "phần Nhà nước lo", "part the State covers", _VND, True),
        C("pledged_vnd", "money", "phần các nguồn khác lo", "part donors cover", _VND, True),
        C("gap_vnd", "money", "phần còn thiếu, mức giữa", "gap, middle", _VND, True),
        # schemes
        C("scheme", "text", "mã chính sách", "State scheme"),
        C("children_entitled", "count", "trẻ được hưởng", "children entitled", _CHILDREN, True),
        C("children_entitled_low", "count", "được hưởng, thấp", "entitled, low", _CHILDREN, True),
        C("children_entitled_high", "count", "được hưởng, cao", "entitled, high", _CHILDREN, True),
        C("months", "number", "số tháng một năm", "months a year", "tháng / months"),
        C("state_paid_vnd", "money", "tiền Nhà nước chi", "what the State pays", _VND, True),
        C("unconfirmed", "flag", "mức cần xác nhận", "rate to be confirmed"),
        C("unconfirmed_what", "text", "cần xác nhận gì", "what is to be confirmed", "", True),
        C("unconfirmed_what_en", "text", "như trên, tiếng Anh", "the same in English", "", True),
        C("legal_basis", "text", "căn cứ pháp lý", "legal basis"),
        C("valid_from", "text", "có hiệu lực từ", "in force from"),
        C("valid_to", "text", "đến ngày", "in force until", "", True),
        # overlap
        C("source_names", "text", "tên các nguồn", "names of the sources"),
        C("double_low", "count", "suất trùng, ít nhất", "double served, at least", "", True),
        C("double_high", "count", "suất có thể trùng, nhiều nhất", "double, at most", "", True),
        # people
        C("in_need_low", "count", "trẻ cần hỗ trợ, ít nhất", "in need, at least", _CHILDREN, True),
        C("in_need", "count", "trẻ cần ít nhất một loại", "in need of any", _CHILDREN, True),
        C("in_need_high", "count", "trẻ cần, nhiều nhất", "in need, at most", _CHILDREN, True),
        C("sum_of_categories", "count", "tổng các loại, có trùng", "sum over categories", "", True),
        # places
        C("facility", "text", "mã loại công trình", "kind of place"),
        C("places_needed", "count", "công trình còn thiếu", "places lacking", "nơi / places", True),
        C("places_pledged", "count", "công trình đã có nguồn", "places pledged", "nơi / places"),
        C("places_open", "count", "công trình chưa có nguồn", "places open", "nơi / places", True),
        C("facility_price_vnd", "money", "đơn giá công trình", "price of a place", _VND, True),
        # rates
        C("sample", "text", "mã tỷ lệ đo mẫu", "rate measured on a sample"),
        C("examined", "count", "số trẻ được khám, cân đo", "children examined", _CHILDREN, True),
        C("affected", "count", "số trẻ mắc", "children affected", _CHILDREN, True),
        C("direct", "rate", "tỷ lệ đo trực tiếp", "direct rate", "0–1", True),
        C("rate", "rate", "tỷ lệ ước lượng", "estimated rate", "0–1", True),
        C("rate_low", "rate", "tỷ lệ, cận 90% dưới", "rate, 90% low", "0–1", True),
        C("rate_high", "rate", "tỷ lệ, cận 90% trên", "rate, 90% high", "0–1", True),
        C(
            "method",
            "text",
            "cách ước lượng: census (đo hết), eblup, synthetic, direct, unknown",
            "how the rate was estimated",
            "",
            False,
            (
                "census",
                "eblup",
                "synthetic",
                "eblup_no_covariates",
                "synthetic_no_covariates",
                "direct",
                "unknown",
            ),
        ),
        # priority
        C("index", "rate", "chỉ số ưu tiên", "priority index", "0–1", True),
        C("index_low", "rate", "chỉ số, 5%", "index, 5%", "0–1", True),
        C("index_high", "rate", "chỉ số, 95%", "index, 95%", "0–1", True),
        C("rank", "count", "thứ hạng (1: trước nhất)", "rank (1 comes first)", "", True),
        C("rank_low", "count", "hạng tốt nhất, 5%", "best rank, 5%", "", True),
        C("rank_high", "count", "hạng cuối, 95%", "last rank, 95%", "", True),
        C("top_probability", "rate", "xác suất trong nhóm đầu", "P(among the first)", "0–1", True),
        C("mover", "text", "điều làm đổi hạng nhiều nhất", "what moves the rank most", "", True),
        C("indicators_missing", "text", "chỉ số chưa có số liệu", "missing indicators", "", True),
        C("indicator", "text", "mã chỉ số", "indicator"),
        C("indicator_value", "number", "giá trị của chỉ số", "value of the indicator", "", True),
        C("normalised", "rate", "giá trị chuẩn hóa", "normalised", "0–1", True),
        C("normalised_low", "rate", "chuẩn hóa, thấp", "normalised, low", "0–1", True),
        C("normalised_high", "rate", "chuẩn hóa, cao", "normalised, high", "0–1", True),
        C("weight", "number", "trọng số", "weight"),
        # targets
        C("year", "text", "năm", "year"),
        C("denominator_children", "count", "trẻ trong mẫu số", "denominator", _CHILDREN, True),
        C("target_share", "rate", "chỉ tiêu", "target", "0–1"),
        C("to_reach_low", "count", "còn phải tới, ít nhất", "still to reach, low", "", True),
        C("to_reach_high", "count", "còn phải tới, nhiều nhất", "still to reach, high", "", True),
        C("years_left", "count", "số năm còn lại", "years left", "năm / years"),
        C("pace_low", "count", "mỗi năm cần, ít nhất", "needed a year, low", "", True),
        C("pace_high", "count", "mỗi năm cần, nhiều nhất", "needed a year, high", "", True),
        # intervals
        C("level", "text", "cấp: commune, district, province", "level"),
        C("area_code", "text", "mã xã, huyện, tỉnh", "code of the area"),
        C("area", "text", "tên xã, huyện, tỉnh", "name of the area"),
        C("area_district", "text", "mã huyện của nơi đó", "district of the area", "", True),
        C("measure", "text", "đại lượng", "measure"),
        C("middle", "number", "mức giữa (tính một lần)", "central figure", "", True),
        C("interval_low", "number", "cận 90% dưới", "90% interval, low", "", True),
        C("interval_high", "number", "cận 90% trên", "90% interval, high", "", True),
        C("interval_basis", "text", "căn cứ", "basis", "", True, BASES),
        C("uncertainty_share", "rate", "phần của độ bất định", "share of uncertainty", "0–1", True),
        C("total_at_low_vnd", "money", "chi phí bù khi ở mức 5%", "gap cost at 5%", _VND, True),
        C("total_at_high_vnd", "money", "chi phí bù khi ở 95%", "gap cost at 95%", _VND, True),
    )
}
del C
