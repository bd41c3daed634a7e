"""The Flask extensions, as objects without logic."""

from flask_sqlalchemy import SQLAlchemy

from tracker.storage.base import Base
from tracker.web.form_tokens import MaskedTokens

db = SQLAlchemy(model_class=Base)
csrf = MaskedTokens()
