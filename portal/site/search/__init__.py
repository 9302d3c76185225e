"""Search: the same sections, words and ranking in the frozen site and on the live server.

``words`` is how text becomes words, ``sections`` what of a publication can be found, ``filling``
writes both into ``search_section`` inside the gate's transaction. The live server ranks these
rows in SQL (``asking``); the freeze writes them as small scripts (``frozen``, ``shards``) that
``static/js/search.js`` ranks by the same rule (``ranking``).
"""
