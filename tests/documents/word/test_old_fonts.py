"""Text typed in the fonts of before Unicode (TCVN3, VNI) comes in as Unicode."""

import pytest

from tests.documents.word.came_in import came_in, lines, said
from tests.documents.word.word_files import (
    font,
    para,
    run,
)

TCVN3 = [
    ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", ".VnTime", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("®éc lËp - tù do - h¹nh phóc", ".VnTimeH", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
    ("QUYÕT §ÞNH", ".VnTime", "QUYẾT ĐỊNH"),
    ("Uû ban nh©n d©n tØnh S¬n La", ".VnArial", "Uỷ ban nhân dân tỉnh Sơn La"),
    ("Tr\u00adëng ®oµn kiÓm tra", ".VnTime", "Trưởng đoàn kiểm tra"),
]
VNI = [
    ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI-Times", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", "VNI-Times", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
    ("Tröôûng ñoaøn kieåm tra caûi caùch haønh chính", "VNI-Helve",
     "Trưởng đoàn kiểm tra cải cách hành chính"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "name", "meant"), TCVN3 + VNI)
def test_old_fonts_become_unicode(typed, name, meant):
    result = came_in(para(run(typed, font(name))))
    assert lines(result) == [meant]
    assert said(result)["legacy"].texts[0].split()[-1] in typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("Coäng hoøa xaõ hoäi chuû nghóa", "Cộng hòa xã hội chủ nghĩa"),
        ("Báo cáo năm 2024: kÕt qu¶ thùc hiÖn", "Báo cáo năm 2024: kết quả thực hiện"),
    ],
)
def test_old_encodings_are_seen_without_their_font(typed, meant):
    assert lines(came_in(para(run(typed, font("Times New Roman"))))) == [meant]


def test_a_letter_of_vni_split_between_runs_stays_one():
    result = came_in(para(run("Co", font("VNI-Times")), run("äng ho", font("VNI-Times") + "<w:b/>"),
                          run("øa", font("VNI-Times"))))  # fmt: skip
    assert result.html == "<p>Cộ<strong>ng hò</strong>a</p>"


def test_unicode_in_an_old_font_is_left_alone():
    typed = "Ủy ban nhân dân tỉnh và các sở"
    result = came_in(para(run(typed, font(".VnTime"))), para(run("Müller và Jörg", font("Arial"))))
    assert lines(result) == [typed, "Müller và Jörg"]
    assert result.left_out == ()
