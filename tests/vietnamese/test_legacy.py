"""Text of before Unicode and control characters are seen."""

import pytest

from portal import vietnamese as vi


@pytest.mark.parametrize(
    "text",
    [
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
        "Báo cáo năm 2024: kÕt qu¶ thùc hiÖn",
        "ñaëc bieät",
    ],
)
def test_legacy_text_is_seen(text):
    assert vi.looks_legacy(text)


@pytest.mark.parametrize(
    "text",
    [
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Đoàn kiểm tra huyện Krông Nô, Đắk Lắk, Ðà Nẵng, Ðồng Nai, Ðông Hà",
        "Müller, Jörg, Curaçao, São Tomé, garçon, façade, crème brûlée, élève, piñata",
        "Windows® và Office® · 5 µm · «trích» §12 © 2024",
        "µ chñ",
        "plain ASCII text",
        "",
    ],
)
def test_good_text_is_not_taken_for_legacy(text):
    assert not vi.looks_legacy(text)


@pytest.mark.parametrize("char", list("\x00\x08\x7f\x85\u202e\u2066\ufeff\ud800"))
def test_control_characters_are_seen(char):
    assert vi.has_control(f"a{char}b")


def test_ordinary_text_has_no_control_characters():
    assert not vi.has_control("Dòng một\r\n\tDòng hai – “trích” … ½ \u00a0 😀")
