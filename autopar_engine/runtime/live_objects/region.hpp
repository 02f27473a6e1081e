#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/float_mode.hpp"
#include "autopar/verdict.hpp"
#include "loop_ir/loop_nest.hpp"
#include "runtime/call_plan.hpp"
#include "runtime/live_objects/attention.hpp"
#include "runtime/live_objects/entry.hpp"
#include "runtime/live_objects/interpreter_state.hpp"
#include "runtime/live_objects/owned.hpp"
#include "runtime/live_objects/region_form.hpp"

namespace autopar::runtime {

// SwitchedOff: CPython ran the loop at once, without a look at the call.
enum class Outcome : std::uint8_t { NotRun, Compiled, Declined, Replayed, SwitchedOff };

// What became of the calls of a region.
struct RegionHistory {
  std::uint64_t compiled_calls = 0;
  std::uint64_t declined_calls = 0;
  // Compiled code met a case that only CPython may handle, and everything was put back.
  std::uint64_t replayed_calls = 0;
  std::uint64_t skipped_calls = 0;
  Outcome last_outcome = Outcome::NotRun;
  // Of the last call that was declined or made the region switch itself off.
  std::string last_reason;
  // How the last call that was compiled ran; null before the first.
  std::shared_ptr<const CallPlan> last_plan;
  // What that call found in index arrays: the predicate in words, and whether it held. Empty if it
  // did not look.
  std::string last_inspection;
  bool did_inspection_hold = false;
};

// The objects of one call with their values, and what NumPy's errors mean at it.
struct Call {
  std::span<PyObject* const> inputs;
  std::span<ArgumentValue> values;
  ErrorState errors;
  ListCopies& copies;
};

// One loop nest of a program with everything that was compiled for it. All calls need the GIL; a
// call may give it up in between, so calls of several threads may be under way at once.
class Region {
 public:
  using Objects = std::span<PyObject* const>;

  // As many as a call can hold.
  static constexpr std::size_t kMostInputs = 32;

  // The nest reads the inputs, no more than that, and leaves values in the outputs: names by their
  // texts. Arrays that it makes are not among the inputs. Requires a nest in the region language.
  // The mode holds for every specialization, so no key needs to name it. by_ranks may be empty:
  // then the nest is one for all arrays.
  Region(loop_ir::LoopNest nest, std::vector<std::string> inputs, std::vector<std::string> outputs,
         FloatMode mode, NestByRanks by_ranks);
  Region(const Region&) = delete;
  Region& operator=(const Region&) = delete;
  ~Region();

  // Asked before each call: false if CPython shall run the loop at once, since looking at calls has
  // been in vain.
  [[nodiscard]] bool wants_call() noexcept {
    const bool wants = attention_.wants_arguments();
    if (!wants) {
      note_skipped();
    }
    return wants;
  }
  // Likewise at a call, by the objects that the code hands over.
  [[nodiscard]] bool skips(Objects arguments) noexcept {
    const bool is_off = attention_.is_off(arguments);
    if (is_off) {
      note_skipped();
    }
    return is_off;
  }

  // Runs the nest on these objects, one for each input. A new reference to the value of the one
  // output, or to a tuple of those of several, if it ran to its end. Null if nothing has changed
  // and CPython shall run the loop, and also, with a Python exception set, if a signal handler
  // raised: then nothing has changed either if the nest may take a second or stop half-way;
  // otherwise some stores were made. The caller keeps the inputs alive.
  [[nodiscard]] PyObject* run(Objects inputs);

  // Told after each call that was not skipped.
  void look_back(Objects arguments) noexcept {
    if (is_useful_) {
      attention_.note_useful_call();
    } else {
      note_useless_call(arguments);
    }
  }

  // Notes that CPython runs the loop. Noexcept: a reason that can't be kept is dropped.
  void decline(std::string_view reason) noexcept;

  [[nodiscard]] const RegionHistory& history() const { return history_; }
  // Of the last call that was compiled, loop by loop; empty before the first.
  [[nodiscard]] std::vector<LoopVerdict> last_verdicts() const;
  // How many specializations its calls have needed so far.
  [[nodiscard]] std::size_t specialization_count() const { return forms_.specialization_count(); }
  // In the form of the last call that was compiled; before the first, that of the text.
  [[nodiscard]] const loop_ir::LoopNest& nest() const {
    return last_form_ == nullptr ? forms_.usual().nest() : last_form_->nest();
  }

  // The region that ran last in this process, or null.
  [[nodiscard]] static const Region* last_run();

  // For tests: whether index arrays are looked at wherever they may matter, be it worth it or not,
  // and whatever handlers signals have.
  static void set_always_inspects(bool always) noexcept { g_always_inspects = always; }

 private:
  using Values = std::span<ArgumentValue>;

  [[nodiscard]] Entry* find_entry(Objects inputs, Values values, ListCopies& copies);
  [[nodiscard]] Entry* make_entry(Objects inputs, Values values, ListCopies& copies);
  [[nodiscard]] std::optional<loop_ir::LiveArgument> read_input(Entry& entry, Objects inputs,
                                                                std::size_t index,
                                                                ListCopies& copies);
  // False if it declined the call.
  [[nodiscard]] bool decide(Entry& entry, const Call& call);
  [[nodiscard]] tl::expected<std::shared_ptr<const CallPlan>, std::string> make_plan(
      RegionForm& form, const loop_ir::ArgumentFacts& facts) const;
  static void find_inspected_way(Entry& entry, const loop_ir::ArgumentFacts& facts);
  // The plan of a decided entry for this call.
  [[nodiscard]] const std::shared_ptr<const CallPlan>& plan_of(Entry& entry, const Call& call) {
    const bool is_inspected = entry.inspected || !history_.last_inspection.empty();
    return is_inspected ? choose_plan(entry, call) : *entry.decision;
  }
  [[nodiscard]] const std::shared_ptr<const CallPlan>& choose_plan(Entry& entry, const Call& call);
  [[nodiscard]] bool make_inspected_plan(Entry& entry, const CallPlan& usual,
                                         const loop_ir::ArgumentFacts& facts) const;
  void set_pairs_of(Entry& entry, const loop_ir::ArgumentFacts& facts);
  [[nodiscard]] std::string describe_overlap(const ApartPair& pair) const;
  [[nodiscard]] bool lie_apart(const Entry& entry, Values values) noexcept;
  void decline_overlap(const ApartPair& pair) noexcept;
  void remove_oldest_entry();
  [[nodiscard]] bool may_run(const Entry& entry, const Call& call) noexcept;
  // The call with the arrays that the region makes.
  [[nodiscard]] PyObject* run_with_new_arrays(Entry& entry, const Call& call);
  void add_new_arrays(Entry& entry, loop_ir::ArgumentFacts& facts);
  [[nodiscard]] PyObject* run_entry(Entry& entry, const Call& call);
  [[nodiscard]] PyObject* run_compiled(const Entry& entry,
                                       const std::shared_ptr<const CallPlan>& plan,
                                       const Call& call);
  void note_run(const Entry& entry, const std::shared_ptr<const CallPlan>& plan, Outcome outcome);
  void note_skipped() noexcept;
  void note_useless_call(Objects arguments) noexcept;
  [[nodiscard]] PyObject* decline_with(std::string_view reason) noexcept;
  [[nodiscard]] const std::string& name_of_input(std::size_t index) const;

  FloatMode float_mode_;
  RegionForms forms_;
  // Of history_.last_plan.
  RegionForm* last_form_ = nullptr;
  // The newest first.
  std::list<Entry> entries_;
  RegionHistory history_;
  Attention attention_;
  // Whether the last call did something for the program, or could not for a passing reason.
  bool is_useful_ = true;

  static inline bool g_always_inspects = false;
};

}  // namespace autopar::runtime
