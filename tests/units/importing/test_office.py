"""The office imports the register: nothing before it confirms, nothing twice, dated groups kept."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from portal.accounts.models import AuditEntry
from portal.accounts.rules import SYSTEM
from portal.clock import today
from portal.config import ROOT
from portal.documents.sheets import read_table
from portal.publishing.requests import PublicationRequest
from portal.units import queries
from portal.units.actions import load_units
from portal.units.importing.queries import known_units, preview
from portal.units.importing.row_rules import read_rows
from portal.units.importing.spreadsheet import template_csv, template_xlsx
from portal.units.models import Unit, UnitBlock
from tests import factories
from tests.page_forms import forms_of

PAGE = "/lam-viec/dieu-hanh/don-vi/nhap-tep/"
REVIEW = f"{PAGE}xem-lai/"


def sheet(*lines):
    return ("danh-muc.csv", "\n".join(";".join(line) for line in lines).encode("utf-8-sig"))


def upload(client, file, status=200):
    client.get(PAGE)
    name, content = file
    return client.post(PAGE, {"file": (io.BytesIO(content), name)}, status)


def carried(page):
    """The form of the review page, as it stands."""
    (form,) = [one for one in forms_of(page.text) if one.action == REVIEW]
    return {name: values[0] for name, values in form.data().items() if values}


@pytest.fixture
def unit(database):
    made = factories.unit("Sở Y tế", code="so-y-te", short_name="SYT")
    UnitBlock.create(unit=made, block="so-ban-nganh")
    return made


FILE = sheet(
    ["code", "name", "type", "block", "block_from", "renamed_on", "parent"],
    ["so-y-te", "Sở Sức khỏe", "", "Khối cơ quan ngành dọc", "01/7/2026", "01/7/2026", ""],
    ["", "Trung tâm Kiểm soát", "Đơn vị sự nghiệp công lập", "", "", "", "so-y-te"],
    ["", "Đơn vị không loại", "", "", "", "", ""],
)


def test_shown_first_written_on_confirmation_and_nothing_twice(unit, sign_in):
    client = sign_in("office_editor")
    seen = upload(client, FILE)
    for said in ("Chưa có gì được ghi", "Sở Sức khỏe", "Trung tâm Kiểm soát",
                 "Đơn vị mới cần loại đơn vị", "Ghi 2 dòng vào danh mục, bỏ 1 dòng"):  # fmt: skip
        assert said in seen.text, said
    assert Unit.select().count() == 1
    assert AuditEntry.select().count() == 0
    client.post(REVIEW, carried(seen) | {"action": "save"}, 302)
    changed = Unit.get_by_id(unit.id)
    assert changed.name == "Sở Sức khỏe"
    assert [(n.name, n.valid_to) for n in queries.former_names(changed)] == [
        ("Sở Y tế", date(2026, 6, 30))
    ]
    assert queries.block_on(changed, date(2026, 6, 30)) == "so-ban-nganh"
    assert queries.block_on(changed, date(2026, 7, 1)) == "nganh-doc"
    made = Unit.get(Unit.name == "Trung tâm Kiểm soát")
    assert (made.code, made.parent_id, made.level) == (
        "trung-tam-kiem-soat", unit.id, "service_unit",
    )  # fmt: skip
    assert PublicationRequest.get().title == "Cập nhật danh mục: 2 đơn vị"
    again = upload(client, FILE)
    assert "Tệp có: không đổi 2, có lỗi 1." in again.text
    assert "vào danh mục, bỏ" not in again.text


def test_a_doubt_is_left_out_until_somebody_says(unit, sign_in):
    client = sign_in("office_editor")
    file = sheet(["name", "short_name"], ["so y te", "Sở YT"])
    seen = upload(client, file)
    assert "Gần giống Sở Y tế" in seen.text
    chosen = carried(seen) | {"chon-2": "same:so-y-te"}
    moved = client.post(REVIEW, chosen | {"action": "save"}, 409)
    assert "Hãy xem lại" in moved.text
    assert Unit.get_by_id(unit.id).short_name == "SYT", "written unseen"
    shown = client.post(REVIEW, chosen | {"action": "check"}, 200)
    client.post(REVIEW, carried(shown) | {"action": "save"}, 302)
    assert (Unit.get().name, Unit.get().short_name) == ("Sở Y tế", "Sở YT")


def test_the_register_that_moved_meanwhile_is_shown_again(unit, sign_in):
    client = sign_in("office_editor")
    seen = upload(client, sheet(["code", "short_name"], ["so-y-te", "Sở YT"]))
    Unit.update(short_name="Y tế").execute()
    page = client.post(REVIEW, carried(seen) | {"action": "save"}, 409)
    assert "<del>Y tế</del>" in page.text
    assert Unit.get().short_name == "Y tế"


def test_a_parent_is_shown_by_its_name_as_the_office_knows_it(unit, sign_in):
    factories.unit("Ủy ban nhân dân tỉnh", code="ubnd-tinh")
    lower = factories.unit("Chi cục Dân số", code="chi-cuc-dan-so")
    Unit.update(parent=unit).where(Unit.id == lower.id).execute()
    file = sheet(
        ["code", "name", "type", "parent"],
        ["chi-cuc-dan-so", "", "", "ubnd-tinh"], ["", "Sở Mới", "department", "ubnd-tinh"],
    )  # fmt: skip
    text = upload(sign_in("office_editor"), file).text
    assert "<del>Sở Y tế</del>" in text
    assert "<ins>Ủy ban nhân dân tỉnh</ins>" in text
    assert "cấp trên: Ủy ban nhân dân tỉnh" in text


def test_units_above_themselves_are_refused_with_nothing_written(unit, sign_in):
    client = sign_in("office_editor")
    file = sheet(
        ["code", "name", "type", "parent"],
        ["so-y-te", "", "", "moi"], ["moi", "Sở Mới", "department", "so-y-te"],
    )  # fmt: skip
    page = client.post(REVIEW, carried(upload(client, file)) | {"action": "save"}, 422)
    assert "Cấp trên thành vòng" in page.text
    assert Unit.select().count() == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("a.csv", b"\xff\xff\xff"), "không phải UTF-8"),
        (("a.csv", b"Ho ten\nA"), "Không thấy dòng tiêu đề"),
        (("a.xlsx", b"PK\x03\x04rest"), "bị hỏng"),
        (("a.csv", "Tên đơn vị\nSë Y tÕ\nUû ban nh©n d©n".encode()), "phông chữ cũ"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(unit, sign_in, file, said):
    assert said in upload(sign_in("office_editor"), file, 422).text


def test_the_register_taken_out_and_put_back_changes_nothing(database):
    load_units(SYSTEM, ROOT / "content/provinces/son-la-2026")
    known = list(known_units(today()).values())
    assert len(known) > 100
    for name, content in (
        ("a.xlsx", template_xlsx(known)), ("a.csv", template_csv(known).encode()),
    ):  # fmt: skip
        found = preview(read_rows(read_table(content, name)), {}, today())
        other = [(one.kind, one.code, one.errors, one.changes) for one in found]
        assert {kind for kind, *_ in other} == {"unchanged"}, other[:5]


def with_formula(*lines):
    """A sheet whose cells “=…” are formulas, as a program leaves them that computes nothing."""
    import xlsxwriter

    made, out = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet_one = book.add_worksheet()
        for number, line in enumerate(lines):
            sheet_one.write_row(number, 0, line)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"</f><v>0</v>", b"</f>"))
    return ("danh-muc.xlsx", out.getvalue())


def test_a_formula_without_its_result_is_an_error_at_its_row_and_no_blank(unit, sign_in):
    """A blank would say that the register stays as it is."""
    client = sign_in("office_editor")
    file = with_formula(
        ["code", "short_name", "source"],
        ["so-y-te", "Sở YT", '="QĐ "&12'],
    )  # fmt: skip
    seen = upload(client, file)
    assert "Ô này là công thức nhưng tệp không lưu kết quả" in seen.text
    assert "(công thức không có kết quả)" in seen.text
    assert "Tệp có: có lỗi 1." in seen.text
    assert "vào danh mục" not in seen.text.split("<form")[-1].split("Chọn tệp khác")[0]


def test_a_cell_far_out_is_refused_before_room_is_made_for_it():
    import xlsxwriter

    from portal.documents.sheets import BadSheet

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet_one = book.add_worksheet()
        sheet_one.write(0, 0, "Tên đơn vị")
        sheet_one.write(1_048_575, 16_383, "x")
    with pytest.raises(BadSheet, match="cột"):
        read_table(out.getvalue(), "a.xlsx")


def test_the_command_prints_the_difference_and_writes_only_without_doubts(
    app, unit, tmp_path, monkeypatch
):
    from portal.cli import main

    monkeypatch.setattr("portal.cli.portal_app", lambda: app)
    path = tmp_path / "tep.csv"
    path.write_bytes(FILE[1])

    def run(*options):
        return CliRunner().invoke(main, ["units", "import", str(path), *options])

    dry = run("--dry-run")
    assert "Tên đơn vị: Sở Y tế → Sở Sức khỏe" in dry.output
    refused = run()
    assert refused.exit_code == 1
    assert "Chưa ghi gì" in refused.output
    assert Unit.get().name == "Sở Y tế"
    done = run("--skip")
    assert done.exit_code == 0, done.output
    assert Unit.get_by_id(unit.id).name == "Sở Sức khỏe"
    assert "Không đổi: 2; Có lỗi: 1" in run("--dry-run").output


def test_a_former_unit_may_lend_its_name_to_a_new_one(database, sign_in):
    factories.unit("Sở Cũ", code="so-cu", valid_to=today() - timedelta(days=400))
    client = sign_in("office_editor")
    page = upload(client, sheet(["name", "type"], ["Sở Cũ", "department"]))
    client.post(REVIEW, carried(page) | {"action": "save"}, 302)
    assert {unit.code for unit in Unit.select()} == {"so-cu", "so-cu-2"}
