"""The minutes of a draw (biên bản) as a Word file in the official layout."""

from dataclasses import dataclass
from datetime import date

from portal.documents.word.blocks import Block, HeadingBlock, TableBlock, text_block
from portal.documents.word.writing import OfficialDocument, official_document
from portal.plans.drawing.rules import Ranked
from portal.vietnamese import legal_date

_ROOM_TO_SIGN = "\n\n\n\n"


@dataclass(frozen=True)
class DrawFile:
    """What the minutes say. ``excluded`` are (name, reason); ``witnesses`` are (name, role)."""

    authority: str
    issuer: str
    place: str
    plan_title: str
    strand_name: str
    scope: str
    wanted_words: str
    seed_source: str
    commitment: str
    prepared_on: str
    drawn_on: date
    seed: str
    seed_reference: str
    ranked: tuple[Ranked, ...]
    excluded: tuple[tuple[str, str], ...]
    witnesses: tuple[tuple[str, str], ...]


def draw_minutes(file: DrawFile) -> bytes:
    """Biên bản chọn ngẫu nhiên (.docx): what was agreed, the seed, every unit in order."""
    drawn = [one for one in file.ranked if one.drawn]
    blocks: list[Block] = [
        text_block(
            f"Thực hiện {file.plan_title}, ngày {legal_date(file.drawn_on)}, {file.issuer} "
            f"tổ chức chọn ngẫu nhiên đơn vị cho “{file.strand_name}”."
        ),
        HeadingBlock("1. Người chứng kiến", 2),
        *(text_block(f"- {name}, {role}") for name, role in file.witnesses),
        HeadingBlock("2. Nội dung đã chốt trước khi chọn", 2),
        text_block(f"- Phạm vi: {file.scope}; {len(file.ranked)} đơn vị được đưa vào chọn."),
        text_block(f"- Số lượng: {file.wanted_words}."),
        text_block(f"- Nguồn hạt giống: {file.seed_source}."),
        text_block(f"- Chốt lúc {file.prepared_on}, mã xác thực {file.commitment}."),
    ]
    if file.excluded:
        blocks.append(text_block("- Đơn vị không đưa vào chọn:"))
        blocks += [text_block(f"+ {name}: {reason}.") for name, reason in file.excluded]
    blocks += [
        HeadingBlock("3. Cách chọn", 2),
        text_block(
            "Với mỗi đơn vị, tính SHA-256 của chuỗi “hạt giống|mã đơn vị” (mã hóa UTF-8, viết "
            "dạng thập lục phân); xếp tăng dần theo kết quả; lấy từ trên xuống cho đủ số lượng. "
            "Ai cũng tính lại được."
        ),
        text_block(f"- Hạt giống: {file.seed} ({file.seed_reference})."),
        HeadingBlock("4. Kết quả", 2),
        *(text_block(f"{one.place}. {one.name}.") for one in drawn),
        HeadingBlock("5. Toàn bộ thứ tự", 2),
        TableBlock(
            ("Thứ tự", "Đơn vị", "Mã đơn vị", "SHA-256", "Được chọn"),
            tuple(
                (str(one.place), one.name, one.code, one.digest, "Có" if one.drawn else "")
                for one in file.ranked
            ),
            (0.7, 2.2, 1.6, 3.2, 0.8),
        ),
        text_block("Biên bản đã được đọc lại; các bên thống nhất ký tên dưới đây."),
        TableBlock(("NGƯỜI CHỨNG KIẾN", "NGƯỜI LẬP BIÊN BẢN"), _places_to_sign(file)),
    ]
    return official_document(
        OfficialDocument(
            parent=file.authority,
            issuer=file.issuer,
            symbol="BB",
            place=file.place,
            kind_name="Biên bản",
            subject=f"Chọn ngẫu nhiên đơn vị được kiểm tra ({file.strand_name})",
            body=tuple(blocks),
        )
    )


def _places_to_sign(file: DrawFile) -> tuple[tuple[str, str], ...]:
    """A row for each witness, with room for a signature above the name; whoever writes the
    minutes signs beside the first."""
    return tuple(
        (f"{_ROOM_TO_SIGN}{name}", "" if n else _ROOM_TO_SIGN)
        for n, (name, _) in enumerate(file.witnesses)
    )
