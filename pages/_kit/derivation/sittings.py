"""The derivation of the update rule in sittings: one route each, by the name a link may carry."""

from mf_core.derivation import ROUTES

CHAIN, EXPAND, BATCH = ({name: ROUTES[name]} for name in ("chain", "expand", "batch"))
