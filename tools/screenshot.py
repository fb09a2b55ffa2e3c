"""Make the README's picture of a briefing: `make screenshot`.

Runs one district into a temporary folder, opens the page in Chromium with the network cut, and
writes `docs/briefing.png` with few enough colours to stay small.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from needs.programmes import data_root
from needs.runs.programme import run_programme

TARGET = Path(__file__).resolve().parents[1] / "docs" / "briefing.png"
LARGEST = 200_000  # bytes: the README has to open on a slow line
DISTRICT = "Bảo Lạc"


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("cần Chromium / Chromium is needed")
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        run = run_programme(
            "cao-bang-588", data=data_root(), out=Path(folder), districts=[DISTRICT]
        )
        page_file = next(run.folder.glob("districts/*/briefing.html"))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(offline=True, viewport={"width": 960, "height": 1330}).new_page()
        page.goto(page_file.as_uri())
        page.locator("iframe").scroll_into_view_if_needed()
        page.frame_locator("iframe").locator("path.leaflet-interactive").first.wait_for()
        page.evaluate("window.scrollTo(0, 0)")
        picture = Image.open(io.BytesIO(page.screenshot()))
        browser.close()
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=256).save(TARGET, optimize=True)
    size = TARGET.stat().st_size
    print(TARGET.name, size, "bytes")
    return int(size > LARGEST)


if __name__ == "__main__":
    sys.exit(main())
