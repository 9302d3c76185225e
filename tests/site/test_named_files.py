"""A file that several documents carry keeps the address under which it was published first."""

from dataclasses import replace

import pytest

from portal.plans.payload import PlanPayload
from portal.publishing.payload import PublicFile
from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog
from tests.browser_client import Client
from tests.site import factories, publishing

pytestmark = pytest.mark.usefixtures("published")
PLAN = f"/ke-hoach/{factories.PLAN}/"
OTHER = "2025/ke-hoach-cu"


def _shared() -> PublicFile:
    """The plan's own file, under another name."""
    file = next(iter(catalog(Shelf()).files.values()))
    return PublicFile(file["sha256"], "Phụ lục đính kèm.pdf", file["size"], file["media_type"])


def _attach(slug: str, file: PublicFile) -> None:
    document = replace(factories.document(), number="99/KH-UBND", signed_file=file)
    publishing.publish(slug, factories.plan(title="Kế hoạch khác", document=document))


@pytest.mark.parametrize("slug", [OTHER, "2027/ke-hoach-sau"])
def test_a_later_document_takes_over_neither_name_nor_address(visitor: Client, slug: str) -> None:
    file = _shared()
    address = f"/tep/{file.sha256}/ke-hoach-2026-da-ky.pdf"
    _attach(slug, file)
    for path in (PLAN, f"/ke-hoach/{slug}/"):
        page = visitor.get(path).text
        assert f'href="{address}"' in page, path
        assert "phu-luc-dinh-kem.pdf" not in page, path
    visitor.get(address).close()
    visitor.get(f"/tep/{file.sha256}/phu-luc-dinh-kem.pdf", 404)

    # a correction is published after the other document, but the file was public before
    publishing.correct(factories.PLAN, _again(file), "Sửa lỗi đăng.")
    assert f'href="{address}"' in visitor.get(f"/ke-hoach/{slug}/").text


def test_the_next_document_names_the_file_once_the_first_was_taken_off(visitor: Client) -> None:
    file = _shared()
    _attach(OTHER, file)
    publishing.withdraw("plan", factories.PLAN, "mistake", "Đăng nhầm.")
    assert f"/tep/{file.sha256}/phu-luc-dinh-kem.pdf" in visitor.get(f"/ke-hoach/{OTHER}/").text


def _again(file: PublicFile) -> PlanPayload:
    document = replace(
        factories.document(), signed_file=replace(file, name="Kế hoạch 2026 đã ký.pdf")
    )
    return factories.plan(document=document, summary="Sửa một chữ.")
