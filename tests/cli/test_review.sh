# review: what is shown, which decisions are refused, the sheets there and back, the questions on a terminal, and what the card shows meanwhile.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
sample_workspace "$W"; records_of "$W" 2026-03-13
mp() { "$MP" "$1" --workspace "$W" --as-of 2026-03-13 "${@:2}"; }
# Gives the n-th mentor who is listed with a profile another text; prints the entry number.
set_text() { # n, text
	python3 - "$W" "$1" "$2" "$ROOT" <<'P'
import csv, glob, os, sys
sys.path.insert(0, os.path.join(sys.argv[4], "tests/bench"))
import forms
path = sorted(glob.glob(sys.argv[1] + "/records/exports/*-mentor-application.csv"))[-1]
rows = list(csv.reader(open(path, encoding="utf-8-sig", newline="")))
l, p = rows[0].index(forms.LISTING), rows[0].index(dict(c[:2] for c in forms.COLUMNS["mentor"])["profile"])
chosen = [r for r in rows[1:] if r[l] == forms.PROFILE and r[p]][int(sys.argv[2])]
chosen[p] = sys.argv[3]
csv.writer(open(path, "w", encoding="utf-8-sig", newline=""), quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
print(chosen[rows[0].index("Entry Id")])
P
}
digest() { mp review --json 2>/dev/null | python3 -c 'import json,sys; print([t["digest"] for t in json.load(sys.stdin)["texts"] if t["entry"]==sys.argv[1] and t["form"]=="mentor"][0])' "$1"; } # entry number
also() { if grep -q "${@:2}" "$T/.out"; then echo "ok $1"; else echo "not ok $1"; head -n 25 "$T/.out"; fi; } # name, what to find in the same output
last() { tail -n 1 "$W/records/reviews.csv"; }
lines() { wc -l <"$W/records/reviews.csv"; }
tty() { python3 - "$@" <<'P'
import os, pty, sys
typed, argv = sys.argv[1], sys.argv[2:]
pid, fd = pty.fork()
if pid == 0: os.execv(argv[0], argv)
os.write(fd, typed.encode())
out = b""
try:
    while chunk := os.read(fd, 4096): out += chunk
except OSError: pass
sys.stdout.write(out.decode().replace("\r", "")); sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
P
}
on_tty() { tty "$1" "$MP" "${@:2}" --workspace "$W" --as-of 2026-03-13; }

# --- what is shown
text='I worked at Zentralab with Peter Hooijmans. Write to jo@x.example.net.'
entry=$(set_text 3 "$text")
fails_with "without a terminal: kinds, no values" 0 "mentor application $entry .*by its looks: 1 e-mail address, 1 name, 1 employer" mp review
if grep -qE "Zentralab|example" "$T/.out"; then echo "not ok no text either"; else echo "ok no text either"; fi
fails_with "with --show-values the text with its marks" 0 'I worked at \[employer\?: Zentralab\] with \[name\?: Peter Hooijmans\]\. Write to \[e-mail\?: jo@x.example.net\]\.' mp review --show-values
also "and the proposal" -F 'proposed: I worked at [employer] with [name]. Write to [e-mail].'
ok "json is JSON" bash -c '"$0" review --workspace "$1" --as-of 2026-03-13 --json 2>/dev/null | python3 -c "import json,sys; d=json.load(sys.stdin); assert d[\"waiting\"]==len([t for t in d[\"texts\"] if t[\"state\"]==\"waits\"])>0 and all(\"text\" not in t for t in d[\"texts\"])"' "$MP" "$W"

# --- decisions by digest
d=$(digest "$entry")
ok "mask as proposed" mp review --mask "${d:0:12}" --by "reviewer" --note "employer"
same "is recorded" "$(last)" "$d,mask,I worked at [employer] with [name]. Write to [e-mail].,reviewer,2026-03-13,employer"
named=$(set_text 4 "Ask me, or my colleague at entry $entry or 10541@.")
owner=$(set_text 5 "I answer to $(python3 -c 'import csv,sys,glob;p=sorted(glob.glob(sys.argv[1]+"/records/exports/*-mentor-application.csv"))[-1];print(next(csv.DictReader(open(p,encoding="utf-8-sig")))["Email"])' "$W") at any time.")
o=$(digest "$owner"); was=$(lines)
fails_with "a value on record is not accepted" 1 'P131.*refused by the gate \(on record: 1 e-mail address\)' mp review --accept "$o"
also "the gate's refusal is said" 'the gate refuses the publish (G010)'
fails_with "a masked text is looked at too" 1 'P133' mp review --mask "$o" --text "Entry $entry, $(mp review --show-values --json 2>/dev/null | grep -oE '[a-z0-9._]+@[a-z.]*example.org' | head -1)"
fails_with "mask with the applicant's own words is none" 1 'P132' mp review --mask "$(digest "$named")" --text "Ask me, or my colleague at entry $entry or 10541@."
fails_with "masking what looks private warns" 0 'P134' mp review --mask "$o" --text "Call +44 20 7946 0999."
same "refusals recorded nothing, the last one did" "$(lines)" $((was + 1))
ok "even so, with a reason" mp review --accept "$o" --even-so "a shared mailbox"
ok "the reason is kept" grep -q "^$o,accept,,headquarters,2026-03-13,even so: a shared mailbox" "$W/records/reviews.csv"
fails_with "unknown digest" 1 P095 mp review --hold 0000000
fails_with "usage" 2 "stand alone" mp review --each --hold 0000000
fails_with "a reason needs a decision" 2 "even-so" mp review --hold "$o" --even-so x

# --- ask, and undo
ok "ask" mp review --ask "$o"
ok "the list of whom to ask has a sentence" grep -q "$owner,mentor,.*Your profile text contains an e-mail address" "$W/private/reports/ask-applicants.csv"
same "and is private" "$(stat -c %a "$W/private/reports/ask-applicants.csv")" 600
fails_with "asked texts are listed apart" 0 "Asked; these wait" mp review
fails_with "ask what?" 1 P135 mp review --ask "$(mp review --json | python3 -c 'import json,sys; print([t["digest"] for t in json.load(sys.stdin)["texts"] if t["state"]=="waits" and not t["on_record"]+t["likely"]][0])')"
ok "undo" mp review --undo "$o"
fails_with "what is undone waits again" 0 "mentor application $owner .*on record" mp review
ok "nobody is asked any more" bash -c '! test -e "$0"' "$W/private/reports/ask-applicants.csv"

# --- a changed text shows the difference
mp review --mask "$(digest "$named")" --text "Ask me." >/dev/null 2>&1
set_text 3 "${text/with Peter/and Peter}" >/dev/null
fails_with "a changed text waits and shows what changed" 0 'changed:  I worked at Zentralab \[-with-\] \{\+and\+\} Peter' mp review --show-values
also "and what was shown before" 'the text before was shown as: I worked at \[employer\] with'
set_text 3 "i worked at zentralab, with Peter Hooijmans! Write to jo@x.example.net" >/dev/null
fails_with "only spacing, capitals or punctuation" 0 "mentor application $entry .*only spacing, capitals or punctuation" mp review
set_text 3 "$text" >/dev/null

# --- the sheet
ok "a sheet" mp review --sheet texts.csv
S=$W/private/reports/texts.csv
same "goes to private/reports, for nobody else" "$(stat -c %a "$S")" 600
fails_with "is not written over" 1 P136 mp review --sheet texts.csv
fails_with "elsewhere with a warning" 0 P137 mp review --sheet "$T/out.csv"
fails_with "another ending" 1 P139 mp review --sheet "texts.xls"
fill() { # out, python on rows (list of dicts) [, encoding [, delimiter]]
	python3 - "$S" "$@" <<'P'
import csv, sys
src, out, code = sys.argv[1:4]; enc = (sys.argv[4:] or ["utf-8-sig"])[0]; sep = (sys.argv[5:] or [","])[0]
r = csv.DictReader(open(src, encoding="utf-8-sig", newline="")); rows = list(r); names = list(r.fieldnames)
exec(code)
w = csv.DictWriter(open(out, "w", encoding=enc, newline=""), names, delimiter=sep); w.writeheader(); w.writerows(rows)
P
}
n=$(python3 -c 'import csv,sys; print(len(list(csv.DictReader(open(sys.argv[1],encoding="utf-8-sig",newline="")))))' "$S")
ok "enough to test with" test "$n" -ge 5
bad() { # name, code, pattern, python
	fill "$T/bad.csv" "$3"; was=$(lines)
	fails_with "sheet: $1" 1 "$2" mp review --read "$T/bad.csv"
	cp "$T/.out" "$T/seen"
	same "sheet: $1: nothing recorded" "$(lines)" "$was"
}
first='r=[x for x in rows if not x["Proposed"]][0]; '
bad "misspelt" 'bad.csv:[0-9]+:[0-9]+: error\[P144\]' "$first"'r["Decision"]="acept"'
ok "with a near miss" grep -q 'did you mean "accept"' "$T/seen"
bad "unknown digest" P141 "$first"'r["Decision"]="ok"; r["Text digest"]="12"'
bad "smart quotes" 'P143.*AutoCorrect' "$first"'r["Decision"]="ok"; r["Text"]=r["Text"].replace(".","\u2026")'
bad "edited text" 'P143.*Masked text' "$first"'r["Decision"]="ok"; r["Text"]+=" More words"'
bad "lost letters" 'P143.*letters were lost' "$first"'r["Decision"]="ok"; r["Text"]=r["Text"].replace("a","?",1)'
bad "mask without a text" P132 "$first"'r["Decision"]="mask"'
bad "text without a decision" P144 "$first"'r["Masked text"]="x"'
bad "accept beside a masked text" 'P144.*which of the two' "$first"'r["Decision"]="ok"; r["Masked text"]="Other words."'
bad "two decisions" 'P145' "$first"'r["Decision"]="ok"; rows.append(dict(r, Decision="hold"))'
bad "a value on record" P131 '[x for x in rows if "on record" in x["Found"]][0]["Decision"]="ok"'
bad "one bad row of many" P144 "for x in rows: x['Decision']='hold'
rows[-1]['Decision']='yess'"
bad "no digests" P139 'names.remove("Text digest"); [x.pop("Text digest") for x in rows]'
fill "$T/good.csv" '
a=[x for x in rows if not x["Proposed"]]
a[0]["Decision"]="Accept"; a[1]["Decision"]="OK."; a[1]["Note"]="fine"; a[2]["Decision"]=" HOLD "; a[3]["Decision"]="ask"; a[3]["Note"]="Which audits?"
m=[x for x in rows if x["Proposed"]][0]; m["Decision"]="mask as proposed"
names.reverse(); names.append("Mine"); rows.append({})' utf-16 ';'
was=$(lines)
fails_with "a good one, UTF-16, semicolons, columns moved and added" 0 'Recorded 5 decisions: 2 accepted, 1 masked, 1 held, 1 to ask' mp review --read "$T/good.csv"
same "five lines" "$(lines)" $((was + 5))
fails_with "read again it changes nothing" 0 'Besides: 5 stood already' mp review --read "$T/good.csv"
same "no line more" "$(lines)" $((was + 5))
h=$(grep ",hold," "$W/records/reviews.csv" | tail -n 1 | cut -d, -f1)
mp review --accept "$h" >/dev/null 2>&1
fails_with "a later decision is not undone by an old sheet" 0 'P146' mp review --read "$T/good.csv"
same "the later one stands" "$(last | cut -d, -f1,2)" "$h,accept"
e5=$(python3 - "$S" "$owner" <<'P'
import csv,sys
print(sum(x["Entry"]==sys.argv[2] for x in csv.DictReader(open(sys.argv[1],encoding="utf-8-sig",newline=""))))
P
)
same "the undone text is on the sheet" "$e5" 1
fill "$T/old.csv" '[x for x in rows if x["Entry"]=="'"$owner"'"][0]["Decision"]="hold"'
set_text 5 "I answer quickly." >/dev/null; was=$(lines)
fails_with "a text that changed since still waits" 0 'P142.*has changed since the sheet was made' mp review --read "$T/old.csv"
same "nothing is recorded for it" "$(lines)" "$was"

# --- the page
ok "a page" mp review --sheet texts.html
ok "the page asks without a network" python3 - "$W/private/reports/texts.html" <<'P'
import re, sys
from html.parser import HTMLParser
page = open(sys.argv[1], encoding="utf-8").read()
class P(HTMLParser):
    radios = labels = articles = 0; outside = []
    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.articles += tag == "article"; self.radios += a.get("type") == "radio"; self.labels += tag == "label"
        self.outside += [v for k, v in attrs if k in ("src", "href")]
p = P(); p.feed(page)
assert p.articles > 0 and not p.outside and p.labels == p.radios + 2 * p.articles and "<script>alert" not in page, (p.articles, p.outside, p.labels, p.radios)
P
if command -v node >/dev/null; then
	cat >"$T/run.js" <<'J'
const fs = require('fs'), vm = require('vm'); const page = fs.readFileSync(process.argv[2], 'utf8');
const un = s => s.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');
const rows = [...page.matchAll(/<article data-row="([^"]*)"/g)].map(m => un(m[1]));
const typed = ['=1+1 "x"', 'plain']; let out = '', click;
const arts = rows.map((row, i) => ({ dataset: { row }, querySelector: q => q.includes('checked') ? { value: 'mask' } : q === 'textarea' ? { value: typed[i % 2] } : { value: '' } }));
const document = { querySelectorAll: () => arts, addEventListener() {}, body: { dataset: { head: un(page.match(/data-head="([^"]*)"/)[1]) } }, createElement: () => ({ click() {} }),
	getElementById: id => id === 'save' ? { addEventListener: (e, f) => { click = f; } } : { textContent: '', hidden: true } };
vm.runInNewContext(page.match(/<script>([\s\S]*)<\/script>/)[1], { document, window: { addEventListener() {} }, addEventListener() {}, URL: { createObjectURL: b => b }, Blob: function (p) { out = p[0]; } });
click(); fs.writeFileSync(process.argv[3], out);
J
	ok "the page saves CSV" node "$T/run.js" "$W/private/reports/texts.html" "$T/saved.csv"
	was=$(lines)
	fails_with "which is read" 0 "Recorded [1-9][0-9]* decisions?: 0 accepted" mp review --read "$T/saved.csv"
	ok "what was typed comes back" grep -q ",mask,.*=1+1 \"\"x\"\"" "$W/records/reviews.csv"
	head -n "$was" "$W/records/reviews.csv" >"$T/r" && cp "$T/r" "$W/records/reviews.csv"
fi

# --- on a terminal
fails_with "--each without a terminal" 1 P147 mp review --each
one=$(set_text 5 "I answer at jo@x.example.net.")
fails_with "on a terminal review asks whether to go through them" 0 "Go through them one by one now\? \[y/N\]" on_tty $'n\n' review
fails_with "help, skip and quit" 0 "0 decided, 1 skipped" on_tty $'?\nx\ns\nq\n' review --each
was=$(lines)
keys=""; for _ in $(seq 12); do keys+=$'m\ns\n'; done
fails_with "mask as proposed" 0 "Recorded: mask" on_tty "$keys" review --each
ok "is the proposal" grep -q ",mask,I answer at \[e-mail\].," "$W/records/reviews.csv"
set_text 5 "Ask ${owner}1, or jo@x.example.net." >/dev/null
keys=""; for _ in $(seq 12); do keys+=$'e\nAsk anybody.\ns\n'; done
fails_with "edit" 0 "Recorded: mask" on_tty "$keys" review --each
ok "is what was typed" grep -q ",mask,Ask anybody.," "$W/records/reviews.csv"
set_text 5 "Ask at jo@y.example.net." >/dev/null
fails_with "by a pipe, with --show-values; ask with the ready sentence" 0 "Recorded: ask" bash -c 'yes "k
" | head -n 4 | "$0" review --each --show-values --workspace "$1" --as-of 2026-03-13' "$MP" "$W"

# --- the card meanwhile
page() { cat "$W"/site/public/*.html "$W"/site/public/*/*.html 2>/dev/null; }
set_text 5 "Violets are my first love in quality." >/dev/null; v=$(digest "$owner")
publish() { "$MP" publish --workspace "$W" --as-of 2026-03-13 --yes "$@"; }
ok "published" publish --cycle 2026-03
ok "a waiting text is not shown" bash -c '! grep -rq Violets "$0"' "$W/site/public"
mp review --ask "$v" --note "Which violets?" >/dev/null 2>&1; publish --cycle 2026-03 >/dev/null 2>&1
ok "an asked one neither" bash -c '! grep -rq Violets "$0"' "$W/site/public"
mp review --mask "$v" --text "Roses are my first love." >/dev/null 2>&1
ok "published with the masked text" publish --cycle 2026-03
ok "the masked text is shown" grep -rq "Roses are my first love" "$W/site/public"
ok "the own one is not" bash -c '! grep -rq Violets "$0"' "$W/site/public"
mp review --hold "$v" >/dev/null 2>&1; publish >/dev/null 2>&1
ok "a held one leaves with the next publish" bash -c '! grep -rq "Roses are my first love" "$0"' "$W/site/public"
mp review --accept "$v" >/dev/null 2>&1; publish --cycle 2026-03 >/dev/null 2>&1
ok "accepted: shown as it is" grep -rq "Violets are my first love" "$W/site/public"
mp review --undo "$v" >/dev/null 2>&1; publish >/dev/null 2>&1
ok "a decision withdrawn: gone with the next publish" bash -c '! grep -rq Violets "$0"' "$W/site/public"
