#include "tests/frontend/lowering_support.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/overloaded.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/verify.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::Access;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::LoopNest;

std::string form_of(const LoopNest& nest, const std::optional<loop_ir::AffineForm>& form) {
  return form ? loop_ir::print_affine(nest, *form) : "?";
}

std::string subscript_of(const LoopNest& nest, const Access& access) {
  std::string text = nest.names[access.base_id].text;
  for (const loop_ir::SubscriptDimension& dimension : access.dimensions) {
    text += "[" + form_of(nest, dimension.affine) + "]";
  }
  return text;
}

std::vector<LoopNest> lower_and_verify(const std::string& text, const LoweringContext& context) {
  const auto tree = syntax::SyntaxTree::parse(text).value();
  auto nests = lower_loops(tree, context);
  for (const LoopNest& nest : nests) {
    EXPECT_THAT(loop_ir::find_violations(nest), testing::IsEmpty()) << text;
  }
  return nests;
}

class Lines {
 public:
  explicit Lines(LoopNest nest) : nest_(std::move(nest)) {
    for (const loop_ir::NameId name_id : nest_.names.ids()) {
      std::string& text = nest_.names[name_id].text;
      text = text.substr(text.starts_with(' ') ? 1 : 0);
    }
    add(nest_.loops[LoopNest::root()].body);
  }

  std::vector<std::string> lines;

 private:
  std::string text(loop_ir::ExpressionId id) { return loop_ir::print_expression(nest_, id); }

  void add(const loop_ir::Block& block) {
    for (const auto statement_id : block) {
      std::visit(
          Overloaded{
              [&](const loop_ir::Assign& assign) {
                lines.push_back(text(assign.target_ids.front()) + " = " + text(assign.value_id));
              },
              [&](const loop_ir::AugmentedAssign& assign) {
                lines.push_back(text(assign.target_id) + " op= " + text(assign.value_id));
              },
              [&](const loop_ir::LoopStatement& inner) {
                const loop_ir::Loop& loop = nest_.loops[inner.loop_id];
                lines.push_back("for " + text(loop.target_id) + " in " + text(loop.iterable_id));
                add(loop.body);
              },
              [&](const loop_ir::If& branch) {
                lines.push_back("if " + text(branch.test_id));
                add(branch.then_block);
                lines.emplace_back("else");
                add(branch.else_block);
              },
              [&](const auto&) { lines.emplace_back("?"); }},
          nest_.statements[statement_id].node);
    }
  }

  LoopNest nest_;
};

}  // namespace

std::vector<LoopNest> nests_of(const std::string& text, const ModuleFacts& facts) {
  return lower_and_verify(text, {"test.py", facts, nullptr});
}

std::vector<LoopNest> counted_nests_of(const std::string& text, const loop_ir::ArrayRanks& ranks) {
  return lower_and_verify(text, {"test.py", {}, nullptr, true, ranks});
}

LoopNest nest_of(const std::string& text, const ModuleFacts& facts) {
  auto nests = nests_of(text, facts);
  EXPECT_EQ(nests.size(), 1u) << text;
  return nests.at(0);
}

std::vector<std::string> statements_of(const LoopNest& nest) { return Lines(nest).lines; }

std::vector<std::string> accesses_of(const LoopNest& nest) {
  std::vector<std::string> lines;
  for (const Access& access : nest.accesses) {
    lines.push_back(fmt::format("{}{} {}", access.kind == AccessKind::Whole ? "whole " : "",
                                access.mode == AccessMode::Read ? "read" : "write",
                                subscript_of(nest, access)));
  }
  return lines;
}

std::vector<std::string> elements_of(const LoopNest& nest, AccessMode mode) {
  std::vector<std::string> lines;
  for (const Access& access : nest.accesses) {
    if (access.kind == AccessKind::Element && access.mode == mode) {
      std::string line = subscript_of(nest, access);
      for (const loop_ir::SubscriptDimension& dimension : access.dimensions) {
        line += fmt::format(" {}", autopar::name_of(dimension.form));
      }
      lines.push_back(line);
    }
  }
  return lines;
}

std::vector<std::string> refusals_of(const LoopNest& nest) {
  std::vector<std::string> lines;
  for (const Refusal& refusal : nest.refusals) {
    lines.push_back(std::string(autopar::name_of(refusal.kind)) +
                    (refusal.detail.empty() ? "" : ": " + refusal.detail));
  }
  return lines;
}

const loop_ir::Name& name_of(const LoopNest& nest, const std::string& text) {
  for (const loop_ir::Name& name : nest.names) {
    if (name.text == text) {
      return name;
    }
  }
  ADD_FAILURE() << "no name " << text;
  static const loop_ir::Name kNone;
  return kNone;
}

std::string domain_of(const LoopNest& nest, std::uint32_t loop_index) {
  const loop_ir::IterationDomain& domain = nest.loops[loop_ir::LoopId(loop_index)].domain;
  return fmt::format("[{}, {}) step {}", form_of(nest, domain.start), form_of(nest, domain.stop),
                     domain.step ? std::to_string(*domain.step) : "?");
}

}  // namespace autopar::frontend
