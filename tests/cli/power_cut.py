"""What a disk may hold after a power cut. From a run that io_fail.c has recorded, Disk follows what was made durable: of a file what it held at its last
fsync, of a folder the names at its last fsync, of both what stood at a syncfs. All else is lost, there in part, or there: `variants` makes each of these
states, stricter than most file systems are (a new file's fsync does not save its name; folders are saved independently of each other; a renaming is old
or new; of the changes of one name no later one is there without the earlier). Used by sweep.py.
"""
import os
import stat


class File:
    def __init__(self, content=b"", mode=0o644):
        self.durable, self.mode, self.pending = content, mode, []

    def content(self, how, chance):
        """Bytes after a cut: how is none, all, zero or some of what was not synced."""
        data = bytearray(self.durable)
        for kind, at, new in self.pending if how != "none" else []:
            fate = how if how != "some" else chance.choice(("all", "zero", "half", "lost"))
            if fate == "lost":
                continue
            if kind == "length":
                data = data[:at] + bytes(max(0, at - len(data)))
                continue
            end = at + len(new)
            data.extend(bytes(max(0, end - len(data))))
            if fate == "half":
                end = at + len(new) // 2
            data[at:end] = bytes(end - at) if fate == "zero" else new[:end - at]
        return bytes(data)

    def save(self, content=None):
        self.durable, self.pending = self.content("all", None) if content is None else content, []


class Link:
    def __init__(self, target):
        self.target = target


class Folder:
    def __init__(self, mode=0o755):
        self.live, self.durable, self.mode = {}, {}, mode


class Disk:
    def __init__(self, folder):
        self.root, self.base, self.nodes, self.ops = Folder(), os.path.realpath(folder), {}, []
        self.scan(self.base, self.root)

    def scan(self, path, into):
        self.nodes[os.lstat(path).st_ino] = into
        for entry in os.scandir(path):
            state = entry.stat(follow_symlinks=False)
            if stat.S_ISLNK(state.st_mode):
                node = Link(os.readlink(entry.path))
            elif stat.S_ISDIR(state.st_mode):
                node = Folder(state.st_mode & 0o7777)
                self.scan(entry.path, node)
            else:
                with open(entry.path, "rb") as file:
                    node = self.nodes.get(state.st_ino) or File(file.read(), state.st_mode & 0o7777)
                self.nodes[state.st_ino] = node
            into.live[entry.name] = into.durable[entry.name] = node

    def find(self, path):
        """The folder in which a path stands, and its name."""
        *folders, name = os.path.relpath(path, self.base).split("/")
        at = self.root
        for folder in folders:
            at = at.live[folder]
        return at, name

    def change(self, *effects):
        """Names that change together: (folder, name, node or None)."""
        for folder, name, node in effects:
            if node is None:
                folder.live.pop(name, None)
            else:
                folder.live[name] = node
        self.ops.append(effects)

    def save_names(self, folder):
        """All changes of a folder, and those that they build on."""
        need, saved = set(), []
        for op in reversed(self.ops):
            keys = {(f, n) for f, n, _ in op}
            if keys & need or any(f is folder for f, _ in keys):
                need |= keys
                saved.append(op)
        for op in reversed(saved):
            self.apply(op)
        self.ops = [op for op in self.ops if op not in saved]

    @staticmethod
    def apply(op):
        for folder, name, node in op:
            if node is None:
                folder.durable.pop(name, None)
            else:
                folder.durable[name] = node

    def step(self, verb, fields, data):
        getattr(self, "do_" + verb)(*fields, data)

    def do_create(self, path, number, mode, _):
        folder, name = self.find(path)
        if name not in folder.live:
            self.nodes[int(number)] = File(mode=int(mode, 8))
            self.change((folder, name, self.nodes[int(number)]))

    def do_mkdir(self, path, number, _):
        folder, name = self.find(path)
        self.nodes[int(number)] = Folder()
        self.change((folder, name, self.nodes[int(number)]))

    def do_symlink(self, path, target, _):
        self.change((*self.find(path), Link(target)))

    def do_link(self, old, new, _):
        folder, name = self.find(old)
        self.change((*self.find(new), folder.live[name]))

    def do_remove(self, path, *_):
        self.change((*self.find(path), None))

    def do_rename(self, old, new, _):
        folder, name = self.find(old)
        self.change((folder, name, None), (*self.find(new), folder.live[name]))

    def do_exchange(self, old, new, _):
        (a, x), (b, y) = self.find(old), self.find(new)
        self.change((a, x, b.live[y]), (b, y, a.live[x]))

    def do_write(self, number, at, data):
        self.nodes[int(number)].pending.append(("write", int(at), data))

    def do_length(self, number, length, _):
        self.nodes[int(number)].pending.append(("length", int(length), b""))

    def do_mode(self, number, mode, _):
        self.nodes[int(number)].mode = int(mode, 8)

    def do_sync(self, number, data):
        node = self.nodes[int(number)]
        if isinstance(node, Folder):
            self.save_names(node)
        else:
            node.save(data)

    def do_syncall(self, _):
        for node in self.nodes.values():
            if isinstance(node, File) and node.pending:
                node.save()
        for op in self.ops:
            self.apply(op)
        self.ops = []

    def state(self, names, data, chance):
        """{path: (mode, bytes) or a link's target or None for a folder} after a cut now."""
        over, lost, until = {}, set(), {}
        for op in self.ops:
            keys = {(f, n) for f, n, _ in op}
            if names == "none" or keys & lost or (names == "some" and chance.random() < 0.4):
                lost |= keys
                continue
            if names == "folders":   # each folder was saved up to some change
                if any(until.setdefault(f, chance.randrange(len(self.ops) + 1)) <= 0 for f, _ in keys):
                    lost |= keys
                    continue
                for f, _ in keys:
                    until[f] -= 1
            for folder, name, node in op:
                over.setdefault(folder, {})[name] = node
        out = {}
        self.walk(self.root, "", over, out, data, chance)
        return out

    def walk(self, folder, path, over, out, data, chance):
        for name, node in sorted({**folder.durable, **over.get(folder, {})}.items()):
            at = path + name
            if isinstance(node, Folder):
                out[at] = node.mode
                self.walk(node, at + "/", over, out, data, chance)
            elif isinstance(node, Link):
                out[at] = node.target
            elif node is not None:
                out[at] = (node.mode, node.content(data, chance) if node.pending else node.durable)


def events(record):
    """(verb, fields, bytes) of a record."""
    with open(record, "rb") as file:
        while line := file.readline():
            verb, *fields, size = line[:-1].decode().split("\t")
            yield verb, fields, file.read(int(size))


VARIANTS = (("none", "none"), ("all", "none"), ("all", "zero"), ("none", "all"), ("folders", "none"), ("folders", "some"), ("some", "some"), ("some", "all"))


def variants(disk, chance):
    for names, data in VARIANTS:
        yield f"{names} of the names, {data} of the data", disk.state(names, data, chance)


def lay_out(state, folder):
    os.makedirs(folder)
    for path, what in state.items():
        at = f"{folder}/{path}"
        if isinstance(what, int):
            os.mkdir(at, what)
        elif isinstance(what, str):
            os.symlink(what, at)
        else:
            with open(os.open(at, os.O_WRONLY | os.O_CREAT | os.O_EXCL, what[0]), "wb") as file:
                file.write(what[1])


def digest(state):
    return hash(tuple(sorted((path, hash(what)) for path, what in state.items())))
