"""Runs a command several times and prints one line: CPU seconds (user + system, median), peak memory of the largest process (MiB, median), exit codes.
Usage: measure.py RUNS LABEL [--before COMMAND] -- COMMAND …   (--before is a shell command run before each run, not measured)"""
import os, statistics, subprocess, sys
runs, label = int(sys.argv[1]), sys.argv[2]
split = sys.argv.index("--")
before = sys.argv[4] if sys.argv[3] == "--before" else None
command = sys.argv[split + 1:]
cpu, peak, codes = [], [], set()
for _ in range(runs):
    if before: subprocess.run(before, shell=True, check=True, stdout=subprocess.DEVNULL)
    p = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, use = os.wait4(p.pid, 0)
    cpu.append(use.ru_utime + use.ru_stime); peak.append(use.ru_maxrss / 1024); codes.add(os.waitstatus_to_exitcode(status))
print(f"{label}\t{statistics.median(cpu):.2f}\t{statistics.median(peak):.0f}\t{min(cpu):.2f}-{max(cpu):.2f}\t{','.join(map(str, sorted(codes)))}", flush=True)
