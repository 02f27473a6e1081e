#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "frontend/nest_builder.hpp"

// Loops over the elements of named sequences as loops over their positions:
// `for i, x in enumerate(a): f(x)` is `for i in range(len(a)): x = a[i]; f(x)` where `a` is an
// array or a list whose length stays.
namespace autopar::frontend {

// What an iteration binds one target to: the number of the iteration plus offset, or the element of
// a sequence at the position of the iteration, counted from its end where is_reversed.
struct ElementTarget {
  syntax::Node target;
  std::optional<syntax::Node> sequence;
  bool is_reversed = false;
  std::int64_t offset = 0;
};

struct CountedHeader {
  // In the order in which CPython binds them; targets are names, and none is the name of a
  // sequence.
  std::vector<ElementTarget> targets;
  // The first sequence: its length is the number of iterations where no other one is shorter. A
  // shorter one is met as a subscript out of range, which only CPython handles.
  syntax::Node first_sequence;
};

// Of a `for` over a name, or over enumerate, zip and reversed of names; nothing for any other loop.
[[nodiscard]] std::optional<CountedHeader> find_counted_header(const NestBuilder& builder,
                                                               syntax::Node loop);

// The sequence by the target, of those targets that are bound to elements.
[[nodiscard]] std::map<std::string, std::string> element_targets_of(const NestBuilder& builder,
                                                                    syntax::Node loop);

// The header's calls of enumerate, zip and reversed are compiled: as a counted header, or as
// reversed(range(...)).
[[nodiscard]] bool is_compiled_header(const NestBuilder& builder, syntax::Node loop);

// The loop's target and iterable as a range over positions. Returns what binds the targets, for the
// begin of the body: a target that stands for a row is bound to its place (loop_ir::kPlaceOf), and
// beside an element of a row a hidden name, of the text that name_of_place gives, to its place.
[[nodiscard]] loop_ir::Block lower_counted_header(NestBuilder& builder, loop_ir::LoopId loop_id,
                                                  syntax::Node loop, const CountedHeader& header);

}  // namespace autopar::frontend
