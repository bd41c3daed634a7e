"""The blueprint on which Today, Diary, Progress, Course and More are registered."""

from flask import Blueprint

blueprint = Blueprint("dashboard", __name__)
