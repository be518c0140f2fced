"""The kinds of identity document (证件类型), how they are written, and the words of every fault."""

from enum import StrEnum
from typing import Final, Literal

from .both import Both

Severity = Literal["error", "doubt", "warning"]
"""An error cannot be taken; a doubt needs a person's word; a warning is only shown."""


class DocumentKind(StrEnum):
    """The kinds of document a person may show."""

    RESIDENT_ID = "resident_id"
    RESIDENCE_PERMIT = "residence_permit"
    PERMANENT_RESIDENCE = "permanent_residence"
    HOME_RETURN_PERMIT = "home_return_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    PASSPORT = "passport"
    OFFICER = "officer"
    SOLDIER = "soldier"
    OTHER = "other"


KIND_NAMES: Final[dict[DocumentKind, Both]] = {
    DocumentKind.RESIDENT_ID: Both("居民身份证", "resident identity card"),
    DocumentKind.RESIDENCE_PERMIT: Both(
        "港澳台居民居住证", "residence permit of Hong Kong, Macao and Taiwan residents"
    ),
    DocumentKind.PERMANENT_RESIDENCE: Both("外国人永久居留身份证", "foreigner's permanent residence card"),
    DocumentKind.HOME_RETURN_PERMIT: Both(
        "港澳居民来往内地通行证", "mainland travel permit of Hong Kong and Macao residents"
    ),
    DocumentKind.TAIWAN_PERMIT: Both("台湾居民来往大陆通行证", "mainland travel permit of Taiwan residents"),
    DocumentKind.PASSPORT: Both("护照", "passport"),
    DocumentKind.OFFICER: Both("军官证", "officer's card"),
    DocumentKind.SOLDIER: Both("士兵证", "soldier's card"),
    DocumentKind.OTHER: Both("其他证件", "other document"),
}

SPELLINGS: Final[dict[str, DocumentKind]] = {
    **{names.zh: kind for kind, names in KIND_NAMES.items()},
    "身份证": DocumentKind.RESIDENT_ID,
    "二代身份证": DocumentKind.RESIDENT_ID,
    "第二代居民身份证": DocumentKind.RESIDENT_ID,
    "中华人民共和国居民身份证": DocumentKind.RESIDENT_ID,
    "居住证": DocumentKind.RESIDENCE_PERMIT,
    "港澳居民居住证": DocumentKind.RESIDENCE_PERMIT,
    "台湾居民居住证": DocumentKind.RESIDENCE_PERMIT,
    "外国人永久居留证": DocumentKind.PERMANENT_RESIDENCE,
    "永久居留证": DocumentKind.PERMANENT_RESIDENCE,
    "回乡证": DocumentKind.HOME_RETURN_PERMIT,
    "港澳通行证": DocumentKind.HOME_RETURN_PERMIT,
    "港澳居民通行证": DocumentKind.HOME_RETURN_PERMIT,
    "台胞证": DocumentKind.TAIWAN_PERMIT,
    "台湾居民通行证": DocumentKind.TAIWAN_PERMIT,
    "普通护照": DocumentKind.PASSPORT,
    "军人证": DocumentKind.OFFICER,
    "士官证": DocumentKind.SOLDIER,
    "其他": DocumentKind.OTHER,
}
"""Every spelling of a kind that is read, brackets and what stands in them left out."""

ACCEPTED: Final[dict[DocumentKind, Both]] = {
    DocumentKind.RESIDENT_ID: Both("18 位,末位是数字或 X", "18 characters, the last a digit or X"),
    DocumentKind.RESIDENCE_PERMIT: Both(
        "18 位,以 810000、820000 或 830000 开头", "18 characters that begin with 810000, 820000 or 830000"
    ),
    DocumentKind.PERMANENT_RESIDENCE: Both(
        "以 9 开头的 18 位,或 3 个字母加 12 位数字(旧证)",
        "18 characters that begin with 9, or 3 letters and 12 digits (old card)",
    ),
    DocumentKind.HOME_RETURN_PERMIT: Both("H 或 M 加 8 位或 10 位数字", "H or M and 8 or 10 digits"),
    DocumentKind.TAIWAN_PERMIT: Both("8 位数字", "8 digits"),
    DocumentKind.PASSPORT: Both("5 至 20 位字母和数字", "5 to 20 letters and digits"),
    DocumentKind.OFFICER: Both("如“军字第1234567号”", "such as 军字第1234567号"),
    DocumentKind.SOLDIER: Both("如“士字第1234567号”", "such as 士字第1234567号"),
    DocumentKind.OTHER: Both("1 至 50 个字", "1 to 50 characters"),
}
"""The form a number of each kind has."""

FAULTS: Final[dict[str, tuple[Severity, str, str]]] = {
    "id_missing": (
        "error",
        "没有填写证件号码。请照证件填写。",
        "The document number is missing. Enter it from the document.",
    ),
    "id_lost_precision": (
        "error",
        "证件号码被表格软件转成了数字,末尾几位已丢失。请把该列设为“文本”,照证件重新填写。",
        "A spreadsheet turned the document number into a figure and its last digits are lost. Set the column "
        "to “text” and enter the number anew from the document.",
    ),
    "id_form": (
        "error",
        "{kind}的号码写法不对,应为{form}。请照证件核对。",
        "This is no number of a {kind}; it should be {form}. Check it against the document.",
    ),
    "id_type": (
        "error",
        "证件类型填的是{given},号码却像{seen}的。请核对,把“证件类型”改为对应类型。",
        "The document kind says {given}, but the number looks like that of a {seen}. Check the document and "
        "set its kind accordingly.",
    ),
    "id_checksum": (
        "error",
        "证件号码的校验位不符(前 17 位无误时,末位应为 {digit})。请照证件逐位核对。",
        "The check digit is wrong (if the first 17 digits are right, the last is {digit}). Check the number "
        "against the document, digit by digit.",
    ),
    "id_birthdate": (
        "error",
        "证件号码中的出生日期不存在。请照证件核对。",
        "There is no such day as the birth date inside the number. Check it against the document.",
    ),
    "id_birth_in_future": (
        "error",
        "证件号码中的出生日期({day})还没有到。请照证件核对。",
        "The birth date inside the number ({day}) lies ahead. Check it against the document.",
    ),
    "id_age": (
        "doubt",
        "按证件号码,此人已超过 {years} 岁。请核对;确实无误的,由经办人确认。",
        "By the number this person is over {years} years old. Check it; if it is right, confirm it.",
    ),
    "id_15_digits": (
        "doubt",
        "这是 15 位旧号码,已停止使用。请改填 18 位号码;暂时没有的,由经办人确认后先用旧号。",
        "This is an old 15-digit number, no longer in use. Enter the 18-digit one; where it is not at hand "
        "yet, confirm the old one.",
    ),
    "id_place": (
        "warning",
        "号码中的地区代码({place})不在现行省级代码中。多半是填错,请核对;证件确实如此的可以保留。",
        "The place code inside the number ({place}) is none of the provinces'. Probably a slip: check it; "
        "keep it if the document says so.",
    ),
}
"""Every fault of a document number: how grave it is, and its words in Chinese and English."""
