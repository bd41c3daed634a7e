"""Pages of treatment."""

from flask import Blueprint

blueprint = Blueprint("treatment", __name__)
