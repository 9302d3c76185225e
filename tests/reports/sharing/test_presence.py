"""Which colleague writes in a report now, and where: told within the unit, to nobody else."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from portal.accounts.models import SignInSession
from portal.accounts.rules import Actor
from portal.clock import local, now
from portal.reports.drafts import save_field
from portal.reports.models import DraftEdit, Duty
from portal.reports.queries import definition_of, duty_row
from portal.reports.sharing.presence import RECENT, others_writing, place_of
from tests import factories as base
from tests.reports import factories

WRITES = "đang sửa"
CELL = "stat:2.4-dung-han:current"
COUNT = "stat:i.1-nhiem-vu:current"


@pytest.fixture
def duty(database: Any) -> Any:
    return duty_row(factories.duty(base.unit()).id)


@pytest.fixture
def root(duty: Any) -> str:
    return f"/lam-viec/don-vi/bao-cao/{duty.id}/"


@pytest.fixture
def lan(duty: Any) -> Any:
    return base.user("unit_editor", duty.unit, full_name="Lò Thị Lan")


def actor_of(user: Any, typist: str = "") -> Actor:
    return Actor(user.id, user.full_name, frozenset({"unit_editor"}), user.unit_id, typist)


def writes(user: Any, duty: Any, code: str = "outline:p1.i", typist: str = "") -> None:
    stored = DraftEdit.select().where(DraftEdit.duty == duty, DraftEdit.code == code).count()
    texts: dict[str, Any] = {CELL: ["1", "2"], COUNT: ["7"]}
    text = texts.get(code, f"Lần {stored} của {user.full_name}")
    saved = save_field(actor_of(user, typist), duty, code, text, stored)
    assert hasattr(saved, "version"), saved


def seen_by(user: Any, duty: Any, here: str = "", at: datetime | None = None) -> list[tuple]:
    found = others_writing(actor_of(user), duty, here, at or now())
    return [(one.name, one.place, one.here) for one in found]


def test_a_colleague_who_saved_lately_is_named_with_the_place(duty: Any, lan: Any) -> None:
    me = base.user("unit_head", duty.unit)
    assert seen_by(me, duty) == []
    writes(lan, duty)
    title = definition_of(duty).section("p1.i").title
    assert seen_by(me, duty) == [("Lò Thị Lan", f"phần “{title}”", False)]
    assert seen_by(me, duty, "p1.i") == [("Lò Thị Lan", "phần này", True)]
    assert seen_by(lan, duty) == []
    assert seen_by(me, duty, at=now() + RECENT + timedelta(seconds=1)) == []


def test_only_the_newest_place_of_each_person_stands_those_here_first(duty: Any, lan: Any) -> None:
    me = base.user("unit_head", duty.unit)
    hoa = base.user("unit_editor", duty.unit, full_name="Hà Thị Hoa")
    writes(lan, duty, CELL)
    writes(lan, duty)
    writes(hoa, duty, COUNT)
    names = [(name, here) for name, _place, here in seen_by(me, duty, "p1.i")]
    assert names == [("Lò Thị Lan", True), ("Hà Thị Hoa", False)]


def test_people_of_a_shared_account_are_told_apart_by_their_names(duty: Any) -> None:
    shared = base.user("unit_editor", duty.unit, full_name="Phòng Nội vụ")
    writes(shared, duty, typist="Cầm Văn Minh")
    minh = others_writing(actor_of(shared, "Cầm Văn Minh"), duty, "", now())
    other = others_writing(actor_of(shared, "Quàng Thị Mai"), duty, "", now())
    assert (minh, [one.name for one in other]) == ([], ["Cầm Văn Minh"])


def test_what_the_office_wrote_for_the_unit_is_nobody_at_work(duty: Any, lan: Any) -> None:
    writes(base.user("office_editor", full_name="Chuyên viên Sở"), duty)
    assert seen_by(lan, duty) == []


def test_the_place_is_said_as_the_pages_call_it(duty: Any) -> None:
    form = factories.definition()
    assert place_of(form, "task:ab12", "tasks") == "Phụ lục I"
    assert place_of(form, "task:ab12", "task:ab12") == "dòng này"
    assert place_of(form, "task:ab12", "task:cd34") == "Phụ lục I"
    assert place_of(form, "done:p1.i", "p1.i") == "phần này"
    assert place_of(form, "cutoff", "statistics") == "Phụ lục II"
    assert place_of(form, "numbers") == "Phụ lục II"
    assert place_of(form, CELL, "statistics").startswith("Phụ lục II, nhóm “")


PAGES = ("", "de-cuong/p1.i/", "phu-luc-1/", "phu-luc-1/dong/ab12ab12ab12/", "phu-luc-2/")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_draft_says_it_as_it_opens(
    sign_in: Any, duty: Any, root: str, lan: Any, page: str
) -> None:
    head = sign_in("unit_head", duty.unit)
    assert WRITES not in head.get(root + page).text
    writes(lan, duty)
    at = local(DraftEdit.get().at).strftime("%H:%M")
    text = head.get(root + page).text
    assert f"<strong>Lò Thị Lan</strong> {WRITES}" in text
    assert f"lưu lúc {at}" in text
    assert 'data-presence="/lam-viec/don-vi' in text
    assert "presence.js" in text


def test_the_page_asks_again_in_few_queries_and_keeps_no_session_awake(
    sign_in: Any, duty: Any, root: str, lan: Any, queries: Any
) -> None:
    head = sign_in("unit_head", duty.unit)
    writes(lan, duty)
    head.http.get(root + "dang-sua/")
    long_ago = now() - timedelta(minutes=90)
    SignInSession.update(last_seen_at=long_ago).execute()
    with queries() as seen:
        text = head.http.get(root + "dang-sua/?o=p1.i").text
    assert seen.count <= 4
    assert "đang sửa phần này" in text
    assert "<html" not in text
    assert SignInSession.get().last_seen_at == long_ago
    head.get(root)
    assert SignInSession.get().last_seen_at > long_ago


def test_a_report_that_was_sent_has_nobody_at_work(
    sign_in: Any, duty: Any, root: str, lan: Any
) -> None:
    writes(lan, duty)
    Duty.update(state="submitted").execute()
    head = sign_in("unit_head", duty.unit)
    assert WRITES not in head.http.get(root + "dang-sua/").text
    assert "data-presence" not in head.get(root).text


def test_the_office_and_other_units_never_learn_who_is_at_work(
    sign_in: Any, duty: Any, root: str, lan: Any
) -> None:
    writes(lan, duty)
    sign_in("unit_head", base.unit()).get(root + "dang-sua/", 404)
    office = sign_in("office_editor")
    office.get(root + "dang-sua/", 404)
    for address in ("", f"{duty.id}/", f"{duty.id}/nhap-thay/so-lieu/"):
        text = office.get(f"/lam-viec/dieu-hanh/nop-bao-cao/{address}").text
        assert WRITES not in text, address
        assert "data-presence" not in text, address
