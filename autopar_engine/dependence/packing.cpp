#include "dependence/packing.hpp"

#include <algorithm>

#include "dependence/access_queries.hpp"
#include "dependence/induction.hpp"
#include "dependence/updates.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::SubscriptDimension;

// An index `name + offset`.
struct Count {
  NameId name_id;
  std::int64_t offset = 0;

  bool operator==(const Count&) const = default;
};

std::optional<std::int64_t> literal_at(const LoopNest& nest, ExpressionId expression_id) {
  const auto* literal = std::get_if<loop_ir::IntegerLiteral>(&nest.expressions[expression_id].node);
  return literal != nullptr ? std::optional(literal->value) : std::nullopt;
}

std::optional<Count> count_at(const LoopNest& nest, ExpressionId index_id) {
  if (!index_id.is_valid()) {
    return std::nullopt;
  }
  const auto& node = nest.expressions[index_id].node;
  if (const auto* name = std::get_if<loop_ir::NameRead>(&node)) {
    return Count{name->name_id, 0};
  }
  const auto* sum = std::get_if<loop_ir::Binary>(&node);
  if (sum == nullptr || sum->op != loop_ir::BinaryOperator::Add) {
    return std::nullopt;
  }
  const auto inner = count_at(nest, sum->left_id);
  const auto offset = literal_at(nest, sum->right_id);
  return inner && inner->offset == 0 && offset && *offset >= 0
             ? std::optional(Count{inner->name_id, *offset})
             : std::nullopt;
}

// `k += 1`: the statement of the write does nothing else to it.
bool is_growth(const LoopNest& nest, const Access& write) {
  const Place place{write.base_id, false, nest.names[write.base_id].text};
  const auto update = match_update(nest, write.statement_id, place);
  if (write.kind != AccessKind::Scalar || !update || update->op != "+" ||
      update->operand_ids.size() != 1) {
    return false;
  }
  const auto step =
      literal_step(nest, nest.statements[write.statement_id].node, update->operand_ids.front());
  return step && *step > 0;
}

// `k = 0`, with k as its only target.
bool is_restart(const LoopNest& nest, const Access& write) {
  const auto* assign = write.statement_id.is_valid()
                           ? std::get_if<loop_ir::Assign>(&nest.statements[write.statement_id].node)
                           : nullptr;
  if (assign == nullptr || assign->target_ids.size() != 1 ||
      assign->target_ids.front() != write.expression_id) {
    return false;
  }
  const auto value = literal_at(nest, assign->value_id);
  return value && *value >= 0;
}

class GrowingName {
 public:
  GrowingName(const LoopNest& nest, LoopId loop_id, NameId name_id)
      : nest_(nest), loop_id_(loop_id), name_id_(name_id) {
    for (const AccessId access_id : nest.accesses.ids()) {
      const Access& access = nest.accesses[access_id];
      if (access.base_id == name_id && access.mode == AccessMode::Write) {
        add_write(access_id);
      }
      if (has_other_write_) {
        return;
      }
    }
  }

  // Integers that are not negative, and in the loop never less than before. The other questions
  // are for such names.
  [[nodiscard]] bool only_grows() const { return !has_other_write_ && !growths_.empty(); }

  [[nodiscard]] bool starts_as_count(const Context& context, Evidence& evidence) const {
    const loop_ir::Name& name = nest_.names[name_id_];
    if (name.is_shared || name.text.find('.') != std::string::npos) {
      return false;
    }
    if (is_restarted_first()) {
      return true;
    }
    const bool is_known = context.facts == nullptr && name.kind == loop_ir::BaseKind::Integer &&
                          name.constant && *name.constant >= 0;
    if (is_known) {
      evidence.add(name.defined_at);
    }
    return is_known;
  }

  [[nodiscard]] bool grows_between(AccessId source_id, AccessId sink_id) const {
    return is_followed(nest_, growths_, source_id, loop_id_) ||
           is_preceded(nest_, growths_before(sink_id), nest_.accesses[sink_id], loop_id_);
  }

 private:
  void add_write(AccessId write_id) {
    const Access& write = nest_.accesses[write_id];
    const bool is_in_loop = is_inside(write, loop_id_);
    if (is_growth(nest_, write)) {
      if (is_in_loop) {
        growths_.push_back(write_id);
      }
    } else if (!is_in_loop && is_restart(nest_, write)) {
      restarts_.push_back(write_id);
    } else {
      has_other_write_ = true;
    }
  }

  // Whatever it held before the nest does not matter then.
  bool is_restarted_first() const {
    return std::ranges::all_of(nest_.accesses.ids(), [&](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      return access.base_id != name_id_ || is_restart(nest_, access) ||
             is_preceded(nest_, before(restarts_, access_id), access, LoopNest::root());
    });
  }

  std::vector<AccessId> growths_before(AccessId access_id) const {
    return before(growths_, access_id);
  }

  static std::vector<AccessId> before(const std::vector<AccessId>& writes, AccessId access_id) {
    std::vector<AccessId> earlier;
    std::ranges::copy_if(writes, std::back_inserter(earlier),
                         [&](AccessId write_id) { return write_id < access_id; });
    return earlier;
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  NameId name_id_;
  std::vector<AccessId> growths_;
  std::vector<AccessId> restarts_;
  bool has_other_write_ = false;
};

// In that dimension, if it tells cells of such a base apart.
std::optional<Count> common_count(const LoopNest& nest, const Access& source, const Access& sink,
                                  std::size_t dimension, BaseType type) {
  const bool is_last = dimension + 1 == source.dimensions.size();
  if (type != BaseType::Array && !is_last) {
    return std::nullopt;
  }
  const auto left = count_at(nest, source.dimensions[dimension].index_id);
  return left && left == count_at(nest, sink.dimensions[dimension].index_id) ? left : std::nullopt;
}

}  // namespace

bool has_grown_between(const Context& context, AccessId source_id, AccessId sink_id, LoopId loop_id,
                       BaseType type, Evidence& evidence) {
  const LoopNest& nest = context.nest;
  const Access& source = nest.accesses[source_id];
  const Access& sink = nest.accesses[sink_id];
  if (source.dimensions.size() != sink.dimensions.size()) {
    return false;
  }
  for (std::size_t dimension = 0; dimension < source.dimensions.size(); ++dimension) {
    const auto count = common_count(nest, source, sink, dimension, type);
    if (!count) {
      continue;
    }
    const GrowingName name(nest, loop_id, count->name_id);
    if (name.only_grows() && name.grows_between(source_id, sink_id) &&
        name.starts_as_count(context, evidence)) {
      return true;
    }
  }
  return false;
}

bool counts_places(const LoopNest& nest, LoopId loop_id, NameId name_id) {
  const auto is_numbered = [&](const SubscriptDimension& dimension) {
    const auto count = count_at(nest, dimension.index_id);
    return count && count->name_id == name_id;
  };
  return GrowingName(nest, loop_id, name_id).only_grows() &&
         std::ranges::any_of(accesses_in(nest, loop_id), [&](AccessId access_id) {
           const Access& access = nest.accesses[access_id];
           return access.kind == AccessKind::Element && access.mode == AccessMode::Write &&
                  std::ranges::any_of(access.dimensions, is_numbered);
         });
}

}  // namespace autopar::dependence
