"""Bootstrap intervals."""

import pytest
from autopar_report.interval import ClusterShare, cluster_shares, linked_clusters, ratio_interval


def shares(counts: dict[str, dict[str, int]]) -> dict[str, ClusterShare]:
    return cluster_shares(counts, {name: sum(c.values()) for name, c in counts.items()})


def percentile(share: ClusterShare) -> tuple[float, float]:
    assert share.percentile is not None
    return share.percentile


def accelerated(share: ClusterShare) -> tuple[float, float]:
    assert share.accelerated is not None
    return share.accelerated


def test_repositories_that_share_a_notebook_are_one_cluster() -> None:
    places = [("n1", "c"), ("n2", "b"), ("n2", "c"), ("n3", "d"), ("n4", "b"), ("n4", "a")]
    assert linked_clusters(places) == {"n1": "a", "n2": "a", "n3": "d", "n4": "a"}


def test_intervals_hold_the_share_and_come_out_the_same_again() -> None:
    counts = {f"r{i}": {"DOALL": i % 4, "SEQ": 3} for i in range(40)}
    result = shares(counts)
    for name, part in (("DOALL", 60), ("SEQ", 120)):
        assert (result[name].part, result[name].whole) == (part, 180)
        for low, high in (percentile(result[name]), accelerated(result[name])):
            assert 0 < low < part / 180 < high < 1
    assert result == shares(dict(reversed(counts.items())))


def test_equal_clusters_leave_no_doubt_and_unequal_ones_do() -> None:
    equal = shares({f"r{i}": {"DOALL": 1, "SEQ": 1} for i in range(20)})
    split = shares({f"r{i}": {"DOALL" if i % 2 else "SEQ": 2} for i in range(20)})
    assert percentile(equal["DOALL"]) == accelerated(equal["DOALL"]) == pytest.approx((0.5, 0.5))
    assert equal["DOALL"].design_effect is None
    low, high = percentile(split["DOALL"])
    assert high - low > 0.2


def test_loops_that_go_by_pairs_count_half() -> None:
    split = shares({f"r{i}": {"DOALL" if i % 2 else "SEQ": 2} for i in range(200)})
    effect, number = split["DOALL"].design_effect, split["DOALL"].effective_n
    assert effect is not None and number is not None
    assert effect == pytest.approx(2, rel=0.15)
    assert number * effect == pytest.approx(400)


def test_clusters_of_one_loop_are_independent_draws() -> None:
    single = shares({f"r{i}": {"DOALL" if i % 4 else "SEQ": 1} for i in range(200)})
    assert single["SEQ"].design_effect == pytest.approx(1, rel=0.15)


def test_the_accelerated_interval_leans_to_the_long_tail() -> None:
    # One large cluster in forty holds nearly all of the class, so the share is skewed to the right.
    counts = {f"r{i}": {"RARE": 0, "SEQ": 10} for i in range(39)}
    counts["big"] = {"RARE": 40, "SEQ": 10}
    share = shares(counts)["RARE"]
    assert accelerated(share)[1] > percentile(share)[1]


def test_the_accelerated_interval_covers_what_it_should_not_less() -> None:
    # Of a symmetric share of many clusters both intervals are those of the normal distribution.
    counts = {f"r{i}": {"DOALL" if i % 2 else "SEQ": 1} for i in range(400)}
    share = shares(counts)["DOALL"]
    for low, high in (percentile(share), accelerated(share)):
        assert low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.005)
        assert high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.005)


def test_few_clusters_give_counts_without_an_interval() -> None:
    share = shares({f"r{i}": {"DOALL": 1, "SEQ": 1} for i in range(9)})["DOALL"]
    assert share == ClusterShare(9, 18, None, None, None, None)
    assert cluster_shares({}, {}) == {}


def test_a_whole_without_the_class_counts_too() -> None:
    wholes = {f"r{i}": 1 for i in range(20)}
    share = cluster_shares({"r0": {"DOALL": 1}}, wholes)["DOALL"]
    assert share.share == 1 / 20
    assert percentile(share)[0] == 0


def test_the_interval_of_a_ratio_holds_it() -> None:
    interval = ratio_interval([9.0, 10.0, 11.0, 10.0], [1.9, 2.0, 2.1, 2.0])
    assert interval is not None
    assert interval[0] < 5 < interval[1]
    assert ratio_interval([1.0, 2.0], [1.0, 1.0, 1.0]) is None
