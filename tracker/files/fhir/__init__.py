"""A record as one FHIR R4 (4.0.1) bundle: for each kind of row the resources it becomes, as pieces of JSON."""
