"""Which figures a form asks for: one field a column, made from the programme's profile.

The same fields tell the writer of blank forms what to print and the reader of returns what a
column may mean: a form and what is read from it cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from needs.programmes import Category, Facility, Programme, Words
from needs.tables import ZONES

Kind = Literal["code", "commune", "count", "money", "number", "date", "year", "text", "choice"]
FormKind = Literal["district", "support", "donors"]

FORM_KINDS: tuple[FormKind, ...] = ("district", "support", "donors")

#: The block of figures that belong to no category of support.
CHILDREN = "children"

#: The block that counts places (classrooms, play areas), never children.
FACILITIES = "facilities"

#: What a row of the ledger gives: a category of support, or a kind of place.
LEDGER_CATEGORY = "ledger.category"
LEDGER_CHILDREN, LEDGER_UNITS = "ledger.children", "ledger.units"


@dataclass(frozen=True)
class Field:
    """One column of a form.

    Attributes
    ----------
    id
        `<block>.<measure>[.<detail>]`: "nutrition.covered.state"; "ledger.units" and
        "donors.budget_vnd" in the other two forms.
    kind
        What its cells hold. Counts are children unless the name says otherwise, places in the
        block `facilities`; money is VND.
    name
        What the column is called.
    above
        The title over it and its neighbours; none where it stands alone.
    required
        Whether a row without it cannot be used; `needed` says it of one row.
    choices
        What may be chosen: value in the tables, words in the form.
    several
        Several choices may stand in one cell, separated by semicolons.
    """

    id: str
    kind: Kind
    name: Words
    above: Words | None = None
    required: bool = False
    choices: tuple[tuple[str, Words], ...] = ()
    several: bool = False

    @property
    def block(self) -> str:
        """The block: `children`, a category, `facilities`, `ledger` or `donors`."""
        return self.id.split(".")[0]

    @property
    def measure(self) -> str:
        """What is counted (`eligible`, `covered`)."""
        return self.id.split(".")[1]

    @property
    def detail(self) -> str:
        """For whom or by whom: an age band, a group, a source; empty for a total."""
        return ".".join(self.id.split(".")[2:])


@dataclass(frozen=True)
class Block:
    """A sheet of a form: its fields in order, after the columns that name the commune."""

    id: str
    title: Words
    fields: tuple[Field, ...]


#: The columns that say which commune a row is about; the same in every block.
COMMUNE_CODE = Field("place.commune_code", "code", Words(vi="Mã xã", en="Commune code"))
COMMUNE = Field("place.commune", "commune", Words(vi="Tên xã", en="Commune"), required=True)


def blocks(programme: Programme, form: FormKind) -> tuple[Block, ...]:
    """Return the blocks of one form, in the order in which they are filled."""
    if form == "district":
        places = (_facilities(programme),) if programme.facilities else ()
        return (_children(programme), *_categories(programme), *places)
    if form == "support":
        return (_ledger(programme),)
    return (_donors(programme),)


def fields_of(programme: Programme, form: FormKind) -> dict[str, Field]:
    """Return every field of a form by id, the two that name the commune included."""
    place = (COMMUNE_CODE, COMMUNE) if form == "district" else ()
    every = (*place, *(field for block in blocks(programme, form) for field in block.fields))
    return {field.id: field for field in every}


def needed(field: Field, *, gives_places: bool) -> bool:
    """Tell whether an entry needs a field: one that gives places says how many, not for whom."""
    if gives_places and field.id in (LEDGER_CHILDREN, LEDGER_UNITS):
        return field.id == LEDGER_UNITS
    return field.required


def _children(programme: Programme) -> Block:
    above = Words(vi="Trẻ em dưới 16 tuổi", en="Children under 16")
    return Block(
        CHILDREN,
        Words(vi="Trẻ em", en="Children"),
        (
            Field("children.population", "count", Words(vi="Dân số", en="Residents")),
            *(
                Field(f"children.children.{band.id}", "count", band.name, above)
                for band in programme.age_bands
            ),
            Field("children.children", "count", _TOTAL, above),
        ),
    )


_TOTAL = Words(vi="cộng", en="total")


def _categories(programme: Programme) -> tuple[Block, ...]:
    eligible = Words(vi="Trẻ thuộc đối tượng, theo tuổi", en="Eligible children, by age")
    groups = Words(vi="Trong số đó, trẻ", en="Of these, children")
    covered = Words(vi="Trẻ đã được hỗ trợ, theo nguồn", en="Children already supported, by source")
    once = Words(vi="cộng, mỗi trẻ tính một lần", en="total, each child once")
    return tuple(
        Block(
            category.id,
            category.name,
            (
                *(
                    Field(
                        f"{category.id}.eligible.{name}",
                        "count",
                        programme.band(name).name,
                        eligible,
                    )
                    for name in category.age_bands
                ),
                Field(f"{category.id}.eligible", "count", _TOTAL, eligible),
                *(
                    Field(f"{category.id}.group.{group.id}", "count", group.name, groups)
                    for group in programme.returns.groups
                ),
                *(
                    Field(f"{category.id}.covered.{source.id}", "count", source.name, covered)
                    for source in programme.returns.sources
                ),
                Field(f"{category.id}.covered", "count", once, covered),
                *(
                    Field(f"{category.id}.{part}.{sample.id}", "count", words, sample.name)
                    for sample in programme.returns.samples
                    if sample.category == category.id
                    for part, words in (
                        ("examined", sample.examined),
                        ("affected", sample.affected),
                    )
                ),
            ),
        )
        for category in programme.categories
    )


def _facilities(programme: Programme) -> Block:
    # «Phòng học» alone might be those that are there already.
    return Block(
        FACILITIES,
        Words(vi="Công trình còn thiếu", en="Places lacking"),
        tuple(
            Field(
                f"{FACILITIES}.lacking.{facility.id}",
                "count",
                Words(vi=f"{facility.name.vi} còn thiếu", en=f"{facility.name.en} lacking"),
            )
            for facility in programme.facilities
        ),
    )


def _named(entries: Sequence[Category | Facility]) -> tuple[tuple[str, Words], ...]:
    return tuple((entry.id, entry.name) for entry in entries)


def _ledger(programme: Programme) -> Block:
    return Block(
        "ledger",
        Words(vi="Sổ hỗ trợ", en="Support ledger"),
        (
            Field(
                "ledger.donor",
                "text",
                Words(vi="Đơn vị, cá nhân hỗ trợ", en="Given by"),
                None,
                True,
            ),
            Field(
                LEDGER_CATEGORY,
                "choice",
                Words(vi="Loại hỗ trợ", en="Category"),
                required=True,
                choices=_named(programme.categories) + _named(programme.facilities),
            ),
            COMMUNE_CODE,
            COMMUNE,
            Field("ledger.period", "year", Words(vi="Năm", en="Year"), None, True),
            Field("ledger.date", "date", Words(vi="Ngày trao", en="Date given")),
            Field(LEDGER_CHILDREN, "count", Words(vi="Số trẻ", en="Children"), None, True),
            Field(LEDGER_UNITS, "number", Words(vi="Số lượng", en="Quantity")),
            Field("ledger.unit", "text", Words(vi="Đơn vị tính", en="Unit")),
            Field("ledger.amount_vnd", "money", Words(vi="Số tiền (đồng)", en="Amount (VND)")),
            Field("ledger.note", "text", Words(vi="Chứng từ, ghi chú", en="Evidence, note")),
        ),
    )


_DONOR_TYPES = (
    ("enterprise", Words(vi="doanh nghiệp", en="enterprise")),
    ("ngo", Words(vi="tổ chức phi chính phủ", en="NGO")),
    ("union", Words(vi="hội, đoàn thể", en="union or association")),
    ("individual", Words(vi="cá nhân", en="individual")),
)


def _donors(programme: Programme) -> Block:
    categories = _named(programme.categories)
    gives = Words(vi="Khả năng hỗ trợ", en="Can give")
    wishes = Words(vi="Mong muốn (để trống: tùy tỉnh)", en="Wishes (empty: left to the province)")
    return Block(
        "donors",
        Words(vi="Nhà tài trợ", en="Donors"),
        (
            Field("donors.donor", "text", Words(vi="Tên nhà tài trợ", en="Donor"), None, True),
            Field(
                "donors.donor_type",
                "choice",
                Words(vi="Loại nhà tài trợ", en="Kind of donor"),
                required=True,
                choices=_DONOR_TYPES,
            ),
            Field(
                "donors.budget_vnd", "money", Words(vi="số tiền (đồng)", en="money (VND)"), gives
            ),
            Field(
                "donors.stock_category",
                "choice",
                Words(vi="hiện vật thuộc loại", en="goods of category"),
                gives,
                choices=categories,
            ),
            Field(
                "donors.stock_units",
                "count",
                Words(vi="số lượng hiện vật", en="units of goods"),
                gives,
            ),
            Field(
                "donors.categories",
                "choice",
                Words(vi="loại hỗ trợ", en="categories"),
                wishes,
                choices=categories,
                several=True,
            ),
            Field(
                "donors.districts",
                "text",
                Words(vi="huyện (cũ)", en="former districts"),
                wishes,
                several=True,
            ),
            Field("donors.communes", "text", Words(vi="xã", en="communes"), wishes, several=True),
            Field(
                "donors.zones",
                "choice",
                Words(vi="khu vực", en="zones"),
                wishes,
                choices=tuple((zone, Words(vi=zone, en=zone)) for zone in ZONES),
                several=True,
            ),
        ),
    )
