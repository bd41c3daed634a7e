"""The app's cost: `python -m scripts.bench`, beside a bare route, or with `--base COMMIT` beside an earlier build."""
