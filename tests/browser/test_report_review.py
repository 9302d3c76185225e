"""The office at what awaits review: keys, many at once, taking it back, two widths; and at the
next version of a form."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import serve
from tests.browser.editor_steps import ask

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

BOARD = "/lam-viec/dieu-hanh/nop-bao-cao/"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the review is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("review") / "data")


@pytest.fixture
def duties(served: Any) -> list[int]:
    """Three reports that await review, each sent once."""
    ask(served, "DELETE FROM accepted_report")
    ask(served, "DELETE FROM submission")
    ask(served, "UPDATE duty SET state = 'open'")
    rows = ask(
        served,
        "SELECT duty.id, unit.name, unit.level, unit.code, duty.year, form_version.sha256 "
        "FROM duty JOIN unit ON unit.id = duty.unit_id "
        "JOIN form_version ON form_version.id = duty.form_id ORDER BY duty.id LIMIT 3",
    )
    for number, (duty, name, level, code, year, form) in enumerate(rows):
        snapshot = {
            "form": {"sha256": form}, "duty": {"id": duty, "year": year}, "values": {},
            "unit": {"name": name, "level": level, "code": code}, "evidence": [],
        }  # fmt: skip
        ask(
            served,
            "INSERT INTO submission (duty_id, number, receipt, mode, snapshot, sha256, "
            "doc_number, signer, signed_name, submitted_at, received_on, late, late_reason, by, "
            "arrival_number, state) VALUES (?, 1, ?, 'online', ?, 'x', '', '', '', "
            "'2026-05-05 03:00:00', '2026-05-05', 0, '', 'An', '', 'submitted')",
            duty, f"BN-2026-9{number}", json.dumps(snapshot),
        )  # fmt: skip
        ask(served, "UPDATE duty SET state = 'submitted' WHERE id = ?", duty)
    return [row[0] for row in rows]


def test_one_key_goes_to_the_next_report_and_back(served, person, duties):
    office = person("office_editor")
    page = office.open(f"{BOARD}?trang-thai=submitted")
    with page.expect_navigation():
        page.locator("main td a", has_text="Đọc").first.click()
    first = page.url
    page.wait_for_selector("[data-queue=j]")
    assert page.locator("[data-queue=k]").count() == 0
    with page.expect_navigation():
        page.keyboard.press("j")
    assert page.url != first
    assert "trang-thai=submitted" in page.url
    office.must_see("2/3 đang chờ xem")
    page.wait_for_selector("[data-queue=k]")
    with page.expect_navigation():
        page.keyboard.press("k")
    assert page.url == first


def test_a_key_in_a_field_stays_a_letter(served, person, duties):
    page = person("office_editor").open(f"{BOARD}{duties[0]}/lan/1/gop-y/")
    page.fill("main textarea", "")
    page.locator("main textarea").press("j")
    assert page.input_value("main textarea") == "j"
    assert page.url.endswith("/gop-y/")


@pytest.mark.parametrize("scripts", [True, False])
def test_many_are_accepted_and_taken_back(served, person, duties, scripts):
    office = person("office_editor", java_script_enabled=scripts)
    page = office.open(f"{BOARD}?trang-thai=submitted")
    for duty in duties[:2]:
        page.check(f"#chon-{duty}")
    with page.expect_navigation():
        page.get_by_role("button", name="Chấp nhận các báo cáo đã chọn").click()
    office.must_see("Đã chấp nhận 2 báo cáo")
    assert _states(served, duties) == ["accepted", "accepted", "submitted"]
    with page.expect_navigation():
        page.get_by_role("button", name="Hoàn tác").click()
    office.must_see("Đã hoàn tác")
    assert _states(served, duties) == ["submitted"] * 3


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_fit_the_screen(served, person, duties, width, tmp_path: Path):
    office = person("office_editor", viewport={"width": width, "height": 800})
    plan = ask(served, "SELECT plan_id FROM duty WHERE id = ?", duties[0])[0][0]
    totals = f"/lam-viec/dieu-hanh/tong-hop/{plan}/visit_report/"
    for path in (
        f"{BOARD}?ke-hoach={plan}", f"{BOARD}{duties[0]}/lan/1/", f"{BOARD}{duties[0]}/dien-bien/",
        f"{BOARD}doc/{plan}/", f"{BOARD}cap-duyet/{plan}/", totals, f"{totals}theo/khoi/",
        f"{totals}chi-tieu/i.1-nhiem-vu/", "/lam-viec/dieu-hanh/tong-hop/mau/",
    ):  # fmt: skip
        page = office.open(path)
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, (path, wider)


def test_the_next_version_of_a_form_is_made_and_issued(served, person):
    office = person("office_editor")
    page = office.open("/lam-viec/dieu-hanh/bieu-mau/")
    with page.expect_navigation():
        page.get_by_role("button", name="Soạn bản mới").first.click()
    office.follow("Thêm chỉ tiêu")
    page.fill("[name=label]", "Tỷ lệ văn bản chỉ đạo đã thực hiện xong")
    page.fill("[name=unit]", "%")
    page.select_option("[name=group]", "i.1")
    page.select_option("[name=type]", "percent")
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu", exact=True).click()
    office.must_see("1 lỗi phải sửa trước khi ban hành")
    lint = page.locator(".app-form-lint li", has_text="Chưa ghi mẫu số của tỷ lệ").first
    assert "Lỗi" in lint.inner_text()
    with page.expect_navigation():
        lint.locator("a").click()
    page.select_option("[name=denominator_row]", "i.1-van-ban")
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu", exact=True).click()
    office.must_see("Khác bản đang dùng (1)")
    assert not office.sees("lỗi phải sửa", patience=0)
    approver = person("office_approver")
    page = approver.open("/lam-viec/dieu-hanh/bieu-mau/")
    approver.follow("Bản tiếp theo của")
    approver.follow("Ban hành")
    page.fill("[name=note]", "Thêm tỷ lệ thực hiện văn bản chỉ đạo")
    with page.expect_navigation():
        page.get_by_role("button", name="Ban hành", exact=True).click()
    approver.must_see("Đã ban hành bản 2")
    approver.must_see("Khác bản 1 (1)")


def _states(served: Any, duties: list[int]) -> list[str]:
    return [ask(served, "SELECT state FROM duty WHERE id = ?", duty)[0][0] for duty in duties]


def test_the_menu_stands_in_one_row_on_an_office_screen(person):
    for role in ("office_editor", "office_approver", "supervisor"):
        page = person(role, viewport={"width": 1280, "height": 800}).open(BOARD)
        tops = page.eval_on_selector_all(
            ".app-nav--workspace li", "all => all.map(one => one.getBoundingClientRect().top)"
        )
        assert len(tops) > 9, role
        assert len(set(tops)) == 1, role


def test_wide_tables_of_numbers_are_cards_on_a_phone(served, person, duties):
    number = '{"stat:i.1-nhiem-vu:current":{"state":"value","value":"84"}}'
    ask(
        served, "UPDATE submission SET state = 'accepted', "
        "snapshot = json_set(snapshot, '$.values', json(?)) WHERE duty_id = ?", number, duties[0],
    )  # fmt: skip
    ask(served, "UPDATE duty SET state = 'accepted' WHERE id = ?", duties[0])
    plan, kind = ask(served, "SELECT plan_id, kind FROM duty WHERE id = ?", duties[0])[0]
    office = person("office_editor", viewport={"width": 360, "height": 800})
    for below in ("", "theo/khoi/", "chi-tieu/i.1-nhiem-vu/"):
        page = office.open(f"/lam-viec/dieu-hanh/tong-hop/{plan}/{kind}/{below}")
        widths = page.eval_on_selector_all(
            ".app-cards", "all => all.map(one => [one.scrollWidth, one.parentNode.clientWidth])"
        )
        assert widths, below
        assert all(wide <= room for wide, room in widths), (below, widths)
    page = office.open(f"{BOARD}doc/{plan}/")
    assert page.eval_on_selector(".app-cards", "one => one.scrollWidth") <= 360
