#pragma once

#include <vector>

#include "dependence/context.hpp"
#include "loop_ir/ids.hpp"

namespace autopar::dependence {

// What the analysis may take a base for.
enum class BaseType { Array, List, Dict, Other };

// The object behind the base of an access, as one loop sees it.
struct BaseFacts {
  BaseType type = BaseType::Other;
  // The object was made by a definition that no other name can share.
  bool is_fresh = false;
  // The loop's body binds the name, so iterations may see different objects.
  bool is_rebound = false;
  // Each iteration makes the object anew before it touches it: nothing is carried through it.
  bool is_made_in_iteration = false;
  // Where type and freshness are known.
  Evidence evidence;
};

// With facts only they count (an exact ndarray of the given rank), but for names that the nest
// itself binds. rank: number of subscripts; is_written: some access of the nest writes elements.
[[nodiscard]] BaseFacts describe_base(const Context& context, loop_ir::NameId name_id,
                                      loop_ir::LoopId loop_id);

// The guard that would make an array of a base of unknown type.
[[nodiscard]] IsArray array_assumption(const loop_ir::LoopNest& nest, loop_ir::NameId name_id);

// Whatever the name holds in the nest, no array or list that was there before shares memory with
// it: it counts a loop, is a number by its definition, or is bound to literals and results of
// operators only, which are new objects.
[[nodiscard]] bool shares_no_memory(const loop_ir::LoopNest& nest, loop_ir::NameId name_id);

// Same and Apart are proofs; Unknown is neither.
enum class AliasRelation { Same, Apart, Unknown };

// How two bases lie to each other, and what that rests on.
struct AliasAnswer {
  AliasRelation relation = AliasRelation::Unknown;
  // For Same and Apart: what showed it.
  Evidence evidence;
  // For Unknown: what would make them Apart.
  std::vector<Assumption> apart_if;
};

// Whether two bases may be one object or share memory, as one loop sees them. Same also holds for
// two names of one view. Errs on the side of Unknown: by the text, only two fresh objects are
// apart, and one that only its name leads to (own_objects.hpp) from any other; not if the elements
// of one are used as containers.
[[nodiscard]] AliasAnswer relate(const Context& context, loop_ir::NameId left_id,
                                 loop_ir::NameId right_id, loop_ir::LoopId loop_id);

}  // namespace autopar::dependence
