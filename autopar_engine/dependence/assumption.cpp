#include "dependence/assumption.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/checked_int.hpp"
#include "base/overloaded.hpp"
#include "dependence/index_content.hpp"
#include "dependence/views.hpp"
#include "loop_ir/text.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::AffineForm;
using loop_ir::ArgumentFacts;
using loop_ir::ArrayArgument;
using loop_ir::LoopNest;
using loop_ir::NameId;

std::optional<std::int64_t> value_of(const AffineForm& form, const LoopNest& nest,
                                     const ArgumentFacts& facts) {
  if (!form.loop_terms().empty()) {
    return std::nullopt;
  }
  std::optional<std::int64_t> sum = form.constant();
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    const auto value = facts.value_of(nest, symbol_id);
    const auto product = value ? checked_multiply(*value, coefficient) : std::nullopt;
    sum = sum && product ? checked_add(*sum, *product) : std::nullopt;
  }
  return sum;
}

std::optional<std::int64_t> extent_of(NameId name_id, std::uint32_t dimension,
                                      const ArgumentFacts& facts) {
  const ArrayArgument* array = facts.find_array(name_id);
  if (array == nullptr || dimension >= array->rank()) {
    return std::nullopt;
  }
  return array->extents[dimension];
}

// Unknown names give nothing; a name that holds no array can share no memory.
template <class Test>
std::optional<bool> compare_arrays(NameId left_id, NameId right_id, const ArgumentFacts& facts,
                                   bool otherwise, Test test) {
  if (!facts.arguments.contains(left_id) || !facts.arguments.contains(right_id)) {
    return std::nullopt;
  }
  const ArrayArgument* left = facts.find_array(left_id);
  const ArrayArgument* right = facts.find_array(right_id);
  return left == nullptr || right == nullptr ? otherwise : test(*left, *right);
}

std::optional<bool> is_array(const IsArray& assumption, const ArgumentFacts& facts) {
  if (!facts.arguments.contains(assumption.name_id)) {
    return std::nullopt;
  }
  const ArrayArgument* array = facts.find_array(assumption.name_id);
  if (array == nullptr || array->rank() != assumption.rank) {
    return false;
  }
  return !assumption.is_written || (array->is_writeable && is_injective(*array));
}

std::optional<bool> is_integer(NameId name_id, const ArgumentFacts& facts) {
  const auto found = facts.arguments.find(name_id);
  if (found == facts.arguments.end()) {
    return std::nullopt;
  }
  const auto* integer = std::get_if<loop_ir::IntegerArgument>(&found->second);
  return integer != nullptr && !integer->is_bool;
}

std::optional<bool> equals(std::optional<std::int64_t> known, std::int64_t value) {
  return known ? std::optional(*known == value) : std::nullopt;
}

std::optional<bool> is_in_extent(const IsInExtent& assumption, const LoopNest& nest,
                                 const ArgumentFacts& facts) {
  const auto lowest = value_of(assumption.lowest, nest, facts);
  const auto highest = value_of(assumption.highest, nest, facts);
  const auto extent = extent_of(assumption.name_id, assumption.dimension, facts);
  if (!lowest || !highest || !extent) {
    return std::nullopt;
  }
  return *lowest >= 0 && *highest < *extent;
}

// The form's negative terms stand on the left, the others on the right: n - m - 1 >= 0 is
// "m + 1 <= n".
std::string print_non_negative(const AffineForm& form, const LoopNest& nest) {
  AffineForm left;
  AffineForm right;
  const auto add_to_side = [&](std::int64_t coefficient, const AffineForm& unit) {
    AffineForm& side = coefficient < 0 ? left : right;
    const auto magnitude = coefficient < 0 ? checked_negate(coefficient) : coefficient;
    const auto term = magnitude ? unit.times(*magnitude) : std::nullopt;
    const auto sum = term ? side.plus(*term) : std::nullopt;
    side = sum.value_or(side);
    return sum.has_value();
  };
  bool fits = add_to_side(form.constant(), AffineForm::of_constant(1));
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    fits = fits && add_to_side(coefficient, AffineForm::of_symbol(symbol_id));
  }
  if (!fits) {
    return fmt::format("{} >= 0", loop_ir::print_affine(nest, form));
  }
  return fmt::format("{} <= {}", loop_ir::print_affine(nest, left),
                     loop_ir::print_affine(nest, right));
}

std::string print_extent(NameId name_id, std::uint32_t dimension, const LoopNest& nest) {
  const std::string& text = nest.names[name_id].text;
  return dimension == 0 ? fmt::format("len({})", text)
                        : fmt::format("{}.shape[{}]", text, dimension);
}

// "n <= len(x)" rather than "n - 1 < len(x)".
std::string print_in_extent(const IsInExtent& assumption, const LoopNest& nest) {
  const auto end = assumption.highest.plus(AffineForm::of_constant(1));
  const std::string extent = print_extent(assumption.name_id, assumption.dimension, nest);
  const std::string above =
      end ? fmt::format("{} <= {}", loop_ir::print_affine(nest, *end), extent)
          : fmt::format("{} < {}", loop_ir::print_affine(nest, assumption.highest), extent);
  if (assumption.lowest.is_constant() && assumption.lowest.constant() >= 0) {
    return above;
  }
  return fmt::format("{} and {}", print_non_negative(assumption.lowest, nest), above);
}

// An object of its kind shares its elements with nothing but itself, so that identity says it all.
bool is_container(const LoopNest& nest, NameId name_id) {
  const loop_ir::BaseKind kind = nest.names[name_id].kind;
  return kind == loop_ir::BaseKind::List || kind == loop_ir::BaseKind::Dict ||
         kind == loop_ir::BaseKind::Set;
}

bool has_rows(const LoopNest& nest, NameId name_id) {
  return std::ranges::any_of(nest.accesses, [&](const loop_ir::Access& access) {
    return access.base_id == name_id && access.dimensions.size() > 1;
  });
}

// The object and what it holds, by identity.
std::string print_identities(const LoopNest& nest, NameId name_id) {
  const loop_ir::Name& name = nest.names[name_id];
  const std::string parts = name.kind == loop_ir::BaseKind::Dict ? ".values()" : "";
  return fmt::format("{{id({0}), *map(id, {0}{1})}}", name.text, parts);
}

// Two lists that are not one may still have rows in common.
std::string print_do_not_overlap(const DoNotOverlap& names, const LoopNest& nest) {
  const std::string& left = nest.names[names.left_id].text;
  const std::string& right = nest.names[names.right_id].text;
  if (!is_container(nest, names.left_id) && !is_container(nest, names.right_id)) {
    return fmt::format("not numpy.may_share_memory({}, {})", left, right);
  }
  return has_rows(nest, names.left_id) || has_rows(nest, names.right_id)
             ? fmt::format("{}.isdisjoint({})", print_identities(nest, names.left_id),
                           print_identities(nest, names.right_id))
             : fmt::format("{} is not {}", left, right);
}

std::string print_is_array(const IsArray& assumption, const LoopNest& nest) {
  const std::string& text = nest.names[assumption.name_id].text;
  return fmt::format("type({0}) is numpy.ndarray and {0}.ndim == {1}", text, assumption.rank);
}

}  // namespace

std::optional<bool> evaluate(const Assumption& assumption, const LoopNest& nest,
                             const ArgumentFacts& facts) {
  const auto true_or_unknown = [](bool holds) {
    return holds ? std::optional(true) : std::nullopt;
  };
  const auto if_known = [](std::optional<std::int64_t> value) {
    return value ? std::optional(*value >= 0) : std::nullopt;
  };
  return std::visit(
      Overloaded{
          [&](const DoNotOverlap& names) {
            return compare_arrays(names.left_id, names.right_id, facts, true, are_apart);
          },
          [&](const AreTwoObjects&) { return std::optional<bool>(); },
          [&](const AreSameView& names) {
            return compare_arrays(names.left_id, names.right_id, facts, false, are_same_view);
          },
          [&](const IsArray& array) { return is_array(array, facts); },
          [&](const IsInteger& integer) { return is_integer(integer.name_id, facts); },
          [&](const HasType&) { return std::optional<bool>(); },
          [&](const IsContainer& container) {
            return facts.arguments.contains(container.name_id) ? std::optional(true) : std::nullopt;
          },
          [&](const IsUnchanged&) { return std::optional<bool>(); },
          [&](const IsNonNegative& sign) { return if_known(value_of(sign.form, nest, facts)); },
          [&](const IsInExtent& subscript) { return is_in_extent(subscript, nest, facts); },
          [&](const HasValue& symbol) {
            return equals(facts.value_of(nest, symbol.symbol_id), symbol.value);
          },
          [&](const HasExtent& extent) {
            return equals(extent_of(extent.name_id, extent.dimension, facts), extent.value);
          },
          [&](const IsInjective& index) {
            return true_or_unknown(
                takes_each_cell_once(nest, facts, index.index_id, index.loop_id));
          },
          [&](const HasDistinctRows&) { return std::optional<bool>(); },
      },
      assumption);
}

bool holds_throughout(const Assumption& assumption, const LoopNest& nest,
                      const ArgumentFacts& facts) {
  return evaluate(assumption, nest, facts) == true &&
         std::ranges::none_of(names_in(assumption, nest),
                              [&](NameId name_id) { return nest.names[name_id].is_written; });
}

std::string print_assumption(const Assumption& assumption, const LoopNest& nest) {
  const auto text = [&](NameId name_id) { return nest.names[name_id].text; };
  return std::visit(
      Overloaded{
          [&](const DoNotOverlap& names) { return print_do_not_overlap(names, nest); },
          [&](const AreTwoObjects& names) {
            return fmt::format("{} is not {}", text(names.left_id), text(names.right_id));
          },
          [&](const AreSameView& names) {
            return fmt::format("{} is {}", text(names.left_id), text(names.right_id));
          },
          [&](const IsArray& array) { return print_is_array(array, nest); },
          [&](const IsInteger& integer) {
            return fmt::format("type({}) is int", text(integer.name_id));
          },
          [&](const HasType& type) {
            return fmt::format("type({}) is {}", text(type.name_id), type.type_name);
          },
          [&](const IsContainer& container) {
            return fmt::format("type({}) in (list, tuple, range, str, dict, set, numpy.ndarray)",
                               text(container.name_id));
          },
          [&](const IsUnchanged& name) {
            return fmt::format("{0} is builtins.{0}", name.dotted_name);
          },
          [&](const IsNonNegative& sign) { return print_non_negative(sign.form, nest); },
          [&](const IsInExtent& subscript) { return print_in_extent(subscript, nest); },
          [&](const HasValue& symbol) {
            return fmt::format("{} == {}", loop_ir::print_symbol(nest, symbol.symbol_id),
                               symbol.value);
          },
          [&](const HasExtent& extent) {
            return fmt::format("{} == {}", print_extent(extent.name_id, extent.dimension, nest),
                               extent.value);
          },
          [&](const IsInjective& index) {
            const std::string values = loop_ir::print_expression(nest, index.index_id);
            return fmt::format("no value of {} comes twice or is negative", values);
          },
          [&](const HasDistinctRows& rows) {
            return fmt::format("len({{id(row) for row in {0}}}) == len({0})", text(rows.name_id));
          },
      },
      assumption);
}

Stage stage_of(const Assumption& assumption) {
  return std::visit(Overloaded{
                        [](const DoNotOverlap&) { return Stage::Types; },
                        [](const AreTwoObjects&) { return Stage::Types; },
                        [](const AreSameView&) { return Stage::Types; },
                        [](const IsArray&) { return Stage::Types; },
                        [](const IsInteger&) { return Stage::Types; },
                        [](const HasType&) { return Stage::Types; },
                        [](const IsContainer&) { return Stage::Types; },
                        [](const IsUnchanged&) { return Stage::Types; },
                        [](const IsNonNegative&) { return Stage::Bounds; },
                        [](const IsInExtent&) { return Stage::Bounds; },
                        [](const HasValue&) { return Stage::Bounds; },
                        [](const HasExtent&) { return Stage::Bounds; },
                        [](const IsInjective&) { return Stage::Content; },
                        [](const HasDistinctRows&) { return Stage::Types; },
                    },
                    assumption);
}

std::vector<NameId> names_in(const Assumption& assumption, const LoopNest& nest) {
  using Names = std::vector<NameId>;
  const auto of_symbols = [&](const AffineForm& form) {
    Names names;
    for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
      names.push_back(nest.symbols[symbol_id].name_id);
    }
    return names;
  };
  const auto of_extent = [&](const IsInExtent& subscript) {
    Names names = of_symbols(subscript.lowest);
    const Names highest = of_symbols(subscript.highest);
    names.insert(names.end(), highest.begin(), highest.end());
    names.push_back(subscript.name_id);
    return names;
  };
  return std::visit(
      Overloaded{
          [](const DoNotOverlap& names) { return Names{names.left_id, names.right_id}; },
          [](const AreTwoObjects& names) { return Names{names.left_id, names.right_id}; },
          [](const AreSameView& names) { return Names{names.left_id, names.right_id}; },
          [](const IsUnchanged&) { return Names{}; },
          [&](const IsNonNegative& sign) { return of_symbols(sign.form); },
          [&](const IsInExtent& subscript) { return of_extent(subscript); },
          [&](const HasValue& value) { return Names{nest.symbols[value.symbol_id].name_id}; },
          [](const IsInjective&) { return Names{}; },
          [](const auto& about_one_name) { return Names{about_one_name.name_id}; },
      },
      assumption);
}

void add_assumption(std::vector<Assumption>& assumptions, const Assumption& assumption) {
  if (std::ranges::find(assumptions, assumption) == assumptions.end()) {
    assumptions.push_back(assumption);
  }
}

}  // namespace autopar::dependence
