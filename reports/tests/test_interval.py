"""Bootstrap intervals."""

import pytest
from autopar_report.interval import linked_clusters, ratio_interval, share_intervals


def test_repositories_that_share_a_notebook_are_one_cluster() -> None:
    places = [("n1", "c"), ("n2", "b"), ("n2", "c"), ("n3", "d"), ("n4", "b"), ("n4", "a")]
    assert linked_clusters(places) == {"n1": "a", "n2": "a", "n3": "d", "n4": "a"}


def test_intervals_hold_the_share_and_come_out_the_same_again() -> None:
    counts = {f"r{i}": {"DOALL": i % 4, "SEQ": 3} for i in range(40)}
    whole = sum(sum(c.values()) for c in counts.values())
    shares = {name: sum(c[name] for c in counts.values()) / whole for name in ("DOALL", "SEQ")}
    intervals = share_intervals(counts)
    for name, value in shares.items():
        low, high = intervals[name]
        assert 0 < low < value < high < 1
    assert intervals == share_intervals(dict(reversed(counts.items())))


def test_unequal_clusters_give_a_wider_interval_than_equal_ones() -> None:
    equal = share_intervals({f"r{i}": {"DOALL": 1, "SEQ": 1} for i in range(20)})
    split = share_intervals({f"r{i}": {"DOALL" if i % 2 else "SEQ": 2} for i in range(20)})
    assert equal["DOALL"] == pytest.approx((0.5, 0.5))
    assert split["DOALL"][1] - split["DOALL"][0] > 0.2


def test_few_clusters_give_no_interval() -> None:
    assert share_intervals({f"r{i}": {"DOALL": 1, "SEQ": 1} for i in range(9)}) == {}


def test_the_interval_of_a_ratio_holds_it() -> None:
    interval = ratio_interval([9.0, 10.0, 11.0, 10.0], [1.9, 2.0, 2.1, 2.0])
    assert interval is not None
    assert interval[0] < 5 < interval[1]
    assert ratio_interval([1.0, 2.0], [1.0, 1.0, 1.0]) is None
