#include <algorithm>
#include <map>
#include <set>

#include "dependence/access_queries.hpp"
#include "dependence/array_privatization.hpp"
#include "dependence/array_reductions.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/dependence_hazards.hpp"
#include "dependence/distinct_keys.hpp"
#include "dependence/element_pairs.hpp"
#include "dependence/hazards.hpp"
#include "dependence/own_parts.hpp"
#include "dependence/shown_parts.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::SubscriptForm;

struct BaseUse {
  std::vector<AccessId> elements;
  std::vector<AccessId> wholes;
  bool has_element_write = false;
  // The name is neither bound nor read but to reach elements.
  bool has_elements_only = true;
};

class ElementHazards {
 public:
  ElementHazards(const Context& context, LoopId loop_id, LoopHazards& hazards)
      : context_(context), nest_(context.nest), loop_id_(loop_id), hazards_(hazards) {}

  void run() {
    collect();
    for (const auto& [name_id, use] : bases_) {
      if (use.has_element_write) {
        add_written_base(name_id, use);
      }
      add_reads_that_store(name_id, use);
    }
    add_dependence_hazards(context_, loop_id_, hazards_);
  }

 private:
  void collect() {
    for (const AccessId access_id : accesses_in(nest_, loop_id_)) {
      const Access& access = nest_.accesses[access_id];
      BaseUse& use = bases_[access.base_id];
      if (access.kind == AccessKind::Element) {
        use.elements.push_back(access_id);
        use.has_element_write = use.has_element_write || access.mode == AccessMode::Write;
      } else if (access.kind == AccessKind::Whole) {
        use.wholes.push_back(access_id);
      }
      use.has_elements_only = use.has_elements_only && access.kind == AccessKind::Element;
    }
  }

  // Rows say how each access to the base's elements is made good.
  bool is_explained(NameId name_id, const BaseUse& use) const {
    std::set<AccessId> explained;
    for (const ScalarFlow& row : hazards_.scalars) {
      if (row.name_id == name_id && (row.is_element || row.flow == ScalarClass::Histogram)) {
        explained.insert(row.access_ids.begin(), row.access_ids.end());
      }
    }
    return std::ranges::all_of(use.elements,
                               [&](AccessId access_id) { return explained.contains(access_id); });
  }

  void ask(Reason reason, Stage stage, std::vector<Assumption> assumptions, std::string text) {
    hazards_.questions.push_back({reason, stage, std::move(assumptions), std::move(text)});
  }

  const std::string& text_of(NameId name_id) const { return nest_.names[name_id].text; }

  // d[k] of a defaultdict stores what its factory makes.
  void add_reads_that_store(NameId name_id, const BaseUse& use) {
    const loop_ir::Name& name = nest_.names[name_id];
    const bool is_open = name.kind == loop_ir::BaseKind::Dict && !name.element_type.empty() &&
                         !is_explained(name_id, use);
    const bool is_read = std::ranges::any_of(use.elements, [&](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      return access.mode == AccessMode::Read && !access.dimensions.empty() &&
             access.dimensions.front().index_id.is_valid();
    });
    if (is_open && is_read) {
      ask(Reason::Order, Stage::Content, {},
          context_.in_words("a read of {} stores a value where there is none", name.text));
    }
  }

  void add_written_base(NameId name_id, const BaseUse& use) {
    const BaseFacts base = describe_base(context_, name_id, loop_id_);
    if (base.is_made_in_iteration) {
      hazards_.has_own_arrays = true;
      if (!changes_own_parts(nest_, name_id, loop_id_)) {
        ask(Reason::Alias, Stage::Types, {},
            context_.in_words("what {} holds may be there already", text_of(name_id)));
      }
      return;
    }
    hazards_.evidence.add(base.evidence);
    if (base.is_rebound) {
      return ask(Reason::Alias, Stage::Types, {},
                 context_.in_words(
                     "{} is bound in the loop, and may hold one object in several iterations",
                     text_of(name_id)));
    }
    if (base.type == BaseType::Other) {
      ask(Reason::Type, Stage::Types, {array_assumption(nest_, name_id)},
          context_.in_words("the type of {} is not known", text_of(name_id)));
    }
    relate_to_others(name_id);
    if (is_explained(name_id, use)) {
      return;
    }
    if (!use.wholes.empty()) {
      ask(Reason::Flow, Stage::Types, {},
          context_.in_words("{} is used as a whole while its elements are written",
                            text_of(name_id)));
    }
    if (base.type == BaseType::Dict && !use.has_elements_only && use.wholes.empty()) {
      ask(Reason::Flow, Stage::Types, {},
          context_.in_words("what {} holds shows in its length", text_of(name_id)));
    }
    if (base.type == BaseType::Dict && stores_distinct_keys(nest_, loop_id_, use.elements)) {
      hazards_.collects_keys = true;
      return;
    }
    const bool may_hold_lists = base.type == BaseType::List || base.type == BaseType::Dict;
    if (may_hold_lists && has_slice_store(use)) {
      return ask(
          Reason::Nonaffine, Stage::Bounds, {},
          context_.in_words("a store through a slice of {} may change a length", text_of(name_id)));
    }
    test_own_pairs(use, base);
    hazards_.collects_keys = hazards_.collects_keys || base.type == BaseType::Dict;
  }

  // What the base carries between its own elements, unless a transformation takes it away. Only
  // where no fact of a later stage could show that it carries nothing.
  void test_own_pairs(const BaseUse& use, const BaseFacts& base) {
    const std::size_t before = hazards_.dependences.size();
    const Evidence evidence = hazards_.evidence;
    test_element_pairs(context_, loop_id_, use.elements, use.elements,
                       base.type == BaseType::Other ? BaseType::Array : base.type, hazards_);
    const auto begin = hazards_.dependences.begin() + static_cast<std::ptrdiff_t>(before);
    const bool is_tied = std::any_of(begin, hazards_.dependences.end(), [](const auto& each) {
      return each.answer == Answer::Dependent || each.independent_if.empty();
    });
    if (!is_tied || !use.has_elements_only ||
        !(try_reduction(use, base, evidence) || try_privatization(use, base, evidence, before))) {
      return;
    }
    hazards_.dependences.resize(before);
  }

  bool try_reduction(const BaseUse& use, const BaseFacts& base, const Evidence& evidence) {
    auto row = match_array_reduction(context_, loop_id_, use.elements, base);
    if (row) {
      hazards_.evidence = evidence;
      hazards_.scalars.push_back(std::move(*row));
    }
    return row.has_value();
  }

  // Not at a call: compiled code has no form for an array of an iteration's own.
  bool try_privatization(const BaseUse& use, const BaseFacts& base, const Evidence& evidence,
                         std::size_t before) {
    const auto proof = context_.facts == nullptr
                           ? privatize_array(context_, loop_id_, use.elements, base)
                           : std::nullopt;
    if (proof) {
      hazards_.evidence = evidence;
      hazards_.evidence.add(*proof);
      hazards_.private_arrays.push_back(text_of(nest_.accesses[use.elements.front()].base_id) +
                                        "[...]");
      hazards_.private_dependences.insert(
          hazards_.private_dependences.end(),
          hazards_.dependences.begin() + static_cast<std::ptrdiff_t>(before),
          hazards_.dependences.end());
    }
    return proof.has_value();
  }

  bool has_slice_store(const BaseUse& use) const {
    return std::ranges::any_of(use.elements, [this](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      return access.mode == AccessMode::Write &&
             std::ranges::any_of(access.dimensions, [](const auto& dimension) {
               return dimension.form == SubscriptForm::Slice;
             });
    });
  }

  // Every other base whose elements are read or written: apart, the same view, or not known.
  void relate_to_others(NameId name_id) {
    for (const auto& [other_id, other] : bases_) {
      const bool is_used =
          !other.elements.empty() || is_seen_by_call(other) || is_looked_into(other_id, name_id);
      const bool is_tested = other.has_element_write && other_id < name_id;
      if (other_id == name_id || !is_used || is_tested || shares_no_memory(nest_, other_id)) {
        continue;
      }
      AliasAnswer answer = relate(context_, name_id, other_id, loop_id_);
      count_relation(answer.relation, bases_.at(name_id).elements, other.elements);
      if (answer.relation == AliasRelation::Apart) {
        hazards_.evidence.add(answer.evidence);
      } else if (answer.relation == AliasRelation::Same) {
        hazards_.evidence.add(answer.evidence);
        test_element_pairs(context_, loop_id_, bases_.at(name_id).elements, other.elements,
                           BaseType::Array, hazards_);
      } else if (!describe_base(context_, other_id, loop_id_).is_made_in_iteration) {
        const bool is_iterator = nest_.names[other_id].kind == loop_ir::BaseKind::Iterator;
        ask(Reason::Alias, Stage::Types,
            is_iterator ? std::vector<Assumption>{} : std::move(answer.apart_if),
            context_.in_words("{} and {} may be one object", text_of(name_id), text_of(other_id)));
      }
    }
  }

  // All pairs of two names are decided at once, or not at all; those of one object are tested one
  // by one.
  void count_relation(AliasRelation relation, const std::vector<AccessId>& left,
                      const std::vector<AccessId>& right) {
    const PairTest test = context_.facts == nullptr ? PairTest::Name : PairTest::Alias;
    TestCounter& counter = context_.counters[test];
    ++counter.applied;
    counter.independent += relation == AliasRelation::Apart ? 1 : 0;
    if (relation != AliasRelation::Same) {
      const bool is_apart = relation == AliasRelation::Apart;
      count_untested_pairs(context_, PairClass::Names,
                           is_apart ? Answer::Independent : Answer::Unknown, test,
                           count_element_pairs(nest_, left, right));
    }
  }

  // By a comparison, a method or a text. A name that the loop binds leads to what it was taken
  // from.
  bool is_looked_into(NameId other_id, NameId name_id) {
    const loop_ir::Name& other = nest_.names[other_id];
    if (other.is_written || !other.imported_as.empty() || holds_no_objects(other.kind) ||
        nest_.names[name_id].is_unseen) {
      return false;
    }
    const BaseType type = describe_base(context_, name_id, loop_id_).type;
    const bool is_dict = type == BaseType::Dict;
    return shown().parts.contains(other_id) || (is_dict && shown().tested.contains(other_id)) ||
           (!is_dict && copies_cells(other_id, type) && may_be_array(other_id));
  }

  bool copies_cells(NameId name_id, BaseType type) {
    return shown().operands.contains(name_id) ||
           (type != BaseType::List && shown().stored.contains(name_id));
  }

  // Few loops ask for it.
  const ShownParts& shown() {
    return (context_.shown == nullptr ? shown_ : *context_.shown).of(nest_, loop_id_);
  }

  // Not what an operator made before the loop, what subscripts take for an integer, or what the
  // call gives no array for: code for anything but a number needs to know its type.
  bool may_be_array(NameId name_id) const {
    const loop_ir::Name& name = nest_.names[name_id];
    const bool is_new = name.is_fresh && name.kind == loop_ir::BaseKind::Unknown;
    const bool is_integer = std::ranges::any_of(nest_.symbols, [&](const loop_ir::Symbol& symbol) {
      return symbol.kind == loop_ir::SymbolKind::Value && symbol.name_id == name_id;
    });
    return !is_new && !is_integer &&
           (context_.facts == nullptr || context_.facts->find_array(name_id) != nullptr);
  }

  static bool holds_no_objects(loop_ir::BaseKind kind) {
    using loop_ir::BaseKind;
    return kind == BaseKind::Str || kind == BaseKind::Integer || kind == BaseKind::Float ||
           kind == BaseKind::Boolean || kind == BaseKind::Function || kind == BaseKind::Module;
  }

  // Given to a call or a method; `b = a` alone looks at no element.
  bool is_seen_by_call(const BaseUse& use) const {
    return std::ranges::any_of(use.wholes, [&](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      const auto* assign =
          access.statement_id.is_valid()
              ? std::get_if<loop_ir::Assign>(&nest_.statements[access.statement_id].node)
              : nullptr;
      return assign == nullptr || assign->value_id != access.expression_id;
    });
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  LoopHazards& hazards_;
  ShownPartsMemory shown_;
  std::map<NameId, BaseUse> bases_;
};

}  // namespace

void add_element_hazards(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  ElementHazards(context, loop_id, hazards).run();
}

}  // namespace autopar::dependence
