"""records/exports/README.md: how the folder is used, and which case each special row of the sample stands for."""

HEAD = """# Exports

Put the CSV files here as the form tool and the member database wrote them; never edit them. A file belongs to the mapping in
`records/mappings/` whose `files:` pattern fits its name, and its name carries the day of the export: `2026-04-06-mentor-application.csv`.
Export each form whole every time. Older files can stay: for each application the newest export's row counts, and what older
ones held stays known, so that it is never published by accident.

Everything in this folder except the files `sample-*` and this page is ignored by git. Delete the sample before you add records of real people.

## The sample

The files `sample-*` are invented: the Alder Society, its 1,900 members and 320 applications by 285 people, a few of them no members, as exported on
2026-01-05, 2026-02-02 and 2026-03-02. `python3 tests/bench/generate.py --sample` writes them anew, with `../status_events.csv`, `../reviews.csv`
and `../people.csv`; `--expect` prints what the program has to find in them. On 2026-03-13, the day of the third edition, 104 mentors (52 profiles
and 52 in groups) and 40 peers (18 and 22) are listed. What the committee made of the applications stands in [rounds](../rounds/README.md).

The table says what each special row stands for. Form entry numbers are those of the form tool, which counts over all forms.

| form | form entry number | case |
|---|---|---|
"""


def readme(made):
    rows = []
    for form in ("mentor", "peer", "mentee"):
        for application in made.applications:
            if application["form"] == form and application["case"]:
                case = application["case"][0].upper() + application["case"][1:]
                rows.append(f"| {form} | {application['entry']} | {case} |")
    special = [m for m in made.society.members if m.first in ("Will", "Rose", "Grace") or m.last in ("Young", "May")]
    names = sum(not any(a["person"] is m for a in made.applications) for m in special)
    return HEAD + "\n".join(rows) + f"""

On the members' list: {names} more members whose names are words (such as Young, May, Grace, Will, Rose), late payers who are in good standing from February on,
life and honorary members without a paid-through day, members on hold, members who joined between two lists, and members who changed employer.
"""
