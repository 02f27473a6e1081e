#include "runtime/replay_needs.hpp"

#include <algorithm>
#include <iterator>
#include <variant>
#include <vector>

#include "codegen/operations.hpp"
#include "dependence/access_queries.hpp"
#include "dependence/context.hpp"
#include "dependence/covered_reads.hpp"
#include "loop_ir/traversal.hpp"
#include "runtime/call_guards.hpp"
#include "runtime/element_source.hpp"
#include "runtime/work_estimate.hpp"

namespace autopar::runtime {

namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named
using typing::NestTypes;

// The names that the first iteration of the outermost loop surely binds.
class SureNames {
 public:
  SureNames(const LoopNest& nest, const ArgumentFacts& facts) : nest_(nest), facts_(facts) {}

  std::set<NameId> find() {
    enter_loop(LoopNest::root());
    return std::move(names_);
  }

 private:
  bool is_one_value(const std::optional<AffineForm>& form) const {
    const auto range = form ? range_of(*form, nest_, facts_) : std::nullopt;
    return range && range->lower == range->upper;
  }

  bool surely_runs(LoopId loop_id) const {
    const Loop& loop = nest_.loops[loop_id];
    const auto range = index_range(loop_id, nest_, facts_);
    return loop.kind == LoopKind::For && is_one_value(loop.domain.start) &&
           is_one_value(loop.domain.stop) && range && !range->is_empty();
  }

  void enter_loop(LoopId loop_id) {
    if (surely_runs(loop_id)) {
      bind(nest_.loops[loop_id].target_id);
      enter_block(nest_.loops[loop_id].body);
    }
  }

  // Up to where something may leave the block.
  void enter_block(const Block& block) {
    for (const StatementId statement_id : block) {
      const StatementNode& node = nest_.statements[statement_id].node;
      if (const auto* assign = std::get_if<Assign>(&node)) {
        std::ranges::for_each(assign->target_ids, [this](ExpressionId id) { bind(id); });
      } else if (const auto* inner = std::get_if<LoopStatement>(&node)) {
        enter_loop(inner->loop_id);
      } else if (!std::holds_alternative<AugmentedAssign>(node) &&
                 !std::holds_alternative<Pass>(node)) {
        return;
      }
    }
  }

  void bind(ExpressionId target_id) {
    if (!target_id.is_valid()) {
      return;
    }
    const ExpressionNode& target = nest_.expressions[target_id].node;
    if (const auto* name = std::get_if<NameRead>(&target)) {
      names_.insert(name->name_id);
    } else if (const auto* display = std::get_if<Display>(&target)) {
      std::ranges::for_each(display->element_ids, [this](ExpressionId id) { bind(id); });
    }
  }

  const LoopNest& nest_;
  const ArgumentFacts& facts_;
  std::set<NameId> names_;
};

// Each name that the nest may leave has a value after it.
bool leaves_all_names(const LoopNest& nest, const ArgumentFacts& facts) {
  const std::set<NameId> sure = SureNames(nest, facts).find();
  return std::ranges::all_of(nest.names.ids(), [&](NameId name_id) {
    const Name& name = nest.names[name_id];
    return !name.is_left() || facts.arguments.contains(name_id) || sure.contains(name_id);
  });
}

bool has_numpy_float(typing::ValueTypes types) {
  return typing::any_type(types, [](typing::ValueType type) {
    return typing::is_numpy(type) && typing::is_inexact(type);
  });
}

// A name, an element or a number, which computes nothing.
bool is_operation(const LoopNest& nest, ExpressionId expression_id) {
  const ExpressionNode& node = nest.expressions[expression_id].node;
  return !find_element(nest, expression_id) && !std::holds_alternative<NameRead>(node) &&
         !operands_of(node).empty();
}

bool calls_numpy(const LoopNest& nest, ExpressionId expression_id) {
  const auto* call = std::get_if<loop_ir::Call>(&nest.expressions[expression_id].node);
  return call != nullptr && call->resolved.starts_with("numpy");
}

bool has_numpy_float_in(const LoopNest& nest, const NestTypes& types, ExpressionId expression_id) {
  return std::ranges::any_of(subtree_of(nest, expression_id), [&](ExpressionId part_id) {
    return has_numpy_float(types.of(part_id));
  });
}

// What is loaded from float32 or complex64, or stored to it, changes its type, for which NumPy
// warns too.
bool may_warn(const LoopNest& nest, const NestTypes& types) {
  const bool has_singles = std::ranges::any_of(types.arrays, [](const auto& array) {
    return array.second == DataType::Float32 || array.second == DataType::Complex64;
  });
  const bool has_operation =
      std::ranges::any_of(nest.expressions.ids(), [&](ExpressionId expression_id) {
        return calls_numpy(nest, expression_id) || (is_operation(nest, expression_id) &&
                                                    has_numpy_float_in(nest, types, expression_id));
      });
  const bool has_update = std::ranges::any_of(nest.statements, [&](const Statement& statement) {
    const auto* update = std::get_if<AugmentedAssign>(&statement.node);
    return update != nullptr && (has_numpy_float(types.of_augmented(*update)) ||
                                 has_numpy_float_in(nest, types, update->target_id) ||
                                 has_numpy_float_in(nest, types, update->value_id));
  });
  return has_singles || has_operation || has_update;
}

bool has_while(const LoopNest& nest) {
  return std::ranges::any_of(nest.loops,
                             [](const Loop& loop) { return loop.kind == LoopKind::While; });
}

// The form with the values that symbols have at the call.
std::optional<AffineForm> with_values(const AffineForm& form, const LoopNest& nest,
                                      const ArgumentFacts& facts) {
  std::optional<AffineForm> sum = AffineForm::of_constant(form.constant());
  const auto add = [&sum](const AffineForm& term, std::int64_t coefficient) {
    const auto product = term.times(coefficient);
    sum = sum && product ? sum->plus(*product) : std::nullopt;
  };
  for (const auto& [loop_id, coefficient] : form.loop_terms()) {
    add(AffineForm::of_loop(loop_id), coefficient);
  }
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    const auto value = facts.value_of(nest, symbol_id);
    add(value ? AffineForm::of_constant(*value) : AffineForm::of_symbol(symbol_id), coefficient);
  }
  return sum;
}

LoopNest with_values(const LoopNest& nest, const ArgumentFacts& facts) {
  LoopNest known = nest;
  const auto put_values = [&](std::optional<AffineForm>& form) {
    form = form ? with_values(*form, nest, facts) : std::nullopt;
  };
  for (const LoopId loop_id : known.loops.ids()) {
    put_values(known.loops[loop_id].domain.start);
    put_values(known.loops[loop_id].domain.stop);
  }
  for (const AccessId access_id : known.accesses.ids()) {
    for (SubscriptDimension& dimension : known.accesses[access_id].dimensions) {
      put_values(dimension.affine);
    }
  }
  return known;
}

class RemadeArrays {
 public:
  RemadeArrays(const LoopNest& nest, const ArgumentFacts& facts)
      : nest_(with_values(nest, facts)),
        context_{nest_, &facts, dependence::EffectTable::standard(), counters_} {}

  bool contains(NameId name_id) const {
    std::vector<AccessId> access_ids;
    for (const AccessId access_id : dependence::accesses_in(nest_, LoopNest::root())) {
      if (nest_.accesses[access_id].base_id == name_id && !is_of_extent(access_id)) {
        access_ids.push_back(access_id);
      }
    }
    if (count_accesses(name_id) != access_ids.size() || !are_elements(access_ids)) {
      return false;
    }
    return !is_read(access_ids) ||
           (are_affine(access_ids) &&
            dependence::cover_reads(context_, LoopNest::root(), access_ids).has_value());
  }

 private:
  // `len(a)` and `a.shape` look at no element.
  bool is_of_extent(AccessId access_id) const {
    const Access& access = nest_.accesses[access_id];
    return access.kind == AccessKind::Scalar && access.mode == AccessMode::Read;
  }

  // Those outside of the outermost loop's body, too.
  std::size_t count_accesses(NameId name_id) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(nest_.accesses.ids(), [&](AccessId access_id) {
          return nest_.accesses[access_id].base_id == name_id && !is_of_extent(access_id);
        }));
  }

  bool are_elements(const std::vector<AccessId>& access_ids) const {
    return std::ranges::all_of(access_ids, [&](AccessId access_id) {
      return nest_.accesses[access_id].kind == AccessKind::Element;
    });
  }

  bool is_read(const std::vector<AccessId>& access_ids) const {
    return std::ranges::any_of(access_ids, [&](AccessId access_id) {
      return nest_.accesses[access_id].mode == AccessMode::Read;
    });
  }

  bool are_affine(const std::vector<AccessId>& access_ids) const {
    const std::size_t rank = nest_.accesses[access_ids.front()].dimensions.size();
    return std::ranges::all_of(access_ids, [&](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      return access.dimensions.size() == rank &&
             std::ranges::all_of(access.dimensions, [](const SubscriptDimension& dimension) {
               return dimension.affine.has_value();
             });
    });
  }

  LoopNest nest_;
  mutable dependence::TestCounters counters_;
  dependence::Context context_;
};

// What was computed may find no place in a list that a signal handler has changed.
bool writes_list(const LoopNest& nest, const ArgumentFacts& facts) {
  return std::ranges::any_of(written_arrays(nest), [&](NameId name_id) {
    const ArrayArgument* array = facts.find_array(name_id);
    return array != nullptr && array->is_list;
  });
}

// A row that a name is left with is taken from the list at the end, where it may not be any more.
bool leaves_row_of_list(const LoopNest& nest, const ArgumentFacts& facts) {
  return std::ranges::any_of(nest.names.ids(), [&](NameId name_id) {
    const auto source =
        nest.names[name_id].is_left() ? find_row_source(nest, name_id) : std::nullopt;
    const ArrayArgument* array = source ? facts.find_array(source->sequence_id) : nullptr;
    return array != nullptr && array->is_list;
  });
}

}  // namespace

ReplayTraits find_replay_traits(const LoopNest& nest, const NestTypes& types,
                                const ArgumentFacts& facts, std::string_view text) {
  ReplayTraits traits;
  traits.has_checks = codegen::has_checks(text);
  traits.may_warn = may_warn(nest, types);
  traits.leaves_row_of_list = leaves_row_of_list(nest, facts);
  if (traits.has_checks || !traits.may_warn) {
    return traits;
  }
  const ArgumentFacts nothing;
  const RemadeArrays by_text(nest, nothing);
  const RemadeArrays by_values(nest, facts);
  for (const NameId name_id : written_arrays(nest)) {
    if (by_text.contains(name_id)) {
      traits.remade_arrays.insert(name_id);
    } else if (by_values.contains(name_id)) {
      traits.open_arrays.insert(name_id);
    }
  }
  return traits;
}

ReplayNeeds find_replay_needs(const LoopNest& nest, const ReplayTraits& traits,
                              const ArgumentFacts& facts) {
  ReplayNeeds needs;
  needs.may_stop = traits.has_checks || !leaves_all_names(nest, facts) ||
                   writes_list(nest, facts) || traits.leaves_row_of_list;
  needs.may_warn = traits.may_warn;
  needs.may_be_long = has_while(nest) || is_work_of_a_second(estimate_nest_work(nest, facts));
  if (needs.may_stop || !needs.may_warn) {
    return needs;
  }
  needs.remade_arrays = traits.remade_arrays;
  if (!traits.open_arrays.empty()) {
    const RemadeArrays remade(nest, facts);
    std::ranges::copy_if(traits.open_arrays,
                         std::inserter(needs.remade_arrays, needs.remade_arrays.end()),
                         [&](NameId name_id) { return remade.contains(name_id); });
  }
  return needs;
}

}  // namespace autopar::runtime
