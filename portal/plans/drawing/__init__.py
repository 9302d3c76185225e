"""Units chosen at random (chọn ngẫu nhiên): agreed first, drawn once, redone by anybody."""
