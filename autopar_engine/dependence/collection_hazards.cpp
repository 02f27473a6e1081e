#include <algorithm>
#include <map>
#include <set>

#include "dependence/access_queries.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/hazards.hpp"
#include "dependence/looks.hpp"
#include "dependence/own_collections.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessKind;
using loop_ir::BaseKind;
using loop_ir::Call;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::StatementId;

class CollectionHazards {
 public:
  CollectionHazards(const Context& context, LoopId loop_id, LoopHazards& hazards)
      : context_(context),
        nest_(context.nest),
        loop_id_(loop_id),
        hazards_(hazards),
        looks_(context.nest, hazards.scan) {}

  void add(NameId name_id) {
    for (const auto& [other_id, look] : looked_into()) {
      if (other_id == name_id || can_not_be(other_id, name_id, look)) {
        continue;
      }
      const bool has_guard =
          look == Look::Cells && nest_.names[other_id].kind != BaseKind::Iterator;
      hazards_.questions.push_back(
          {Reason::Alias, Stage::Types,
           has_guard ? std::vector<Assumption>{AreTwoObjects{std::min(name_id, other_id),
                                                             std::max(name_id, other_id)}}
                     : std::vector<Assumption>{},
           context_.in_words("{} may see how {} grows", nest_.names[other_id].text,
                             nest_.names[name_id].text)});
    }
  }

 private:
  // Whatever the loop looks into, its own iterable included.
  std::map<NameId, Look> looked_into() const {
    std::map<NameId, Look> names;
    const loop_ir::Loop& loop = nest_.loops[loop_id_];
    for (const ExpressionId expression_id : nest_.expressions.ids()) {
      const loop_ir::Expression& expression = nest_.expressions[expression_id];
      const auto* read = std::get_if<loop_ir::NameRead>(&expression.node);
      // The range of a comprehension's clause leaves out what it computes.
      const bool is_here =
          loop_ir::is_comprehension(loop.kind) ||
          (expression.range.begin >= loop.range.begin && expression.range.end <= loop.range.end);
      const Look look = read != nullptr && is_here ? looks_.look_at(expression_id) : Look::Not;
      if (look != Look::Not) {
        names[read->name_id] = std::max(names[read->name_id], look);
      }
    }
    for (const loop_ir::AccessId access_id : accesses_in(nest_, loop_id_)) {
      const Access& access = nest_.accesses[access_id];
      if (access.kind != AccessKind::Scalar && !has_name(access)) {
        names[access.base_id] = Look::Parts;
      }
    }
    return names;
  }

  // The access is one of the names that the expressions show.
  bool has_name(const Access& access) const {
    return access.expression_id.is_valid() && !std::holds_alternative<loop_ir::OpaqueExpression>(
                                                  nest_.expressions[access.expression_id].node);
  }

  // By its kind, or since both were made by definitions of their own. What holds other objects may
  // hold this one.
  bool can_not_be(NameId other_id, NameId name_id, Look look) const {
    const loop_ir::Name& other = nest_.names[other_id];
    const loop_ir::Name& name = nest_.names[name_id];
    const bool is_open = name.kind == BaseKind::Unknown || name.kind == BaseKind::Param;
    switch (other.kind) {
      case BaseKind::Unknown:
      case BaseKind::Param:
      case BaseKind::Object:
      case BaseKind::Iterator:
        break;
      case BaseKind::List:
      case BaseKind::Set:
      case BaseKind::Dict:
      case BaseKind::Frame:
        return look == Look::Cells && !other.is_written &&
               ((name.kind != other.kind && !is_open) || (name.is_fresh && other.is_fresh));
      case BaseKind::Ndarray:
      case BaseKind::Str:
      case BaseKind::Integer:
      case BaseKind::Float:
      case BaseKind::Boolean:
      case BaseKind::Function:
      case BaseKind::Module:
        return !other.is_written;
    }
    return !other.imported_as.empty() || shares_no_memory(nest_, other_id) ||
           is_only_reached_by_name(nest_, other_id, loop_id_) ||
           describe_base(context_, other_id, loop_id_).is_made_in_iteration;
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  LoopHazards& hazards_;
  Looks looks_;
};

bool grows(const ScalarFlow& row) {
  return row.flow == ScalarClass::Append || row.flow == ScalarClass::Commuting ||
         row.flow == ScalarClass::Concat;
}

}  // namespace

void add_collection_hazards(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  std::set<NameId> names;
  for (const ScalarFlow& row : hazards.scalars) {
    const bool is_text = context.nest.names[row.name_id].kind == BaseKind::Str;
    if (grows(row) && !row.is_element && !is_text &&
        !is_only_reached_by_name(context.nest, row.name_id, loop_id)) {
      names.insert(row.name_id);
    }
  }
  if (names.empty()) {
    return;
  }
  CollectionHazards collections(context, loop_id, hazards);
  for (const NameId name_id : names) {
    collections.add(name_id);
  }
}

}  // namespace autopar::dependence
