"""Which tag of a Word template is written wrongly, for whoever has to mend it in Word. Pure."""

import re
from html import unescape

from jinja2 import Environment, TemplateError

_XML = re.compile(r"<[^>]+>")
_SHOWN = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_ENDED = ("for", "if")


def fault_of(xml: str, environment: Environment) -> str:
    """What is wrong with the tags in the text of a document (its ``xml``), in words.

    The library says it in English, and by a line of XML that nobody sees in Word.
    """
    text = unescape(_XML.sub("", xml))
    for found in _SHOWN.finditer(text):
        inner = found[1].strip()
        try:
            environment.compile_expression(inner)
        except TemplateError:
            return f"thẻ “{{{{ {inner} }}}}” viết sai"
    if text.count("{{") != text.count("}}"):
        return "có thẻ {{ … }} thiếu dấu mở hoặc dấu đóng"
    if text.count("{%") != text.count("%}"):
        return "có thẻ {% … %} thiếu dấu mở hoặc dấu đóng"
    for word in _ENDED:
        begun = len(re.findall(rf"\{{%[a-z]*\s*{word}\b", text))
        ended = len(re.findall(rf"\{{%[a-z]*\s*end{word}\b", text))
        if begun != ended:
            return f"có {begun} thẻ {{% {word} … %}} nhưng {ended} thẻ {{% end{word} %}}"
    return "có thẻ {% … %} viết sai"
