"""What the documents say, reviewed against their lines: the tests hold the content to it."""

from tests.provinces.facts_quang_nam import INDEX_QUANG_NAM, INSPECTION_QUANG_NAM
from tests.provinces.shapes import BEFORE_5, BY_HEAD, PERIOD, PlanFacts, ProvinceFacts, Rule

HA_NAM = PlanFacts(
    kind="inspection",
    number="",
    issued_on="",
    signer="Trương Quốc Huy",
    signer_title="Chủ tịch",
    sign_capacity="TM.",
    bases=1,
    recipients=7,
    contents=7,
    strands=(("truc-tiep", "onsite", 9), ("tu-kiem-tra", "self_inspection", 15)),
    rules=(
        Rule(
            "D2", "truc-tiep/bao-cao-truoc-kiem-tra", "",
            "Ít nhất 07 ngày trước ngày kiểm tra", "S1:L58, L92",
        ),
        Rule("D5", "truc-tiep/thong-bao-lich", "", "bằng văn bản", "S1:L50, L82"),
        Rule(
            "D8", "truc-tiep/thoi-gian-kiem-tra", "2022-09-30", "trong quý III/2022", "S1:L50"
        ),
        Rule(
            "D12", "truc-tiep/bao-cao-khac-phuc", "2022-09-29", "trước ngày 30/9/2022", "S1:L98"
        ),
        Rule(
            "D13", "tu-kiem-tra/bao-cao-tu-kiem-tra", "2022-10-29",
            "trước ngày 30/10/2022", "S1:L70",
        ),
    ),
    quantities=(
        ("tu-kiem-tra-huyen", "Từ 40% trở lên"),
        ("so-bo-bao-cao", "08 bộ"),
        ("so-ban-kiem-tra-truc-tiep", "07 đơn vị"),
        ("huyen-kiem-tra-truc-tiep", "02 đơn vị"),
        ("noi-dung-kiem-tra", "07 nội dung"),
    ),
    team=(
        ("so-noi-vu", "member", ""),
        ("van-phong-ubnd-tinh", "member", ""),
        ("so-tu-phap", "member", ""),
        ("so-tai-chinh", "member", ""),
        ("so-thong-tin-va-truyen-thong", "member", ""),
        ("so-khoa-hoc-va-cong-nghe", "member", ""),
    ),
)  # fmt: skip

CIVIL = "Kiểm tra công vụ đột xuất"
REFORM = "Kiểm tra cải cách hành chính, hiệu quả quản trị và hành chính công"
THAI_NGUYEN = PlanFacts(
    kind="inspection",
    number="220/KH-UBND",
    issued_on="2023-12-19",
    signer="Trịnh Việt Hùng",
    signer_title="Chủ tịch",
    sign_capacity="",
    bases=10,
    recipients=9,
    contents=9,
    strands=(
        ("cong-vu", "unannounced", 0),
        ("cchc", "onsite", 0),
        ("tu-kiem-tra", "self_inspection", 34),
        ("cong-vu-noi-bo", "self_inspection", 29),
    ),
    rules=(
        Rule("D9", "cong-vu/thoi-gian-cong-vu", "2024-12-31", "đến hết ngày 31/12/2024", "S2:L95"),
        Rule("D9", "cchc/thoi-gian-cchc", "2024-12-31", "từ ngày 01/01/2024", "S2:L95"),
        Rule("D9", "tu-kiem-tra/thoi-gian-tu-kiem-tra", "2024-12-31", "01/01/2024", "S2:L95"),
        Rule(
            "D14", "tu-kiem-tra/bao-cao-tu-kiem-tra", "2024-10-30",
            "chậm nhất ngày 30/10/2024", "S2:L93",
        ),
        Rule(
            "D15", "tu-kiem-tra/bao-cao-tu-kiem-tra-muc-v", "2024-10-29",
            "trước ngày 30/10/2024", "S2:L182",
        ),
        Rule(
            "D17", "cong-vu-noi-bo/bao-cao-thanh-tra-6-thang", "2024-06-14",
            "trước ngày 15/6/2024", "S2:L168",
        ),
        Rule(
            "D17", "cong-vu-noi-bo/bao-cao-cong-vu-6-thang", "2024-06-14",
            "trước ngày 15/6/2024", "S2:L184",
        ),
        Rule(
            "D18", "cong-vu-noi-bo/bao-cao-thanh-tra-nam", "2024-11-30",
            "trước ngày 01/12/2024", "S2:L168",
        ),
        Rule(
            "D18", "cong-vu-noi-bo/bao-cao-cong-vu-nam", "2024-11-30",
            "trước ngày 01/12/2024", "S2:L184",
        ),
        Rule("", "cchc/thong-bao-lich", "", "thông báo cho đơn vị", "S2:L137, L156"),
        Rule("", "cchc/bao-cao-truoc-kiem-tra", "", "Đoàn kiểm tra yêu cầu", "S2:L160, L176"),
        Rule("", "cchc/bao-cao-khac-phuc", "", "theo yêu cầu, kiến nghị", "S2:L180"),
    ),
    team=(
        ("so-noi-vu", "member", CIVIL),
        ("so-thong-tin-va-truyen-thong", "member", CIVIL),
        ("van-phong-ubnd-tinh", "member", CIVIL),
        ("thanh-tra-tinh", "member", CIVIL),
        ("Một số sở, ngành có liên quan", "member", CIVIL),
        ("so-noi-vu", "member", REFORM),
        ("van-phong-ubnd-tinh", "member", REFORM),
        ("so-tu-phap", "member", REFORM),
        ("so-tai-chinh", "member", REFORM),
        ("so-thong-tin-va-truyen-thong", "member", REFORM),
        ("so-tai-nguyen-va-moi-truong", "member", REFORM),
        ("so-lao-dong-thuong-binh-va-xa-hoi", "member", REFORM),
        ("Ủy ban Mặt trận Tổ quốc huyện, thành phố", "invited", REFORM),
        ("Ban Dân vận Huyện ủy, Thành ủy", "invited", REFORM),
    ),
)  # fmt: skip

SON_LA = PlanFacts(
    kind="inspection",
    number="",
    issued_on="",
    signer="Hoàng Quốc Khánh",
    signer_title="Chủ tịch",
    sign_capacity="",
    bases=3,
    recipients=7,
    contents=9,
    visit_days="Từ 02 đến 04 ngày làm việc",
    sub_units="Từ 02 đến 03 đơn vị trực thuộc",
    review_period=PERIOD,
    strands=(
        ("truc-tiep", "onsite", 10),
        ("tu-kiem-tra", "self_inspection", 22),
        ("dot-xuat", "unannounced", 0),
    ),
    rules=(
        Rule("D3", "truc-tiep/bao-cao-truoc-kiem-tra", "", BEFORE_5, "S3:L110"),
        Rule("D4", "truc-tiep/thong-bao-lich", "", "Ít nhất 10 ngày trước", "S3:L106"),
        Rule(
            "D16", "tu-kiem-tra/bao-cao-tu-kiem-tra", "2024-10-29",
            "trước ngày 30/10/2024", "S3:L102",
        ),
        Rule("D28", "truc-tiep/bao-cao-khac-phuc", "", BY_HEAD, "S3:L118"),
    ),
)  # fmt: skip

EXPECTED: dict[str, ProvinceFacts] = {
    "quang-nam": ProvinceFacts(
        {"province": 21, "district": 18, "vertical": 5},
        {
            "2024/ke-hoach-kiem-tra-2024": INSPECTION_QUANG_NAM,
            "2023/ke-hoach-xac-dinh-chi-so-2023": INDEX_QUANG_NAM,
        },
    ),
    "ha-nam": ProvinceFacts(
        {"province": 19, "district": 6, "vertical": 4},
        {"2022/ke-hoach-kiem-tra-2022": HA_NAM},
    ),
    "thai-nguyen": ProvinceFacts(
        {"province": 21, "district": 9, "vertical": 4, "service_unit": 1},
        {"2024/ke-hoach-kiem-tra-2024": THAI_NGUYEN},
    ),
    "son-la": ProvinceFacts(
        {"province": 21, "district": 12, "vertical": 4},
        {"2024/ke-hoach-kiem-tra-2024": SON_LA},
    ),
    "son-la-2026": ProvinceFacts(
        {"province": 23, "commune": 75, "district": 13, "vertical": 1},
    ),
}
#: The rules of DOMAIN.md 1.4 that a plan holds outside its deadlines: the length of a session
#: (``visit_days``) and the period under inspection (``review_period``).
ELSEWHERE = {"D10": "visit_days", "D11": "review_period"}
