"""The three blueprints of visits; their pages stand in one module per subject."""

from flask import Blueprint

office = Blueprint("inspections_office", __name__, url_prefix="/lam-viec/dieu-hanh")
team = Blueprint("inspections_team", __name__, url_prefix="/lam-viec/doan/kiem-tra")
unit = Blueprint("inspections_unit", __name__, url_prefix="/lam-viec/don-vi/kiem-tra")
