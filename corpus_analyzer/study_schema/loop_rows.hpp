#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "autopar/result.hpp"
#include "store/connection.hpp"
#include "store/row_buffer.hpp"
#include "verdicts/records.hpp"

namespace autopar::study_schema {

// Which loop of a notebook a row belongs to.
struct LoopKey {
  std::uint32_t cell = 0;
  std::uint32_t loop = 0;
};

// Keeps the rows of the loops of notebooks, table loop and the tables below it, and writes them.
class LoopRows {
 public:
  static Result<LoopRows> open(store::Connection& connection);

  void add(const LoopKey& key, const verdicts::LoopRecord& loop);
  // The loops since the last call are those of a notebook.
  void end_notebook();

  // Writes what was added, notebook after notebook as they are named.
  Result<void> write(std::span<const store::RowBuffer::Group> notebooks);

  [[nodiscard]] std::size_t kept_bytes() const;

 private:
  enum Table : std::uint8_t { Loop, Call, Reference, Scalar, PairTest, Pair };
  explicit LoopRows(std::vector<store::RowBuffer> tables);

  void add_loop(const LoopKey& key, const verdicts::LoopRecord& loop);
  void add_calls(const LoopKey& key, const verdicts::LoopRecord& loop);
  void add_references(const LoopKey& key, const verdicts::LoopRecord& loop);
  void add_scalars(const LoopKey& key, const verdicts::LoopRecord& loop);
  void add_pair_tests(const LoopKey& key, const verdicts::LoopRecord& loop);
  void add_pairs(const LoopKey& key, const verdicts::LoopRecord& loop);

  std::vector<store::RowBuffer> tables_;  // in the order of Table
};

}  // namespace autopar::study_schema
