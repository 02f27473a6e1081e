#include "dependence/place_uses.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "dependence/access_queries.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using AccessIds = std::span<const AccessId>;

// Bound by the header of a loop.
bool is_target_write(const Access& access) {
  return access.kind == AccessKind::Scalar && access.mode == AccessMode::Write &&
         !access.statement_id.is_valid();
}

struct BaseOf {
  const LoopNest& nest;

  NameId operator()(AccessId access_id) const { return nest.accesses[access_id].base_id; }
};

// Sorts the accesses of a loop by place.
class PlaceCollector {
 public:
  PlaceCollector(const LoopNest& nest, LoopId loop_id) : nest_(nest), loop_id_(loop_id) {
    const LoopAccesses inside = accesses_in(nest, loop_id);
    by_name_.assign(inside.begin(), inside.end());
    std::ranges::sort(by_name_, {}, [&](AccessId access_id) {
      return std::pair(nest.accesses[access_id].base_id, access_id);
    });
  }

  std::vector<PlaceUse> run() const {
    std::vector<PlaceUse> places;
    for (auto begin = by_name_.begin(); begin != by_name_.end();) {
      const NameId name_id = nest_.accesses[*begin].base_id;
      const AccessIds access_ids = accesses_of(name_id);
      begin += static_cast<std::ptrdiff_t>(access_ids.size());
      if (!is_written(access_ids) || is_bound_by_header_only(access_ids)) {
        continue;
      }
      if (!are_numbered_cells(access_ids)) {
        places.push_back(place_of(name_id, access_ids));
        continue;
      }
      for (const auto& [text, cell_ids] : by_text(access_ids)) {
        places.push_back(place_of(name_id, cell_ids));
      }
    }
    return places;
  }

 private:
  AccessIds accesses_of(NameId name_id) const {
    return std::ranges::equal_range(by_name_, name_id, {}, BaseOf{nest_});
  }

  bool is_written(AccessIds access_ids) const {
    return std::ranges::any_of(access_ids, [&](AccessId access_id) {
      return nest_.accesses[access_id].mode == AccessMode::Write;
    });
  }

  // By this loop's own target, or by targets of comprehensions.
  bool is_bound_by_header_only(AccessIds access_ids) const {
    return std::ranges::all_of(access_ids, [&](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      return access.mode == AccessMode::Read ||
             (is_target_write(access) &&
              (access.loop_ids.back() == loop_id_ ||
               is_comprehension(nest_.loops[access.loop_ids.back()].kind)));
    });
  }

  // c[0], c[1] ...: literals that are not negative, so different texts are different cells.
  bool are_numbered_cells(AccessIds access_ids) const {
    return std::ranges::all_of(access_ids, [&](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      if (access.kind != AccessKind::Element || access.dimensions.size() != 1 ||
          !access.dimensions.front().index_id.is_valid()) {
        return false;
      }
      const auto& node = nest_.expressions[access.dimensions.front().index_id].node;
      const auto* literal = std::get_if<loop_ir::IntegerLiteral>(&node);
      return literal != nullptr && literal->value >= 0 &&
             loop_ir::find_element(nest_, access.expression_id).has_value();
    });
  }

  std::map<std::string, std::vector<AccessId>> by_text(AccessIds access_ids) const {
    std::map<std::string, std::vector<AccessId>> cells;
    for (const AccessId access_id : access_ids) {
      cells[loop_ir::print_expression(nest_, nest_.accesses[access_id].expression_id)].push_back(
          access_id);
    }
    return cells;
  }

  PlaceUse place_of(NameId name_id, AccessIds access_ids) const {
    PlaceUse use;
    use.place = {name_id, false, nest_.names[name_id].text};
    use.all.assign(access_ids.begin(), access_ids.end());
    if (is_one_invariant_cell(access_ids)) {
      use.place.is_element = true;
      use.place.text =
          loop_ir::print_expression(nest_, nest_.accesses[access_ids.front()].expression_id);
    }
    for (const AccessId access_id : access_ids) {
      const Access& access = nest_.accesses[access_id];
      const bool is_write = access.mode == AccessMode::Write &&
                            (use.place.is_element || access.kind == AccessKind::Scalar);
      (is_write ? use.writes : use.reads).push_back(access_id);
    }
    return use;
  }

  bool is_one_invariant_cell(AccessIds access_ids) const {
    const auto is_invariant_cell = [&](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      return access.kind == AccessKind::Element && !access.dimensions.empty() &&
             std::ranges::all_of(access.dimensions,
                                 [&](const auto& each) { return is_invariant(each); });
    };
    if (!std::ranges::all_of(access_ids, is_invariant_cell)) {
      return false;
    }
    const std::string text = text_of(access_ids.front());
    return std::ranges::all_of(access_ids,
                               [&](AccessId access_id) { return text_of(access_id) == text; });
  }

  std::string text_of(AccessId access_id) const {
    return loop_ir::print_expression(nest_, nest_.accesses[access_id].expression_id);
  }

  // Mentions nothing that is bound in this loop, and loads nothing that is written here.
  bool is_invariant(const loop_ir::SubscriptDimension& dimension) const {
    if (!dimension.index_id.is_valid() || dimension.form == loop_ir::SubscriptForm::Slice) {
      return false;
    }
    return std::ranges::all_of(loop_ir::subtree_of(nest_, dimension.index_id),
                               [&](ExpressionId part_id) {
                                 const auto& node = nest_.expressions[part_id].node;
                                 const auto* read = std::get_if<loop_ir::NameRead>(&node);
                                 if (std::holds_alternative<loop_ir::Call>(node) ||
                                     std::holds_alternative<loop_ir::OpaqueExpression>(node)) {
                                   return false;
                                 }
                                 return read == nullptr || !is_written(accesses_of(read->name_id));
                               });
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  // Sorted by name; those of one name in order of execution.
  std::vector<AccessId> by_name_;
};

}  // namespace

std::vector<PlaceUse> collect_places(const LoopNest& nest, LoopId loop_id) {
  return PlaceCollector(nest, loop_id).run();
}

SmallVector<loop_ir::StatementId, 8> PlaceView::statements() const {
  SmallVector<loop_ir::StatementId, 8> found;
  for (const AccessId access_id : use.all) {
    const loop_ir::StatementId statement_id = access(access_id).statement_id;
    if (std::ranges::find(found, statement_id) == found.end()) {
      found.push_back(statement_id);
    }
  }
  return found;
}

}  // namespace autopar::dependence
