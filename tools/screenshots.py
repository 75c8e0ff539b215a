"""`make screenshots`: every kind of public page at 360 and 1280 px, light and dark, for a person to look at.

Asks a running site (`make run`, or --site) and writes pictures into a folder outside git.
"""

import argparse
import re
import shutil
import sys
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

SCREENS = {360: 740, 1280: 900}
SCHEMES = ("light", "dark")
PAGES = {
    "home": "/",
    "articles": "/articles/",
    "topics": "/topics/",
    "consults": "/consults/",
    "collections": "/collections/",
    "people": "/people/",
    "sources": "/sources/",
    "help": "/help/",
    "how-we-vet": "/how-we-vet/",
    "corrections": "/corrections/",
    "verify": "/verify/",
    "copy": "/copy/",
    "saved": "/saved/",
    "search": "/search/?q=sleep",
    "not-there": "/there-is-no-such-page/",
}
# Kinds of page whose addresses depend on what is published: where a first one is linked, and how.
FIRST = {
    "article": ("/articles/", r'href="(/articles/[a-z0-9-]+/)"'),
    "topic": ("/topics/", r'href="(/topics/[a-z0-9-]+/)"'),
    "collection": ("/collections/", r'href="(/collections/[a-z0-9-]+/)"'),
    "consult": ("/consults/", r'href="(/consults/[a-z0-9-]+/)"'),
    "person": ("/people/", r'href="(/people/[a-z0-9-]+/)"'),
    "source": ("/sources/", r'href="(/sources/[A-Za-z0-9_-]+/)"'),
    "stage": ("/", r'href="(/stages/[a-z0-9-]+/)"'),
}


def pages_of(site: str) -> dict[str, str]:
    """The address of each kind of page on this site, by name."""
    found = dict(PAGES)
    for name, (start, pattern) in FIRST.items():
        with urlopen(site + start) as answer:  # noqa: S310 - an address the person gave
            match = re.search(pattern, answer.read().decode())
        if match:
            found[name] = match[1]
    return found


def shoot(browser: Browser, site: str, folder: Path) -> int:
    """Write the first screen and the whole of each page; how many pictures there are."""
    count = 0
    for scheme in SCHEMES:
        for width, height in SCREENS.items():
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            for name, path in pages_of(site).items():
                page.goto(site + path)
                for whole in (False, True):
                    ending = "-whole" if whole else ""
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}{ending}.png", full_page=whole)
                    count += 1
            context.close()
    return count


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--site", default="http://127.0.0.1:8000")
    words.add_argument("--folder", type=Path, default=Path("var/screenshots"))
    asked = words.parse_args()
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        sys.stderr.write("No Chromium here (Debian: apt-get install chromium).\n")
        return 1
    asked.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        count = shoot(browser, asked.site.rstrip("/"), asked.folder)
        browser.close()
    sys.stdout.write(f"{count} pictures in {asked.folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
