"""Shares of loops, notebooks and repositories, with intervals over clusters of repositories."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from autopar_report.database import Database
from autopar_report.interval import ClusterShare, cluster_shares, linked_clusters
from autopar_report.study import count_of

Counts = dict[str, dict[str, int]]  # cluster -> class -> count


@dataclass(frozen=True)
class FamilyShares:
    """Class -> share, of the loops, notebooks and repositories of one family of loops."""

    loops: dict[str, ClusterShare]
    notebooks: dict[str, ClusterShare]
    repositories: dict[str, ClusterShare]
    clusters: int


def _clusters_of_notebooks(database: Database) -> dict[str, str]:
    """Notebook -> cluster. Repositories are linked by notebooks of (nearly) the same code."""
    links: list[tuple[str, str]] = []
    columns = ("blob", "code", "near_cluster", "repository")
    for *notebooks, repository in database.rows("report_places", columns):
        links += [(str(notebook), str(repository)) for notebook in notebooks]
    return linked_clusters(links)


def _summed(rows: Iterable[tuple[str, str, int]]) -> Counts:
    counts: Counts = defaultdict(lambda: defaultdict(int))
    for cluster, label, n in rows:
        counts[cluster][label] += n
    return counts


def _wholes(counts: Counts) -> dict[str, int]:
    return {cluster: sum(classes.values()) for cluster, classes in counts.items()}


class Shares:
    """Everything that the shares of a database need, read once."""

    def __init__(self, database: Database) -> None:
        """Reads where notebooks lie and which classes they have."""
        self._database = database
        self._cluster_of = _clusters_of_notebooks(database)
        self._places: dict[str, set[str]] = defaultdict(set)
        for blob, repository in database.rows("report_headline_place", ("blob", "repository")):
            self._places[str(blob)].add(str(repository))
        self._cluster_of_repository = {
            repository: self._cluster_of[blob]
            for blob, repositories in self._places.items()
            for repository in repositories
        }

    def _loops(self, family: str) -> dict[str, ClusterShare]:
        rows = self._database.rows(
            "report_class_loops", ("class", "blob", "n"), "family = ?", [family]
        )
        parts = _summed((self._cluster_of[str(b)], str(c), count_of(n)) for c, b, n in rows)
        whole = self._database.rows("report_family_loops", ("blob", "n"), "family = ?", [family])
        wholes = _summed((self._cluster_of[str(b)], "", count_of(n)) for b, n in whole)
        return cluster_shares(parts, _wholes(wholes))

    def _presence(self, family: str) -> list[tuple[str, str]]:
        rows = self._database.rows(
            "report_class_presence", ("class", "blob"), "family = ?", [family]
        )
        return [(str(label), str(blob)) for label, blob in rows if str(blob) in self._places]

    def of_family(self, family: str) -> FamilyShares:
        """The shares of one family of loops."""
        presence = self._presence(family)
        notebooks = cluster_shares(
            _summed((self._cluster_of[blob], label, 1) for label, blob in presence),
            _wholes(_summed((self._cluster_of[blob], "", 1) for blob in self._places)),
        )
        there = {(label, repo) for label, blob in presence for repo in self._places[blob]}
        cluster_of = self._cluster_of_repository
        repositories = cluster_shares(
            _summed((cluster_of[repository], label, 1) for label, repository in sorted(there)),
            _wholes(_summed((cluster, "", 1) for cluster in cluster_of.values())),
        )
        clusters = len(set(self._cluster_of.values()))
        return FamilyShares(self._loops(family), notebooks, repositories, clusters)
