"""What the two documents of Quảng Nam say (S0 and S4), reviewed against their lines."""

from tests.provinces.shapes import BEFORE_5, BY_HEAD, PERIOD, PlanFacts, Rule

INSPECTION_QUANG_NAM = PlanFacts(
    kind="inspection",
    number="",
    issued_on="",
    signer="Hồ Quang Bửu",
    signer_title="Phó Chủ tịch",
    sign_capacity="KT.",
    bases=1,
    recipients=9,
    contents=7,
    review_period=PERIOD,
    strands=(
        ("toan-dien", "onsite", 15),
        ("chuyen-de", "onsite", 1),
        ("cong-vu", "onsite", 38),
        ("dot-xuat", "unannounced", 0),
        ("qua-bao-cao", "report", 0),
        ("truc-tuyen", "online", 0),
    ),
    rules=(
        Rule("D1", "toan-dien/bao-cao-toan-dien", "", BEFORE_5, "S0:L93"),
        Rule("D1", "chuyen-de/bao-cao-chuyen-de", "", BEFORE_5, "S0:L93"),
        Rule("D1", "cong-vu/bao-cao-cong-vu", "", BEFORE_5, "S0:L93"),
        Rule(
            "D6", "toan-dien/thoi-gian-toan-dien", "2024-09-30",
            "từ tháng 4 đến tháng 9/2024", "S0:L85",
        ),
        Rule(
            "D6", "chuyen-de/thoi-gian-chuyen-de", "2024-09-30",
            "từ tháng 4 đến tháng 9/2024", "S0:L85",
        ),
        Rule("D7", "dot-xuat/thoi-gian-dot-xuat", "", BY_HEAD, "S0:L87"),
        Rule("D7", "qua-bao-cao/thoi-gian-qua-bao-cao", "", BY_HEAD, "S0:L87"),
        Rule("D7", "truc-tuyen/thoi-gian-truc-tuyen", "", BY_HEAD, "S0:L87"),
    ),
    quantities=(
        ("so-toan-dien", "07 đơn vị"),
        ("nganh-doc-toan-dien", "02 đơn vị"),
        ("huyen-toan-dien", "06 đơn vị"),
    ),
    team=(
        ("so-noi-vu", "member", ""),
        ("so-thong-tin-va-truyen-thong", "member", ""),
        ("thanh-tra-tinh", "member", ""),
        ("van-phong-ubnd-tinh", "member", ""),
        ("so-y-te", "member", "Kiểm tra chuyên đề"),
        ("Đài Phát thanh - Truyền hình Quảng Nam", "invited", ""),
        ("Báo Quảng Nam", "invited", ""),
    ),
)  # fmt: skip

ALL = "Các cơ quan, đơn vị, địa phương"
INDEX_QUANG_NAM = PlanFacts(
    kind="index",
    number="5484/KH-UBND",
    issued_on="2023-08-16",
    signer="Hồ Quang Bửu",
    signer_title="Phó Chủ tịch",
    sign_capacity="KT.",
    bases=3,
    recipients=11,
    quantities=(
        ("doi-tuong-so", "20 đơn vị"),
        ("doi-tuong-huyen", "18 đơn vị"),
        ("doi-tuong-nganh-doc", "05 đơn vị"),
        ("phieu-truc-tiep", "106 phiếu"),
    ),
    rules=(
        Rule("D19", "#1", "2023-08-31", "Trước ngày 01/9/2023", "S4:L50"),
        Rule("D20", "#2", "2023-09-30", "Tháng 9/2023", "S4:L51"),
        Rule("D21", "#3", "2023-10-14", "Trước ngày 15/10/2023", "S4:L52"),
        Rule("D22", "#4.1", "2023-10-14", "Trước ngày 15/10/2023", "S4:L54-56"),
        Rule("D23", "#4.2", "2023-10-30", "Ngày 30/10/2023", "S4:L57"),
        Rule("D24", "#4.3", "2023-10-31", "Tháng 10/2023", "S4:L58"),
        Rule("D25", "#5", "2023-10-31", "Tháng 10/2023", "S4:L59"),
        Rule("D26", "#6", "2023-11-30", "Tháng 10, 11/2023", "S4:L60"),
        Rule("D27", "#7", "2023-11-15", "Ngày 15/11/2023", "S4:L61"),
    ),
    tasks=(  # number, time as printed, who leads, who supports
        ("1", "Trước ngày 01/9/2023", "so-noi-vu", ALL),
        ("2", "Tháng 9/2023", "so-noi-vu", ""),
        ("3", "Trước ngày 15/10/2023", ALL, "so-noi-vu"),
        ("4", "", "", ""),
        ("4.1", "Trước ngày 15/10/2023", "so-noi-vu; Bưu điện tỉnh Quảng Nam", ALL),
        ("4.2", "Ngày 30/10/2023", "so-noi-vu", ALL),
        ("4.3", "Tháng 10/2023", "so-noi-vu", ""),
        ("5", "Tháng 10/2023", "Hội đồng thẩm định", ALL),
        ("6", "Tháng 10, 11/2023", "so-noi-vu", ""),
        ("7", "Ngày 15/11/2023", "so-noi-vu", "van-phong-ubnd-tinh"),
    ),
    ballots=(  # S4:L70-86: code, how, how many, which blocks they are about
        ("CC-CT", "online", None, ""),
        ("CC-ND", "online", None, ""),
        ("CC-CH", "online", None, ""),
        ("LĐ-CP", "online", None, "so-ban-nganh"),
        ("LĐX-CH", "online", None, ""),
        ("HĐ-CT", "paper", 30, "so-ban-nganh; huyen; nganh-doc"),
        ("LĐH-CH", "paper", 40, "so-ban-nganh; nganh-doc"),
        ("LĐS-CT", "paper", 36, "huyen"),
    ),
    subjects=(("so-ban-nganh", 20), ("huyen", 18), ("nganh-doc", 5)),  # S4:L41-45
)
