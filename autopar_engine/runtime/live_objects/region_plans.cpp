// The part of Region that decides how the calls of an entry run.

#include <algorithm>
#include <bit>
#include <utility>

#include "runtime/live_objects/complex_arithmetic.hpp"
#include "runtime/live_objects/inner_loops.hpp"
#include "runtime/live_objects/interpreter_state.hpp"
#include "runtime/live_objects/region.hpp"
#include "runtime/parallel_for.hpp"
#include "runtime/work_estimate.hpp"
#include "typing/float_sums.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::ArgumentFacts;
using loop_ir::LiveArgument;
using loop_ir::LoopNest;

constexpr std::uint32_t kLongestPause = 64;

// The builtin keeps what each addition of floats loses.
constexpr bool kCompensatesSums = PY_VERSION_HEX >= 0x030C0000;

// False if this NumPy lacks one of them.
bool load_inner_loops(CallPlan& plan) {
  for (const codegen::InnerLoopField& field : plan.specialization->compiled.layout.inner_loops) {
    const auto loop = load_inner_loop(field.loop);
    if (!loop) {
      return false;
    }
    plan.frame[field.function_slot].data = loop->function;
    plan.frame[field.data_slot()].data = loop->data;
  }
  return true;
}

tl::expected<std::shared_ptr<const CallPlan>, std::string> finish(CallPlan&& plan) {
  if (plan.specialization->has_complex && !is_complex_arithmetic_plain()) {
    return tl::unexpected<std::string>("this Python has another arithmetic of complex numbers");
  }
  if (!load_inner_loops(plan)) {
    return tl::unexpected<std::string>("NumPy has no such function for these types");
  }
  return std::make_shared<const CallPlan>(std::move(plan));
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

bool has_parallel_root(const CallPlan& plan) {
  return plan.specialization->schedule.role_of(LoopNest::root()) == schedule::LoopRole::Threads;
}

// What an entry has laid out for the one plan serves the other.
bool is_laid_out_alike(const CallPlan& one, const CallPlan& other) {
  return one.frame.size() == other.frame.size() &&
         one.replay_needs.remade_arrays == other.replay_needs.remade_arrays;
}

}  // namespace

std::vector<LoopVerdict> Region::last_verdicts() const {
  return history_.last_plan == nullptr
             ? std::vector<LoopVerdict>()
             : dependence::verdicts_at_call(last_form_->nest(), last_form_->by_text(),
                                            history_.last_plan->facts);
}

tl::expected<std::shared_ptr<const CallPlan>, std::string> Region::make_plan(
    RegionForm& form, const ArgumentFacts& facts) const {
  Specializations& specializations = form.specializations_for(facts, float_mode_);
  const auto& types = specializations.types();
  if (kCompensatesSums && types && typing::may_sum_python_floats(form.nest(), *types)) {
    return tl::unexpected<std::string>("sum() of floats, which this Python compensates");
  }
  return plan_call(form.nest(), form.by_text(), facts, specializations).and_then(finish);
}

// From what the objects of this call hold, which may be looked at.
bool Region::decide(Entry& entry, const Call& call) {
  RegionForm& form = *entry.form;
  ArgumentFacts facts;
  for (std::size_t index = 0; index < call.inputs.size(); ++index) {
    facts.arguments.emplace(form.input_ids()[index],
                            with_value(entry.undecided[index], call.values[index]));
  }
  const bool is_in_doubt =
      std::ranges::any_of(form.sequences_in_doubt(), [&](loop_ir::NameId name_id) {
        const auto* array = facts.find_array(name_id);
        return array != nullptr && array->is_list;
      });
  entry.decision =
      is_in_doubt
          ? tl::unexpected<std::string>("a name may end as the object in a list, or as another one")
          : make_plan(form, facts);
  lay_out(entry, entry.undecided, {form.input_ids(), form.is_written()}, form.outputs());
  entry.undecided.clear();
  entry.is_decided = true;
  if (mix_lists(entry) && !copy_lists(entry, call.inputs, call.values, call.copies)) {
    decline("a list holds an int beyond 2^53 in magnitude, and is given floats");
    return false;
  }
  find_inspected_way(entry, facts);
  return true;
}

// What a look into index arrays could make parallel is sequential without.
void Region::find_inspected_way(Entry& entry, const ArgumentFacts& facts) {
  if (!entry.decision || has_parallel_root(**entry.decision)) {
    return;
  }
  const LoopNest& nest = entry.form->nest();
  if (auto inspection = find_inspection(nest, facts)) {
    entry.inspected =
        InspectedWay{.inspection = *std::move(inspection), .work = estimate_nest_work(nest, facts)};
  }
}

const std::shared_ptr<const CallPlan>& Region::choose_plan(Entry& entry, const Call& call) {
  const std::shared_ptr<const CallPlan>& usual = *entry.decision;
  history_.last_inspection.clear();
  if (!entry.inspected) {
    return usual;
  }
  InspectedWay& way = *entry.inspected;
  const std::int64_t elements = way.inspection.element_count;
  const bool is_worth_it =
      g_always_inspects || is_worth_inspecting(way.work, elements, thread_count());
  if (way.is_useless || !is_worth_it) {
    return usual;
  }
  if (way.pause > 0) {
    --way.pause;
    return usual;
  }
  // What is found has to hold until the loop ends.
  if (!g_always_inspects && has_signal_handlers()) {
    return usual;
  }
  ArgumentFacts facts = usual->facts;
  for (std::size_t index = 0; index < call.inputs.size(); ++index) {
    LiveArgument& argument = facts.arguments.at(entry.form->input_ids()[index]);
    argument = with_value(std::move(argument), call.values[index]);
  }
  auto contents = inspect(way.inspection, facts);
  history_.last_inspection = way.inspection.predicate;
  history_.did_inspection_hold = contents.has_value();
  if (!contents) {
    way.failures = std::min(way.failures + 1, kLongestPause);
    way.pause = g_always_inspects ? 0 : way.failures - 1;
    return usual;
  }
  way.failures = 0;
  facts.contents = *std::move(contents);
  return way.plan != nullptr || make_inspected_plan(entry, *usual, facts) ? way.plan : usual;
}

// False if there is no such plan: then no later call looks for one.
bool Region::make_inspected_plan(Entry& entry, const CallPlan& usual,
                                 const ArgumentFacts& facts) const {
  InspectedWay& way = *entry.inspected;
  auto plan = make_plan(*entry.form, facts);
  way.is_useless =
      !plan || (*plan)->specialization == usual.specialization || !is_laid_out_alike(usual, **plan);
  if (!way.is_useless) {
    way.plan = *std::move(plan);
  }
  return !way.is_useless;
}

}  // namespace autopar::runtime
