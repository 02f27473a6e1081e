"""What all parts of the generator share: the source of randomness and the profile."""

from __future__ import annotations

import random
from collections.abc import Sequence as AnySequence
from dataclasses import dataclass, field
from typing import TypeVar

from program_generator.profiles import Profile

Item = TypeVar("Item")
INDENT = "    "


@dataclass
class Maker:
    """The state of one program's making. `room` is that of its signature."""

    random: random.Random
    profile: Profile
    helpers: list[str] = field(default_factory=list)
    """Definitions of functions that the program calls."""
    names_made: int = 0
    stored: set[str] = field(default_factory=set)
    """Names of sequences that some statement stores to already."""
    room: int = 2
    is_careless: bool = False
    """Indices and divisors are chosen without a thought of what may go wrong."""

    def has(self, group: str, chance: float = 1.0) -> bool:
        return self.profile.has(group) and self.random.random() < chance

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def choose(self, items: AnySequence[Item]) -> Item:
        return self.random.choice(items)

    def new_name(self, stem: str) -> str:
        self.names_made += 1
        return f"{stem}{self.names_made}"
