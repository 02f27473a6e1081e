#include "loop_ir/new_arrays.hpp"

#include <algorithm>

#include "loop_ir/traversal.hpp"

namespace autopar::loop_ir {

bool is_made_in(const LoopNest& nest, const NewArray& new_array, LoopId loop_id) {
  return std::ranges::any_of(nest.accesses, [&](const Access& access) {
    return access.base_id == new_array.made_id && is_inside(access, loop_id);
  });
}

std::set<NameId> arrays_made_in(const LoopNest& nest, LoopId loop_id) {
  std::set<NameId> arrays;
  for (const NewArray& new_array : nest.new_arrays) {
    if (is_made_in(nest, new_array, loop_id)) {
      arrays.insert(new_array.name_id);
    }
  }
  return arrays;
}

const NewArray* find_new_array(const LoopNest& nest, NameId name_id) {
  const auto found = std::ranges::find(nest.new_arrays, name_id, &NewArray::name_id);
  return found == nest.new_arrays.end() ? nullptr : &*found;
}

}  // namespace autopar::loop_ir
