#include "dependence/linear_recurrences.hpp"

#include <algorithm>

#include "dependence/cell_recurrences.hpp"
#include "dependence/scalar_recurrences.hpp"

namespace autopar::dependence {

std::vector<std::string> name_recurrences(const Context& context, loop_ir::LoopId loop_id,
                                          const LoopHazards& hazards) {
  const auto is_of_a_name = [](const Recurrence& recurrence) {
    return recurrence.is_scalar && recurrence.reason == Reason::Scalar;
  };
  if (std::ranges::all_of(hazards.recurrences, is_of_a_name)) {
    return name_scalar_recurrences(context.nest, loop_id, hazards);
  }
  const bool is_of_cells = std::ranges::none_of(hazards.recurrences, &Recurrence::is_scalar);
  return is_of_cells ? name_cell_recurrences(context.nest, loop_id, hazards)
                     : std::vector<std::string>();
}

}  // namespace autopar::dependence
