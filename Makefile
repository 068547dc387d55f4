# mentorpress. `make help` lists the goals.
SHELL := /bin/bash
CC ?= gcc
B ?= build
ROOMS := base store input content records programme privacy site publish cmd
PKGS := libcmark sqlite3 libgit2 yaml-0.1 zlib libcrypto libutf8proc libmicrohttpd pangocairo
# Evaluated only when something is compiled, so that `make deps` works on a machine without them.
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS))
PKG_LIBS = $(shell pkg-config --libs $(PKGS)) -lcsv -pthread
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wimplicit-fallthrough -Werror
# clang before 16 takes zeroed locals only with a flag that later ones do not know.
HARDEN := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fPIE $(if $(findstring clang,$(CC)),,-ftrivial-auto-var-init=zero)
HARDEN_LD := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,nodlopen,--as-needed
OPT ?= -O3 -g
CFLAGS_ALL = -std=c17 -D_GNU_SOURCE $(OPT) $(WARN) $(HARDEN) -Igenerator -include generator/base/banned.h $(PKG_CFLAGS) $(EXTRA)
LD_ALL = $(HARDEN_LD) $(EXTRA)

SRC := $(foreach r,$(ROOMS),$(sort $(wildcard generator/$(r)/*.c))) generator/main.c
OBJ := $(SRC:generator/%.c=$(B)/obj/%.o)
LIBS_OF = $(foreach r,$(1),$(B)/lib$(r).a)
# A room and the rooms it may see, nearest first, for linking its tests.
reverse = $(if $(1),$(call reverse,$(wordlist 2,$(words $(1)),$(1))) $(firstword $(1)))
upto = $(if $(filter $(1),$(firstword $(2))),$(firstword $(2)),$(firstword $(2)) $(call upto,$(1),$(wordlist 2,$(words $(2)),$(2))))
links = $(call LIBS_OF,$(call reverse,$(call upto,$(1),$(ROOMS))))

UNIT_SRC := $(sort $(wildcard tests/unit/*/test_*.c))
UNIT_BIN := $(UNIT_SRC:tests/unit/%.c=$(B)/unit/%)

.PHONY: all help
.SECONDARY:
all: $(B)/mentorpress ## build build/mentorpress
help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

$(B)/mentorpress: $(OBJ)
	$(CC) $(LD_ALL) -o $@ $(OBJ) $(PKG_LIBS)

$(B)/obj/%.o: generator/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

define room_archive
$(B)/lib$(1).a: $$(patsubst generator/%.c,$(B)/obj/%.o,$$(sort $$(wildcard generator/$(1)/*.c)))
	@rm -f $$@; ar rcs $$@ $$^
room-$(1): $(B)/lib$(1).a
unit-$(1): $$(filter $(B)/unit/$(1)/%,$(UNIT_BIN))
	@set -e; for t in $$^; do echo "== $$$$t"; $$(RUN) $$$$t; done
endef
$(foreach r,$(ROOMS),$(eval $(call room_archive,$(r))))

$(B)/unit/%: tests/unit/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -Itests/unit -MMD -MP -MF $@.d -o $@ $< $(LD_ALL) -Wl,--start-group $(call links,$(firstword $(subst /, ,$*))) -Wl,--end-group -lcmocka $(PKG_LIBS)
$(foreach r,$(ROOMS),$(eval $(filter $(B)/unit/$(r)/%,$(UNIT_BIN)): $(call links,$(r))))

-include $(OBJ:.o=.d) $(UNIT_BIN:=.d)

# --- set-up -------------------------------------------------------------------------------------------------------------------
.PHONY: deps-build deps-test demo test test-all unit cli browser asan layers format format-check lint bench bench-import bench-privacy install clean ci editions-sweep sweep sequences shapes-sweep bench-gate bench-serve bench-certificates bench-programme bench-documents bench-publish bench-match reproduce weight bench-site screenshots pictures $(ROOMS:%=room-%) $(ROOMS:%=unit-%)
deps-build:
	@bash tools/deps.sh build
deps-test:
	@bash tools/deps.sh build test

# --- for everybody ------------------------------------------------------------------------------------------------------------
demo: ## publish the sample programme and say where to look
	@bash tools/deps.sh build demo
	@$(MAKE) --no-print-directory -s -j$$(nproc) all
	@bash tools/demo.sh $(B)/mentorpress
test: deps-test ## install what the tests need and run them all
	@$(MAKE) --no-print-directory -s -j$$(nproc) all $(B)/test-mentorpress $(B)/pool-site $(B)/io_fail.so
	@$(MAKE) --no-print-directory -s -j$$(nproc) $(UNIT_BIN)
	@bash tests/run.sh $(B)
install: all ## install below PREFIX (default /usr/local)
	install -Dm755 $(B)/mentorpress $(DESTDIR)$(or $(PREFIX),/usr/local)/bin/mentorpress
	install -Dm755 tests/verify_statement.py $(DESTDIR)$(or $(PREFIX),/usr/local)/share/mentorpress/verify_statement.py
	install -Dm644 docs/mentorpress.1 $(DESTDIR)$(or $(PREFIX),/usr/local)/share/man/man1/mentorpress.1
	@for f in $$(git ls-files mentorpress.yml content site-templates programme-templates records/mappings records/mapping-examples records/vocab records/policy.yml records/match-rules.yml records/unit-rules.csv 'docs/*.md' docs/examples); do \
	  install -Dm644 $$f $(DESTDIR)$(or $(PREFIX),/usr/local)/share/mentorpress/$$f; done

# --- for developers -----------------------------------------------------------------------------------------------------------
# The same objects with another main: fixed chance and clock, for tests that need fixed Entry IDs. No released binary has such a switch.
$(B)/test-mentorpress: tests/cli/test_main.c $(filter-out $(B)/obj/main.o,$(OBJ))
	$(CC) $(CFLAGS_ALL) -o $@ $^ $(LD_ALL) $(PKG_LIBS)
$(B)/pool-site: tests/cli/pool_site.c $(filter-out $(B)/obj/main.o,$(OBJ))
	$(CC) $(CFLAGS_ALL) -o $@ $^ $(LD_ALL) $(PKG_LIBS)
$(B)/io_fail.so: tests/cli/io_fail.c
	$(CC) -std=c17 -D_GNU_SOURCE -O2 -Wall -Wextra -shared -fPIC -o $@ $< -ldl
unit: $(ROOMS:%=unit-%) ## unit tests only, by room
asan: deps-test ## the same suite under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) --no-print-directory -s test B=build/asan OPT='-O1 -g -fno-omit-frame-pointer' HARDEN= HARDEN_LD= EXTRA='-fsanitize=address,undefined -fno-sanitize-recover=all -DMP_ASAN'
layers: all ## check the walls between the rooms
	@bash tools/layers.sh $(B)/obj
C_FILES = $(shell git ls-files '*.c' '*.h')
format: ## format the C code
	clang-format -i $(C_FILES)
format-check:
	@bash tools/deps.sh lint
	@clang-format --dry-run -Werror $(C_FILES) && echo "format: $(words $(C_FILES)) files in form"
lint: ## clang-tidy
	@bash tools/deps.sh build lint
	@bash tools/lint.sh
editions-sweep: deps-test ## two years of editions again and again: SEEDS="2 3 4"
	@$(MAKE) --no-print-directory -s all $(B)/test-mentorpress $(B)/io_fail.so
	@EDITIONS_SEEDS="$(or $(SEEDS),2 3 4 5 6)" bash tests/cli/test_editions.sh $(B)
sweep: deps-test ## disturb a publish at every call that writes, and cut the power there: POINTS=500 SEED=1 for a sample
	@$(MAKE) --no-print-directory -s all $(B)/test-mentorpress $(B)/io_fail.so
	@python3 tests/cli/sweep.py $(B)/test-mentorpress $(B)/io_fail.so --points $(or $(POINTS),0) --seed $(or $(SEED),1)
sequences: deps-test ## random sequences of publishes, erasures, kills, damage …: N=1000 SEED=1
	@$(MAKE) --no-print-directory -s all $(B)/test-mentorpress $(B)/io_fail.so
	@python3 tests/cli/sequences.py $(B)/test-mentorpress $(B)/io_fail.so --n $(or $(N),1000) --seed $(or $(SEED),1)
shapes-sweep: deps-test ## content files of every shape, each as large as a file may be
	@$(MAKE) --no-print-directory -s $(B)/unit/content/test_shapes
	@MP_SHAPE_SIZE=1000000 $(B)/unit/content/test_shapes
bench: deps-build ## measure on generated records, beside Hugo and git
	@bash tools/deps.sh bench
	@$(MAKE) --no-print-directory -s all
	@bash tests/bench/run.sh $(B)/mentorpress
bench-publish: deps-build ## measure publishes, full and of small changes, beside Hugo and git
	@bash tools/deps.sh bench
	@$(MAKE) --no-print-directory -s all
	@bash tests/bench/publish.sh $(B)/mentorpress
reproduce: deps-test ## the same commit from gcc and clang, with and without optimization
	@$(MAKE) --no-print-directory -s all $(B)/test-mentorpress
	@$(MAKE) --no-print-directory -s B=$(B)/reproduce-clang CC=clang OPT=-O2 $(B)/reproduce-clang/test-mentorpress
	@$(MAKE) --no-print-directory -s B=$(B)/reproduce-plain OPT='-O0 -g' HARDEN= HARDEN_LD= $(B)/reproduce-plain/test-mentorpress
	@bash tests/cli/reproduce.sh $(B) $(B)/reproduce-clang $(B)/reproduce-plain
bench-import: deps-build ## measure imports, beside sqlite3 reading the same files
	@bash tools/deps.sh bench
	@$(MAKE) --no-print-directory -s all
	@bash tests/bench/import.sh $(B)/mentorpress
$(B)/bench/privacy_pool: tests/bench/privacy_pool.c $(filter-out $(B)/obj/main.o,$(OBJ))
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -o $@ $^ $(LD_ALL) $(PKG_LIBS)
bench-privacy: deps-build ## measure drawing pools of up to a million people into groups
	@bash tools/deps.sh bench
	@$(MAKE) --no-print-directory -s all $(B)/bench/privacy_pool
	@bash tests/bench/privacy.sh $(B)/mentorpress $(B)/bench/privacy_pool
$(B)/bench-gate: tests/bench/gate.c $(call links,privacy)
	$(CC) $(CFLAGS_ALL) -o $@ $< $(LD_ALL) -Wl,--start-group $(call links,privacy) -Wl,--end-group $(PKG_LIBS)
bench-gate: deps-build ## measure the gate with six million values
	@$(MAKE) --no-print-directory -s $(B)/bench-gate
	@$(B)/bench-gate
$(B)/bench-match: tests/bench/matching.c tests/unit/programme/matching_chance.h $(call links,programme)
	$(CC) $(CFLAGS_ALL) -Itests -o $@ $< $(LD_ALL) -Wl,--start-group $(call links,programme) -Wl,--end-group $(PKG_LIBS)
bench-match: deps-build ## measure the solvers of a round: 500 mentees and 400 mentors, 5,000 and 4,000
	@$(MAKE) --no-print-directory -s $(B)/bench-match
	@printf '| round | kind | matched | assignment, CPU s | peer pairs | pairing, CPU s | peak MiB |\n|---|---|---|---|---|---|---|\n'
	@for size in "500 400 120" "5000 4000 500"; do for kind in mixed scarce narrow alike; do $(B)/bench-match $$size $$kind; done; done
bench-serve: deps-build ## measure the preview: from saving a file to the page in the browser
	@bash tools/deps.sh bench
	@$(MAKE) --no-print-directory -s all
	@python3 tests/bench/serve.py $(B)/mentorpress
bench-programme: deps-build ## measure rounds with all their papers, decisions, notices and 1,000 certificates
	@bash tools/deps.sh bench
	@$(MAKE) --no-print-directory -s all
	@python3 tests/bench/programme.py $(B)/mentorpress
	@bash tests/bench/certificates.sh $(B)/mentorpress
bench-certificates: deps-build ## measure making a thousand certificates
	@bash tools/deps.sh bench
	@$(MAKE) --no-print-directory -s all
	@bash tests/bench/certificates.sh $(B)/mentorpress
bench-documents: deps-build ## measure building and checking 2,000 documents, beside Hugo and lowdown
	@bash tools/deps.sh bench
	@$(MAKE) --no-print-directory -s all
	@bash tests/bench/documents.sh $(B)/mentorpress
weight: deps-build ## gzip bytes of every page type, and of Mentor Search with up to 1,000 entries
	@$(MAKE) --no-print-directory -s all
	@python3 tests/bench/weight.py $(B)/mentorpress
bench-site: deps-test ## measure the pages: bytes, filter to paint and cold view on a slow phone, Lighthouse
	@$(MAKE) --no-print-directory -s all $(B)/test-mentorpress
	@bash tests/bench/site.sh $(B)
screenshots: deps-test ## pictures of every page type, on desktop, phone, in the dark and on paper, into screenshots/
	@$(MAKE) --no-print-directory -s all $(B)/test-mentorpress
	@bash tests/browser/shots.sh $(B)
pictures: deps-test ## take the two pictures of README anew
	@$(MAKE) --no-print-directory -s all $(B)/test-mentorpress
	@bash tests/browser/shots.sh $(B) small
clean: ## remove what was built (not site/ or private/)
	rm -rf $(B) demo
