"""An article is about the places that it says most of; where it was filed counts where nothing else is told."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.pipeline import Pipeline
from geo.records import Article, ParsedArticle, Role
from geo.text import ActorList

SENTENCES = (
    "Fighters took three villages in Idlib on Monday.",
    "Shells fell on Aleppo at night.",
    "Syria said that its army would strike back.",
    "Russian planes flew over the coast near Latakia.",
    "A ship left Odesa with grain.",
    "The minister had met his colleague in Paris.",
    "Storms crossed the Black Sea.",
    "BEIRUT (AP) — Nothing more was known.",
    "The council met again on Tuesday.",
)


@pytest.fixture(scope="module")
def pipeline(real_gazetteer: Gazetteer) -> Pipeline:
    return Pipeline(real_gazetteer, ActorList.load())


def about(pipeline: Pipeline, text: str, title: str = "") -> list[str]:
    return [focus.place.name for focus in pipeline.parse(Article("a", text, title)).focus]


def reason(parsed: ParsedArticle) -> str:
    return next(t.reason for t in parsed.toponyms if t.role is Role.FILED)


def test_a_town_speaks_for_its_country(pipeline: Pipeline) -> None:
    text = (
        "Shells fell on Idlib on Monday. A doctor in Idlib said that the hospital was full. Idlib was quiet by night."
    )
    assert about(pipeline, text) == ["Syria", "Idlib"]


def test_where_it_was_filed_is_not_what_it_is_about(pipeline: Pipeline) -> None:
    text = (
        "BEIRUT, Lebanon (AP) — Shells fell on Idlib on Monday, and planes struck a market in Idlib. "
        "Doctors in Syria said that the hospital of Idlib was full."
    )
    assert about(pipeline, text) == ["Syria", "Idlib"]
    assert "does not mean that it happened here" in reason(pipeline.parse(Article("a", text)))


def test_the_dateline_of_a_local_story_that_names_no_other_spot_is_its_focus(pipeline: Pipeline) -> None:
    text = "HOUMA, La. — A fire destroyed a warehouse on Monday. Nobody was hurt, the fire chief said."
    assert "Houma" in about(pipeline, text)
    assert "may have happened here" in reason(pipeline.parse(Article("a", text)))


def test_here_in_the_first_sentences_is_the_place_of_the_dateline(pipeline: Pipeline) -> None:
    text = (
        "NAIROBI — The leaders of Kenya and Uganda met here on Monday. They spoke of a road to Mombasa. "
        "The talks end on Friday."
    )
    assert "Nairobi" in about(pipeline, text)
    assert "says “here”" in reason(pipeline.parse(Article("a", text)))


def test_one_passing_mention_of_several_unrelated_places_is_no_focus(pipeline: Pipeline) -> None:
    dull = "The singer thanked all who had come, and the band played three of its old songs again. " * 6
    text = f"{dull}The band comes from Leeds, and the drummer from Lima. It has played in Cairo, Oslo, Perth and Osaka."
    assert about(pipeline, text) == []


def test_what_is_a_small_part_of_an_article_is_not_its_focus(pipeline: Pipeline) -> None:
    many = "Shells fell on Idlib on Monday. The army of Syria said that Idlib was calm. " * 5
    text = f"{many}A minister in Norway said in Oslo that he was worried about Syria."
    assert about(pipeline, text) == ["Syria", "Idlib"]


def test_a_text_without_places_is_about_none(pipeline: Pipeline) -> None:
    assert about(pipeline, "Nothing happened on Monday.") == []
    assert about(pipeline, "") == []


def test_what_stands_in_the_title_counts_more(pipeline: Pipeline) -> None:
    text = "Trade grew again last year, in Kenya and in Uganda, in Ghana and in Togo, in Mali and in Niger."
    shares = {title: pipeline.parse(Article("a", text, title)).focus for title in ("", "Togo grows")}
    assert "Togo" not in [f.place.name for f in shares[""]][:1]
    assert [f.place.name for f in shares["Togo grows"]][:1] == ["Togo"]


def test_a_sea_stands_where_no_country_does(pipeline: Pipeline) -> None:
    text = "A ship sank in the Red Sea on Monday. The Red Sea is full of mines, and no ship should cross the Red Sea."
    assert about(pipeline, text) == ["Red Sea"]


def test_a_town_and_its_province_of_one_name_are_one_focus(pipeline: Pipeline) -> None:
    text = (
        "Shells fell on Aleppo on Monday. The governor of Aleppo province said that villages in Aleppo province "
        "were empty, and that Aleppo itself was safe."
    )
    assert about(pipeline, text).count("Aleppo") == 1


def test_a_province_of_its_countrys_name_is_not_told_twice(pipeline: Pipeline) -> None:
    text = "Police in Taiwan said on Monday that ships had left Taiwan. Taiwan closed its ports, and Taiwan waits."
    assert about(pipeline, text) == ["Taiwan"]


def test_the_annotation_names_places_and_countries_that_the_index_knows(real_gazetteer: Gazetteer) -> None:
    told = json.loads(Path(__file__).with_name("focus.json").read_text(encoding="utf-8"))
    assert len(told) == 102
    for right in told.values():
        assert right.keys() <= {"countries", "regions", "places", "none"}
        assert all(real_gazetteer.country_row(code) >= 0 for code in right["countries"])
        assert all(real_gazetteer.row(place_id) >= 0 for place_id in [*right["places"], *right.get("regions", [])])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=12))
def test_shares_fall_and_none_is_more_than_all(pipeline: Pipeline, sentences: list[str]) -> None:
    focus = pipeline.parse(Article("a", "\n\n".join(sentences))).focus
    assert all(0 < f.share <= 1 for f in focus)
    assert all(a.share >= b.share for a, b in pairwise(focus))
    assert len(focus) <= 5
    assert len({f.place.place_id for f in focus}) == len(focus)
