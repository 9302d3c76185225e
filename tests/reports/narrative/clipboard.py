"""HTML as programs put it on the clipboard, shortened: the tags and styles are theirs."""

# ruff: noqa: E501 (lines are as those programs write them)

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset=utf-8>
<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument>
<w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Font Definitions */ p.MsoNormal {margin:0in;} @list l0:level1 {mso-level-text:\\F0B7;} --></style>
</head><body lang=EN-US style='tab-interval:.5in'><!--StartFragment-->
<p class=MsoNormal><b><span lang=VI style='font-size:14.0pt;font-family:"Times New Roman",serif;
mso-ansi-language:VI'>Kết quả đạt được<o:p></o:p></span></b></p>
<p class=MsoNormal style='text-align:justify;text-indent:36.0pt'><span style='color:windowtext'>Ban
hành <b style='mso-bidi-font-weight:normal'>25</b> văn bản, trong đó <span
style='font-style:italic'>18&nbsp;văn bản</span> đúng hạn</span><a style='mso-footnote-id:ftn1'
href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a>.<a
style='mso-comment-reference:L_1;mso-comment-date:20260101T0900'></a></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Công
tác chỉ đạo</p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:54.0pt;mso-list:l0 level2 lfo1'><![if
!supportLists]><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Kế hoạch</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Tuyên truyền</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>Mục đánh số của Word</p>
<p class=MsoNormal><span style='mso-no-proof:yes'><!--[if gte vml 1]><v:shape id="Picture_1"
type="#_x0000_t75"><v:imagedata src="file:///C:/clip_image001.png" o:title=""/></v:shape><![endif]--><![if
!vml]><img width=624 height=351 src="file:///C:/clip_image002.jpg" v:shapes="Picture_1"><![endif]></span></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
 <tr style='mso-yfti-irow:0'><td width=312 valign=top style='width:233.75pt;background:#D9E2F3'>
  <p class=MsoNormal align=center>Chỉ tiêu<o:p></o:p></p></td><td width=312><p class=MsoNormal>Số lượng</p></td></tr>
 <tr style='mso-yfti-irow:1;mso-yfti-lastrow:yes'><td width=312><p class=MsoNormal>Hồ sơ</p></td>
  <td width=312><p class=MsoNormal align=right>1.204</p></td></tr>
</table>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>CO<sub>2</sub> và m<span style='vertical-align:super'>2</span></p>
<!--EndFragment--><div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all>
<hr align=left size=1 width="33%"><![endif]><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span
class=MsoFootnoteReference>[1]</span></a> Theo Báo cáo số 15/BC.</p></div></div>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p>Xem lại</p></div></div>
</body></html>"""

WPS = """<html><head><meta name="Generator" content="WPS Office"/><style>@font-face{font-family:"Times New Roman";}
p.MsoNormal{mso-style-name:Normal;}</style></head><body><!--StartFragment-->
<p class="MsoNormal" ><b style="mso-bidi-font-weight:normal" ><span style="mso-spacerun:'yes';font-family:'Times New Roman';
font-weight:bold;font-size:14.0000pt;" >Tồn tại</span></b><span style="font-size:14.0000pt;" ><o:p></o:p></span></p>
<p class="MsoNormal" style="mso-list:l0 level1 lfo1;" ><![if !supportLists]><span style="font-family:Wingdings;" ><span
style='mso-list:Ignore;' >\uf0b7<span>&nbsp;</span></span></span><![endif]><span style="mso-spacerun:'yes';" >Chậm </span><i><span
style="font-style:italic;" >tiến độ</span></i></p>
<p class="MsoNormal" style="mso-list:l0 level1 lfo1;" ><![if !supportLists]><span style='mso-list:Ignore;' >\uf0b7<span>&nbsp;</span></span><![endif]>Thiếu máy</p>
<p class="MsoNormal" ><span>Hết.</span></p><!--EndFragment--></body></html>"""

LIBREOFFICE = """<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html><head>
<meta name="generator" content="LibreOffice 7.4"/><style type="text/css">p { line-height: 115% }</style></head>
<body lang="vi-VN" dir="ltr"><p style="margin-bottom: 0cm">Đoạn <span style="font-weight: bold">đậm</span></p>
<ul><li><p>Một</p><ol><li><p>Hai</p></li></ol></li></ul>
<table width="100%"><col width="128*"/><thead><tr><th>A</th><th>B</th></tr></thead>
<tbody><tr><td rowspan="2"><p>1</p></td><td></td></tr><tr><td><p>2</p></td></tr></tbody></table></body></html>"""

CHROME = (
    "Dòng một<div>Dòng <b>hai</b></div><div><br></div>"
    '<div><span style="background-color: transparent;">Dòng ba &amp; bốn</span><br></div>'
)
