"""The report form: what each level answers, and faults in its files."""

import copy

import pytest

from portal.config import ROOT
from portal.reports.form_version import FormFault, applicable, parse
from portal.reports.forms_loading import read_definition
from portal.reports.rules import labels_of
from tests.reports.factories import definition


def sections(level, province="son-la"):
    return {item.code for item in applicable(definition(province), level).answered_sections}


def test_the_whole_form_has_104_indicators_and_seven_task_groups():
    form = definition()
    assert len(form.indicators) == 104
    assert " ".join(group.number for group in form.task_groups) == "I II III IV V VI VII"


@pytest.mark.parametrize(
    ("province", "level", "variant", "rows"),
    [
        ("son-la", "province", "a-tinh", 98),
        ("son-la", "vertical", "a-tinh", 98),
        ("son-la", "district", "a-huyen-xa", 104),
        ("son-la", "commune", "a-huyen-xa", 100),
        ("son-la-2026", "province", "a-tinh", 98),
        ("son-la-2026", "commune", "a-huyen-xa", 104),
    ],
)
def test_each_level_gets_its_procedures_variant_and_rows(province, level, variant, rows):
    form = applicable(definition(province), level)
    found = sections(level, province)
    assert f"p2.ii.2.{variant}" in found
    assert not {"p2.ii.2.a-tinh", "p2.ii.2.a-huyen-xa"} <= found
    assert len(form.indicators) == rows
    assert {item.group for item in form.indicators} <= {group.code for group in form.stat_groups}


def test_checks_never_name_rows_that_the_level_lacks():
    form = applicable(definition(), "province")
    codes = {item.code for item in form.indicators}
    assert all(codes.issuperset((*check.left, *check.right)) for check in form.checks)
    assert "hop-truyen-hinh" not in {check.code for check in form.checks}


def test_another_reassignment_may_be_tried():
    form = applicable(definition(), "commune", {"district": ["commune"]})
    assert any(item.code == "6.4-ty-le" for item in form.indicators)


def test_labels_name_the_years():
    labels = labels_of(definition(), 2024)
    assert labels["stat:1.6-ra-soat:previous"] == "1.6 Số VBQPPL đã rà soát (Năm 2023)"
    assert labels["outline:p2.ii.1.a"] == "Cải cách thể chế: Kết quả đạt được"


@pytest.mark.parametrize("fault", ["double", "unknown-check", "unknown-type", "missing"])
def test_faulty_forms_are_refused(fault):
    raw = copy.deepcopy(read_definition(ROOT / "content", "son-la", "bao-cao-cchc"))
    rows = raw["statistics"]["indicators"]
    if fault == "double":
        rows.append(rows[0])
    elif fault == "unknown-check":
        raw["statistics"]["checks"][0]["left"] = ["khong-co"]
    elif fault == "unknown-type":
        rows[0]["type"] = "number"
    else:
        del raw["outline"]
    with pytest.raises(FormFault):
        parse(raw)
