"""What every POST route takes: good values by field, by route, and what answers with a page."""

from typing import Any

from portal.reports.totals.word import SHIPPED
from tests.bad_input.files import PDF, WORD
from tests.bad_input.forms_world import definition
from tests.reports.exchange_files import appendices, outline

FILE = ("bao-cao.pdf", PDF)
TEMPLATE = SHIPPED.read_bytes()

#: What a field needs so that the form is taken, by its name.
GOOD: dict[str, Any] = {
    "username": "nguoi.moi", "full_name": "Nguyễn Văn A", "name": "Nguyễn Văn A",
    "phone": "0912345678", "roles": "office_editor", "domain": "the-che", "text": "Nội dung",
    "reason": "Có lý do", "title": "Việc mới", "number": "12/TB-SNV", "signer": "Lê Văn B",
    "on": "05/03/2024", "issued_on": "05/03/2024", "change_note": "Cập nhật",
    "missing_document_reason": "Chờ văn thư lấy số", "approved_by": "Trần Thị C",
    "approved_on": "05/03/2024", "scan": FILE, "subject": "Trích yếu", "note": "Ghi chú",
    "new_due_on": "07/08/2099", "received_on": "06/03/2024", "doc_date": "05/03/2024",
    "doc_number": "125/BC-BQL", "signed_file": FILE, "arrival_number": "15", "file": FILE,
    "wished_on": "08/08/2099", "address": "a@sonla.gov.vn",
    "confirm": "1", "missing_reason": "Đang thống kê", "day": "05/03/2027",
    "duty": "schedule_notice", "issuer": "UBND tỉnh", "drop_reason": "Chờ ý kiến",
    "ground": "Quyết định số 1/QĐ-TA", "erasure_reason": "Theo quyết định", "step": "Duyệt đăng",
    "symbol": "TTr-SNV", "addressed_to": "Chủ tịch UBND tỉnh", "recipients": "Như trên",
}  # fmt: skip
#: … where a route needs something else.
GOOD_AT: dict[str, dict[str, Any]] = {
    "accounts.change_password": {"old": "{password}", "new": "mot mat khau that dai"},
    "accounts.sign_in": {"username": "unit_head", "password": "{password}"},
    **dict.fromkeys(
        ("second_step.enter", "second_step.recovery", "second_step.set_up"), {"code": "123456"}
    ),
    "feedback.information": {"website": ""},
    "reports_office.refuse_extension": {"answer": "Chưa có căn cứ"},
    "feedback_office.answer": {"state": "answered", "answer": "Đã sửa"},
    "legal_office.add": {
        "number": "99/2024/NĐ-CP", "issued_on": "05/03/2024", "in_force_from": "06/03/2024",
        "ended_on": "", "replaced_by": "", "kind": "Nghị định",
    },
    "receipts.check": {"number": "{receipt}", "code": "{receipt_code}"},
    "plans_office.import_new": {"file": ("ke-hoach.docx", WORD)},
    "feedback.lookup": {"code": "{feedback_code}"},
    "calendar_office.change": {
        "lines": "05/03/2035 nghỉ Ngày thử", "source": "moi", "decided": "du-kien", "viec": "luu",
        "seal": "{seal}", "link": "",
    },
    "cloning_office.add_heirs": {"don-vi": "so-tu-phap"},
    "cloning_office.clone": {"year": "2031"},
    "cloning_office.close": {"viec": "xong"},
    "coverage_office.count": {
        "total": "5", "planned": "4", "checked": "3", "source": "Báo cáo số 1",
        "as_of": "05/03/2024",
    },
    "coverage_office.measure": {"method": "visited"},
    "draws_office.sow": {
        "seed": "123456", "reference": "Trang công bố", "sure": "1",
        "witnesses": "Lò Văn An, Chánh Văn phòng\nHà Thị Bình, Phó Trưởng phòng",
    },
    "draws_office.prepare": {
        "strand": "{strand_id}", "level": "province", "listed": "{strand_id}|province|",
        "amount": "1", "how": "count", "seed_source": "Xổ số", "viec": "chot",
    },
    "inspections_office.add_session_save": {"on": "05/03/2099"},
    "inspections_office.move_session_save": {"on": "05/03/2099", "action": "confirm"},
    "inspections_office.new_visit_save": {
        "strand": "{strand_id}", "unit": "{unit_id}", "sessions-0-on": "05/03/2099",
        "action": "save",
    },
    "inspections_office.conclusion_address": {"name": "ket-luan-dia-chi-moi"},
    "inspections_office.verify_save": {"on": "{today}"},
    "inspections_office.issue_save": {"issued_on": "{today}"},
    "inspections_unit.remediation_save": {"on": "{today}"},
    "inspections_office.notice_save": {"on": "{today}"},
    "inspections_office.mark_public": {"public": "0"},
    "activation.enter": {
        "code": "{activation_code}", "position": "Công chức", "password": "mot mat khau that dai",
    },
    "people_own.delegate": {
        "deputy": "{deputy_id}", "issued_on": "05/03/2026", "valid_from": "{today}",
        "valid_to": "{today}",
    },
    "own_sessions.end": {"session": "{other_session}"},
    "people_own.invite": {"roles": "unit_viewer", "position": "Công chức"},
    "people_unit.roles": {"roles": "unit_editor"},
    "accounts_admin.roles": {"roles": "supervisor"},
    "reports_office.paper_word": {"signed_on": "{today}", "scan": FILE},
    "plans_office.add_deadline": {"luu": "1"},
    "plans_office.edit_deadline": {"luu": "1"},
    "plans_office.add_quantity": {"minimum": "40", "unit": "%"},
    "plans_office.add_subject": {"block": "so-ban-nganh", "units": "Sở Tài chính"},
    "plans_office.add_survey_group": {"ballot_code": "LĐH-CH", "ballots": "40"},
    "plans_office.add_task": {"luu": "1", "number": "5.1"},
    "plans_office.add_team_role": {"role": "head", "body": "Sở Tài chính"},
    "plans_office.edit_item": {"luu": "1"},
    "plans_office.add_strand": {"code": "loai-moi"},
    "plans_office.import_word": {"file": ("ke-hoach.docx", WORD)},
    "plans_office.units": {"luu": "1"},
    "plans_office.withdraw": {"how": "mistake"},
    "publishing_office.withdraw": {"how": "mistake"},
    "reports_unit.answer": {"c2-answer": "Đã sửa", "c2-fixed": "1"},
    "reports_unit.apply_draft": {
        "cells": '[["stat:i.1-nhiem-vu:note",["Ghi chú từ bản nháp"],0,""]]',
        "disputed": "[]", "name": "ban-nhap.json",
    },
    "reports_office.apply_keying": {
        "cells": '[["stat:i.1-nhiem-vu:note",["Ghi chú đơn vị gửi"],0,"Phụ lục II, dòng 9"]]',
        "disputed": "[]", "name": "phu-luc.xlsx",
    },
    "reports_office.keying": {"file": ("phu-luc.xlsx", appendices())},
    "reports_unit.apply_excel": {
        "cells": '[["stat:i.1-nhiem-vu:note",["Ghi chú từ tệp"],0,"Phụ lục II, dòng 9"]]',
        "disputed": "[]", "name": "phu-luc.xlsx",
    },
    "reports_unit.add_access": {
        "system": "Hệ thống một cửa", "holder": "Trần Văn A", "granted_on": "05/03/2024",
    },
    "reports_unit.change_access": {"on": "05/03/2026"},
    "reports_unit.share": {"ghi:tasks": "Xong trước thứ Sáu"},
    "reports_unit.apply_word": {
        "cells": "[]", "disputed": "[]", "name": "de-cuong.docx",
        "outside": '[["Đoạn ngoài khung", "Thuận lợi"]]',
    },
    "reports_unit.compare_word": {"file": ("de-cuong.docx", outline())},
    "reports_unit.place_text": {"section": "p1.i"},
    "reports_unit.place_evidence": {"field": "outline:p1.i"},
    "reports_unit.compare_draft": {"file": "@reports_unit.draft_json"},
    "reports_unit.compare_excel": {"file": ("phu-luc.xlsx", appendices())},
    "reports_unit.finish_tasks": {"xong": "1"},
    "reports_unit.save_section": {"luu": "1"},
    "reports_unit.save_statistics": {"luu": "1", "cutoff": "05/03/2026"},
    "reports_unit.save_statistics_block": {"luu": "1", "cutoff": "05/03/2026"},
    "reports_unit.paste_block": {
        "block": "7", "dong": "i.1-nhiem-vu", "cot": "current", "ghi": "1",
        "chon": "stat:i.1-nhiem-vu:current", "seen": "stat:i.1-nhiem-vu:current=0",
    },
    "reports_unit.move_task": {"huong": "xuong"},
    "reports_unit.clean_paste": {"html": "<p>Kết <b>quả</b></p>"},
    "reports_unit.convert_section": {"value": "Céng hoµ x· héi", "version": "1"},
    "reports_unit.undo_section": {"version": "1", "truoc": "0"},
    "reports_unit.save_earlier_items": {
        "value": ["Chậm ban hành", "yes", ""], "version": "0",
    },
    "reports_unit.paste_task_block": {
        "block": "Rà soát văn bản\t45/KH-SCT ngày 5/3/2024", "chon": "1", "ghi": "1",
    },
    "reports_unit.save_one": {
        "code": "stat:i.1-nhiem-vu:current", "value": "12", "version": "0", "client": "abc",
        "sequence": "1",
    },
    "units_office.change": {
        "kind": "merge", "on": "05/03/2026", "document": "Nghị quyết số 1", "action": "save",
        "successors": "Sở Tài chính",
    },
    "reports_office.accept_many": {"chon": "{sent}-1"},
    "reports_team.assign": {"phan-tasks": "{member_id}"},
    "reports_team.mark": {"phan-tasks": "read"},
    "reports_office.approval": {"depth": "2"},
    "forms_office.add_row": {
        "label": "Số văn bản", "group": "i.1", "unit": "Văn bản", "type": "count", "number": "9",
    },
    "forms_office.row": {"label": "Tên khác", "number": "9"},
    "forms_office.upload": {"file": ("mau.xlsx", definition())},
    "forms_office.choose_plan_form": {"units": "loai:vertical", "form": "{form_id}"},
    "forms_office.general": {"title": "Tên khác"},
    "forms_office.move_row": {"huong": "xuong"},
    "totals_office.template": {"file": ("mau.docx", TEMPLATE)},
    "units_office.import_file": {"file": ("danh-muc.csv", "Tên đơn vị\nSở Tư pháp".encode())},
    "units_office.import_review": {
        "rows": '[["code", "short_name"], ["so-tu-phap", "STP mới"]]', "name": "danh-muc.csv",
        "seen": "{import_seal}", "action": "save", "chon-2": "",
    },
    "units_office.new_unit": {
        "type": "commune", "valid_from": "05/03/2026", "document": "Nghị quyết số 1",
    },
}  # fmt: skip
#: Where the good form is answered with a page: a first password is shown once.
SHOWN = {
    "receipts.check",
    "accounts_admin.add_user",
    "accounts_admin.reset",
    "reports_unit.save_one",
    "units_office.import_file",
    "reports_unit.compare_draft",
    "reports_unit.compare_excel",
    "reports_unit.compare_word",
    "reports_office.keying",
    "reports_unit.clean_paste",
    "people_office.letters",
    "people_office.reissue",
    "people_own.invite",
    "people_unit.reissue",
}
