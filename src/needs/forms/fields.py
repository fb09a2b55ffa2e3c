"""Which figures a form asks for: one field a column, made from the programme's profile.

The same fields tell the writer of blank forms what to print and the reader of returns what a
column may mean: a form and what is read from it cannot disagree.
"""

from __future__ import annotations

from needs.forms.donor_fields import donors_block
from needs.forms.field import FORM_KINDS, Block, Field, FormKind, Kind, named
from needs.programmes import Programme, Words

__all__ = [
    "CHILDREN",
    "COMMUNE",
    "COMMUNE_CODE",
    "FACILITIES",
    "FORM_KINDS",
    "LEDGER_CATEGORY",
    "LEDGER_CHILDREN",
    "LEDGER_UNITS",
    "Block",
    "Field",
    "FormKind",
    "Kind",
    "blocks",
    "fields_of",
    "needed",
]

#: The block of figures that belong to no category of support.
CHILDREN = "children"

#: The block that counts places (classrooms, play areas), never children.
FACILITIES = "facilities"

#: What a row of the ledger gives: a category of support, or a kind of place.
LEDGER_CATEGORY = "ledger.category"
LEDGER_CHILDREN, LEDGER_UNITS = "ledger.children", "ledger.units"

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
    return (donors_block(programme),)


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
                choices=named(programme.categories) + named(programme.facilities),
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
