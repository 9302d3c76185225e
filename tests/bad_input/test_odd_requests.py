"""Requests that no page of the portal makes: an answer below 500 to every one of them."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pytest

from portal.accounts.access import ANYONE, allowed_roles
from portal.documents.models import Blob
from portal.reports.models import Duty, ReviewComment
from tests import factories
from tests.access_table import EXPECTED
from tests.bad_input.answers import EVERY_VALUE, changed, counts, rotated
from tests.bad_input.cases import endpoints
from tests.bad_input.files import PDF
from tests.bad_input.values import EVALUATED, SCRIPT, TEMPLATE
from tests.bad_input.world import World, undone
from tests.page_checks import problems_of


def some(key: str, values: Sequence[Any], share: int) -> list[Any]:
    """A share of the values, another for each key; all of them when asked to."""
    return rotated(key, values, len(values) if EVERY_VALUE else share)


def client_for(world: World, endpoint: str):
    """The one who may open ``endpoint``, and else anybody."""
    if endpoint not in EXPECTED or allowed_roles(world.app, endpoint) == ANYONE:
        return world.clients[""].http
    return world.client(endpoint).http


def judged(answer, what: str) -> None:
    """Below 500, nothing reflected, an error page that is a page."""
    assert answer.status_code < 500, (what, answer.status_code)
    assert "X-Injected" not in answer.headers
    if answer.mimetype == "text/html" and not answer.is_streamed:
        text = answer.text
        assert "<script>alert(1)" not in text, what
        assert EVALUATED not in text, what
        if answer.status_code >= 400 and text.lstrip().lower().startswith("<!doctype"):
            plain = text.replace(TEMPLATE, "").replace("{{7919*7907}}", "")
            assert problems_of(plain) == [], what
    answer.close()


def rules_of(world: World):
    return [rule for rule in world.app.url_map.iter_rules() if rule.endpoint != "static"]


def path_with(world: World, rule, odd: str) -> str:
    """The address with ``odd`` for its last variable, real ids for the others."""
    names = [part.split(">")[0] for part in rule.rule.split("<")[1:]]
    path = rule.rule
    for place, name in enumerate(names):
        plain = name.split(":")[-1]
        value = odd if place == len(names) - 1 else str(world.ids.get(plain, 1))
        path = path.replace(f"<{name}>", value)
    return path


def test_a_wrong_method_is_refused_with_a_page(world):
    for rule in rules_of(world):
        http, path = client_for(world, rule.endpoint), path_with(world, rule, "1")
        methods = ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW")
        for method in some(path, methods, 2):
            with undone(world.clients[""]):
                before = counts()
                answer = http.open(path, method=method)
                assert answer.status_code in (400, 404, 405), (path, method, answer.status_code)
                judged(answer, f"{method} {path}")
                assert changed(before, counts()) == {}
        judged(http.open(path, method="OPTIONS"), f"OPTIONS {path}")
        if "GET" in rule.methods:
            head = http.head(path)
            assert head.data == b"", path
            judged(head, f"HEAD {path}")


_PARTS = "multipart/form-data; boundary=x"
_PART = b"--x\r\nContent-Disposition: form-data; "
BODIES = (
    (b"", None),
    (b"a=%ff%fe&b=\xff\xfe&%ff=1", "application/x-www-form-urlencoded"),
    (b"a=1;b=2&&==&%", "application/x-www-form-urlencoded"),
    (b"value=1", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"value=1", "application/x-www-form-urlencoded; charset=khong-co"),
    (b"value=1", "khong phai la gi"),
    (b"\xff\xfe\x00", "text/plain"),
    (b'{"value": 1}', "application/json"),
    (b"[" * 50_000, "application/json"),
    (b"--x\r\n", "multipart/form-data"),
    (_PART + b'name="value"\r\n\r\n\xff\xfe', _PARTS),
    (b"khong co ranh gioi", _PARTS),
    (_PART + b"name=value; filename*=utf-8''%ff%00\r\n\r\n%PDF-\r\n--x--\r\n", _PARTS),
    (_PART + b"\r\n\r\n1\r\n--x--", _PARTS),
    (b"&".join(b"k%d=v" % n for n in range(6000)), "application/x-www-form-urlencoded"),
)  # fmt: skip


def test_odd_bodies_change_nothing(world, cases):
    """Every form, with a good token in the header: only the body is odd."""
    for endpoint, case in cases.items():
        tokens = [value for name, value in case.good.items() if "csrf_token" in name]
        http = client_for(world, endpoint)
        for body, kind in some(endpoint, BODIES, 3):
            with undone(world.client(endpoint)):
                answer = http.post(
                    case.path, data=body, content_type=kind, headers={"X-CSRFToken": tokens[0][0]}
                )
                judged(answer, f"{endpoint} {body[:30]!r} {kind}")


def test_odd_headers_change_nothing(world):
    headers = (
        {"HX-Request": "true", "HX-Current-URL": "\u00ff", "HX-Target": SCRIPT},
        {"Cookie": "session=khong-phai; remember_token=x; a=\u00ff"},
        {"Accept-Language": "xx-\u00ff;q=9", "Accept": "*/*;q=abc"},
        {"X-Forwarded-For": "'; DROP TABLE user", "X-Forwarded-Proto": "gopher"},
        {"If-None-Match": 'W/"', "If-Modified-Since": "hôm qua", "Range": "bytes=abc"},
        {"Referer": "http://evil.example/", "Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Host": "evil.example"},
        {"Content-Length": "-5"},
    )  # fmt: skip
    for rule in rules_of(world):
        if "GET" not in rule.methods:
            continue
        http, path = client_for(world, rule.endpoint), path_with(world, rule, "1")
        for odd in some(path, headers, 2):
            sent = {name: value.encode().decode("latin-1") for name, value in odd.items()}
            judged(http.get(path, headers=sent), f"{path} {odd}")


@pytest.fixture
def file_address(world, cases) -> Iterator[str]:
    """A unit's stored file, as its people download it."""
    case = cases["reports_unit.add_evidence"]
    with undone(world.client(case.endpoint)):
        http = world.client(case.endpoint).http
        good = {name: values[0] for name, values in case.good.items() if name != "file"}
        sent = {**good, "file": (BytesIO(PDF), "a.pdf")}
        assert (
            http.post(case.path, data=sent, content_type="multipart/form-data").status_code == 302
        )
        number = Duty.get_by_id(world.ids["duty_id"]).evidence.order_by().dicts()[-1]["id"]
        yield world.path("reports_unit.evidence_file", evidence_id=number)


def test_parts_of_a_file_are_given_or_refused(world, file_address):
    http = world.clients["unit_editor"].http
    whole = http.get(file_address)
    assert whole.data == PDF
    assert whole.headers["Content-Disposition"].startswith("attachment")
    for wanted, status in (
        ("bytes=0-3", 206), ("bytes=-5", 206), ("bytes=999999-", 416), ("bytes=5-2", (200, 416)),
        ("bytes=0-1,3-4", (200, 206, 416)), ("bytes=abc", (200, 416)), ("items=0-3", (200, 416)),
        ("bytes=0-99999999999999999999", (200, 206)),
    ):  # fmt: skip
        answer = http.get(file_address, headers={"Range": wanted})
        assert answer.status_code in (status if isinstance(status, tuple) else (status,)), wanted
        judged(answer, wanted)
    mark = whole.headers.get("ETag")
    assert mark
    unchanged = http.get(file_address, headers={"If-None-Match": mark})
    assert unchanged.status_code == 304
    unchanged.close()
    whole.close()
    for odd in ('"khac"', "*", "W/", '"' * 2000):
        judged(http.get(file_address, headers={"If-None-Match": odd}), odd[:20])


def test_what_belongs_to_another_unit_is_not_there(world, cases):
    """The addresses of a unit's forms, with a stranger's object in each place."""
    ids = world.ids
    theirs = factories.visit(
        Duty.get_by_id(ids["theirs"]).plan, Duty.get_by_id(ids["theirs"]).unit
    ).id
    tries = 0
    for endpoint in endpoints(world):
        swaps = []
        if endpoint.startswith("reports_unit."):
            swaps.append({"duty_id": ids["theirs"]})
        if endpoint.startswith(("inspections_unit.", "inspections_team.")):
            swaps.append({"visit_id": theirs})
        if "evidence_id" in next(world.app.url_map.iter_rules(endpoint)).arguments:
            swaps.append({"evidence_id": ids["their_evidence"]})
        case = cases[endpoint]
        for swap in swaps:
            with undone(world.client(endpoint)):
                before = counts()
                path = world.path(endpoint, **swap)
                answer = world.client(endpoint).http.post(
                    path, data={name: v for name, v in case.good.items() if name != "file"}
                )
                # a second click on “remove” is answered alike, whether or not it was ever there
                alike = (302, 404) if "evidence_id" in swap else (404,)
                assert answer.status_code in alike, (path, answer.status_code)
                assert changed(before, counts()) == {}
            tries += 1
    assert tries > 15


def test_a_child_of_another_parent_is_not_there(world, cases):
    """Both ids are real and open to the office, but they do not belong together."""
    ids = world.ids
    foreign = (
        ("inspections_office.remove_member", {"team_id": ids["spare_team"]}),
        ("inspections_office.member_save", {"team_id": ids["spare_team"]}),
        ("inspections_office.remove_petition", {"visit_id": ids["held"]}),
        ("inspections_office.petition_save", {"visit_id": ids["begun"]}),
        ("plans_office.remove_relation", {"plan_id": ids["draft_plan"]}),
        ("plans_office.remove_deadline", {"plan_id": ids["draft_plan"]}),
        ("plans_office.edit_strand", {"plan_id": ids["draft_plan"]}),
        ("plans_office.units", {"plan_id": ids["draft_plan"]}),
        ("plans_office.remove_strand", {"plan_id": ids["draft_plan"]}),
        ("plans_office.edit_deadline", {"plan_id": ids["draft_plan"]}),
        ("reports_unit.answer", {"comment_id": ids["asked"], "duty_id": ids["duty_id"]}),
    )
    for endpoint, values in foreign:
        case = cases[endpoint]
        with undone(world.client(endpoint)):
            before = counts()
            answer = world.client(endpoint).http.post(
                world.path(endpoint, **values), data=dict(case.good)
            )
            assert answer.status_code == 404, (endpoint, answer.status_code)
            assert changed(before, counts()) == {}
    assert Blob.select().count() == 1
    assert ReviewComment.select().count() == 3
