"""What `apt-get`, `systemctl`, `certbot` and `make install` do on a real machine, done on the one that a test has made.

Called by scripts of those names at the front of the path. Units are read and their commands run as their users; nothing
of the confinement that systemd adds is there.
"""

import os
import pwd
import shlex
import signal
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

UNITS = Path("/etc/systemd/system")
SOCKETS = Path("/var/run/postgresql")
NAME = "diary.example.org"
PATIENCE_SECONDS = 60


def run(*command: str, **options: object) -> None:
    subprocess.run(command, check=True, **options)  # type: ignore[call-overload]  # noqa: S603


def apt_get(*words: str) -> None:
    """The packages are there; PostgreSQL begins to run, as it does on Debian."""
    if "postgresql" not in words:
        return
    programs, folder = Path(os.environ["POSTGRES_PROGRAMS"]), Path("/var/lib/cluster")
    owner = pwd.getpwnam("postgres")
    for place in (folder, SOCKETS):
        place.mkdir(exist_ok=True)
        os.chown(place, owner.pw_uid, owner.pw_gid)
    as_owner = ("runuser", "-u", "postgres", "--")
    run(*as_owner, str(programs / "initdb"), "-A", "peer", "-E", "UTF8", "-N", "-D", str(folder / "data"))
    options = f"-k {SOCKETS} -c listen_addresses= -c fsync=off"
    where = ("-D", str(folder / "data"), "-l", str(folder / "log"))
    run(*as_owner, str(programs / "pg_ctl"), *where, "-o", options, "-w", "start")


def certbot(*words: str) -> None:
    """The authority finds by plain http what was put into the folder; then there is a certificate."""
    root, name = (Path(words[words.index(option) + 1]) for option in ("--webroot-path", "--domain"))
    proof = root / ".well-known/acme-challenge/proof"
    proof.parent.mkdir(parents=True)
    proof.write_text("it is mine", encoding="ascii")
    for address in ("127.0.0.1", "[::1]"):
        asked = Request(f"http://{address}/.well-known/acme-challenge/proof", headers={"Host": str(name)})
        with urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
            assert answer.read() == b"it is mine"
    folder = Path("/etc/letsencrypt/live") / name
    folder.mkdir(parents=True)
    where = ("-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem"))
    run("openssl", "req", "-x509", "-nodes", "-subj", f"/CN={name}", *where, stderr=subprocess.DEVNULL)
    run("sh", "-c", words[words.index("--deploy-hook") + 1])


def make(*words: str) -> None:
    """`make install` has made an environment before; here it is the one of the tests."""
    assert words == ("install",)
    place = Path(".venv")
    place.unlink(missing_ok=True)
    place.symlink_to(os.environ["ENVIRONMENT"])


def systemctl(*words: str) -> None:
    verb, *rest = (word for word in words if word != "--now")
    for unit in rest:
        if unit == "nginx":
            pid = Path("/run/nginx.pid")
            run("nginx", *(("-s", "reload") if pid.exists() and pid.read_text(encoding="ascii") else ()))
        elif unit.endswith(".timer"):
            assert read(unit)["OnCalendar"]
            start(unit.replace(".timer", ".service"))
        elif verb in {"stop", "disable"}:
            stop(unit)
        else:
            assert verb in {"start", "enable"}
            start(f"{unit}.service")


def read(unit: str) -> dict[str, list[str]]:
    """What a unit and its drop-ins say; an empty value takes back what was said before."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in (UNITS / unit, *sorted((UNITS / f"{unit}.d").glob("*.conf"))):
        for line in file.read_text(encoding="utf-8").splitlines():
            name, equals, value = line.partition("=")
            if equals and not line.startswith("#"):
                found[name] = [*found[name], value] if value else []
    return found


def start(unit: str) -> None:
    told = read(unit)
    settings = [line for file in told["EnvironmentFile"] for line in Path(file).read_text().splitlines()]
    given = [shlex.split(line)[0] for line in settings if line and not line.startswith("#")]
    user = told["User"][0] if told["User"] else "nobody"
    prefix = ["runuser", "-u", user, "--", "env", "-i", "PATH=/usr/local/bin:/usr/bin:/bin", *given]
    where = told["WorkingDirectory"][0] if told["WorkingDirectory"] else "/"
    for command in told["ExecStartPre"]:
        run(*prefix, *shlex.split(command), cwd=where)
    (command,) = told["ExecStart"]
    if told["Type"] == ["oneshot"]:
        run(*prefix, *shlex.split(command), cwd=where)
        return
    with Path(f"/run/{unit}.log").open("ab") as log:
        started = subprocess.Popen(  # noqa: S603 - what the unit says
            [*prefix, *shlex.split(command)], cwd=where, stdout=log, stderr=log, start_new_session=True
        )
    Path(f"/run/{unit}.pid").write_text(str(started.pid), encoding="ascii")
    wait_until(answers, f"{unit} answers")


def stop(unit: str) -> None:
    file = Path(f"/run/{unit}.service.pid")
    if not file.exists():
        return
    process = int(file.read_text(encoding="ascii"))
    os.killpg(process, signal.SIGTERM)
    wait_until(lambda: not answers() and not runs(process), f"{unit} has ended")
    file.unlink()


def runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except OSError:
        return False


def answers() -> bool:
    try:
        urlopen("http://127.0.0.1:8000/healthz", timeout=20).close()
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
    return True


def wait_until(come: object, what: str) -> None:
    assert callable(come)
    end = time.monotonic() + PATIENCE_SECONDS
    while not come():
        if time.monotonic() > end:
            sys.exit(f"not within {PATIENCE_SECONDS} s: {what}")
        time.sleep(0.1)


COMMANDS = {"apt-get": apt_get, "systemctl": systemctl, "certbot": certbot, "make": make}
if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
