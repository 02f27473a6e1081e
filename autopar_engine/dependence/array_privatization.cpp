#include "dependence/array_privatization.hpp"

#include <algorithm>

#include "dependence/access_queries.hpp"
#include "dependence/consumed_reads.hpp"
#include "dependence/covered_reads.hpp"
#include "dependence/covering_writes.hpp"
#include "dependence/read_instances.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::AffineForm;
using loop_ir::LoopId;
using loop_ir::LoopNest;

// A generator may read elements long after its place in the text.
bool is_in_generator(const LoopNest& nest, const Access& access) {
  return std::ranges::any_of(access.loop_ids, [&](LoopId loop_id) {
    return nest.loops[loop_id].kind == loop_ir::LoopKind::Genexp;
  });
}

class Privatization {
 public:
  Privatization(const Context& context, LoopId loop_id, const std::vector<AccessId>& access_ids,
                const BaseFacts& base)
      : context_(context),
        nest_(context.nest),
        loop_id_(loop_id),
        access_ids_(access_ids),
        base_(base) {}

  std::optional<Evidence> run() const {
    const bool is_possible = !access_ids_.empty() && touches_elements_only() && may_be_copied();
    if (!is_possible || !(leaves_last_copy() || is_dead_after())) {
      return std::nullopt;
    }
    return cover_reads(context_, loop_id_, access_ids_);
  }

 private:
  const Access& access(AccessId access_id) const { return nest_.accesses[access_id]; }
  loop_ir::NameId name_id() const { return access(access_ids_.front()).base_id; }

  bool touches_elements_only() const {
    return std::ranges::none_of(accesses_in(nest_, loop_id_), [&](AccessId access_id) {
      return access(access_id).base_id == name_id() &&
             access(access_id).kind != AccessKind::Element;
    });
  }

  bool may_be_copied() const {
    const std::size_t rank = access(access_ids_.front()).dimensions.size();
    const bool is_known = base_.type == BaseType::Array || base_.type == BaseType::Other ||
                          (base_.type == BaseType::List && rank == 1);
    return rank > 0 && is_known && !nest_.names[name_id()].is_shared &&
           std::ranges::all_of(access_ids_, [&](AccessId access_id) {
             return access(access_id).dimensions.size() == rank && is_plain(access(access_id));
           });
  }

  bool is_plain(const Access& each) const {
    const bool is_affine = std::ranges::all_of(
        each.dimensions, [](const auto& dimension) { return dimension.affine.has_value(); });
    const bool is_kept = each.mode == AccessMode::Read && base_.type == BaseType::Array &&
                         !is_consumed(nest_, each.expression_id);
    return is_affine && !is_in_generator(nest_, each) && !is_kept;
  }

  bool leaves_last_copy() const {
    return std::ranges::all_of(access_ids_, [&](AccessId access_id) {
      return access(access_id).mode == AccessMode::Read || writes_same_cells(access_id);
    });
  }

  // In every iteration of the loop.
  bool writes_same_cells(AccessId write_id) const {
    const Access& write = access(write_id);
    const auto begin = std::ranges::find(write.loop_ids, loop_id_) + 1;
    return is_written_on_every_path(nest_, loop_id_, access_ids_, write_id) &&
           std::all_of(begin, write.loop_ids.end(),
                       [&](LoopId inner_id) { return has_same_domain(inner_id); }) &&
           std::ranges::all_of(write.dimensions, [&](const auto& dimension) {
             return is_same_in_iterations(*dimension.affine);
           });
  }

  bool has_same_domain(LoopId inner_id) const {
    const loop_ir::IterationDomain& domain = nest_.loops[inner_id].domain;
    return is_range_loop(nest_.loops[inner_id]) && domain.start && domain.stop && domain.step &&
           is_same_in_iterations(*domain.start) && is_same_in_iterations(*domain.stop);
  }

  bool is_same_in_iterations(const AffineForm& form) const {
    return form.coefficient(loop_id_) == 0 && is_fixed_in_loop(nest_, loop_id_, form);
  }

  bool is_dead_after() const {
    const bool is_used_outside = std::ranges::any_of(nest_.accesses, [&](const Access& each) {
      return each.base_id == name_id() && !is_inside(each, loop_id_);
    });
    const loop_ir::Name& name = nest_.names[name_id()];
    const bool is_kept = !name.is_written && !name.is_unseen;
    return base_.is_fresh && !is_kept && !name.is_read_after && !is_used_outside;
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  const std::vector<AccessId>& access_ids_;
  const BaseFacts& base_;
};

}  // namespace

std::optional<Evidence> privatize_array(const Context& context, LoopId loop_id,
                                        const std::vector<AccessId>& access_ids,
                                        const BaseFacts& base) {
  return Privatization(context, loop_id, access_ids, base).run();
}

}  // namespace autopar::dependence
