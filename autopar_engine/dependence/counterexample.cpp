#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "dependence/implied_loops.hpp"
#include "dependence/instance.hpp"
#include "dependence/pair_test.hpp"
#include "loop_ir/text.hpp"

namespace autopar::dependence {

using loop_ir::Access;
using loop_ir::AffineForm;

namespace {

// Of the loops of the text; a slice's place is told by the cell.
std::vector<std::int64_t> known_values(const Context& context, const Access& access,
                                       const std::vector<AffineForm>& values) {
  std::vector<std::int64_t> numbers;
  for (std::size_t position = 0; position < values.size(); ++position) {
    const bool is_slice = is_implied(context.nest.loops[access.loop_ids[position]]);
    if (!is_slice && values[position].is_constant()) {
      numbers.push_back(values[position].constant());
    }
  }
  return numbers;
}

std::size_t loop_count(const Context& context, const Access& access) {
  return static_cast<std::size_t>(std::ranges::count_if(
      access.loop_ids,
      [&](loop_ir::LoopId loop_id) { return !is_implied(context.nest.loops[loop_id]); }));
}

}  // namespace

std::optional<Counterexample> explain_witness(const Context& context,
                                              const Dependence& dependence) {
  if (!dependence.witness) {
    return std::nullopt;
  }
  const Access& source = context.nest.accesses[dependence.source_id];
  const Access& sink = context.nest.accesses[dependence.sink_id];
  const auto source_values = index_values(context, source.loop_ids, dependence.witness->source);
  const auto sink_values = index_values(context, sink.loop_ids, dependence.witness->sink);
  if (!source_values || !sink_values) {
    return std::nullopt;
  }
  Counterexample example{source.range, sink.range, known_values(context, source, *source_values),
                         known_values(context, sink, *sink_values), ""};
  std::vector<std::string> subscripts;
  for (const loop_ir::SubscriptDimension& dimension : source.dimensions) {
    const auto index = substitute(*dimension.affine, source.loop_ids, *source_values);
    subscripts.push_back(index ? loop_ir::print_affine(context.nest, *index) : "?");
  }
  const std::string& name = context.nest.names[source.base_id].text;
  example.cell =
      subscripts.empty() ? name : fmt::format("{}[{}]", name, fmt::join(subscripts, ", "));
  const bool is_complete = example.first_iteration.size() == loop_count(context, source) &&
                           example.second_iteration.size() == loop_count(context, sink);
  return is_complete ? std::optional(example) : std::nullopt;
}

}  // namespace autopar::dependence
