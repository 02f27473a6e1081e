#include "tests/codegen/programs.hpp"

#include "tests/codegen/nest_builder.hpp"

namespace autopar::codegen {

using loop_ir::BinaryOperator;
using loop_ir::LoopNest;
using Id = NestBuilder::Id;

LoopNest saxpy() {
  NestBuilder b;
  b.begin_loop("i", b.read("n"));
  const Id sum =
      b.add(b.multiply(b.read("a"), b.element("x", {b.read("i")})), b.element("y", {b.read("i")}));
  b.assign(b.element("y", {b.read("i")}), sum);
  b.end_loop();
  return b.finish();
}

LoopNest gemm() {
  NestBuilder b;
  b.begin_loop("i", b.read("n"));
  b.begin_loop("j", b.read("m"));
  b.begin_loop("k", b.read("p"));
  const Id product = b.multiply(b.element("a", {b.read("i"), b.read("k")}),
                                b.element("b", {b.read("k"), b.read("j")}));
  b.augment(b.element("c", {b.read("i"), b.read("j")}), BinaryOperator::Add, product);
  b.end_loop();
  b.end_loop();
  b.end_loop();
  return b.finish();
}

LoopNest gemm_with_accumulator() {
  NestBuilder b;
  b.begin_loop("i", b.read("n"));
  b.begin_loop("j", b.read("m"));
  b.assign(b.read("s"), b.real(0.0));
  b.begin_loop("k", b.read("p"));
  const Id product = b.multiply(b.element("a", {b.read("i"), b.read("k")}),
                                b.element("b", {b.read("k"), b.read("j")}));
  b.augment(b.read("s"), BinaryOperator::Add, product);
  b.end_loop();
  b.assign(b.element("c", {b.read("i"), b.read("j")}), b.read("s"));
  b.end_loop();
  b.end_loop();
  return b.finish({"i", "j", "k", "s"});
}

namespace {

void relax(NestBuilder& b, const std::string& from, const std::string& to) {
  b.begin_loop("i", b.number(1), b.subtract(b.read("n"), b.number(1)));
  b.begin_loop("j", b.number(1), b.subtract(b.extent("a", 1), b.number(1)));
  const auto at = [&](std::int64_t down, std::int64_t right) {
    return b.element(from,
                     {b.add(b.read("i"), b.number(down)), b.add(b.read("j"), b.number(right))});
  };
  Id sum = b.add(at(0, 0), at(0, -1));
  sum = b.add(sum, at(0, 1));
  sum = b.add(sum, at(1, 0));
  sum = b.add(sum, at(-1, 0));
  b.assign(b.element(to, {b.read("i"), b.read("j")}), b.multiply(b.real(0.2), sum));
  b.end_loop();
  b.end_loop();
}

}  // namespace

LoopNest jacobi_2d() {
  NestBuilder b;
  b.begin_loop("t", b.read("steps"));
  relax(b, "a", "b");
  relax(b, "b", "a");
  b.end_loop();
  return b.finish();
}

LoopNest total() {
  NestBuilder b;
  b.begin_loop("i", b.read("n"));
  b.augment(b.read("total"), BinaryOperator::Add, b.element("x", {b.read("i")}));
  b.end_loop();
  return b.finish({"total", "i"});
}

LoopNest backwards() {
  NestBuilder b;
  b.begin_loop("i", b.subtract(b.read("n"), b.number(1)), b.number(-1), -2);
  const Id third = b.divide(b.negate(b.element("x", {b.read("i")})), b.real(3.0));
  b.assign(b.element("y", {b.read("i")}), b.add(third, b.multiply(b.read("i"), b.number(7))));
  b.end_loop();
  return b.finish({"i"});
}

LoopNest triangle() {
  NestBuilder b;
  b.begin_loop("i", b.read("n"));
  b.begin_loop("j", b.read("i"));
  const Id twice = b.multiply(b.element("c", {b.read("j"), b.read("i")}), b.number(2));
  b.assign(b.element("c", {b.read("i"), b.read("j")}), b.subtract(twice, b.read("i")));
  b.end_loop();
  b.end_loop();
  return b.finish();
}

LoopNest scalars_across_loops() {
  NestBuilder b;
  b.begin_loop("t", b.read("steps"));
  b.assign(b.read("scale"), b.multiply(b.read("t"), b.real(0.5)));
  b.begin_loop("i", b.read("n"));
  b.assign(b.read("last"), b.multiply(b.element("x", {b.read("i")}), b.read("scale")));
  b.assign(b.element("y", {b.read("i")}), b.read("last"));
  b.end_loop();
  b.assign(b.element("z", {b.read("t")}), b.read("last"));
  b.end_loop();
  return b.finish({"t", "i", "scale", "last"});
}

}  // namespace autopar::codegen
