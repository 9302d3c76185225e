"""The objects in addresses of reports: what is owed, sent, below one's own."""

from tests.access.object_rows import SENT, WRITABLE, at

_OFFICE_REPORTS = {
    "duty reminder accesses timeline": at("duty"),
    "acceptance undo_acceptance": at("acceptance"),
    "approval progress_of_plan propose_timeliness_page propose_timeliness_save": at("plan"),
    "document signed_file signed_check submission evidence_file": at("duty", SENT),
    "accept_report return_report": at(
        "duty", SENT, writes="submitted unannounced released unvisited"
    ),
    "comment": at("duty", SENT, writes="submitted unannounced released unvisited"),
    "remove_comment": at("duty", SENT, comment_id="unsaid"),
    "remove_note judge": at("duty", SENT),
    "hand_over": at("duty"),
    "extend": at("duty", writes=WRITABLE),
    "refuse_extension": at("duty"),
    "send_nudge": at("duty", writes=WRITABLE),
    # nothing here waits for the word of a unit
    "paper_word": at("duty", writes=""),
    "paper_scan": at("duty", "accepted"),
    "apply_keying": at("duty", writes=WRITABLE),
    "keying": at("duty", WRITABLE, elsewhere=302),
    "keying_file": at("duty"),
    "keyed received": at("duty", writes=f"{WRITABLE} submitted unannounced released unvisited"),
}
_REPORTS_TEAM = {
    "report document signed_file evidence_file": at("duty", SENT),
    "mark": at("duty", SENT),
}
#: Reports of units below one's own; an unannounced one is unknown to the parent as well.
_REPORTS_PARENT = {
    "document evidence_file report signed_file": at("below"),
    "decide": at("below", writes="submitted"),
}
_REPORTS_UNIT = {
    "report check draft_docx evidence evidence_file tasks appendices accesses outline shares": at(
        "duty"
    ),
    "receipt submission submission_docx submitted_evidence signed_file": at("duty", SENT),
    "presence statistics_state": at("duty"),
    "section statistics statistics_block paste send excel draft_file": at(
        "duty", WRITABLE, elsewhere=302
    ),
    "clean_paste compare_draft compare_excel compare_word draft_json": at("duty"),
    "convert_section share undo_section": at("duty", writes=WRITABLE),
    "earlier_items": at("duty", WRITABLE, elsewhere=302, code="listed"),
    "save_earlier_items": at("duty", writes=WRITABLE, code="listed"),
    "add_access change_access": at("duty"),
    "signed_copy word": at("duty", WRITABLE, elsewhere=302),
    "new_task task paste_tasks": at("duty", WRITABLE),
    "move_task paste_task_block": at("duty", writes=WRITABLE),
    "paste_block save_statistics_block "
    "save_one save_section save_statistics save_task remove_task finish_tasks add_evidence "
    "place_evidence "
    "remove_evidence": at("duty", writes=WRITABLE),
    "confirm apply_draft apply_excel apply_word keep_signed place_text": at(
        "duty", writes=WRITABLE
    ),
    "answer": at("duty", writes="returned extended"),
    "ask_extension": at("duty", writes=WRITABLE),
    "withdraw_extension": at("duty"),
    # nothing here was keyed for a unit
    "keyed": at("duty", writes=""),
    "recall": at("duty", writes="submitted released unvisited"),
}
REPORTS = {
    "reports_office": _OFFICE_REPORTS,
    "reports_parent": _REPORTS_PARENT,
    "reports_team": _REPORTS_TEAM,
    "reports_unit": _REPORTS_UNIT,
}
