"""Gathers every feature's tables, so that migrations see them all."""

import tracker.accounts.models
import tracker.audit.models
import tracker.calendars.models
import tracker.channels.models
import tracker.correspondence.models
import tracker.diary.models
import tracker.experiments.models
import tracker.factors.models
import tracker.imports.models
import tracker.patients.models
import tracker.practice.models
import tracker.practitioners.models
import tracker.reminders.models
import tracker.review.models
import tracker.sharing.models
import tracker.storage.base
import tracker.throttling.models
import tracker.tokens.models
import tracker.treatment.models
import tracker.webhooks.models

metadata = tracker.storage.base.Base.metadata
