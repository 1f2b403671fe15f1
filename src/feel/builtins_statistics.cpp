// product, median, stddev and mode (DMN 1.5, 10.3.4.4): of lists that are settled.
#include <algorithm>
#include <map>

#include "feel/builtins_internal.hpp"
#include "feel/operators.hpp"

namespace enact::feel {
namespace {

Value failed(Evaluation& evaluation, const char* function) {
  return argument_error(evaluation, {std::string("“") + function + "”对这个列表没有结果",
                                     std::string("`") + function + "` has no result for this list"});
}

std::optional<std::vector<Decimal>> numbers(std::size_t signature, Arguments arguments) {
  List storage;
  const auto& list = list_argument(signature, arguments, storage);
  std::vector<Decimal> result;
  for (const auto& item : list.items) {
    if (!item.number()) return std::nullopt;
    result.push_back(*item.number());
  }
  return result;
}

Value settle(Evaluation& evaluation, const std::optional<Decimal>& number, const char* function) {
  return number ? Value(*number) : failed(evaluation, function);
}

std::optional<Decimal> total(const std::vector<Decimal>& values) {
  std::optional<Decimal> sum(0);
  for (const auto& value : values) {
    if (sum) sum = sum->add(value);
  }
  return sum;
}

Value product(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  const auto values = numbers(signature, arguments);
  if (!values || values->empty()) return failed(evaluation, "product");
  std::optional<Decimal> result(1);
  for (const auto& value : *values) {
    if (result) result = result->multiply(value);
  }
  return settle(evaluation, result, "product");
}

Value median(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  auto values = numbers(signature, arguments);
  if (!values || values->empty()) return failed(evaluation, "median");
  std::ranges::sort(*values);
  const auto middle = values->size() / 2;
  if (values->size() % 2 == 1) return (*values)[middle];
  const auto sum = (*values)[middle - 1].add((*values)[middle]);
  return settle(evaluation, sum ? sum->divide(2) : std::nullopt, "median");
}

// Of a sample: the sum of squares is divided by one less than the count.
std::optional<Decimal> sample_deviation(const std::vector<Decimal>& values) {
  const Decimal size(static_cast<std::int64_t>(values.size()));
  const auto sum = total(values);
  const auto mean = sum ? sum->divide(size) : std::nullopt;
  if (!mean) return std::nullopt;
  std::vector<Decimal> squares;
  for (const auto& value : values) {
    const auto difference = value.subtract(*mean);
    const auto square = difference ? difference->multiply(*difference) : std::nullopt;
    if (!square) return std::nullopt;
    squares.push_back(*square);
  }
  const auto all = total(squares);
  const auto variance =
      all ? all->divide(Decimal(static_cast<std::int64_t>(values.size()) - 1)) : std::nullopt;
  return variance ? variance->sqrt() : std::nullopt;
}

Value stddev(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  const auto values = numbers(signature, arguments);
  if (!values || values->size() < 2) return failed(evaluation, "stddev");
  return settle(evaluation, sample_deviation(*values), "stddev");
}

Value mode(Evaluation& evaluation, std::size_t signature, Arguments arguments) {
  const auto values = numbers(signature, arguments);
  if (!values) return failed(evaluation, "mode");
  std::map<Decimal, int> counts;
  int most = 0;
  for (const auto& value : *values) most = std::max(most, ++counts[value]);
  std::vector<Value> result;
  for (const auto& [value, times] : counts) {
    if (times == most) result.emplace_back(value);
  }
  return make_list(std::move(result));
}

}  // namespace

void add_statistics(Registry& registry) {
  using namespace types;
  const auto strict = Strictness::strict;
  const auto over_numbers = [](const TypePtr& result) {
    return std::vector<Signature>{signature({required("list", list_of(number()))}, result),
                                  variadic({required("n", number())}, result)};
  };
  registry.add("product", "求积", {"各数之积", "the product of numbers"}, strict, over_numbers(number()),
               product);
  registry.add("median", "中位数", {"中位数", "the middle number, or the mean of the two in the middle"},
               strict, over_numbers(number()), median);
  registry.add("stddev", "标准差", {"样本标准差", "the sample standard deviation"}, strict,
               over_numbers(number()), stddev);
  registry.add("mode", "众数", {"出现最多的各数，由小到大", "the most frequent numbers, ascending"}, strict,
               over_numbers(list_of(number())), mode);
}

}  // namespace enact::feel
