"""The live search: what is found, in which order, and what never is."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from portal import create_app, db
from portal.accounts.rules import SYSTEM
from portal.cli import main
from portal.publishing import gate
from portal.publishing.actions import erase
from portal.site.search.asking import Answer, ask
from portal.site.search.filling import fill_all, read_files
from portal.site.search.table import SearchSection
from tests.browser_client import Client
from tests.site import factories, inspection_factories, publishing
from tests.site.search.conftest import page

pytestmark = pytest.mark.usefixtures("searchable")


def paths(answer: Answer) -> list[str]:
    return [hit.path.partition("#")[0] for hit in answer.hits]


def first(text: str) -> str:
    found = ask(text)
    assert found.hits, text
    return found.hits[0].path


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("ke hoach kiem tra cong tac cai cach hanh chinh", "/ke-hoach/2026/kiem-tra-cchc/"),
        ("Kế hoạch kiểm tra CCHC năm 2026", "/ke-hoach/2026/kiem-tra-cchc/"),
        ("152/QĐ-UBND", "/ke-hoach/2026/kiem-tra-cchc/#xem-van-ban"),
        ("31/TB-SNV", "/ket-luan/2026/ket-luan-so-tai-chinh/"),
        ("Hát Lót", "/don-vi/ubnd-xa-mai-son/"),
        ("cong khai du toan cham", "/ket-luan/2026/ket-luan-so-tai-chinh/#noi-dung-pt3"),
        ("hướng dẫn đơn vị", "/ke-hoach/2026/kiem-tra-cchc/#viec-1"),
        ("thuy loi hoa binh", "/trang/hoa-binh/"),
        ("thủy lợi hòa bình", "/trang/hoa-binh/"),
        ("giải quyết thủ tục hành chính", "/trang/giai-quyet/"),
        ("ngày 7 tháng 2 năm 2026", "/trang/giai-quyet/"),
    ],
)
def test_the_page_that_answers_comes_first(asked: str, path: str) -> None:
    assert first(asked).startswith(path)


def test_bodies_that_match_alike_stand_as_in_the_register() -> None:
    for code, name in (("ubnd-xa-a", "Xã Tân Lạc A"), ("ubnd-xa-b", "Xã Tân Lạc B")):
        publishing.publish(code, factories.unit("ubnd-xa-mai-son", name=name, short_name=name))
    shown = [hit.path.partition("#")[0] for hit in ask("xã tân lạc").hits]
    assert shown[:2] == ["/don-vi/ubnd-xa-a/", "/don-vi/ubnd-xa-b/"]


def test_a_body_that_stands_comes_before_its_namesakes_of_old() -> None:
    for code, until in (("ubnd-phuong-tan-lac", ""), ("ubnd-thi-tran-tan-lac", "2025-06-30")):
        publishing.publish(
            code,
            factories.unit(
                code, name="Ủy ban nhân dân Tân Lạc", short_name="UBND Tân Lạc", valid_to=until,
                valid_from="" if until else "2025-07-01",
            ),
        )  # fmt: skip
    found = ["/don-vi/ubnd-phuong-tan-lac/", "/don-vi/ubnd-thi-tran-tan-lac/"]
    assert paths(ask("tan lac")) == found


def test_exact_marks_come_first_and_others_are_still_found() -> None:
    assert paths(ask("đường"))[0] == "/trang/duong-xa/"
    assert "/trang/duong-dong/" in paths(ask("đường"))
    assert paths(ask("Dương"))[0] == "/trang/duong-dong/"
    assert {"/trang/duong-xa/", "/trang/duong-dong/"} <= set(paths(ask("duong")))


def test_a_short_name_finds_the_long_one_and_the_other_way() -> None:
    assert "/don-vi/ubnd-xa-mai-son/" in paths(ask("UBND xã Mai Sơn"))
    assert "/trang/giai-quyet/" in paths(ask("thu tuc hanh chinh"))


@pytest.mark.parametrize(
    ("asked", "path", "file"),
    [
        ("bien ban nghiem thu may quet", "/ke-hoach/2025/co-tep/", "bien-ban.pdf"),
        ("Phần mềm một cửa", "/ke-hoach/2025/co-tep/", "phu-luc.docx"),
        ("phan mem mot cua tot", "/ke-hoach/2025/co-tep/", "phu-luc.docx"),
        ("hồ sơ trễ hạn 12345", "/ke-hoach/2024/so-lieu/", "so-lieu.xlsx"),
    ],
)
def test_words_of_a_file_lead_to_the_page_that_carries_it(asked: str, path: str, file: str) -> None:
    hit = ask(asked).hits[0]
    assert (hit.path, hit.label) == (path, f"trong tệp “{file}”")


def test_a_snippet_marks_the_words_with_their_marks() -> None:
    hit = ask("cong khai du toan").hits[0]
    said = "".join(text for text, _ in hit.snippet.parts)
    assert [text for text, found in hit.snippet.parts if found][:2] == ["Công", "khai"]
    assert "Công khai dự toán chậm." in said


def test_withdrawn_pages_and_their_remediation_are_gone_at_once() -> None:
    assert ask("công khai dự toán").total
    publishing.withdraw("conclusion", inspection_factories.CONCLUSION, "mistake", "Đăng nhầm")
    for text in ("công khai dự toán", "Khắc phục sau kiểm tra", "31/TB-SNV"):
        assert not [one for one in paths(ask(text)) if "/ket-luan/" in one], text
    publishing.withdraw("plan", "2025/co-tep", "stopped", "Ngừng")
    assert not [one for one in paths(ask("nghiem thu")) if "co-tep" in one]
    assert not SearchSection.select().where(SearchSection.text.contains("nghiem thu")).count()


def test_an_erased_text_is_not_even_stored() -> None:
    row = gate.newest_version("page", "giai-quyet")
    assert row is not None
    erase(SYSTEM, row, "Theo quy định")
    assert "/trang/giai-quyet/" not in paths(ask("giải quyết TTHC"))
    assert not SearchSection.select().where(SearchSection.path == "/trang/giai-quyet/").count()


def test_a_new_version_keeps_its_numbers_and_the_words_of_its_files(data: Path) -> None:
    before = {row.position: row.id for row in _rows("/ke-hoach/2025/co-tep/")}
    current = gate.newest_version("plan", "2025/co-tep")
    assert current is not None
    old = factories.plan(year=2025)
    assert old.year == 2025
    import json
    from dataclasses import replace

    from portal.publishing.payload import PublicFile

    payload = json.loads(current.payload)
    publishing.correct(
        "2025/co-tep",
        replace(
            old, title="Kế hoạch mới có tệp", original=PublicFile(**payload["original"]),
            document=factories.document(
                signed_file=PublicFile(**payload["document"]["signed_file"])
            ),
        ),
        "Sửa tên",
    )  # fmt: skip
    assert {row.position: row.id for row in _rows("/ke-hoach/2025/co-tep/")} == before
    assert ask("bien ban nghiem thu may quet").hits[0].title == "Kế hoạch mới có tệp"
    assert read_files(data) == 0


def _rows(path: str) -> list[SearchSection]:
    return list(SearchSection.select().where(SearchSection.path == path))


def test_writing_all_rows_anew_changes_nothing_that_stands() -> None:
    def everything() -> list[tuple[Any, ...]]:
        return list(SearchSection.select().order_by(SearchSection.id).tuples())

    before = everything()
    assert fill_all() > 10
    assert everything() == before
    SearchSection.update(words="", folded="").execute()
    assert not ask("kế hoạch").total
    fill_all()
    assert everything() == before


def test_a_file_that_cannot_be_read_waits_no_more(data: Path) -> None:
    assert not SearchSection.select().where(SearchSection.text.is_null()).count()
    empty = SearchSection.select().where(SearchSection.file != "", SearchSection.length == 0)
    assert empty.count() == 1, "the signed plan of the fixture has no words in it"


def test_the_public_connection_answers(settings: dict[str, Any]) -> None:
    public = create_app(settings, public_only=True)
    page_text = Client(public).get("/tim-kiem/?q=duong").text
    assert "<mark>đường</mark>" in page_text or "<mark>Đường</mark>" in page_text
    public.extensions["database"].close()


def test_the_page_answers_and_bad_questions_are_told(visitor: Client) -> None:
    plain = visitor.get("/tim-kiem/").text
    assert "Tìm theo danh mục" in plain
    assert 'href="/ke-hoach/2026/"' in plain
    found = visitor.get("/tim-kiem/?q=K%E1%BA%BF+ho%E1%BA%A1ch").text
    assert "<mark>Kế</mark>" in found
    assert 'value="Kế hoạch"' in found
    assert "Không tìm thấy “zzqq”" in visitor.get("/tim-kiem/?q=zzqq").text
    assert "dài quá" in visitor.get("/tim-kiem/?q=" + "a" * 300, 422).text
    assert "ít nhất một chữ" in visitor.get("/tim-kiem/?q=%2B%2B", 422).text


def test_more_results_stand_on_further_pages(visitor: Client) -> None:
    for number in range(13):
        page(f"nhieu-{number}", f"Trang nhiều {number}", "Chữ lặp lại nhiều lần.")
    answer = ask("chữ lặp lại")
    assert (answer.total, len(answer.hits)) == (13, 10)
    later = visitor.get("/tim-kiem/?q=ch%E1%BB%AF+l%E1%BA%B7p&trang=2").text
    assert later.count('class="site-result"') == 3


def test_the_live_search_is_one_look(queries: Any) -> None:
    with queries() as seen:
        ask("kế hoạch kiểm tra")
    assert seen.count <= 3, seen.statements


def test_days_are_iso_dates() -> None:
    for row in SearchSection.select():
        if row.on:
            date.fromisoformat(row.on)
    assert db.database


def test_a_database_from_before_is_filled_and_the_command_writes_anew(
    settings: dict[str, Any], app: Flask, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATA", "DATABASE", "SECRET_KEY"):
        monkeypatch.setenv(f"PORTAL_{name}", settings.get(name, ""))
    SearchSection.delete().execute()
    assert fill_all(missing=True) > 10
    assert fill_all(missing=True) == 0
    assert read_files(data) == 4
    assert ask("nghiem thu may quet").total
    SearchSection.update(words="", folded="").execute()
    ran = CliRunner().invoke(main, ["reindex"])
    assert ran.exit_code == 0, ran.output
    assert "đọc thêm 0 tệp" in ran.output, "what files say is kept"
    with db.connection(app):
        assert ask("kế hoạch kiểm tra").total
