#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/verdict.hpp"
#include "called_function.hpp"
#include "loop_ir/array_ranks.hpp"
#include "loop_ir/loop_nest.hpp"
#include "runtime/live_objects/region_form.hpp"
#include "schedule/schedule.hpp"

namespace autopar::python {

// One loop as Python sees what is known of it.
struct LoopReport {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  // 1 = outermost of its nest.
  std::uint32_t depth = 1;
  // As the target and the iterable are written: "for i in range(n)".
  std::string header;
  LoopVerdict verdict;
  // What the verdict becomes if its guards hold; the same where it is decided.
  Verdict verdict_if_guarded = Verdict::Unknown;
  // What the loop became where it ran compiled; empty before.
  std::string role;
  // What keeps it from being compiled, in source order.
  std::vector<Refusal> refusals;

  // The two iterations that prove the verdict; empty if it has none.
  [[nodiscard]] std::string counterexample() const;
};

// An outermost loop of a source text, for the Python side.
struct NestHandle {
  // As written.
  loop_ir::LoopNest nest;
  // As it is compiled: loops over elements are loops over positions. The same loops in the same
  // order, with others in between that stand for statements on slices or for sums.
  loop_ir::LoopNest counted;
  // In which the nest is, shared by those of one text.
  std::shared_ptr<const std::string> text;

  [[nodiscard]] const loop_ir::Loop& root() const { return nest.loops[loop_ir::LoopNest::root()]; }

  // Why the loop is never compiled, with code and line; nothing if it may be.
  [[nodiscard]] std::optional<std::string> refusal() const;

  // Names whose values on entry the nest may read.
  [[nodiscard]] std::vector<std::string> inputs() const;

  // The functions that it calls by a name or as `module.name`, each once; also those that are
  // called by functions of the text that are compiled as part of it.
  [[nodiscard]] std::vector<CalledFunction> called_functions() const;

  // Those functions of the text, by their names.
  [[nodiscard]] const std::vector<std::string>& helpers() const {
    return counted.inlined_functions;
  }

  // As it is compiled where names hold such arrays; reads the text again. Nothing for a form that
  // would call what is not looked for at each call. It owns what it needs.
  [[nodiscard]] runtime::NestByRanks counted_by_ranks() const;
};

// Every outermost loop of the text.
[[nodiscard]] std::vector<NestHandle> find_nests(const std::string& text,
                                                 const std::string& source_name);

// The loops of the text in source order with the given verdicts, one for each loop id of the nest.
// schedule may be empty.
[[nodiscard]] std::vector<LoopReport> report_loops(const loop_ir::LoopNest& nest,
                                                   const std::vector<LoopVerdict>& verdicts,
                                                   const schedule::Schedule& schedule);

// What the text alone says of the loops, and what keeps them from being compiled.
[[nodiscard]] std::vector<LoopReport> report_static(const NestHandle& handle);

}  // namespace autopar::python
