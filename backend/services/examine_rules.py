"""Examines what decisions rest on: the audit trails, the working-day calendar, the policy packs."""

from datetime import date, timedelta
from typing import Final

from ..domain.vocabulary.both import Both
from ..policy_packs.check import check_pack, pack_folders
from ..policy_packs.reader import PackError
from ..store.audit import say, verify
from ..store.queries.examinations import calendar_years
from .examination import Examined, Found, Words, fault, from_message

WARNED_BEFORE: Final = timedelta(days=60)

WORDS: Final[Words] = {
    "calendar_missing": (
        "{year}年的工作日历没有装入,这一年的期限无法计算。请用 anju calendar 导入通知,或先暂定一年。",
        "The working-day calendar of {year} is not loaded, so that its deadlines cannot be counted. Import the notice "
        "by anju calendar, or make a provisional year.",
    ),
    "calendar_ends?": (
        "工作日历只到{last}年底,还有 {days} 天。请导入{year}年的放假通知,或先暂定一年(anju calendar)。",
        "The working-day calendar ends with {last}, in {days} days. Import the notice of {year}, or make a provisional "
        "year (anju calendar).",
    ),
    "pack": (
        "政策包 {pack} · {where}:{says}。请在政策包里改正,并运行 anju policy check。",
        "Policy pack {pack} · {where}: {says}. Mend it in the pack and run anju policy check.",
    ),
    "pack?": (
        "政策包 {pack} · {where}:{says}。请核对。",
        "Policy pack {pack} · {where}: {says}. Please check.",
    ),
    "pack_unread": (
        "政策包 {pack} 读不了:{says}。请改正文件,并运行 anju policy check。",
        "Policy pack {pack} cannot be read: {says}. Mend the file and run anju policy check.",
    ),
}  # fmt: skip


async def examine_trails(patient: Examined) -> list[Found]:
    """Whether every audit trail is as it was written, from its first entry to its head."""
    found = []
    for authority in patient.authorities:
        broken = await verify(authority.authority_id)
        if broken is not None:
            said = {language: f"{authority.code} · {words}" for language, words in say(broken).items()}
            found.append(from_message(broken.what, said))
    return found


async def examine_calendar(patient: Examined) -> list[Found]:
    """Whether the calendar covers the business year, and the next one sixty days before that ends."""
    years = await calendar_years() | patient.library.calendar.years.keys()
    this = patient.on.year
    if this not in years:
        return [fault(WORDS, "calendar_missing", year=this)]
    left = date(this, 12, 31) - patient.on
    if left <= WARNED_BEFORE and this + 1 not in years:
        return [fault(WORDS, "calendar_ends?", last=this, days=left.days, year=this + 1)]
    return []


async def examine_packs(patient: Examined) -> list[Found]:
    """Whether every policy pack can be read and checks out; on the real day, for that is when people confirm."""
    found = []
    for folder in pack_folders(patient.packs):
        try:
            complaints = check_pack(folder, patient.at.astimezone().date())
        except (PackError, OSError) as error:
            says = Both(error.zh if isinstance(error, PackError) else str(error.filename), str(error))
            found.append(fault(WORDS, "pack_unread", pack=folder.name, says=says))
        else:
            for each in complaints:
                code, says = "pack" if each.grave else "pack?", Both(each.zh, each.en)
                found.append(fault(WORDS, code, pack=each.pack, where=each.where, says=says))
    return found
