"""The blueprint that every page of treatment hangs on."""

from flask import Blueprint

blueprint = Blueprint("treatment", __name__)
