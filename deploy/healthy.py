"""Exits with 0 where the app is well: it answers, and its database answers and takes writes. Else says why not.

python deploy/healthy.py                         # http://127.0.0.1:8000
python deploy/healthy.py http://127.0.0.1:8080
"""

import sys
import urllib.error
import urllib.request

PATIENCE_SECONDS = 20
address = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/") + "/healthz"
try:
    # No proxy of the environment's: it is this machine that is asked.
    asked = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    asked.open(address, timeout=PATIENCE_SECONDS).close()
except urllib.error.HTTPError as answer:
    sys.exit(f"{address} says {answer.code}: the app runs, and cannot read or write its database.")
except (OSError, ValueError) as fault:
    sys.exit(f"{address} does not answer: {fault}")
