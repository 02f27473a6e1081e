// The part of Region that finds the entry of a call, or makes one.

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "autopar/check.hpp"
#include "runtime/call_guards.hpp"
#include "runtime/live_objects/argument_reader.hpp"
#include "runtime/live_objects/region.hpp"
#include "runtime/new_arrays.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::LiveArgument;

constexpr std::size_t kMostEntries = 32;

}  // namespace

Entry* Region::find_entry(Objects inputs, Values values, ListCopies& copies) {
  for (Entry& entry : entries_) {
    bool agrees = true;
    for (std::size_t index = 0; agrees && index < inputs.size(); ++index) {
      agrees = entry.inputs[index].matches(inputs[index], values[index]);
    }
    if (agrees && (entry.lists.empty() || copy_lists(entry, inputs, values, copies))) {
      return &entry;
    }
  }
  return nullptr;
}

// What is known of an input of a new entry; nothing if it declined the call.
std::optional<LiveArgument> Region::read_input(Entry& entry, Objects inputs, std::size_t index,
                                               ListCopies& copies) {
  if (!PyList_CheckExact(inputs[index])) {
    auto argument = read_argument(inputs[index]);
    if (!argument) {
      decline(fmt::format("'{}' is {}", name_of_input(index), argument.error().message));
      return std::nullopt;
    }
    return *std::move(argument);
  }
  auto shape = guess_list_shape(inputs[index]);
  if (!shape) {
    decline(fmt::format("'{}' is {}", name_of_input(index), shape.error().message));
    return std::nullopt;
  }
  const bool is_written = forms_.usual().is_written()[index];
  const void* elements = copies.copy(inputs[index], *shape, is_written);
  if (elements == nullptr && shape->element_type != loop_ir::DataType::Bool) {
    shape->mix();
    elements = copies.copy(inputs[index], *shape, is_written);
  }
  if (elements == nullptr) {
    decline(
        fmt::format("'{}' is a list of numbers of several types, or of lists of several lengths",
                    name_of_input(index)));
    return std::nullopt;
  }
  entry.lists.push_back({static_cast<std::uint32_t>(index), is_written, *shape});
  return facts_of_list(*shape, elements);
}

Entry* Region::make_entry(Objects inputs, Values values, ListCopies& copies) {
  copies.clear();
  Entry entry;
  for (std::size_t index = 0; index < inputs.size(); ++index) {
    auto argument = read_input(entry, inputs, index, copies);
    if (!argument) {
      return nullptr;
    }
    entry.inputs.emplace_back(*argument);
    entry.undecided.push_back(*std::move(argument));
    AUTOPAR_CHECK(entry.inputs.back().matches(inputs[index], values[index]),
                  "an object agrees with what was read of it");
    if (const auto* array = std::get_if<loop_ir::ArrayArgument>(&entry.undecided.back());
        array != nullptr && array->is_list) {
      values[index].address = std::bit_cast<void*>(array->address);
    }
  }
  entry.form = &forms_.form_for(entry.undecided);
  loop_ir::ArgumentFacts facts;
  for (std::size_t index = 0; index < inputs.size(); ++index) {
    facts.arguments.emplace(entry.form->input_ids()[index], entry.undecided[index]);
  }
  add_new_arrays(entry, facts);
  if (!entry.is_decided) {
    set_pairs_of(entry, facts);
  }
  remove_oldest_entry();
  return &entries_.emplace_front(std::move(entry));
}

// An extent that only CPython can take decides the entry.
void Region::add_new_arrays(Entry& entry, loop_ir::ArgumentFacts& facts) {
  const loop_ir::LoopNest& nest = entry.form->nest();
  for (const loop_ir::NewArray& new_array : nest.new_arrays) {
    auto array = facts_of_new_array(nest, new_array, facts);
    if (!array) {
      entry.decision = tl::unexpected(std::move(array).error());
      entry.is_decided = true;
      return;
    }
    facts.arguments.emplace(new_array.name_id, *array);
    entry.undecided.emplace_back(*array);
    entry.new_arrays.push_back(*std::move(array));
  }
}

void Region::set_pairs_of(Entry& entry, const loop_ir::ArgumentFacts& facts) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  const RegionForm& form = *entry.form;
  for (const auto& [left_id, right_id] : pairs_to_keep_apart(form.nest(), facts)) {
    const std::pair pair(form.index_of(left_id), form.index_of(right_id));
    // What the call makes lies apart from everything.
    if (std::max(pair.first, pair.second) < entry.inputs.size()) {
      pairs.push_back(pair);
    }
  }
  if (const auto impossible = set_pairs(entry, entry.undecided, pairs)) {
    entry.decision = tl::unexpected<std::string>(describe_overlap(*impossible));
    entry.is_decided = true;
  }
}

void Region::remove_oldest_entry() {
  if (entries_.size() >= kMostEntries && entries_.back().users == 0) {
    entries_.pop_back();
  }
}

}  // namespace autopar::runtime
