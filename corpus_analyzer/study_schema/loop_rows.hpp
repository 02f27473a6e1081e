#pragma once

#include <cstdint>
#include <string_view>

#include "autopar/result.hpp"
#include "store/connection.hpp"
#include "verdicts/records.hpp"

namespace autopar::study_schema {

// Which loop a row belongs to.
struct LoopKey {
  std::string_view blob;
  std::uint32_t cell = 0;
  std::uint32_t loop = 0;
};

// Writes what the study keeps of loops: table loop and the tables below it.
class LoopRows {
 public:
  static Result<LoopRows> open(store::Connection& connection);

  // Takes out all rows of a content.
  Result<void> forget(std::string_view blob);
  Result<void> add(const LoopKey& key, const verdicts::LoopRecord& loop);

  // Takes out the rows of contents that table notebook does not have.
  static Result<void> drop_orphans(store::Connection& connection);

 private:
  struct Statements {
    store::Statement loop;
    store::Statement call;
    store::Statement memory_reference;
    store::Statement scalar_flow;
    store::Statement pair_test;
    store::Statement pair;
    std::vector<store::Statement> forget;
  };
  explicit LoopRows(Statements statements);

  Result<void> add_loop(const LoopKey& key, const verdicts::LoopRecord& loop);
  Result<void> add_calls(const LoopKey& key, const verdicts::LoopRecord& loop);
  Result<void> add_references(const LoopKey& key, const verdicts::LoopRecord& loop);
  Result<void> add_scalars(const LoopKey& key, const verdicts::LoopRecord& loop);
  Result<void> add_pair_tests(const LoopKey& key, const verdicts::LoopRecord& loop);
  Result<void> add_pairs(const LoopKey& key, const verdicts::LoopRecord& loop);

  Statements statements_;
};

}  // namespace autopar::study_schema
