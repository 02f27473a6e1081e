#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "autopar/float_mode.hpp"
#include "dependence/analysis.hpp"
#include "loop_ir/array_ranks.hpp"
#include "loop_ir/loop_nest.hpp"
#include "runtime/live_objects/outputs.hpp"
#include "runtime/specialization.hpp"

namespace autopar::runtime {

// A nest as it is compiled for arrays with certain numbers of dimensions, and what is compiled of
// it. Inputs and outputs are those of the region, in its order; after these inputs come the arrays
// that the nest makes (loop_ir::NewArray), which count as inputs too.
class RegionForm {
 public:
  // Nothing if the nest lacks one of the names, or reads another one.
  [[nodiscard]] static std::optional<RegionForm> make(loop_ir::LoopNest nest,
                                                      const std::vector<std::string>& inputs,
                                                      const std::vector<std::string>& outputs);

  [[nodiscard]] const loop_ir::LoopNest& nest() const { return nest_; }
  [[nodiscard]] const std::vector<loop_ir::NameId>& input_ids() const { return input_ids_; }
  [[nodiscard]] const std::vector<Output>& outputs() const { return outputs_; }
  // By input: whether the nest may write elements of it which may have to be put back.
  [[nodiscard]] const std::vector<bool>& is_written() const { return is_written_; }
  // An output may end as an object in one of these, and nobody knows as which.
  [[nodiscard]] const std::vector<loop_ir::NameId>& sequences_in_doubt() const {
    return sequences_in_doubt_;
  }
  // The number of inputs for a name that is none.
  [[nodiscard]] std::size_t index_of(loop_ir::NameId name_id) const;

  // What the text alone says; made when the first call needs it.
  [[nodiscard]] const dependence::NestAnalysis& by_text();
  // Those for the kinds of these facts. They stay where they are.
  [[nodiscard]] Specializations& specializations_for(const loop_ir::ArgumentFacts& facts,
                                                     FloatMode mode);
  [[nodiscard]] std::size_t specialization_count() const;

 private:
  RegionForm(loop_ir::LoopNest nest, std::vector<loop_ir::NameId> input_ids,
             const std::vector<loop_ir::NameId>& output_ids);
  void add_output(loop_ir::NameId name_id);
  void find_nested_source(Output& output);

  loop_ir::LoopNest nest_;
  std::vector<loop_ir::NameId> input_ids_;
  std::vector<Output> outputs_;
  std::vector<bool> is_written_;
  std::vector<loop_ir::NameId> sequences_in_doubt_;
  std::optional<dependence::NestAnalysis> by_text_;
  // One for each combination of kinds.
  std::list<Specializations> specializations_;
};

// The nest of a region as it is compiled where its names hold arrays of these ranks; nothing if
// there is none.
using NestByRanks =
    std::function<std::optional<loop_ir::LoopNest>(const loop_ir::ArrayRanks& ranks)>;

// The forms of one nest. Each stays where it is.
class RegionForms {
 public:
  // Requires that there is a form of the nest.
  RegionForms(loop_ir::LoopNest nest, std::vector<std::string> inputs,
              std::vector<std::string> outputs, NestByRanks by_ranks);

  // What the text alone gives: each array has as many indices as dimensions.
  [[nodiscard]] RegionForm& usual() { return forms_.front(); }
  [[nodiscard]] const RegionForm& usual() const { return forms_.front(); }
  // The one for these inputs.
  [[nodiscard]] RegionForm& form_for(const std::vector<loop_ir::LiveArgument>& inputs);
  [[nodiscard]] std::size_t specialization_count() const;

 private:
  std::vector<std::string> inputs_;
  std::vector<std::string> outputs_;
  NestByRanks by_ranks_;
  // The usual one first.
  std::list<RegionForm> forms_;
  std::map<loop_ir::ArrayRanks, RegionForm*> forms_by_ranks_;
};

}  // namespace autopar::runtime
