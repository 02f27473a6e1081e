#include "dependence/statement_graph.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/overloaded.hpp"
#include "dependence/access_queries.hpp"
#include "dependence/pair_test.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::LoopId;
using loop_ir::LoopNest;

class GraphBuilder {
 public:
  GraphBuilder(const LoopNest& nest, LoopId loop_id, const LoopHazards& hazards)
      : nest_(nest), loop_id_(loop_id), hazards_(hazards) {
    const std::size_t count = nest_.loops[loop_id].body.size();
    reaches_.assign(count, std::vector<bool>(count, false));
    is_carried_.assign(count, std::vector<bool>(count, false));
  }

  StatementGraph run() {
    add_element_edges();
    add_scalar_edges();
    add_changed_objects();
    close();
    return count_components();
  }

 private:
  // The statement of the body in which the access stands; nothing for the loop's own header.
  std::optional<std::size_t> node_of(AccessId access_id) const {
    const SourceRange range = nest_.accesses[access_id].range;
    const loop_ir::Block& body = nest_.loops[loop_id_].body;
    for (std::size_t node = 0; node < body.size(); ++node) {
      const SourceRange statement = nest_.statements[body[node]].range;
      if (statement.begin <= range.begin && range.end <= statement.end) {
        return node;
      }
    }
    return std::nullopt;
  }

  void add_edge(AccessId source_id, AccessId sink_id, bool is_carried) {
    const auto source = node_of(source_id);
    const auto sink = node_of(sink_id);
    if (source && sink) {
      reaches_[*source][*sink] = true;
      is_carried_[*source][*sink] = is_carried_[*source][*sink] || is_carried;
    }
  }

  void add_element_edges() {
    for (const auto* dependences : {&hazards_.dependences, &hazards_.private_dependences}) {
      for (const Dependence& dependence : *dependences) {
        add_edge(dependence.source_id, dependence.sink_id, true);
      }
    }
    const LoopAccesses inside = accesses_in(nest_, loop_id_);
    for (std::size_t first = 0; first < inside.size(); ++first) {
      for (std::size_t second = first + 1; second < inside.size(); ++second) {
        if (may_meet(inside[first], inside[second])) {
          add_edge(inside[first], inside[second], false);
        }
      }
    }
  }

  // In one iteration of the loop.
  bool may_meet(AccessId first_id, AccessId second_id) const {
    const Access& first = nest_.accesses[first_id];
    const Access& second = nest_.accesses[second_id];
    const bool are_elements = first.kind == AccessKind::Element &&
                              second.kind == AccessKind::Element && first.base_id == second.base_id;
    return are_elements && (first.mode == AccessMode::Write || second.mode == AccessMode::Write);
  }

  // Values flow from writes to reads. Several writes of a carried scalar stay together, and so do
  // the accesses of one update, and writes of which the last one counts after the loop.
  void add_scalar_edges() {
    for (const ScalarFlow& row : hazards_.scalars) {
      const bool is_private = row.flow == ScalarClass::Private ||
                              row.flow == ScalarClass::LastPrivate ||
                              row.flow == ScalarClass::Induction;
      for (const AccessId write_id : row.access_ids) {
        if (nest_.accesses[write_id].mode != AccessMode::Write) {
          continue;
        }
        for (const AccessId other_id : row.access_ids) {
          const bool is_write = nest_.accesses[other_id].mode == AccessMode::Write;
          const bool is_carried = !is_private && node_of(write_id) == node_of(other_id);
          if (!is_write || !is_private || row.flow == ScalarClass::LastPrivate) {
            add_edge(write_id, other_id, is_carried && row.flow != ScalarClass::Wrap1);
          }
        }
      }
    }
  }

  // What looks at an object sees it as it is between two changes.
  void add_changed_objects() {
    for (const Recurrence& recurrence : hazards_.recurrences) {
      if (recurrence.changed_id.is_valid()) {
        tie_accesses(recurrence.changed_id);
      }
    }
    for (const ScalarFlow& row : hazards_.scalars) {
      if (row.flow == ScalarClass::Recurrence && is_changed_in_place(row)) {
        tie_accesses(row.name_id);
      }
    }
  }

  // `kept += [e]` of what is known to be no number.
  bool is_changed_in_place(const ScalarFlow& row) const {
    using loop_ir::BaseKind;
    const BaseKind kind = nest_.names[row.name_id].kind;
    const bool is_container = kind == BaseKind::List || kind == BaseKind::Set ||
                              kind == BaseKind::Dict || kind == BaseKind::Ndarray;
    return is_container && std::ranges::any_of(row.access_ids, [&](AccessId access_id) {
             const Access& access = nest_.accesses[access_id];
             return access.mode == AccessMode::Write && access.statement_id.is_valid() &&
                    std::holds_alternative<loop_ir::AugmentedAssign>(
                        nest_.statements[access.statement_id].node);
           });
  }

  void tie_accesses(loop_ir::NameId name_id) {
    std::vector<AccessId> tied;
    std::ranges::copy_if(
        accesses_in(nest_, loop_id_), std::back_inserter(tied),
        [&](AccessId access_id) { return nest_.accesses[access_id].base_id == name_id; });
    for (const AccessId left_id : tied) {
      for (const AccessId right_id : tied) {
        add_edge(left_id, right_id, true);
      }
    }
  }

  void close() {
    for (std::size_t middle = 0; middle < reaches_.size(); ++middle) {
      for (auto& reached : reaches_) {
        for (std::size_t to = 0; to < reaches_.size(); ++to) {
          reached[to] = reached[to] || (reached[middle] && reaches_[middle][to]);
        }
      }
    }
  }

  bool are_together(std::size_t left, std::size_t right) const {
    return left == right || (reaches_[left][right] && reaches_[right][left]);
  }

  // `if x: continue`: what it decides goes with each of the statements behind it.
  bool is_control_only(loop_ir::StatementId statement_id) const {
    const auto is_all = [this](const loop_ir::Block& block) {
      return std::ranges::all_of(block, [this](auto id) { return is_control_only(id); });
    };
    const loop_ir::StatementNode& node = nest_.statements[statement_id].node;
    const auto* branch = std::get_if<loop_ir::If>(&node);
    return std::holds_alternative<loop_ir::Pass>(node) ||
           std::holds_alternative<loop_ir::Continue>(node) ||
           std::holds_alternative<loop_ir::Break>(node) ||
           (branch != nullptr && is_all(branch->then_block) && is_all(branch->else_block));
  }

  // Neither an induction's update nor a statement that only says what happens next.
  bool counts(std::size_t node) const {
    const loop_ir::StatementId statement_id = nest_.loops[loop_id_].body[node];
    const bool is_induction = std::ranges::any_of(hazards_.scalars, [&](const ScalarFlow& row) {
      return row.flow == ScalarClass::Induction &&
             std::ranges::any_of(row.access_ids, [&](AccessId access_id) {
               return nest_.accesses[access_id].statement_id == statement_id &&
                      nest_.accesses[access_id].mode == AccessMode::Write;
             });
    });
    return !is_induction && !is_control_only(statement_id);
  }

  bool carries(std::size_t node) const {
    for (std::size_t left = 0; left < reaches_.size(); ++left) {
      for (std::size_t right = 0; right < reaches_.size(); ++right) {
        if (are_together(node, left) && are_together(node, right) && is_carried_[left][right]) {
          return true;
        }
      }
    }
    return false;
  }

  StatementGraph count_components() const {
    StatementGraph graph;
    for (std::size_t node = 0; node < reaches_.size(); ++node) {
      bool is_first = counts(node);
      for (std::size_t earlier = 0; earlier < node; ++earlier) {
        is_first = is_first && !(counts(earlier) && are_together(node, earlier));
      }
      if (is_first) {
        ++graph.components;
        graph.free_components += carries(node) ? 0 : 1;
      }
    }
    return graph;
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  const LoopHazards& hazards_;
  std::vector<std::vector<bool>> reaches_;
  std::vector<std::vector<bool>> is_carried_;
};

}  // namespace

StatementGraph make_statement_graph(const Context& context, LoopId loop_id,
                                    const LoopHazards& hazards) {
  constexpr std::size_t kMaximumStatements = 100;
  if (context.nest.loops[loop_id].body.size() > kMaximumStatements) {
    return {};
  }
  return GraphBuilder(context.nest, loop_id, hazards).run();
}

}  // namespace autopar::dependence
