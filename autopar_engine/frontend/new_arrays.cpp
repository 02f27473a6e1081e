#include "frontend/new_arrays.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "frontend/array_creations.hpp"
#include "frontend/compiled_calls.hpp"
#include "frontend/expressions.hpp"
#include "frontend/inlined_helpers.hpp"
#include "frontend/loops.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::NameId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

class NewArrayLowering {
 public:
  NewArrayLowering(NestBuilder& builder, Node assignment, const ArrayCreation& creation,
                   Block& block)
      : builder_(builder), place_(assignment), creation_(creation), block_(block) {}

  void lower(std::string_view name) {
    new_array_.name_id = builder_.name(name);
    new_array_.made_id = add_hidden("made");
    new_array_.data_type = creation_.data_type;
    new_array_.written_type = creation_.written_type;
    new_array_.resolved_type = creation_.resolved_type;
    block_.push_back(builder_.add(loop_ir::Assign{{read(new_array_.made_id)}, number(1)}, place_));
    for (const Node& extent : creation_.extents) {
      new_array_.extent_ids.push_back(lower_expression(builder_, extent));
    }
    block_.push_back(lower_loop(0));
    builder_.nest.new_arrays.push_back(std::move(new_array_));
  }

 private:
  ExpressionId add(loop_ir::ExpressionNode node) { return builder_.add(std::move(node), place_); }
  ExpressionId read(NameId name_id) { return add(loop_ir::NameRead{name_id}); }
  ExpressionId number(std::int64_t value) { return add(loop_ir::IntegerLiteral{value}); }

  NameId add_hidden(std::string_view word) {
    const NameId name_id = builder_.add_hidden_name(word);
    builder_.mark_written(name_id);
    return name_id;
  }

  // Of the array; for the first dimension, all that the call was given is evaluated.
  ExpressionId lower_extent(std::size_t dimension) {
    const ExpressionId shape_id = add(loop_ir::Attribute{read(new_array_.name_id), "shape"});
    const ExpressionId extent_id =
        add(loop_ir::Subscript{shape_id, {number(static_cast<std::int64_t>(dimension))}});
    return dimension == 0 ? lower_beside(builder_, new_array_.extent_ids, extent_id, place_)
                          : extent_id;
  }

  loop_ir::StatementId lower_loop(std::size_t dimension) {
    const loop_ir::LoopId loop_id = add_loop(builder_, loop_ir::LoopKind::For, place_.range());
    const ExpressionId iterable_id =
        add_hidden_call(builder_, "range", {lower_extent(dimension)}, place_);
    index_ids_.push_back(add_hidden(loop_ir::kFillName));
    const ExpressionId target_id = read(index_ids_.back());
    builder_.enter_loop(loop_id);
    const loop_ir::StatementId inner_id =
        dimension + 1 < creation_.extents.size() ? lower_loop(dimension + 1) : lower_store();
    builder_.leave_loop();
    loop_ir::Loop& loop = builder_.nest.loops[loop_id];
    loop.iterable_id = iterable_id;
    loop.target_id = target_id;
    loop.body = {inner_id};
    return builder_.add(loop_ir::LoopStatement{loop_id}, place_);
  }

  loop_ir::StatementId lower_store() {
    const bool is_inexact = creation_.data_type >= loop_ir::DataType::Float32;
    const ExpressionId value_id = is_inexact
                                      ? add(loop_ir::FloatLiteral{creation_.is_ones ? 1.0 : 0.0})
                                      : number(creation_.is_ones ? 1 : 0);
    loop_ir::Subscript cell;
    cell.base_id = read(new_array_.name_id);
    for (const NameId index_id : index_ids_) {
      cell.index_ids.push_back(read(index_id));
    }
    const ExpressionId cell_id = add(std::move(cell));
    return builder_.add(loop_ir::Assign{{cell_id}, value_id}, place_);
  }

  NestBuilder& builder_;
  Node place_;
  const ArrayCreation& creation_;
  Block& block_;
  loop_ir::NewArray new_array_;
  std::vector<NameId> index_ids_;
};

// The name stands for what the loop makes, whatever it held before.
void describe_name(loop_ir::Name& name) {
  name.kind = loop_ir::BaseKind::Ndarray;
  name.is_fresh = true;
  name.is_unseen = true;
  name.defined_at = Stage::Loop;
  name.constant.reset();
  name.element_type.clear();
}

}  // namespace

bool lower_new_array(NestBuilder& builder, Node assignment, Block& block) {
  const auto target = assignment.child(Field::Left);
  const auto value = assignment.child(Field::Right);
  const auto found =
      target ? builder.new_arrays.find(std::string(target->text())) : builder.new_arrays.end();
  if (found == builder.new_arrays.end() || !value || *value != found->second.call ||
      !builder.current_loop().is_valid()) {
    return false;
  }
  NewArrayLowering(builder, assignment, found->second, block).lower(target->text());
  return true;
}

void finish_new_arrays(NestBuilder& builder) {
  loop_ir::LoopNest& nest = builder.nest;
  for (const loop_ir::NewArray& new_array : nest.new_arrays) {
    describe_name(nest.names[new_array.name_id]);
    for (const ExpressionId extent_id : new_array.extent_ids) {
      for (const ExpressionId part_id : loop_ir::subtree_of(nest, extent_id)) {
        const auto* name = std::get_if<loop_ir::NameRead>(&nest.expressions[part_id].node);
        if (name != nullptr && nest.names[name->name_id].is_written) {
          nest.refusals.add({RefusalKind::NotCompiledYet, nest.expressions[extent_id].range,
                             "a new array whose extents change in the loop"});
        }
      }
    }
  }
}

}  // namespace autopar::frontend
