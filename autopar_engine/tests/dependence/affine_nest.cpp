#include "tests/dependence/affine_nest.hpp"

#include <algorithm>

namespace autopar::dependence {

using loop_ir::AccessId;
using loop_ir::AffineForm;
using loop_ir::LoopId;

namespace {

bool mentions_two_dimensions(const loop_ir::Access& access, LoopId loop_id) {
  return std::ranges::count_if(access.dimensions, [&](const auto& dimension) {
           return dimension.affine->coefficient(loop_id) != 0;
         }) > 1;
}

}  // namespace

AffineNest::AffineNest() {
  loop_ir::Name array;
  array.text = "a";
  array.kind = loop_ir::BaseKind::Ndarray;
  array.is_fresh = true;
  array.defined_at = Stage::Loop;
  array_id = nest.names.add(array);
  loop_ir::Name number;
  number.text = "n";
  symbol_name_id_ = nest.names.add(number);
  symbol_id_ = nest.symbols.add({loop_ir::SymbolKind::Value, symbol_name_id_, 0, LoopId()});
}

LoopId AffineNest::add_loop(LoopId parent_id, AffineForm start, AffineForm stop,
                            std::optional<std::int64_t> step) {
  loop_ir::Loop loop;
  loop.parent_id = parent_id;
  loop.depth = parent_id.is_valid() ? nest.loops[parent_id].depth + 1 : 1;
  loop.domain.start = std::move(start);
  loop.domain.stop = std::move(stop);
  loop.domain.step = step;
  return nest.loops.add(loop);
}

AccessId AffineNest::add_access(loop_ir::AccessMode mode, LoopId loop_id,
                                const std::vector<AffineForm>& subscripts) {
  loop_ir::Access access;
  access.kind = loop_ir::AccessKind::Element;
  access.mode = mode;
  access.base_id = array_id;
  access.expression_id = nest.expressions.add({loop_ir::NameRead{array_id}, {}});
  for (const AffineForm& subscript : subscripts) {
    access.dimensions.push_back({loop_ir::SubscriptForm::Linn, subscript, access.expression_id});
  }
  for (LoopId around = loop_id; around.is_valid(); around = nest.loops[around].parent_id) {
    access.loop_ids.insert(access.loop_ids.begin(), around);
  }
  return nest.accesses.add(access);
}

loop_ir::ArgumentFacts AffineNest::facts(std::int64_t value,
                                         const std::vector<std::int64_t>& extents) const {
  loop_ir::ArrayArgument array;
  array.extents = extents;
  array.address = 4096;
  std::int64_t stride = loop_ir::size_bytes(array.data_type);
  array.strides_bytes.resize(extents.size());
  for (std::size_t dimension = extents.size(); dimension-- > 0;) {
    array.strides_bytes[dimension] = stride;
    stride *= extents[dimension];
  }
  loop_ir::ArgumentFacts known;
  known.arguments[array_id] = array;
  known.arguments[symbol_name_id_] = loop_ir::IntegerArgument{value};
  return known;
}

BoundsClass class_of_bounds(const loop_ir::LoopNest& nest, AccessId source, AccessId sink) {
  const bool is_coupled = std::ranges::any_of(nest.loops.ids(), [&](LoopId loop_id) {
    return mentions_two_dimensions(nest.accesses[source], loop_id) ||
           mentions_two_dimensions(nest.accesses[sink], loop_id);
  });
  if (is_coupled) {
    return BoundsClass::Coupled;
  }
  const bool is_triangular = std::ranges::any_of(nest.loops, [](const loop_ir::Loop& loop) {
    return !loop.domain.start->loop_terms().empty() || !loop.domain.stop->loop_terms().empty();
  });
  return is_triangular ? BoundsClass::Triangular : BoundsClass::Rectangular;
}

AffineForm form(std::int64_t constant, const std::vector<std::pair<LoopId, std::int64_t>>& terms) {
  AffineForm sum = AffineForm::of_constant(constant);
  for (const auto& [loop_id, coefficient] : terms) {
    sum = sum.plus(AffineForm::of_loop(loop_id).times(coefficient).value()).value();
  }
  return sum;
}

}  // namespace autopar::dependence
