#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>

#include "codegen/expression_printer.hpp"
#include "codegen/source_text.hpp"
#include "codegen/statement_printer.hpp"
#include "typing/float_sums.hpp"

namespace autopar::codegen {

// Iterations: of a loop whose sum is put together from parts, at least; of a part, at most.
inline constexpr std::int64_t kFewestIterations = 64;
inline constexpr std::int64_t kIterationsOfPart = 8192;
// Doubles that a part is added up in side by side, a power of two.
inline constexpr int kLanes = 16;
// Parts that one launch computes at most.
inline constexpr std::int64_t kPartsOfLaunch = 1024;

// A sum of floats put together from parts that are functions of the iteration space alone. The
// first and the last iteration run as the source has them, and so settle types and the index. Those
// between are cut into parts of kIterationsOfPart; iteration k of a part is added to lane
// k % kLanes; lanes are added pairwise, parts in order, and their sum to what the first iteration
// left. Lanes and the sum of the parts begin with -0.0, which changes nothing that it is added to.
// A loop of fewer than kFewestIterations runs as the source has it, and so does one that meets a
// value which is not finite, or whose magnitudes or result go so far that an addition could
// overflow in some order: an overflow, a NaN and the warning of either are always those of the
// source's order.

// What becomes of part number `part`: its sum and the sum of its magnitudes, two texts.
using PartSink =
    std::function<void(SourceText& out, const std::string& sum, const std::string& weight)>;

// The definitions behind it, for C.
[[nodiscard]] std::string_view sum_prelude();

// The number of parts of a loop whose trip count, at least 3, is that text.
[[nodiscard]] std::string part_count_text(const std::string& trip);

// Such a loop. References are kept; typed_names: as StatementPrinter has them.
struct SumLoop {
  const ExpressionPrinter& expressions;
  const std::set<loop_ir::NameId>& typed_names;
  loop_ir::LoopId loop_id;
  typing::FloatSum sum;
};

// Parts first .. last - 1, in order. The loop's bounds are there.
void print_parts(const SumLoop& loop, StatementPrinter& statements, SourceText& out,
                 const std::string& first, const std::string& last, const PartSink& sink);

// The whole loop. print_total: adds all parts, in order, to the variables `total` and `weight`.
void print_sum(const SumLoop& loop, StatementPrinter& statements, SourceText& out,
               const std::function<void(SourceText&)>& print_total);

}  // namespace autopar::codegen
