#include <fmt/format.h>
#include <fmt/ranges.h>

#include "dependence/instance.hpp"
#include "dependence/pair_test.hpp"
#include "loop_ir/text.hpp"

namespace autopar::dependence {

using loop_ir::Access;
using loop_ir::AffineForm;

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
  const auto constants = [](const std::vector<AffineForm>& values) {
    std::vector<std::int64_t> numbers;
    for (const AffineForm& value : values) {
      if (value.is_constant()) {
        numbers.push_back(value.constant());
      }
    }
    return numbers;
  };
  Counterexample example{source.range, sink.range, constants(*source_values),
                         constants(*sink_values), ""};
  std::vector<std::string> subscripts;
  for (const loop_ir::SubscriptDimension& dimension : source.dimensions) {
    const auto index = substitute(*dimension.affine, source.loop_ids, *source_values);
    subscripts.push_back(index ? loop_ir::print_affine(context.nest, *index) : "?");
  }
  example.cell =
      fmt::format("{}[{}]", context.nest.names[source.base_id].text, fmt::join(subscripts, ", "));
  const bool is_complete = example.first_iteration.size() == source.loop_ids.size() &&
                           example.second_iteration.size() == sink.loop_ids.size();
  return is_complete ? std::optional(example) : std::nullopt;
}

}  // namespace autopar::dependence
