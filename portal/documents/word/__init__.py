"""Word files: reading what people made, writing official ones, cleaning what goes public."""
