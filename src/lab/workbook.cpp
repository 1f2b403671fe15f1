// See workbook.hpp. libxlsxwriter writes files only, so the workbook goes through one of the system's
// temporary folder.
#include "lab/workbook.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace enact::lab {
namespace {

using bulk::Budget;
using bulk::Sum;

// A file of its own name that is gone in the end.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "enact-workbook-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder for a workbook");
    folder_ = pattern;
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  std::string path() const { return (folder_ / "workbook.xlsx").string(); }
  std::string bytes() const {
    std::ifstream file(path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
  }

 private:
  std::filesystem::path folder_;
};

// The double that is nearest to the yuan; what Excel shows with two places is the amount.
double cell_yuan(Sum fen) {
  const bool negative = fen < 0;
  const Sum size = negative ? -fen : fen;
  std::string digits;
  for (Sum rest = size; rest > 0; rest /= 10) digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  while (digits.size() < 3) digits += '0';
  std::reverse(digits.begin(), digits.end());
  digits.insert(digits.size() - 2, ".");
  return std::strtod(((negative ? "-" : "") + digits).c_str(), nullptr);
}

class Sheet {
 public:
  Sheet(lxw_workbook* book, const std::string& name, lxw_format* head, lxw_format* money)
      : sheet_(workbook_add_worksheet(book, name.c_str())), head_(head), money_(money) {}

  void head(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      worksheet_write_string(sheet_, row_, column_++, name.c_str(), head_);
    }
    worksheet_freeze_panes(sheet_, 1, 0);
    worksheet_set_column(sheet_, 0, 0, 28, nullptr);
    worksheet_set_column(sheet_, 1, static_cast<lxw_col_t>(std::max<std::size_t>(names.size(), 2) - 1), 20,
                         nullptr);
    end();
  }
  void text(const std::string& text) {
    worksheet_write_string(sheet_, row_, column_++, text.c_str(), nullptr);
  }
  void count(std::uint64_t number) {
    worksheet_write_number(sheet_, row_, column_++, static_cast<double>(number), nullptr);
  }
  void money(Sum fen) { worksheet_write_number(sheet_, row_, column_++, cell_yuan(fen), money_); }
  void skip(int cells = 1) { column_ = static_cast<lxw_col_t>(column_ + cells); }
  void end() {
    ++row_;
    column_ = 0;
  }

 private:
  lxw_worksheet* sheet_;
  lxw_format* head_;
  lxw_format* money_;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
};

class Book {
 public:
  Book(const std::vector<NamedAnswer>& scenarios, Language language)
      : scenarios_(scenarios), zh_(language == Language::zh), language_(language) {}

  std::string run() {
    const TemporaryFile file;
    book_ = workbook_new(file.path().c_str());
    if (book_ == nullptr) throw std::runtime_error("no workbook could be made");
    head_ = workbook_add_format(book_);
    format_set_bold(head_);
    format_set_text_wrap(head_);
    money_ = workbook_add_format(book_);
    format_set_num_format(money_, "#,##0.00");
    overview();
    settings();
    lines(say("各条", "articles"), &bulk::Comparison::articles);
    provisions();
    lines(say("支付单位", "payers"), &bulk::Comparison::payers);
    lines(say("牵头单位", "leads"), &bulk::Comparison::leads);
    groups();
    allocations();
    if (const lxw_error error = workbook_close(book_); error != LXW_NO_ERROR)
      throw std::runtime_error(std::string("the workbook could not be written: ") + lxw_strerror(error));
    return file.bytes();
  }

 private:
  std::string say(const char* zh, const char* en) const { return zh_ ? zh : en; }
  Sheet sheet(const std::string& name) { return {book_, name, head_, money_}; }

  void overview() {
    Sheet out = sheet(say("方案比较", "scenarios"));
    out.head(
        {say("方案", "scenario"), say("政策", "policy"), say("查询日", "day of asking"),
         say("现行确定（元）", "now, certain (yuan)"), say("调整后确定（元）", "changed, certain (yuan)"),
         say("差额（元）", "difference (yuan)"), say("现行最多（元）", "now, at most (yuan)"),
         say("调整后最多（元）", "changed, at most (yuan)"),
         say("无上限的主体，现行", "without a bound, now"),
         say("无上限的主体，调整后", "without a bound, changed"), say("有资金的主体，现行", "paid, now"),
         say("有资金的主体，调整后", "paid, changed"), say("多得的主体", "gain"),
         say("多得（元）", "gains (yuan)"), say("少得的主体", "lose"), say("少得（元）", "losses (yuan)")});
    for (const NamedAnswer& one : scenarios_) {
      const bulk::Comparison& made = one.answer.comparison;
      out.text(one.name);
      out.text(one.answer.package->number);
      out.text(one.answer.on.to_string());
      out.money(made.before.least);
      out.money(made.after.least);
      out.money(made.after.least - made.before.least);
      out.money(made.before.greatest);
      out.money(made.after.greatest);
      out.count(made.before.unbounded);
      out.count(made.after.unbounded);
      out.count(made.paid_before);
      out.count(made.paid_after);
      out.count(made.effects.winners);
      out.money(made.effects.gains);
      out.count(made.effects.losers);
      out.money(made.effects.losses);
      out.end();
    }
  }

  void settings() {
    Sheet out = sheet(say("调整内容", "settings"));
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
    out.money(budget.least);
    if (budget.unbounded > 0) {
      out.text(say("无上限", "no bound"));
    } else {
      out.money(budget.greatest);
    }
  }

  // Lines of the first scenario, the others beside them; a line that only a later one has stands below.
  void lines(const std::string& name, std::vector<bulk::BudgetLine> bulk::Comparison::* member) {
    Sheet out = sheet(name);
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
    Sheet out = sheet(say("条款", "provisions"));
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
    Sheet out = sheet(say("得失分组", "groups"));
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
        out.money(group.before);
        out.money(group.after);
        out.count(group.winners);
        out.money(group.gains);
        out.count(group.losers);
        out.money(group.losses);
        out.end();
      }
    }
  }

  void allocations() {
    Sheet out = sheet(say("预算不足", "short budget"));
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
        out.money(limited.budget);
        out.money(limited.demanded);
        out.money(limited.given);
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
  lxw_workbook* book_ = nullptr;
  lxw_format* head_ = nullptr;
  lxw_format* money_ = nullptr;
};

}  // namespace

std::string workbook(const std::vector<NamedAnswer>& scenarios, Language language) {
  return Book(scenarios, language).run();
}

}  // namespace enact::lab
