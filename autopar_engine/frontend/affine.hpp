#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::frontend {

// Where an expression is evaluated.
struct Site {
  // The loops around it, outermost first.
  std::span<const loop_ir::LoopId> loop_ids;
  std::uint32_t offset_bytes = 0;
};

// What the nest does to each name, from its accesses.
class NameUses {
 public:
  explicit NameUses(const loop_ir::LoopNest& nest);

  [[nodiscard]] const std::vector<loop_ir::AccessId>& writes(loop_ir::NameId name_id) const;
  // The object behind the name may change size or content as a whole.
  [[nodiscard]] bool may_change_whole(loop_ir::NameId name_id) const;
  // The same of an array: a store through a slice changes the size of a list only.
  [[nodiscard]] bool may_change_whole_array(loop_ir::NameId name_id) const;
  // Something writes the name, an attribute of it, an element, or the object as a whole.
  [[nodiscard]] bool may_change(loop_ir::NameId name_id) const;
  // The name of an attribute chain that the nest mentions; not valid if it does not.
  [[nodiscard]] loop_ir::NameId find_chain(const std::string& text) const;
  // Where the block that directly holds a statement ends.
  [[nodiscard]] std::uint32_t block_end(loop_ir::StatementId statement_id) const;

 private:
  void note_write(loop_ir::AccessId access_id);
  void note_block(const loop_ir::Block& block);
  void note_blocks();

  const loop_ir::LoopNest& nest_;
  std::vector<std::vector<loop_ir::AccessId>> writes_;
  std::vector<bool> whole_writes_;
  std::vector<bool> slice_stores_;
  std::set<std::string, std::less<>> changed_roots_;
  std::map<std::string, loop_ir::NameId, std::less<>> chains_;
  std::vector<std::uint32_t> block_ends_;
};

// Turns expressions into affine forms over the indices of the enclosing loops and over symbols,
// which it adds to the nest. Known: + - * with a constant factor, unary minus and plus, integers,
// indices that the body does not store to, names that do not change where the form is used,
// len(a), a.shape[k], and temporaries with one definition that dominates the use. Gives nothing
// for all else: a form is always right if its symbols are integers.
class AffineConverter {
 public:
  AffineConverter(loop_ir::LoopNest& nest, const NameUses& uses) : nest_(nest), uses_(uses) {}

  [[nodiscard]] std::optional<loop_ir::AffineForm> convert(loop_ir::ExpressionId expression_id,
                                                           const Site& site);

  // Nothing unless every bound that is written is affine and the step a constant other than 0. No
  // extent is noted.
  [[nodiscard]] std::optional<loop_ir::SliceForm> convert_slice(const loop_ir::Slice& slice,
                                                                const Site& site);

  // The index of an enclosing loop that the name holds at the site; not valid if it holds none.
  [[nodiscard]] loop_ir::LoopId index_loop(loop_ir::NameId name_id, const Site& site) const;

  // len(name), where the length cannot change in the nest.
  [[nodiscard]] std::optional<loop_ir::AffineForm> extent(loop_ir::NameId name_id,
                                                          std::uint32_t dimension);
  // The same if the name stands for an array, which keeps its length when slices are stored to.
  [[nodiscard]] std::optional<loop_ir::AffineForm> array_extent(loop_ir::NameId name_id,
                                                                std::uint32_t dimension);

 private:
  using Form = std::optional<loop_ir::AffineForm>;

  Form convert_at(loop_ir::ExpressionId expression_id, const Site& site);
  Form convert_name(loop_ir::NameId name_id, const Site& site);
  Form convert_written_name(loop_ir::NameId name_id, const Site& site);
  Form convert_temporary(const loop_ir::Access& write, const Site& site);
  Form convert_chain(loop_ir::ExpressionId expression_id);
  Form convert_unary(const loop_ir::Unary& unary, const Site& site);
  Form convert_binary(const loop_ir::Binary& binary, const Site& site);
  Form convert_call(loop_ir::ExpressionId expression_id, const loop_ir::Call& call,
                    const Site& site);
  Form symbol(loop_ir::Symbol wanted);

  loop_ir::LoopNest& nest_;
  const NameUses& uses_;
  std::map<std::tuple<loop_ir::SymbolKind, loop_ir::NameId, std::uint32_t>, loop_ir::SymbolId>
      symbols_;
  int steps_ = 0;
};

}  // namespace autopar::frontend
