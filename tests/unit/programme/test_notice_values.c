/* test_notice_values: whatever a template asks for, the partner's name and addresses come out only when both have agreed. */
#include "programme/due_support.h"
#include "input/template.h"
#include "programme/notice_values.h"

static struct settings settings;

/* All names a template can use about the partner, in one notice of every code, state, side and agreement. */
static const char *everything(enum notice_code code, enum side side)
{
	static const char *const t[] = { "t.txt",
		"Subject: "
		"{{number}}{{cycle}}{{entry}}\n{{partner_name}}{{partner_email}}{{partner_phone}}{{partner_employer}}"
		"{{partner_area}}{{partner_region}}{{#partner_needs}}{{need}}{{/"
		"partner_needs}}{{#questions}}{{typed}}{{question}}"
		"{{/questions}}{{#materials}}{{title}}{{where}}{{/"
		"materials}}{{on}}{{reply_by}}{{plan_due}}{{next_meeting}}\n" };
	struct diags ds = DIAGS_INIT;
	struct template_set *set;
	struct notice n;
	struct rendering out = RENDERING_INIT;
	const char *text = "";
	if (notice_of_pair(code, &facts, &facts.pairs.at[0], side, &mem, &n)) {
		struct notice_world w = { &facts, &settings, NULL, &mem };
		struct tmap *m = tmap_new(&mem);
		notice_values(m, &w, &n);
		assert_int_equal(template_from(&set, t, 1, &ds), 0);
		assert_int_equal(template_render(set, "t.txt", m, NOPLACE, &out, &ds), 0);
		text = arena_strdup(&mem, sv_of(&out.bytes));
		template_free(set);
	}
	rendering_dispose(&out);
	diags_dispose(&ds);
	return text;
}

static bool tells(const char *text)
{
	static const char *const values[] = { "MentorName", "MenteeName", "PeerName", "OtherName", "@example.org",
		"+1 555", "Ironbridge" };
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (strstr(text, values[i])) return true;
	return false;
}

static void mark_people(void)
{
	static const char *const name[] = { "MentorName", "MenteeName", "PeerName", "OtherName" };
	settings = (struct settings){ .society = "S",
		.society_short = "S",
		.programme = "P",
		.committee = "C",
		.contact = "c@contact.test",
		.code_of_ethics = "https://s.test/",
		.mentor_application = "https://s.test/",
		.mentee_application = "https://s.test/",
		.peer_application = "https://s.test/" };
	for (size_t i = 0; i < PEOPLE; i++) {
		people[i].first_name = sv(name[i]);
		people[i].phone = sv("+1 555 0100");
		people[i].employer = sv("Ironbridge");
		people[i].needs.n = 0;
	}
}

static void contact_data_only_after_both_agreed(void **state)
{
	size_t told = 0;
	(void)state;
	mark_people();
	today("2026-10-10");
	for (int peers = 0; peers < 2; peers++)
		for (enum partnership_state s = 0; s < STATE_COUNT; s++)
			for (int agreed = 0; agreed < 4; agreed++)
				for (enum notice_code c = 0; c < NOTICE_COUNT; c++)
					for (enum side side = SIDE_A; side <= SIDE_B; side++) {
						make_pair(peers);
						state_is(s);
						pair_of.agreed[SIDE_A] = agreed & 1 ? day("2026-03-20") : DATE_NONE;
						pair_of.agreed[SIDE_B] = agreed & 2 ? day("2026-03-20") : DATE_NONE;
						bool match = c >= NOTICE_MATCH_MENTEE && c <= NOTICE_MATCH_PEER;
						if (!tells(everything(c, side))) continue;
						assert_true(match && agreed == 3 && s == STATE_ACCEPTED);
						told++;
					}
	assert_int_equal(told, 4); /* mentor, mentee, and each peer */
}

static void whom_it_tells(void **state)
{
	(void)state;
	mark_people();
	state_is(STATE_ACCEPTED);
	assert_non_null(strstr(everything(NOTICE_MATCH_MENTEE, SIDE_B), "MentorName Examplementor@example.org"));
	assert_non_null(strstr(everything(NOTICE_MATCH_MENTOR, SIDE_A), "MenteeName Examplementee@example.org"));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, make_world, end_world)
	const struct CMUnitTest tests[] = { T(contact_data_only_after_both_agreed), T(whom_it_tells) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
