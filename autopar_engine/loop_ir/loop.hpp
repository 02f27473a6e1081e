#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "autopar/named_enum.hpp"
#include "autopar/source.hpp"
#include "loop_ir/affine_form.hpp"
#include "loop_ir/ids.hpp"
#include "loop_ir/statement.hpp"

namespace autopar::loop_ir {

// Dimension D1.
AUTOPAR_NAMED_ENUM(LoopKind, For, While, AsyncFor, Listcomp, Setcomp, Dictcomp, Genexp);

// A clause of a comprehension or generator expression.
[[nodiscard]] constexpr bool is_comprehension(LoopKind kind) {
  return kind == LoopKind::Listcomp || kind == LoopKind::Setcomp || kind == LoopKind::Dictcomp ||
         kind == LoopKind::Genexp;
}

// Dimension D2: what a loop iterates over, after its wrappers.
AUTOPAR_NAMED_ENUM(DomainKind, RangeShape, RangeLen, RangeConst, RangeSym, RangeExpr, Numgen,
                   Literal, Comprehension, DictView, FrameRows, Itertools, FileStream, SeqName,
                   SeqAttr, SeqSub, MethodCall, FuncCall, WTrue, WCounter, WConv, WContainer, WCond,
                   Other);
AUTOPAR_NAMED_ENUM(DomainWrapper, Enumerate, Zip, Reversed, Sorted, List, Tuple, Set, Iter, Tqdm);
AUTOPAR_NAMED_ENUM(Countable, Yes, IfSized, Bounded, No);
AUTOPAR_NAMED_ENUM(StepKind, Pos1, Const, Neg, Sym, Na);
AUTOPAR_NAMED_ENUM(TargetKind, Name, Tuple, Other);

// The values that a loop's index takes: start, start + step, ... while before stop. The index is
// the target of a range, the number of enumerate, or the hidden position in a sequence (start 0,
// step 1, stop its extent). A part that is no affine form of enclosing loops and symbols, or a step
// that is no constant, is absent.
struct IterationDomain {
  DomainKind kind = DomainKind::Other;
  EnumSet<DomainWrapper> wrappers;
  Countable countable = Countable::No;
  StepKind step_kind = StepKind::Na;
  TargetKind target_kind = TargetKind::Name;
  std::optional<AffineForm> start;
  std::optional<AffineForm> stop;
  std::optional<std::int64_t> step;
  // Number of iterations where the text alone says it.
  std::optional<std::int64_t> trip_count;
  // range's own argument expressions (one to three), the sequence, or the test of a while.
  std::vector<ExpressionId> header_ids;

  template <class Field>
  static void describe(Field&& field, auto& domain) {
    field("kind", domain.kind);
    field("wrappers", domain.wrappers);
    field("countable", domain.countable);
    field("step_kind", domain.step_kind);
    field("target_kind", domain.target_kind);
    field("start", domain.start);
    field("stop", domain.stop);
    field("step", domain.step);
    field("trip_count", domain.trip_count);
    field("header", domain.header_ids);
  }
};

struct Loop {
  LoopKind kind = LoopKind::For;
  // From the keyword (comprehensions: the clause's target) to the end of the body.
  SourceRange range;
  // Not valid for the nest's outermost loop.
  LoopId parent_id;
  // 1 = outermost of its scope. 0 = no loop of the text: the analysis makes one of a slice
  // (dependence/implied_loops.hpp), and nobody else sees it.
  std::uint32_t depth = 1;
  // for loops and clauses: the target and what is iterated over, wrappers included; while: the
  // test.
  ExpressionId target_id;
  ExpressionId iterable_id;
  ExpressionId test_id;
  // The name that holds the index, if one does (`i` of range and enumerate).
  NameId index_name_id;
  IterationDomain domain;
  Block body;
  Block else_block;

  template <class Field>
  static void describe(Field&& field, auto& loop) {
    field("kind", loop.kind);
    field("range", loop.range);
    field("parent", loop.parent_id);
    field("depth", loop.depth);
    field("target", loop.target_id);
    field("iterable", loop.iterable_id);
    field("test", loop.test_id);
    field("index", loop.index_name_id);
    field("domain", loop.domain);
    field("body", loop.body);
    field("else", loop.else_block);
  }
};

}  // namespace autopar::loop_ir
