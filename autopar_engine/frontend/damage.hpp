#pragma once

#include <string_view>
#include <vector>

#include "frontend/lexical_faults.hpp"
#include "loop_ir/loop_nest.hpp"
#include "syntax/syntax_tree.hpp"

namespace autopar::frontend {

// Where a text is no Python: the ERROR nodes of its tree, the tokens that the parser put in, the
// blocks without a statement and the wrong indentation, both of which the parser lets pass. Must
// not outlive the tree.
class Damage {
 public:
  explicit Damage(const syntax::SyntaxTree& tree);

  [[nodiscard]] bool has_error() const { return has_error_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  // In pre-order; what is inside an ERROR node too.
  [[nodiscard]] const std::vector<syntax::Node>& nodes() const { return nodes_; }
  // In source order. Of a text without such nodes, only wrong indentation.
  [[nodiscard]] const std::vector<LexicalFault>& faults() const { return faults_; }

  // Damaged by an error inside the loop or around it, Recovered by one elsewhere in the text. Of a
  // comprehension the element counts too, which stands outside the range of its clauses. Nothing
  // that is said of a damaged loop holds.
  [[nodiscard]] loop_ir::Quality quality_of(const loop_ir::LoopNest& nest,
                                            const loop_ir::Loop& loop) const;

 private:
  std::string_view text_;
  bool has_error_;
  std::vector<syntax::Node> nodes_;
  std::vector<LexicalFault> faults_;
};

}  // namespace autopar::frontend
