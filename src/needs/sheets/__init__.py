"""Pages for offices: task sheets, the year's timetable, reports, books, lists."""
