"""Duties of the plan: who leads, who takes part, the right office on a day, tasks of each."""
