#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "dependence/access_queries.hpp"
#include "dependence/implied_loops.hpp"
#include "dependence/instance.hpp"
#include "dependence/pair_test.hpp"
#include "loop_ir/text.hpp"

namespace autopar::dependence {

using loop_ir::Access;
using loop_ir::AffineForm;
using loop_ir::LoopId;
using loop_ir::LoopNest;

namespace {

std::string ordinal(std::int64_t iteration) {
  const std::int64_t number = iteration + 1;
  const std::int64_t last = number % 10;
  const bool is_teen = number / 10 % 10 == 1;
  const std::string_view ending = is_teen || last > 3 || last == 0 ? "th"
                                  : last == 1                      ? "st"
                                  : last == 2                      ? "nd"
                                                                   : "rd";
  return fmt::format("{}{}", number, ending);
}

// Of the loops of the text; a slice's place is told by the cell.
std::vector<IterationValue> shown_iteration(const Context& context, const Access& access,
                                            const IterationVector& iterations,
                                            const std::vector<AffineForm>& values) {
  std::vector<IterationValue> shown;
  for (std::size_t position = 0; position < values.size(); ++position) {
    const AffineForm& value = values[position];
    if (is_implied(context.nest.loops[access.loop_ids[position]])) {
      continue;
    }
    if (value.is_constant()) {
      shown.emplace_back(value.constant());
    } else if (value.loop_terms().empty()) {
      shown.emplace_back(loop_ir::print_affine(context.nest, value));
    } else {
      shown.emplace_back(ordinal(iterations[position]));
    }
  }
  return shown;
}

// Where one of the two binds the name itself, it is the name that both touch.
bool is_about_name(const Access& source, const Access& sink) {
  return source.kind == loop_ir::AccessKind::Scalar || sink.kind == loop_ir::AccessKind::Scalar;
}

// As in "a[k, 1]"; an index whose start is not known stays, and stands for what it is then.
std::optional<std::string> cell_of(const Context& context, const Access& access,
                                   const std::vector<AffineForm>& values) {
  std::vector<std::string> subscripts;
  for (const loop_ir::SubscriptDimension& dimension : access.dimensions) {
    const auto index = dimension.affine
                           ? with_index_values(*dimension.affine, access.loop_ids, values)
                           : std::nullopt;
    if (!index) {
      return std::nullopt;
    }
    subscripts.push_back(loop_ir::print_affine(context.nest, *index));
  }
  const std::string& name = context.nest.names[access.base_id].text;
  return subscripts.empty() ? name : fmt::format("{}[{}]", name, fmt::join(subscripts, ", "));
}

// By the number of tests and by where these stand: each is wrong alone, the one where every access
// stands under a test, the other in a comprehension, whose element is written before its loops.
bool is_tested(const LoopNest& nest, const Access& access, LoopId loop_id) {
  const SourceRange& loop_range = nest.loops[loop_id].range;
  const auto is_inside = [&](const auto& condition) {
    const SourceRange& test = nest.expressions[condition.first].range;
    return loop_range.begin < test.begin && test.begin < loop_range.end;
  };
  return condition_count(nest, access) > outer_conditions(nest, loop_id) ||
         std::ranges::any_of(conditions_of(nest, access), is_inside);
}

// The text could say that the loop runs once, or the first iteration that it ends: `for c in "a"`,
// `while s > 1`. Of other loops it is like a bound that is not known.
bool may_be_short(const loop_ir::Loop& loop) {
  const loop_ir::IterationDomain& domain = loop.domain;
  return domain.kind == loop_ir::DomainKind::Literal
             ? !domain.stop && !domain.trip_count
             : loop.kind == loop_ir::LoopKind::While && domain.kind != loop_ir::DomainKind::WTrue;
}

bool is_conditional(const LoopNest& nest, const Access& access, LoopId carrier_id) {
  const auto carrier = std::ranges::find(access.loop_ids, carrier_id);
  return carrier != access.loop_ids.end() &&
         (access.is_skippable || is_tested(nest, access, carrier_id) ||
          std::any_of(carrier, access.loop_ids.end(),
                      [&](LoopId loop_id) { return may_be_short(nest.loops[loop_id]); }));
}

// Indices that stay are those of either iteration, so they say nothing.
bool have_values(const Access& access, const std::vector<AffineForm>& values) {
  return std::ranges::all_of(access.dimensions, [&](const loop_ir::SubscriptDimension& dimension) {
    return dimension.affine && substitute(*dimension.affine, access.loop_ids, values);
  });
}

}  // namespace

std::optional<Counterexample> explain_witness(const Context& context,
                                              const Dependence& dependence) {
  if (!dependence.witness || !context.has_words) {
    return std::nullopt;
  }
  const Access& source = context.nest.accesses[dependence.source_id];
  const Access& sink = context.nest.accesses[dependence.sink_id];
  const LoopId carrier_id = dependence.carried_by;
  const IterationVector& first = dependence.witness->source;
  const IterationVector& second = dependence.witness->sink;
  const auto source_values = index_values(context, source.loop_ids, first);
  const auto sink_values = index_values(context, sink.loop_ids, second);
  if (!source_values || !sink_values) {
    return std::nullopt;
  }
  const auto cell = is_about_name(source, sink)
                        ? std::optional(context.nest.names[source.base_id].text)
                        : cell_of(context, source, *source_values);
  if (!cell) {
    return std::nullopt;
  }
  return Counterexample{.first_access = source.range,
                        .second_access = sink.range,
                        .first_iteration = shown_iteration(context, source, first, *source_values),
                        .second_iteration = shown_iteration(context, sink, second, *sink_values),
                        .cell = *cell,
                        .is_conditional = is_conditional(context.nest, source, carrier_id) ||
                                          is_conditional(context.nest, sink, carrier_id)};
}

bool touch_one_cell(const Context& context, const Dependence& dependence) {
  const Access& source = context.nest.accesses[dependence.source_id];
  const Access& sink = context.nest.accesses[dependence.sink_id];
  if (is_about_name(source, sink)) {
    return source.base_id == sink.base_id;
  }
  const auto source_values = index_values(context, source.loop_ids, dependence.witness->source);
  const auto sink_values = index_values(context, sink.loop_ids, dependence.witness->sink);
  return source_values && sink_values && have_values(source, *source_values) &&
         have_values(sink, *sink_values) &&
         cell_of(context, source, *source_values) == cell_of(context, sink, *sink_values);
}

}  // namespace autopar::dependence
