"""On what, and of what, the figures are."""

import datetime
import os
import platform
import re
import subprocess
import sys

from .install import HERE, ROOT


def describe(core):
    return {
        "cpu": first("/proc/cpuinfo", r"model name\s*:\s*(.+)") or platform.processor(),
        "cores": os.cpu_count(),
        "core_used": core,
        "memory_gb": round(int(first("/proc/meminfo", r"MemTotal:\s*(\d+)") or 0) / 1e6),
        "kernel": f"{platform.system()} {platform.release()}",
        "load_before": round(os.getloadavg()[0], 2),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "python": sys.version.split()[0],
        "rustc": output("rustc", "--version"),
        "java": output("java", "--version").partition("\n")[0],
    }


def exonym_version():
    """With the commit, and whether files differ from it."""
    version = first(ROOT / "Cargo.toml", r'(?m)^version = "(.+)"')
    commit = output("git", "-C", str(ROOT), "describe", "--always", "--dirty=+")
    return f"{version} ({commit})" if commit else version


def crate_version(name):
    return first(HERE / "rust" / "Cargo.lock", rf'name = "{name}"\nversion = "(.+)"')


def first(path, pattern):
    try:
        with open(path, encoding="utf-8") as file:
            found = re.search(pattern, file.read())
    except OSError:
        return ""
    return found[1].strip() if found else ""


def output(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return ""
