#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::runtime {

// Where a name comes from that a loop binds to an element at the begin of each of its iterations,
// and that nothing else in the nest binds: the element of the sequence at
// sign * index + offset, plus the length of the sequence if is_from_end. The index is the loop's
// own, which nothing else binds either, so after the nest it says which element it was.
struct ElementSource {
  loop_ir::NameId sequence_id;
  loop_ir::NameId index_id;
  std::int64_t sign = 1;
  std::int64_t offset = 0;
  bool is_from_end = false;
};

// Nothing for a name that may come from anywhere else.
[[nodiscard]] std::optional<ElementSource> find_element_source(const loop_ir::LoopNest& nest,
                                                               loop_ir::NameId name_id);

// Where an object lies that a name is bound to together with a scalar of the nest: at that place
// (loop_ir::kPlaceOf) among the rows or elements of the sequence at this depth.
struct NestedSource {
  loop_ir::NameId sequence_id;
  loop_ir::NameId place_id;
  std::uint32_t depth = 1;
};

// Of a name that stands for a row: the scalar is the name itself. Nothing for any other name.
[[nodiscard]] std::optional<NestedSource> find_row_source(const loop_ir::LoopNest& nest,
                                                          loop_ir::NameId name_id);

// Of a name that loops bind to elements of rows, for each of these loops. If there is one, and
// nothing else binds the name, the source holds whenever the name is bound.
[[nodiscard]] std::vector<NestedSource> find_nested_sources(const loop_ir::LoopNest& nest,
                                                            loop_ir::NameId name_id);

// One statement, or the header of one loop, binds the name.
[[nodiscard]] bool is_bound_once(const loop_ir::LoopNest& nest, loop_ir::NameId name_id);

// The sequences of which an iteration of some loop binds the name to an element, whatever else
// binds the name or the index of the loop.
[[nodiscard]] std::vector<loop_ir::NameId> find_element_sequences(const loop_ir::LoopNest& nest,
                                                                  loop_ir::NameId name_id);

// Some store may put an object that was there before into the sequence, so that its elements may be
// the objects of other places, too: `a[1] = a[0]`, but not `a[1] = -a[0]`. Errs on the side of
// true.
[[nodiscard]] bool is_given_old_objects(const loop_ir::LoopNest& nest, loop_ir::NameId sequence_id);

}  // namespace autopar::runtime
