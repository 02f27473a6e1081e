"""The names that a program may use at one of its points."""

from __future__ import annotations

from dataclasses import dataclass, field

from program_generator.values import KIND_OF_DTYPE, Kind, Value


@dataclass(frozen=True)
class Index:
    """A loop variable over positions: from `back` to the shortest extent minus 1 minus `slack`."""

    name: str
    slack: int
    back: int = 0


@dataclass(frozen=True)
class Sequence:
    """An array, a list, or a row of either. `dtype` is an element type of KIND_OF_DTYPE."""

    name: str
    dtype: str
    rank: int
    layout: str
    is_written: bool = True
    is_list: bool = False
    is_nonzero: bool = False

    @property
    def kind(self) -> Kind:
        return KIND_OF_DTYPE[self.dtype]

    def row(self, name: str) -> Sequence:
        return Sequence(name, self.dtype, self.rank - 1, self.layout, self.is_written, self.is_list)


@dataclass
class Scope:
    """`bound` names surely have a value; `perhaps` ones have it if a block above was run."""

    sequences: list[Sequence]
    indices: list[Index] = field(default_factory=list)
    bound: dict[str, Value] = field(default_factory=dict)
    perhaps: dict[str, Value] = field(default_factory=dict)
    positions: list[str] = field(default_factory=list)
    """Names of integer arrays and lists whose elements are positions."""
    kept: frozenset[str] = frozenset()
    """Names that the program must not assign, so that its loops end."""
    in_loop: bool = False

    def block(self, *, in_loop: bool | None = None) -> Scope:
        """A scope for a block that may not run."""
        return Scope(
            list(self.sequences),
            list(self.indices),
            dict(self.bound),
            dict(self.perhaps),
            list(self.positions),
            self.kept,
            self.in_loop if in_loop is None else in_loop,
        )

    def leave(self, block: Scope) -> None:
        """Takes over what the block may have assigned."""
        for name, value in (block.bound | block.perhaps).items():
            if name not in self.bound:
                self.perhaps[name] = value
            elif value.kind > self.bound[name].kind:
                self.bound[name] = value

    def written(self, rank: int) -> list[Sequence]:
        return [each for each in self.sequences if each.is_written and each.rank == rank]

    def of_rank(self, rank: int) -> list[Sequence]:
        return [each for each in self.sequences if each.rank == rank]
