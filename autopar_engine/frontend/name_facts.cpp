#include "frontend/name_facts.hpp"

#include <algorithm>
#include <ranges>

#include "frontend/definition.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::BaseKind;
using loop_ir::Context;
using loop_ir::Name;

// A clause of a comprehension begins after what the comprehension computes.
SourceRange range_of_nest(const loop_ir::LoopNest& nest) {
  const loop_ir::Loop& root = nest.loops[loop_ir::LoopNest::root()];
  SourceRange range = root.range;
  for (const Refusal& refusal : nest.refusals) {
    const bool is_whole = refusal.kind == RefusalKind::Comprehension &&
                          refusal.range.begin <= range.begin && refusal.range.end >= range.end;
    if (loop_ir::is_comprehension(root.kind) && is_whole) {
      range = refusal.range;
    }
  }
  return range;
}

class NameFacts {
 public:
  NameFacts(const NestBuilder& builder, const std::function<bool(std::string_view)>& is_read_later)
      : scope_(builder.scope()),
        facts_(builder.facts()),
        is_read_later_(is_read_later),
        range_(range_of_nest(builder.nest)) {}

  void add_to(Name& name) const {
    const std::string_view text = name.text;
    const std::string_view root = text.substr(0, text.find('.'));
    const std::string_view rest = text.substr(root.size());
    const Resolution resolution = resolve_name(root, scope_, facts_);
    if (resolution.kind == Resolution::Kind::Imported) {
      name.imported_as = resolution.imported_as;
      name.imported_as += rest;
    }
    name.is_unbound = rest.empty() && resolution.kind == Resolution::Kind::Unbound;
    if (!rest.empty()) {
      name.is_shared = name.imported_as.empty();
      return;
    }
    name.is_shared = is_shared(root, resolution);
    name.is_read_after = is_read_after(name, resolution);
    add_definition(name, resolution);
    name.is_read_after = name.is_read_after ||
                         (name.is_fresh && name.kind != BaseKind::Unknown && is_handed_on(root));
  }

 private:
  // Read between its definition and the nest, so that something else may lead to its object.
  bool is_handed_on(std::string_view name) const {
    const Occurrence* last = last_write(name);
    const auto occurrences = scope_.find(name);
    return last == nullptr ||
           std::any_of(occurrences.begin(), occurrences.end(), [&](const Occurrence& each) {
             return !each.is_write() && each.offset_bytes > last->offset_bytes &&
                    each.offset_bytes < range_.begin.offset_bytes;
           });
  }

  // At the top level, earlier cells are the same scope.
  bool is_own(const Resolution& resolution) const {
    return resolution.owner == &scope_ ||
           (resolution.owner == nullptr && scope_.context == Context::Top);
  }

  // Functions may see or rebind it.
  bool is_shared(std::string_view name, const Resolution& resolution) const {
    const auto occurrences = scope_.find(name);
    const bool is_seen_elsewhere =
        std::any_of(occurrences.begin(), occurrences.end(), [](const Occurrence& each) {
          return each.is_nested || each.role == OccurrenceRole::Declare;
        });
    const bool is_of_earlier_cell = resolution.owner == nullptr && scope_.context == Context::Top;
    const bool belongs_elsewhere =
        resolution.kind == Resolution::Kind::Bound && !is_own(resolution) && !is_of_earlier_cell;
    return is_seen_elsewhere || belongs_elsewhere;
  }

  bool is_read_after(const Name& name, const Resolution& resolution) const {
    if (scope_.reads_unknown_names || scope_.context == Context::Class || !is_own(resolution) ||
        name.is_shared) {
      return true;
    }
    const auto occurrences = scope_.find(name.text);
    const bool is_read = std::any_of(occurrences.begin(), occurrences.end(), [&](const auto& each) {
      return (each.role == OccurrenceRole::Read || each.role == OccurrenceRole::Update) &&
             each.offset_bytes >= range_.end.offset_bytes;
    });
    if (is_read || scope_.context != Context::Top) {
      return is_read;
    }
    return !is_read_later_ || is_read_later_(name.text);
  }

  void add_definition(Name& name, const Resolution& resolution) const {
    if (scope_.has_parameter(name.text) && !writes_before(name.text)) {
      name.kind = BaseKind::Param;
      name.defined_at = Stage::Loop;
      return;
    }
    if (is_own(resolution)) {
      return add_own_definition(name);
    }
    if (resolution.owner == nullptr) {
      return add_earlier_definition(name);
    }
    if (resolution.owner->context == Context::Top) {
      add_module_definition(name, *resolution.owner);
    }
  }

  // `+=` leaves the name on its object, or puts it on a new one.
  bool is_rebound_in_nest(std::string_view name) const {
    const auto occurrences = scope_.find(name);
    return std::any_of(occurrences.begin(), occurrences.end(), [&](const Occurrence& each) {
      return each.role != OccurrenceRole::Read && each.role != OccurrenceRole::Update &&
             each.offset_bytes >= range_.begin.offset_bytes &&
             each.offset_bytes < range_.end.offset_bytes;
    });
  }

  bool writes_before(std::string_view name) const { return last_write(name) != nullptr; }

  // The last write in the scope's own text before the nest.
  const Occurrence* last_write(std::string_view name) const {
    const Occurrence* last = nullptr;
    for (const Occurrence& each : scope_.find(name)) {
      if (each.is_write() && !each.is_nested && each.offset_bytes < range_.begin.offset_bytes &&
          (last == nullptr || each.offset_bytes > last->offset_bytes)) {
        last = &each;
      }
    }
    return last;
  }

  void take(Name& name, const Definition& definition, Stage stage) const {
    name.kind = definition.kind;
    name.element_type = definition.element_type;
    name.constant = definition.constant;
    name.defined_at =
        definition.kind == BaseKind::Unknown ? Stage::Never : std::max(stage, definition.known_at);
  }

  // No path to the nest avoids it.
  bool dominates(const Occurrence& write) const {
    return write.block_end_bytes >= range_.end.offset_bytes;
  }

  bool is_rebound_elsewhere(std::string_view name) const {
    const auto occurrences = scope_.find(name);
    return std::ranges::any_of(occurrences, [](const Occurrence& each) {
      return each.is_nested && (each.is_write() || each.role == OccurrenceRole::Declare);
    });
  }

  // What the writes have in common of which one is the last before the nest, whatever the path.
  Definition common_definition(std::string_view name) const {
    Definition common;
    const Occurrence* later = nullptr;
    const auto occurrences = scope_.find(name);
    for (const Occurrence& each : std::views::reverse(occurrences)) {
      if (!each.is_write() || each.is_nested || each.offset_bytes >= range_.begin.offset_bytes) {
        continue;
      }
      if (each.role == OccurrenceRole::Update) {
        return {};
      }
      common = later == nullptr ? each.definition() : common_part(common, each.definition());
      later = &each;
      if (dominates(*later)) {
        return common;
      }
    }
    const auto on_entry = definition_on_entry(name);
    return on_entry ? common_part(common, *on_entry) : common;
  }

  // Of a name that no statement has bound yet; where nothing has, no path leads to the nest.
  std::optional<Definition> definition_on_entry(std::string_view name) const {
    if (scope_.has_parameter(name)) {
      return Definition{BaseKind::Param, false, {}, ""};
    }
    const auto found = facts_.definitions.find(name);
    return scope_.context == Context::Top && found != facts_.definitions.end()
               ? std::optional(found->second)
               : std::nullopt;
  }

  // Beside exec, which may bind any name, a definition proves nothing but its kind.
  void add_own_definition(Name& name) const {
    const Occurrence* last = last_write(name.text);
    if (last == nullptr) {
      if (scope_.context == Context::Top) {
        add_earlier_definition(name);
      }
      return;
    }
    if (last->role == OccurrenceRole::Update || is_rebound_elsewhere(name.text)) {
      return;
    }
    take(name, common_definition(name.text), Stage::Loop);
    const bool is_certain = dominates(*last) && !name.is_shared && !scope_.reads_unknown_names;
    name.is_fresh = last->definition().is_fresh && is_certain && !is_rebound_in_nest(name.text);
    name.is_unseen = name.is_fresh && is_unseen_since(*last, name);
    if (!is_certain) {
      name.constant.reset();
    }
  }

  // A store of a number into an array makes nothing lead to the array.
  bool is_unseen_since(const Occurrence& definition, const Name& name) const {
    const auto occurrences = scope_.find(name.text);
    const bool holds_numbers = name.kind == BaseKind::Ndarray && !name.element_type.empty();
    return !scope_.reads_unknown_names && !definition.is_chained &&
           std::ranges::none_of(occurrences, [&](const Occurrence& each) {
             return each.offset_bytes > definition.offset_bytes &&
                    each.offset_bytes < range_.begin.offset_bytes &&
                    (!holds_numbers || !each.is_stored_into || each.is_nested);
           });
  }

  void add_earlier_definition(Name& name) const {
    const auto found = facts_.definitions.find(name.text);
    if (found == facts_.definitions.end()) {
      if (!name.imported_as.empty()) {
        const bool is_part = name.imported_as.find('.') != std::string::npos;
        name.kind = is_part ? BaseKind::Unknown : BaseKind::Module;
        name.defined_at = Stage::Notebook;
      }
      return;
    }
    if (facts_.rebound_by_functions.contains(name.text) || is_rebound_elsewhere(name.text)) {
      return;
    }
    take(name, found->second, Stage::Notebook);
    const bool is_certain =
        scope_.context == Context::Top && !name.is_shared && !scope_.reads_unknown_names;
    name.is_fresh = found->second.is_fresh && is_certain && !is_rebound_in_nest(name.text);
    if (!is_certain) {
      name.constant.reset();
    }
  }

  // A global of this text, seen from a function: only a single definition says something.
  void add_module_definition(Name& name, const Scope& module) const {
    const Occurrence* only = nullptr;
    for (const Occurrence& each : module.find(name.text)) {
      if (each.is_write() || each.role == OccurrenceRole::Declare) {
        if (only != nullptr || each.role == OccurrenceRole::Declare) {
          return;
        }
        only = &each;
      }
    }
    if (only != nullptr) {
      take(name, only->definition(), Stage::Notebook);
      name.constant.reset();
    }
  }

  const Scope& scope_;
  const ModuleFacts& facts_;
  const std::function<bool(std::string_view)>& is_read_later_;
  SourceRange range_;
};

}  // namespace

void add_name_facts(NestBuilder& builder,
                    const std::function<bool(std::string_view)>& is_read_later) {
  const NameFacts facts(builder, is_read_later);
  for (const loop_ir::NameId name_id : builder.nest.names.ids()) {
    loop_ir::Name& name = builder.nest.names[name_id];
    if (builder.attribute_names().contains(name_id)) {
      name.is_shared = true;
    } else if (!builder.is_local_of_comprehension(name_id)) {
      facts.add_to(name);
    }
  }
}

}  // namespace autopar::frontend
