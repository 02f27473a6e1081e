"""Tables, as HTML and as CSV."""

import pytest
from autopar_report.table import (
    Table,
    format_ratio,
    format_time,
    format_value,
    share,
    table_csv,
    table_html,
    with_share,
)


def test_texts_from_the_database_are_escaped_in_html() -> None:
    table = Table("t", "a < b", ("reason", "n"), [("<script>", 1)])
    html = table_html(table)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "a &lt; b" in html


def test_a_table_without_rows_is_a_line() -> None:
    assert "<table" not in table_html(Table("t", "Failures.", ("reason",), []))


def test_a_long_table_says_what_it_leaves_to_the_csv_file() -> None:
    table = Table("t", "All.", ("n",), [(number,) for number in range(1, 34)])
    html = table_html(table)
    assert html.count("<tr>") == 31
    assert "All. 3 further rows stand in t.csv." in html
    assert table_csv(table).count("\n") == 34


def test_a_small_share_is_not_printed_as_none() -> None:
    shares = [format_value(value, "share") for value in (0.0, 0.0001, 0.0005, 0.9996, 1.0)]
    assert shares == ["0.0 %", "< 0.1 %", "0.1 %", "> 99.9 %", "100.0 %"]


def test_csv_keeps_raw_values_and_leaves_unknown_ones_empty() -> None:
    table = Table("t", "", ("reason", "n", "share"), [('a "b", c', 1234, None)])
    assert table_csv(table) == 'reason,n,share\n"a ""b"", c",1234,\n'


def test_shares_refer_to_the_sum_of_the_column() -> None:
    table = with_share(Table("t", "", ("reason", "n"), [("a", 1), ("b", 3)]), "n")
    assert table.columns == ("reason", "n", "share")
    assert table.rows == [("a", 1, 0.25), ("b", 3, 0.75)]


def test_a_share_of_nothing_is_unknown() -> None:
    assert share(0, 0) is None
    assert format_value(None, "share") == "\u2013"


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [(12.3, "12.3 ns"), (4_560, "4.56 \u00b5s"), (7.8e7, "78 ms"), (1.5e9, "1.5 s")],
)
def test_times_have_the_unit_that_suits_them(nanoseconds: float, text: str) -> None:
    assert format_time(nanoseconds) == text


def test_ratios_have_three_digits_and_no_power_of_ten() -> None:
    assert [format_ratio(r) for r in (0.01234, 1.0, 62.51, 4321.9)] == [
        "0.0123",
        "1",
        "62.5",
        "4,322",
    ]
