// Functions of cash flows. Not of the standard: other engines do not know them.
#include <fmt/format.h>

#include "feel/builtins_internal.hpp"
#include "feel/internal_rate.hpp"

namespace enact::feel {
namespace {

Text explain(const NoRate& none) {
  switch (none.why) {
    case NoRate::Why::one_sign:
      return {"现金流只有投入或只有收回，没有内部收益率",
              "the flows are all paid in or all paid out: there is no rate of return"};
    case NoRate::Why::one_day:
      return {"现金流都在同一天，没有内部收益率", "the flows are all of one day: there is no rate of return"};
    case NoRate::Why::none:
      return {"在 -99.9999% 至 1000000% 之间没有内部收益率",
              "there is no rate of return between -99.9999 % and 1,000,000 %"};
    case NoRate::Why::several:
      break;
  }
  std::string rates;
  for (const Decimal& rate : none.rates) rates += (rates.empty() ? "" : ", ") + rate.to_string();
  return {fmt::format("有几个内部收益率（{}），哪一个都不能单独作数", rates),
          fmt::format("several rates of return fit ({}), so that none of them is the rate", rates)};
}

Value internal_rate_of_return(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const auto& dates = arguments[0].list()->items;
  const auto& amounts = arguments[1].list()->items;
  if (dates.size() != amounts.size()) {
    return argument_error(
        evaluation,
        {fmt::format("日期有 {} 个，金额有 {} 个，应一一对应", dates.size(), amounts.size()),
         fmt::format("{} dates and {} amounts: each amount needs its date", dates.size(), amounts.size())});
  }
  std::vector<CashFlow> flows;
  for (std::size_t i = 0; i < dates.size(); ++i) {
    if (dates[i].date() == nullptr || amounts[i].number() == nullptr) {
      return argument_error(evaluation, {fmt::format("第 {} 笔现金流缺日期或金额", i + 1),
                                         fmt::format("flow {} lacks its date or its amount", i + 1)});
    }
    flows.push_back({*dates[i].date(), *amounts[i].number()});
  }
  const auto rate = internal_rate(flows);
  return rate ? Value(*rate) : argument_error(evaluation, explain(rate.error()));
}

}  // namespace

void add_finance(Registry& registry) {
  using namespace types;
  registry.add(
      "internal rate of return", "内部收益率",
      {"各笔现金流（投入为负、收回为正）的年化内部收益率，按实际天数除以365；有几个解时没有结果。本函数不属于"
       "标准",
       "the yearly rate at which dated flows (paid in negative) come to nothing, actual/365; no result where "
       "several rates fit. Not of the standard"},
      Strictness::strict,
      {signature({required("dates", list_of(date())), required("amounts", list_of(number()))}, number())},
      internal_rate_of_return);
}

}  // namespace enact::feel
