"""Differences between versions, in words."""

import json

from portal.publishing.payload import canonical
from portal.site.comparing.changes import readable_changes
from tests.site import factories


def as_json(**values: object) -> dict[str, object]:
    found: dict[str, object] = json.loads(canonical(factories.plan(**values)))
    return found


def test_equal_versions_have_no_change() -> None:
    assert readable_changes(as_json(), as_json()) == []


def test_a_changed_fact_is_named_with_both_values() -> None:
    after = as_json(document=factories.document(issued_on="2026-02-09"))
    assert readable_changes(as_json(), after) == [
        {
            "label": "Văn bản ban hành › Ngày ban hành",
            "before": "06/02/2026",
            "after": "09/02/2026",
        }
    ]


def test_a_unit_added_to_a_strand_is_one_change_with_its_name() -> None:
    plan = factories.plan()
    strand = plan.strands[1]
    more = factories.refs("ubnd-phuong-moc-chau", "so-noi-vu")
    grown = type(strand)(**{**vars(strand), "units": more})
    rows = readable_changes(as_json(), as_json(strands=(plan.strands[0], grown)))
    assert rows == [
        {
            "label": "Loại kiểm tra “Tự kiểm tra” › Đơn vị “Sở Nội vụ”",
            "before": "",
            "after": "Sở Nội vụ",
        }
    ]


def test_only_paragraphs_that_differ_are_shown() -> None:
    after = as_json(body_html=factories.BODY.replace("Các xã, phường", "Các xã"))
    assert readable_changes(as_json(), after) == [
        {"label": "Toàn văn", "before": "b) Các xã, phường.", "after": "b) Các xã."}
    ]


def test_codes_and_hashes_are_left_out() -> None:
    after = as_json(document=factories.document(kind="ke-hoach", kind_name="Kế hoạch"))
    assert [row["label"] for row in readable_changes(as_json(), after)] == [
        "Văn bản ban hành › Loại"
    ]
