#include "codegen/sum_printing.hpp"

#include <fmt/format.h>

#include "codegen/operations.hpp"

namespace autopar::codegen {
namespace {

void print_index(const SumLoop& loop, StatementPrinter& statements, SourceText& out,
                 const std::string& iteration) {
  out.line("const i64 {} = {};", Identifiers::iteration(loop.loop_id), iteration);
  statements.print_index(loop.loop_id);
  const loop_ir::NameId index_id = loop.expressions.nest().loops[loop.loop_id].index_name_id;
  if (loop.typed_names.contains(index_id)) {
    out.line("(void){};", loop.expressions.identifiers().type(index_id));
  }
}

void print_lanes(const SumLoop& loop, StatementPrinter& statements, SourceText& out) {
  const std::string term = loop.expressions.real(loop.sum.term_id);
  const std::string go_on = has_checks(term) ? " && !failed" : "";
  out.open("for (; place + LANES <= end{}; place += LANES)", go_on);
  out.line("lanes terms = {{0}};");
  out.open("for (int lane = 0; lane < LANES; ++lane)");
  print_index(loop, statements, out, "place + lane");
  out.line("terms[lane] = {};", term);
  out.close();
  out.line("sums += terms;");
  out.line("weights += MAGNITUDES(terms);");
  out.close();
  out.open("for (int lane = 0; place < end{}; ++lane, ++place)", go_on);
  print_index(loop, statements, out, "place");
  out.line("const f64 term = {};", term);
  out.line("sums[lane] += term;");
  out.line("weights[lane] += __builtin_fabs(term);");
  out.close();
}

}  // namespace

std::string_view sum_prelude() {
  static const std::string text = fmt::format("#define LANES {}\n", kLanes) +
                                  R"(typedef f64 lanes __attribute__((vector_size(8 * LANES)));
typedef i64 lane_bits __attribute__((vector_size(8 * LANES)));
#define MAGNITUDES(terms) ((lanes)((lane_bits)(terms) & (i64)0x7fffffffffffffff))
INLINE f64 total_of(const lanes* values) {
  lanes sums = *values;
  for (int width = LANES / 2; width > 0; width /= 2) {
    for (int lane = 0; lane < width; ++lane) sums[lane] += sums[lane + width];
  }
  return sums[0];
}
)";
  return text;
}

std::string part_count_text(const std::string& trip) {
  return fmt::format("(({} - 3) / {} + 1)", trip, kIterationsOfPart);
}

void print_parts(const SumLoop& loop, StatementPrinter& statements, SourceText& out,
                 const std::string& first, const std::string& last, const PartSink& sink) {
  const bool may_fail = has_checks(loop.expressions.real(loop.sum.term_id));
  out.open("for (i64 part = {}; part < {}{}; ++part)", first, last, may_fail ? " && !failed" : "");
  out.line("i64 place = 1 + part * {};", kIterationsOfPart);
  out.line("const i64 end = place + {0} < {1} - 1 ? place + {0} : {1} - 1;", kIterationsOfPart,
           Identifiers::trip(loop.loop_id));
  out.line("lanes sums = -(lanes){{0}};");
  out.line("lanes weights = {{0}};");
  print_lanes(loop, statements, out);
  sink(out, "total_of(&sums)", "total_of(&weights)");
  out.close();
}

void print_sum(const SumLoop& loop, StatementPrinter& statements, SourceText& out,
               const std::function<void(SourceText&)>& print_total) {
  const Identifiers& ids = loop.expressions.identifiers();
  const std::string name = ids.scalar(loop.sum.sum_id);
  const std::string type = ids.type(loop.sum.sum_id);
  const std::string trip = Identifiers::trip(loop.loop_id);
  const bool is_typed = loop.typed_names.contains(loop.sum.sum_id);
  out.open();
  statements.print_bounds(loop.loop_id);
  out.line("int is_summed = 0;");
  out.open("if ({} >= {})", trip, kFewestIterations);
  out.line("const f64 before = {};", name);
  if (is_typed) {
    out.line("const i64 type_before = {};", type);
  }
  statements.print_iterations(loop.loop_id, "0", "1");
  out.line("f64 total = -0.0;");
  out.line("f64 weight = 0;");
  print_total(out);
  out.line("weight += __builtin_fabs({});", name);
  out.line("{0} = {0} {1} total;", name, loop.sum.is_subtracted ? "-" : "+");
  statements.print_iterations(loop.loop_id, fmt::format("{} - 1", trip), trip);
  out.line("is_summed = weight < 0x1p+1023 && __builtin_fabs({}) < 0x1p+1023;", name);
  out.open("if (!is_summed)");
  out.line("{} = before;", name);
  if (is_typed) {
    out.line("{} = type_before;", type);
  }
  out.close();
  out.close();
  out.open("if (!is_summed)");
  statements.print_all_iterations(loop.loop_id);
  out.close();
  out.close();
}

}  // namespace autopar::codegen
