"""Makes one mutant of the program: copies generator/ into a folder, applies one edit of the list, compiles that file alone and links it with the other
objects as they are. An edit must match exactly once, so that a list that has gone stale is noticed.

usage: sabotage.py list | sabotage.py make NAME REPO BUILD FOLDER"""
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

LEAK = '"veronika.engelhardt@osprey.example.org"'  # of the sample's exports
# name, what a programmer could have done, file, what stands there, what the mutant has
MUTANTS = [
    ("raw-cell", "the text of a card is the applicant's address, as the form had it", "privacy/pool_people.c",
     "\tif (approved)\n", "\tif (approved) approved = arena_strdup(&r->out->mem, application_field(a, \"email\"));\n\tif (approved)\n"),
    ("unapproved-text", "a text is shown before anybody approved it", "privacy/pool_people.c",
     "const char *approved = reviews_approved_digest(&r->out->reviews, text, &digest, &held);",
     "const char *approved = reviews_approved_digest(&r->out->reviews, text, &digest, &held) ? \"Happy to help with anything\" : NULL;"),
    ("lying-spans", "approved texts are said to come from a template", "site/cards.c", "sv(public_entry_text(e)), ORIGIN_TEXT", "sv(public_entry_text(e)), ORIGIN_TEMPLATE"),
    ("label-spans", "a private value is said to be a label", "site/cards.c", "sv(code), ORIGIN_LABEL", f"sv({LEAK}), ORIGIN_LABEL"),
    ("number-spans", "a telephone number is said to be a count", "site/directory.c", "tmap_int(m, \"profiles\", (long)public_pool_profiles(pool), ORIGIN_NUMBER)",
     "tmap_text(m, \"profiles\", sv(\"551155500253\"), ORIGIN_NUMBER, NULL)"),
    ("uncovered", "the last byte of a page has no origin", "site/assets.c", "rc = sink_put_plain(s->sink, arena_printf(&s->mem, \"assets/%s\", name), sv_of(&stripped), ORIGIN_TEMPLATE);",
     "struct span sp = { stripped.len - 1, ORIGIN_TEMPLATE, NULL }; struct artifact la = { arena_printf(&s->mem, \"assets/%s\", name), ARTIFACT_FILE, sv_of(&stripped), &sp, 1 }; rc = s->sink->put(s->sink, &la);"),
    ("comment-row", "the CSV begins with a remark about where a row came from", "site/feeds.c", "SV_LIT(PUBLIC_POOL_CSV_HEADER), ORIGIN_TEMPLATE, NULL);",
     f"SV_LIT(PUBLIC_POOL_CSV_HEADER), ORIGIN_TEMPLATE, NULL); rendering_add(&s->out, sv(\"# \" {LEAK} \"\\n\"), ORIGIN_TEMPLATE, NULL);"),
    ("error-text", "a message with the value it is about gets into a page", "site/cards.c", "\ttmap_bool(m, \"has_facts\", tlist_length(facts) > 0);",
     f"\ttmap_text(m, \"text\", sv(\"line 2: cannot read \" {LEAK}), ORIGIN_TEMPLATE, NULL);\n\ttmap_bool(m, \"has_facts\", tlist_length(facts) > 0);"),
    ("stale-page", "a page of an earlier run is still in the tree", "cmd/edition.c", "\tif (e->gate && pass_gate(e, &cleared) != 0) r = -1;",
     "\tif (r == 0 && e->publish) sink_put_plain(publish_sink(e->publish), \"old.html\", sv(\"<p>old</p>\"), ORIGIN_TEMPLATE);\n\tif (e->gate && pass_gate(e, &cleared) != 0) r = -1;"),
    ("gate-skipped", "one artifact goes round the gate", "privacy/gate_put.c", "\tassert(!g->finished);\n\tg->artifacts++;",
     "\tassert(!g->finished);\n\tstruct sha256 round = sha256_of(a->bytes);\n"
     "\tif (strcmp(a->path, \"pool.csv\") == 0 && g->o.early) return g->o.early->put(g->o.early, a, g->o.early->early(g->o.early, a, &round));\n\tg->artifacts++;"),
    ("old-index", "the search data of the last export is written over the new", "privacy/gate_put.c", "\tif (g->o.early) return g->o.early->put(g->o.early, &j->a, j->early);",
     "\tif (g->o.early && strcmp(j->a.path, \"pool.csv\") == 0) {\n\t\tstruct artifact stale = j->a;\n\t\tstale.bytes = sv(\"pool,id\\n\");\n"
     "\t\tstruct sha256 d = sha256_of(stale.bytes);\n\t\treturn g->o.early->put(g->o.early, &stale, g->o.early->early(g->o.early, &stale, &d));\n\t}\n"
     "\tif (g->o.early) return g->o.early->put(g->o.early, &j->a, j->early);"),
    ("altered-pack", "what is packed is not what was cleared", "publish/spool.c",
     "\tw->id = repo_blob_id(a->bytes);\n\tbefore = tree_find(s->parent, a->path);\n\tw->changed = !before || !git_oid_equal(before, &w->id);\n\tif (w->changed) pack_deflate(&w->packed, a->bytes);",
     "\tstruct str other = STR_INIT;\n\tstr_sv(&other, a->bytes);\n\tif (other.len > 40 && strcmp(a->path, \"pool.csv\") == 0) other.ptr[40] ^= 1;\n"
     "\tw->id = repo_blob_id(sv_of(&other));\n\tbefore = tree_find(s->parent, a->path);\n\tw->changed = !before || !git_oid_equal(before, &w->id);\n\tif (w->changed) pack_deflate(&w->packed, sv_of(&other));"),
    ("commit-author", "commits are signed by who pressed the key", "publish/commit.c", "label, s->name, s->email,", "label, \"Veronika Engelhardt\", s->email,"),
    ("tag-name", "the tag is called after the one who asked for it", "cmd/edition.c", "\ttag = arena_printf(mem, \"cycle-%s\", e->plan->cycle);",
     "\ttag = arena_printf(mem, \"cycle-veronika-engelhardt\");"),
    ("tag-object", "the tag object is called otherwise than was cleared", "publish/commit.c", "\"type commit\\ntag %s\\n\", name);", "\"type commit\\ntag %s-by-veronika\\n\", name);"),
    ("no-k", "the ladder takes groups of any size", "privacy/ladder.c", ".k = k, .full = k < BUCKET_FULL ? k : BUCKET_FULL }", ".k = k - k + 1, .full = 1 }"),
    ("counted-twice", "a person counts twice", "privacy/ladder_rows.c", "many[kind] += ladder_persons(r, sorted[i]);\n\t\tr->persons += ladder_persons(r, sorted[i]);",
     "many[kind] += ladder_persons(r, sorted[i]) * 2;\n\t\tr->persons += ladder_persons(r, sorted[i]) * 2;"),
    ("clearance-forged", "publish does not look at the clearance", "privacy/gate.c", "\tif (report_faults(g, ds) + gate_report(g, ds) > 0) return -1;\n\tg->cleared = true;",
     "\tif (report_faults(g, ds) + gate_report(g, ds) > 0) return -1;\n\tg->cleared = true;\n\tdigest.b[0] ^= 1;"),
    ("no-read-back", "what the repository holds is not read back", "publish/readback.c", "\tread_all(&r);\n", ""),
]


def flags(repo, build):
    """The compiler's call, as make would have it. A build with sanitizers is told by its objects: there they come on and the hardening goes."""
    said = subprocess.run(["make", "-n", "-B", f"B={build}", f"{build}/obj/main.o"], cwd=repo, capture_output=True, text=True, check=True).stdout
    call = shlex.split([line for line in said.splitlines() if " -c " in line][-1])
    if b"__asan_" in (build / "obj" / "main.o").read_bytes():
        call = [w for w in call if not w.startswith(("-fPIE", "-fstack", "-D_FORTIFY", "-ftrivial", "-fsanitize"))] + ["-fsanitize=address,undefined", "-DMP_ASAN"]
    return call


def make(name, repo, build, folder):
    _, _, file, old, new = next(m for m in MUTANTS if m[0] == name)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(repo / "generator", folder / "generator", dirs_exist_ok=True)
    source = folder / "generator" / file
    text = source.read_text(encoding="utf-8")
    if text.count(old) != 1:
        sys.exit(f"{name}: the edit matches {text.count(old)} times in {file}, and must match once")
    source.write_text(text.replace(old, new), encoding="utf-8")
    call = flags(repo, build)
    keep = [w for w in call if not w.startswith("-O") and w != "-Werror" and w not in ("-MMD", "-MP", "-c") and not w.endswith(("main.o", "main.c")) and w != "-o"]
    obj = folder / "mutant.o"
    subprocess.run([*keep, "-O1", "-w", "-c", "-o", str(obj), f"generator/{file}"], cwd=folder, check=True)
    others = [p.relative_to(repo / "generator") for p in sorted((repo / "generator").rglob("*.c"))]
    objects = [str(build / "obj" / p.with_suffix(".o")) for p in others if str(p) not in ("main.c", file)]
    packages = re.search(r"^PKGS := (.*)$", (repo / "Makefile").read_text(), re.M).group(1).split()
    libs = subprocess.run(["pkg-config", "--libs", *packages], capture_output=True, text=True, check=True).stdout.split()
    pie = ["-pie"] if "-fPIE" in call else []
    subprocess.run([*keep, "-O1", "-w", "-o", str(folder / "mutant"), str(repo / "tests/cli/test_main.c"), str(obj), *objects, *pie, *libs, "-lcsv"], cwd=folder, check=True)


if sys.argv[1] == "list":
    for m in MUTANTS:
        print(f"{m[0]}\t{m[1]}")
else:
    make(sys.argv[2], *(pathlib.Path(p).resolve() for p in sys.argv[3:6]))
