#include "dependence/parallel_class.hpp"

#include <algorithm>

#include "dependence/generator_consumer.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::DomainKind;
using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopKind;

bool is_doall(Verdict verdict) {
  return verdict == Verdict::Doall || verdict == Verdict::DoallPriv;
}

Verdict doall_class(const LoopHazards& hazards) {
  const bool is_private = has_row(hazards, ScalarClass::Private) ||
                          has_row(hazards, ScalarClass::LastPrivate) ||
                          has_row(hazards, ScalarClass::Flag) || hazards.has_own_arrays ||
                          !hazards.private_arrays.empty();
  return is_private ? Verdict::DoallPriv : Verdict::Doall;
}

// Of floats, as far as the generator's consumer shows.
ParallelClass generator_class(const Context& context, LoopId loop_id) {
  const Verdict verdict = verdict_of_consumer(context.nest, loop_id);
  return {verdict, verdict == Verdict::Reduce ? std::optional(true) : std::nullopt};
}

// Without exits and effects.
ParallelClass class_of_rows(const Context& context, LoopId loop_id, const LoopHazards& hazards) {
  bool reduces = false;
  bool is_float = false;
  for (const ScalarFlow& row : hazards.scalars) {
    const bool is_here = is_reduction(context, row.flow) || row.flow == ScalarClass::Histogram;
    reduces = reduces || is_reduction(context, row.flow);
    is_float = is_float || (is_here && row.flow != ScalarClass::ArgReduction && row.is_float);
  }
  const bool collects = has_row(hazards, ScalarClass::Append) ||
                        has_row(hazards, ScalarClass::Concat) || hazards.collects_keys;
  if (has_row(hazards, ScalarClass::Histogram)) {
    return {Verdict::Histo, is_float};
  }
  if (has_row(hazards, ScalarClass::Commuting)) {
    return {Verdict::Doany, {}};
  }
  if (reduces && (is_float || !collects)) {
    return {Verdict::Reduce, is_float};
  }
  const LoopKind kind = context.nest.loops[loop_id].kind;
  if (collects || (is_comprehension(kind) && kind != LoopKind::Genexp)) {
    return {Verdict::Collect, {}};
  }
  return kind == LoopKind::Genexp ? generator_class(context, loop_id)
                                  : ParallelClass{doall_class(hazards), {}};
}

}  // namespace

ParallelClass classify_parallel(const Context& context, LoopId loop_id,
                                const LoopHazards& hazards) {
  ParallelClass found = class_of_rows(context, loop_id, hazards);
  if (may_end_early(context, loop_id, hazards)) {
    const bool is_quiet = !hazards.has_io && !hazards.has_rng;
    const bool is_free = is_doall(found.verdict) || found.verdict == Verdict::Search;
    found.verdict = is_free && is_quiet ? Verdict::Search : Verdict::Unknown;
  } else if (hazards.has_io) {
    found.verdict = hazards.has_rng ? Verdict::Unknown : Verdict::OrderedIo;
  } else if (hazards.has_rng) {
    found.verdict = Verdict::RngStream;
  }
  return found;
}

bool may_end_early(const Context& context, LoopId loop_id, const LoopHazards& hazards) {
  const Loop& loop = context.nest.loops[loop_id];
  const bool has_exit = std::ranges::any_of(hazards.scan.exits, [](const LoopExit& exit) {
    return exit.kind == ExitKind::Break || exit.kind == ExitKind::Return;
  });
  const bool test_leads_out = loop.test_id.is_valid() && is_uncounted_while(loop);
  return has_exit || loop.domain.kind == DomainKind::WTrue || test_leads_out ||
         (loop.kind == LoopKind::Genexp &&
          verdict_of_consumer(context.nest, loop_id) == Verdict::Search);
}

bool is_reduction(const Context& context, ScalarClass flow) {
  const bool counts_at_call = context.facts != nullptr && flow == ScalarClass::Induction;
  return flow == ScalarClass::Reduction || flow == ScalarClass::CondReduction ||
         flow == ScalarClass::ArgReduction || counts_at_call;
}

bool has_row(const LoopHazards& hazards, ScalarClass flow) {
  return std::ranges::any_of(hazards.scalars,
                             [&](const ScalarFlow& row) { return row.flow == flow; });
}

bool is_uncounted_while(const Loop& loop) {
  return loop.kind == LoopKind::While && loop.domain.kind != DomainKind::WCounter;
}

}  // namespace autopar::dependence
