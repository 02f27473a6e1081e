#pragma once

#include <set>
#include <vector>

#include "dependence/loop_scan.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// The expression of which each one is an operand; not valid for those that are none.
[[nodiscard]] std::vector<loop_ir::ExpressionId> parents_in(const loop_ir::LoopNest& nest);

// `s.append(e)` or `s.add(e)` keeps e as it is.
[[nodiscard]] bool keeps_argument(const loop_ir::LoopNest& nest, const loop_ir::Call& call);

// The attribute is the method of such a call.
[[nodiscard]] bool is_method_that_keeps(const loop_ir::LoopNest& nest,
                                        const std::vector<loop_ir::ExpressionId>& parents,
                                        loop_ir::ExpressionId attribute_id);

// A list among the arguments raises.
[[nodiscard]] bool takes_numbers(const loop_ir::Call& call);

// By `is` and `is not` alone.
[[nodiscard]] bool compares_identity(const loop_ir::Comparison& comparison);

// How deep an expression may look into the object that a name in it stands for. Not at all: the
// reference is passed on, or a list in its place would raise. Cells: at how many there are, or at
// references in them that are passed on. Parts: at what they refer to, too.
enum class Look { Not, Cells, Parts };

// The looks of the expressions in one loop. The nest outlives it.
class Looks {
 public:
  Looks(const loop_ir::LoopNest& nest, const LoopScan& scan);

  [[nodiscard]] Look look_at(loop_ir::ExpressionId expression_id) const;

 private:
  void add_assignment(const loop_ir::Assign& assign);
  void add_target(loop_ir::ExpressionId target_id);
  [[nodiscard]] Look look_at_operand(const loop_ir::Binary& binary,
                                     loop_ir::ExpressionId expression_id) const;

  const loop_ir::LoopNest& nest_;
  std::vector<loop_ir::ExpressionId> parents_;
  std::set<loop_ir::ExpressionId> handed_on_;
};

}  // namespace autopar::dependence
