#include "frontend/access_collector.hpp"

namespace autopar::frontend {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::NameId;

// `x = a + 1` and `a.T[i]` see elements of `a` where the nest also has `a[i]`.
void AccessCollector::mark_whole_reads() {
  std::set<NameId> with_elements;
  for (const Access& access : nest_.accesses) {
    if (access.kind == AccessKind::Element) {
      with_elements.insert(access.base_id);
    }
  }
  for (const AccessId access_id : nest_.accesses.ids()) {
    Access& access = nest_.accesses[access_id];
    const auto root = chain_roots_.find(access.base_id);
    if (root != chain_roots_.end() && with_elements.contains(root->second)) {
      access.kind = AccessKind::Whole;
      access.base_id = root->second;
      access.dimensions.clear();
    } else if (access.kind == AccessKind::Scalar && access.mode == loop_ir::AccessMode::Read &&
               with_elements.contains(access.base_id) && !name_only_reads_.contains(access_id)) {
      access.kind = AccessKind::Whole;
    }
  }
}

}  // namespace autopar::frontend
