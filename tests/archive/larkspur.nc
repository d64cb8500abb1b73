<SUBMISSION>
<ACCESSION-NUMBER>0009990500-11-000007
<TYPE>10-Q
<PUBLIC-DOCUMENT-COUNT>2
<PERIOD>20110630
<FILING-DATE>20110804
<FILER>
<COMPANY-DATA>
<CONFORMED-NAME>LARKSPUR BASIN WATER CO
<CIK>0009990500
<ASSIGNED-SIC>4941
<FISCAL-YEAR-END>1231
</COMPANY-DATA>
<FILING-VALUES>
<FORM-TYPE>10-Q
<ACT>34
<FILE-NUMBER>001-99002
</FILING-VALUES>
</FILER>
<FILER>
<COMPANY-DATA>
<CONFORMED-NAME>LARKSPUR VALLEY UTILITIES LLC
<CIK>0009990501
<FISCAL-YEAR-END>1231
</COMPANY-DATA>
</FILER>
<DOCUMENT>
<TYPE>EX-31.1
<SEQUENCE>2
<FILENAME>ex31-1.txt
<TEXT>
EXHIBIT 31.1

I, Helen Achterberg, certify that:

1. I have reviewed this quarterly report on Form 10-Q of Larkspur Basin Water
Company;

2. Based on my knowledge, this report does not contain any untrue statement of
a material fact or omit to state a material fact necessary to make the
statements made, in light of the circumstances under which such statements
were made, not misleading with respect to the period covered by this report;

3. Based on my knowledge, the financial statements, and other financial
information included in this report, fairly present in all material respects
the financial condition, results of operations and cash flows of the
registrant as of, and for, the periods presented in this report;

4. The registrant's other certifying officer(s) and I are responsible for
establishing and maintaining disclosure controls and procedures (as defined in
Exchange Act Rules 13a-15(e) and 15d-15(e)) and internal control over
financial reporting (as defined in Exchange Act Rules 13a-15(f) and 15d-15(f))
for the registrant and have:

(a) Designed such disclosure controls and procedures, or caused such
disclosure controls and procedures to be designed under our supervision, to
ensure that material information relating to the registrant, including its
consolidated subsidiaries, is made known to us by others within those
entities, particularly during the period in which this report is being
prepared;

(b) Designed such internal control over financial reporting, or caused such
internal control over financial reporting to be designed under our
supervision, to provide reasonable assurance regarding the reliability of
financial reporting and the preparation of financial statements for external
purposes in accordance with generally accepted accounting principles;

(c) Evaluated the effectiveness of the registrant's disclosure controls and
procedures and presented in this report our conclusions about the
effectiveness of the disclosure controls and procedures, as of the end of the
period covered by this report based on such evaluation; and

(d) Disclosed in this report any change in the registrant's internal control
over financial reporting that occurred during the registrant's most recent
fiscal quarter (the registrant's fourth fiscal quarter in the case of an
annual report) that has materially affected, or is reasonably likely to
materially affect, the registrant's internal control over financial reporting;
and

5. The registrant's other certifying officer(s) and I have disclosed, based on
our most recent evaluation of internal control over financial reporting, to
the registrant's auditors and the audit committee of the registrant's board of
directors (or persons performing the equivalent functions):

(a) All significant deficiencies and material weaknesses in the design or
operation of internal control over financial reporting which are reasonably
likely to adversely affect the registrant's ability to record, process,
summarize and report financial information; and

(b) Any fraud, whether or not material, that involves management or other
employees who have a significant role in the registrant's internal control
over financial reporting.

Date: August 4, 2011

/s/ Helen Achterberg
----------------------------------------
Helen Achterberg
President and Chief Executive Officer

</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-31.2
<SEQUENCE>3
<FILENAME>ex31-2.txt
<TEXT>
EXHIBIT 31.2

I, Curtis O. Ballantine, certify that:

1. I have reviewed this quarterly report on Form 10-Q of Larkspur Basin Water
Company;

2. Based on my knowledge, this report does not contain any untrue statement of
a material fact or omit to state a material fact necessary to make the
statements made, in light of the circumstances under which such statements
were made, not misleading with respect to the period covered by this report;

3. Based on my knowledge, the financial statements, and other financial
information included in this report, fairly present in all material respects
the financial condition, results of operations and cash flows of the
registrant as of, and for, the periods presented in this report;

4. The registrant's other certifying officer(s) and I are responsible for
establishing and maintaining disclosure controls and procedures (as defined in
Exchange Act Rules 13a-15(e) and 15d-15(e)) and internal control over
financial reporting (as defined in Exchange Act Rules 13a-15(f) and 15d-15(f))
for the registrant and have:

(a) Designed such disclosure controls and procedures, or caused such
disclosure controls and procedures to be designed under our supervision, to
ensure that material information relating to the registrant, including its
consolidated subsidiaries, is made known to us by others within those
entities, particularly during the period in which this report is being
prepared;

(b) Designed such internal control over financial reporting, or caused such
internal control over financial reporting to be designed under our
supervision, to provide reasonable assurance regarding the reliability of
financial reporting and the preparation of financial statements for external
purposes in accordance with generally accepted accounting principles;

(c) Evaluated the effectiveness of the registrant's disclosure controls and
procedures and presented in this report our conclusions about the
effectiveness of the disclosure controls and procedures, as of the end of the
period covered by this report based on such evaluation; and

(d) Disclosed in this report any change in the registrant's internal control
over financial reporting that occurred during the registrant's most recent
fiscal quarter (the registrant's fourth fiscal quarter in the case of an
annual report) that has materially affected, or is reasonably likely to
materially affect, the registrant's internal control over financial reporting;
and

5. The registrant's other certifying officer(s) and I have disclosed, based on
our most recent evaluation of internal control over financial reporting, to
the registrant's auditors and the audit committee of the registrant's board of
directors (or persons performing the equivalent functions):

(a) All significant deficiencies and material weaknesses in the design or
operation of internal control over financial reporting which are reasonably
likely to adversely affect the registrant's ability to record, process,
summarize and report financial information; and

(b) Any fraud, whether or not material, that involves management or other
employees who have a significant role in the registrant's internal control
over financial reporting.

Date: August 4, 2011

/s/ Curtis O. Ballantine
----------------------------------------
Curtis O. Ballantine
Treasurer
(Principal Financial Officer)

</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-32
<SEQUENCE>4
<FILENAME>ex32.htm
<TEXT>
<HTML><HEAD><TITLE>Certification</TITLE></HEAD><BODY>
<P STYLE="font: 10pt Times">EXHIBIT 32</P>
<P STYLE="font: 10pt Times">CERTIFICATION PURSUANT TO 18 U.S.C. SECTION 1350</P>
<P STYLE="font: 10pt Times">In connection with the Quarterly Report of Larkspur Basin Water Company and Larkspur Valley Utilities, LLC on Form 10-Q for the quarter ended June 30, 2011 (the "Report"), each of the undersigned officers certifies, to his or her knowledge, pursuant to 18 U.S.C. Section 1350, that the Report fully complies with the requirements of Section 13(a) or 15(d) of the Securities Exchange Act of 1934, and that the information contained in the Report fairly presents, in all material respects, the financial condition and results of operations of the registrants.</P><TABLE><TR><TD>/s/ Helen Achterberg</TD><TD>/s/ Curtis O. Ballantine</TD></TR><TR><TD>Helen Achterberg</TD><TD>Curtis O. Ballantine</TD></TR><TR><TD>President and Chief Executive Officer</TD><TD>Treasurer</TD></TR><TR><TD>August 4, 2011</TD><TD>August 4, 2011</TD></TR></TABLE>
</BODY></HTML>
</TEXT>
</DOCUMENT>
</SUBMISSION>
