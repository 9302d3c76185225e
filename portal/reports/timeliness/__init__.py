"""Who was in time: units by duties."""
