"""What a field is called in words: block, title, column."""

from __future__ import annotations

from needs.forms.fields import FORM_KINDS, Block, Field, blocks
from needs.programmes import Programme, Words

_JOINT = " › "


def field_label(field: Field, block: Block | None = None) -> Words:
    """Return a field's name: «Đồ ấm › Trẻ thuộc đối tượng, theo tuổi › cộng»."""
    parts = [part for part in (block and block.title, field.above, field.name) if part]
    return Words(
        vi=_JOINT.join(part.vi for part in parts), en=_JOINT.join(part.en for part in parts)
    )


def field_labels(programme: Programme) -> dict[str, Words]:
    """Return the name of every field of every form."""
    return {
        field.id: field_label(field, block)
        for form in FORM_KINDS
        for block in blocks(programme, form)
        for field in block.fields
    }
