"""Charts as plain numbers: where each bar, line and word stands. A template turns them into SVG.

Nothing is drawn by a script or a style, so the strict content policy costs nothing, and every chart comes
with the table it was drawn from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 640, 240
# A letter of a mark takes about so much room.
_LETTER = 7.5
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 8, 12, 34


@dataclass(frozen=True, slots=True)
class Bar:
    """`series`: which of the key's entries; `words`: what it stands for, for a pointer that rests on it."""

    x: float
    y: float
    width: float
    height: float
    series: int
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A word at a place: under the axis, or left of it."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`title` and `told`: what it shows, in words; `head` and `rows`: its table; `key`: names of the series.

    Each row begins with its name. `lines`: stretches of a line, each as SVG points.
    """

    name: str
    title: str
    told: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    key: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()
    lines: tuple[str, ...] = ()
    below: tuple[Mark, ...] = ()
    beside: tuple[Mark, ...] = ()
    width: int = field(default=WIDTH)
    height: int = field(default=HEIGHT)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.bars or self.dots)

    @property
    def floor(self) -> float:
        """Where the axis lies."""
        return self.height - _BOTTOM

    @property
    def edge(self) -> float:
        """Where the axis begins."""
        return _LEFT


def stacked(
    name: str,
    title: str,
    told: str,
    columns: Sequence[tuple[str, Sequence[int]]],
    key: Sequence[str],
    first: str = "Month",
) -> Chart:
    """Columns of stacked bars; each column has a name and one number for each entry of the key."""
    top = max((sum(numbers) for _, numbers in columns), default=0)
    scale = _scale(top)
    room = (WIDTH - _LEFT - _RIGHT) / max(len(columns), 1)
    bars = []
    for place, (column, numbers) in enumerate(columns):
        y: float = HEIGHT - _BOTTOM
        for series, number in enumerate(numbers):
            height = number * scale
            y -= height
            if number:
                x = _LEFT + place * room + room * 0.15
                bars.append(
                    Bar(_round(x), _round(y), _round(room * 0.7), _round(height), series,
                        f"{column}, {key[series]}: {number}")
                )  # fmt: skip
    return Chart(
        name=name, title=title, told=told, head=(first, *key),
        rows=tuple((column, *map(str, numbers)) for column, numbers in columns),
        key=tuple(key), bars=tuple(bars), beside=_beside(top),
        below=_below([column for column, _ in columns]),
    )  # fmt: skip


def line(
    name: str,
    title: str,
    told: str,
    points: Sequence[tuple[str, float | None]],
    measure: str,
    first: str = "Month",
) -> Chart:
    """One line; where a number is missing it breaks off."""
    top = max((value for _, value in points if value is not None), default=0)
    scale = _scale(top)
    room = (WIDTH - _LEFT - _RIGHT) / max(len(points), 1)
    dots: list[Dot] = []
    lines: list[list[str]] = []
    run: list[str] = []
    for place, (column, value) in enumerate(points):
        if value is None:
            lines, run = [*lines, run] if len(run) > 1 else lines, []
            continue
        x = _round(_LEFT + (place + 0.5) * room)
        y = _round(HEIGHT - _BOTTOM - value * scale)
        dots.append(Dot(x, y, f"{column}: {value:g} {measure}"))
        run.append(f"{x},{y}")
    lines = [*lines, run] if len(run) > 1 else lines
    return Chart(
        name=name, title=title, told=told, head=(first, measure),
        rows=tuple((column, "–" if value is None else f"{value:g}") for column, value in points),
        dots=tuple(dots), lines=tuple(" ".join(stretch) for stretch in lines),
        below=_below([column for column, _ in points]), beside=_beside(top),
    )  # fmt: skip


def _scale(top: float) -> float:
    return (HEIGHT - _TOP - _BOTTOM) / top if top else 0.0


def _below(columns: Sequence[str]) -> tuple[Mark, ...]:
    """Names under the axis; every second one where they would touch, the first and the last always."""
    room = (WIDTH - _LEFT - _RIGHT) / max(len(columns), 1)
    longest = max((len(column) for column in columns), default=0)
    step = 1 if longest * _LETTER < room else 2 if longest * _LETTER < 2 * room else 3
    return tuple(
        Mark(_round(_LEFT + (place + 0.5) * room), HEIGHT - _BOTTOM + 18, column)
        for place, column in enumerate(columns)
        if place == 0 or (place >= step and (len(columns) - 1 - place) % step == 0)
    )


def _beside(top: float) -> tuple[Mark, ...]:
    floor = HEIGHT - _BOTTOM
    marks = [Mark(_LEFT - 6, floor, "0")]
    return (*marks, Mark(_LEFT - 6, _TOP + 8, f"{top:g}")) if top else tuple(marks)


def _round(number: float) -> float:
    return round(number, 1)
