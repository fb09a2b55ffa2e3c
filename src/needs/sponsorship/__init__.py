"""Children in special circumstances and their sponsors; who they are is kept apart, encrypted.

The encrypted table (`identities`) is no part of what this room offers to others.
"""

from needs.sponsorship.publication import CASE_TYPES, cases_for_publication
from needs.sponsorship.register import Register, RegisterRefused, register_file
from needs.sponsorship.reminders import Reminder, reminders
from needs.sponsorship.tables import register_tables, sponsorship_tables
from needs.sponsorship.verify import verify_register

__all__ = [
    "CASE_TYPES",
    "Register",
    "RegisterRefused",
    "Reminder",
    "cases_for_publication",
    "register_file",
    "register_tables",
    "reminders",
    "sponsorship_tables",
    "verify_register",
]
