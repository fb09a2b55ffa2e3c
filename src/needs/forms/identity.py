"""How a form says what it is: keys of the hidden sheet that every form of ours carries."""

from __future__ import annotations

from dataclasses import dataclass

#: Name of the hidden sheet; key in column A, value in column B, both text.
IDENTITY_SHEET = "_needs"

#: Written as «sheet:<name>» → block id: which sheet holds which block.
SHEET_KEY = "sheet:"


@dataclass(frozen=True)
class FormIdentity:
    """What a form of ours says of itself.

    Attributes
    ----------
    form
        "district", "support" or "donors".
    programme
        Id of the programme.
    edition
        Edition of the map that its communes stand in.
    period
        The year reported.
    form_version
        Version of the form, from the profile.
    district_code
        Of a district's form; empty in the other two.
    sheets
        Sheet name → block id.
    """

    form: str
    programme: str
    edition: str
    period: str
    form_version: str
    district_code: str
    sheets: dict[str, str]

    def as_rows(self) -> list[tuple[str, str]]:
        """Return the rows of the hidden sheet."""
        own = [
            ("form", self.form),
            ("programme", self.programme),
            ("edition", self.edition),
            ("period", self.period),
            ("form_version", self.form_version),
            ("district_code", self.district_code),
        ]
        return own + [(f"{SHEET_KEY}{name}", block) for name, block in self.sheets.items()]

    @classmethod
    def from_rows(cls, rows: list[tuple[str, str]]) -> FormIdentity | None:
        """Return what the rows of a hidden sheet say; none if they say too little."""
        said = dict(rows)
        names = ("form", "programme", "edition", "period", "form_version")
        if not all(said.get(name) for name in names):
            return None
        return cls(
            **{name: said[name] for name in names},
            district_code=said.get("district_code", ""),
            sheets={
                key.removeprefix(SHEET_KEY): block
                for key, block in rows
                if key.startswith(SHEET_KEY)
            },
        )
