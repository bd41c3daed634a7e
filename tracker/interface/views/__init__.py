"""The operations of the interface: importing them registers them; `documentation` has the order of their parts."""

from tracker.interface.views import documentation, figures, own, patients, record, rows, shares
from tracker.interface.views.operations import blueprint
from tracker.web.extensions import csrf

__all__ = ["blueprint", "documentation", "figures", "own", "patients", "record", "shares"]

csrf.exempt(blueprint)  # programs send no cookie that another site could use, and no form

for resource in documentation.RESOURCES:
    rows.add(resource)
