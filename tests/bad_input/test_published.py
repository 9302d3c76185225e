"""Hostile text that passed every form is published: readers see it as the text it is."""

import xml.etree.ElementTree as ElementTree

from portal.plans.models import Plan
from portal.publishing.requests import PublicationRequest
from tests.approving import approve
from tests.bad_input.answers import page_faults, send
from tests.bad_input.cases import case_of
from tests.bad_input.values import ATTRIBUTE, SCRIPT
from tests.bad_input.world import undone

# Braces stand in test_forms: there the client does not take them for a forgotten template.
HOSTILE = f"=1+1 {SCRIPT} {ATTRIBUTE}"
EDITED = (
    "plans_office.edit_plan", "plans_office.edit_strand", "plans_office.add_relation",
    "inspections_office.edit_session_save", "inspections_office.conclusion_save",
)  # fmt: skip
PROPOSED = ("plans_office.publish", "inspections_office.propose_schedule_save")
NOT_FREE = {"version", "seen", "code", "year", "number", "time", "issued_on"}
PAGES = (
    "/", "/ke-hoach/", "/ke-hoach/{slug}/", "/ke-hoach/{slug}/phien-ban/1/",
    "/ke-hoach/{slug}/phien-ban/2/", "/ke-hoach/{year}/", "/lich-kiem-tra/", "/don-vi/",
    "/don-vi/{unit}/", "/ket-luan/", "/khac-phuc-sau-kiem-tra/", "/du-lieu/",
)  # fmt: skip


def test_what_is_published_is_text_and_nothing_else(world):
    with undone(world.clients["office_editor"]):
        plan = Plan.get_by_id(world.ids["plan_id"])
        for endpoint in EDITED:
            case = case_of(world, endpoint)
            free = [f.name for f in case.fields() if f.is_text and f.name not in NOT_FREE]
            answer, crash = send(world, case, {**case.good, **{name: [HOSTILE] for name in free}})
            assert answer is not None, crash
            assert answer.status_code == 302, endpoint
        editor, approver = world.clients["office_editor"], world.clients["office_approver"]
        for endpoint in PROPOSED:
            path = world.path(endpoint)
            editor.get(path)
            sent = {"change_note": HOSTILE, "missing_document_reason": HOSTILE}
            editor.post(path, {**sent, "change_kind": "amended"})
            asked = PublicationRequest.select().order_by(PublicationRequest.id.desc()).get()
            root = f"/lam-viec/dieu-hanh/dang/{asked.id}/"
            for part in ("xem-truoc/", "phieu-trinh", ""):
                assert page_faults(approver.http.get(root + part)) == [], part
            approve(approver, root)
            assert PublicationRequest.get_by_id(asked.id).state == "published"
        reader = world.clients[""].http
        shown = 0
        for path in PAGES:
            answer = reader.get(path.format(slug=plan.slug, year=plan.year, unit="so-tu-phap"))
            assert answer.status_code == 200, path
            assert page_faults(answer) == [], path
            shown += "&lt;script&gt;alert(1)" in answer.text
        assert shown >= 3
        for path in ("/tin-moi.xml", "/sitemap.xml"):
            ElementTree.fromstring(reader.get(path).data)
        assert reader.get("/lich-kiem-tra.ics").text.startswith("BEGIN:VCALENDAR")
        table = reader.get("/du-lieu/ke-hoach.csv").text
        assert "alert(1)" in table
        assert not [cell for cell in table.replace('"', "").split(",") if cell.startswith("=")]
