"""Inspection plans: strands (loại kiểm tra), units, deadlines, text, issued document."""
