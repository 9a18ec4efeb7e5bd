"""The figures as a drawing: throughput against the number of names, both by powers of ten."""

import itertools
import math
from html import escape

WIDTH, HEIGHT = 860, 520
LEFT, RIGHT, TOP, BOTTOM = 60, 220, 34, 48

# Told apart on white and on black.
COLOURS = ["#e5484d", "#0d8de3", "#30a46c", "#b8860b", "#8e4ec6", "#d6409f", "#12a594", "#8d6e63", "#5b6ee1", "#7c8a00", "#e2711d", "#6b7f8c", "#a3526b", "#4f7d12", "#a05a2c"]

STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #59636e }
  .grid { stroke: #59636e; stroke-opacity: .22 }
  .line { fill: none; stroke-width: 1.6 }
  .ours { stroke-width: 3.4 }
  .ours-name { font-weight: 700 }
  @media (prefers-color-scheme: dark) { text { fill: #9198a1 } .grid { stroke: #9198a1 } }
"""


def svg(record):
    sizes = [size["names"] for size in record["sizes"]]
    series = []
    for rival in record["rivals"]:
        points = [(size["names"], size["results"][rival["name"]]["mb_per_s"]) for size in record["sizes"]]
        points = [point for point in points if point[1]]
        if points:
            series.append((rival["name"], points))
    speeds = [speed for _, points in series for _, speed in points]
    x = axis(min(sizes), max(sizes), LEFT, WIDTH - RIGHT)
    low, high = 10 ** math.floor(math.log10(min(speeds))), 10 ** math.ceil(math.log10(max(speeds)))
    y = axis(low, high, HEIGHT - BOTTOM, TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title">',
        "<title id=\"title\">MB of text a second against the number of names</title>",
        f"<style>{STYLE}</style>",
        f'<text x="{LEFT}" y="18">MB of text a second, one core</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">names</text>',
    ]
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        at = y(10**power)
        parts.append(f'<path class="grid" d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10**power:g}</text>')
    for size in record["sizes"]:
        at = x(size["names"])
        parts.append(f'<path class="grid" d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{escape(size["label"])}</text>')

    places = spread([y(points[-1][1]) for _, points in series], 16)
    for number, ((name, points), place) in enumerate(zip(series, places)):
        colour = COLOURS[number % len(COLOURS)]
        way = "L".join(f"{x(count):.1f} {y(speed):.1f}" for count, speed in points)
        ours = name == "exonym"
        parts.append(f'<path class="line{" ours" if ours else ""}" stroke="{colour}" d="M{way}"/>')
        parts += [f'<circle cx="{x(count):.1f}" cy="{y(speed):.1f}" r="3" fill="{colour}"/>' for count, speed in points]
        last = points[-1]
        parts.append(
            f'<path class="line" stroke="{colour}" stroke-opacity=".5" '
            f'd="M{x(last[0]):.1f} {y(last[1]):.1f}L{WIDTH - RIGHT + 14} {place:.1f}"/>'
        )
        weight = ' class="ours-name"' if ours else ""
        parts.append(f'<text x="{WIDTH - RIGHT + 18}" y="{place + 4:.1f}"{weight} style="fill:{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def axis(low, high, start, end):
    """A function from a value to its place, by its logarithm."""
    span = math.log(high / low) or 1
    return lambda value: start + (end - start) * math.log(value / low) / span


def spread(places, gap):
    """The same places in the same order, none nearer to another than `gap`, and none below the drawing."""
    order = sorted(range(len(places)), key=lambda number: places[number])
    moved = list(places)
    for before, after in itertools.pairwise(order):
        moved[after] = max(moved[after], moved[before] + gap)
    limit = HEIGHT - 8
    for number in reversed(order):
        moved[number] = min(moved[number], limit)
        limit = moved[number] - gap
    return moved
