"""Runs a publish on a terminal of its own and prints of each step, as its progress names it: wall seconds, CPU seconds of all threads, CPU seconds of the
busiest thread. All divided by busiest is how many times faster the step is with these threads than with one when nothing else runs; it can be
told on a busy machine, too, where wall time says nothing.
Usage: steps.py COMMAND …"""
import os
import pty
import re
import select
import sys
import time

pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])


def threads():
    """CPU seconds of each thread so far."""
    used = {}
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/schedstat") as f:
                used[task] = int(f.read().split()[0]) / 1e9
    except OSError:
        pass
    return used


def took(before, since):
    now = threads() or before
    each = [now[t] - before.get(t, 0.0) for t in now] or [0.0]
    return time.monotonic() - since, sum(each), max(each)


steps, last, since, before, begun = [], None, time.monotonic(), {}, time.monotonic()
while True:
    select.select([fd], [], [])
    try:
        data = os.read(fd, 65536)
    except OSError:
        break
    if not data:
        break
    for text in re.split(r"[\r\n]", data.decode("utf-8", "replace")):
        name = re.match(r"(?:\x1b\[[0-9;]*[A-Za-z])*([A-Z][a-z]+(?: [a-z]+)+)", text)
        if name and name.group(1) != last:
            if last:
                steps.append((last, *took(before, since)))
            last, since, before = name.group(1), time.monotonic(), threads()
_, status, use = os.wait4(pid, 0)
for name, wall, cpu, busiest in steps:
    if cpu >= 0.005:
        print(f"wall {wall:.2f}\tCPU {cpu:.2f}\tbusiest thread {busiest:.2f}\tof {cpu / busiest:.2f} threads\t{name}")
print(f"wall {time.monotonic() - begun:.2f}\twhole (CPU {use.ru_utime + use.ru_stime:.2f}, exit {os.waitstatus_to_exitcode(status)})")
