"""Pages with which a unit fills in and submits its reports; the modules below hold them."""

from portal.reports import (  # noqa: F401 (each adds its pages to the blueprint)
    unit_answers,
    unit_draft_file,
    unit_duties,
    unit_excel,
    unit_fields,
    unit_receipts,
    unit_sections,
    unit_send,
    unit_tasks,
    unit_word,
)
from portal.reports.confirming import unit as unit_confirming  # noqa: F401
from portal.reports.evidence import unit as unit_evidence  # noqa: F401
from portal.reports.extending import unit as unit_extension  # noqa: F401
from portal.reports.narrative import unit as unit_narrative  # noqa: F401
from portal.reports.narrative import unit_earlier  # noqa: F401
from portal.reports.sharing import unit as unit_sharing  # noqa: F401
from portal.reports.sharing import unit_presence  # noqa: F401
from portal.reports.signed_pdf import unit as unit_signed  # noqa: F401
from portal.reports.statistics import unit as unit_statistics  # noqa: F401
from portal.reports.statistics import unit_pasting  # noqa: F401
from portal.reports.system_access import unit as unit_access  # noqa: F401
from portal.reports.tasks import unit as unit_task_table  # noqa: F401
from portal.reports.tasks import unit_row  # noqa: F401
from portal.reports.unit_base import blueprint

__all__ = ["blueprint"]
