#pragma once

#include <vector>

#include "dependence/loop_scan.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// What the body of a loop iterates over: in the header of an inner loop or comprehension, by a call
// that takes the values of an argument one by one (`sum(x)`, `list(x)`, `s.join(x)`, a helper of
// the text that does so), by `in`, a star or an unpacking. If that is an iterator, the first
// iteration of the loop to do so uses it up, and the others find it empty.
struct ConsumedIterables {
  // Left out are names that hold no iterator, whatever they are:
  // - numbers, and containers by their definition;
  // - what every iteration of the loop subscripts, or what the range of the loop or of one around
  // it
  //   takes the length of, since an iterator has neither;
  // - what the loop itself binds.
  std::vector<loop_ir::NameId> names;
  // Of these names an element, or a part of one, is iterated over: sum(x[0]); for t in x: sum(t).
  // Two elements may be one iterator. Left out are arrays of numbers, tables, and what the loop
  // binds.
  std::vector<loop_ir::NameId> containers;
  // So is an element of something else: for key, group in itertools.groupby(x): list(group).
  bool takes_from_unknown = false;
};

// Errs towards more where a callee may iterate; a callee of unknown effect is left to the table of
// calls. scan is that of the loop.
[[nodiscard]] ConsumedIterables consumed_iterables(const loop_ir::LoopNest& nest,
                                                   loop_ir::LoopId loop_id, const LoopScan& scan);

}  // namespace autopar::dependence
