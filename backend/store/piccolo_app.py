"""The one Piccolo app: every table, one line of migrations."""

from pathlib import Path
from typing import Final

from piccolo.conf.apps import AppConfig

from .tables import TABLES

MIGRATIONS: Final = Path(__file__).parent / "migrations"

APP_CONFIG: Final = AppConfig(
    app_name="anju", migrations_folder_path=str(MIGRATIONS), table_classes=list(TABLES)
)
