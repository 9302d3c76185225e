"""Who may open which workspace route: read by people, compared with the code by a test.

A new route fails the test until somebody has thought about it and written it down here.
"""

OFFICE_READS = ("office_editor", "office_approver", "supervisor")
OFFICE_WRITES = ("office_editor", "office_approver")
APPROVER = ("office_approver",)
REGISTER_READS = (*OFFICE_READS, "admin")
UNIT_READS = ("unit_editor", "unit_head", "unit_viewer")
UNIT_WRITES = ("unit_editor", "unit_head")
UNIT_MANAGERS = ("unit_head", "unit_admin")
TEAM = ("team_member", "team_secretary", "team_head")
ADMIN = ("admin",)
LOG_READS = ("admin", "supervisor")
ANYONE = "anyone"
SIGNED_IN = "signed-in"

_TABLE = (
    (ANYONE, "accounts", "sign_in"),
    (ANYONE, "start", "health"),
    (SIGNED_IN, "accounts", "change_password sign_out typist"),
    (SIGNED_IN, "second_step", "begin enter index recovery set_up"),
    (SIGNED_IN, "own_sessions", "end end_others sessions"),
    (SIGNED_IN, "inbox", "items mailbox open_item read_all"),
    ((*OFFICE_WRITES, *ADMIN), "letters", "letters retry settle"),
    (ANYONE, "activation", "done enter"),
    (UNIT_MANAGERS, "people_own", "invite people"),
    (UNIT_MANAGERS, "people_unit", "lock reissue roles withdraw"),
    (("unit_head",), "people_own", "delegate"),
    (("unit_head",), "people_unit", "end_delegation"),
    (REGISTER_READS, "people_office", "unit units"),
    ((*OFFICE_WRITES, *ADMIN), "people_office", "letters reissue"),
    (SIGNED_IN, "start", "index"),
    (UNIT_READS, "inspections_unit", "conclusion_file evidence petitions remediation visit visits"),
    (
        UNIT_READS,
        "reports_unit",
        "accesses appendices check draft_docx duties evidence evidence_file outline presence "
        "receipt shares report signed_file submission submission_docx submitted_evidence",
    ),
    (UNIT_WRITES, "reports_unit", "ask_extension keyed recall withdraw_extension"),
    (UNIT_WRITES, "inspections_unit", "acknowledge remediation_save"),
    (
        UNIT_WRITES,
        "reports_unit",
        "add_access add_evidence answer apply_draft apply_excel apply_word change_access "
        "clean_paste compare_draft compare_excel compare_word confirm convert_section "
        "draft_file draft_json earlier_items excel finish_tasks "
        "keep_signed move_task new_task paste paste_block paste_task_block paste_tasks "
        "place_evidence place_text remove_evidence remove_task save_earlier_items save_one "
        "save_section save_statistics save_statistics_block save_task section send share "
        "signed_copy statistics statistics_block statistics_state task tasks undo_section word",
    ),
    (
        OFFICE_READS,
        "reports_office",
        "calls extensions propose_timeliness_page timeliness timeliness_csv",
    ),
    (
        OFFICE_WRITES,
        "reports_office",
        "apply_keying keying keying_file propose_timeliness_save refuse_extension send_nudge",
    ),
    (
        TEAM,
        "inspections_team",
        "add_finding add_finding_save finding finding_save finish_session finish_visit "
        "minutes_word order_finding remove_finding visit visits",
    ),
    (TEAM, "reports_team", "document evidence_file mark progress report signed_file"),
    (("team_head", "team_secretary"), "reports_team", "assign"),
    (
        OFFICE_READS,
        "inspections_office",
        "add_finding add_member add_petition add_session burden cancel_session listed_petition "
        "petition_list petition_paper "
        "compare_conclusion compare_schedule conclusion "
        "conclusion_file conclusion_word edit_session edit_visit evidence finding issue "
        "member minutes_word move_session new_team new_visit notice notice_word notices "
        "notices_zip petition "
        "propose_conclusion_page propose_remediation_page propose_schedule_page reasoned "
        "remediation_list rename_team schedule team_list team_page verify visit",
    ),
    (OFFICE_READS, "plans_office", "compare file plan plans"),
    (
        OFFICE_READS,
        "publishing_office",
        "compare content contents hour_button preview request_page requests slip slip_file "
        "submission submission_file",
    ),
    (REGISTER_READS, "calendar_office", "notice_file year years"),
    (OFFICE_WRITES, "calendar_office", "attach_notice change"),
    (OFFICE_READS, "legal_office", "documents"),
    (OFFICE_WRITES, "legal_office", "add edit"),
    (OFFICE_WRITES, "lint_office", "accept"),
    (OFFICE_READS, "draws_office", "draw draws minutes"),
    (OFFICE_WRITES, "draws_office", "add_units prepare sow void"),
    (OFFICE_READS, "coverage_office", "table targets"),
    (OFFICE_READS, "coverage_years", "years"),
    (OFFICE_WRITES, "coverage_office", "count measure unmeasure"),
    (OFFICE_READS, "cloning_office", "todos"),
    (OFFICE_WRITES, "cloning_office", "add_heirs clone close look_again reopen"),
    (
        OFFICE_READS,
        "reports_office",
        "accesses board board_csv document duty evidence_file paper_scan reminder signed_check "
        "signed_file submission week",
    ),
    (OFFICE_READS, "reports_office", "acceptance progress_of_plan timeline"),
    (UNIT_READS, "reports_parent", "document evidence_file report reports signed_file"),
    (UNIT_WRITES, "reports_parent", "decide"),
    (OFFICE_READS, "forms_office", "draft draft_xlsx plan_forms version version_xlsx versions"),
    (
        OFFICE_WRITES,
        "forms_office",
        "add_row begin choose_plan_form discard drop_plan_form general move_row remove_row review "
        "row upload",
    ),
    (APPROVER, "forms_office", "issue"),
    (OFFICE_READS, "totals_office", "cells choices excel grouped table word"),
    (OFFICE_WRITES, "totals_office", "drop_template template template_file"),
    (
        OFFICE_WRITES,
        "inspections_office",
        "add_finding_save add_member_save add_petition_save add_session_save conclusion_address "
        "save_listed_petition "
        "cancel_session_save conclusion_save delete_team edit_session_save "
        "edit_visit_save finding_save finish_session finish_visit issue_save mark_public "
        "member_save move_session_save new_team_save new_visit_save notice_save "
        "order_finding petition_save propose_conclusion_save propose_remediation_save "
        "propose_schedule_save reasoned_save remove_finding remove_member remove_petition "
        "rename_team_save verify_save",
    ),
    (
        OFFICE_WRITES,
        "plans_office",
        "add_deadline add_plan add_quantity add_relation add_strand add_subject "
        "add_survey_group add_task add_team_role body document edit_deadline edit_item "
        "edit_plan edit_strand import_new import_word move_item move_strand publish "
        "remove_deadline remove_item remove_plan remove_relation remove_strand review_import "
        "review_new units withdraw",
    ),
    (
        OFFICE_WRITES,
        "publishing_office",
        "paper_approval recall release schedule unschedule withdraw",
    ),
    (
        OFFICE_WRITES,
        "reports_office",
        "accept_many accept_report approval comment extend hand_over judge keyed received "
        "paper_word remove_comment remove_note return_report undo_acceptance",
    ),
    (APPROVER, "publishing_office", "approve refuse second_look"),
    (("admin", "office_approver"), "publishing_office", "ask_erasure decide_erasure prune_builds"),
    (REGISTER_READS, "publishing_office", "erasure erasures"),
    (ADMIN, "publishing_admin", "add_signer paper raise_signer remove_signer signer signers"),
    (("admin", "supervisor", "office_approver"), "publishing_admin", "forced"),
    (("admin", "supervisor", "office_approver"), "builds", "build builds head links"),
    (ANYONE, "receipts", "check"),
    (ANYONE, "feedback", "complaint index information lookup message petition"),
    (OFFICE_READS, "feedback_office", "message messages"),
    (OFFICE_WRITES, "feedback_office", "answer"),
    (REGISTER_READS, "units_office", "empty_csv empty_xlsx register_csv register_xlsx unit units"),
    (OFFICE_WRITES, "units_office", "change import_file import_review new_unit"),
    (ADMIN, "accounts_admin", "add_user reset reset_second_step roles set_active users"),
    (ADMIN, "people_former", "former take_name"),
    (LOG_READS, "audit_log", "entries table"),
)

EXPECTED = {
    f"{blueprint}.{name}": who for who, blueprint, names in _TABLE for name in names.split()
}
