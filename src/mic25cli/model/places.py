"""China's province-level units, in English as the records write them and in Chinese.

The 31 of the mainland, whose governments carry out the national plans, and the
two special administrative regions.
"""

from typing import NamedTuple


class Province(NamedTuple):
    """A province-level unit: what it is called in English, shortly and in full in Chinese."""

    en: str
    zh: str
    full: str


PROVINCES: dict[str, Province] = {
    en: Province(en, zh, full)
    for en, zh, full in (
        ("Beijing", "北京", "北京市"),
        ("Tianjin", "天津", "天津市"),
        ("Hebei", "河北", "河北省"),
        ("Shanxi", "山西", "山西省"),
        ("Inner Mongolia", "内蒙古", "内蒙古自治区"),
        ("Liaoning", "辽宁", "辽宁省"),
        ("Jilin", "吉林", "吉林省"),
        ("Heilongjiang", "黑龙江", "黑龙江省"),
        ("Shanghai", "上海", "上海市"),
        ("Jiangsu", "江苏", "江苏省"),
        ("Zhejiang", "浙江", "浙江省"),
        ("Anhui", "安徽", "安徽省"),
        ("Fujian", "福建", "福建省"),
        ("Jiangxi", "江西", "江西省"),
        ("Shandong", "山东", "山东省"),
        ("Henan", "河南", "河南省"),
        ("Hubei", "湖北", "湖北省"),
        ("Hunan", "湖南", "湖南省"),
        ("Guangdong", "广东", "广东省"),
        ("Guangxi", "广西", "广西壮族自治区"),
        ("Hainan", "海南", "海南省"),
        ("Chongqing", "重庆", "重庆市"),
        ("Sichuan", "四川", "四川省"),
        ("Guizhou", "贵州", "贵州省"),
        ("Yunnan", "云南", "云南省"),
        ("Tibet", "西藏", "西藏自治区"),
        ("Shaanxi", "陕西", "陕西省"),
        ("Gansu", "甘肃", "甘肃省"),
        ("Qinghai", "青海", "青海省"),
        ("Ningxia", "宁夏", "宁夏回族自治区"),
        ("Xinjiang", "新疆", "新疆维吾尔自治区"),
        ("Hong Kong", "香港", "香港特别行政区"),
        ("Macao", "澳门", "澳门特别行政区"),
    )
}
"""By the English name."""


def find(text: str) -> Province | None:
    """The unit that a text names, in either language and any case; None if it names none."""
    wanted = text.strip().casefold()
    for province in PROVINCES.values():
        if wanted in (province.en.casefold(), province.zh, province.full):
            return province
    return None
