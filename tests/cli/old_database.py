"""Turns a private database back into what the version before wrote (schema 4 of "records"): every record with the names of its fields, and the
name of the file where it was first read. Usage: old_database.py DATABASE [dump: prints the fields of all records instead, of either version]
A database of that version stays as it is."""
import sqlite3, sys

def number(data, at):
    value = shift = 0
    while True:
        byte = data[at]; at += 1
        value |= (byte & 127) << shift; shift += 7
        if byte < 128: return value, at

def coded(data, names):
    at = 0
    while at < len(data):
        code, at = number(data, at); n, at = number(data, at)
        yield names[code], data[at:at + n]; at += n

def named(data, _):
    for field in data.split(b"\x1e")[:-1]: yield tuple(field.split(b"\x1f", 1))

db = sqlite3.connect(sys.argv[1])
rows = {"application": "n", "member": "id"}
is_coded = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'field_code'").fetchone()[0]
names = {code: name.encode() for code, name in db.execute("SELECT code, name FROM field_code")} if is_coded else {}
if sys.argv[2:] == ["dump"]:
    for table in rows:
        for row in db.execute(f"SELECT id, fields, extra FROM {table} ORDER BY id"):
            print(table, row[0], *([f for f in (coded if is_coded else named)(bytes(data), names)] for data in row[1:]))
    sys.exit()
if not is_coded: sys.exit()
for table, key in rows.items():
    for n, *packed in db.execute(f"SELECT {key}, fields, extra FROM {table}").fetchall():
        old = [b"".join(name + b"\x1f" + value + b"\x1e" for name, value in coded(bytes(data), names)) for data in packed]
        db.execute(f"UPDATE {table} SET fields = ?, extra = ? WHERE {key} = ?", (*old, n))
    db.execute(f"ALTER TABLE {table} ADD COLUMN file TEXT NOT NULL DEFAULT ''")
    db.execute(f"UPDATE {table} SET file = (SELECT name FROM export_file WHERE export_file.id = first_file)")
    db.execute(f"ALTER TABLE {table} DROP COLUMN first_file")
db.execute("DROP TABLE field_code")
db.execute("UPDATE schema_version SET version = 4 WHERE owner = 'records'")
db.commit()
