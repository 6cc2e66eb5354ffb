"""Loaded once by the process that senders are forked from: every service Apprise knows, so that they begin at once."""

import apprise

apprise.Apprise.instantiate("json://127.0.0.1:9/")
apprise.Apprise.instantiate("mailto://127.0.0.1:9?from=us@news.example&to=her@desk.example")
