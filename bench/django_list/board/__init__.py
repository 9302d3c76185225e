"""The peer of ``list_page``: the office's board by Django, over the tables of the portal."""
