"""Who leads and takes part in each duty; the right office on a day, across the changes of 2025."""

from needs.agencies.checking import check_duties
from needs.agencies.duties import ROLES, Role, Task, duties_on, parts, taken_from, tasks, tasks_of
from needs.agencies.offices import Offices, issued, offices_on, right_office

__all__ = [
    "ROLES",
    "Offices",
    "Role",
    "Task",
    "check_duties",
    "duties_on",
    "issued",
    "offices_on",
    "parts",
    "right_office",
    "taken_from",
    "tasks",
    "tasks_of",
]
