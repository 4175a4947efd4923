"""Packages from npm that tests need: pinned, installed by the first one that asks, no part of Svar."""

import fcntl
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST_NODE = 20
INSTALL_SECONDS = 90

Packages = dict[str, str]
"""Versions by name."""


def trouble(packages: Packages, folder: Path) -> str | None:
    """Why these packages cannot be had here, if so; otherwise they are in `folder` afterwards."""
    missing = node_trouble()
    if missing:
        return missing
    with alone(folder):
        failure = None if is_installed(packages, folder) else install(packages, folder)
    return f"npm could not install them ({failure})" if failure else None


def node_trouble() -> str | None:
    """Why node cannot run the clients, if so."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "node and npm are not installed"
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S607 - whichever node is found first
    if int(version.removeprefix("v").split(".")[0]) < OLDEST_NODE:
        return f"node {version.strip()} is older than {OLDEST_NODE}"
    return None


def is_installed(packages: Packages, folder: Path) -> bool:
    """Whether exactly the pinned versions are there."""
    manifests = {name: folder / "node_modules" / name / "package.json" for name in packages}
    return all(
        file.exists() and json.loads(file.read_text())["version"] == packages[name]
        for name, file in manifests.items()
    )


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Parallel test runs install one after the other. The folder hides itself from git."""
    folder.mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*\n")
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(packages: Packages, folder: Path) -> str | None:
    """Install the pinned packages; what went wrong in npm's own word, if anything did."""
    wanted = [f"{name}@{version}" for name, version in packages.items()]
    quiet = [
        "--no-save",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--fetch-retries=0",
    ]
    command = ["npm", "install", "--prefix", str(folder), *quiet, *wanted]
    try:
        done = subprocess.run(  # noqa: S603 - the command is made of constants
            command, capture_output=True, text=True, check=False, timeout=INSTALL_SECONDS
        )
    except subprocess.TimeoutExpired:
        return "no answer"
    codes = [line.split()[-1] for line in done.stderr.splitlines() if " code " in line]
    return None if done.returncode == 0 else (codes or ["unknown"])[0]
