#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "autopar/named_enum.hpp"
#include "autopar/source.hpp"

namespace autopar {

// Dimension D8 of the loop taxonomy, version 1: what may be done with one loop, its inner loops
// executed in order. Unknown is the answer whenever there is no proof either way.
AUTOPAR_NAMED_ENUM(Verdict, Trivial, Doall, DoallPriv, Reduce, Collect, Histo, Doany, Scan, Search,
                   OrderedIo, RngStream, Pipeline, Doacross, Seq, Unknown);

// Dimension D9: the earliest stage whose facts give a verdict other than Unknown. The first four
// are decided by a text alone, the next three need the live objects.
AUTOPAR_NAMED_ENUM(Stage, Syntax, Loop, Notebook, Library, Bounds, Types, Content, Never);

// Dimension D10, in the order in which the primary reason is chosen. code_of gives "CALL"; the
// store and the reports put "R_" in front. Inner stands beside the reasons of what the loops inside
// do: of an Unknown loop, that one of these is Unknown too.
AUTOPAR_NAMED_ENUM(Reason, Call, Io, Rng, Alias, Type, Bound, Nonaffine, Indirect, Flow, Anti,
                   Output, Scalar, Exit, Exception, Yield, MutIter, Attr, Global, Dynamic, Magic,
                   While, Inner, Negwrap, Order, Parse, Budget);

using ReasonSet = EnumSet<Reason>;

[[nodiscard]] inline std::string reason_code(Reason reason) { return "R_" + code_of(reason); }

// Nothing for an empty set.
[[nodiscard]] constexpr std::optional<Reason> primary_reason(ReasonSet reasons) {
  for (const Reason reason : all_of<Reason>()) {
    if (reasons.contains(reason)) {
      return reason;
    }
  }
  return std::nullopt;
}

// Where a loop stands in an iteration: the value of its index, counted from 0 where the text has
// none; where that is not a number, its formula in values from before the loop ("k + 1"); and where
// it starts is not known, which iteration it is ("2nd").
using IterationValue = std::variant<std::int64_t, std::string>;

// Two iterations of a loop that touch the same cell or name, at least one of them writing: the
// reason why the loop may not run in parallel. The iteration vectors are about the loops around
// each access, outermost first; bounds that are not known leave the loop with as many iterations.
struct Counterexample {
  SourceRange first_access;
  SourceRange second_access;
  std::vector<IterationValue> first_iteration;
  std::vector<IterationValue> second_iteration;
  std::string cell;
  // A test, an early exit, or what ends a while loop decides whether both accesses happen.
  bool is_conditional = false;
};

// "iterations (1) and (2) both touch a[1]: lines 3 and 4"; if it is conditional, ", if they get
// there" stands before the colon. The lines are given, because they may be other ones than those of
// the text that was read.
[[nodiscard]] std::string describe(const Counterexample& example, std::uint32_t first_line,
                                   std::uint32_t second_line);

// What has to be done to a loop before its iterations may run at the same time. Privatize: a copy
// of a name for each iteration. LastValue: the same, and the loop leaves the last one.
// PrivatizeArray: an array or list for each iteration, of which the last one is kept where it is
// read after. Count: an induction from the number of the iteration. Reduce: parts of a running
// value or of the cells of an array, put together by op. Collect: items put together in order.
// Snapshot: iterations read a copy of the array, taken before the loop, and write the original.
AUTOPAR_NAMED_ENUM(TransformationKind, Privatize, LastValue, PrivatizeArray, Count, Reduce, Collect,
                   Snapshot);

struct Transformation {
  TransformationKind kind = TransformationKind::Privatize;
  // A name, a cell as the text has it, or `a[...]` for all cells of an array.
  std::string place;
  // Of Reduce, as in ScalarFlow; else empty.
  std::string op;

  bool operator==(const Transformation&) const = default;
};

// What the analysis says of one loop.
struct LoopVerdict {
  Verdict verdict = Verdict::Unknown;
  // Where the verdict fell; Never while it is Unknown.
  Stage stage = Stage::Never;
  // For Unknown: the stage whose facts may decide it.
  Stage stage_needed = Stage::Never;
  // At least one for Unknown, Seq, OrderedIo and RngStream.
  ReasonSet reasons;
  // What has to hold for the verdict, as Python expressions over the names of the source.
  std::vector<std::string> guards;
  // For a parallel verdict, and for one that guards would make parallel: what it rests on. For any
  // other: what would make the loop parallel all the same; empty if nothing that is known would.
  std::vector<Transformation> transformations;
  // Names that become private to an iteration, and those that are reduced; `a[...]` for arrays.
  std::vector<std::string> private_names;
  std::vector<std::string> reduced_names;
  std::optional<Counterexample> counterexample;
  // One sentence for people: why.
  std::string explanation;
};

// Holds for the verdicts under which the iterations of the loop may run at the same time, each
// with the transformation that the verdict names.
[[nodiscard]] constexpr bool is_parallel(Verdict verdict) {
  return verdict == Verdict::Doall || verdict == Verdict::DoallPriv || verdict == Verdict::Reduce ||
         verdict == Verdict::Collect || verdict == Verdict::Histo;
}

}  // namespace autopar
