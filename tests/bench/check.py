"""What must hold for the sample before anybody builds on it: its counts, and that no approved text holds a private value."""
import os
import re

import forms
import rules
from names import tokens

# Words that are names here and words in lower case; the policy lists them as ordinary.
ORDINARY = {"may", "will", "young", "mark", "rose", "grace"}
WINDOW = 6


def windows(words, most=WINDOW):
    """Every run of up to `most` words, joined as the gate joins them, with its words."""
    for i in range(len(words)):
        for n in range(1, min(most, len(words) - i) + 1):
            yield "".join(words[i:i + n]), words[i:i + n]


def private_values(records):
    """Joined tokens of every private value of every export, with what it is."""
    found = {}

    def add(what, text):
        words = tokens(text)
        for i in range(0, len(words), WINDOW):
            part = words[i:i + WINDOW]
            if len(words) <= WINDOW or len(part) == WINDOW:
                found.setdefault("".join(part), what)

    def person(values):
        first, last = values["first"], values["last"]
        for what, text in [("first name", first), ("surname", last), ("full name", f"{first} {last}"),
                           ("full name", f"{last} {first}"),
                           ("initial and surname", first[:1] + last), ("e-mail", values["email"]),
                           ("mail name", values["email"].split("@")[0]),
                           ("employer", values["employer"]), ("member number", values["member_no"]),
                           ("phone", re.sub(r"\D", "", values.get("phone", "")))]:
            add(what, text)
        for part in tokens(last):
            if len(part) > 2:
                found.setdefault(part, "part of a surname")

    folder = os.path.join(records, "exports")
    for form in forms.COLUMNS:
        for path in rules.exports(folder, form + "-application", "9999"):
            for values in forms.read_form(path, form):
                person(values)
                for key in ("certificate", "job", "country", "goals", "do_not_match", "note", "cv", "entry", "agent",
                            "ip"):
                    add(key, values.get(key, ""))
    for path in rules.exports(folder, "members", "9999"):
        for values in forms.read_roster(path):
            person(values)
            for key in ("other_emails", "hold_reason"):
                add(key, values[key])
    return found


def private_passages(records):
    """Five words in a row of anything that people wrote: too many to stand on a page by chance."""
    found = set()
    for form in forms.COLUMNS:
        for path in rules.exports(os.path.join(records, "exports"), form + "-application", "9999"):
            for values in forms.read_form(path, form):
                for key in ("profile", "goals", "note", "do_not_match"):
                    found |= {joined for joined, words in windows(tokens(values.get(key, "")), 5) if len(words) == 5}
    return found


def texts_to_publish(made):
    for application, decision, text, masked in made.reviews:
        if decision != "hold":
            yield masked if decision == "mask" else text, application["entry"]


def approved_texts(made, values):
    bad = set()
    for text, entry in texts_to_publish(made):
        for joined, words in windows(tokens(text)):
            what = values.get(joined)
            if what and not (words[0] in ORDINARY and len(words) == 1 and re.search(rf"\b{words[0]}\b", text)):
                bad.add(f"the text of {entry} holds a {what}: {' '.join(words)}")
        for word in ORDINARY:
            if re.search(rf"\b{word.capitalize()}\b", text):
                bad.add(f"the text of {entry} has {word} with a capital")
        if re.search(r"\d", text):
            bad.add(f"the text of {entry} holds a digit")
    assert not bad, "\n".join(sorted(bad))


def committee_words(values, passages):
    """What the committee's pages and the templates say and the sample holds too, names only with a capital: it would stop every publish."""
    officers = set()
    with open(os.path.join(forms.ROOT, "content", "officers.yml"), encoding="utf-8") as text:
        for name in re.findall(r"name: (.*)", text.read()):
            officers |= {"".join(w) for n in range(1, 5) for w in zip(*[tokens(name)[i:] for i in range(n)])}
    single = ("first name", "surname", "part of a surname")
    bad = set()
    for top in ("content", "site-templates"):
        for folder, _, files in os.walk(os.path.join(forms.ROOT, top)):
            for name in files:
                if not name.endswith((".md", ".csv", ".yml", ".html", ".css", ".js")):
                    continue
                with open(os.path.join(folder, name), encoding="utf-8") as text:
                    body = text.read()
                for joined, words in windows(tokens(body)):
                    what = values.get(joined) or ("passage of a text" if joined in passages else None)
                    if not what or joined in officers or joined in ORDINARY:
                        continue
                    if what in single and not re.search(rf"(?<![.!?#>|*\-:] )\b{re.escape(words[0].capitalize())}\b",
                                                        body):
                        continue
                    bad.add(f"{top}/{name}: {what}: {' '.join(words)}")
    return sorted(bad)


def sample(records, made, as_of):
    found = rules.expect(records, as_of)
    got = {k: (found[k].get("applications"), found[k].get("listed")) for k in rules.KINDS}
    assert got == {"mentor": (150, 104), "peer": (62, 40), "mentee": (108, None)}, got
    assert (found["applications"], found["persons"], found["members"]) == (320, 285, 1900), found
    for kind in ("mentor", "peer"):
        shown, of = found[kind]["exact_area"], found[kind]["listed_group"]
        assert 4 * shown >= 3 * of, f"{kind}: the exact area shows for {shown} of {of}"
    values = private_values(records)
    approved_texts(made, values)
    names = committee_words(values, private_passages(records))
    assert not names, "the site's own pages hold what is private in the sample:\n" + "\n".join(names)
