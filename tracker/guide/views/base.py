"""The blueprint of the pages for everyone."""

from flask import Blueprint

blueprint = Blueprint("guide", __name__)
