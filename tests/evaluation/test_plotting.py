from xml.etree import ElementTree

from geo.evaluation import reliability, reliability_svg

SVG = "{http://www.w3.org/2000/svg}"
SCORES = [(0.95, True)] * 30 + [(0.95, False)] + [(0.45, True), (0.42, False)]


def test_a_plot_has_a_dot_for_each_bin_and_one_for_the_legend() -> None:
    root = ElementTree.fromstring(reliability_svg({"ours": reliability(SCORES)}))
    assert len(root.findall(f"{SVG}circle")) == 3
    assert len(root.findall(f"{SVG}polyline")) == 1


def test_a_name_that_looks_like_markup_stays_a_name() -> None:
    root = ElementTree.fromstring(reliability_svg({"<script>&": reliability(SCORES)}))
    assert "<script>&" in [text.text for text in root.iter(f"{SVG}text")]
    assert not list(root.iter(f"{SVG}script"))


def test_nothing_to_draw_is_an_empty_frame() -> None:
    assert not ElementTree.fromstring(reliability_svg({})).findall(f"{SVG}circle")
