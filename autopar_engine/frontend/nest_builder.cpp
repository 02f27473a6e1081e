#include "frontend/nest_builder.hpp"

#include <ranges>
#include <string>
#include <utility>

#include "frontend/expressions.hpp"

namespace autopar::frontend {

using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::NameId;
using loop_ir::RefusalId;
using loop_ir::StatementId;

ExpressionId NestBuilder::add(loop_ir::ExpressionNode node, syntax::Node place) {
  return add(std::move(node), range_of(place));
}

ExpressionId NestBuilder::add(loop_ir::ExpressionNode node, SourceRange range) {
  return nest.expressions.add({std::move(node), range});
}

StatementId NestBuilder::add(loop_ir::StatementNode node, syntax::Node place) {
  return nest.statements.add({std::move(node), place.range()});
}

RefusalId NestBuilder::refuse(RefusalKind kind, syntax::Node place, std::string detail) {
  return nest.refusals.add({kind, range_of(place), std::move(detail)});
}

NameId NestBuilder::add_name(std::string_view text) {
  loop_ir::Name name;
  name.text = text;
  return nest.names.add(std::move(name));
}

NameId NestBuilder::add_hidden_name(std::string_view word) {
  const NameId name_id = add_name(" " + std::string(word));
  nest.names[name_id].is_read_after = false;
  return name_id;
}

NameId NestBuilder::name(std::string_view text) {
  for (const auto& names : std::views::reverse(comprehension_names_)) {
    if (const auto found = names.find(text); found != names.end()) {
      return found->second;
    }
  }
  const auto found = scope_names_.find(text);
  if (found != scope_names_.end()) {
    return found->second;
  }
  return scope_names_.emplace(text, add_name(text)).first->second;
}

NameId NestBuilder::attribute_name(NameId object_id, std::string_view attribute,
                                   syntax::Node place) {
  const auto [entry, is_new] = ids_of_attributes_.try_emplace({object_id, std::string(attribute)});
  if (is_new) {
    entry->second = add_name(nest.names[object_id].text + "." + std::string(attribute));
    attribute_names_.emplace(entry->second, AttributeName{object_id, range_of(place)});
  }
  return entry->second;
}

bool NestBuilder::is_comprehension_local(std::string_view text) const {
  for (const NameIds& names : comprehension_names_) {
    if (names.contains(text)) {
      return true;
    }
  }
  return false;
}

NameId NestBuilder::bind_in_comprehension(std::string_view text) {
  const auto [entry, is_new] = comprehension_names_.back().try_emplace(std::string(text));
  if (is_new) {
    entry->second = add_name(text);
    nest.names[entry->second].is_read_after = false;
    comprehension_locals_.insert(entry->second);
  }
  return entry->second;
}

void NestBuilder::enter_inlined_call(syntax::Node call,
                                     std::map<std::string, syntax::Node> arguments,
                                     std::size_t most_expressions) {
  inlined_calls_.push_back({range_of(call), std::move(arguments), most_expressions, {}, 0});
}

void NestBuilder::bind_in_inlined(std::string_view name, syntax::Node value,
                                  std::optional<loop_ir::BinaryOperator> op) {
  InlinedCall& call = inlined_calls_.back();
  call.names.push_back({std::string(name), value, op});
  call.bound_count = call.names.size();
}

void NestBuilder::unbind_in_inlined() {
  InlinedCall& call = inlined_calls_.back();
  call.names.pop_back();
  call.bound_count = call.names.size();
}

std::optional<ExpressionId> NestBuilder::lower_name_of_inlined(std::string_view name,
                                                               syntax::Node place) {
  if (inlined_calls_.empty()) {
    return std::nullopt;
  }
  const InlinedCall& call = inlined_calls_.back();
  if (nest.expressions.size() > call.most_expressions) {
    refuse(RefusalKind::TooLarge, place);
    return add(loop_ir::NoneLiteral{}, place);
  }
  for (std::size_t position = call.bound_count; position > 0; --position) {
    if (call.names[position - 1].name == name) {
      return lower_bound_in_inlined(position - 1, place);
    }
  }
  const auto argument = call.arguments.find(std::string(name));
  return argument == call.arguments.end()
             ? std::nullopt
             : std::optional(lower_outside_of_inlined(argument->second));
}

// What was bound later does not count for it.
ExpressionId NestBuilder::lower_bound_in_inlined(std::size_t position, syntax::Node place) {
  const std::size_t level = inlined_calls_.size() - 1;
  const InlinedName bound = inlined_calls_[level].names[position];
  const std::size_t outer = std::exchange(inlined_calls_[level].bound_count, position);
  const auto before_id = bound.op ? lower_name_of_inlined(bound.name, place) : std::nullopt;
  ExpressionId value_id = lower_expression(*this, bound.value);
  if (before_id) {
    value_id = add(loop_ir::Binary{*bound.op, *before_id, value_id}, place);
  }
  inlined_calls_[level].bound_count = outer;
  return value_id;
}

ExpressionId NestBuilder::lower_outside_of_inlined(syntax::Node argument) {
  InlinedCall inner = std::move(inlined_calls_.back());
  inlined_calls_.pop_back();
  const ExpressionId lowered_id = lower_expression(*this, argument);
  inlined_calls_.push_back(std::move(inner));
  return lowered_id;
}

void NestBuilder::bind_row(std::string_view name, std::function<ExpressionId()> lower_element) {
  rows_[std::string(name)] = std::move(lower_element);
}

std::optional<ExpressionId> NestBuilder::lower_row(std::string_view name) const {
  const auto row = rows_.find(name);
  return row == rows_.end() ? std::nullopt : std::optional(row->second());
}

SourceRange NestBuilder::range_of(syntax::Node place) const {
  return inlined_calls_.empty() ? place.range() : inlined_calls_.front().range;
}

LoopId NestBuilder::current_loop() const {
  return open_loops_.empty() ? LoopId() : open_loops_.back();
}

}  // namespace autopar::frontend
