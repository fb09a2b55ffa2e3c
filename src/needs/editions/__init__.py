"""What pages for readers outside tell of children: linked cells, decided once, on record."""
