"""Every province under content/: it loads, holds the facts of its documents, does the main job."""
