"""What the sections of the study's report share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from autopar_report.database import Database, Value
from autopar_report.examples import Examples
from autopar_report.table import Table, with_share

if TYPE_CHECKING:
    from autopar_report.study_shares import FamilyShares


def count_of(value: Value) -> int:
    """A count as the database gave it; none is 0."""
    return int(value or 0)


@dataclass(frozen=True)
class Study:
    """A database with its views, the loops behind its numbers, and the shares of its families."""

    database: Database
    examples: Examples
    shares: "Mapping[str, FamilyShares]"

    def table(
        self,
        view: str,
        name: str,
        caption: str,
        columns: tuple[str, ...],
        links: dict[str, tuple[str, str]] | None = None,
        shared: str = "",
        is_folded: bool = False,
    ) -> Table:
        """The named columns of a view, as a table.

        `links`: column -> dimension and scope of the loops behind its numbers, whose value is the
        first column. `shared`: the column behind which its share of the sum stands.
        """
        rows = self.database.rows(view, columns)
        table = Table(name, caption, columns, rows, is_folded=is_folded)
        if shared:
            table = with_share(table, shared)
        if links:
            table = replace(table, links=self.examples.links(table.rows, links))
        return table
