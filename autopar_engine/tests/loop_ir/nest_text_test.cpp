#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop_ir/text.hpp"
#include "loop_ir/verify.hpp"

namespace autopar::loop_ir {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

// for i in range(n): y[i] = 0.1 * x[2*i - 1]
struct ScaledCopy {
  LoopNest nest;
  NameId i;
  NameId n;
  NameId x;
  NameId y;
  ExpressionId product;
  ExpressionId index;

  ScaledCopy() {
    i = nest.names.add({.text = "i", .is_written = true});
    n = nest.names.add({.text = "n"});
    x = nest.names.add({.text = "x"});
    y = nest.names.add({.text = "y"});
    const SymbolId extent = nest.symbols.add({.kind = SymbolKind::Value, .name_id = n});
    const LoopId loop = nest.loops.add({});
    const auto add = [this](ExpressionNode node) {
      return nest.expressions.add({std::move(node), {}});
    };
    const ExpressionId two_i =
        add(Binary{BinaryOperator::Multiply, add(IntegerLiteral{2}), add(NameRead{i})});
    index = add(Binary{BinaryOperator::Subtract, two_i, add(IntegerLiteral{1})});
    const ExpressionId load = add(Subscript{add(NameRead{x}), {index}});
    product = add(Binary{BinaryOperator::Multiply, add(FloatLiteral{0.1}), load});
    const ExpressionId store_index = add(NameRead{i});
    const ExpressionId store = add(Subscript{add(NameRead{y}), {store_index}});
    const StatementId assign = nest.statements.add({Assign{{store}, product}, {}});
    const AffineForm i_form = AffineForm::of_loop(loop);
    Loop& outer = nest.loops[loop];
    outer.index_name_id = i;
    outer.domain.start = AffineForm::of_constant(0);
    outer.domain.stop = AffineForm::of_symbol(extent);
    outer.domain.step = 1;
    outer.body = {assign};
    const auto shifted = i_form.times(2)->minus(AffineForm::of_constant(1));
    nest.accesses.add({.kind = AccessKind::Element,
                       .base_id = x,
                       .dimensions = {{SubscriptForm::Lin1, shifted, index}},
                       .statement_id = assign,
                       .loop_ids = {loop}});
    nest.accesses.add({.kind = AccessKind::Element,
                       .mode = AccessMode::Write,
                       .base_id = y,
                       .dimensions = {{SubscriptForm::Lin1, i_form, store_index}},
                       .statement_id = assign,
                       .loop_ids = {loop}});
  }
};

TEST(NestText, what_was_printed_reads_back_to_the_same_text) {
  ScaledCopy fixture;
  fixture.nest.source_name = "quotes \" backslash \\ newline \n";
  fixture.nest.refusals.add({RefusalKind::With, {}, "open"});
  const std::string text = print_nest(fixture.nest);
  const auto read = read_nest(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(print_nest(*read), text);
  EXPECT_EQ(read->source_name, fixture.nest.source_name);
}

TEST(NestText, slices_and_shifted_subscripts_read_back) {
  ScaledCopy copy;
  Access access;
  access.kind = AccessKind::Element;
  access.base_id = copy.x;
  access.expression_id = copy.index;
  access.loop_ids = {LoopNest::root()};
  SliceForm slice{AffineForm::of_loop(LoopNest::root()), {}, -2, AffineForm::of_constant(7)};
  access.dimensions.push_back({SubscriptForm::Slice, {}, copy.index, slice});
  access.dimensions.push_back({SubscriptForm::Inv, {}, copy.index, {}, true});
  const AccessId access_id = copy.nest.accesses.add(access);
  EXPECT_THAT(find_violations(copy.nest), IsEmpty());
  const auto read = read_nest(print_nest(copy.nest));
  ASSERT_TRUE(read);
  const std::vector<SubscriptDimension>& dimensions = read->accesses[access_id].dimensions;
  EXPECT_EQ(dimensions.at(0).slice, slice);
  EXPECT_FALSE(dimensions.at(0).is_shifted);
  EXPECT_FALSE(dimensions.at(1).slice);
  EXPECT_TRUE(dimensions.at(1).is_shifted);
}

TEST(Verify, a_slice_has_no_form_of_an_index_and_no_step_0) {
  const auto violations = [](SubscriptDimension dimension) {
    ScaledCopy copy;
    Access access;
    access.kind = AccessKind::Element;
    access.base_id = copy.x;
    access.expression_id = copy.index;
    access.loop_ids = {LoopNest::root()};
    access.dimensions = {std::move(dimension)};
    copy.nest.accesses.add(access);
    return find_violations(copy.nest);
  };
  const AffineForm one = AffineForm::of_constant(1);
  EXPECT_THAT(violations({SubscriptForm::Slice, {}, {}, SliceForm{one, one}}), IsEmpty());
  EXPECT_THAT(violations({SubscriptForm::Slice, {}, {}, SliceForm{one, one, 0}}), Not(IsEmpty()));
  EXPECT_THAT(violations({SubscriptForm::Slice, one, {}, SliceForm{}}), Not(IsEmpty()));
  EXPECT_THAT(violations({SubscriptForm::Inv, {}, {}, SliceForm{}}), Not(IsEmpty()));
  EXPECT_THAT(violations({SubscriptForm::Inv, one, {}, {}, true}), Not(IsEmpty()));
  const AffineForm unknown = AffineForm::of_symbol(SymbolId(77));
  EXPECT_THAT(violations({SubscriptForm::Slice, {}, {}, SliceForm{{}, unknown}}), Not(IsEmpty()));
}

TEST(NestText, a_damaged_text_names_the_line_and_what_was_expected) {
  std::string text = print_nest(ScaledCopy().nest);
  text.replace(text.find("Multiply"), 8, "Multiplx");
  const auto read = read_nest(text);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, ::testing::HasSubstr("expected an enumerator"));
}

TEST(NestText, every_proper_prefix_is_an_error_and_no_crash) {
  const std::string text = print_nest(ScaledCopy().nest);
  for (std::size_t length = 0; length + 2 < text.size(); ++length) {
    EXPECT_FALSE(read_nest(text.substr(0, length))) << length;
  }
}

TEST(ExpressionText, expressions_print_in_python_syntax) {
  const ScaledCopy fixture;
  EXPECT_EQ(print_expression(fixture.nest, fixture.product), "0.1 * x[2 * i - 1]");
}

TEST(ExpressionText, parentheses_stand_where_precedence_needs_them) {
  LoopNest nest;
  const auto add = [&nest](ExpressionNode node) {
    return nest.expressions.add({std::move(node), {}});
  };
  const auto one = add(IntegerLiteral{1});
  const auto two = add(IntegerLiteral{2});
  const auto sum = add(Binary{BinaryOperator::Add, one, two});
  const auto minus = add(Unary{UnaryOperator::Negate, one});
  const auto text = [&](ExpressionNode node) {
    return print_expression(nest, add(std::move(node)));
  };
  EXPECT_EQ(text(Binary{BinaryOperator::Multiply, sum, two}), "(1 + 2) * 2");
  EXPECT_EQ(text(Binary{BinaryOperator::Subtract, one, sum}), "1 - (1 + 2)");
  EXPECT_EQ(text(Binary{BinaryOperator::Power, minus, two}), "(-1)**2");
  EXPECT_EQ(text(Binary{BinaryOperator::Power, two, minus}), "2**-1");
  EXPECT_EQ(text(Unary{UnaryOperator::Not, sum}), "not 1 + 2");
  EXPECT_EQ(text(Subscript{sum, {one, two}}), "(1 + 2)[1, 2]");
}

TEST(ExpressionText, affine_forms_print_as_sums) {
  const ScaledCopy fixture;
  EXPECT_EQ(print_affine(fixture.nest, *fixture.nest.accesses[AccessId(0)].dimensions[0].affine),
            "2*i - 1");
  EXPECT_EQ(print_affine(fixture.nest, AffineForm()), "0");
}

TEST(Verify, a_well_formed_nest_has_no_violations) {
  EXPECT_THAT(find_violations(ScaledCopy().nest), IsEmpty());
}

TEST(Verify, each_broken_rule_is_found) {
  ScaledCopy twice;
  twice.nest.loops[LoopNest::root()].body.emplace_back(0);
  EXPECT_THAT(find_violations(twice.nest), Not(IsEmpty()));

  ScaledCopy wrong_loops;
  wrong_loops.nest.accesses[AccessId(0)].loop_ids.clear();
  EXPECT_THAT(find_violations(wrong_loops.nest), Not(IsEmpty()));

  ScaledCopy wrong_exit;
  wrong_exit.nest.statements[StatementId(0)].node = Break{LoopId(7)};
  EXPECT_THAT(find_violations(wrong_exit.nest), Not(IsEmpty()));

  ScaledCopy written_symbol;
  written_symbol.nest.names[written_symbol.n].is_written = true;
  EXPECT_THAT(find_violations(written_symbol.nest), Not(IsEmpty()));

  ScaledCopy forward_operand;
  forward_operand.nest.expressions[ExpressionId(0)].node =
      Unary{UnaryOperator::Negate, ExpressionId(5)};
  EXPECT_THAT(find_violations(forward_operand.nest), Not(IsEmpty()));

  EXPECT_THAT(find_violations(LoopNest()), Not(IsEmpty()));
}

}  // namespace
}  // namespace autopar::loop_ir
