#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "autopar/refusal.hpp"
#include "frontend/array_creations.hpp"
#include "frontend/module_facts.hpp"
#include "frontend/scope.hpp"
#include "loop_ir/array_ranks.hpp"
#include "loop_ir/loop_nest.hpp"
#include "syntax/node.hpp"

namespace autopar::frontend {

// Deeper expressions and statements become opaque (TooDeep), so that whoever walks a nest may
// recurse.
inline constexpr int kMaximumNesting = 250;
// A nest with more expressions is cut off (TooLarge).
inline constexpr std::size_t kMaximumExpressions = 200'000;

// The nest under construction and where in it the lowering stands.
class NestBuilder {
 public:
  NestBuilder(const Scope& scope, const ModuleFacts& facts) : scope_(scope), facts_(facts) {}

  loop_ir::LoopNest nest;

  [[nodiscard]] const Scope& scope() const { return scope_; }
  [[nodiscard]] const ModuleFacts& facts() const { return facts_; }

  loop_ir::ExpressionId add(loop_ir::ExpressionNode node, syntax::Node place);
  loop_ir::ExpressionId add(loop_ir::ExpressionNode node, SourceRange range);
  loop_ir::StatementId add(loop_ir::StatementNode node, syntax::Node place);
  loop_ir::RefusalId refuse(RefusalKind kind, syntax::Node place, std::string detail = "");

  // The id of a name as it is seen here: of a comprehension's own target, or of the scope.
  loop_ir::NameId name(std::string_view text);
  // The name that stands for an attribute of what another name holds, in the form that is compiled:
  // `self.n`, which no identifier can be.
  loop_ir::NameId attribute_name(loop_ir::NameId object_id, std::string_view attribute,
                                 syntax::Node place);
  // Of which name it is an attribute, and where it was mentioned first.
  struct AttributeName {
    loop_ir::NameId object_id;
    SourceRange place;
  };
  [[nodiscard]] const std::map<loop_ir::NameId, AttributeName>& attribute_names() const {
    return attribute_names_;
  }
  // A new name that no text can mention: it begins with a space.
  loop_ir::NameId add_hidden_name(std::string_view word);
  [[nodiscard]] bool is_comprehension_local(std::string_view text) const;
  void mark_written(loop_ir::NameId name_id) { nest.names[name_id].is_written = true; }

  // Loops whose body is being lowered.
  void enter_loop(loop_ir::LoopId loop_id) { open_loops_.push_back(loop_id); }
  void leave_loop() { open_loops_.pop_back(); }
  [[nodiscard]] loop_ir::LoopId current_loop() const;

  // Names bound inside belong to the comprehension alone.
  void enter_comprehension() { comprehension_names_.emplace_back(); }
  void leave_comprehension() { comprehension_names_.pop_back(); }
  loop_ir::NameId bind_in_comprehension(std::string_view text);
  [[nodiscard]] bool is_local_of_comprehension(loop_ir::NameId name_id) const {
    return comprehension_locals_.contains(name_id);
  }

  // While the body of a helper is lowered in place of a call: its parameters stand for the call's
  // arguments, its own names for the values that they were bound to last, and everything that is
  // made stands where the call stands.
  // Behind most_expressions of the nest, names stand for nothing but a refusal.
  void enter_inlined_call(syntax::Node call, std::map<std::string, syntax::Node> arguments,
                          std::size_t most_expressions = kMaximumExpressions);
  void leave_inlined_call() { inlined_calls_.pop_back(); }
  [[nodiscard]] std::size_t inlined_call_count() const { return inlined_calls_.size(); }
  // `name = value`, or `name op= value`.
  void bind_in_inlined(std::string_view name, syntax::Node value,
                       std::optional<loop_ir::BinaryOperator> op);
  // Takes back what was bound last.
  void unbind_in_inlined();
  // The value of a parameter, or of an own name that is bound; nothing for any other name.
  std::optional<loop_ir::ExpressionId> lower_name_of_inlined(std::string_view name,
                                                             syntax::Node place);
  [[nodiscard]] SourceRange range_of(syntax::Node place) const;

  // A name of row_names is bound: from now on it stands for an element, which is lowered anew for
  // each place that mentions it.
  void bind_row(std::string_view name, std::function<loop_ir::ExpressionId()> lower_element);
  // Nothing for a name that is not bound so.
  [[nodiscard]] std::optional<loop_ir::ExpressionId> lower_row(std::string_view name) const;

  // The header of the nest's outermost loop is evaluated outside of it; comprehensions there are
  // nests of their own.
  bool is_in_root_header = false;
  // What is called there is compiled as part of the loop (is_compiled_header).
  bool is_in_compiled_header = false;
  // Loops over elements become loops over positions (counted_loops.hpp).
  bool counts_elements = false;
  // Attributes are no names here: those of callees and of targets.
  bool keeps_attributes = false;
  // In the form that is compiled: where statements go that an expression needs done before the
  // statement or the test that it stands in, whose place is `place`. Nothing where the expression
  // may be evaluated not at all, or more than once, or in another loop.
  struct Before {
    loop_ir::Block* block = nullptr;
    syntax::Node place;
    loop_ir::LoopId loop_id;
  };
  [[nodiscard]] std::optional<Before> before() const {
    return before_ && before_->loop_id == current_loop() ? before_ : std::nullopt;
  }
  // Returns what it was; see BlockBefore.
  std::optional<Before> exchange_before(std::optional<Before> before) {
    return std::exchange(before_, before);
  }

  // By the names of the arrays that the nest makes (new_arrays.hpp).
  std::map<std::string, ArrayCreation> new_arrays;
  // By where the calls begin that could make arrays, but make none of the nest's: why not.
  std::map<std::uint32_t, std::string> refused_arrays;
  // Names that stand for rows (row_names.hpp), with what they are rows of.
  std::map<std::string, std::string> row_names;
  // What is known of the arrays that names hold.
  loop_ir::ArrayRanks ranks;
  int nesting = 0;

  [[nodiscard]] bool is_too_deep() const { return nesting > kMaximumNesting; }
  [[nodiscard]] bool is_too_large() const { return nest.expressions.size() > kMaximumExpressions; }

 private:
  using NameIds = std::map<std::string, loop_ir::NameId, std::less<>>;

  loop_ir::NameId add_name(std::string_view text);

  const Scope& scope_;
  const ModuleFacts& facts_;
  NameIds scope_names_;
  std::map<std::pair<loop_ir::NameId, std::string>, loop_ir::NameId> ids_of_attributes_;
  std::map<loop_ir::NameId, AttributeName> attribute_names_;
  // Of the comprehensions around the current place, outermost first.
  std::vector<NameIds> comprehension_names_;
  std::set<loop_ir::NameId> comprehension_locals_;
  std::vector<loop_ir::LoopId> open_loops_;
  std::optional<Before> before_;
  std::map<std::string, std::function<loop_ir::ExpressionId()>, std::less<>> rows_;

  struct InlinedName {
    std::string name;
    syntax::Node value;
    std::optional<loop_ir::BinaryOperator> op;
  };
  struct InlinedCall {
    SourceRange range;
    std::map<std::string, syntax::Node> arguments;
    std::size_t most_expressions = kMaximumExpressions;
    std::vector<InlinedName> names;
    // Of the names, those that were bound before the place at which the lowering stands.
    std::size_t bound_count = 0;
  };

  // An argument belongs to the caller.
  loop_ir::ExpressionId lower_outside_of_inlined(syntax::Node argument);
  loop_ir::ExpressionId lower_bound_in_inlined(std::size_t position, syntax::Node place);

  // Innermost last.
  std::vector<InlinedCall> inlined_calls_;
};

// As long as it lives, attributes are no names.
class KeptAttributes {
 public:
  explicit KeptAttributes(NestBuilder& builder)
      : builder_(builder), outer_(std::exchange(builder.keeps_attributes, true)) {}
  KeptAttributes(const KeptAttributes&) = delete;
  KeptAttributes& operator=(const KeptAttributes&) = delete;
  ~KeptAttributes() { builder_.keeps_attributes = outer_; }

 private:
  NestBuilder& builder_;
  bool outer_;
};

// As long as it lives, what an expression needs done before it goes into a block, or nowhere.
class BlockBefore {
 public:
  // Nowhere.
  explicit BlockBefore(NestBuilder& builder)
      : builder_(builder), outer_(builder.exchange_before(std::nullopt)) {}
  // Of the statement or the clause at this place.
  BlockBefore(NestBuilder& builder, loop_ir::Block& block, syntax::Node place)
      : builder_(builder),
        outer_(
            builder.exchange_before(NestBuilder::Before{&block, place, builder.current_loop()})) {}
  BlockBefore(const BlockBefore&) = delete;
  BlockBefore& operator=(const BlockBefore&) = delete;
  ~BlockBefore() { builder_.exchange_before(outer_); }

 private:
  NestBuilder& builder_;
  std::optional<NestBuilder::Before> outer_;
};

// Counts one level of nesting as long as it lives.
class NestingGuard {
 public:
  explicit NestingGuard(NestBuilder& builder) : builder_(builder) { ++builder_.nesting; }
  NestingGuard(const NestingGuard&) = delete;
  NestingGuard& operator=(const NestingGuard&) = delete;
  ~NestingGuard() { --builder_.nesting; }

 private:
  NestBuilder& builder_;
};

}  // namespace autopar::frontend
