#!/usr/bin/env bash
# fhir.resources 8.3.0. One would expect a decimal of FHIR to keep its digits when it is read and written, as FHIR R4 asks
# ("the precision of the decimal value has significance", json.html) and as fhirkit-rs 0.1.0 does, since the model keeps a
# Decimal. What happens: 7.10 is written as 7.1, so that a reader takes a mean of two decimals for one of one. Users meet
# it whenever a bundle passes through these models. Exits with 1 where this no longer holds.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check fhir.resources==8.3.0 fhirkit-rs==0.1.0
"$place/env/bin/python" - <<'PYTHON'
import re
import sys

import fhirkit
from fhir.resources.R4B.observation import Observation

GIVEN = '{"resourceType":"Observation","status":"final","code":{"text":"Pain"},"valueQuantity":{"value":7.10}}'
read = Observation.model_validate_json(GIVEN)
written = {"fhir.resources": read.model_dump_json(), "fhirkit": fhirkit.parse(GIVEN).to_json()}
digits = {who: re.search(r'"value":"?([0-9.]+)', text).group(1) for who, text in written.items()}
print("read as", repr(read.valueQuantity.value), "written as", digits)
same = digits == {"fhir.resources": "7.1", "fhirkit": "7.10"}
print("as described" if same else "this has changed")
sys.exit(0 if same else 1)
PYTHON
