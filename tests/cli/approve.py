"""Gives one mentor who is listed with a profile another text and lets it pass the review. Usage: approve.py WORKSPACE TEXT"""
import csv
import glob
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bench"))
import forms  # noqa: E402
from sample import digest_of  # noqa: E402

workspace, text = sys.argv[1:]
path = sorted(glob.glob(os.path.join(workspace, "records/exports/*-mentor-application.csv")))[-1]
with open(path, encoding="utf-8-sig", newline="") as f:
    rows = list(csv.reader(f))
listing, profile = rows[0].index(forms.LISTING), rows[0].index(dict(c[:2] for c in forms.COLUMNS["mentor"])["profile"])
chosen = [r for r in rows[1:] if r[listing] == forms.PROFILE and r[profile]]
chosen[3][profile] = text
with open(path, "w", encoding="utf-8-sig", newline="") as f:
    csv.writer(f, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
with open(os.path.join(workspace, "records/reviews.csv"), "a", encoding="utf-8", newline="") as f:
    csv.writer(f, lineterminator="\n").writerow([digest_of(text), "accept", "", "headquarters", "2026-03-01", ""])
