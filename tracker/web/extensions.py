"""The Flask extensions, as objects without logic."""

from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from tracker.storage.base import Base

db = SQLAlchemy(model_class=Base)
csrf = CSRFProtect()
