"""What a job is called, and its states, as a person reads them."""

from typing import Final

from ..domain.vocabulary.both import Both

JOB: Final = Both("批量任务", "job")
JOB_STATES: Final = {
    "open": Both("进行中", "open"),
    "stopped": Both("已撤回", "withdrawn"),
    "done": Both("已完成", "done"),
}
