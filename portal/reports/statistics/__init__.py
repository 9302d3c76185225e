"""The statistics table (Phụ lục II): its cells, last year's column, pasted blocks, its pages."""
