"""The blueprint on which every page of the diary is registered."""

from flask import Blueprint

blueprint = Blueprint("diary", __name__)
