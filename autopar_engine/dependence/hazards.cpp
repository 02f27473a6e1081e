#include "dependence/hazards.hpp"

namespace autopar::dependence {

LoopHazards find_hazards(const Context& context, loop_ir::LoopId loop_id) {
  LoopHazards hazards;
  hazards.scan = scan_loop(context.nest, loop_id);
  hazards.scalars = classify_scalars(context, loop_id);
  add_scalar_hazards(context, loop_id, hazards);
  add_call_hazards(context, loop_id, hazards);
  add_statement_hazards(context, loop_id, hazards);
  add_in_place_hazards(context, loop_id, hazards);
  add_element_hazards(context, loop_id, hazards);
  return hazards;
}

}  // namespace autopar::dependence
