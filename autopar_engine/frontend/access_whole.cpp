#include "frontend/access_collector.hpp"

namespace autopar::frontend {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::NameId;

namespace {

// What the accesses of a nest touch, by name.
struct Touched {
  std::set<NameId> elements;
  std::set<NameId> whole_writes;
  // Last attribute of a chain that is stored to -> that chain.
  std::map<std::string, NameId> stored_attributes;
};

std::string last_attribute(const std::string& chain) { return chain.substr(chain.rfind('.') + 1); }

Touched find_touched(const loop_ir::LoopNest& nest) {
  Touched touched;
  for (const Access& access : nest.accesses) {
    const std::string& text = nest.names[access.base_id].text;
    if (access.kind == AccessKind::Element) {
      touched.elements.insert(access.base_id);
    } else if (access.mode == AccessMode::Write && access.kind == AccessKind::Whole) {
      touched.whole_writes.insert(access.base_id);
    } else if (access.mode == AccessMode::Write && text.find('.') != text.npos) {
      touched.stored_attributes.emplace(last_attribute(text), access.base_id);
    }
  }
  return touched;
}

// The chain leads to elements of its root, or two chains may lead to one attribute.
bool sees_root(const loop_ir::LoopNest& nest, const Access& access, NameId root_id,
               const Touched& touched) {
  const auto stored =
      touched.stored_attributes.find(last_attribute(nest.names[access.base_id].text));
  const bool is_stored_elsewhere =
      stored != touched.stored_attributes.end() && stored->second != access.base_id;
  return touched.elements.contains(root_id) ||
         (is_stored_elsewhere && access.mode == AccessMode::Read);
}

}  // namespace

// `x = a + 1` and `a.T[i]` see elements of `a` where the nest also has `a[i]`, `len(a)` sees what
// `a.append(x)` does. A store through a chain goes to an element nobody knows which.
void AccessCollector::mark_whole_reads() {
  const Touched touched = find_touched(nest_);
  for (const AccessId access_id : nest_.accesses.ids()) {
    Access& access = nest_.accesses[access_id];
    const auto root = chain_roots_.find(access.base_id);
    if (root != chain_roots_.end() && sees_root(nest_, access, root->second, touched)) {
      const bool is_store = access.kind == AccessKind::Element && access.mode == AccessMode::Write;
      access.kind = is_store ? AccessKind::Element : AccessKind::Whole;
      access.base_id = root->second;
      access.dimensions.assign(is_store ? 1 : 0, loop_ir::SubscriptDimension{});
    } else if (access.kind == AccessKind::Scalar && access.mode == AccessMode::Read) {
      const bool sees_elements =
          touched.elements.contains(access.base_id) && !name_only_reads_.contains(access_id);
      if (sees_elements || touched.whole_writes.contains(access.base_id)) {
        access.kind = AccessKind::Whole;
      }
    }
  }
}

}  // namespace autopar::frontend
