from geo.evaluation import Extents, distance_km, match, score_matching
from geo.gazetteer import Gazetteer
from tests.evaluation.making import answer, document, gold, known

TEXT = "Snow fell across Canada on Monday, even in Windsor."


def test_a_point_far_from_the_middle_of_canada_is_in_canada(real_gazetteer: Gazetteer) -> None:
    canada = known(real_gazetteer, "Canada", country="CA", kind="country")
    mark = gold(TEXT, "Canada", 53.5, -113.5, number=6251999)
    one = score_matching(match(document(TEXT, mark), [answer(TEXT, "Canada", canada)], Extents(real_gazetteer)))
    assert (one.right_gold, one.area_gold, one.mutual_gold) == (0, 1, 1)


def test_a_country_answered_for_a_town_is_covered_but_not_mutual(real_gazetteer: Gazetteer) -> None:
    canada = known(real_gazetteer, "Canada", country="CA", kind="country")
    windsor = known(real_gazetteer, "Windsor", country="CA", kind="town")
    mark = gold(TEXT, "Windsor", windsor.lat, windsor.lon, number=int(windsor.place_id.partition(":")[2]))
    one = score_matching(match(document(TEXT, mark), [answer(TEXT, "Windsor", canada)], Extents(real_gazetteer)))
    assert (one.right_gold, one.area_gold, one.mutual_gold) == (0, 1, 0)


def test_of_an_area_unknown_to_the_gazetteer_the_very_words_must_be_answered(real_gazetteer: Gazetteer) -> None:
    text = "The University of Minnesota closed."
    minnesota = known(real_gazetteer, "Minnesota", country="US", kind="admin1")
    extents = Extents(real_gazetteer)
    found = answer(text, "Minnesota", minnesota)
    assert extents.mutual(gold(text, "Minnesota", 48.6, -93.4), found)
    assert not extents.mutual(gold(text, "University of Minnesota", 48.6, -93.4), found)
    assert not extents.mutual(gold(text, "Minnesota", 60.0, -93.4), found), "not inside"


def test_outlines_decide_before_circles(real_gazetteer: Gazetteer) -> None:
    states = known(real_gazetteer, "United States", country="US", kind="country")
    toronto, seattle = (43.65, -79.38), (47.61, -122.33)
    assert (
        distance_km(*toronto, states.lat, states.lon) < states.radius_km < distance_km(*seattle, states.lat, states.lon)
    )
    extents = Extents(real_gazetteer)
    assert not extents.covers(states, *toronto)
    assert extents.covers(states, *seattle)


def test_a_town_covers_nothing(real_gazetteer: Gazetteer) -> None:
    windsor = known(real_gazetteer, "Windsor", country="CA", kind="town")
    assert not Extents(real_gazetteer).covers(windsor, windsor.lat, windsor.lon)
