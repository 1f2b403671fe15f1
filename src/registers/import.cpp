#include "registers/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <stdexcept>

#include "base/text.hpp"
#include "bulk/csv_records.hpp"
#include "bulk/source.hpp"
#include "registers/constraints.hpp"
#include "registers/people.hpp"
#include "registers/refusals.hpp"
#include "registers/step.hpp"
#include "registers/writing.hpp"

namespace enact::registers {
namespace {

using policy::Register;
using policy::RegisterField;
using store::Fault;

constexpr std::int64_t most_rows = 100'000;
constexpr std::size_t most_bad = 500;     // reported one by one
constexpr std::size_t rows_a_step = 200;  // written together

class TextInput final : public bulk::ByteInput {
 public:
  explicit TextInput(std::string_view text) : text_(text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  }
  std::size_t read(char* room, std::size_t size) override {
    const std::size_t count = std::min(size, text_.size());
    std::memcpy(room, text_.data(), count);
    text_.remove_prefix(count);
    return count;
  }
  const std::string& name() const override { return name_; }

 private:
  std::string_view text_;
  std::string name_ = "csv";
};

// A row that is an entry, or what is wrong with it.
struct Line {
  std::int64_t row = 0;
  EntryFile file;
};

class Importing {
 public:
  Importing(store::Database& database, const Registers& registers, const Person& person)
      : database_(database), registers_(registers), person_(person) {}

  std::expected<ImportReport, Fault> run(std::string_view policy, std::string_view register_id,
                                         bulk::Records& table, bool commit) {
    book_ = registers_.catalogue().current(policy);
    made_ = book_ ? book_->find(register_id) : nullptr;
    if (made_ == nullptr) return std::unexpected(no_register());
    if (!identity::may(person_.grants, identity::Action::import_entries, {{made_->keeper}, {}})) {
      return std::unexpected(not_permitted());
    }
    try {
      std::vector<bulk::Records::Field> fields;
      if (!table.next(fields)) return std::unexpected(bad_head({"表格是空的", "the table is empty"}, {}));
      if (auto fault = read_head(fields)) return std::unexpected(std::move(*fault));
      std::vector<Line> lines;
      for (std::int64_t row = 2; table.next(fields); ++row) {
        if (++report_.rows > most_rows) return std::unexpected(too_many_rows());
        if (auto line = read_row(row, fields)) lines.push_back(std::move(*line));
        if (lines.size() < rows_a_step) continue;
        if (auto fault = finish(lines, commit)) return std::unexpected(std::move(*fault));
      }
      if (auto fault = finish(lines, commit)) return std::unexpected(std::move(*fault));
    } catch (const std::runtime_error& error) {
      return std::unexpected(
          bad_head({"表格读不通", error.what()},
                   {"请另存为 UTF-8 编码的 CSV 后重试", "save it as CSV in UTF-8 and try again"}));
    }
    return std::move(report_);
  }

 private:
  static Fault bad_head(Text message, Text help) {
    return refuse(Fault::Kind::invalid, "register.import-head", std::move(message), std::move(help));
  }
  static Fault too_many_rows() {
    return refuse(Fault::Kind::limit, "register.import-rows",
                  {fmt::format("一次最多导入 {} 行", most_rows),
                   fmt::format("at most {} rows are imported at once", most_rows)},
                  {"请拆成几个文件", "split the file"});
  }

  // Columns by the fields' names or titles; the owner by 主体, its type, or what identifies it.
  std::optional<Fault> read_head(const std::vector<bulk::Records::Field>& head) {
    std::vector<std::string> known;
    for (const RegisterField& field : made_->fields) {
      if (field.entered()) known.push_back(field.name());
    }
    for (const bulk::Records::Field& column : head) {
      const std::string name(text::trim(column.text));
      const auto field = std::ranges::find_if(made_->fields, [&](const RegisterField& one) {
        return one.name() == name || one.declared.title.zh == name || one.declared.title.en == name;
      });
      const bool is_field = field != made_->fields.end() && field->entered();
      columns_.push_back(is_field ? &*field : nullptr);
      if (is_field || name.empty()) continue;
      if (is_owner_column(name)) {
        owner_column_ = columns_.size() - 1;
        continue;
      }
      const auto near = text::nearest(name, known);
      return bad_head({fmt::format("没有“{}”这个字段", name), fmt::format("there is no field `{}`", name)},
                      near
                          ? Text{fmt::format("是不是“{}”？", *near), fmt::format("did you mean `{}`?", *near)}
                          : Text{"可用：" + text::join(known, "、"), "known: " + text::join(known, ", ")});
    }
    if (made_->of.empty() || owner_column_) return std::nullopt;
    return bad_head({"缺少“主体”一列", "a column of the owner is missing"},
                    {"加一列“主体”，填统一社会信用代码等识别代码",
                     "add a column `主体` with what identifies the subjects, as a credit code"});
  }

  bool is_owner_column(const std::string& name) const {
    if (made_->of.empty()) return false;
    if (name == "主体" || name == "owner") return true;
    return std::ranges::any_of(made_->of, [&](const std::string& type) {
      const policy::SubjectType* subject = book_->package->vocabulary.subject(type);
      return name == type || (subject != nullptr && (name == subject->identity || name == subject->label));
    });
  }

  void bad(std::int64_t row, std::string field, Text message) {
    if (report_.bad.size() < most_bad) report_.bad.push_back({row, std::move(field), std::move(message)});
  }

  std::optional<Line> read_row(std::int64_t row, const std::vector<bulk::Records::Field>& cells) {
    Values values;
    bool good = true;
    std::optional<store::Subject> owner;
    for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
      if (i == owner_column_) {
        owner = find_owner(std::string(text::trim(cells[i].text)));
        continue;
      }
      const RegisterField* field = columns_[i];
      if (field == nullptr) continue;
      auto value = text::is_valid_utf8(cells[i].text)
                       ? read_cell(*book_, *field, cells[i].text)
                       : std::unexpected(Text{"文字不是 UTF-8 编码", "the text is not UTF-8"});
      if (!value) {
        bad(row, field->name(), value.error());
        good = false;
      } else if (!value->is_null()) {
        values.insert_or_assign(field->name(), std::move(*value));
      }
    }
    if (!made_->of.empty() && !owner) {
      bad(row, "", {"没有登记过这个主体", "there is no such subject"});
      good = false;
    }
    EntryFile file = blank_entry(book_, *made_, std::move(values), std::move(owner));
    for (const RegisterField& field : made_->fields) {
      if (!field.declared.required || !field.at.empty() || file.values.contains(field.name())) continue;
      if (std::ranges::any_of(report_.bad,
                              [&](const auto& one) { return one.row == row && one.field == field.name(); })) {
        continue;  // it is there, and wrong
      }
      bad(row, field.name(), {"缺少必填项", "it is required"});
      good = false;
    }
    if (!good) return std::nullopt;
    return Line{row, std::move(file)};
  }

  std::optional<store::Subject> find_owner(const std::string& given) {
    if (given.empty()) return std::nullopt;
    const auto [known, is_new] = owners_.try_emplace(given);
    if (is_new) {
      database_.read([&](const store::Reader& reader) {
        for (const std::string& type : made_->of) {
          if (!known->second) known->second = store::find_subject(reader, type, given);
          for (const store::Subject& one : known->second ? std::vector<store::Subject>()
                                                         : store::list_subjects(reader, type, given, 0, 2)) {
            if (one.name == given) known->second = one;
          }
        }
        return 0;
      });
    }
    return known->second;
  }

  // The straight way to where entries rest: each step's first outcome, taken over as it was done before.
  std::vector<procedure::Event> way_of(const EntryFile& blank, const Date& today) const {
    procedure::State state;
    procedure::apply(blank.run, state, opening_event(blank, person_.account, today));
    std::vector<procedure::Event> way;
    for (std::size_t i = 0; i < blank.run.procedure->steps.size() && !state.ended() && !state.open.empty();
         ++i) {
      const procedure::OpenStep open = state.open.front();
      if (rests_in(*blank.run.procedure, *open.step) || open.step->kind == "notice") break;
      const procedure::Event next{.kind = procedure::Event::Kind::step_done,
                                  .on = today,
                                  .account = person_.account,
                                  .unit = open.unit,
                                  .step = open.step->id,
                                  .outcome = open.step->outcomes.front().id,
                                  .reason = "导入"};
      procedure::apply(blank.run, state, next);
      way.push_back(next);
    }
    return way;
  }

  std::optional<Fault> finish(std::vector<Line>& lines, bool commit) {
    if (lines.empty()) return std::nullopt;
    if (commit) {
      while (!lines.empty()) {
        if (auto fault = write(lines)) return fault;
      }
    } else {
      database_.read([&](const store::Reader& reader) {
        for (Line& line : lines) preview(reader, line);
        return 0;
      });
    }
    lines.clear();
    return std::nullopt;
  }

  void preview(const store::Reader& reader, const Line& line) {
    const Date today = database_.clock().now().legal_day();
    EntryFile after = line.file;
    procedure::apply(after.run, after.state, opening_event(after, person_.account, today));
    for (const procedure::Event& next : way_of(line.file, today))
      procedure::apply(after.run, after.state, next);
    for (const KeyRow& key : keys_of(after)) {
      if (keys_.emplace(key.scope, key.key).second) continue;
      bad(line.row, key.of->fields.front(),
          {"与表中前面的行重复", "an earlier row of the table is the same"});
      return;
    }
    if (const auto fault = broken(reader, line.file, after, today, false)) {
      bad(line.row, "", fault->message);
    } else {
      ++report_.good;
    }
  }

  // All lines in one step; if one cannot be written, the step is undone, the line set aside, and the caller
  // comes again.
  std::optional<Fault> write(std::vector<Line>& lines) {
    std::size_t at = 0;
    const auto done = database_.write([&](store::Transaction& tx) -> store::StepResult {
      for (at = 0; at < lines.size(); ++at) {
        EntryFile file = lines[at].file;
        const auto way = way_of(file, tx.now().legal_day());
        if (auto fault = open_entry(tx, registers_, file, person_, way))
          return std::unexpected(std::move(*fault));
      }
      return std::string();
    });
    if (done) {
      report_.good += static_cast<std::int64_t>(lines.size());
      report_.imported += static_cast<std::int64_t>(lines.size());
      lines.clear();
      return std::nullopt;
    }
    const Fault::Kind kind = done.error().kind;
    const bool of_line = kind == Fault::Kind::invalid || kind == Fault::Kind::conflict;
    if (!of_line || at >= lines.size()) return done.error();
    bad(lines[at].row, "", done.error().message);
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
    return std::nullopt;
  }

  store::Database& database_;
  const Registers& registers_;
  const Person& person_;
  BookPtr book_;
  const Register* made_ = nullptr;
  ImportReport report_;
  std::vector<const RegisterField*> columns_;  // null: the owner's, or one without a name
  std::optional<std::size_t> owner_column_;
  std::map<std::string, std::optional<store::Subject>> owners_;
  std::set<std::pair<std::string, std::string>> keys_;  // of the rows before
};

}  // namespace

std::expected<ImportReport, Fault> preview_import(store::Database& database, const Registers& registers,
                                                  const Person& person, std::string_view policy,
                                                  std::string_view register_id, bulk::Records& table) {
  return Importing(database, registers, person).run(policy, register_id, table, false);
}

std::expected<ImportReport, Fault> import_entries(store::Database& database, const Registers& registers,
                                                  const Person& person, std::string_view policy,
                                                  std::string_view register_id, bulk::Records& table) {
  return Importing(database, registers, person).run(policy, register_id, table, true);
}

std::unique_ptr<bulk::Records> csv_rows(std::string_view text) {
  return std::make_unique<bulk::CsvRecords>(std::make_unique<TextInput>(text));
}

}  // namespace enact::registers
