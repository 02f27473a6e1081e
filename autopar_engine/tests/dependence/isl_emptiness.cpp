#include "tests/dependence/isl_emptiness.hpp"

#include <isl/ctx.h>
#include <isl/mat.h>
#include <isl/options.h>
#include <isl/set.h>
#include <isl/space.h>
#include <isl/val.h>

#include <vector>

namespace autopar::dependence {
namespace {

using polyhedra::IntegerSet;
using polyhedra::LinearForm;

// Most sets take a thousand steps.
constexpr unsigned long kMaximumOperations = 20'000'000;

isl_mat* set_element(isl_ctx* context, isl_mat* matrix, std::size_t row, std::size_t column,
                     std::int64_t value) {
  return isl_mat_set_element_val(matrix, static_cast<int>(row), static_cast<int>(column),
                                 isl_val_int_from_si(context, value));
}

// The constant comes first.
isl_mat* to_matrix(isl_ctx* context, const std::vector<LinearForm>& rows,
                   std::size_t variable_count) {
  isl_mat* matrix = isl_mat_alloc(context, static_cast<unsigned>(rows.size()),
                                  static_cast<unsigned>(variable_count + 1));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    matrix = set_element(context, matrix, row, 0, rows[row].constant);
    for (std::size_t variable = 0; variable < variable_count; ++variable) {
      matrix = set_element(context, matrix, row, variable + 1, rows[row].coefficients[variable]);
    }
  }
  return matrix;
}

}  // namespace

void IslEmptiness::Free::operator()(isl_ctx* context) const { isl_ctx_free(context); }

IslEmptiness::IslEmptiness() : context_(isl_ctx_alloc()) {
  isl_options_set_on_error(context_.get(), ISL_ON_ERROR_CONTINUE);
}

std::optional<bool> IslEmptiness::has_point(const IntegerSet& set) const {
  isl_ctx* context = context_.get();
  isl_ctx_reset_operations(context);
  isl_ctx_set_max_operations(context, kMaximumOperations);
  isl_basic_set* points = isl_basic_set_from_constraint_matrices(
      isl_space_set_alloc(context, 0, static_cast<unsigned>(set.variable_count)),
      to_matrix(context, set.equalities, set.variable_count),
      to_matrix(context, set.inequalities, set.variable_count), isl_dim_cst, isl_dim_set,
      isl_dim_div, isl_dim_param);
  const isl_bool is_empty = isl_basic_set_is_empty(points);
  isl_basic_set_free(points);
  isl_ctx_reset_error(context);
  return is_empty == isl_bool_error ? std::nullopt : std::optional(is_empty == isl_bool_false);
}

}  // namespace autopar::dependence
