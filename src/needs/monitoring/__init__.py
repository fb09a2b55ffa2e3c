"""Delivered against planned, the pace of targets, spot checks, this year against last."""
