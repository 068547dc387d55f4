# A sample workspace with a round, decisions and partnerships on every step, for the tests of due and notices. Sourced after lib.sh.
# The rows are put into the register as the commands that make decisions and record events would.
W=$T/w
db() { sqlite3 "$W/private/mentorpress.db" "$@"; }
mp() { "$MP" "$@" --workspace "$W" --as-of "${AS_OF:-2026-03-14}"; }
days() { db "SELECT cast(julianday('$1') - 2440587.5 AS INTEGER)"; } # a date as the register keeps it
# Current applications of members, of a kind (mentor, mentee, peer), by number; the n-th.
entry() { db "SELECT a.id FROM application a JOIN standing s ON s.application = a.id WHERE a.form = '$1' AND s.current AND NOT s.has_events AND NOT s.held AND a.staff = 0 AND s.member > 0 ORDER BY a.entry_no DESC LIMIT 1 OFFSET $2"; }
number() { db "SELECT entry_no FROM application WHERE id = $1"; }
open_pair() { # id, kind (mentor-mentee, peer), a, b
	db "INSERT INTO partnership(id, number, kind, a, b, round, cycle, proposed, reply_by, plan_due, checkin_due, evaluation_due, how, fit) VALUES($1, printf('P-%04d', $1), '$2', $3, $4, 1, '2026-03', $(days 2026-03-11), $(days 2026-03-25), $(days 2026-04-10), $(days 2026-07-10), $(days 2026-10-10), 1, 80)"
}
event() { db "INSERT INTO partnership_event(partnership, day, event, side, value, note, source) VALUES($1, $(days "$2"), '$3', $4, '${5:-}', '', 0)"; }
due_world() {
	sample_workspace "$W" && cp -r "$ROOT/programme-templates" "$W/" && records_of "$W" 2026-03-13 || return 1
	mkdir -p "$W/programme-templates/assets"; [ -f "$W/programme-templates/assets/papers.css" ] || echo 'body{color:#000}' >"$W/programme-templates/assets/papers.css"
	mp import || return 1
	db "INSERT INTO round(id, name, cycle, day, state, rules, inputs) VALUES(1, '2026-03', '2026-03', $(days 2026-03-10), 'decided', '', '')"
	M1=$(entry mentor 0) M2=$(entry mentor 1) E1=$(entry mentee 0) E2=$(entry mentee 1) E3=$(entry mentee 2) P1=$(entry peer 0) P2=$(entry peer 1)
	open_pair 1 mentor-mentee "$M1" "$E1"; open_pair 2 mentor-mentee "$M2" "$E2"; open_pair 3 peer "$P1" "$P2"
	db "INSERT INTO decision(round, application, decision, partner, how, fit, flags, reason, decided_by, decided_on) VALUES(1, $E3, 'no_match', 0, 0, NULL, '', 'no place', 'committee', $(days 2026-03-11))"
}
