"""“Gánh nặng kiểm tra”: visits, days and reports asked of each unit in a year."""

from flask import abort
from werkzeug.wrappers import Response

from portal.accounts.access import allow
from portal.inspections.blueprints import office
from portal.inspections.burden_queries import MANY_VISITS, burden_of_year, years_of_burden
from portal.inspections.pages import READERS, show

FIRST_YEAR, LAST_YEAR = 2000, 2100


@office.get("/ganh-nang-kiem-tra/<int:year>/")
@allow(*READERS)
def burden(year: int) -> Response:
    """The units of a year, the most burdened first."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
    rows = burden_of_year(year)
    return show("burden.html", year=year, years=years_of_burden(), rows=rows, most=MANY_VISITS)
