#pragma once

#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "dependence/views.hpp"
#include "runtime/call_plan.hpp"
#include "runtime/inspection.hpp"
#include "runtime/live_objects/argument_matcher.hpp"
#include "runtime/live_objects/list_copies.hpp"
#include "runtime/live_objects/outputs.hpp"

namespace autopar::runtime {

// Two inputs that must not overlap at a call, and what their views span. Neither span is empty.
struct ApartPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  dependence::ByteSpan left_span;
  dependence::ByteSpan right_span;

  // Errs on the side of no.
  [[nodiscard]] bool holds_at(std::span<const ArgumentValue> values) const noexcept {
    const auto left_address = std::bit_cast<std::intptr_t>(values[left].address);
    const auto right_address = std::bit_cast<std::intptr_t>(values[right].address);
    std::intptr_t left_begin;
    std::intptr_t left_end;
    std::intptr_t right_begin;
    std::intptr_t right_end;
    if (__builtin_add_overflow(left_address, left_span.begin, &left_begin) ||
        __builtin_add_overflow(left_address, left_span.end, &left_end) ||
        __builtin_add_overflow(right_address, right_span.begin, &right_begin) ||
        __builtin_add_overflow(right_address, right_span.end, &right_end)) {
      return false;
    }
    return left_end <= right_begin || right_end <= left_begin;
  }
};

// An input whose address or value goes into a slot of the frame.
struct Transfer {
  std::uint32_t input = 0;
  std::uint32_t slot = 0;
};

// An input that is a complex number, whose parts go into slots of the frame.
struct ComplexTransfer {
  std::uint32_t input = 0;
  std::uint32_t real_slot = 0;
  std::uint32_t imaginary_slot = 0;
};

// An input that is a list, whose elements are copied at each call.
struct ListInput {
  std::uint32_t input = 0;
  bool is_written = false;
  ListShape shape;
  // Of the frame, for the types of a mixed list.
  std::optional<std::uint32_t> types_slot = std::nullopt;
};

// An array that the region writes. is_remade: as in ReplayNeeds.
struct WrittenInput {
  std::uint32_t input = 0;
  bool is_remade = false;
};

// The other way to run the calls of an entry: for those at which index arrays hold what it asks
// for.
struct InspectedWay {
  Inspection inspection;
  // Of the nest, as in work_estimate.hpp.
  double work = 0;
  // Null until a call has met the demands. Never replaced: a call may be running it.
  std::shared_ptr<const CallPlan> plan;
  // It turned out to be no other way.
  bool is_useless = false;
  // Calls in a row that did not meet the demands, and how many are left that are not looked at.
  std::uint32_t failures = 0;
  std::uint32_t pause = 0;
};

class RegionForm;

// What is decided for calls with certain facts, laid out for those that come again. Inputs are
// counted as those of the region.
struct Entry {
  std::vector<ArgumentMatcher> inputs;
  // The form of the nest for these inputs.
  RegionForm* form = nullptr;
  // Until arrays lie apart at a call, nothing is decided: then the facts of the inputs are here.
  bool is_decided = false;
  std::vector<loop_ir::LiveArgument> undecided;
  tl::expected<std::shared_ptr<const CallPlan>, std::string> decision;
  // Of a decision that is a plan.
  std::optional<InspectedWay> inspected;
  std::vector<ApartPair> apart;
  // The integers of a frame are those of the plan already.
  std::vector<Transfer> transfers;
  std::vector<ComplexTransfer> complex_transfers;
  // Arrays; written lists have a copy anyway.
  std::vector<WrittenInput> written_inputs;
  std::vector<ListInput> lists;
  // Arrays that the region makes, which follow its other inputs: made anew for each call.
  std::vector<loop_ir::ArrayArgument> new_arrays;
  // Nothing if the compiled region lacks one.
  std::optional<std::vector<OutputPlace>> outputs;
  // Calls that are using it; an entry in use is not removed.
  int users = 0;
};

// Sets the pairs, from what is known of each input. Returns the pair that no call may have, since
// nothing is known of what it spans.
[[nodiscard]] std::optional<ApartPair> set_pairs(
    Entry& entry, std::span<const loop_ir::LiveArgument> inputs,
    std::span<const std::pair<std::size_t, std::size_t>> pairs);

// Copies the lists of a call and sets their addresses among the values. False if one does not look
// like that of the entry. Where CPython runs the loop anyway, nothing is copied.
[[nodiscard]] bool copy_lists(const Entry& entry, std::span<PyObject* const> inputs,
                              std::span<ArgumentValue> values, ListCopies& copies);

// The inputs of a region, in its order: their names, and which of them it writes.
struct InputNames {
  std::span<const loop_ir::NameId> name_ids;
  const std::vector<bool>& is_written;
};

// Sets where a compiled decision finds its inputs and leaves its outputs.
void lay_out(Entry& entry, std::span<const loop_ir::LiveArgument> inputs, const InputNames& names,
             std::span<const Output> outputs);

}  // namespace autopar::runtime
