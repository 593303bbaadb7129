"""Measure the geoparser against articles whose toponyms were marked by hand."""

from geo.evaluation.bootstrap import interval, intervals
from geo.evaluation.calibration import Bin, calibration_error, judged, reliability
from geo.evaluation.corpus import Document, GoldToponym, Prediction, prediction, read_answers, read_gold
from geo.evaluation.extents import Extents
from geo.evaluation.matching import Matching, Pair, match
from geo.evaluation.measuring import NEAR_KM, area_under_log_error, distance_km
from geo.evaluation.scoring import Score, figures, literal_only, score, score_document, score_matching

__all__ = [
    "NEAR_KM",
    "Bin",
    "Document",
    "Extents",
    "GoldToponym",
    "Matching",
    "Pair",
    "Prediction",
    "Score",
    "area_under_log_error",
    "calibration_error",
    "distance_km",
    "figures",
    "interval",
    "intervals",
    "judged",
    "literal_only",
    "match",
    "prediction",
    "read_answers",
    "read_gold",
    "reliability",
    "score",
    "score_document",
    "score_matching",
]
