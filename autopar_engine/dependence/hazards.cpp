#include "dependence/hazards.hpp"

#include <algorithm>

#include "dependence/access_queries.hpp"

namespace autopar::dependence {
namespace {

bool is_bound_in(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id, loop_ir::NameId name_id) {
  return std::ranges::any_of(nest.accesses, [&](const loop_ir::Access& access) {
    return access.base_id == name_id && access.kind == loop_ir::AccessKind::Scalar &&
           access.mode == loop_ir::AccessMode::Write && is_inside(access, loop_id);
  });
}

// Guards are evaluated before the loop: what a name holds then says nothing of what the loop binds
// it to. The question stays, and no guard answers it.
void remove_guards_of_bound_names(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                  LoopHazards& hazards) {
  for (OpenQuestion& question : hazards.questions) {
    const bool is_late =
        std::ranges::any_of(question.assumptions, [&](const Assumption& assumption) {
          return std::ranges::any_of(names_in(assumption, nest), [&](loop_ir::NameId name_id) {
            return is_bound_in(nest, loop_id, name_id);
          });
        });
    if (is_late) {
      question.assumptions.clear();
    }
  }
}

}  // namespace

LoopHazards find_hazards(const Context& context, loop_ir::LoopId loop_id) {
  LoopHazards hazards;
  hazards.scan = scan_loop(context.nest, loop_id);
  hazards.scalars = classify_scalars(context, loop_id);
  add_scalar_hazards(context, loop_id, hazards);
  add_call_hazards(context, loop_id, hazards);
  add_header_hazards(context, loop_id, hazards);
  add_statement_hazards(context, loop_id, hazards);
  add_in_place_hazards(context, loop_id, hazards);
  add_deferred_hazards(context, loop_id, hazards);
  add_collection_hazards(context, loop_id, hazards);
  add_element_hazards(context, loop_id, hazards);
  remove_guards_of_bound_names(context.nest, loop_id, hazards);
  return hazards;
}

}  // namespace autopar::dependence
