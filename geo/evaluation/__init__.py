"""Measure the geoparser against articles whose toponyms were marked by hand."""

from geo.evaluation.bootstrap import interval, intervals
from geo.evaluation.breakdown import Share
from geo.evaluation.calibration import Bin, calibration_error, judged, reliability
from geo.evaluation.causes import Cause, Diagnosis, diagnose
from geo.evaluation.corpus import Document, GoldToponym, Prediction, prediction, read_answers, read_gold
from geo.evaluation.extents import Extents
from geo.evaluation.matching import Matching, Pair, match
from geo.evaluation.measuring import NEAR_KM, area_under_log_error, distance_km
from geo.evaluation.page import worst_page
from geo.evaluation.plotting import reliability_svg
from geo.evaluation.report import Evaluation, Judge
from geo.evaluation.scoring import Score, figures, literal_only, score, score_document, score_matching
from geo.evaluation.worst import Mistake, worst_mistakes

__all__ = [
    "NEAR_KM",
    "Bin",
    "Cause",
    "Diagnosis",
    "Document",
    "Evaluation",
    "Extents",
    "GoldToponym",
    "Judge",
    "Matching",
    "Mistake",
    "Pair",
    "Prediction",
    "Score",
    "Share",
    "area_under_log_error",
    "calibration_error",
    "diagnose",
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
    "reliability_svg",
    "score",
    "score_document",
    "score_matching",
    "worst_mistakes",
    "worst_page",
]
