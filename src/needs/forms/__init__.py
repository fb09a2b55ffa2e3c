"""Which figures a return holds, and blank forms to fill in."""

from needs.forms.instructions import INSTRUCTION_SHEET, PREPARED_BY, PREPARED_ON, REMARKS
from needs.forms.lists import LIST_SHEET
from needs.forms.write import DONORS_FILE, LEDGER_FILE, write_forms

__all__ = [
    "DONORS_FILE",
    "INSTRUCTION_SHEET",
    "LEDGER_FILE",
    "LIST_SHEET",
    "PREPARED_BY",
    "PREPARED_ON",
    "REMARKS",
    "write_forms",
]
