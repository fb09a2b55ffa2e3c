"""What a field is called in words: block, title, column."""

from __future__ import annotations

from needs.forms.fields import FORM_KINDS, blocks
from needs.programmes import Programme, Words

_JOINT = " › "


def field_labels(programme: Programme) -> dict[str, Words]:
    """Return every field's name: «Đồ ấm › Trẻ thuộc đối tượng, theo tuổi › cộng»."""
    return {
        field.id: Words(
            vi=_JOINT.join(part.vi for part in (block.title, field.above, field.name) if part),
            en=_JOINT.join(part.en for part in (block.title, field.above, field.name) if part),
        )
        for form in FORM_KINDS
        for block in blocks(programme, form)
        for field in block.fields
    }
