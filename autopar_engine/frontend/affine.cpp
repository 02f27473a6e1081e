#include "frontend/affine.hpp"

#include <algorithm>
#include <ranges>

#include "base/is_prefix.hpp"
#include "base/overloaded.hpp"
#include "frontend/chains.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::frontend {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::AffineForm;
using loop_ir::BaseKind;
using loop_ir::BinaryOperator;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::StatementId;
using loop_ir::Symbol;
using loop_ir::SymbolId;
using loop_ir::SymbolKind;

namespace {

// Conversions of one subscript that are longer are given up; substituted temporaries could double
// the work at each step.
constexpr int kMaximumSteps = 500;

bool may_be_integer(BaseKind kind) {
  return kind == BaseKind::Unknown || kind == BaseKind::Integer || kind == BaseKind::Param;
}

// a[1:2] = ... changes the length of a list.
bool may_resize(const LoopNest& nest, const Access& access) {
  return access.kind == AccessKind::Element &&
         nest.names[access.base_id].kind != BaseKind::Ndarray &&
         std::any_of(access.dimensions.begin(), access.dimensions.end(), [&](const auto& each) {
           return find_node<loop_ir::Slice>(nest, each.index_id) != nullptr;
         });
}

}  // namespace

NameUses::NameUses(const LoopNest& nest)
    : nest_(nest),
      writes_(nest.names.size()),
      whole_writes_(nest.names.size(), false),
      slice_stores_(nest.names.size(), false),
      block_ends_(nest.statements.size(), 0) {
  for (const AccessId access_id : nest.accesses.ids()) {
    if (nest.accesses[access_id].mode == AccessMode::Write) {
      note_write(access_id);
    }
  }
  for (const NameId name_id : nest.names.ids()) {
    if (const std::string& text = nest.names[name_id].text; text.find('.') != text.npos) {
      chains_.emplace(text, name_id);
    }
  }
  note_blocks();
}

void NameUses::note_write(AccessId access_id) {
  const Access& access = nest_.accesses[access_id];
  const std::string& text = nest_.names[access.base_id].text;
  changed_roots_.insert(text.substr(0, text.find('.')));
  if (access.kind == AccessKind::Scalar) {
    writes_[access.base_id.index()].push_back(access_id);
  } else if (access.kind == AccessKind::Whole) {
    whole_writes_[access.base_id.index()] = true;
  } else if (may_resize(nest_, access)) {
    slice_stores_[access.base_id.index()] = true;
  }
}

void NameUses::note_blocks() {
  for (const loop_ir::Loop& loop : nest_.loops) {
    note_block(loop.body);
    note_block(loop.else_block);
  }
  for (const loop_ir::Statement& statement : nest_.statements) {
    std::visit(Overloaded{[&](const loop_ir::If& branch) {
                            note_block(branch.then_block);
                            note_block(branch.else_block);
                          },
                          [&](const loop_ir::OpaqueStatement& opaque) {
                            for (const loop_ir::Block& block : opaque.blocks) {
                              note_block(block);
                            }
                          },
                          [](const auto&) {}},
               statement.node);
  }
}

void NameUses::note_block(const loop_ir::Block& block) {
  for (const StatementId statement_id : block) {
    block_ends_[statement_id.index()] = nest_.statements[block.back()].range.end.offset_bytes;
  }
}

const std::vector<AccessId>& NameUses::writes(NameId name_id) const {
  return writes_[name_id.index()];
}

bool NameUses::may_change_whole(NameId name_id) const {
  return whole_writes_[name_id.index()] || slice_stores_[name_id.index()];
}

bool NameUses::may_change_whole_array(NameId name_id) const {
  return whole_writes_[name_id.index()];
}

bool NameUses::may_change(NameId name_id) const {
  const std::string& text = nest_.names[name_id].text;
  return nest_.names[name_id].is_written || changed_roots_.contains(text.substr(0, text.find('.')));
}

NameId NameUses::find_chain(const std::string& text) const {
  const auto found = chains_.find(text);
  return found == chains_.end() ? NameId() : found->second;
}

std::uint32_t NameUses::block_end(StatementId statement_id) const {
  return block_ends_[statement_id.index()];
}

std::optional<AffineForm> AffineConverter::convert(ExpressionId expression_id, const Site& site) {
  steps_ = 0;
  return convert_at(expression_id, site);
}

std::optional<loop_ir::SliceForm> AffineConverter::convert_slice(const loop_ir::Slice& slice,
                                                                 const Site& site) {
  loop_ir::SliceForm form;
  if (slice.step_id.is_valid()) {
    const Form step = convert(slice.step_id, site);
    form.step = step && step->is_constant() ? step->constant() : 0;
  }
  form.lower = slice.lower_id.is_valid() ? convert(slice.lower_id, site) : std::nullopt;
  form.upper = slice.upper_id.is_valid() ? convert(slice.upper_id, site) : std::nullopt;
  const bool is_known = form.step != 0 && form.lower.has_value() == slice.lower_id.is_valid() &&
                        form.upper.has_value() == slice.upper_id.is_valid();
  return is_known ? std::optional(form) : std::nullopt;
}

AffineConverter::Form AffineConverter::convert_at(ExpressionId expression_id, const Site& site) {
  if (++steps_ > kMaximumSteps || !expression_id.is_valid()) {
    return std::nullopt;
  }
  if (const auto extent_reference = loop_ir::find_extent(nest_, expression_id)) {
    return extent(extent_reference->name_id, extent_reference->dimension);
  }
  return std::visit(
      Overloaded{
          [](const loop_ir::IntegerLiteral& each) -> Form {
            return AffineForm::of_constant(each.value);
          },
          [&](const loop_ir::NameRead& each) { return convert_name(each.name_id, site); },
          [&](const loop_ir::Attribute&) { return convert_chain(expression_id); },
          [&](const loop_ir::Unary& each) { return convert_unary(each, site); },
          [&](const loop_ir::Binary& each) { return convert_binary(each, site); },
          [&](const loop_ir::Call& each) { return convert_call(expression_id, each, site); },
          [](const auto&) -> Form { return std::nullopt; },
      },
      nest_.expressions[expression_id].node);
}

// A slice has as many elements as lie between its bounds, or the nest is not run.
AffineConverter::Form AffineConverter::convert_call(ExpressionId expression_id,
                                                    const loop_ir::Call& call, const Site& site) {
  const auto slices = loop_ir::find_slice_bounds(nest_, expression_id);
  if (!slices.empty()) {
    const Form upper = convert_at(slices.front().upper_id, site);
    const Form lower = upper ? convert_at(slices.front().lower_id, site) : std::nullopt;
    return lower ? upper->minus(*lower) : std::nullopt;
  }
  return convert_at(
      call.resolved == loop_ir::kInlinedCall ? call.arguments.back().value_id : call.inlined_id,
      site);
}

// The header's own write is the only one inside the loop.
LoopId AffineConverter::index_loop(NameId name_id, const Site& site) const {
  for (const LoopId loop_id : std::views::reverse(site.loop_ids)) {
    if (nest_.loops[loop_id].index_name_id != name_id) {
      continue;
    }
    const auto& writes = uses_.writes(name_id);
    const auto inside = std::count_if(writes.begin(), writes.end(), [&](AccessId write) {
      return is_inside(nest_.accesses[write], loop_id);
    });
    return inside == 1 ? loop_id : LoopId();
  }
  return {};
}

AffineConverter::Form AffineConverter::convert_name(NameId name_id, const Site& site) {
  if (const LoopId loop_id = index_loop(name_id, site); loop_id.is_valid()) {
    return AffineForm::of_loop(loop_id);
  }
  if (!uses_.writes(name_id).empty() || nest_.names[name_id].is_written) {
    return convert_written_name(name_id, site);
  }
  if (!may_be_integer(nest_.names[name_id].kind)) {
    return std::nullopt;
  }
  return symbol({SymbolKind::Value, name_id, 0, LoopId()});
}

AffineConverter::Form AffineConverter::convert_written_name(NameId name_id, const Site& site) {
  const auto& writes = uses_.writes(name_id);
  if (writes.size() != 1) {
    return std::nullopt;
  }
  const Access& write = nest_.accesses[writes.front()];
  // Hidden names have the place of the statement that they are made for.
  const bool stands_before = nest_.names[name_id].text.starts_with(' ') ||
                             write.range.begin.offset_bytes < site.offset_bytes;
  if (write.loop_ids.empty() || !stands_before || !is_prefix(write.loop_ids, site.loop_ids)) {
    return std::nullopt;
  }
  if (auto substituted = convert_temporary(write, site)) {
    return substituted;
  }
  if (write.loop_ids.size() == site.loop_ids.size()) {
    return std::nullopt;
  }
  return symbol({SymbolKind::Value, name_id, 0, write.loop_ids.back()});
}

// `j = i + 1` stands for j wherever the block goes on: nothing that i + 1 mentions can change
// there.
AffineConverter::Form AffineConverter::convert_temporary(const Access& write, const Site& site) {
  if (!write.statement_id.is_valid() || uses_.block_end(write.statement_id) < site.offset_bytes) {
    return std::nullopt;
  }
  const loop_ir::StatementNode& node = nest_.statements[write.statement_id].node;
  const auto* assign = std::get_if<loop_ir::Assign>(&node);
  if (assign == nullptr || find_node<loop_ir::NameRead>(nest_, write.expression_id) == nullptr ||
      std::find(assign->target_ids.begin(), assign->target_ids.end(), write.expression_id) ==
          assign->target_ids.end()) {
    return std::nullopt;
  }
  return convert_at(assign->value_id, {write.loop_ids, write.range.begin.offset_bytes});
}

// self.n, where the nest changes neither `self` nor an attribute `n` of anything.
AffineConverter::Form AffineConverter::convert_chain(ExpressionId expression_id) {
  const auto text = chain_text(nest_, expression_id);
  const auto root = chain_root(nest_, expression_id);
  const NameId chain_id = text ? uses_.find_chain(*text) : NameId();
  if (!chain_id.is_valid() || !root || uses_.may_change_whole(*root) ||
      nest_.names[chain_id].is_written || !nest_.names[chain_id].imported_as.empty()) {
    return std::nullopt;
  }
  return symbol({SymbolKind::Value, chain_id, 0, LoopId()});
}

AffineConverter::Form AffineConverter::convert_unary(const loop_ir::Unary& unary,
                                                     const Site& site) {
  const Form operand = convert_at(unary.operand_id, site);
  if (!operand) {
    return std::nullopt;
  }
  switch (unary.op) {
    case loop_ir::UnaryOperator::Negate:
      return operand->times(-1);
    case loop_ir::UnaryOperator::Plus:
      return operand;
    case loop_ir::UnaryOperator::Invert:
    case loop_ir::UnaryOperator::Not:
      return std::nullopt;
  }
  return std::nullopt;
}

AffineConverter::Form AffineConverter::convert_binary(const loop_ir::Binary& binary,
                                                      const Site& site) {
  if (binary.op != BinaryOperator::Add && binary.op != BinaryOperator::Subtract &&
      binary.op != BinaryOperator::Multiply) {
    return std::nullopt;
  }
  const Form left = convert_at(binary.left_id, site);
  const Form right = left ? convert_at(binary.right_id, site) : std::nullopt;
  return right ? loop_ir::apply_operator(binary.op, *left, *right) : std::nullopt;
}

std::optional<AffineForm> AffineConverter::extent(NameId name_id, std::uint32_t dimension) {
  return uses_.may_change_whole(name_id) ? std::nullopt : array_extent(name_id, dimension);
}

std::optional<AffineForm> AffineConverter::array_extent(NameId name_id, std::uint32_t dimension) {
  if (!uses_.writes(name_id).empty() || nest_.names[name_id].is_written ||
      uses_.may_change_whole_array(name_id)) {
    return std::nullopt;
  }
  return symbol({SymbolKind::Extent, name_id, dimension, LoopId()});
}

AffineConverter::Form AffineConverter::symbol(Symbol wanted) {
  const auto [entry, is_new] =
      symbols_.try_emplace(std::make_tuple(wanted.kind, wanted.name_id, wanted.dimension));
  if (is_new) {
    entry->second = nest_.symbols.add(wanted);
  }
  return AffineForm::of_symbol(entry->second);
}

}  // namespace autopar::frontend
