"""A relation that one of two plans tells stands on the pages of both, in the words of each side."""

from typing import Any

import pytest

from portal.plans.payload import RelationPayload, other_side
from portal.plans.rules import RELATIONS
from tests.browser_client import Client
from tests.site import factories, publishing

OLD, NEW = "2026/ke-hoach-cu", "2026/ke-hoach-moi"
OLD_PAGE, NEW_PAGE = f"/ke-hoach/{OLD}/", f"/ke-hoach/{NEW}/"
BANNER = "Kế hoạch này đã được thay thế hoặc bãi bỏ"

pytestmark = pytest.mark.usefixtures("database")


def plan(title: str, number: str, *relations: RelationPayload) -> Any:
    document = factories.document(number=number)
    return factories.plan(title=title, document=document, relations=relations)


def said(kind: str, words: str, number: str, slug: str) -> RelationPayload:
    return RelationPayload(kind, kind, words, f"Quyết định số {number}", number, "", "", slug)


def test_the_plan_that_was_not_published_again_tells_it_too(visitor: Client) -> None:
    publishing.publish(OLD, plan("Kế hoạch cũ", "1/QĐ"))
    publishing.publish(NEW, plan("Kế hoạch mới", "2/QĐ", said("replaces", "Thay thế", "1/QĐ", OLD)))
    old = visitor.get(OLD_PAGE).text
    assert f'<li>Được thay thế bởi: <a class="govuk-link" href="{NEW_PAGE}">Kế hoạch mới' in old
    assert BANNER in old
    new = visitor.get(NEW_PAGE).text
    assert f'<li>Thay thế: <a class="govuk-link" href="{OLD_PAGE}">' in new
    assert BANNER not in new
    publishing.withdraw("plan", NEW, "mistake", "Nhầm.")
    old = visitor.get(OLD_PAGE).text
    assert "Kế hoạch mới" not in old
    assert BANNER not in old


@pytest.mark.parametrize(("kind", "words"), [("replaces", "Thay thế"), ("repeals", "Bãi bỏ")])
def test_lists_mark_a_plan_that_another_document_superseded(
    visitor: Client, kind: str, words: str
) -> None:
    publishing.publish(OLD, plan("Kế hoạch cũ", "1/QĐ"))
    publishing.publish(NEW, plan("Kế hoạch mới", "2/QĐ", said(kind, words, "1/QĐ", OLD)))
    told = RELATIONS[kind][1]
    for path in ("/ke-hoach/", "/ke-hoach/2026/", "/"):
        page = visitor.get(path).text
        assert page.count(f">{told}</strong>") == 1, path
        note = page.partition(f">{told}</strong>")[2].partition("</p>")[0]
        assert note.strip() == f'<a class="govuk-link" href="{NEW_PAGE}">Kế hoạch mới</a>', path
        assert f'href="{OLD_PAGE}"' in page.partition(f">{told}</strong>")[0], path


def test_home_shows_the_plan_in_force_first_and_names_the_other(visitor: Client) -> None:
    old, new = factories.document(number="1/QĐ", issued_on="2026-05-01"), factories.document()
    publishing.publish(OLD, factories.plan(title="Kế hoạch cũ", document=old, summary="Tóm cũ."))
    relation = (said("repeals", "Bãi bỏ", "1/QĐ", OLD),)
    publishing.publish(
        NEW, factories.plan(title="Mới", document=new, relations=relation, summary="Tóm mới.")
    )
    page = visitor.get("/").text
    assert page.index(f'href="{NEW_PAGE}">Mới') < page.index(f'href="{OLD_PAGE}">Kế hoạch cũ')
    assert "Tóm mới." in page
    assert "Tóm cũ." not in page


def test_what_a_plan_says_itself_is_not_said_twice(visitor: Client) -> None:
    own = said("amended_by", "Được sửa đổi, bổ sung bởi", "2/QĐ", "")
    publishing.publish(OLD, plan("Kế hoạch cũ", "1/QĐ", own))
    publishing.publish(NEW, plan("Kế hoạch mới", "2/QĐ", said("amends", "Sửa đổi", "1/QĐ", OLD)))
    assert visitor.get(OLD_PAGE).text.count("Được sửa đổi, bổ sung bởi") == 1


@pytest.mark.parametrize("kind", RELATIONS)
def test_each_kind_has_its_other_side(kind: str) -> None:
    forth, words, words_back = RELATIONS[kind]
    back, said_back = other_side(forth)
    assert said_back == words_back
    assert other_side(back) == (forth, words)
