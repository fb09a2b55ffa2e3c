"""Children in special circumstances and their sponsors: one sponsor a purpose and period."""
