"""A workspace for measuring how a pool is drawn: mentors who all chose a group, with eight grouped fields in trees of three or four levels.

Answers are skewed as answers are: the n-th commonest is given 1 / n ** SKEW as often as the commonest; and they go together, since
what is common in one area of practice is not what is common in the next. One answer in fifty is empty. With a skew of 1.8
four in ten of a million people answer like nobody else, with 1.0 nearly all of them.
With --roster there is a list of members too: all these people and as many who did not apply, with the area and country of each.
Usage: privacy.py --rows N --out DIR [--seed S] [--skew 1.8] [--roster]
"""
import argparse
import itertools
import os
import random
import shutil

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
# field, leaves, branches from the root down, weight
FIELDS = [("area", 60, (10,), 4), ("country", 48, (4, 12), 1), ("sector", 14, (4,), 1), ("role", 12, (4,), 1),
          ("certification", 10, (3,), 1), ("experience", 8, (3,), 2), ("language", 12, (4,), 1),
          ("setting", 6, (2,), 1)]
FOLLOWS = 0.5  # of the answers follow the area
EMPTY = 0.02
CHUNK = 50000


def tree(name, leaves, branches):
    """Rows code,parent of a vocabulary; later branches hold more leaves than earlier ones."""
    rows, above = [], [""]
    for depth, n in enumerate(branches + (leaves,)):
        codes = [f"{name}-{'xyz'[depth] if n != leaves else 'v'}{i:02d}" for i in range(n)]
        for i, code in enumerate(codes):
            rows.append((code, above[int((i / n) ** 0.8 * len(above))]))
        above = codes
    return rows, above


def ranks(rng, leaves, skew, rows):
    weights = [(r + 1) ** -skew for r in range(leaves)]
    return rng.choices(range(leaves), cum_weights=list(itertools.accumulate(weights)), k=rows)


def chunk(rng, skew, rows):
    """Leaf numbers by field, -1 for an empty answer."""
    columns = [ranks(rng, FIELDS[0][1], skew, rows)]
    for _, leaves, _, _ in FIELDS[1:]:
        drawn = ranks(rng, leaves, skew, rows)
        columns.append([(r + area * 7) % leaves if rng.random() < FOLLOWS else r
                        for r, area in zip(drawn, columns[0])])
    return [[-1 if rng.random() < EMPTY else v for v in column] for column in columns]


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(text)


def settings(out):
    names = ", ".join(f[0] for f in FIELDS)
    columns = "".join(f'  {f[0]}: {{column: "{f[0]}", vocab: {f[0]}}}\n' for f in FIELDS)
    grouped = "".join(f"      - {{field: {f[0]}, label: {f[0]}, vocab: {f[0]}, weight: {f[3]}}}\n" for f in FIELDS)
    os.makedirs(out, exist_ok=True)
    shutil.copy(os.path.join(ROOT, "mentorpress.yml"), out)
    write(f"{out}/records/mappings/mentor.yml", 'source:\n  files: "*-mentor.csv"\n  form: mentor\n  kind: mentor\n'
          '  encoding: auto\n  delimiter: auto\n  dates: [ymd]\ncolumns:\n  form_entry_no: "entry"\n'
          '  submitted_at: "date"\n  first_name: "first"\n  last_name: "last"\n  email: "email"\n' + columns +
          '  consent:\n    column: "listing"\n    version: "1"\n    consent:\n      group: "group"\n'
          '      not listed: "no"\n')
    write(f"{out}/records/policy.yml", "audience: members\nk: 5\nclasses:\n"
          "  private: [first_name, last_name, email, form_entry_no, member_no]\n  status: [submitted_at, consent, member_status, paid_through]\npools:\n"
          "  mentors:\n    kind: mentor\n    title: Mentor\n    plural: mentors\n    grouped:\n" + grouped)
    for name, leaves, branches, _ in FIELDS:
        rows, _ = tree(name, leaves, branches)
        write(f"{out}/records/vocab/{name}.csv", "code,label,parent\n" + "".join(f"{c},{c},{p}\n" for c, p in rows))


def roster_settings(out):
    write(f"{out}/records/mappings/members.yml", 'source:\n  files: "*-members.csv"\n  form: members\n  kind: roster\n'
          '  encoding: auto\n  delimiter: auto\n  dates: [ymd]\ncolumns:\n  member_no: "member"\n  first_name: "first"\n'
          '  last_name: "last"\n  email: "email"\n  member_status: "status"\n  paid_through: {column: "paid", type: date}\n'
          '  area: {column: "area", vocab: area}\n  country: {column: "country", vocab: country}\n'
          'eligible:\n  status: [Active]\n')


def roster(out, seed, skew, facts):
    """Members: everybody who applied, as they answered, and as many again."""
    rng = random.Random(seed + 1)
    words = [tree(*f[:3])[1] + [""] for f in FIELDS[:2]]
    people = len(facts)
    for begin in range(0, people, CHUNK):
        columns = chunk(rng, skew, min(CHUNK, people - begin))
        facts.extend((words[0][a], words[1][c]) for a, c in zip(*columns[:2]))
    with open(f"{out}/records/exports/bench-members.csv", "w", encoding="utf-8", newline="") as to:
        to.write("member,first,last,email,status,paid,area,country\n")
        for i, (area, country) in enumerate(facts, 1):
            to.write(f"M{i},Given{i},Family{i},p{i}@example.org,Active,2030-12-31,{area},{country}\n")


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--rows", type=int, required=True)
    args.add_argument("--out", required=True)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--skew", type=float, default=1.8)
    args.add_argument("--roster", action="store_true")
    args = args.parse_args()
    rng = random.Random(args.seed)
    settings(args.out)
    members = []
    words = [tree(*f[:3])[1] + [""] for f in FIELDS]
    os.makedirs(f"{args.out}/records/exports", exist_ok=True)
    with open(f"{args.out}/records/exports/bench-mentor.csv", "w", encoding="utf-8", newline="") as out:
        out.write("entry,date,first,last,email," + ",".join(f[0] for f in FIELDS) + ",listing\n")
        for begin in range(0, args.rows, CHUNK):
            rows = min(CHUNK, args.rows - begin)
            for i, values in enumerate(zip(*chunk(rng, args.skew, rows)), begin + 1):
                facts = ",".join(w[v] for w, v in zip(words, values))
                if args.roster:
                    members.append((words[0][values[0]], words[1][values[1]]))
                day = 672 * i // (args.rows + 1)  # entries stand in the order in which they came
                out.write(f"{i},{2024 + day // 336}-{1 + day % 336 // 28:02d}-{1 + day % 28:02d},Given{i},Family{i},p{i}@example.org,{facts},group\n")
    if args.roster:
        roster_settings(args.out)
        roster(args.out, args.seed, args.skew, members)


if __name__ == "__main__":
    main()
