"""The three application forms and the members' list, column by column, as the tools write them.

The form tool quotes every cell, begins with a byte-order mark, ends lines with LF and lists the newest entry first. Its
last eleven columns always stand in the same order. Headers are the words of records/mappings/*.yml.
"""
import csv
import io
import os

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))

SECTORS = ["Contract research organization", "Pharmaceutical or biotech company", "Medical device company",
           "Crop science company",
           "University or hospital", "Independent consultant", "Regulatory agency", "Testing laboratory",
           "Another sector"]
CREDENTIALS = ["RQAP-GLP", "RQAP-GCP", "Certified Quality Auditor", "ISO lead auditor", "No credential yet"]
LANGUAGES = ["English", "French", "German", "Spanish", "Portuguese", "Italian", "Chinese", "Japanese", "Hindi",
             "Hebrew", "Czech"]
CHANNELS = ["Video call", "Telephone call", "Written messages", "In person at meetings"]
MEETING = ["Every week", "Every two weeks", "Once a month", "As needed"]
TOPICS = ["GLP studies", "GCP trials", "GMP production", "Pharmacovigilance systems", "Computerized systems",
          "Data integrity practice",
          "Hosting inspections", "Vendor audits", "Risk-based auditing", "Writing SOPs", "Training programs",
          "Preparing for the RQAP exam",
          "Career planning", "Leading a QA group", "Communication and influence", "Starting as a consultant"]

LISTING = "How may we list you in the directory?"
PROFILE, GROUP, NOT_LISTED = "List me with a profile", "List me in a group only", "Do not list me"
OLDER = "I agree to be listed in the directory."
PREFERENCES = ["Preferred potential partner (Entry ID) - " + n for n in ("1st", "2nd", "3rd")]

# A column is (key, header); a question with choices is (key, None, choices) and becomes one column per choice.
_HEAD = [("first", "Name (First)"), ("last", "Name (Last)"), ("certificate",
                                                              "Your name as it should stand on a certificate"),
         ("email", "Email"), ("phone", "Phone"), ("member_no", "Society member number"), ("employer", "Employer"),
         ("job", "Job title"),
         ("country", "Country"), ("region", "Where do you work?"), ("area", "Main area of practice"),
         ("years", "Years of experience in quality assurance"), ("sectors", None, SECTORS),
         ("credentials", None, CREDENTIALS),
         ("languages", None, LANGUAGES), ("channels", None, CHANNELS), ("meeting", "How often would you like to meet?")]
_WANTS = [("goals", "What do you want to have reached when the partnership ends?"), ("pref_1", PREFERENCES[0]),
          ("pref_2", PREFERENCES[1]),
          ("pref_3", PREFERENCES[2]), ("alternative", "May the committee propose somebody else?"),
          ("reapplicant", "Have you applied before without being matched?")]
_OWN_WORDS = [("profile", "Your profile in your own words (no names, no employer)")]
_NOTES = [("do_not_match", "Is there anybody you should not be matched with?"),
          ("note", "Anything else for the committee"), ("cv", "Curriculum vitae")]
_LISTING = [("listing", LISTING)]
_TAIL = [("ethics", "Code of ethics (Consent)"), ("ethics_text", "Code of ethics (Text)"),
         ("ethics_description", "Code of ethics (Description)"),
         ("staff", "Staff: application status"), ("test", "Staff: test entry"),
         ("user", "Created By (User Id)"), ("entry", "Entry Id"), ("submitted", "Entry Date"), ("source", "Source Url"),
         ("transaction", "Transaction Id"),
         ("amount", "Payment Amount"), ("paid", "Payment Date"), ("payment", "Payment Status"), ("post", "Post Id"),
         ("agent", "User Agent"), ("ip", "User IP")]
COLUMNS = {
    "mentor": _HEAD + [("offers", None, TOPICS), ("refuses", None, TOPICS),
                       ("capacity", "How many partnerships can you take on at a time?"),
                       ("available_from", "Available from"),
                       ("available_until", "Available until")] + _OWN_WORDS + _NOTES + _LISTING + _TAIL,
    "peer": _HEAD + [("offers", None, TOPICS),
                     ("needs", None, TOPICS)] + _WANTS + _OWN_WORDS + _NOTES + _LISTING + _TAIL,
    "mentee": _HEAD + [("needs", None, TOPICS),
                       ("primary", "Which of these matters most to you?")] + _WANTS + _NOTES + _TAIL,
}
ROSTER = [("member_no", "Member ID"), ("first", "First Name"), ("last", "Last Name"), ("email", "Email"),
          ("other_emails", "Other Emails"),
          ("employer", "Company"), ("type", "Member Type"), ("status", "Status"), ("paid_through", "Paid Through"),
          ("joined", "Join Date"),
          ("hold", "Hold"), ("hold_reason", "Hold Reason")]

ETHICS_TEXT = "I have read the code of ethics and agree to it."
ETHICS_DESCRIPTION = "Everything said in a partnership stays confidential."
SOURCE = {"mentor": "https://www.alder.example.org/mentoring/mentor-application",
          "peer": "https://www.alder.example.org/mentoring/peer-partner-application",
          "mentee": "https://www.alder.example.org/mentoring/mentee-application"}


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def header(form):
    cells = []
    for column in COLUMNS[form]:
        cells += column[2] if column[1] is None else [column[1]]
    return ",".join(map(quoted, cells))


def row(form, values):
    """One entry's line; a question with choices takes a set of labels."""
    cells = []
    for column in COLUMNS[form]:
        value = values.get(column[0], "")
        if column[1] is None:
            cells += [label if label in value else "" for label in column[2]]
        else:
            cells.append(value)
    return ",".join(map(quoted, cells))


def write_form(path, form, lines):
    with open(path, "w", encoding="utf-8-sig", newline="") as out:
        out.write(header(form) + "\n")
        for line in lines:
            out.write(line + "\n")


def us_date(iso):
    """The member database writes 12/31/2026, and nothing for members who need no date."""
    return f"{iso[5:7]}/{iso[8:10]}/{iso[0:4]}" if iso else ""


def write_roster(path, rows):
    """The member database quotes only what must be quoted, ends lines with CRLF and has no byte-order mark."""
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([h for _, h in ROSTER])
        writer.writerows(rows)


def write_table(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def read_form(path, form):
    """Entries of an export as the values that went in; the way back of row()."""
    with open(path, encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text)
        assert next(reader) == next(csv.reader(io.StringIO(header(form)))), path
        for line, cells in enumerate(reader, 2):
            values, at = {}, 0
            for column in COLUMNS[form]:
                width = len(column[2]) if column[1] is None else 1
                values[column[0]] = {c for c in cells[at:at + width] if c} if column[1] is None else cells[at]
                at += width
            assert at == len(cells), f"{path}: record {line} has {len(cells)} cells, not {at}"
            yield values


def read_roster(path):
    with open(path, encoding="utf-8", newline="") as text:
        for cells in csv.DictReader(text):
            yield {key: cells[head] for key, head in ROSTER}


def vocabulary(name):
    with open(os.path.join(ROOT, "records", "vocab", name + ".csv"), encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def check_mappings():
    """Every header must stand in the mapping that reads it, so that the forms and the mappings cannot drift apart."""
    missing = []
    for form, columns in list(COLUMNS.items()) + [("members", ROSTER)]:
        with open(os.path.join(ROOT, "records", "mappings", form + ".yml"), encoding="utf-8") as text:
            mapping = text.read()
        for column in columns:
            for head in column[2] if column[1] is None else [column[1]]:
                if f'"{head}"' not in mapping:
                    missing.append(f"records/mappings/{form}.yml does not name {head}")
    assert not missing, "\n".join(missing)
