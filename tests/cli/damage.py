"""What happens to exports on their way, one folder a case. Usage: damage.py OUT

OUT/base holds a small sound export of each form and a list of members; OUT/CASE/exports the same with one kind of damage, and OUT/CASE/mappings the
mappings where they differ from the project's. OUT/cases.tsv says what is expected, a case a line:
  name, exit code, pattern of a message ("-" for none, "!" for a case without warnings), what of the records equals the base: all, records (without the
  list of what once stood there), standing (who is who and a member), or "-".
Patterns know files, lines and kinds of message; they do not know wording beyond a word that must be said.
"""
import csv
import io
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "bench"))
import forms  # noqa: E402

DAY = "2026-03-02"
MENTOR, PEER, MENTEE, MEMBERS = (f"{DAY}-{n}.csv" for n in ("mentor-application", "peer-application", "mentee-application", "members"))
FORM = {MENTOR: "mentor", PEER: "peer", MENTEE: "mentee"}
NOTE = "I live by a café.\nWrite first, \"please\"; then call."


def person(n, first, last, employer, **more):
    return {"first": first, "last": last, "email": f"p{n}@example.org", "phone": f"+1 555 010{n:02d}", "member_no": f"00{700 + n}",
            "employer": employer, "job": "Lead Auditor", "country": "Canada", "region": "United States: East", "area": "GLP (nonclinical laboratory studies)",
            "years": "4", "sectors": {"Testing laboratory"}, "credentials": {"RQAP-GLP"}, "languages": {"English"}, "channels": {"Video call"},
            "meeting": "Once a month", "offers": {"GLP studies", "Writing SOPs"}, "refuses": {"Vendor audits"}, "needs": {"Data integrity practice"},
            "primary": "Data integrity practice", "capacity": "2", "available_from": "2026-01-01", "available_until": "2026-12-31", "profile": "",
            "goals": "Lead an inspection.", "alternative": "Yes", "reapplicant": "No", "do_not_match": "", "note": "", "cv": "", "listing": forms.PROFILE,
            "ethics": "Checked", "ethics_text": forms.ETHICS_TEXT, "ethics_description": forms.ETHICS_DESCRIPTION, "staff": "", "test": "", "user": f"{n + 40}",
            "entry": f"{10410 + n}", "submitted": f"2025-10-{n + 1:02d} 09:{n:02d}:30", "source": "https://www.alder.example.org/form", "agent": "Mozilla/5.0",
            "ip": "203.0.113.9"} | more


def people():
    """All letters exist in Windows-1252 and in MacRoman, so that one text can be written in each."""
    mentors = [person(1, "Conor", "O'Brien-Müller", "Fjord & Søn A/S"), person(2, "Zoë", "Ångström", "Crème Brûlée Labs"),
               person(3, "José", "Peña", "Größe Prüfung GmbH", note=NOTE), person(4, "Ann", "Lee", "Northwind Testing", years="12"),
               person(5, "Bea", "Lee", "Northwind Testing", listing=forms.GROUP), person(6, "François", "Noël", "Atelier Qualité – Conseil", staff="Inactive until 2026-06-01")]
    peers = [person(11, "Ida", "Strand", "Harbor Audits"), person(12, "Max", "Vogel", "Vogel Prüfung")]
    mentees = [person(21, "Eva", "Horn", "Lindgren Trials", pref_1="10411"), person(22, "Tom", "Reyes", "Lindgren Trials", pref_1="10412", pref_2="10413")]
    return {MENTOR: mentors, PEER: peers, MENTEE: mentees}


def head(name):
    cells = []
    for column in forms.COLUMNS[FORM[name]]:
        cells += column[2] if column[1] is None else [column[1]]
    return cells


def cells(name, p):
    return next(csv.reader(io.StringIO(forms.row(FORM[name], p), newline="")))


def base():
    """File name -> rows, the header first."""
    made = {name: [head(name)] + [cells(name, p) for p in rows] for name, rows in people().items()}
    roster = [[h for _, h in forms.ROSTER]]
    for p in sum(people().values(), []):
        roster.append([p["member_no"], p["first"], p["last"], p["email"], "", p["employer"], "Regular", "Active", "12/31/2026", "01/15/2020", "No", ""])
    made[MEMBERS] = roster
    return made


def text(rows, delimiter=",", end="\n", quoting=csv.QUOTE_ALL):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


class Cases:
    def __init__(self, out):
        self.out, self.lines = out, []

    def write(self, name, files, mappings=None):
        folder = os.path.join(self.out, name)
        os.makedirs(os.path.join(folder, "exports"))
        for file, data in files.items():
            with open(os.path.join(folder, "exports", file), "wb") as f:
                f.write(data if isinstance(data, bytes) else ("\ufeff" + (data if isinstance(data, str) else text(data))).encode("utf-8"))
        for file, (old, new) in (mappings or {}).items():
            with open(os.path.join(forms.ROOT, "records", "mappings", file), encoding="utf-8") as f:
                mapping = f.read()
            assert re.search(old, mapping, re.M), (name, file, old)
            os.makedirs(os.path.join(folder, "mappings"), exist_ok=True)
            with open(os.path.join(folder, "mappings", file), "w", encoding="utf-8") as f:
                f.write(re.sub(old, new, mapping, count=1, flags=re.M))

    def add(self, name, files, code=0, says="!", equal="all", mappings=None):
        self.write(name, {**base(), **files}, mappings)
        self.lines.append([name, str(code), says, equal])

    def cell(self, name, file, row, column, value, **more):
        """One cell's text is another. More rows: a list of (row, value)."""
        rows = base()[file]
        for r, v in [(row, value)] if not isinstance(row, list) else row:
            old = rows[r][rows[0].index(column)]
            rows[r][rows[0].index(column)] = v(old) if callable(v) else v
        self.add(name, {file: rows}, **more)


def encode(content, how):
    """The bytes of a text as a tool would write them."""
    return {"utf-8": lambda: content.encode("utf-8"), "utf-8-mark": lambda: content.encode("utf-8-sig"), "utf-16le": lambda: b"\xff\xfe" + content.encode("utf-16-le"),
            "utf-16be": lambda: b"\xfe\xff" + content.encode("utf-16-be"), "utf-16le-bare": lambda: content.encode("utf-16-le"),
            "windows-1252": lambda: content.encode("cp1252"), "macroman": lambda: content.encode("mac_roman")}[how]()


ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


def dialects(add):
    """Every encoding with every separator, line end and style of quoting: the same records."""
    for encoding in ("utf-8", "utf-8-mark", "utf-16le", "utf-16be", "utf-16le-bare", "windows-1252", "macroman"):
        for sep, delimiter in SEPARATORS.items():
            for ends, end in ENDS.items():
                for marked in (False, True):
                    if marked and encoding not in ("utf-8-mark", "utf-16le", "macroman"):
                        continue
                    # The line end within the note's cell is the file's own, as a spreadsheet writes it.
                    files = {name: encode((f"sep={delimiter}{end}" if marked else "") + text([[c.replace("\n", end) for c in r] for r in rows], delimiter, end,
                                          csv.QUOTE_MINIMAL if sep == "tab" else csv.QUOTE_ALL), encoding) for name, rows in base().items()}
                    says = {"windows-1252": f"{MENTOR}.*Windows-1252", "macroman": f"{MENTOR}.*(MacRoman|Macintosh)"}.get(encoding, "-")
                    add(f"read-{encoding}-{sep}-{ends}{'-sep' if marked else ''}", files, says=says)
    lines = text(base()[MENTOR]).split("\n")
    add("line-ends-mixed", {MENTOR: "".join(line + ("\n", "\r\n", "\r")[i % 3] for i, line in enumerate(lines[:-1]))})
    add("mark-before-bare-cell", {MENTOR: text(base()[MENTOR], quoting=csv.QUOTE_MINIMAL)})
    add("sep-line-quoted", {MENTOR: '"sep=;"\r\n' + text(base()[MENTOR], ";")})
    add("declared-macroman", {MENTOR: encode(text(base()[MENTOR]), "macroman")}, mappings={"mentor.yml": ("encoding: auto", "encoding: macroman")})
    add("declared-utf-8-is-not", {MENTOR: encode(text(base()[MENTOR]), "windows-1252")}, 1, rf"{MENTOR}:2:[0-9]+: error\[B102", "-",
        {"mentor.yml": ("encoding: auto", "encoding: utf-8")})


def rows_and_columns(case):
    def rows(name, change, code=0, says="!", equal="all", file=MENTOR, mappings=None):
        made = base()[file]
        case.add(name, {file: change(made) or made}, code, says, equal, mappings)
    width = len(head(MENTOR))
    blank, last = [""] * width, 9  # the last line of the mentors' file: 6 rows, one of two lines, after the header
    rows("blank-rows", lambda r: text(r[:3]) + "\n" + text([blank]) + ",,,\n" + text(r[3:]) + "\n\n" + text([blank]))
    total = ["Total", "6"] + blank[2:]
    rows("total-at-the-foot", lambda r: r + [total], says=rf"{MENTOR}:{last}:[0-9]+: warning\[R")
    rows("notes-at-the-foot", lambda r: text(r) + '\n"Exported on 2026-03-02 by staff"\n"Page","1"\n', says=rf"{MENTOR}:{last + 1}:[0-9]+: warning\[R")
    rows("total-in-the-middle", lambda r: r[:3] + [total] + r[3:], 1, rf"{MENTOR}:4:[0-9]+: error\[R", "-")
    rows("row-longer", lambda r: text(r[:2]) + text([r[2] + ["more"]]) + text(r[3:]), 1, rf"{MENTOR}:3:[0-9]+: error\[R020", "-")
    rows("row-longer-by-empty-cells", lambda r: r[:2] + [r[2] + ["", ""]] + r[3:])
    rows("row-cut-off", lambda r: r[:2] + [r[2][:20]] + r[3:], 1, rf"{MENTOR}:3:[0-9]+: error\[R020", "-")
    rows("row-short-of-what-decides-nothing", lambda r: [r[0]] + [x[:-2] if i == 2 else x for i, x in enumerate(r[1:])],
         says=rf"{MENTOR}:4:[0-9]+: warning\[R075", equal="standing")
    rows("file-cut-off-in-the-last-row", lambda r: text(r[:-1]) + text([r[-1][:-2]])[:-1], 1, rf"{MENTOR}:[0-9]+:[0-9]+: error\[R075", "-")
    at = head(MENTOR).index("Employer")
    rows("column-renamed", lambda r: [["Company name" if c == "Employer" else c for c in r[0]]] + r[1:], 1, rf"{MENTOR}:1:[0-9]+: error\[R01", "-")
    rows("column-renamed-and-listed", lambda r: [["Company name" if c == "Employer" else c for c in r[0]]] + r[1:],
         mappings={"mentor.yml": ('employer: "Employer"', 'employer: {column: ["Employer", "Company name"]}')})
    rows("column-duplicated", lambda r: [x[:at] + [x[at]] + x[at:] for x in r], 1, rf"{MENTOR}:1:[0-9]+: error\[R0", "-")
    rows("column-inserted", lambda r: [["Shoe size"] + r[0]] + [["42"] + x for x in r[1:]], 1, rf"{MENTOR}:1:1: error\[R010.*Shoe size", "-")
    rows("column-missing", lambda r: [x[:at] + x[at + 1:] for x in r], 1, r"error\[R011.*Employer", "-")
    order = [width - 1 - i for i in range(16)] + list(range(width - 16))
    rows("columns-in-another-order", lambda r: [[x[i] for i in order] for x in r])
    rows("header-spelled-oddly", lambda r: [[c.replace(" (First)", "\n(First)").replace("Entry Id", "\u00a0Entry\u00a0\u00a0Id ").replace("Job title", "job  TITLE")
                                              for c in r[0]]] + r[1:])
    rows("no-header", lambda r: r[1:], 1, rf"{MENTOR}:1:[0-9]+: error\[R01", "-")
    rows("choice-renamed-in-the-header", lambda r: [["GCP trials (clinical)" if c == "GCP trials" else c for c in r[0]]] + r[1:], 1, rf"{MENTOR}:1:[0-9]+: error\[R01", "-")


def numbers(case):
    cell = case.cell
    cell("member-number-without-zeros", MENTOR, [(r, lambda v: v.lstrip("0")) for r in range(1, 7)], "Society member number", None, equal="standing")
    cell("lost-zeros-are-told", MENTOR, [(r, lambda v: v.lstrip("0")) for r in range(1, 7)], "Society member number", None, says=rf"{MENTOR}:2:[0-9]+: (warning|note)\[R",
         equal="standing", mappings={"mentor.yml": ('member_no: "Society member number"', 'member_no: {column: "Society member number", digits: 5}')})
    for name, typed in (("hash", "#00702"), ("blanks", " 00702 "), ("text-formula", '="00702"'), ("apostrophe", "'00702"), ("point-zero", "702.0")):
        cell("member-number-with-" + name, MENTOR, 2, "Society member number", typed, says="-", equal="standing")
    for name, typed in (("comma", "10,412"), ("point", "10.412"), ("blank", "10 412"), ("no-break-space", "10\u00a0412"), ("narrow-space", "10\u202f412"),
                        ("apostrophe", "10'412"), ("point-zero", "10412.0"), ("comma-zeros", "10412,00")):
        cell("entry-number-with-" + name, MENTOR, 2, "Entry Id", typed, says=rf"{MENTOR}:3:[0-9]+: warning\[R", equal="standing")
    cell("entry-number-with-hash", MENTOR, 2, "Entry Id", "#10412", says="-", equal="standing")
    for name, typed in (("exponent", "1.04E+04"), ("exponent-comma", "1,04E+04"), ("letter", "1O412")):
        cell("entry-number-with-" + name, MENTOR, 2, "Entry Id", typed, code=1, says=rf"{MENTOR}:3:[0-9]+: error\[R", equal="-")
    cell("member-number-with-exponent", MENTOR, 2, "Society member number", "7.02E+02", code=1, says=rf"{MENTOR}:3:[0-9]+: error\[R", equal="-")
    cell("decimal-comma", MENTOR, 1, "Years of experience in quality assurance", "4,0", says="-", equal="standing")
    # The same column as the form would have it with ranges to choose from.
    band = {"mentor.yml": (r"  qa_years: .*\n  experience: .*", '  experience: {column: "Years of experience in quality assurance", vocab: experience}')}
    years = "Years of experience in quality assurance"
    bands = [(1, "3-5"), (2, "3-5"), (3, "3-5"), (4, "11-20"), (5, "3-5"), (6, "3-5")]
    for name, typed in (("5-Mar", "5-Mar"), ("German", "05. Mrz"), ("iso", "2026-03-05 00:00:00"), ("slashes", "3/5/2026")):
        cell("range-became-" + name, MENTOR, bands[:1] + [(2, typed)] + bands[2:], years, None, code=1, says=rf"{MENTOR}:3:[0-9]+: error\[R", equal="-", mappings=band)
    cell("range-is-a-range", MENTOR, bands, years, None, equal="standing", mappings=band)


def dates_and_words(case):
    cell = case.cell
    both, rest = {"members.yml": (r"dates: \[ymd, mdy\]", "dates: [mdy, dmy]")}, {"members.yml": (r"dates: \[ymd, mdy\]", "dates: [ymd, mdy, serial]")}
    cell("day-and-month-contradict", MEMBERS, [(3, "13/01/2020"), (5, "01/14/2020")], "Join Date", None, code=1, says=rf"{MEMBERS}:[46]:[0-9]+: error\[R", equal="-", mappings=both)
    cell("day-and-month-unclear", MEMBERS, [(r, "03/04/2020") for r in range(1, 11)], "Join Date", None, says=rf"{MEMBERS}:2:[0-9]+: warning\[R033", equal="standing",
         mappings=both)
    cell("day-of-the-other-order", MEMBERS, 3, "Join Date", "15/01/2020", code=1, says=rf"{MEMBERS}:4:[0-9]+: error\[R133", equal="-")
    cell("month-in-words", MEMBERS, 3, "Join Date", "15 Jan 2020", equal="all")
    cell("roster-dates-with-midnight", MEMBERS, [(r, "01/15/2020 0:00") for r in range(1, 11)], "Join Date", None)
    cell("serial-date", MEMBERS, 3, "Join Date", "43845", code=1, says=rf"{MEMBERS}:4:[0-9]+: error\[R.*", equal="-")
    cell("serial-date-listed", MEMBERS, 3, "Join Date", "43845", says="-", mappings=rest)
    for name, no in (("German", "FALSCH"), ("French", "FAUX"), ("English", "FALSE"), ("Spanish", "FALSO"), ("zero", "0")):
        cell("no-in-" + name, MEMBERS, 2, "Hold", no, says="-")
    cell("yes-in-German-holds", MEMBERS, 2, "Hold", "WAHR", says="-", equal="-")
    cell("yes-or-no-is-neither", MEMBERS, 2, "Hold", "perhaps", code=1, says=rf"{MEMBERS}:3:[0-9]+: error\[R026", equal="-")
    for name, typed in (("name", "#NAME?"), ("ref", "#REF!"), ("German", "#BEZUG!"), ("French", "#VALEUR!"), ("hashes", "########")):
        cell("broken-formula-" + name, MENTOR, 2, "Employer", typed, code=1, says=rf"{MENTOR}:3:[0-9]+: error\[R030", equal="-")
    cell("formula-guard", MENTOR, 2, "Phone", lambda v: "'" + v, says="-")
    cell("formula-without-guard", MENTOR, 2, "Job title", "=1+1", says=rf"{MENTOR}:3:[0-9]+: warning\[R031", equal="standing")
    cell("entities", MENTOR, 1, "Employer", "Fjord &amp; Søn A/S", says="-")
    cell("entity-numbers", MENTOR, 1, "Name (Last)", "O&#39;Brien-M&#252;ller", says="-")
    cell("mojibake", MENTOR, 1, "Name (Last)", "O'Brien-MÃ¼ller", says=rf"{MENTOR}:2:[0-9]+: warning\[R", equal="standing")
    cell("letters-already-lost", MENTOR, 1, "Name (Last)", "O'Brien-M?ller", says=rf"{MENTOR}:2:[0-9]+: warning\[R", equal="standing")
    cell("replacement-character", MENTOR, 1, "Name (Last)", "O'Brien-M\ufffdller", says=rf"{MENTOR}:2:[0-9]+: warning\[R", equal="standing")
    cell("zero-width-and-direction-marks", MENTOR, 4, "Name (Last)", "L\u200bee\u202e\u202c\u200f", says="-")
    cell("no-break-spaces", MENTOR, 4, "Employer", "\u00a0Northwind\u00a0Testing ", says="-")
    cell("mail-with-a-name", MENTOR, 4, "Email", "Ann Lee <p4@example.org>", says=rf"{MENTOR}:6:[0-9]+: warning\[R", equal="all")
    cell("mail-that-is-none", MENTOR, 4, "Email", "p4 at example", says=rf"{MENTOR}:6:[0-9]+: (warning|error)\[R032", code=-1, equal="-")
    cell("mojibake-by-iso-8859-1", MENTOR, 3, "Name (First)", "\u00c3\u0089ric", says=rf"{MENTOR}:4:[0-9]+: warning\[R128", equal="standing")
    cell("day-of-application-in-the-future", MENTOR, 2, "Entry Date", "2031-05-05 10:00:00", code=1, says=rf"{MENTOR}:3:[0-9]+: error\[R072", equal="-")
    cell("box-with-the-neighbors-text", MENTOR, 2, "GLP studies", "Writing SOPs", code=1, says=rf"{MENTOR}:3:[0-9]+: error\[R071", equal="-")
    cell("box-with-a-yes", MENTOR, 2, "GLP studies", "WAHR")
    cell("pause-until-a-year-of-two-digits", MENTOR, 6, "Staff: application status", "Inactive until 06/01/26", code=1,
         says=rf"{MENTOR}:8:[0-9]+: error\[R135", equal="-")
    cell("answer-renamed", MENTOR, 2, "How often would you like to meet?", "Every month", code=1, says=rf"{MENTOR}:3:[0-9]+: error\[R027", equal="-")
    cell("answer-renamed-and-listed", MENTOR, 2, "How often would you like to meet?", "Every month", mappings={"mentor.yml": (
        "vocab: meeting}", 'vocab: meeting, aliases: {"Every month": monthly}}')})
    cell("consent-in-unknown-words", MENTOR, 2, forms.LISTING, "I guess so", code=1, says=rf"{MENTOR}:3:[0-9]+: error\[R028", equal="-")
    cell("staff-word-unknown", MENTOR, 2, "Staff: application status", "On vacation", code=1, says=rf"{MENTOR}:3:[0-9]+: error\[R029", equal="-")


def people_twice(case):
    cell = case.cell
    cell("test-entry-is-held", MENTOR, 2, "Staff: test entry", "Yes", says="-", equal="-")
    cell("nobody-recognizable-is-held", MENTOR, [(2, "")], "Email", None, says="-", equal="standing")
    rows = base()[MENTOR]
    again = list(rows[2])
    again[rows[0].index("Entry Id")], again[rows[0].index("Entry Date")] = "10499", "2025-12-01 10:00:00"
    case.add("same-person-twice", {MENTOR: rows + [again]}, says="-", equal="-")
    case.add("same-row-twice", {MENTOR: rows + [rows[2]]}, 1, rf"{MENTOR}:9:[0-9]+: error\[R022", "-")
    namesake = list(again)
    for column, value in (("Email", "other@example.org"), ("Society member number", "00799")):
        namesake[rows[0].index(column)] = value
    case.add("same-name-two-people", {MENTOR: rows + [namesake]}, says="-", equal="-")
    for name, typed, good in (("hash", "#10411", True), ("point", "10.411", True), ("letter-O", "1O411", True), ("unknown", "99999", False), ("own-member-number", "00702", False)):
        cell("preference-with-" + name, MENTEE, 1, forms.PREFERENCES[0], typed, says="!" if good else rf"{MENTEE}:2: warning\[R", equal="standing")


def main(out):
    case = Cases(out)
    case.write("base", base())
    dialects(case.add)
    for make in (rows_and_columns, numbers, dates_and_words, people_twice):
        make(case)
    with open(os.path.join(out, "cases.tsv"), "w", encoding="utf-8") as f:
        f.writelines("\t".join(line) + "\n" for line in case.lines)


if __name__ == "__main__":
    main(sys.argv[1])
