#include "runtime/live_objects/region_form.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "autopar/check.hpp"
#include "loop_ir/new_arrays.hpp"
#include "loop_ir/traversal.hpp"
#include "runtime/call_guards.hpp"
#include "runtime/element_source.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::ArgumentFacts;
using loop_ir::LoopNest;
using loop_ir::NameId;

NameId find_name(const LoopNest& nest, std::string_view text) {
  const auto name_ids = nest.names.ids();
  const auto found = std::ranges::find_if(
      name_ids, [&](NameId name_id) { return nest.names[name_id].text == text; });
  return found == name_ids.end() ? NameId() : *found;
}

// Empty if one of them is no name of the nest.
std::optional<std::vector<NameId>> find_names(const LoopNest& nest,
                                              const std::vector<std::string>& texts) {
  std::vector<NameId> name_ids;
  for (const std::string& text : texts) {
    name_ids.push_back(find_name(nest, text));
    if (!name_ids.back().is_valid()) {
      return std::nullopt;
    }
  }
  return name_ids;
}

// Whether both make arrays for the same names, in the same order.
bool makes_the_same(const LoopNest& one, const LoopNest& other) {
  return std::ranges::equal(one.new_arrays, other.new_arrays,
                            [&](const loop_ir::NewArray& left, const loop_ir::NewArray& right) {
                              return one.names[left.name_id].text ==
                                     other.names[right.name_id].text;
                            });
}

}  // namespace

std::optional<RegionForm> RegionForm::make(LoopNest nest, const std::vector<std::string>& inputs,
                                           const std::vector<std::string>& outputs) {
  auto input_ids = find_names(nest, inputs);
  const auto output_ids = find_names(nest, outputs);
  if (!input_ids || !output_ids) {
    return std::nullopt;
  }
  const auto read = loop_ir::live_in_names(nest);
  const bool has_all = std::ranges::all_of(read, [&](NameId name_id) {
    return loop_ir::find_new_array(nest, name_id) != nullptr ||
           std::ranges::find(*input_ids, name_id) != input_ids->end();
  });
  return has_all ? std::optional(RegionForm(std::move(nest), *std::move(input_ids), *output_ids))
                 : std::nullopt;
}

RegionForm::RegionForm(LoopNest nest, std::vector<NameId> input_ids,
                       const std::vector<NameId>& output_ids)
    : nest_(std::move(nest)), input_ids_(std::move(input_ids)) {
  const auto written = written_arrays(nest_);
  for (const NameId name_id : input_ids_) {
    is_written_.push_back(std::ranges::find(written, name_id) != written.end());
  }
  // Nobody has to put back what is in a new array.
  for (const loop_ir::NewArray& new_array : nest_.new_arrays) {
    input_ids_.push_back(new_array.name_id);
    is_written_.push_back(false);
  }
  std::ranges::for_each(output_ids, [this](NameId name_id) { add_output(name_id); });
}

void RegionForm::add_output(NameId name_id) {
  if (const loop_ir::NewArray* new_array = loop_ir::find_new_array(nest_, name_id)) {
    nest_.names[new_array->made_id].is_output = true;
    outputs_.push_back({new_array->made_id, std::nullopt, std::nullopt});
    outputs_.back().new_array_index = index_of(name_id);
    return;
  }
  nest_.names[name_id].is_output = true;
  const std::size_t index = index_of(name_id);
  outputs_.push_back({name_id, index < input_ids_.size() ? std::optional(index) : std::nullopt,
                      find_element_source(nest_, name_id)});
  find_nested_source(outputs_.back());
  if (!outputs_.back().element) {
    const auto sequence_ids = find_element_sequences(nest_, name_id);
    sequences_in_doubt_.insert(sequences_in_doubt_.end(), sequence_ids.begin(), sequence_ids.end());
  }
  if (auto& element = outputs_.back().element) {
    if (is_given_old_objects(nest_, element->sequence_id)) {
      sequences_in_doubt_.push_back(element->sequence_id);
    }
    outputs_.back().sequence_index = index_of(element->sequence_id);
    nest_.names[element->index_id].is_output = true;
    element = outputs_.back().sequence_index < input_ids_.size() ? element : std::nullopt;
  }
}

// A row, or an element of one.
void RegionForm::find_nested_source(Output& output) {
  output.row = find_row_source(nest_, output.name_id);
  const auto elements = find_nested_sources(nest_, output.name_id);
  const bool is_sure = elements.size() == 1 && is_bound_once(nest_, output.name_id);
  for (const NestedSource& source : elements) {
    if (!is_sure || is_given_old_objects(nest_, source.sequence_id)) {
      sequences_in_doubt_.push_back(source.sequence_id);
    }
  }
  output.nested = is_sure ? std::optional(elements.front()) : std::nullopt;
  if (const auto& source = output.row ? output.row : output.nested) {
    nest_.names[source->place_id].is_read_after = true;
    output.nested_index = index_of(source->sequence_id);
    AUTOPAR_CHECK(output.nested_index < input_ids_.size(), "what has rows is an input");
  }
}

std::size_t RegionForm::index_of(NameId name_id) const {
  return static_cast<std::size_t>(std::ranges::find(input_ids_, name_id) - input_ids_.begin());
}

const dependence::NestAnalysis& RegionForm::by_text() {
  if (!by_text_) {
    by_text_ = dependence::analyze(nest_);
  }
  return *by_text_;
}

Specializations& RegionForm::specializations_for(const ArgumentFacts& facts, FloatMode mode) {
  const auto found = std::ranges::find_if(
      specializations_, [&](const Specializations& each) { return each.are_for(facts); });
  return found != specializations_.end() ? *found
                                         : specializations_.emplace_back(nest_, facts, mode);
}

std::size_t RegionForm::specialization_count() const {
  std::size_t count = 0;
  for (const Specializations& each : specializations_) {
    count += each.count();
  }
  return count;
}

RegionForms::RegionForms(LoopNest nest, std::vector<std::string> inputs,
                         std::vector<std::string> outputs, NestByRanks by_ranks)
    : inputs_(std::move(inputs)), outputs_(std::move(outputs)), by_ranks_(std::move(by_ranks)) {
  auto usual = RegionForm::make(std::move(nest), inputs_, outputs_);
  AUTOPAR_CHECK(usual, "the names of the nest");
  forms_.push_back(*std::move(usual));
}

RegionForm& RegionForms::form_for(const std::vector<loop_ir::LiveArgument>& inputs) {
  ArgumentFacts facts;
  for (std::size_t index = 0; index < inputs.size(); ++index) {
    facts.arguments.emplace(usual().input_ids()[index], inputs[index]);
  }
  if (!by_ranks_ || !loop_ir::may_use_rows(usual().nest(), facts)) {
    return usual();
  }
  auto ranks = loop_ir::ranks_of(usual().nest(), facts);
  if (const auto known = forms_by_ranks_.find(ranks); known != forms_by_ranks_.end()) {
    return *known->second;
  }
  auto nest = by_ranks_(ranks);
  auto made = nest && makes_the_same(*nest, usual().nest())
                  ? RegionForm::make(*std::move(nest), inputs_, outputs_)
                  : std::nullopt;
  RegionForm& form = made ? forms_.emplace_back(*std::move(made)) : usual();
  forms_by_ranks_.emplace(std::move(ranks), &form);
  return form;
}

std::size_t RegionForms::specialization_count() const {
  std::size_t count = 0;
  for (const RegionForm& form : forms_) {
    count += form.specialization_count();
  }
  return count;
}

}  // namespace autopar::runtime
