"""The public site: pages from publications alone, live and frozen alike."""
