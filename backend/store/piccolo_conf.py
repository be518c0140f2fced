"""Where Piccolo's migration runner finds the engine and the one app."""

from typing import Final

from piccolo.conf.apps import AppRegistry

from .engine import DB

__all__ = ["APP_REGISTRY", "DB"]

APP_REGISTRY: Final = AppRegistry(apps=["backend.store.piccolo_app"])
