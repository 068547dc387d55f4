#!/usr/bin/env python3
"""Writes invented records.

  generate.py --sample [--out RECORDS]            the sample of this project (default: into records/), checked
  generate.py --sample --shuffle 7 --out RECORDS  the same with the rows of every export in another order
  generate.py --expect [--as-of 2026-03-13]       what the program has to find in the sample, as JSON (with the register on the last day of
                                                  records/rounds, which sample_rounds.py writes)
  generate.py --rows 10000 --out DIR              big exports of one day: [--profiles 60] [--seed 1] [--date 2026-03-02]
  generate.py --canary --out DIR                  60 records with a unique value in every private column; DIR/canaries.txt

The same arguments always write the same bytes.
"""
import argparse
import json
import os
import random
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import forms  # noqa: E402
import rules  # noqa: E402


def write_sample(out, shuffle):
    import cases
    import sample
    from society import CYCLES
    made = cases.build()
    folder = os.path.join(out, "exports")
    os.makedirs(folder, exist_ok=True)
    order = random.Random(shuffle)
    for day in CYCLES:
        for form in forms.COLUMNS:
            lines = [forms.row(form, values) for values in made.entries(form, day)]
            if shuffle is not None:
                order.shuffle(lines)
            forms.write_form(os.path.join(folder, f"sample-{day}-{form}-application.csv"), form, lines)
        rows = made.society.roster(day)
        if shuffle is not None:
            order.shuffle(rows)
        forms.write_roster(os.path.join(folder, f"sample-{day}-members.csv"), rows)
    forms.write_table(os.path.join(out, "status_events.csv"), ["event_id", "form", "form_entry_no", "date", "event",
                                                               "until", "reason_code", "note",
                                                               "requested_by", "recorded_by", "recorded_at"],
                      made.event_rows())
    forms.write_table(os.path.join(out, "reviews.csv"), ["text_digest", "decision", "text", "by", "on", "note"],
                      made.review_rows())
    first, second = made.merge
    forms.write_table(os.path.join(out, "people.csv"), ["action", "form_a", "entry_a", "form_b", "entry_b", "reason",
                                                        "by", "on"],
                      [["merge", "mentee", second["entry"], "mentee", first["entry"],
                        "changed employer between the two applications", "headquarters", "2025-12-02"]])
    forms.write_table(os.path.join(out, "accepted_words.csv"), ["source", "digest", "word", "by", "on", "until"], [])
    if shuffle is None:
        import report
        with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as text:
            text.write(report.readme(made))
    import check
    check.sample(out, made, sample.AS_OF)


def main():
    parser = argparse.ArgumentParser(description="Writes invented records; see the head of this file.")
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--expect", action="store_true")
    parser.add_argument("--canary", action="store_true")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--out")
    parser.add_argument("--shuffle", type=int)
    parser.add_argument("--as-of", default="2026-03-13")
    parser.add_argument("--profiles", type=int, default=60, help="percent of mentors and peers with a profile")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--date", default="2026-03-02")
    given = parser.parse_args()
    forms.check_mappings()
    if given.expect:
        records = given.out or os.path.join(forms.ROOT, "records")
        found = rules.expect(records, given.as_of)
        if os.path.isdir(os.path.join(records, "rounds")):
            import sample_rounds
            found["programme"] = sample_rounds.expect(os.path.join(records, "rounds"))
        print(json.dumps(found, indent=1))
    elif given.canary and given.out:
        import canary
        canary.write(given.out, given.date)
    elif given.rows and given.out:
        import bulk
        bulk.write(given.out, given.rows, given.profiles, given.seed, given.date)
    elif given.sample and (given.shuffle is None or given.out):
        write_sample(given.out or os.path.join(forms.ROOT, "records"), given.shuffle)
    else:
        parser.error("say --sample, --expect, --rows N --out DIR or --canary --out DIR; --shuffle needs --out")


if __name__ == "__main__":
    main()
