"""The code tables of the encodings used in Vietnam before Unicode: TCVN3 (ABC) and VNI.

Both put Vietnamese letters where Latin-1 has others, so a file that is read without its font
shows `Céng hoµ` (TCVN3) or `Coäng hoøa` (VNI) for `Cộng hòa`.
"""

# TCVN3: one sign a letter; the fonts that end in H show the small letters as capitals
TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
) | {"\u03bc": "à"}  # some programs wrote the Greek letter for the micro sign

# VNI: a letter of its own for some, for the others a vowel followed by its mark
_SMALL = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
VNI_SINGLE = _SMALL | {sign.upper(): letter.upper() for sign, letter in _SMALL.items()}
_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_MARKS = dict(
    zip(
        # a tone alone, circumflex (+ tone), breve (+ tone)
        "ùøûõïâáàåãäêéèúüë",
        [*_TONES[1:], *("\u0302" + tone for tone in _TONES), *("\u0306" + tone for tone in _TONES)],
        strict=True,
    )
)
VNI_MARKS = _MARKS | {sign.upper(): mark for sign, mark in _MARKS.items()}
VNI_BASES = frozenset("aeouyơưAEOUYƠƯ")
