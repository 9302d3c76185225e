"""What the five documents say, as read by people against their lines (``S0:L85`` = line 85 of
document 0, see content/README.md). The tests hold the content folder to this table."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rule:
    """A deadline rule of DOMAIN.md 1.4: where it stands in the content, what it comes to.

    ``place``: ``<strand>/<code>`` of a deadline, or ``#<number>`` of a task. ``last_day`` is
    empty when it depends on an event or nobody set it. ``says`` stands in its public words.
    """

    name: str
    place: str
    last_day: str
    says: str
    source: str


@dataclass(frozen=True)
class PlanFacts:
    """A plan as the document has it. ``number`` and ``issued_on`` are empty where it leaves them
    blank; ``strands``: code, mode and how many units it names; ``team``: code (or name) of an
    agency, its role, the strand of the team it is in."""

    kind: str
    number: str
    issued_on: str
    signer: str
    signer_title: str
    sign_capacity: str
    bases: int
    recipients: int
    contents: int = 0
    visit_days: str = ""
    sub_units: str = ""
    review_period: str = ""
    strands: tuple[tuple[str, str, int], ...] = ()
    rules: tuple[Rule, ...] = ()
    quantities: tuple[tuple[str, str], ...] = ()
    team: tuple[tuple[str, str, str], ...] = ()
    tasks: tuple[tuple[str, str, str, str], ...] = ()
    ballots: tuple[tuple[str, str, int | None, str], ...] = ()
    subjects: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ProvinceFacts:
    """A province: units per level, and its plans by slug."""

    levels: dict[str, int]
    plans: dict[str, PlanFacts] = field(default_factory=dict)


BEFORE_5 = "Ít nhất 05 ngày trước ngày kiểm tra, tính theo ngày lịch"
BY_HEAD = "do Trưởng đoàn quyết định"
PERIOD = "Từ ngày 01/01/2023 đến thời điểm kiểm tra"  # S0:L41, S3:L98

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
