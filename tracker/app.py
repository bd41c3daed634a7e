"""Makes the app: the one file that knows every feature."""

from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined

import tracker.operations.models
from tracker import gate_answers
from tracker.accounts import views as accounts_views
from tracker.audit.services import withdrawals
from tracker.before_commit import settle
from tracker.calendars import views as calendars_views
from tracker.channels import views as channels_views
from tracker.charts import views as charts_views
from tracker.configuration.settings import Settings, find_folder
from tracker.correspondence import views as correspondence_views
from tracker.dashboard import views as dashboard_views
from tracker.dashboard.services.own_numbers import read_own_numbers
from tracker.diary import views as diary_views
from tracker.domain.body import locations
from tracker.experiments import views as experiments_views
from tracker.guide import views as guide_views
from tracker.imports import views as imports_views
from tracker.imports.services import waiting
from tracker.interface import views as interface_views
from tracker.manifests import views as manifests_views
from tracker.operations.guard import Guard
from tracker.papers import views as papers_views
from tracker.patients import views as patients_views
from tracker.patients.services import history, turns
from tracker.patients.services import record as patients
from tracker.patients.services.row_writing import AlreadySaved, NotFound
from tracker.pocket import views as pocket_views
from tracker.practice import views as practice_views
from tracker.practitioners import views as practitioners_views
from tracker.reminders import views as reminders_views
from tracker.reports import views as reports_views
from tracker.review import views as review_views
from tracker.sharing import views as sharing_views
from tracker.storage import postgres, sqlite
from tracker.tokens import views as tokens_views
from tracker.treatment import views as treatment_views
from tracker.treatment.services.reading import current_cautions, running_courses
from tracker.treatment.services.session_records import recorders
from tracker.web import (
    addresses,
    assets,
    audience,
    compressing,
    csp_reports,
    errors,
    form_session,
    gate,
    headers,
    health,
    lanes,
    languages,
    limits,
    logs,
    navigation,
    opened,
    origins,
    proxies,
    refusals,
    turned,
    unanswered,
)
from tracker.web.extensions import csrf, db
from tracker.web.template_engine import TemplateEngine, TightTemplates, commas
from tracker.web.transactions import RetryingFlask
from tracker.web.undo_banner import saved_banner
from tracker.webhooks import views as webhooks_views
from tracker.wording import (
    accounts,
    bringing,
    experiments,
    formats,
    imported,
    points,
    treatment,
    vocabularies,
    warning_signs,
)
from tracker.wording.pages import scale_ends

FEATURES = (
    accounts_views,
    guide_views,
    patients_views,
    practitioners_views,
    sharing_views,
    diary_views,
    treatment_views,
    charts_views,
    review_views,
    experiments_views,
    correspondence_views,
    dashboard_views,
    practice_views,
    reports_views,
    papers_views,
    calendars_views,
    channels_views,
    webhooks_views,
    reminders_views,
    imports_views,
    manifests_views,
    pocket_views,
    tokens_views,
    interface_views,
    csp_reports,
    health,
)


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or Settings.from_env()
    app = RetryingFlask(
        "tracker",
        template_folder=str(find_folder("templates")),
        static_folder=None,
        instance_path=str(settings.instance_path),
    )
    app.jinja_environment = TemplateEngine
    app.static_folder = str(find_folder("static"))
    app.config.from_mapping(_config(settings))
    app.extensions["settings"] = settings
    app.extensions["find_saved"] = lambda revision_id, by, may_do: history.find_saved(
        db.session(), revision_id, by, may_do=may_do
    )
    app.extensions["take_turn"] = lambda patient_id: turns.take_turn(db.session(), patient_id)
    app.extensions["last_change"] = lambda *row: history.last_change(db.session(), *row)
    app.extensions["change_known"] = lambda *change: history.is_known(db.session(), *change)
    health.init_app(app)
    proxies.init_app(app, settings.proxies)
    app.extensions["own_cautions"] = lambda patient_id: current_cautions(db.session(), patient_id)
    app.extensions["session_recorders"] = lambda patient_id: recorders(db.session(), patient_id)
    app.extensions["running_courses"] = lambda patient_id: running_courses(db.session(), patient_id)
    app.extensions["own_numbers"] = lambda *asked: read_own_numbers(db.session(), *asked)
    app.extensions["account_made"] = lambda account_id, now: patients.make_patient(db.session(), account_id, now)
    app.extensions["before_commit"] = (settle,)
    app.session_interface = form_session.PagesAlone()
    _prepare_templates(app)
    compressing.init_app(app)
    assets.init_app(app)
    origins.init_app(app)
    limits.init_app(app)
    headers.init_app(app, https=settings.https)  # before the gate: the headers are put on what it answers instead
    gate.init_app(app, gate_answers)
    limits.init_behind_gate(app)
    _prepare_database(app)
    csrf.init_app(app)
    logs.init_app(app)
    errors.init_app(app)
    lanes.init_app(app)
    app.register_error_handler(NotFound, errors.not_found)
    app.register_error_handler(AlreadySaved, refusals.already_saved)
    for feature in FEATURES:
        app.register_blueprint(feature.blueprint)
    return app


def _config(settings: Settings) -> dict[str, Any]:
    prefix = "__Host-" if settings.https else ""
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.secret_key_fallbacks),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, "pool_timeout": 5} | _engine_options(settings),
        "SESSION_COOKIE_NAME": f"{prefix}form",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
        "TESTING": settings.testing,
        "DEBUG": settings.development,
    }


def _engine_options(settings: Settings) -> dict[str, Any]:
    if settings.is_sqlite:
        return {"pool_size": 2 * settings.threads + 8, "max_overflow": 4, "pool_use_lifo": True}
    return postgres.engine_options(settings.threads)


def _prepare_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        formats.FILTERS,
        commas=commas,
        device=accounts.device_words,
        experiment_arm=experiments.arm_words,
        network=accounts.network_words,
        points=points.show_points,
        treatment=treatment.name_of,
        clock_or_unknown=imported.clock_or_unknown,
        when_from=imported.when_from,
    )
    app.jinja_env.globals.update(
        places=navigation.places,
        way_back=navigation.way_back,
        order_asked=navigation.order_asked,
        may_now=gate.may_now,
        somebody_elses=audience.somebody_elses,
        shared_bar=audience.shared_bar,
        patients_beside=practice_views.beside.patients_beside,
        to_practitioner=audience.to_practitioner,
        shows=audience.shows,
        session_url=audience.session_url,
        saved_banner=saved_banner,
        opened_with=opened.with_values,
        opened_telling=opened.telling,
        page_now=turned.page_now,
        record_clock=turned.record_clock,
        words=vocabularies,
        body=locations,
        sign_words=warning_signs.sign_words,
        scale_ends=scale_ends,
        bringing=bringing,
        manifest_url=pocket_views.manifest.manifest_url,
    )
    addresses.init_app(app)
    unanswered.init_app(app)
    app.jinja_env.add_extension("jinja2.ext.do")
    languages.init_app(app)
    app.jinja_env.add_extension(TightTemplates)


def _prepare_database(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        app.extensions["guard"] = Guard(db.engine, app.extensions["settings"])
        sqlite.prepare(db.engine)
        postgres.prepare(db.engine)
        withdrawals.mirror_to(db.engine, Path(app.instance_path))
        waiting.keep_beside(db.engine, Path(app.instance_path))
    assert tracker.operations.models.metadata is db.metadata, "every table is mapped on the one base"  # noqa: S101
