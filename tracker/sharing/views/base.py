"""The blueprint that every page of sharing hangs on."""

from flask import Blueprint

blueprint = Blueprint("sharing", __name__)
