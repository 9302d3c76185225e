"""The registry of public pages: importing this module declares every one of them."""

from portal.site import (  # noqa: F401  each import declares the pages of one topic
    conclusion_pages,
    feeds,
    home_pages,
    index_pages,
    machine_pages,
    plan_pages,
    remedy_pages,
    search_pages,
    timeliness_pages,
    unit_pages,
    verification,
    visit_pages,
)
from portal.site.calendar import file as calendar_pages  # noqa: F401
from portal.site.comparing import pages as comparing_pages  # noqa: F401
from portal.site.open_data import pages as open_data_pages  # noqa: F401
from portal.site.registry import PAGES, every_address, match, path_to

__all__ = ["PAGES", "every_address", "match", "path_to"]
