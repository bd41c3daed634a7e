"""`python -m tracker` from a checkout is the same as `tracker` once installed."""

import gc


def main() -> None:
    """What is imported stays: it is not looked over for what can go, which would take a sixth of the time."""
    gc.disable()
    from tracker.cli import main as command  # noqa: PLC0415 - as above

    gc.freeze()
    gc.enable()
    command()


if __name__ == "__main__":
    main()
