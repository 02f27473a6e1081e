#pragma once

#include <string>
#include <vector>

#include "loop_ir/data_type.hpp"
#include "loop_ir/ids.hpp"

namespace autopar::loop_ir {

// In the form of a nest that is compiled: a name that one statement of the nest binds to a new
// array, `t = np.zeros((n, 3), np.float32)`. Everything else that the nest does to the name stands
// behind that statement in the same block, and touches elements and extents alone, so no other name
// leads to the array, and no iteration sees that of another. Whoever runs the nest gives it one
// array for the name; the statement has become loops that fill it (is_over_fill).
struct NewArray {
  NameId name_id;
  // The hidden name that the statement binds too: without a value, no array was made.
  NameId made_id;
  DataType data_type = DataType::Float64;
  // Ints that the nest leaves as they are, one for each dimension.
  std::vector<ExpressionId> extent_ids;
  // The type as it is written, and what that has to mean: "np.float32", "numpy.float32". Empty
  // where none is written.
  std::string written_type;
  std::string resolved_type;

  template <class Field>
  static void describe(Field&& field, auto& new_array) {
    field("name", new_array.name_id);
    field("made", new_array.made_id);
    field("data_type", new_array.data_type);
    field("extents", new_array.extent_ids);
    field("written_type", new_array.written_type);
    field("resolved_type", new_array.resolved_type);
  }
};

}  // namespace autopar::loop_ir
