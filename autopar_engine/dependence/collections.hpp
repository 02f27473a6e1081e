#pragma once

#include <optional>
#include <string_view>

#include "dependence/context.hpp"
#include "dependence/place_uses.hpp"

namespace autopar::dependence {

// An object that the loop only adds to.
struct CollectionMatch {
  // Where the kind of the object is known.
  Evidence evidence;
  // For an object of unknown kind.
  std::optional<Assumption> guard;
};

// `s.append(e)` and `s.extend(e)` on a list: legal to collect per iteration and join in order,
// since every access is the receiver of such a call whose result is unused, and if no other name
// sees the list grow (collection_hazards.cpp).
[[nodiscard]] std::optional<CollectionMatch> match_append(const PlaceView& view);

// `s.add(e)` on a set: the additions commute.
[[nodiscard]] std::optional<CollectionMatch> match_set_add(const PlaceView& view);

// `s += e` on a sequence, and no other access.
[[nodiscard]] std::optional<CollectionMatch> match_concatenation(const PlaceView& view);

}  // namespace autopar::dependence
