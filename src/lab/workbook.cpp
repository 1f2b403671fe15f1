#include "lab/workbook.hpp"

#include <algorithm>
#include <map>

#include "sheet/workbook.hpp"

namespace enact::lab {
namespace {

using bulk::Budget;
using sheet::Sheet;

class Book {
 public:
  Book(const std::vector<NamedAnswer>& scenarios, Language language)
      : scenarios_(scenarios), zh_(language == Language::zh), language_(language) {}

  std::string run() {
    overview();
    settings();
    lines(say("各条", "articles"), &bulk::Comparison::articles);
    provisions();
    lines(say("支付单位", "payers"), &bulk::Comparison::payers);
    lines(say("牵头单位", "leads"), &bulk::Comparison::leads);
    groups();
    allocations();
    return std::move(book_).bytes();
  }

 private:
  std::string say(const char* zh, const char* en) const { return zh_ ? zh : en; }

  void overview() {
    Sheet& out = book_.sheet(say("方案比较", "scenarios"));
    out.head(
        {say("方案", "scenario"), say("政策", "policy"), say("修改稿", "draft"),
         say("查询日", "day of asking"), say("现行确定（元）", "now, certain (yuan)"),
         say("调整后确定（元）", "changed, certain (yuan)"), say("差额（元）", "difference (yuan)"),
         say("现行最多（元）", "now, at most (yuan)"), say("调整后最多（元）", "changed, at most (yuan)"),
         say("无上限的主体，现行", "without a bound, now"),
         say("无上限的主体，调整后", "without a bound, changed"), say("有资金的主体，现行", "paid, now"),
         say("有资金的主体，调整后", "paid, changed"), say("多得的主体", "gain"),
         say("多得（元）", "gains (yuan)"), say("少得的主体", "lose"), say("少得（元）", "losses (yuan)")});
    for (const NamedAnswer& one : scenarios_) {
      const bulk::Comparison& made = one.answer.comparison;
      out.text(one.name);
      out.text(one.answer.package->number);
      // By the hash of its sources: two drafts may differ in nothing else.
      out.text(one.answer.draft ? one.answer.draft->id + "@" + one.answer.draft->hash : std::string());
      out.text(one.answer.on.to_string());
      out.yuan(made.before.least);
      out.yuan(made.after.least);
      out.yuan(made.after.least - made.before.least);
      out.yuan(made.before.greatest);
      out.yuan(made.after.greatest);
      out.count(made.before.unbounded);
      out.count(made.after.unbounded);
      out.count(made.paid_before);
      out.count(made.paid_after);
      out.count(made.effects.winners);
      out.yuan(made.effects.gains);
      out.count(made.effects.losers);
      out.yuan(made.effects.losses);
      out.end();
    }
  }

  void settings() {
    Sheet& out = book_.sheet(say("调整内容", "settings"));
    out.head({say("方案", "scenario"), say("参数", "name"), say("含义", "meaning"), say("现值", "now"),
              say("调整为", "changed to")});
    for (const NamedAnswer& one : scenarios_) {
      for (const policy::SetPackage::Set& set : one.answer.settings) {
        out.text(one.name);
        out.text(set.lever.id);
        out.text(set.lever.title.in(language_));
        out.text(set.lever.value.is_null() ? say("没有值", "no value") : feel::to_string(set.lever.value));
        out.text(feel::to_string(set.value));
        out.end();
      }
    }
  }

  // Scenario names as heads of columns, two each.
  std::vector<std::string> columns(std::vector<std::string> first) const {
    for (const NamedAnswer& one : scenarios_) {
      first.push_back(one.name + say("：确定（元）", ": certain (yuan)"));
      first.push_back(one.name + say("：最多（元）", ": at most (yuan)"));
    }
    return first;
  }
  void both(Sheet& out, const Budget& budget) {
    out.yuan(budget.least);
    if (budget.unbounded > 0) {
      out.text(say("无上限", "no bound"));
    } else {
      out.yuan(budget.greatest);
    }
  }

  // Lines of the first scenario, the others beside them; a line that only a later one has stands below.
  void lines(const std::string& name, std::vector<bulk::BudgetLine> bulk::Comparison::* member) {
    Sheet& out = book_.sheet(name);
    out.head(columns({name, say("政策", "policy"), say("现行：确定（元）", "now: certain (yuan)"),
                      say("现行：最多（元）", "now: at most (yuan)")}));
    using Key = std::pair<std::string, std::string>;
    std::vector<Key> order;
    std::map<Key, std::vector<const bulk::BudgetLine*>> rows;
    for (std::size_t i = 0; i < scenarios_.size(); ++i) {
      for (const bulk::BudgetLine& line : scenarios_[i].answer.comparison.*member) {
        const Key key{line.package ? line.package->id : std::string(), line.name};
        auto& row = rows[key];
        if (row.empty()) {
          row.resize(scenarios_.size());
          order.push_back(key);
        }
        row[i] = &line;
      }
    }
    for (const Key& key : order) {
      out.text(key.second);
      out.text(key.first);
      const auto& row = rows.at(key);
      both(out,
           (*std::find_if(row.begin(), row.end(), [](const auto* line) { return line != nullptr; }))->before);
      for (const bulk::BudgetLine* line : row) {
        line != nullptr ? both(out, line->after) : out.skip(2);
      }
      out.end();
    }
  }

  void provisions() {
    Sheet& out = book_.sheet(say("条款", "provisions"));
    out.head({say("方案", "scenario"), say("政策", "policy"), say("条款", "provision"), say("名称", "title"),
              say("应享，现行", "due, now"), say("应享，调整后", "due, changed"),
              say("待定，现行", "unknown, now"), say("待定，调整后", "unknown, changed"),
              say("现行确定（元）", "now, certain (yuan)"), say("现行最多（元）", "now, at most (yuan)"),
              say("调整后确定（元）", "changed, certain (yuan)"),
              say("调整后最多（元）", "changed, at most (yuan)")});
    for (const NamedAnswer& one : scenarios_) {
      for (const bulk::ProvisionLine& line : one.answer.comparison.provisions) {
        out.text(one.name);
        out.text(line.package->id);
        out.text(line.provision->id);
        out.text(line.provision->title.in(language_));
        for (const auto count : {&bulk::LaneTotals::due, &bulk::LaneTotals::unknown}) {
          for (const auto* totals : {&line.before, &line.after}) {
            *totals ? out.count((**totals).*count) : out.skip();
          }
        }
        if (line.money && !line.estimate) {
          for (const auto* totals : {&line.before, &line.after}) {
            if (*totals) {
              both(out, {(*totals)->least, (*totals)->greatest, (*totals)->unbounded});
            } else {
              out.skip(2);
            }
          }
        }
        out.end();
      }
    }
  }

  void groups() {
    Sheet& out = book_.sheet(say("得失分组", "groups"));
    out.head({say("方案", "scenario"), say("按", "by"), say("组", "group"), say("主体", "subjects"),
              say("现行确定（元）", "now, certain (yuan)"),
              say("调整后确定（元）", "changed, certain (yuan)"), say("多得的主体", "gain"),
              say("多得（元）", "gains (yuan)"), say("少得的主体", "lose"),
              say("少得（元）", "losses (yuan)")});
    for (const NamedAnswer& one : scenarios_) {
      for (const bulk::GroupLine& group : one.answer.comparison.groups) {
        if (group.subjects == 0) continue;
        out.text(one.name);
        out.text(one.trial.by);
        out.text(group.rest           ? say("其余各组", "all others")
                 : group.name.empty() ? say("未知", "not known")
                                      : group.name);
        out.count(group.subjects);
        out.yuan(group.before);
        out.yuan(group.after);
        out.count(group.winners);
        out.yuan(group.gains);
        out.count(group.losers);
        out.yuan(group.losses);
        out.end();
      }
    }
  }

  void allocations() {
    Sheet& out = book_.sheet(say("预算不足", "short budget"));
    out.head({say("方案", "scenario"), say("办法", "rule"), say("预算（元）", "budget (yuan)"),
              say("应付（元）", "demanded (yuan)"), say("可付（元）", "given (yuan)"), say("足额", "in full"),
              say("部分", "in part"), say("没有", "nothing")});
    for (const NamedAnswer& one : scenarios_) {
      for (const bulk::Limited& limited : one.answer.comparison.limited) {
        out.text(one.name);
        using Rule = determine::AllocationRule;
        out.text(limited.rule == Rule::queue     ? say("按先后", "by queue")
                 : limited.rule == Rule::ranking ? say("按名次", "by ranking")
                                                 : say("按比例", "pro rata"));
        out.yuan(limited.budget);
        out.yuan(limited.demanded);
        out.yuan(limited.given);
        out.count(limited.in_full);
        out.count(limited.in_part);
        out.count(limited.nothing);
        out.end();
      }
    }
  }

  const std::vector<NamedAnswer>& scenarios_;
  bool zh_;
  Language language_;
  sheet::Workbook book_;
};

}  // namespace

std::string workbook(const std::vector<NamedAnswer>& scenarios, Language language) {
  return Book(scenarios, language).run();
}

}  // namespace enact::lab
