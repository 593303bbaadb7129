"""Draw how often answers of each score are right, as one SVG: on the diagonal, a score means what it says."""

import html
from collections.abc import Mapping, Sequence

from geo.evaluation.calibration import Bin, calibration_error

__all__ = ["reliability_svg"]

_SIDE = 360
_LEFT, _TOP = 58, 20
_WIDTH, _HEIGHT = 740, 440
_COLOURS = (("#0b7a5c", "#4fd1a5"), ("#c2410c", "#ff8f5c"), ("#4a55b5", "#9fa8ff"), ("#8a6100", "#e2b64b"))
_STYLE = """
text{font:13px system-ui,-apple-system,"Segoe UI",sans-serif;fill:#1d2126}.soft{fill:#5f6872}
.frame{fill:none;stroke:#b9b5a8}.grid{stroke:#e4e1d8}.even{stroke:#5f6872;stroke-dasharray:5 5}
.paper{fill:#fff}polyline{fill:none;stroke-width:2}circle{fill-opacity:.85}
"""
_DARK = """
text{fill:#e9e7e2}.soft{fill:#a0a8b1}.frame{stroke:#59626c}.grid{stroke:#2b3138}.even{stroke:#a0a8b1}.paper{fill:#14171b}
"""


def reliability_svg(series: Mapping[str, Sequence[Bin]]) -> str:
    """A picture of at most four series; a dot's size tells how many answers it stands for."""
    most = max((b.count for bins in series.values() for b in bins), default=1)
    colours, dark = [], [_DARK]
    drawn, legend = [], []
    for number, (name, bins) in enumerate(list(series.items())[: len(_COLOURS)]):
        light, night = _COLOURS[number]
        colours.append(f".s{number}{{stroke:{light}}}.d{number}{{fill:{light}}}")
        dark.append(f".s{number}{{stroke:{night}}}.d{number}{{fill:{night}}}")
        points = [(_x(b.mean_score), _y(b.share_right), 2.5 + 7 * (b.count / most) ** 0.5) for b in bins]
        drawn.append(f'<polyline class="s{number}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)}"/>')
        drawn += [f'<circle class="d{number}" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>' for x, y, r in points]
        at = _TOP + 30 + 44 * number
        count = sum(b.count for b in bins)
        legend.append(
            f'<circle class="d{number}" cx="442" cy="{at - 4}" r="6"/><text x="456" y="{at}">{html.escape(name)}</text>'
            f'<text class="soft" x="456" y="{at + 17}">{count:,} answers, error {calibration_error(bins):.3f}</text>'
        )
    ticks = []
    for tenth in range(0, 11, 2):
        share = tenth / 10
        ticks.append(
            f'<line class="grid" x1="{_x(share):.0f}" x2="{_x(share):.0f}" y1="{_y(0):.0f}" y2="{_y(1):.0f}"/>'
            f'<line class="grid" x1="{_x(0):.0f}" x2="{_x(1):.0f}" y1="{_y(share):.0f}" y2="{_y(share):.0f}"/>'
            f'<text class="soft" x="{_x(share):.0f}" y="{_y(0) + 18:.0f}" text-anchor="middle">{share:.1f}</text>'
            f'<text class="soft" x="{_LEFT - 8}" y="{_y(share) + 4:.0f}" text-anchor="end">{share:.1f}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'aria-label="Share of answers that are right, by score">'
        f"<style>{_STYLE}{''.join(colours)}@media (prefers-color-scheme:dark){{{''.join(dark)}}}</style>"
        f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}"/>{"".join(ticks)}'
        f'<rect class="frame" x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}"/>'
        f'<line class="even" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>{"".join(drawn)}{"".join(legend)}'
        f'<text x="{_x(0.5):.0f}" y="{_HEIGHT - 14}" text-anchor="middle">score</text>'
        f'<text transform="translate(16 {_y(0.5):.0f}) rotate(-90)" text-anchor="middle">share that is right</text>'
        "</svg>\n"
    )


def _x(share: float) -> float:
    return _LEFT + _SIDE * share


def _y(share: float) -> float:
    return _TOP + _SIDE * (1 - share)
