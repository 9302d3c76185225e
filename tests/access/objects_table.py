"""Which object stands in which address, when the address answers, and when it writes.

Read by people; every address with an object must be here or in the tables it joins: those of
inspections and of reports. ``tests/access_table.py`` says which roles get as far as that,
``UNSEEN`` and ``people.py`` whose objects they find there.
"""

from typing import Any

from tests.access.inspection_objects import INSPECTIONS
from tests.access.object_rows import At, at
from tests.access.report_objects import REPORTS

#: How each audience meets the things of its own side; the office meets everyone's.
AUDIENCE = {
    "inspections_unit": "unit", "reports_unit": "unit", "people_unit": "unit",
    "reports_parent": "unit",
    "inspections_team": "team", "reports_team": "team",
}  # fmt: skip
#: States that an audience never learns of: a report without a visit is no team's.
UNSEEN = {"unit": {"unannounced"}, "team": {"unvisited"}, "office": set()}
_PLANS = {
    "add_deadline add_quantity add_relation add_strand add_subject add_survey_group add_task "
    "add_team_role edit_item move_item remove_item "
    "body document edit_deadline edit_plan edit_strand "
    "import_word plan publish remove_plan "
    "remove_deadline remove_relation remove_strand move_strand "
    "compare review_import review_new units": at("plan"),
    "withdraw": at("plan", "published"),
    "file": at("plan", "published"),
}
_GATE = {
    "compare hour_button preview request_page slip slip_file submission submission_file": at(
        "request"
    ),
    "approve paper_approval refuse": at("request", writes="waiting"),
    "recall": at("request", writes="waiting approved scheduled"),
    "schedule": at("request", writes="waiting approved scheduled"),
    "unschedule": at("request", writes="scheduled"),
    "release": at("request", writes="approved scheduled"),
    "second_look": at("request", writes="forced"),
    "content contents withdraw": at("publication"),
    "ask_erasure": at("publication"),
    "erasure": at("erasure"),
    "decide_erasure": at("erasure", writes="asked"),
    "prune_builds": at("erasure", "erased"),
}
_OTHERS = {
    "calendar_office": {"year change attach_notice notice_file": at("calendar")},
    "cloning_office": {
        "clone todos look_again close": at("plan"),
        "reopen": at("plan", todo_id="closed_todo"),
        "add_heirs": at("plan", todo_id="gone_todo"),
    },
    "coverage_years": {"years": at("year")},
    "coverage_office": {"table targets measure unmeasure count": at("plan")},
    "draws_office": {
        "draw draws prepare sow void": at("plan"),
        "add_units minutes": at("plan", draw_number="drawn_draw"),
    },
    "accounts_admin": {"reset reset_second_step roles set_active": at("user")},
    "people_unit": {"lock reissue roles withdraw end_delegation": at("person")},
    "people_office": {"unit": at("unit"), "reissue": at("person")},
    # nobody here left long enough ago
    "people_former": {"take_name": at("user", writes="")},
    "forms_office": {
        "version version_xlsx begin": at("form"),
        "add_row discard draft draft_xlsx general issue": at("form"),
        "move_row remove_row review row upload": at("form"),
        "plan_forms choose_plan_form drop_plan_form": at("plan"),
    },
    "totals_office": {"cells excel grouped table word": at("plan")},
    "units_office": {"unit change": at("unit")},
    "legal_office": {"edit": at("legal")},
    "lint_office": {
        "accept": at("request", "waiting approved scheduled", writes="waiting approved scheduled")
    },
    "feedback_office": {"message answer": at("feedback")},
    "builds": {"build head": at("build")},
    "feedback": {"message": at("feedback")},
    "publishing_admin": {"signer remove_signer raise_signer": at("signer")},
}
OBJECTS: dict[str, At] = {
    f"{blueprint}.{name}": row
    for blueprint, rows in {
        **INSPECTIONS,
        "plans_office": _PLANS,
        "publishing_office": _GATE,
        **REPORTS,
        **_OTHERS,
    }.items()
    for names, row in rows.items()
    for name in names.split()
}
#: What an address holds of another parent: put under one's own parent, it must not be found.
FOREIGN: dict[str, Any] = {
    "finding": "x9", "session": "x9", "petition_id": "petition_id", "evidence_id": "evidence_id",
    "access_id": "access_id", "text_id": "text_id", "invitation_id": "invitation_id",
    "comment_id": "comment_id", "note_id": "note_id", "unsaid": "unsaid", "number": 2,
    "row": "fedcba987654",
    "member_id": "member_id", "strand_id": "strand_id", "deadline_id": "deadline_id",
    "relation_id": "relation_id", "item_id": "item_id", "code": "khong-co", "listed": "khong-co",
    "block": "khong-co", "group": "khong-co", "report_kind": "khong-co", "by": "khong-co",
    "indicator": "khong-co",
    "form_part": "khong-co", "form_row": "khong-co",
    "key": "khong-co", "place": 7, "position": 7, "notice_id": 99999, "draw_number": 99,
    "drawn_draw": 99, "target_id": 99999, "unit_code": "khong-co", "todo_id": 99999,
    "closed_todo": 99999, "gone_todo": 99999, "build_number": 99999,
}  # fmt: skip
#: Files by their hash: the office alone names one, and it may read all of them.
UNOWNED = {"sha256", "which", "what", "page"}
