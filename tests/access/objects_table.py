"""Which object stands in which address, when the address answers, and when it writes.

Read by people; every address with an object must be here. ``tests/access_table.py`` says which
roles get as far as that, ``UNSEEN`` and ``people.py`` whose objects they find there.
"""

from dataclasses import dataclass, field
from typing import Any

#: How each audience meets the things of its own side; the office meets everyone's.
AUDIENCE = {
    "inspections_unit": "unit", "reports_unit": "unit", "people_unit": "unit",
    "reports_parent": "unit",
    "inspections_team": "team", "reports_team": "team",
}  # fmt: skip
#: States that an audience never learns of: a report without a visit is no team's.
UNSEEN = {"unit": {"unannounced"}, "team": {"unvisited"}, "office": set()}

#: A report was sent at least once; “unvisited” is one that no visit asks for.
SENT = "returned submitted accepted extended unannounced released unvisited"
WRITABLE = "open returned extended"
STANDING = "planned under_way visited unannounced released"
#: … and its sessions are not over; the day of “planned” lies ahead.
RUNNING = "planned under_way unannounced released"
#: What readers may be told of.
PUBLISHABLE = "planned under_way visited released"
DUE_NOW = "under_way unannounced released"


@dataclass(frozen=True)
class At:
    """``kind`` of the thing; the states in which it opens (“”: all), the answer in the others;
    the states in which a good form is taken (None: no state matters)."""

    kind: str
    opens: str = ""
    elsewhere: int = 404
    writes: str | None = None
    params: dict[str, str] = field(default_factory=dict)


def _at(kind: str, opens: str = "", elsewhere: int = 404, writes: str | None = None,
        **params: str) -> At:  # fmt: skip
    return At(kind, opens, elsewhere, writes, params)


_FINDING, _SESSION = {"code": "finding"}, {"code": "session"}
_RECORDS = {
    "add_finding": _at("visit"),
    "add_finding_save": _at("visit", writes=STANDING),
    "finding": _at("visit", **_FINDING),
    "finding_save": _at("visit", writes=STANDING, **_FINDING),
    "order_finding": _at("visit", writes=STANDING, **_FINDING),
    "remove_finding": _at("visit", writes=STANDING, **_FINDING),
    "finish_visit": _at("visit", writes=DUE_NOW),
    "finish_session": _at("visit", writes=DUE_NOW, **_SESSION),
    "minutes_word": _at("visit"),
    "visit": _at("visit"),
}
_OFFICE = {
    "add_petition": _at("visit"),
    "add_petition_save": _at("visit"),
    "petition": _at("visit"),
    "petition_save": _at("visit"),
    "remove_petition": _at("visit", writes=f"{STANDING} cancelled"),
    "listed_petition save_listed_petition": _at("visit"),
    "add_session": _at("visit"),
    "add_session_save": _at("visit", writes=STANDING),
    "edit_session": _at("visit", **_SESSION),
    "edit_session_save": _at("visit", writes=RUNNING, **_SESSION),
    "move_session": _at("visit", **_SESSION),
    "move_session_save": _at("visit", writes=RUNNING, **_SESSION),
    "cancel_session": _at("visit", **_SESSION),
    "cancel_session_save": _at("visit", writes=RUNNING, **_SESSION),
    "edit_visit": _at("visit"),
    "edit_visit_save": _at("visit", writes=STANDING),
    "notice": _at("visit"),
    # a notice would announce an unannounced visit
    "notice_save": _at("visit", writes="planned under_way visited released"),
    "notice_word": _at("visit", "planned under_way visited concluded cancelled released"),
    "reasoned": _at("visit"),
    "reasoned_save": _at("visit", writes=RUNNING),
    "conclusion": _at("visit"),
    "conclusion_save": _at("visit", writes=f"{STANDING} concluded"),
    "conclusion_word": _at("visit"),
    "conclusion_file": _at("visit", "concluded"),
    "issue": _at("visit"),
    "issue_save": _at("visit", writes=f"{DUE_NOW} visited concluded"),
    "mark_public": _at("visit", **_FINDING),
    "propose_conclusion_page": _at("visit"),
    "propose_conclusion_save": _at("visit", writes=f"{PUBLISHABLE} concluded cancelled"),
    "propose_remediation_page": _at("visit"),
    # only what was published can be told how it was put right, and nothing here was
    "propose_remediation_save": _at("visit", writes=""),
    "verify": _at("remediation", **_FINDING),
    "verify_save": _at("remediation", **_FINDING),
    "evidence": _at("remediation", **_FINDING),
    "burden": _at("calendar"),
    "new_visit": _at("plan"),
    "new_visit_save": _at("plan"),
    "compare_conclusion": _at("visit"),
    # nothing here was published: no address to change
    "conclusion_address": _at("visit", writes=""),
    "compare_schedule": _at("plan"),
    "propose_schedule_page": _at("plan"),
    "propose_schedule_save": _at("plan"),
    "new_team": _at("plan"),
    "notices": _at("plan"),
    "notices_zip": _at("plan"),
    "new_team_save": _at("plan"),
    "team_page": _at("team"),
    "rename_team": _at("team"),
    "rename_team_save": _at("team"),
    "delete_team": _at("team"),
    "add_member": _at("team"),
    "add_member_save": _at("team"),
    "member": _at("team"),
    "member_save": _at("team"),
    "remove_member": _at("team"),
}
_UNIT = {
    "visit": _at("visit"),
    "acknowledge": _at("visit"),
    "conclusion_file": _at("visit", "concluded"),
    "remediation": _at("remediation", **_FINDING),
    "remediation_save": _at("remediation", writes="open reported insufficient", **_FINDING),
    "evidence": _at("remediation", **_FINDING),
}
_PLANS = {
    "add_deadline add_quantity add_relation add_strand add_subject add_survey_group add_task "
    "add_team_role edit_item move_item remove_item "
    "body document edit_deadline edit_plan edit_strand "
    "import_word plan publish remove_plan "
    "remove_deadline remove_relation remove_strand move_strand "
    "compare review_import review_new units": _at("plan"),
    "withdraw": _at("plan", "published"),
    "file": _at("plan", "published"),
}
_GATE = {
    "compare hour_button preview request_page slip slip_file submission submission_file": _at(
        "request"
    ),
    "approve paper_approval refuse": _at("request", writes="waiting"),
    "recall": _at("request", writes="waiting approved scheduled"),
    "schedule": _at("request", writes="waiting approved scheduled"),
    "unschedule": _at("request", writes="scheduled"),
    "release": _at("request", writes="approved scheduled"),
    "second_look": _at("request", writes="forced"),
    "content contents withdraw": _at("publication"),
    "ask_erasure": _at("publication"),
    "erasure": _at("erasure"),
    "decide_erasure": _at("erasure", writes="asked"),
    "prune_builds": _at("erasure", "erased"),
}
_REPORTS_OFFICE = {
    "duty reminder accesses timeline": _at("duty"),
    "acceptance undo_acceptance": _at("acceptance"),
    "approval progress_of_plan propose_timeliness_page propose_timeliness_save": _at("plan"),
    "document signed_file signed_check submission evidence_file": _at("duty", SENT),
    "accept_report return_report": _at(
        "duty", SENT, writes="submitted unannounced released unvisited"
    ),
    "comment": _at("duty", SENT, writes="submitted unannounced released unvisited"),
    "remove_comment": _at("duty", SENT, comment_id="unsaid"),
    "remove_note judge": _at("duty", SENT),
    "hand_over": _at("duty"),
    "extend": _at("duty", writes=WRITABLE),
    "refuse_extension": _at("duty"),
    "send_nudge": _at("duty", writes=WRITABLE),
    # nothing here waits for the word of a unit
    "paper_word": _at("duty", writes=""),
    "paper_scan": _at("duty", "accepted"),
    "apply_keying": _at("duty", writes=WRITABLE),
    "keying": _at("duty", WRITABLE, elsewhere=302),
    "keying_file": _at("duty"),
    "keyed received": _at("duty", writes=f"{WRITABLE} submitted unannounced released unvisited"),
}
_REPORTS_TEAM = {
    "report document signed_file evidence_file": _at("duty", SENT),
    "mark": _at("duty", SENT),
}
#: Reports of units below one's own; an unannounced one is unknown to the parent as well.
_REPORTS_PARENT = {
    "document evidence_file report signed_file": _at("below"),
    "decide": _at("below", writes="submitted"),
}
_REPORTS_UNIT = {
    "report check draft_docx evidence evidence_file tasks appendices accesses outline shares": _at(
        "duty"
    ),
    "receipt submission submission_docx submitted_evidence signed_file": _at("duty", SENT),
    "presence statistics_state": _at("duty"),
    "section statistics statistics_block paste send excel draft_file": _at(
        "duty", WRITABLE, elsewhere=302
    ),
    "clean_paste compare_draft compare_excel compare_word draft_json": _at("duty"),
    "convert_section share undo_section": _at("duty", writes=WRITABLE),
    "earlier_items": _at("duty", WRITABLE, elsewhere=302, code="listed"),
    "save_earlier_items": _at("duty", writes=WRITABLE, code="listed"),
    "add_access change_access": _at("duty"),
    "signed_copy word": _at("duty", WRITABLE, elsewhere=302),
    "new_task task paste_tasks": _at("duty", WRITABLE),
    "move_task paste_task_block": _at("duty", writes=WRITABLE),
    "paste_block save_statistics_block "
    "save_one save_section save_statistics save_task remove_task finish_tasks add_evidence "
    "place_evidence "
    "remove_evidence": _at("duty", writes=WRITABLE),
    "confirm apply_draft apply_excel apply_word keep_signed place_text": _at(
        "duty", writes=WRITABLE
    ),
    "answer": _at("duty", writes="returned extended"),
    "ask_extension": _at("duty", writes=WRITABLE),
    "withdraw_extension": _at("duty"),
    # nothing here was keyed for a unit
    "keyed": _at("duty", writes=""),
    "recall": _at("duty", writes="submitted released unvisited"),
}
_OTHERS = {
    "calendar_office": {"year change attach_notice notice_file": _at("calendar")},
    "cloning_office": {
        "clone todos look_again close": _at("plan"),
        "reopen": _at("plan", todo_id="closed_todo"),
        "add_heirs": _at("plan", todo_id="gone_todo"),
    },
    "coverage_years": {"years": _at("year")},
    "coverage_office": {"table targets measure unmeasure count": _at("plan")},
    "draws_office": {
        "draw draws prepare sow void": _at("plan"),
        "add_units minutes": _at("plan", draw_number="drawn_draw"),
    },
    "accounts_admin": {"reset reset_second_step roles set_active": _at("user")},
    "people_unit": {"lock reissue roles withdraw end_delegation": _at("person")},
    "people_office": {"unit": _at("unit"), "reissue": _at("person")},
    # nobody here left long enough ago
    "people_former": {"take_name": _at("user", writes="")},
    "forms_office": {
        "version version_xlsx begin": _at("form"),
        "add_row discard draft draft_xlsx general issue": _at("form"),
        "move_row remove_row review row upload": _at("form"),
        "plan_forms choose_plan_form drop_plan_form": _at("plan"),
    },
    "totals_office": {"cells excel grouped table word": _at("plan")},
    "units_office": {"unit change": _at("unit")},
    "legal_office": {"edit": _at("legal")},
    "lint_office": {
        "accept": _at("request", "waiting approved scheduled", writes="waiting approved scheduled")
    },
    "feedback_office": {"message answer": _at("feedback")},
    "builds": {"build head": _at("build")},
    "feedback": {"message": _at("feedback")},
    "publishing_admin": {"signer remove_signer raise_signer": _at("signer")},
}

OBJECTS: dict[str, At] = {
    f"{blueprint}.{name}": at
    for blueprint, rows in {
        "inspections_office": {**_RECORDS, **_OFFICE},
        "inspections_team": _RECORDS,
        "inspections_unit": _UNIT,
        "plans_office": _PLANS,
        "publishing_office": _GATE,
        "reports_office": _REPORTS_OFFICE,
        "reports_parent": _REPORTS_PARENT,
        "reports_team": _REPORTS_TEAM,
        "reports_unit": _REPORTS_UNIT,
        **_OTHERS,
    }.items()
    for names, at in rows.items()
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
