#include "runtime/live_objects/region.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <exception>
#include <new>
#include <utility>

#include "autopar/check.hpp"
#include "runtime/float_environment.hpp"
#include "runtime/live_objects/argument_reader.hpp"
#include "runtime/live_objects/checkpoint.hpp"
#include "runtime/live_objects/interpreter_state.hpp"
#include "runtime/live_objects/launch.hpp"
#include "runtime/live_objects/outputs.hpp"
#include "runtime/live_objects/private_copies.hpp"
#include "runtime/live_objects/scalar_objects.hpp"
#include "runtime/live_objects/warning_state.hpp"

namespace autopar::runtime {

namespace {

constexpr std::size_t kMostSlots = 256;

const Region* g_last_run = nullptr;

// A copy of what has to be put back if CPython has to run the loop after compiled code has.
class SavedArrays {
 public:
  // False if there is no memory for what is needed.
  [[nodiscard]] bool save(const Entry& entry, const ReplayNeeds& needs, const Call& call,
                          int watched_flags) {
    const bool may_replay = needs.may_stop || watched_flags != 0;
    for (const auto& [input, is_remade] : entry.written_inputs) {
      PyObject* array = call.inputs[input];
      const bool is_needed = may_replay && !(is_remade && is_spared(array, call));
      if (!is_needed && !needs.may_be_long) {
        has_all_ = false;
      } else if (!checkpoint_.save(array)) {
        has_all_ = false;
        if (is_needed) {
          return false;
        }
      }
    }
    return true;
  }

  void restore() { checkpoint_.restore(); }
  [[nodiscard]] bool has_all() const { return has_all_; }

 private:
  // CPython makes the array anew, and surely comes to the end of it.
  [[nodiscard]] bool is_spared(PyObject* array, const Call& call) {
    if (Checkpoint::is_small(array) || !call.errors.only_warns) {
      return false;
    }
    if (!may_warning_raise_) {
      may_warning_raise_ = may_warning_raise();
    }
    return !*may_warning_raise_;
  }

  Checkpoint checkpoint_;
  bool has_all_ = true;
  std::optional<bool> may_warning_raise_;
};

// As NumPy makes it, of no known content: the region fills it before anybody sees it. NumPy gives
// up the GIL where it makes arrays of zeros, and other threads would change what the call has read.
// Null, without a Python exception, if there is no memory for it.
Owned make_new_array(const loop_ir::ArrayArgument& facts) {
  std::vector<npy_intp> extents(facts.extents.begin(), facts.extents.end());
  PyArray_Descr* type = PyArray_DescrFromType(type_number_of(facts.data_type));
  Owned array(PyArray_Empty(static_cast<int>(extents.size()), extents.data(), type, 0));
  if (!array) {
    PyErr_Clear();
  }
  return array;
}

// One more user of an entry, for the length of a scope.
class InUse {
 public:
  explicit InUse(int& users) : users_(users) { ++users_; }
  ~InUse() { --users_; }
  InUse(const InUse&) = delete;
  InUse& operator=(const InUse&) = delete;

 private:
  int& users_;
};

std::optional<std::string_view> find_obstacle_in_interpreter(const ErrorState& errors) {
  if (is_traced()) {
    return "a trace function watches each line";
  }
  if (!FloatEnvironment::of_this_thread().is_default()) {
    return "the floating-point environment is not the default one";
  }
  if (errors.watches_underflow) {
    return "numpy.errstate watches underflow";
  }
  return std::nullopt;
}

}  // namespace

Region::Region(loop_ir::LoopNest nest, std::vector<std::string> inputs,
               std::vector<std::string> outputs, FloatMode mode, NestByRanks by_ranks)
    : float_mode_(mode),
      forms_(std::move(nest), std::move(inputs), std::move(outputs), std::move(by_ranks)) {
  AUTOPAR_CHECK(forms_.usual().input_ids().size() <= kMostInputs,
                "no more inputs than a call can hold");
}

Region::~Region() {
  if (g_last_run == this) {
    g_last_run = nullptr;
  }
}

const Region* Region::last_run() { return g_last_run; }

void Region::decline(std::string_view reason) noexcept {
  ++history_.declined_calls;
  history_.last_outcome = Outcome::Declined;
  is_useful_ = false;
  g_last_run = this;
  try {
    history_.last_reason = reason;
  } catch (const std::bad_alloc&) {
    history_.last_reason.clear();
  }
}

PyObject* Region::decline_with(std::string_view reason) noexcept {
  decline(reason);
  return nullptr;
}

void Region::note_skipped() noexcept {
  ++history_.skipped_calls;
  history_.last_outcome = Outcome::SwitchedOff;
  g_last_run = this;
}

void Region::note_useless_call(Objects arguments) noexcept {
  // Otherwise the calls before would decide whose bits one has.
  if (float_mode_ != FloatMode::Exact || !attention_.note_useless_call(arguments)) {
    return;
  }
  try {
    const std::string_view why = history_.last_outcome == Outcome::Declined
                                     ? std::string_view(history_.last_reason)
                                 : history_.last_outcome == Outcome::Replayed
                                     ? "an error, a warning or an int beyond 64 bits came of each"
                                     : "there is too little to do in them";
    history_.last_reason = fmt::format(
        "{} calls in a row were not worth a look ({}); the next one comes after {} calls",
        Attention::kMostUselessCalls, why, attention_.calls_left() - 1);
  } catch (const std::exception&) {
    history_.last_reason.clear();
  }
}

PyObject* Region::run(Objects inputs) {
  const ErrorState errors = current_error_state();
  if (const auto obstacle = find_obstacle_in_interpreter(errors)) {
    decline(*obstacle);
    is_useful_ = true;
    return nullptr;
  }
  std::array<ArgumentValue, kMostInputs> storage;
  const Values values(storage);
  ListCopies copies;
  Entry* entry = find_entry(inputs, values, copies);
  if (entry == nullptr) {
    entry = make_entry(inputs, values, copies);
  }
  if (entry == nullptr) {
    return nullptr;
  }
  const InUse in_use(entry->users);
  const Call call{inputs, values, errors, copies};
  if (!may_run(*entry, call)) {
    return nullptr;
  }
  return entry->new_arrays.empty() ? run_entry(*entry, call) : run_with_new_arrays(*entry, call);
}

// False if it declined the call.
bool Region::may_run(const Entry& entry, const Call& call) noexcept {
  if (entry.is_decided && !entry.decision) {
    decline(entry.decision.error());
    return false;
  }
  if (!call.copies.are_apart()) {
    decline("a list that it writes is in use twice");
    return false;
  }
  return lie_apart(entry, call.values);
}

PyObject* Region::run_with_new_arrays(Entry& entry, const Call& call) {
  std::array<PyObject*, kMostInputs> objects;
  std::ranges::copy(call.inputs, objects.begin());
  std::vector<Owned> arrays;
  for (const loop_ir::ArrayArgument& facts : entry.new_arrays) {
    const std::size_t index = call.inputs.size() + arrays.size();
    arrays.push_back(make_new_array(facts));
    if (!arrays.back()) {
      return decline_with("there is no memory for an array that it makes");
    }
    objects[index] = arrays.back().get();
    call.values[index].address = PyArray_DATA(reinterpret_cast<PyArrayObject*>(objects[index]));
  }
  const std::size_t count = call.inputs.size() + arrays.size();
  return run_entry(entry, {{objects.data(), count}, call.values, call.errors, call.copies});
}

bool Region::lie_apart(const Entry& entry, Values values) noexcept {
  for (const ApartPair& pair : entry.apart) {
    if (!pair.holds_at(values)) {
      decline_overlap(pair);
      return false;
    }
  }
  return true;
}

std::string Region::describe_overlap(const ApartPair& pair) const {
  return fmt::format("'{}' and '{}' may share memory", name_of_input(pair.left),
                     name_of_input(pair.right));
}

void Region::decline_overlap(const ApartPair& pair) noexcept {
  try {
    decline(describe_overlap(pair));
  } catch (const std::exception&) {
    decline("arrays may share memory");
  }
}

const std::string& Region::name_of_input(std::size_t index) const {
  const RegionForm& form = forms_.usual();
  return form.nest().names[form.input_ids()[index]].text;
}

PyObject* Region::run_entry(Entry& entry, const Call& call) {
  if (!entry.is_decided && !decide(entry, call)) {
    return nullptr;
  }
  if (!entry.decision) {
    return decline_with(entry.decision.error());
  }
  if (!entry.outputs) {
    return decline_with("a name that the loop leaves has no place");
  }
  return run_compiled(entry, plan_of(entry, call), call);
}

PyObject* Region::run_compiled(const Entry& entry, const std::shared_ptr<const CallPlan>& plan,
                               const Call& call) {
  std::array<codegen::FrameSlot, kMostSlots> frame;
  if (plan->frame.size() > frame.size()) {
    return decline_with("the loop has too many names");
  }
  std::memcpy(frame.data(), plan->frame.data(), plan->frame.size() * sizeof(codegen::FrameSlot));
  for (const Transfer& transfer : entry.transfers) {
    frame[transfer.slot] = std::bit_cast<codegen::FrameSlot>(call.values[transfer.input]);
  }
  for (const ComplexTransfer& transfer : entry.complex_transfers) {
    const auto value = read_complex(call.inputs[transfer.input]).value();
    frame[transfer.real_slot].real = value.real;
    frame[transfer.imaginary_slot].real = value.imaginary;
  }
  const ReplayNeeds& needs = plan->replay_needs;
  const int watched_flags = needs.may_warn ? call.errors.watched_flags : 0;
  for (std::size_t number = 0; number < entry.lists.size(); ++number) {
    if (entry.lists[number].types_slot) {
      frame[*entry.lists[number].types_slot].data = call.copies.types_of(number);
    }
  }
  SavedArrays saved;
  if (!saved.save(entry, needs, call, watched_flags)) {
    return decline_with("there is no memory for a copy of what it writes");
  }
  PrivateCopies private_copies;
  if (!private_copies.take(entry.form->nest(), *plan, frame.data())) {
    return decline_with("there is no memory for the arrays of each thread");
  }
  const LaunchResult result =
      launch_region(plan->specialization->compiled, plan->launch_sizes, frame.data(), watched_flags,
                    private_copies.most_threads());
  Owned outputs;
  if (result == LaunchResult::Finished) {
    outputs = make_outputs(*entry.outputs, call.inputs, frame.data());
  }
  if (outputs && !entry.lists.empty()) {
    outputs = call.copies.write_back() ? std::move(outputs) : Owned();
    if (outputs) {
      put_list_elements(outputs, *entry.outputs, call.inputs, frame.data());
    }
  }
  if (!outputs && (result != LaunchResult::Interrupted || saved.has_all())) {
    saved.restore();
  }
  if (result == LaunchResult::Finished && !outputs && !needs.may_stop) {
    PyErr_NoMemory();
  }
  note_run(entry, plan, outputs ? Outcome::Compiled : Outcome::Replayed);
  is_useful_ = outputs ? !plan->is_short : result == LaunchResult::Interrupted;
  return outputs.release();
}

void Region::note_run(const Entry& entry, const std::shared_ptr<const CallPlan>& plan,
                      Outcome outcome) {
  ++(outcome == Outcome::Compiled ? history_.compiled_calls : history_.replayed_calls);
  history_.last_outcome = outcome;
  g_last_run = this;
  if (history_.last_plan != plan) {
    history_.last_plan = plan;
    last_form_ = entry.form;
  }
}

}  // namespace autopar::runtime
