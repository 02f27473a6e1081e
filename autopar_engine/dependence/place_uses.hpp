#pragma once

#include <vector>

#include "base/small_vector.hpp"
#include "dependence/updates.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// What happens to one place inside a loop. Writes bind the name, or store to the cell; whatever
// else happens to an object through its name reads the name.
struct PlaceUse {
  Place place;
  std::vector<loop_ir::AccessId> all;
  std::vector<loop_ir::AccessId> writes;
  std::vector<loop_ir::AccessId> reads;
};

// The places that the loop's body writes. A base that the loop uses with one invariant subscript
// only is the place `base[sub]`; one that it uses with literals only, none of them negative, is as
// many places as there are literals. A name that only the loop's own target or targets of
// comprehensions bind is none.
[[nodiscard]] std::vector<PlaceUse> collect_places(const loop_ir::LoopNest& nest,
                                                   loop_ir::LoopId loop_id);

// One place in one loop. Both outlive it.
struct PlaceView {
  const loop_ir::LoopNest& nest;
  loop_ir::LoopId loop_id;
  const PlaceUse& use;

  [[nodiscard]] const loop_ir::Name& name() const { return nest.names[use.place.name_id]; }
  [[nodiscard]] const loop_ir::Access& access(loop_ir::AccessId access_id) const {
    return nest.accesses[access_id];
  }
  // The statements that hold the accesses, once each; not valid for a loop's header.
  [[nodiscard]] SmallVector<loop_ir::StatementId, 8> statements() const;
};

}  // namespace autopar::dependence
