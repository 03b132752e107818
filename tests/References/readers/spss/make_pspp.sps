* Writes the SPSS files that PSPP makes: every date format, all kinds of missing values, long strings, three packings.
* Run in this folder: pspp make_pspp.sps.
SET DECIMAL=DOT.
DATA LIST LIST NOTABLE /id (F5.0) score (F8.2) grade (F3.0) name (A12) code (A3).
BEGIN DATA
1 3.5 1 "Müller" "ab"
2 99 8 "none" "xx"
3 . 9 "" "zz"
4 -1 -7 "none at all" ""
5 -150.25 3 "Å" "x"
END DATA.
VARIABLE LABELS score 'The score' /grade 'Grade, with a label that is longer than the eight bytes of a name and than one padding of four'.
VALUE LABELS score 1 'low' 5 'höchst' /grade 1 'one' 8 'refused' 9 'absent' /code 'ab' 'Alpha' 'zz' 'Omega' /name 'none' 'no name given'.
MISSING VALUES score (90 THRU HI, -1) /grade (8, 9, -7) /code ("xx", "zz") /name ("none").
DO IF id < 4.
+ COMPUTE d_date = DATE.DMY(12, 3, 2010 + id).
+ COMPUTE d_datetime = DATE.DMY(28, 2, 2015) + 3600 * 5 * id + 0.25.
END IF.
COMPUTE d_adate = d_date.
COMPUTE d_edate = d_date.
COMPUTE d_sdate = d_date.
COMPUTE d_jdate = d_date.
COMPUTE d_moyr = DATE.MOYR(id, 2012).
COMPUTE d_qyr = DATE.QYR(id - TRUNC((id - 1) / 4) * 4, 2012).
COMPUTE d_wkyr = DATE.WKYR(10 * id, 2013).
COMPUTE d_time = 3661.5 * id.
COMPUTE d_dtime = 100000 * id.
COMPUTE d_wkday = id.
COMPUTE d_month = id.
FORMATS d_date (DATE11) d_datetime (DATETIME24.2) d_adate (ADATE10) d_edate (EDATE10) d_sdate (SDATE10) d_jdate (JDATE7)
  d_moyr (MOYR8) d_qyr (QYR8) d_wkyr (WKYR10) d_time (TIME11.2) d_dtime (DTIME15) d_wkday (WKDAY9) d_month (MONTH9).
MISSING VALUES d_time (3661.5).
STRING long300 (A300) /long255 (A255) /long256 (A256) /long1000 (A1000).
COMPUTE long300 = CONCAT(RPAD('start', 255, '.'), 'past the first segment, ', name).
COMPUTE long255 = RPAD(name, 255, '*').
COMPUTE long256 = RPAD(name, 256, '+').
COMPUTE long1000 = CONCAT(RPAD('1', 252, '1'), RPAD('2', 252, '2'), RPAD('3', 252, '3'), RPAD(code, 244, '4')).
IF (id = 3) long1000 = ''.
COMPUTE after = id * 1000.
DOCUMENT A document that readers step over
  in two lines.
VARIABLE ATTRIBUTE VARIABLES=score ATTRIBUTE=Origin('questionnaire 7').
MRSETS /MDGROUP NAME=$both CATEGORYLABELS=VARLABELS VARIABLES=grade d_month VALUE=1.
WEIGHT BY id.
SAVE OUTFILE='pspp_none.sav' /UNCOMPRESSED.
SAVE OUTFILE='pspp_byte.sav' /COMPRESSED.
SAVE OUTFILE='pspp_zlib.zsav' /ZCOMPRESSED.
SAVE OUTFILE='pspp_shortnames.sav' /KEEP=id score d_date long300 after /RENAME=(d_date score=a_much_longer_name_of_a_date the_score) /COMPRESSED.

NEW FILE.
INPUT PROGRAM.
LOOP #i = 1 TO 2.
COMPUTE n = #i.
END CASE.
END LOOP.
END FILE.
END INPUT PROGRAM.
STRING widest (A8000) /s504 (A504) /s505 (A505).
COMPUTE widest = CONCAT('begin', LPAD('end', 7995)).
COMPUTE s504 = LPAD('x', 504, 'y').
COMPUTE s505 = LPAD('x', 505, 'z').
COMPUTE done = n / 3.
SAVE OUTFILE='pspp_widest.zsav' /ZCOMPRESSED.

* No row, no value.
SELECT IF (n > 5).
SAVE OUTFILE='pspp_norows.sav' /KEEP=n s504 done /COMPRESSED.

NEW FILE.
SET LOCALE='windows-1252'.
DATA LIST LIST NOTABLE /nr (F3.0) ort (A10).
BEGIN DATA
1 "Zürich"
2 "Genève €"
END DATA.
VALUE LABELS ort 'Zürich' 'größte Stadt'.
VARIABLE LABELS ort 'Wohnort, nächster'.
SAVE OUTFILE='pspp_cp1252.sav'.

NEW FILE.
SET LOCALE='windows-1251'.
DATA LIST LIST NOTABLE /nr (F3.0) city (A10).
BEGIN DATA
1 "Москва"
2 "Київ"
END DATA.
MISSING VALUES city ('Київ').
SAVE OUTFILE='pspp_cp1251.sav'.

NEW FILE.
SET LOCALE='Shift_JIS'.
DATA LIST LIST NOTABLE /nr (F3.0) city (A10).
BEGIN DATA
1 "東京"
2 "大阪 ab"
END DATA.
SAVE OUTFILE='pspp_sjis.sav'.
