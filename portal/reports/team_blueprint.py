"""The blueprint of a team's pages about reports."""

from flask import Blueprint

blueprint = Blueprint("reports_team", __name__, url_prefix="/lam-viec/doan/bao-cao")
