// Random policies and random populations for the tests of this floor: made-up rules over the made-up
// vocabulary of src/determine/test_package.hpp, and subjects that leave out, contradict and repeat.
#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "bulk/source.hpp"
#include "determine/test_package.hpp"

namespace enact::bulk::test {

using determine::test::package_files;

class TextInput final : public ByteInput {
 public:
  TextInput(std::string text, std::string name) : text_(std::move(text)), name_(std::move(name)) {}
  std::size_t read(char* room, std::size_t size) override {
    const std::size_t got = text_.copy(room, size, at_);
    at_ += got;
    return got;
  }
  const std::string& name() const override { return name_; }

 private:
  std::string text_;
  std::string name_;
  std::size_t at_ = 0;
};

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }
  bool happens(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }
  template <typename T>
  const T& one_of(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  SeededRandom random_;
};

// A truth about the subject, and within a list about its item `x` of the record type that has these fields.
class Rules {
 public:
  explicit Rules(Draw& draw) : draw_(draw) {}

  std::string number(int depth) {
    switch (draw_.below(depth > 0 ? 8 : 3)) {
      case 0:
        return "企业.研发费用";
      case 1:
        return "企业.营业收入";
      case 2:
        return draw_.one_of<std::string>({"0元", "100元", "12.5元", "300000元", "10万元"});
      case 3:
        return "(" + number(depth - 1) + " + " + number(depth - 1) + ")";
      case 4:
        return "(" + number(depth - 1) + " - " + number(depth - 1) + ")";
      case 5:
        return "(" + number(depth - 1) + " * " + draw_.one_of<std::string>({"30%", "2", "0.125"}) + ")";
      case 6:
        return "min(" + number(depth - 1) + ", " + number(depth - 1) + ")";
      default:
        return "(if " + truth(depth - 1) + " then " + number(depth - 1) + " else " + number(depth - 1) + ")";
    }
  }

  std::string truth(int depth) {
    switch (draw_.below(depth > 0 ? 12 : 4)) {
      case 0:
        return "企业.登记地 = \"990001\"";
      case 1:
        return "企业.研发费用 " + compare() + " " + number(0);
      case 2:
        return "企业.营业收入 " + draw_.one_of<std::string>({"!= null", "= null"});
      case 3:
        return "企业.登记地 in (\"990001\", \"990002\")";
      case 4:
        return "(" + truth(depth - 1) + " and " + truth(depth - 1) + ")";
      case 5:
        return "(" + truth(depth - 1) + " or " + truth(depth - 1) + ")";
      case 6:
        return "not(" + truth(depth - 1) + ")";
      case 7:
        return number(depth - 1) + " " + compare() + " " + number(depth - 1);
      case 8:
        return "企业.研发费用 / 企业.营业收入 " + draw_.one_of<std::string>({">", "<", ">=", "<="}) + " 5%";
      case 9:
        return "(some 证 in 企业.认定 satisfies 证.类别 = \"示范企业\" and 证.日期 " + compare() +
               " date(\"2026-05-01\"))";
      case 10:
        return "(every 项 in 企业.项目 satisfies 项.合格 = true or " + truth(depth - 1) + ")";
      default:
        return "count(企业.认定[类别 = \"示范企业\"]) " + compare() + " 1";
    }
  }

  std::string compare() { return draw_.one_of<std::string>({"<", "<=", ">", ">=", "=", "!="}); }

 private:
  Draw& draw_;
};

// The test package with other conditions and amounts.
inline policy::FileSet random_files(Draw& draw) {
  Rules rules(draw);
  policy::FileSet files = package_files();
  std::string& text = files["policies/yunxi-1/policy.md"];
  const auto change = [&](const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    if (at != std::string::npos) text.replace(at, from.size(), to);
  };
  change("    rule: 企业.登记地 = 政策.行政区", "    rule: '" + rules.truth(2) + "'");
  change("  在施行期内: 认定.日期 in 政策.施行期",
         "  在施行期内: '认定.日期 in 政策.施行期 and (" + rules.truth(1) +
             " or not(some 早 in 企业.认定 satisfies 早.类别 = 认定.类别 and 早.日期 < 认定.日期))'");
  // The figures of the document stay, because a package without them has errors.
  // Quotients that are not exact have no operation over columns.
  const std::string award = draw.one_of<std::string>(
      {"10万元", "min(10万元, " + rules.number(2) + ")", "10万元 + " + rules.number(1),
       "min(10万元, 企业.研发费用 / 7)", "min(10万元, 企业.研发费用 / 企业.营业收入 * 100元)"});
  change("amount: 10万元",
         "amount: { value: '" + award + "'" + (draw.happens(30) ? ", estimate: true }" : " }"));
  change("  value: 投入.金额 * 30%",
         "  value: '" +
             draw.one_of<std::string>({"投入.金额 * 30%", "min(投入.金额 * 30%, " + rules.number(1) + ")",
                                       "round down(投入.金额 * 30% / 3.2, 1)", "投入.金额 * 30% / 7"}) +
             "'");
  change("{ 有投入: 投入.金额 > 0元 }", "{ 有投入: '投入.金额 > 0元 or " + rules.truth(1) + "' }");
  change("rule: 企业.研发费用 / 企业.营业收入 > 5%", "rule: '企业.研发费用 / 企业.营业收入 > 5% " +
                                                         draw.one_of<std::string>({"and ", "or "}) +
                                                         rules.truth(3) + "'");
  change(", words: 超, text: 年研发费用占营业收入比重超5%", "");
  change("  未中止: not(月 in 学员.中止)",
         "  未中止: '" +
             draw.one_of<std::string>({"not(月 in 学员.中止)", "月序 <= 3 and not(月 in 学员.中止)",
                                       "月 >= 学员.开始 or " + rules.truth(1),
                                       "月 + duration(\"P1M\") > date(\"2026-07-01\")"}) +
             "'");
  // The months of a trainee as one claim: as many as are agreed, up to a day, or running still.
  if (draw.happens(50)) {
    const std::string until =
        draw.one_of<std::string>({", to: 学员.结束", ", months: '3'", ", months: '1'", ", months: '0'",
                                  ", months: 企业.研发费用 / 100元", ", months: 企业.营业收入 / 1元"});
    change("monthly: { from: 学员.开始, to: 学员.结束 }",
           "monthly: { from: 学员.开始" + until + ", one claim: true }");
    const std::size_t from = text.find("  未中止: '");
    text.replace(from, text.find('\n', from) - from,
                 "  未中止: '" + rules.truth(1) + " or 学员.开始 < date(\"2026-06-01\")'");
    change("amount: 1000元\nmatter: { kind: 人月, parts: [学员.姓名, 月] }",
           "amount: '" +
               draw.one_of<std::string>({"1000元", "1000元 * 月序", "if 月序 > 2 then null else 1000元",
                                         "min(1000元, " + rules.number(1) + " / 7)",
                                         "if 月 < date(\"2026-08-01\") then 1000元 else 0元"}) +
               "'\nmatter: { kind: 人月, parts: [学员.姓名, 学员.开始] }");
  }
  // The subject itself as an event with a date of its own.
  std::string& words = files["policies/yunxi-1/vocabulary.yaml"];
  const std::string place = "      登记地: {";
  words.insert(words.find(place), "      设立日期: { type: date, en: Founded }\n");
  if (draw.happens(50))
    change("subject: 企业\nwhen:\n  超5%", "subject: 企业\ndate: 企业.设立日期\nwhen:\n  超5%");
  return files;
}

inline std::string random_date(Draw& draw) {
  return Date::from_days(20454 + static_cast<std::int64_t>(draw.below(500))).to_string();  // from 2026-01-01
}

// One subject as a line of a facts file; `founded`: with the fact that random_files adds; `sparing`: most
// lists are not told.
inline std::string random_subject(Draw& draw, std::uint64_t number, bool founded = false,
                                  bool sparing = false) {
  const std::string digits = std::to_string(10000 + number % 90000);
  std::string out = "{\"企业\":{";
  if (draw.happens(96)) {
    const std::string first = "91990001MA2X" + digits;
    if (const auto check = credit_code_check(first)) out += "\"代码\":\"" + first + *check + "\",";
  }
  const auto fact = [&](const std::string& name, const std::string& value) {
    if (draw.happens(12)) return;
    out += "\"" + name + "\":" + (draw.happens(8) ? "null" : value) + ",";
  };
  fact("登记地", draw.one_of<std::string>({"\"990001\"", "\"990001\"", "\"990002\"", "\"990003\""}));
  const std::vector<std::string> sums{"0",      "0.01",      "99.99",   "100",
                                      "100000", "300000.50", "5000000", "92233720368547758.07"};
  fact("研发费用", draw.one_of(sums));
  fact("营业收入", draw.one_of(sums));
  if (founded) fact("设立日期", "\"" + random_date(draw) + "\"");
  const auto list = [&](const std::string& name, const auto& record) {
    if (draw.happens(sparing ? 80 : 6)) return;
    std::string items;
    for (std::uint64_t i = draw.below(4); i > 0; --i) items += (items.empty() ? "" : ",") + record();
    const bool open = draw.happens(8);
    out +=
        "\"" + name + "\":" + (open ? "{\"open\":true,\"items\":[" + items + "]}" : "[" + items + "]") + ",";
  };
  const auto number_of = [&] {
    return draw.happens(85) ? ",\"编号\":\"N-" + std::to_string(draw.below(4)) + "\"" : std::string();
  };
  list("认定", [&] {
    return "{\"类别\":\"" + draw.one_of<std::string>({"示范企业", "示范企业", "其他"}) + "\",\"日期\":\"" +
           random_date(draw) + "\"" + number_of() + "}";
  });
  list("项目", [&] {
    return "{\"编号\":\"P-" + std::to_string(draw.below(3)) + "\",\"日期\":\"" + random_date(draw) + "\"" +
           (draw.happens(80) ? ",\"合格\":" + draw.one_of<std::string>({"true", "true", "false"}) : "") + "}";
  });
  list("投入", [&] {
    return "{\"编号\":\"T-" + std::to_string(draw.below(3)) + "\",\"日期\":\"" + random_date(draw) + "\"" +
           (draw.happens(85)
                ? ",\"金额\":" + draw.one_of<std::string>({"0", "333.33", "1000000", "3333333.33", "5000000"})
                : "") +
           "}";
  });
  if (draw.happens(20)) {
    // By the month: one may run still, end on a day that nobody knows, or be suspended.
    list("学员", [&] {
      return "{\"姓名\":\"" + draw.one_of<std::string>({"甲", "乙"}) + "\",\"开始\":\"" + random_date(draw) +
             "\"" +
             draw.one_of<std::string>({"", ",\"结束\":null", ",\"结束\":\"" + random_date(draw) + "\""}) +
             draw.one_of<std::string>({"", ",\"中止\":[]", ",\"中止\":[\"2026-05-01\",\"2026-06-01\"]"}) +
             "}";
    });
  } else if (draw.happens(sparing ? 20 : 90)) {
    out += "\"学员\":[],";
  }
  if (out.back() == ',') out.pop_back();
  return out + "}}";
}

}  // namespace enact::bulk::test
