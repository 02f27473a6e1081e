#include "frontend/attribute_names.hpp"

#include <algorithm>
#include <array>

#include "frontend/chains.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::ExpressionId;
using loop_ir::NameId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

constexpr auto kParts = std::to_array<std::string_view>({"imag", "real", "shape"});

bool is_part(std::string_view attribute) {
  return std::ranges::find(kParts, attribute) != kParts.end();
}

// The compiler of Python gives it another name inside a class.
bool is_private(std::string_view attribute) {
  return attribute.starts_with("__") && !attribute.ends_with("__");
}

NameId root_of(const NestBuilder& builder, NameId name_id) {
  const auto& known = builder.attribute_names();
  for (auto found = known.find(name_id); found != known.end(); found = known.find(name_id)) {
    name_id = found->second.object_id;
  }
  return name_id;
}

}  // namespace

bool is_attribute_of_name(Node node) {
  if (!node.is(NodeKind::Attribute)) {
    return false;
  }
  const auto object = node.child(Field::Object);
  const auto attribute = node.child(Field::Attribute);
  return object && attribute && !is_part(attribute->text()) &&
         (object->is(NodeKind::Identifier) || is_attribute_of_name(*object));
}

ExpressionId lower_attribute_name(NestBuilder& builder, ExpressionId object_id,
                                  std::string_view attribute, Node place) {
  const auto* object = find_node<loop_ir::NameRead>(builder.nest, object_id);
  if (!builder.counts_elements || builder.keeps_attributes || object == nullptr ||
      is_part(attribute)) {
    return {};
  }
  const NameId name_id = builder.attribute_name(object->name_id, attribute, place);
  if (is_private(attribute) && builder.inlined_call_count() > 0) {
    builder.refuse(RefusalKind::NotCompiledYet, place,
                   "the private attribute `" + std::string(attribute) + "` in a function");
  }
  return builder.add(loop_ir::NameRead{name_id}, place);
}

void refuse_attributes_of_bound_names(NestBuilder& builder) {
  loop_ir::LoopNest& nest = builder.nest;
  for (const auto& [name_id, attribute] : builder.attribute_names()) {
    if (nest.names[root_of(builder, name_id)].is_written) {
      nest.refusals.add(
          {RefusalKind::NotCompiledYet, attribute.place,
           "`" + nest.names[name_id].text + "`, an attribute of what the loop binds"});
    }
  }
}

}  // namespace autopar::frontend
