"""`python -m scripts.bench`: beside a bare route; `--base COMMIT`: beside an earlier build."""

import argparse

from scripts.bench import bare, beside


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", metavar="COMMIT", help="an earlier build, asked in turns with this one")
    parser.add_argument(
        "--quick", action="store_true", help="a few minutes: shorter rounds, no practice of long records"
    )
    parser.add_argument(
        "--only", default="", metavar="WORDS", help="pages by name, `writers`, `start`; without --base `interface`"
    )
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of this build's server alone"
    )
    asked = parser.parse_args()
    if asked.base is None and asked.only:
        bare.only(asked.only)
        return
    if asked.base is None:
        bare.main()
        return
    settings = dict(one.split("=", 1) for one in asked.set)
    beside.report(asked.base, quick=asked.quick, settings=settings, only=asked.only)


if __name__ == "__main__":
    main()
