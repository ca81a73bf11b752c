"""Whether a number can be read in words: ways of writing by examples, digits and scales by law."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mic25cli.calc.printed_numbers import folded, found_in, number_in, part_in

D = Decimal


DIGITS = """
sold 331,092 units|331092|units; auf 1,97 % gestiegen|1.97|percent; 41 028 robots|41028|units
machinery95|95|percent; 1.234.567 Stück|1234567|units; 達(dá)到５６.6％|56.6|percent
128.4万辆|1.284|mn units; 1억2000만대|120|mn units; 2863億元|286.3|bn CNY
寿命5-7万小时|50000|hours; 寿命5-7万小时|70000|hours; to 2.8 billion yuan|2.8|bn CNY
300多万台|3|mn units; 2,5 млн|2.5|mn units; 1.3 Mrd. Euro|1.3|bn EUR; 现代服务 41.81|4.181|bn CNY
세계 1위를 차지|1|rank; 能耗下降18%|-18|percent; 227,656,041千元|227.656|bn CNY
售出汽车3440万辆|34.4|mn units; 1兆2000億円|1200|bn CNY; 약 5조 원|5000|bn CNY
1억 3천만|130|mn units; 1 234 567 Einheiten|1234567|units; 1'234'567 pièces|1234567|units
２３．５％|23.5|percent; 提高，到52.1%|52.1|percent; 41\u202f028 Roboter|41028|units
US$186.5 billion|186.5|bn USD; 300余万台|3|mn units; 1.2万多家|12000|count
2,000多家企业|2000|count; 12 Mio. Fahrzeuge|12|mn units; between 5 and 7 percent|5|percent
1.2~1.5 million units|1.2|mn units; 1万5千台|15000|units; ranked 3rd|3|rank; 10위권|10|rank
fell by 18 percent|-18|percent; 16.487 million|16.49|mn units; 1.42万亿元|1420|bn CNY
"""
"""Words that hold a number of a unit, a scale word and a sign among them, in digits."""

WORDS = """
数千家企业|1000|count; 达到五成|50|percent; 4割程度|40|percent; 两家企业|2|count
twenty-three centres|23|count; a dozen firms|12|count; 约三分之一|33|percent
two thirds of all|67|percent; 3分の1を占める|33.3|percent; about half of|50|percent
ranked third|3|rank; the world's largest maker|1|rank; 尚无量产|0|percent
failed to secure any|0|count; 全部国产|100|percent; 一百零八家|108|count
五百强中的一百二十家|120|count; 一万五千台|15000|units; 二十余家|20|count
百分之十二点五|12.5|percent; 降低了三成|-30|percent; 占比四成半|45|percent; 七割|70|percent
eight hundred factories|800|count; two hundred and five centres|205|count; two dozen|24|count
四分之三|75|percent; 五分の一|20|percent; four fifths|80|percent; a good third|33|percent
½ of it|50|percent; 世界第三位|3|rank; 第十五位|15|rank; third-largest exporter|3|rank
den zweiten Platz|2|rank; 全球第一大市场|1|rank; 跃居全球首位|1|rank; the global leader|1|rank
no maker from abroad|0|count; foreign makers were left out|100|percent
达到21%后,逐年下降|0|percent; zeigt der Zeiger siebenmal ins Positive|7|count
"""
"""Words that hold one in words: numerals, fractions of shares, places, none and all."""

NOT_READ = """
为6.05升|6.00|percent; about 5 %|5.2|percent; 2863億元|2863|bn CNY; 2863億元|28.63|bn CNY
세계 선두그룹|1|rank; in the leading group|1|rank; about half of|49|percent
rose to 13 %|31|percent; |1|count
999999999999999999999999999999999999999999999999999999999999|1.5|percent; 800,000 units|8|mn units
提高到５２．１％|5.21|percent; 34.4万辆|34.4|mn units; 300余万台|0.3|mn units; 2,000多家|2|count
sold 331,092 units|331|units; 12,345|12.4|percent; 42%|42.3|percent; 42% of firms|42|count
42 percent|42|rank; 2.8 billion yuan|2.8|mn CNY; 5-7万小时|5|hours; 12 thousand robots|12|units
1.42万亿元|142|bn CNY; 一百零八家|100|count; 三十六家|6|count; 三十六家|30|count; 近三成|3|percent
百分之五十|5|percent; 百分之四十五|45|count; fifty-five|50|count; fifty-five|5|count
two hundred and five|200|count; 一批企业|1|count; 进一步提高|1|count; 统一标准|1|count
双百工程|100|count; 十四五规划|15|count; 一季度|1|count; a third of it|33|count; half of it|50|rank
三分之一|66|percent; 半导体|50|percent; in a quarter|25|count; in the third quarter|3|rank
second half|2|rank; first half of 2025|1|rank; top-100 list|1|rank; 前三名|3|rank
largest ever rise of 8%|1|rank; third-party|3|rank; 第一批名单|1|rank; 第二阶段|2|rank
第十三个五年规划|13|rank; no less than 40%|0|percent; No. 7|0|percent; 无人机|0|percent
不断提高到40%|0|percent; 全国占40%|100|percent; all over the world, 40%|100|percent
平均增长|100|percent; full year|100|percent
"""
"""Words that look as if they held it; what is recorded is never more exact than what is read."""


def cases(table):
    return [
        (words, D(value), unit)
        for words, value, unit in (
            case.strip().split("|")
            for line in table.strip().splitlines()
            for case in line.split(";")
        )
    ]


@pytest.mark.parametrize(
    ("words", "value", "unit", "how"),
    [
        (*case, how)
        for table, how in ((DIGITS, "digits"), (WORDS, "words"), (NOT_READ, None))
        for case in cases(table)
    ],
)
def test_whether_and_how_words_hold_a_number(words, value, unit, how):
    assert number_in(words, value, unit) == how


@given(st.integers(1, 10**9), st.integers(0, 3), st.sampled_from([",", " ", "'"]))
def test_digits_are_read_however_they_are_grouped(whole, places, by):
    value = D(whole).scaleb(-places)
    text = f"{value:,}".replace(",", by)
    assert number_in(f"came to {text} in all", value, "count") == "digits"
    assert number_in(f"came to {text} in all", value * 7 + 1, "count") is None


@given(
    st.integers(1, 9999),
    st.sampled_from(
        [("万", 4), ("亿", 8), ("億", 8), ("만", 4), (" million", 6), (" bn", 9), (" Mrd", 9)]
    ),
)
def test_a_scale_counts(number, scale):
    word, power = scale
    value = D(number).scaleb(power)
    assert number_in(f"达到{number}{word}", value, "count") == "digits"
    assert number_in(f"达到{number}{word}", value * 10, "count") is None
    assert number_in(f"达到{number}{word}", D(number), "count") is None, "never without its scale"


def test_both_ends_of_a_range_are_there():
    assert found_in(["세계 2~3위"], [2, 3], "rank", None) == "digits"
    assert found_in(["세계 2위"], [2, 3], "rank", None) is None
    assert found_in(["at least 5", "no more than 7"], [5, 7], "count", None) == "digits"


def test_parts_of_a_sum():
    formula = "15 / (15 + 0.20 * 793) * 100"
    assert (
        found_in(["about 20 percent", "793 aircraft"], [D("8.6")], "percent", formula) == "derived"
    )
    assert found_in(["fell to about 13"], [D("8.6")], "percent", formula) is None
    assert part_in("rose by 68.7 %", "302000 / 1.687") and part_in("30.2万台", "302000 / 1.687")
    assert part_in("will be twice as much", "2 * 100") and not part_in("100 in all", "5 * 100")
    # Of a change from a year, that year is nil.
    assert found_in(["比2015年下降23%"], [0], "percent", None) == "derived"
    assert found_in(["下降23%"], [0], "percent", None) is None


def test_two_prints_of_a_text_are_one():
    assert folded("達(dá)到　12,5％") == folded("达到 12,5%") != folded("达到 125%")


@given(
    st.text("09一十百亿5成分之/％.,' -の第three half零twenty", max_size=60),
    st.sampled_from(["percent", "rank", "count"]),
)
def test_any_words_can_be_looked_at(words, unit):
    assert number_in(words, 3, unit) in {None, "digits", "words"}
