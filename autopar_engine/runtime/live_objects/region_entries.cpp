// The part of Region that finds the entry of a call, or makes one.

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "autopar/check.hpp"
#include "runtime/live_objects/argument_reader.hpp"
#include "runtime/live_objects/complex_arithmetic.hpp"
#include "runtime/live_objects/inner_loops.hpp"
#include "runtime/live_objects/region.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::LiveArgument;

constexpr std::size_t kMostEntries = 32;

// False if this NumPy lacks one of them.
bool load_inner_loops(Specialization& specialization) {
  for (const codegen::InnerLoopField& field : specialization.compiled.layout.inner_loops) {
    const auto loop = load_inner_loop(field.loop);
    if (!loop) {
      return false;
    }
    specialization.frame[field.function_slot].data = loop->function;
    specialization.frame[field.data_slot()].data = loop->data;
  }
  return true;
}

tl::expected<std::shared_ptr<const Specialization>, std::string> finish(
    Specialization&& specialization) {
  if (specialization.has_complex && !is_complex_arithmetic_plain()) {
    return tl::unexpected<std::string>("this Python has another arithmetic of complex numbers");
  }
  if (!load_inner_loops(specialization)) {
    return tl::unexpected<std::string>("NumPy has no such function for these types");
  }
  return std::make_shared<const Specialization>(std::move(specialization));
}

// The facts with the address or the value that an object which agrees with them has.
LiveArgument with_value(LiveArgument facts, const ArgumentValue& value) {
  if (auto* array = std::get_if<loop_ir::ArrayArgument>(&facts)) {
    array->address = std::bit_cast<std::uintptr_t>(value.address);
  } else if (auto* real = std::get_if<loop_ir::FloatArgument>(&facts)) {
    real->value = value.real;
  }
  return facts;
}

// As far as a look at the first element tells.
bool lists_look_alike(const Entry& entry, Region::Objects inputs) {
  return std::ranges::all_of(entry.lists, [&](const ListInput& list) {
    const auto shape = guess_list_shape(inputs[list.input]);
    return shape && *shape == list.shape;
  });
}

// False if a list does not look like that of the entry. Where CPython runs the loop anyway, nothing
// is copied.
bool copy_lists(const Entry& entry, Region::Objects inputs, std::span<ArgumentValue> values,
                ListCopies& copies) {
  copies.clear();
  if (!entry.decision) {
    return lists_look_alike(entry, inputs);
  }
  for (const ListInput& list : entry.lists) {
    values[list.input].address = copies.copy(inputs[list.input], list.shape, list.is_written);
    if (values[list.input].address == nullptr) {
      return false;
    }
  }
  return true;
}

// A list that the compiled region gives ints and floats to has to be copied as such. True if one
// was copied otherwise so far.
bool mix_lists(Entry& entry) {
  bool has_changed = false;
  for (ListInput& list : entry.lists) {
    if (list.types_slot && !list.shape.is_mixed) {
      list.shape.mix();
      has_changed = true;
    }
  }
  return has_changed;
}

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
  const void* elements = copies.copy(inputs[index], *shape, is_written_[index]);
  if (elements == nullptr && shape->element_type != loop_ir::DataType::Bool) {
    shape->mix();
    elements = copies.copy(inputs[index], *shape, is_written_[index]);
  }
  if (elements == nullptr) {
    decline(
        fmt::format("'{}' is a list of numbers of several types, or of lists of several lengths",
                    name_of_input(index)));
    return std::nullopt;
  }
  entry.lists.push_back({static_cast<std::uint32_t>(index), is_written_[index], *shape});
  return facts_of_list(*shape, elements);
}

Entry* Region::make_entry(Objects inputs, Values values, ListCopies& copies) {
  copies.clear();
  loop_ir::ArgumentFacts facts;
  Entry entry;
  entry.number = ++entries_made_;
  for (std::size_t index = 0; index < inputs.size(); ++index) {
    auto argument = read_input(entry, inputs, index, copies);
    if (!argument) {
      return nullptr;
    }
    facts.arguments.emplace(input_ids_[index], *argument);
    entry.inputs.emplace_back(*argument);
    entry.undecided.push_back(*std::move(argument));
    AUTOPAR_CHECK(entry.inputs.back().matches(inputs[index], values[index]),
                  "an object agrees with what was read of it");
    if (const auto* array = std::get_if<loop_ir::ArrayArgument>(&entry.undecided.back());
        array != nullptr && array->is_list) {
      values[index].address = std::bit_cast<void*>(array->address);
    }
  }
  set_pairs_of(entry, facts);
  remove_oldest_entry();
  return &entries_.emplace_front(std::move(entry));
}

void Region::set_pairs_of(Entry& entry, const loop_ir::ArgumentFacts& facts) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (const auto& [left_id, right_id] : pairs_to_keep_apart(nest_, facts)) {
    pairs.emplace_back(index_of(left_id), index_of(right_id));
  }
  if (const auto impossible = set_pairs(entry, entry.undecided, pairs)) {
    entry.decision = tl::unexpected<std::string>(describe_overlap(*impossible));
    entry.is_decided = true;
  }
}

// From what the objects of this call hold, which may be looked at.
bool Region::decide(Entry& entry, const Call& call) {
  if (!by_text_) {
    by_text_ = dependence::analyze(nest_);
  }
  loop_ir::ArgumentFacts facts;
  for (std::size_t index = 0; index < call.inputs.size(); ++index) {
    facts.arguments.emplace(input_ids_[index],
                            with_value(entry.undecided[index], call.values[index]));
  }
  const bool is_in_doubt = std::ranges::any_of(sequences_in_doubt_, [&](loop_ir::NameId name_id) {
    const auto* array = facts.find_array(name_id);
    return array != nullptr && array->is_list;
  });
  entry.decision =
      is_in_doubt
          ? tl::unexpected<std::string>("a name may end as the object in a list, or as another one")
          : specialize(nest_, *by_text_, facts, float_mode_).and_then(finish);
  lay_out(entry, entry.undecided, {input_ids_, is_written_}, outputs_);
  entry.undecided.clear();
  entry.is_decided = true;
  if (mix_lists(entry) && !copy_lists(entry, call.inputs, call.values, call.copies)) {
    decline("a list holds an int beyond 2^53 in magnitude, and is given floats");
    return false;
  }
  return true;
}

void Region::remove_oldest_entry() {
  if (entries_.size() >= kMostEntries && entries_.back().users == 0) {
    entries_.pop_back();
  }
}

}  // namespace autopar::runtime
