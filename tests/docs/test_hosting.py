"""Each step of docs/hosting.md, typed as root one after the other, on a machine of its own.

It is this machine with copies of its folders and a network of its own: whatever is made there is gone with the test.
Not there are packages to download, a certificate authority and systemd; `machine.py` does what they would do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.docs.blocks import ROOT, Block, blocks
from tests.docs.machine import COMMANDS
from tests.support.needs import find_postgres, need

PAGE: Final = "docs/hosting.md"
OVERLAID: Final = ("etc", "opt", "var", "usr/local", "root", "run")
GIT: Final = "https://git.example.org/sciatica-tracker.git"
# The other way to HTTPS, and what needs a container engine.
ELSEWHERE: Final = ("apt-get install --yes caddy", "printf 'DOMAIN=")
# What a person would look at after a step, by a line of it.
LOOKS: Final = {
    "python3 /opt/sciatica-tracker/deploy/healthy.py": "test $(stat -c %U:%a /var/lib/sciatica-tracker) = "
    "sciatica-tracker:700",
    "systemctl daemon-reload": "see_units",
    "systemctl reload nginx": "see_https",
    "tracker user list": "tracker user list | grep -q Nora",
    "runuser -u postgres -- createuser sciatica-tracker": "true",
    'echo "TRACKER': "true",
    "tracker user erase Nora --yes": "test \"$(tracker user list | cut -f 1)\" = 'Li Wen'",
    "userdel sciatica-tracker": "test ! -e /var/lib/sciatica-tracker",
}
HELPERS: Final = """
ask() {  # a reload of nginx lets go of what it has just taken
  curl -sk --retry 5 --retry-all-errors --connect-to "diary.example.org::$1:" "${@:2}"
}
see_https() {
  test -s /run/nginx.pid || return 0
  for at in 127.0.0.1 '[::1]'; do
    ask "$at" https://diary.example.org/sign-in -D - -o /dev/null > /tmp/answer
    grep -q '^HTTP/2 200' /tmp/answer
    grep -qi '^strict-transport-security' /tmp/answer
    ask "$at" http://diary.example.org/s/x -o /dev/null -w '%{http_code} %{redirect_url}' > /tmp/answer
    grep -qx '308 https://diary.example.org/s/x' /tmp/answer
    if curl -sk --connect-to "other.example.org::$at:" https://other.example.org/; then exit 1; fi
    test "$(ask "$at" https://diary.example.org/healthz)" = ok
  done
  ask 127.0.0.1 https://diary.example.org/s/canary -o /dev/null
  grep -q '/s/[*][*][*]' /var/log/nginx/sciatica-tracker.log
  if grep -q 'canary\\|healthz' /var/log/nginx/sciatica-tracker.log; then exit 1; fi
}
see_units() {  # what systemd itself says of the units and the drop-in, where it is installed
  if command -v systemd-analyze; then systemd-analyze verify /etc/systemd/system/sciatica-tracker*[er]; fi
}
former_service() {  # as it was with a user that systemd made
  systemctl stop sciatica-tracker
  userdel sciatica-tracker
  install -d -m 700 /var/lib/private
  mv /var/lib/sciatica-tracker /var/lib/private/
  ln -s private/sciatica-tracker /var/lib/sciatica-tracker
  chown -R 61184:61184 /var/lib/private/sciatica-tracker
  sed -i -E '/^TRACKER_(INSTANCE_PATH|HTTPS|PROXIES)=/d' /etc/sciatica-tracker.env
  chown root:root /etc/sciatica-tracker.env
  chmod 600 /etc/sciatica-tracker.env
}
new_machine() {
  rm -r /var/lib/sciatica-tracker/*
  tracker upgrade
}
"""


def _steps() -> list[Block]:
    return [one for one in blocks() if one.file == PAGE and not one.lines[0].startswith(ELSEWHERE)]


def _script(folder: Path) -> str:
    lines = ["set -eu", "mount --make-rprivate /", f"mount -t tmpfs tmpfs {folder}/over", "ip link set lo up"]
    for name in OVERLAID:
        upper, work = f"{folder}/over/{name}/upper", f"{folder}/over/{name}/work"
        lines += [
            f"mkdir -p {upper} {work}",
            f"mount -t overlay overlay -o lowerdir=/{name},upperdir={upper},workdir={work} /{name}",
        ]
    lines += ["mkdir -p /var/log/nginx", "cd /root", HELPERS]
    for block in _steps():
        lines += [
            f'echo "=== {block.name} after $SECONDS s"',
            *(["new_machine"] if "-xf /root/move.tar" in block.lines[0] else []),
            *(["former_service"] if any(line.startswith("mv /var/lib/private/") for line in block.lines) else []),
        ]
        lines += block.lines
        lines += [look for line in block.lines for start, look in LOOKS.items() if line.startswith(start)]
    return "\n".join([*lines, "echo '=== the end'"])


def _project(folder: Path) -> Path:
    """What git keeps, as it is now, in a repository that can be cloned."""
    made = folder / "project"
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org"]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/images/")):
            target = made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "As it is"]):
        subprocess.run([*git, *words], cwd=made, check=True)  # noqa: S603
    return made


def _can_be_made() -> object:
    programs = ("unshare", "runuser", "useradd", "nginx", "openssl", "curl", "ip")
    if os.geteuid() or not all(map(shutil.which, programs)):
        return None
    tried = subprocess.run(["unshare", "-mnpf", "true"], capture_output=True, check=False)  # noqa: S607
    return None if tried.returncode else True


@pytest.mark.long
@pytest.mark.postgres
def test_each_step_does_what_it_says(tmp_path: Path) -> None:
    need("machine", _can_be_made(), "a machine of one's own can be made by root alone, with its programs installed")
    programs = find_postgres()
    need("postgres", programs, "no PostgreSQL server is installed")
    shims = tmp_path / "shims"
    for place in (shims, tmp_path / "over"):
        place.mkdir()
    for name in COMMANDS:
        (shims / name).write_text(
            f'#!/bin/sh\nexec python3 {Path(__file__).with_name("machine.py")} {name} "$@"\n', encoding="utf-8"
        )
        (shims / name).chmod(0o755)
    here = f"url.{_project(tmp_path)}.insteadOf"
    done = subprocess.run(  # noqa: S603 - what our own page tells people to type
        ["unshare", "-mnpf", "--kill-child", "--mount-proc", "bash", "-c", _script(tmp_path)],  # noqa: S607
        env={
            "PATH": f"{shims}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "POSTGRES_PROGRAMS": str(programs),
            "ENVIRONMENT": sys.prefix,
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_VALUE_0": GIT,
            "GIT_CONFIG_KEY_0": here,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    assert done.stdout.rstrip().endswith("=== the end")
