"""The sheet of paper of an administrative document: Nghị định 30/2020/NĐ-CP, annex I, part I.

A4; margins top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm; Times New Roman, contents in
13–14 points; page numbers above the text from the second page on.
"""

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20, 20, 30, 15
TEXT_WIDTH_MM = PAGE_WIDTH_MM - LEFT_MM - RIGHT_MM

FONT = "Times New Roman"
BODY_POINTS = 13.0
