"""A conclusion under another address: the old one leads on, live, frozen and on file servers."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.accounts.models import AuditEntry
from portal.clock import now, today
from portal.inspections.actions import NotPossible
from portal.inspections.address_actions import propose_address
from portal.inspections.conclusion_proposals import conclusion_proposal, remediation_proposal
from portal.inspections.models import Conclusion
from portal.publishing import actions, gate, queries
from portal.publishing.gate import Consent
from portal.publishing.models import Publication
from portal.publishing.shelf import Shelf
from portal.site.deploying.address_map import caddy_map, nginx_map
from portal.site.freezing.run import freeze
from portal.site.gone import gone_addresses
from tests import factories
from tests.browser_client import Client

OLD, NEW = "/ket-luan/2026/cu/", "/ket-luan/2026/moi/"


@pytest.fixture
def conclusion(database) -> Conclusion:
    visit = factories.visit(factories.plan(2026), factories.unit("Sở Tài chính"))
    row = Conclusion.create(
        visit=visit, slug="2026/cu", title="Kết luận tại Sở Tài chính", summary="Chậm ban hành.",
        missing_document_reason="Chờ văn thư", created_at=now(),
    )  # fmt: skip
    _publish(conclusion_proposal(row))
    return row


def _publish(offered: gate.Proposal) -> None:
    consent = Consent("setup", "Hệ thống", today())
    gate.publish(factories.actor("office_approver"), offered, "first", "Đăng lần đầu", consent)


def _move(row: Conclusion, name: str = "moi") -> list[Publication]:
    asked = propose_address(factories.actor("office_editor"), row, name, "Địa chỉ sai tên")
    return actions.approve(factories.actor("office_approver"), asked)


def test_nothing_moves_before_it_is_approved(app, conclusion):
    propose_address(factories.actor("office_editor"), conclusion, "moi", "Sai tên")
    Client(app).get(OLD)
    Client(app).get(NEW, 404)
    assert Conclusion.get().slug == "2026/cu"


def test_the_old_address_leads_on_and_the_content_is_the_same(app, conclusion):
    _publish(remediation_proposal(conclusion, today()))
    before = gate.newest_version("conclusion", "2026/cu").payload
    _move(conclusion)
    reader = Client(app)
    assert reader.get(OLD, 301).headers["Location"].endswith(NEW)
    page = reader.get(NEW).text
    assert "Chậm ban hành." in page
    assert f"{OLD}phien-ban/1/" in page
    earlier = reader.get(f"{OLD}phien-ban/1/").text
    assert "Chuyển sang địa chỉ mới" in earlier
    assert gate.newest_version("conclusion", "2026/moi").payload == before
    [there] = Shelf().every("remediation")
    assert (there.slug, there.payload["conclusion_slug"]) == ("2026/moi", "2026/moi")
    assert OLD not in reader.get("/tin-moi.xml").text
    assert OLD not in reader.get("/ket-luan/").text
    entry = AuditEntry.get(AuditEntry.action == "change-address")
    assert (Conclusion.get().slug, entry.reason) == ("2026/moi", "Địa chỉ sai tên")


def test_frozen_and_file_servers_do_as_the_live_site(app, conclusion):
    _move(conclusion)
    wanted = {"path": OLD, "how": "moved", "status": 301, "successor": NEW}
    [gone] = gone_addresses(Shelf())
    assert vars(gone) == wanted
    for made in (nginx_map([gone]), caddy_map([gone])):
        assert OLD.rstrip("/") in made
        assert NEW in made
    config = {name: app.config[name] for name in ("DATA", "DATABASE", "SECRET_KEY")}
    freeze({**config, "PUBLIC_URL": "https://cchc.example.vn"}, today(), now())
    site = app.config["DATA"] / "site"
    text = (site / OLD.strip("/") / "index.html").read_text()
    assert 'content="0; url=../moi/index.html"' in text
    assert f'<link rel="canonical" href="https://cchc.example.vn{NEW}">' in text
    assert text.count('rel="canonical"') == 1


def test_versions_at_the_old_address_go_when_the_conclusion_goes(app, conclusion):
    _move(conclusion)
    row = gate.newest_version("conclusion", "2026/moi")
    _publish(actions.withdrawal(row, "mistake", "Đăng nhầm"))
    reader = Client(app)
    reader.get(f"{OLD}phien-ban/1/", 404)
    reader.get(NEW, 410)
    assert "Chậm ban hành." not in reader.get("/xac-thuc/ma.txt").text


def test_an_address_may_be_taken_back_but_not_from_another(conclusion):
    visit = factories.visit(factories.plan(2026), factories.unit("Sở Y tế"))
    other = Conclusion.create(visit=visit, slug="2026/khac", title="Khác", created_at=now())
    with pytest.raises(NotPossible, match="đang đăng"):
        propose_address(factories.actor("office_editor"), other, "moi", "Lý do")
    with pytest.raises(NotPossible, match="kết luận khác"):
        _move(conclusion, "khac")
    with pytest.raises(NotPossible, match="đúng địa chỉ này"):
        _move(conclusion, "cu")
    _move(conclusion)
    _publish(conclusion_proposal(other))
    with pytest.raises(NotPossible, match="kết luận khác"):
        _move(other, "cu")
    _move(Conclusion.get_by_id(conclusion.id), "cu")
    shelf = Shelf()
    assert not shelf.find("conclusion", "2026/cu").withdrawn
    assert shelf.find("conclusion", "2026/moi").payload["successor"] == OLD


def test_the_page_takes_only_what_an_address_may_be(app, conclusion):
    editor: Any = factories.signed_in_client(app, "office_editor")
    page = f"/lam-viec/dieu-hanh/lich-kiem-tra/{conclusion.visit_id}/ket-luan/dia-chi/"
    fields = {"name": "Sở Tài chính", "reason": "Sai tên"}
    refused = editor.post(page, fields, 422).text
    assert "Có thể dùng: so-tai-chinh." in refused
    assert 'value="Sở Tài chính"' in refused
    answer: Callable[..., Any] = editor.post(page, {**fields, "name": "so-tai-chinh"})
    assert "Đổi địa chỉ: Kết luận tại Sở Tài chính" in editor.follow(answer).text


def test_the_office_finds_what_was_moved_once_with_its_earlier_versions(app, conclusion):
    before = gate.newest_version("conclusion", "2026/cu")
    _move(conclusion)
    old, new = (gate.newest_version("conclusion", f"2026/{name}") for name in ("cu", "moi"))
    assert [row.id for row in queries.current_of("conclusion")] == [new.id]
    assert queries.counts_by_kind()["conclusion"] == 1
    office = factories.signed_in_client(app, "office_editor")
    base = "/lam-viec/dieu-hanh/dang/noi-dung/"
    listed = office.get(f"{base}conclusion/").text
    assert f"/ban/{new.id}/" in listed
    assert f"/ban/{old.id}/" not in listed
    assert f'/ban/{old.id}/">{OLD}</a>' in office.get(f"{base}ban/{new.id}/").text
    said = office.get(f"{base}ban/{before.id}/").text
    assert f'Nay đăng ở địa chỉ khác: <a class="govuk-link" href="{base}ban/{new.id}/">' in said
    # a reason that quotes the field moves nothing
    _publish(actions.withdrawal(new, "mistake", 'Ghi "how":"moved" ở đây'))
    rows = queries.current_of("conclusion")
    assert [(row.slug, row.state) for row in rows] == [("2026/moi", "withdrawn")]
