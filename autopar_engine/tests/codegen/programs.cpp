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

Call saxpy_call(const LoopNest& nest, std::int64_t n, const std::string& order) {
  Call call(nest);
  call.set("n", n);
  call.set("a", 1.1);
  call.set_random_array("x", {n}, order, test_seed());
  call.set_random_array("y", {n}, order, test_seed() + 1);
  return call;
}

void run_saxpy(Call& call) {
  for (std::int64_t i = 0; i < call.integer("n"); ++i) {
    call.at("y", {i}) = call.real("a") * call.at("x", {i}) + call.at("y", {i});
  }
}

Call gemm_call(const LoopNest& nest, const Size& size, const std::string& order) {
  Call call(nest);
  call.set("n", size.n);
  call.set("m", size.m);
  call.set("p", size.p);
  call.set_random_array("a", {size.n, size.p}, order, test_seed());
  call.set_random_array("b", {size.p, size.m}, order, test_seed() + 1);
  call.set_random_array("c", {size.n, size.m}, order, test_seed() + 2);
  return call;
}

void run_gemm(Call& call) {
  for (std::int64_t i = 0; i < call.integer("n"); ++i) {
    for (std::int64_t j = 0; j < call.integer("m"); ++j) {
      for (std::int64_t k = 0; k < call.integer("p"); ++k) {
        call.at("c", {i, j}) += call.at("a", {i, k}) * call.at("b", {k, j});
      }
    }
  }
}

double run_gemm_with_accumulator(Call& call) {
  double s = 0.0;
  for (std::int64_t i = 0; i < call.integer("n"); ++i) {
    for (std::int64_t j = 0; j < call.integer("m"); ++j) {
      s = 0.0;
      for (std::int64_t k = 0; k < call.integer("p"); ++k) {
        s += call.at("a", {i, k}) * call.at("b", {k, j});
      }
      call.at("c", {i, j}) = s;
    }
  }
  return s;
}

Call jacobi_2d_call(const LoopNest& nest, const Size& size, const std::string& order) {
  Call call(nest);
  call.set("steps", size.p);
  call.set("n", size.n);
  call.set_random_array("a", {size.n, size.m}, order, test_seed());
  call.set_random_array("b", {size.n, size.m}, order, test_seed() + 1);
  return call;
}

namespace {

void relax(Call& call, const std::string& from, const std::string& to, std::int64_t columns) {
  for (std::int64_t i = 1; i < call.integer("n") - 1; ++i) {
    for (std::int64_t j = 1; j < columns - 1; ++j) {
      call.at(to, {i, j}) =
          0.2 * (call.at(from, {i, j}) + call.at(from, {i, j - 1}) + call.at(from, {i, j + 1}) +
                 call.at(from, {i + 1, j}) + call.at(from, {i - 1, j}));
    }
  }
}

}  // namespace

void run_jacobi_2d(Call& call) {
  const std::int64_t columns = call.extent("a", 1);
  for (std::int64_t t = 0; t < call.integer("steps"); ++t) {
    relax(call, "a", "b", columns);
    relax(call, "b", "a", columns);
  }
}

}  // namespace autopar::codegen
