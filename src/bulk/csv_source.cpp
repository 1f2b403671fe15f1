// Reading a population from CSV. See csv_source.hpp.
#include "bulk/csv_source.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "base/credit_code.hpp"
#include "base/text.hpp"
#include "bulk/column_builder.hpp"
#include "bulk/csv_records.hpp"
#include "bulk/scaled.hpp"

namespace enact::bulk {
namespace {

using policy::FactDeclaration;

constexpr std::string_view row_column = "#";

// What keeps a row from being taken.
struct Fault {
  std::string column;
  std::string cell;
  Text reason;
};

// Digits, a sign and a point; nullopt for anything else, or more than 18 digits.
std::optional<Scaled> plain_number(std::string_view text) {
  Scaled number;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 19) return std::nullopt;
  bool point = false;
  int digits = 0;
  for (const char c : text) {
    if (c == '.' && !point && digits > 0) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 18) return std::nullopt;
    number.whole = number.whole * 10 + (c - '0');
    if (point) ++number.scale;
  }
  if (digits == 0 || text.back() == '.') return std::nullopt;
  while (number.scale > 0 && number.whole % 10 == 0) {
    number.whole /= 10;
    --number.scale;
  }
  if (negative) number.whole = -number.whole;
  return number;
}

// Reads the cells of one column, with the checks that a facts file has.
class CellReader {
 public:
  CellReader(const FactDeclaration& declared, const determine::FactModel& model)
      : declared_(declared), model_(model), kind_(column_kind(*declared.type)) {}

  std::optional<Text> read(const CsvRecords::Field& field, bool unsaid_absent, ColumnBuilder& into) {
    if (!field.quoted && field.text.empty()) {
      unsaid_absent ? into.add_absent() : into.add_unknown();
      return std::nullopt;
    }
    if (!field.quoted && field.text == "null") {
      into.add_absent();
      return std::nullopt;
    }
    switch (kind_) {
      case ColumnKind::boolean:
        if (field.text != "true" && field.text != "false") break;
        into.add(field.text == "true" ? 1 : 0);
        return std::nullopt;
      case ColumnKind::number:
        if (const auto number = plain_number(field.text)) {
          if (declared_.non_negative && number->whole < 0) break;
          if (declared_.type->unit == "元" && number->scale > 2) break;
          into.add(number->whole, number->scale);
          return std::nullopt;
        }
        break;
      case ColumnKind::date:
        if (const auto date = Date::parse(field.text)) {
          into.add(feel::Value(*date));
          return std::nullopt;
        }
        break;
      case ColumnKind::text:
        return read_text(field.text, into);
      case ColumnKind::other:
        break;
    }
    return read_by_declaration(field.text, into);
  }

 private:
  std::optional<Text> read_text(std::string_view text, ColumnBuilder& into) {
    const bool one_of_few = !declared_.type->codes.empty() || !declared_.format.empty();
    if (!one_of_few || (declared_.format == "credit-code" && !credit_code_fault(text))) {
      into.add_text(text::is_nfc(text) ? text : std::string_view(text::nfc(text)));
      return std::nullopt;
    }
    if (const auto code = std::find(known_.begin(), known_.end(), text); code != known_.end()) {
      into.add_text(text);
      return std::nullopt;
    }
    auto fault = read_by_declaration("\"" + escaped(text) + "\"", into);
    if (!fault && known_.size() < 64) known_.emplace_back(text);
    return fault;
  }

  static std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    return out;
  }

  // As in a facts file, with what it has to say where the value does not fit.
  std::optional<Text> read_by_declaration(std::string_view json, ColumnBuilder& into) {
    const determine::ReadValue read = determine::read_fact_value(json, declared_, model_);
    if (has_errors(read.diagnostics)) {
      const auto error = std::find_if(read.diagnostics.begin(), read.diagnostics.end(),
                                      [](const Diagnostic& d) { return d.severity == Severity::error; });
      return error->message;
    }
    into.add(read.value);
    return std::nullopt;
  }

  const FactDeclaration& declared_;
  const determine::FactModel& model_;
  ColumnKind kind_;
  std::vector<std::string> known_;  // texts that were found to fit
};

// One file: which of its columns go where.
class CsvTable {
 public:
  CsvTable(CsvFile file, const std::vector<const FactDeclaration*>& declared,
           const determine::FactModel& model, bool unsaid_absent)
      : records_(std::move(file.input)), unsaid_absent_(unsaid_absent) {
    if (!records_.next(fields_)) throw std::runtime_error(records_.name() + ": no head");
    for (const CsvRecords::Field& field : fields_) {
      const std::string name = text::nfc(text::trim(field.text));
      if (std::find(head_.begin(), head_.end(), name) != head_.end())
        throw std::runtime_error(records_.name() + ":1: two columns `" + name + "`");
      head_.push_back(name);
      const auto found =
          std::find_if(declared.begin(), declared.end(), [&](const auto* d) { return d->name == name; });
      const bool own = name == row_column && !file.list.empty();
      if (found == declared.end() && !own) {
        std::vector<std::string> names;
        for (const FactDeclaration* d : declared) names.push_back(d->name);
        const auto near = text::nearest(name, names);
        throw std::runtime_error(records_.name() + ":1: no fact is named `" + name + "`" +
                                 (near ? "; did you mean `" + *near + "`?" : ""));
      }
      declared_.push_back(own ? nullptr : *found);
      readers_.push_back(own ? std::nullopt : std::optional<CellReader>(std::in_place, **found, model));
    }
    for (const FactDeclaration* d : declared) {
      if (d->required) required_.push_back(d->name);
    }
  }

  bool next() {
    ahead_ = records_.next(fields_);
    return ahead_;
  }
  bool ahead() const { return ahead_; }  // fields of a record that is not used yet
  const std::vector<CsvRecords::Field>& fields() const { return fields_; }
  std::string place() const { return records_.name() + ":" + std::to_string(records_.line()); }
  std::optional<std::size_t> column(std::string_view name) const {
    const auto found = std::find(head_.begin(), head_.end(), name);
    return found != head_.end() ? std::optional(static_cast<std::size_t>(found - head_.begin()))
                                : std::nullopt;
  }
  const std::string& file() const { return records_.name(); }

  // The record at hand as a row of `table`; where it has a fault, no row.
  std::optional<Fault> add_row(TableBuilder& table) {
    if (fields_.size() != head_.size()) {
      return Fault{
          "",
          "",
          {"该行有 " + std::to_string(fields_.size()) + " 列，表头有 " + std::to_string(head_.size()) + " 列",
           "the row has " + std::to_string(fields_.size()) + " columns, the head " +
               std::to_string(head_.size())}};
    }
    if (order_.size() != table.columns.size()) {
      for (const ColumnBuilder& builder : table.columns) order_.push_back(column(builder.name()));
    }
    for (const std::string& name : required_) {
      const auto at = column(name);
      if (!at || (fields_[*at].text.empty() && !fields_[*at].quoted))
        return Fault{name, "", {"必填", "it is required"}};
    }
    std::size_t done = 0;
    for (; done < table.columns.size(); ++done) {
      ColumnBuilder& builder = table.columns[done];
      if (!order_[done]) {
        unsaid_absent_ ? builder.add_absent() : builder.add_unknown();
        continue;
      }
      const CsvRecords::Field& field = fields_[*order_[done]];
      auto reason = readers_[*order_[done]]->read(field, unsaid_absent_, builder);
      if (!reason) continue;
      for (std::size_t i = 0; i < done; ++i) table.columns[i].drop_last();
      return Fault{builder.name(), std::string(field.text), std::move(*reason)};
    }
    return std::nullopt;
  }

 private:
  CsvRecords records_;
  bool unsaid_absent_;
  bool ahead_ = false;
  std::vector<CsvRecords::Field> fields_;
  std::vector<std::string> head_;
  std::vector<const FactDeclaration*> declared_;
  std::vector<std::optional<CellReader>> readers_;
  std::vector<std::string> required_;
  std::vector<std::optional<std::size_t>> order_;  // of the columns built, where they stand in the file
};

struct TypeFiles {
  const determine::FactModel::SubjectType* type = nullptr;
  std::unique_ptr<CsvTable> subjects;
  std::vector<std::pair<std::string, std::unique_ptr<CsvTable>>> lists;
  std::uint64_t rows = 0;  // read so far, those set aside among them
  std::uint64_t taken = 0;
};

class CsvSource final : public ColumnSource {
 public:
  CsvSource(std::vector<CsvFile> files, const determine::FactModel& model, const Wanted& wanted,
            bool unsaid_absent)
      : model_(model), wanted_(wanted), unsaid_absent_(unsaid_absent) {
    for (CsvFile& file : files) {
      if (file.list.empty()) add_subjects(std::move(file));
    }
    for (CsvFile& file : files) {
      if (file.input) add_list(std::move(file));
    }
  }

  bool next(Segment& segment) override {
    while (at_ < types_.size()) {
      if (read(types_[at_], segment)) return true;
      ++at_;
    }
    return false;
  }
  const std::vector<Rejected>& rejected() const override { return rejected_; }

 private:
  void add_subjects(CsvFile file) {
    const auto* type = model_.subject(file.type);
    if (type == nullptr)
      throw std::runtime_error(file.input->name() + ": no subject type is named `" + file.type + "`");
    // A list may have a column that says whether it is complete.
    TypeFiles made;
    made.type = type;
    made.subjects = std::make_unique<CsvTable>(std::move(file), type->facts, model_, unsaid_absent_);
    types_.push_back(std::move(made));
  }

  void add_list(CsvFile file) {
    const auto of = std::find_if(types_.begin(), types_.end(),
                                 [&](const TypeFiles& t) { return t.type->base->name == file.type; });
    const FactDeclaration* fact = of != types_.end() ? of->type->fact(file.list) : nullptr;
    const policy::RecordType* record =
        fact != nullptr && is_record_list(*fact->type) ? model_.record(fact->type->element->name) : nullptr;
    if (record == nullptr)
      throw std::runtime_error(file.input->name() + ": `" + file.type + "." + file.list +
                               "` is no list of records of a subject file beside it");
    std::vector<const FactDeclaration*> fields;
    for (const FactDeclaration& field : record->fields) fields.push_back(&field);
    const std::string name = file.list;
    auto table = std::make_unique<CsvTable>(std::move(file), fields, model_, unsaid_absent_);
    if (!table->column(row_column)) throw std::runtime_error(table->file() + ":1: the column `#` is missing");
    table->next();
    of->lists.emplace_back(name, std::move(table));
  }

  bool read(TypeFiles& files, Segment& segment) {
    segment = Segment{};
    TableBuilder builder(files.type->facts, model_, wanted_);
    std::size_t rows = 0;
    while (rows < segment_rows && files.subjects->next()) {
      ++files.rows;
      if (auto fault = files.subjects->add_row(builder)) {
        reject(files.subjects->place(), *fault);
        skip_items(files);
        continue;
      }
      if (add_items(files, builder)) {
        ++rows;
      } else {
        for (ColumnBuilder& column : builder.columns) column.drop_last();
      }
    }
    if (rows == 0) return false;
    segment.type = files.type->base->name;
    segment.first = files.taken;
    files.taken += rows;
    segment.table = builder.finish();
    segment.table.rows = rows;
    return true;
  }

  // The records of the row at hand; false, and none of them: one has a fault.
  bool add_items(TypeFiles& files, TableBuilder& builder) {
    bool good = true;
    for (TableBuilder::List& list : builder.lists) {
      CsvTable* table = table_of(files, list.name);
      bool open = table == nullptr && !unsaid_absent_;
      if (const auto said = files.subjects->column(list.name)) {
        const std::string_view word = files.subjects->fields()[*said].text;
        if (!word.empty()) open = word == "open";
        if (!word.empty() && word != "open" && word != "complete") {
          reject(files.subjects->place(),
                 {list.name, std::string(word), {"应为 open 或 complete", "open or complete is wanted"}});
          good = false;
        }
      }
      while (table != nullptr && table->ahead() && row_of(*table) <= files.rows) {
        if (row_of(*table) == files.rows && good) {
          if (auto fault = table->add_row(list.items)) {
            reject(table->place(), *fault);
            good = false;
          }
        } else if (row_of(*table) < files.rows) {
          reject(table->place(), {std::string(row_column),
                                  std::to_string(row_of(*table)),
                                  {"行号应按主体文件的次序", "rows stand in the order of the subjects"}});
        }
        table->next();
      }
      if (good) list.end_row(open ? Completeness::open : Completeness::complete);
    }
    if (!good) undo_items(builder);
    return good;
  }

  static void undo_items(TableBuilder& builder) {
    const std::size_t rows = builder.columns.front().rows() - 1;
    for (TableBuilder::List& list : builder.lists) {
      if (list.offsets.size() > rows + 1) {
        list.offsets.pop_back();
        list.open.pop_back();
      }
      while (list.items.columns.front().rows() > list.offsets.back()) {
        for (ColumnBuilder& column : list.items.columns) column.drop_last();
      }
    }
  }

  void skip_items(TypeFiles& files) {
    for (auto& [name, table] : files.lists) {
      while (table->ahead() && row_of(*table) <= files.rows) table->next();
    }
  }

  static CsvTable* table_of(TypeFiles& files, const std::string& list) {
    const auto found =
        std::find_if(files.lists.begin(), files.lists.end(), [&](const auto& l) { return l.first == list; });
    return found != files.lists.end() ? found->second.get() : nullptr;
  }

  static std::uint64_t row_of(const CsvTable& table) {
    const std::size_t at = *table.column(row_column);
    std::uint64_t row = 0;
    if (at >= table.fields().size()) return row;
    const std::string_view text = table.fields()[at].text;
    std::from_chars(text.data(), text.data() + text.size(), row);
    return row;
  }

  void reject(std::string place, const Fault& fault) {
    Text reason = fault.reason;
    if (!fault.column.empty()) {
      const std::string cell = fault.cell.empty() ? "" : " = " + fault.cell;
      reason = {"`" + fault.column + "`" + cell + "：" + reason.zh,
                "`" + fault.column + "`" + cell + ": " + reason.en};
    }
    rejected_.push_back({std::move(place), std::move(reason)});
  }

  const determine::FactModel& model_;
  Wanted wanted_;
  bool unsaid_absent_;
  std::vector<TypeFiles> types_;
  std::size_t at_ = 0;
  std::vector<Rejected> rejected_;
};

}  // namespace

std::unique_ptr<ColumnSource> csv_source(std::vector<CsvFile> files, const determine::FactModel& model,
                                         const Wanted& wanted, bool unsaid_absent) {
  return std::make_unique<CsvSource>(std::move(files), model, wanted, unsaid_absent);
}

}  // namespace enact::bulk
