"""From packages per route to tables, with a reason for all that stays open or unspent."""
