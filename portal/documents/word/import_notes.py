"""What became of the parts of a Word file: every loss and every change gets its sentence."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

#: kind: sentence; `{n}` is how often. The order is the order in which they are shown.
_SENTENCES = {
    "insertions": "Tệp còn theo dõi thay đổi (Track Changes): đã giữ {n} chỗ thêm.",
    "deletions": "Đã bỏ {n} chỗ mà người soạn đã xóa khi theo dõi thay đổi (Track Changes).",
    "comments": "Đã bỏ {n} lời nhận xét (Comment) của người soạn.",
    "hidden": "Đã bỏ {n} chỗ chữ ẩn (Hidden).",
    "covered": "Đã bỏ {n} chỗ chữ nằm khuất dưới ô gộp, Word không hiện.",
    "margins": "Đã bỏ {n} dòng chữ ở đầu trang, chân trang.",
    "contents": "Đã bỏ mục lục tự động ({n} mục lục).",
    "images": "Đã bỏ {n} hình ảnh; hãy đính kèm riêng nếu cần.",
    "objects": "Đã bỏ {n} biểu đồ, sơ đồ hoặc đối tượng nhúng; hãy đính kèm riêng nếu cần.",
    "wordart": "Đã bỏ {n} chữ nghệ thuật hoặc chữ chìm (WordArt, watermark).",
    "foreign": "Đã bỏ {n} phần chèn từ tệp khác; hãy sao chép nội dung đó vào tệp rồi nhập lại.",
    "fields": "Đã bỏ {n} trường tự động (Field) chưa có kết quả; hãy điền lại vào toàn văn.",
    "links": "Đã bỏ {n} liên kết trong tệp hoặc tới máy nội bộ; phần chữ vẫn giữ.",
    "signs": "Đã đổi {n} ký hiệu của phông Symbol, Wingdings sang Unicode; hãy kiểm tra lại.",
    "symbols": "Có {n} ký hiệu không đổi được sang Unicode, đã thay bằng dấu □.",
    "legacy": "Đã đổi {n} đoạn gõ bằng bảng mã cũ (TCVN3, VNI) sang Unicode; hãy đọc lại.",
    "numbers": "Đã viết {n} số mục mà Word đánh số tự động thành chữ; hãy kiểm tra lại số mục.",
    "notes": "Đã chuyển {n} chú thích (Footnote, Endnote) xuống cuối toàn văn.",
    "boxes": "Đã đưa nội dung {n} hộp chữ (Text Box) ra sau đoạn chứa hộp; hãy kiểm tra vị trí.",
    "formulas": "Đã viết {n} công thức thành chữ thường; hãy kiểm tra lại.",
    "joined": "Đã nối {n} chỗ bảng bị tách do ngắt trang.",
    "header_rows": "Đã bỏ {n} dòng tiêu đề bảng lặp lại sau chỗ ngắt trang.",
    "glued": "Đã tách {n} chỗ đề mục dính liền với đoạn trước; hãy kiểm tra lại.",
    "broken": "Có {n} đoạn bắt đầu bằng chữ thường, có thể bị ngắt giữa câu.",
    "lost": "Có {n} từ trong tệp không chuyển được vào toàn văn; hãy đối chiếu với tệp gốc.",
}


@dataclass(frozen=True)
class LeftOut:
    """A sentence about the import, and the words of the file that it accounts for."""

    kind: str
    sentence: str
    texts: tuple[str, ...] = ()


@dataclass
class ImportNotes:
    """Counts while a file is read; `sentences` says by kind what is told of it."""

    sentences: Mapping[str, str] = field(default_factory=lambda: _SENTENCES)
    _counts: Counter[str] = field(default_factory=Counter)
    _texts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, text: str = "", times: int = 1) -> None:
        """Note that something of `kind` happened; `text` is what the reader will not find."""
        self._counts[kind] += times
        shown = " ".join(text.split())
        if shown:
            self._texts.setdefault(kind, []).append(shown)

    def listed(self) -> tuple[LeftOut, ...]:
        """One entry a kind that occurred."""
        return tuple(
            LeftOut(kind, sentence.format(n=self._counts[kind]), tuple(self._texts.get(kind, ())))
            for kind, sentence in self.sentences.items()
            if self._counts[kind]
        )
