"""Refresh the generated part of `data/README.md`: `python -m needs.tables`."""

from pathlib import Path

from needs.tables.dictionary import refreshed

README = Path(__file__).resolve().parents[3] / "data" / "README.md"

if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
