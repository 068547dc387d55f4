#!/usr/bin/env python3
"""Writes generator/privacy/normal_entities.h: the names of characters in HTML, from Python's copy of the standard's list.

Of names that stand for two characters the second is left out: it is a mark, which the normal form drops, except that "fjlig" is two letters (0 here).
"""
from html.entities import html5

names = sorted(n[:-1] for n in html5 if n.endswith(";"))
legacy = sorted(n for n in html5 if not n.endswith(";"))


def rows(items):
    line = ""
    for item in items:
        if len(line) + len(item) > 117:
            yield line.rstrip()
            line = ""
        line += item + " "
    yield line.rstrip()


print("/* normal_entities: the names of characters in HTML and their code points, in bytewise order. Written by tools/entities.py. */")
print("#ifndef PRIVACY_NORMAL_ENTITIES_H")
print("#define PRIVACY_NORMAL_ENTITIES_H")
print("#include <stdint.h>")
print("/* clang-format off */")
print("static const struct normal_entity { const char *name; uint32_t cp; } normal_entities[] = {")
print("\n".join("\t" + r for r in rows('{"%s",%d},' % (n, 0 if n == "fjlig" else ord(html5[n + ";"][0])) for n in names)))
print("};")
print("/* Those that browsers know without their semicolon. */")
print("static const char *const normal_legacy[] = {")
print("\n".join("\t" + r for r in rows('"%s",' % n for n in legacy)))
print("};")
print("/* clang-format on */")
print("#endif")
