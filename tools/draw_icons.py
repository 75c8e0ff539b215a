"""Draws the site's mark (static/img/mark.svg) as pictures of the sizes that phones ask for.

`python tools/draw_icons.py` writes them beside the mark. Nothing is copied from anywhere: the strokes are
those of the mark, drawn four times too large and made smaller.
"""

from collections.abc import Iterator
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parents[1] / "site_app/static/img"
GROUND, LINE, WELL = "#1d5a50", "#fbf6ee", "#f3c9a8"
SIDE = 32
STROKE = 3.0
LARGER = 4
STEPS = 400


def arch() -> Iterator[tuple[float, float]]:
    """The half circle over the well."""
    for step in range(STEPS + 1):
        turn = pi + pi * step / STEPS
        yield 16 + 7.5 * cos(turn), 16 + 7.5 * sin(turn)


def water() -> Iterator[tuple[float, float]]:
    """One wave up, one down: two Bezier curves, the second the first turned over."""
    for left, height in ((5.5, -2.1), (16.0, 2.1)):
        for step in range(STEPS + 1):
            t = step / STEPS
            x = 3 * t * (1 - t) ** 2 * 3.5 + 3 * t**2 * (1 - t) * 7 + t**3 * 10.5
            yield left + x, 23 + 3 * t * (1 - t) * height


def drawn(size: int, shrink: float = 1.0, corner: float = 7.0) -> Image.Image:
    """The mark on its ground. `shrink`: its share of the side; `corner`: of the ground, 0 for none."""
    whole = size * LARGER
    unit = whole / SIDE
    picture = Image.new("RGBA", (whole, whole), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, whole - 1, whole - 1), radius=corner * unit, fill=GROUND)

    def dot(x: float, y: float, radius: float, colour: str) -> None:
        at = [whole / 2 + (value - SIDE / 2) * unit * shrink for value in (x, y)]
        reach = radius * unit * shrink
        pen.ellipse((at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach), fill=colour)

    for path in (arch(), water()):
        for x, y in path:
            dot(x, y, STROKE / 2, LINE)
    dot(16, 16.5, 2.3, WELL)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    for name, picture in (
        ("icon-192.png", drawn(192)),
        ("icon-512.png", drawn(512)),
        # Phones cut these to a shape of their own: ground to the edge, the mark well within.
        ("icon-maskable-512.png", drawn(512, shrink=0.72, corner=0)),
        ("touch-icon.png", drawn(180, shrink=0.86, corner=0)),
    ):
        picture.quantize(64).save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    main()
