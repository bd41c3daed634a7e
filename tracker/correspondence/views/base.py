"""The blueprint of what is written to each other."""

from flask import Blueprint

blueprint = Blueprint("correspondence", __name__)
