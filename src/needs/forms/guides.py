"""What the first sheets say: how to fill in a district's form, the ledger, the donors' form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from needs.forms.fields import CHILDREN, FACILITIES, Block, Field, FormKind, needed
from needs.forms.instructions import Guide
from needs.forms.lists import LIST_SHEET
from needs.programmes import Facility, Programme

_ENGLISH_END = (
    "No personal data of any child. Column headers are Vietnamese and must stay as they are."
)


def district_guide(programme: Programme, sheets: Mapping[str, str], *, place: str) -> Guide:
    """Return the guide of a district's form.

    Parameters
    ----------
    programme
        The profile.
    sheets
        Block id → name of its sheet, in order.
    place
        District, province and year.
    """
    return Guide(
        title=f"SỐ LIỆU TRẺ EM VÀ HỖ TRỢ TRẺ EM NĂM {programme.period}",
        place=place,
        due=True,
        steps=tuple(
            (topic, " ".join(sentences))
            for topic, *sentences in (
                (
                    "Điền ở đâu",
                    "Mỗi trang một biểu, mỗi dòng một xã. Chỉ điền các ô nền vàng nhạt.",
                    "Không thêm, xóa hay đổi tên dòng, cột, trang.",
                ),
                (
                    "Số 0 và ô trống",
                    "0 nghĩa là không có trẻ nào. Để trống nghĩa là «chưa có số liệu».",
                    "Ô số không ghi chữ, không ghi dấu gạch.",
                ),
                (
                    "Số liệu của lúc nào",
                    "Số trẻ: tính đến ngày lập biểu.",
                    f"Trẻ đã được hỗ trợ: trong năm {programme.period}.",
                ),
                (
                    "Cột «cộng»",
                    "Người lập điền, bằng các nhóm tuổi cộng lại.",
                    "Riêng «cộng, mỗi trẻ tính một lần»: trẻ nhận từ hai nguồn chỉ tính là một.",
                ),
                *_groups(programme),
                *_samples(programme, sheets),
                *_facilities(programme, sheets),
                ("Lưu và gửi", "Lưu dạng Excel (.xlsx), giữ nguyên tên tệp, gửi cả tệp."),
            )
        ),
        doubts="Nền cam, chữ đậm nghiêng: «cộng» khác các nhóm tuổi cộng lại, hoặc phần lớn hơn "
        "toàn bộ (một nhóm, số đã hỗ trợ … nhiều hơn số trẻ thuộc đối tượng). Kiểm tra lại; nếu "
        "đúng thì để nguyên và ghi lý do ở cột ghi chú.",
        tables=tuple(
            (f"Biểu {number}", _contents(programme, block, name))
            for number, (block, name) in enumerate(sheets.items(), start=1)
        ),
        english="One sheet per table, one row per commune; fill in the pale yellow cells only. "
        "0 means no child, an empty cell means not known. Totals are entered by hand: a cell "
        f"turns orange where they do not fit. {_ENGLISH_END}",
    )


def _groups(programme: Programme) -> list[tuple[str, ...]]:
    groups = ", ".join(group.name.vi for group in programme.returns.groups)
    words = f"Một trẻ có thể thuộc nhiều nhóm ({groups}): đếm ở mỗi nhóm."
    return [("Cột «Trong số đó»", words)] if groups else []


def _samples(programme: Programme, sheets: Mapping[str, str]) -> list[tuple[str, ...]]:
    words = [
        f"«{sample.name.vi}» ở trang «{sheets[sample.category]}»: {sample.examined.vi} và, trong "
        f"số đó, {sample.affected.vi}."
        for sample in programme.returns.samples
        if sample.category in sheets
    ]
    return [("Khảo sát mẫu", *words)] if words else []


def _facilities(programme: Programme, sheets: Mapping[str, str]) -> list[tuple[str, ...]]:
    if FACILITIES not in sheets:
        return []
    kinds = "; ".join(_counted_in(facility) for facility in programme.facilities)
    return [
        (
            f"Trang «{sheets[FACILITIES]}»",
            f"Đếm công trình, không đếm trẻ: {kinds}.",
            "0: không thiếu.",
        )
    ]


def _counted_in(facility: Facility) -> str:
    """Return what is counted, and in which unit where its name does not say it already."""
    name, unit = facility.name.vi, facility.unit.vi
    return name if name.casefold() == unit.casefold() else f"{name} (đếm theo {unit})"


def _contents(programme: Programme, block: str, sheet: str) -> str:
    if block == CHILDREN:
        return f"«{sheet}»: dân số và trẻ em của xã theo nhóm tuổi"
    if block == FACILITIES:
        agencies = dict.fromkeys(facility.lead_agency.vi for facility in programme.facilities)
        return f"«{sheet}»: hỏi thêm {', '.join(agencies)}"
    return f"«{sheet}»: hỏi thêm {programme.category(block).lead_agency.vi}"


def register_guide(
    programme: Programme, form: FormKind, block: Block, *, sheet: str, place: str, rows: int
) -> Guide:
    """Return the guide of the support ledger ("support") or of the donors' form ("donors").

    Parameters
    ----------
    programme
        The profile.
    form, block
        The form, and its only block.
    sheet
        Name of the sheet that holds the table.
    place
        Province and year.
    rows
        How many entries the table has room for.
    """
    required = _named([field for field in block.fields if field.required])
    own = _REGISTERS[form]
    with_places = form == "support" and bool(programme.facilities)
    return Guide(
        title=own.title,
        place=place,
        due=own.due,
        steps=(
            *((topic, " ".join(sentences)) for topic, *sentences in own.steps),
            *((_place_step(block),) if with_places else ()),
            ("Bắt buộc", f"{required}. Các ô khác chưa biết thì để trống."),
            ("Hết dòng", f"Biểu có {rows} dòng; cần thêm thì dùng một tệp trắng nữa."),
            (
                "Lưu và gửi",
                "Lưu dạng Excel (.xlsx), gửi cả tệp. Không thêm, xóa hay đổi tên cột, trang.",
            ),
        ),
        doubts="Nền cam: dòng đã bắt đầu điền mà ô bắt buộc này còn trống.",
        tables=(
            (f"«{sheet}»", own.contents),
            (f"«{LIST_SHEET}»", "các chữ dùng được trong ô chọn; chỉ để xem"),
        ),
        english=f"{own.english} {_ENGLISH_END}",
    )


def _place_step(block: Block) -> tuple[str, str]:
    """Say how a gift of places is entered: they are counted themselves, not the children there."""
    free = [f for f in block.fields if f.required and not needed(f, gives_places=True)]
    asked = [f for f in block.fields if needed(f, gives_places=True) and not f.required]
    return (
        "Công trình",
        (
            f"«Loại hỗ trợ» là một công trình: bắt buộc ghi {_named(asked)} (số công trình); "
            f"{_named(free)} để trống cũng được."
        ),
    )


def _named(fields: Sequence[Field]) -> str:
    return ", ".join(f"«{field.name.vi}»" for field in fields)


def register_note(form: FormKind) -> str:
    """Return the line over the table of the support ledger or the donors' form."""
    return f"{_REGISTERS[form].note} 0: không có; để trống: chưa biết."


@dataclass(frozen=True)
class _Register:
    """What only one of the two registers says."""

    title: str
    note: str
    due: bool
    steps: tuple[tuple[str, ...], ...]
    contents: str
    english: str


_LEDGER = _Register(
    title="SỔ THEO DÕI HỖ TRỢ TRẺ EM",
    note="Mỗi dòng: một đơn vị hoặc cá nhân, một loại hỗ trợ, một xã, một năm.",
    due=True,
    steps=(
        (
            "Mỗi dòng",
            "Một đơn vị hoặc cá nhân, một loại hỗ trợ, một xã, một năm.",
            "Trao nhiều đợt thì cộng lại trong một dòng; nhiều xã, nhiều loại thì ghi nhiều dòng.",
        ),
        (
            "Tên xã",
            f"Chọn trong danh sách hoặc gõ; tên và mã ở trang «{LIST_SHEET}».",
            "«Mã xã» chỉ cần khi hai xã trùng tên.",
        ),
        (
            "Số trẻ, số lượng",
            "Số trẻ: mỗi trẻ tính một lần.",
            "Số lượng và đơn vị tính: số suất, bộ, tháng ăn … đã trao.",
        ),
        (
            "Số tiền",
            "Ghi đủ số đồng: 15 triệu ghi 15000000.",
            "Quà bằng hiện vật: ghi giá trị, nếu biết.",
        ),
        ("Chứng từ, ghi chú", "Số và ngày của biên bản, chứng từ: để sau này tra lại được."),
    ),
    contents="ai đã hỗ trợ hoặc cam kết hỗ trợ gì, ở xã nào, năm nào, cho bao nhiêu trẻ",
    english="One row for each giver, category, commune and year. Pick categories and communes "
    "from the lists; money in whole đồng; an empty cell means not known.",
)

_DONORS = _Register(
    title="DANH SÁCH NHÀ TÀI TRỢ VÀ KHẢ NĂNG HỖ TRỢ",
    note="Mỗi dòng: một khoản của một nhà tài trợ; nhiều khoản thì ghi nhiều dòng, cùng một tên.",
    due=False,
    steps=(
        (
            "Mỗi dòng",
            "Một khoản: tiền, hiện vật (loại và số lượng), hoặc đỡ đầu (loại, số trẻ, số tháng).",
            "Nhiều khoản, ví dụ áo theo cỡ: nhiều dòng cùng tên nhà tài trợ, khác tên khoản.",
        ),
        ("Số tiền", "Ghi đủ số đồng: 15 triệu ghi 15000000."),
        (
            "Mong muốn",
            "Nhà tài trợ muốn hỗ trợ loại nào, nơi nào. Để trống: tùy tỉnh sắp xếp.",
            f"Ghi nhiều mục thì cách nhau bằng dấu chấm phẩy (;), đúng chữ ở trang «{LIST_SHEET}».",
        ),
        (
            "Từ cột (10)",
            "Không bắt buộc: trẻ tuổi nào, không ở đâu, giới hạn mỗi xã, góp chung, tháng nào.",
            "Không ghi số điện thoại, địa chỉ nhà, số tài khoản của ai.",
        ),
    ),
    contents="ai có thể hỗ trợ gì, bao nhiêu, và muốn hỗ trợ ở đâu, thế nào",
    english="One row for each gift: money, goods (kind and quantity), or a sponsorship (kind, "
    "children, months); several gifts of one donor stand in several rows. Wishes and the columns "
    "from (10) on are optional; several items are separated by semicolons. Money in whole đồng.",
)

_REGISTERS: Mapping[FormKind, _Register] = {"support": _LEDGER, "donors": _DONORS}
