#!/usr/bin/env bash
# pip 23.2.1 (the one that comes with Python 3.11.7), --require-hashes, and a package that is pinned without its extra.
#
# Guess, written down first: a list that pins every package with its hash installs, today and in a year, whatever newer
# releases appear; "coverage==7.10.6" in the list satisfies pytest-cov 7.1.0, which asks for "coverage[toml]>=7.10.6",
# since the extra adds no package on Python 3.11.
#
# Seen: pip 23.2.1 looks "coverage[toml]" up anew, picks the newest release instead of the one in the list, and then
# refuses it for having no hash ("all requirements must have their versions pinned with =="). So a list made while the
# pinned release was the newest breaks with the next one, with nothing changed. With --no-deps the same pip installs
# the same list. pip 24.3.1 takes the pinned release by itself.
#
# Whoever installs a hashed list on a stock Python 3.11 meets it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv old && python3 -m venv new
old/bin/python -m pip install --quiet --disable-pip-version-check pip==23.2.1
new/bin/python -m pip install --quiet --disable-pip-version-check pip==24.3.1

packages="coverage==7.10.6 pytest-cov==7.1.0 pytest==8.4.2 pluggy==1.6.0 iniconfig==2.1.0 packaging==25.0 pygments==2.19.2"
new/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --dest files $packages
for package in $packages; do
  name=$(printf '%s' "${package%%==*}" | tr '-' '_')
  file=$(ls files/"$name"-* | head -n 1)
  printf '%s --hash=sha256:%s\n' "$package" "$(sha256sum "$file" | cut -d' ' -f1)"
done > list.txt
cat list.txt

install() { "$1/bin/python" -m pip install --disable-pip-version-check --dry-run --require-hashes "${@:2}" -r list.txt 2>&1; }

echo "--- pip 23.2.1"
if install old > old.txt; then echo "it installs now: the behaviour has changed"; exit 1; fi
grep -A 1 "must have their versions pinned" old.txt | sed 's/ from http[^ ]*//'
grep -q 'coverage\[toml\]>=7.10.6' old.txt
echo "--- pip 23.2.1 --no-deps"
install old --no-deps | tail -n 1 | tee nodeps.txt
grep -q 'coverage-7.10.6' nodeps.txt
echo "--- pip 24.3.1"
install new | tail -n 1 | tee new.txt
grep -q 'coverage-7.10.6' new.txt
