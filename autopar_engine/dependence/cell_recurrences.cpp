#include "dependence/cell_recurrences.hpp"

#include <algorithm>
#include <map>

#include "dependence/access_queries.hpp"
#include "dependence/feedback.hpp"
#include "dependence/linear_forms.hpp"
#include "dependence/recurrence_wording.hpp"
#include "dependence/scan_statement.hpp"

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
using loop_ir::StatementId;

class CellRecurrence {
 public:
  CellRecurrence(const LoopNest& nest, LoopId loop_id, const LoopHazards& hazards)
      : nest_(nest), loop_id_(loop_id), hazards_(hazards) {}

  std::vector<std::string> run() {
    if (!find_statement() || !find_distances()) {
      return {};
    }
    const std::string& place = nest_.names[base_id_].text;
    if (hazards_.recurrences.size() == 1 && hazards_.recurrences.front().is_scan) {
      const auto op = scan_operator(nest_, hazards_.dependences.front());
      return op ? std::vector{describe_scan(place, *op)} : std::vector<std::string>();
    }
    fed_ = names_fed_by(nest_, loop_id_, base_id_);
    const PlaceForm form = form_of_statement();
    if (form.places.empty() || form.shape == FormShape::Other) {
      return {};
    }
    const std::size_t order = *form.places.rbegin();
    if (form.shape == FormShape::Linear) {
      return {describe_linear(place, order)};
    }
    return order == 1 ? std::vector{describe_moebius(place)} : std::vector<std::string>();
  }

 private:
  // The one statement that stores to the base of all dependences.
  bool find_statement() {
    if (hazards_.dependences.empty()) {
      return false;
    }
    base_id_ = nest_.accesses[hazards_.dependences.front().source_id].base_id;
    std::vector<AccessId> stores;
    for (const AccessId access_id : accesses_in(nest_, loop_id_)) {
      const Access& access = nest_.accesses[access_id];
      if (access.base_id == base_id_ && access.mode == AccessMode::Write) {
        stores.push_back(access_id);
      }
    }
    if (stores.size() != 1) {
      return false;
    }
    const Access& store = nest_.accesses[stores.front()];
    statement_id_ = store.statement_id;
    return store.kind == AccessKind::Element && statement_id_.is_valid() &&
           store.loop_ids.back() == loop_id_;
  }

  // How many iterations back the statement's reads look. Reads elsewhere only use what it computes.
  bool find_distances() {
    for (const Dependence& dependence : hazards_.dependences) {
      const Access& source = nest_.accesses[dependence.source_id];
      const Access& sink = nest_.accesses[dependence.sink_id];
      if (source.base_id != base_id_ || sink.base_id != base_id_) {
        return false;
      }
      if (dependence.kind != DependenceKind::Flow || sink.statement_id != statement_id_) {
        continue;
      }
      const auto position = std::ranges::find(sink.loop_ids, loop_id_) - sink.loop_ids.begin();
      const auto distance = dependence.distances.at(static_cast<std::size_t>(position)).constant();
      if (!distance || *distance < 1) {
        return false;
      }
      distances_[sink.expression_id] = static_cast<std::size_t>(*distance);
    }
    return true;
  }

  // Cells by their distances; a cell of the base that no iteration stores to before is free.
  std::optional<PlaceForm> known_form(ExpressionId expression_id) const {
    if (const auto found = distances_.find(expression_id); found != distances_.end()) {
      return PlaceForm{FormShape::Linear, {found->second}};
    }
    if (is_old_cell(expression_id) || !mentions_any(nest_, expression_id, fed_)) {
      return PlaceForm{};
    }
    return std::nullopt;
  }

  bool is_old_cell(ExpressionId expression_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.expression_id == expression_id && access.base_id == base_id_ &&
             access.kind == AccessKind::Element && access.mode == AccessMode::Read;
    });
  }

  PlaceForm form_of_statement() const {
    const auto known = [&](ExpressionId part_id) { return known_form(part_id); };
    const auto& node = nest_.statements[statement_id_].node;
    if (const auto* update = std::get_if<loop_ir::AugmentedAssign>(&node)) {
      return combine_forms(update->op, form_of(nest_, update->target_id, known),
                           form_of(nest_, update->value_id, known));
    }
    const auto* assign = std::get_if<loop_ir::Assign>(&node);
    return assign != nullptr && assign->target_ids.size() == 1
               ? form_of(nest_, assign->value_id, known)
               : PlaceForm{FormShape::Other, {}};
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  const LoopHazards& hazards_;
  NameId base_id_;
  StatementId statement_id_;
  std::map<ExpressionId, std::size_t> distances_;
  std::set<NameId> fed_;
};

}  // namespace

std::vector<std::string> name_cell_recurrences(const LoopNest& nest, LoopId loop_id,
                                               const LoopHazards& hazards) {
  return CellRecurrence(nest, loop_id, hazards).run();
}

}  // namespace autopar::dependence
