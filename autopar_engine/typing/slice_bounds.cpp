#include "typing/slice_bounds.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::typing {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

using Form = std::optional<AffineForm>;

// The loops around the range that the expression stands in, innermost first.
std::vector<LoopId> loops_around(const LoopNest& nest, ExpressionId expression_id) {
  std::vector<LoopId> around;
  for (const LoopId loop_id : nest.loops.ids()) {
    if (!is_over_slices(nest, loop_id)) {
      continue;
    }
    const auto parts = subtree_of(nest, nest.loops[loop_id].iterable_id);
    if (std::ranges::find(parts, expression_id) == parts.end()) {
      continue;
    }
    for (LoopId outer_id = nest.loops[loop_id].parent_id; outer_id.is_valid();
         outer_id = nest.loops[outer_id].parent_id) {
      around.push_back(outer_id);
    }
    break;
  }
  return around;
}

class BoundForms {
 public:
  BoundForms(const LoopNest& nest, const ArgumentFacts& facts, std::vector<LoopId> around)
      : nest_(nest), facts_(facts), around_(std::move(around)) {}

  Form of(ExpressionId expression_id) const {
    const ExpressionNode& node = nest_.expressions[expression_id].node;
    if (const auto* literal = std::get_if<IntegerLiteral>(&node)) {
      return AffineForm::of_constant(literal->value);
    }
    if (const auto extent = find_extent(nest_, expression_id)) {
      return of_extent(*extent);
    }
    if (const auto* name = std::get_if<NameRead>(&node)) {
      return of_name(name->name_id);
    }
    if (const auto* unary = std::get_if<Unary>(&node)) {
      return unary->op == UnaryOperator::Negate ? difference(AffineForm(), of(unary->operand_id))
                                                : std::nullopt;
    }
    if (const auto* binary = std::get_if<Binary>(&node)) {
      const Form left = of(binary->left_id);
      const Form right = left ? of(binary->right_id) : std::nullopt;
      return right ? apply_operator(binary->op, *left, *right) : std::nullopt;
    }
    return std::nullopt;
  }

  static Form difference(const Form& left, const Form& right) {
    return left && right ? left->minus(*right) : std::nullopt;
  }

  bool is_never_negative(const Form& form) const {
    const auto range = form ? range_of(*form, nest_, facts_) : std::nullopt;
    return range && (range->is_empty() || range->lower >= 0);
  }

 private:
  Form of_extent(const ExtentReference& extent) const {
    const ArrayArgument* array = facts_.find_array(extent.name_id);
    return array != nullptr && extent.dimension < array->rank()
               ? std::optional(AffineForm::of_constant(array->extents[extent.dimension]))
               : std::nullopt;
  }

  // A name that is written has a known value only as the index of a loop around, which nothing
  // else inside binds.
  Form of_name(NameId name_id) const {
    const auto loop = std::ranges::find_if(
        around_, [&](LoopId loop_id) { return nest_.loops[loop_id].index_name_id == name_id; });
    if (loop != around_.end()) {
      return count_bindings(name_id, *loop) == 1 ? std::optional(AffineForm::of_loop(*loop))
                                                 : std::nullopt;
    }
    const auto argument = facts_.arguments.find(name_id);
    if (nest_.names[name_id].is_written || argument == facts_.arguments.end()) {
      return std::nullopt;
    }
    const auto* integer = std::get_if<IntegerArgument>(&argument->second);
    return integer != nullptr ? std::optional(AffineForm::of_constant(integer->value))
                              : std::nullopt;
  }

  std::ptrdiff_t count_bindings(NameId name_id, LoopId loop_id) const {
    return std::ranges::count_if(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && access.mode == AccessMode::Write &&
             is_inside(access, loop_id);
    });
  }

  const LoopNest& nest_;
  const ArgumentFacts& facts_;
  std::vector<LoopId> around_;
};

// Elements, where one and the other are what lies between the bounds, and not negative.
bool have_as_many(const Form& one, std::int64_t one_step, const Form& other,
                  std::int64_t other_step) {
  if (!one || !other || !one->is_constant() || !other->is_constant()) {
    return one && other && one == other && one_step == other_step;
  }
  return (one->constant() - 1) / one_step == (other->constant() - 1) / other_step &&
         (one->constant() == 0) == (other->constant() == 0);
}

}  // namespace

bool are_proved_slices(const LoopNest& nest, const ArgumentFacts& facts,
                       ExpressionId expression_id) {
  const auto slices = find_slice_bounds(nest, expression_id);
  if (slices.empty()) {
    return true;
  }
  const BoundForms forms(nest, facts, loops_around(nest, expression_id));
  const SliceBounds& front = slices.front();
  const Form first = BoundForms::difference(forms.of(front.upper_id), forms.of(front.lower_id));
  return std::ranges::all_of(slices, [&](const SliceBounds& slice) {
    const Form lower = forms.of(slice.lower_id);
    const Form upper = forms.of(slice.upper_id);
    const Form length = BoundForms::difference(upper, lower);
    return forms.is_never_negative(lower) && forms.is_never_negative(length) &&
           forms.is_never_negative(BoundForms::difference(forms.of(slice.extent_id), upper)) &&
           have_as_many(first, front.step, length, slice.step);
  });
}

}  // namespace autopar::typing
