#include "runtime/work_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/overloaded.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::ArgumentFacts;
using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;

// Compiled, vectorized code does some of them in a nanosecond.
constexpr double kWorkOfChunk = 2e4;
constexpr double kWorkBetweenSignals = 2e7;
constexpr double kWorkOfSecond = 1e9;
// CPython takes some twenty nanoseconds for one of them.
constexpr double kWorkOfCall = 10;
// Two looks at an element, the second of them at one bit out of many.
constexpr double kWorkOfInspectedElement = 6;
// Compiled code fills some fifty cells, each of which counts two, in the time that CPython takes
// for one operation.
constexpr double kFillingOfOperation = 100;
// Of a loop whose number of iterations only the run decides.
constexpr double kUnknownTripCount = 100;

std::int64_t iterations_for(double work, double iteration_work) {
  return std::max<std::int64_t>(1, std::llround(work / std::max(iteration_work, 1.0)));
}

class Estimate {
 public:
  // most_of_open_loops: what a loop with an early exit counts at most, in iterations.
  Estimate(const LoopNest& nest, const ArgumentFacts& facts,
           double most_of_open_loops = std::numeric_limits<double>::infinity())
      : nest_(nest), facts_(facts), most_of_open_loops_(most_of_open_loops) {}

  void leave_out_fills() { has_fills_ = false; }

  [[nodiscard]] double of_loop(LoopId loop_id) const {
    if (!has_fills_ && loop_ir::is_over_fill(nest_, loop_id)) {
      return 0;
    }
    const loop_ir::Loop& loop = nest_.loops[loop_id];
    const auto range = loop_ir::index_range(loop_id, nest_, facts_);
    const double step = std::abs(static_cast<double>(loop.domain.step.value_or(1)));
    const double width =
        range ? static_cast<double>(range->upper) - static_cast<double>(range->lower) + 1
              : kUnknownTripCount;
    const double trips = std::max(1.0, width / std::max(step, 1.0));
    return (has_break(loop_id) ? std::min(trips, most_of_open_loops_) : trips) *
           of_block(loop.body);
  }

  [[nodiscard]] double of_block(const Block& block) const {
    double work = 0;
    for (const auto statement_id : block) {
      work += of_statement(nest_.statements[statement_id].node);
    }
    return work;
  }

 private:
  [[nodiscard]] bool has_break(LoopId loop_id) const {
    return std::ranges::any_of(nest_.statements, [&](const loop_ir::Statement& statement) {
      const auto* leave = std::get_if<loop_ir::Break>(&statement.node);
      return leave != nullptr && leave->loop_id == loop_id;
    });
  }

  [[nodiscard]] double of_expression(ExpressionId expression_id) const {
    return static_cast<double>(loop_ir::subtree_of(nest_, expression_id).size());
  }

  [[nodiscard]] double of_statement(const loop_ir::StatementNode& node) const {
    return std::visit(
        Overloaded{
            [this](const loop_ir::Assign& assign) {
              return of_expression(assign.value_id) + static_cast<double>(assign.target_ids.size());
            },
            [this](const loop_ir::AugmentedAssign& assign) {
              return of_expression(assign.value_id) + 2;
            },
            [this](const loop_ir::If& branch) {
              return of_expression(branch.test_id) + of_block(branch.then_block) +
                     of_block(branch.else_block);
            },
            [this](const loop_ir::LoopStatement& loop) { return of_loop(loop.loop_id); },
            [](const auto&) { return 1.0; },
        },
        node);
  }

  const LoopNest& nest_;
  const ArgumentFacts& facts_;
  double most_of_open_loops_;
  bool has_fills_ = true;
};

}  // namespace

double estimate_iteration_work(const LoopNest& nest, const ArgumentFacts& facts, LoopId loop_id) {
  return std::max(1.0, Estimate(nest, facts).of_block(nest.loops[loop_id].body));
}

double estimate_nest_work(const LoopNest& nest, const ArgumentFacts& facts) {
  return Estimate(nest, facts).of_loop(LoopNest::root());
}

double estimate_likely_work(const LoopNest& nest, const ArgumentFacts& facts) {
  return Estimate(nest, facts, kUnknownTripCount).of_loop(LoopNest::root());
}

bool is_mostly_filling(const LoopNest& nest, const ArgumentFacts& facts) {
  if (nest.new_arrays.empty()) {
    return false;
  }
  Estimate beside(nest, facts);
  beside.leave_out_fills();
  return estimate_nest_work(nest, facts) > kFillingOfOperation * beside.of_loop(LoopNest::root());
}

bool is_work_of_a_call(double nest_work) { return nest_work < kWorkOfCall; }

bool is_work_of_a_second(double nest_work) { return nest_work > kWorkOfSecond; }

bool is_worth_inspecting(double nest_work, std::int64_t elements, std::int32_t threads) {
  const double saved = nest_work * (1 - 1 / static_cast<double>(threads));
  return nest_work >= 2 * kWorkOfChunk &&
         saved > kWorkOfInspectedElement * static_cast<double>(elements);
}

std::int64_t grain_of(double iteration_work) {
  return iterations_for(kWorkOfChunk, iteration_work);
}

std::int64_t iterations_between_signals(double iteration_work) {
  return iterations_for(kWorkBetweenSignals, iteration_work);
}

}  // namespace autopar::runtime
