// Subjects and their lists, read side by side. See records_source.hpp.
#include "bulk/records_source.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "bulk/record_table.hpp"

namespace enact::bulk {
namespace {

using policy::FactDeclaration;

// What tells of a list of the type: its own records, and whether they are all there are.
struct ListTables {
  RecordTable* records = nullptr;           // null: it has none
  std::optional<std::size_t> completeness;  // the subjects' column of its name
};

struct TypeTables {
  const determine::FactModel::SubjectType* type = nullptr;
  std::unique_ptr<RecordTable> subjects;
  std::vector<std::pair<std::string, std::unique_ptr<RecordTable>>> lists;
  std::optional<std::int64_t> number;  // of the row at hand
  std::uint64_t taken = 0;
};

class RecordsSource final : public ColumnSource {
 public:
  RecordsSource(std::vector<TypeRecords> all, const determine::FactModel& model, const Wanted& wanted,
                bool unsaid_absent)
      : model_(model), wanted_(wanted), unsaid_absent_(unsaid_absent) {
    for (TypeRecords& each : all) {
      if (each.list.empty()) add_subjects(std::move(each));
    }
    for (TypeRecords& each : all) {
      if (each.records) add_list(std::move(each));
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
  void add_subjects(TypeRecords given) {
    const auto* type = model_.subject(given.type);
    if (type == nullptr)
      throw std::runtime_error(given.records->name() + ": no subject type is named `" + given.type + "`");
    TypeTables made;
    made.type = type;
    made.number = given.number;
    made.subjects =
        std::make_unique<RecordTable>(std::move(given.records), type->facts, model_, unsaid_absent_);
    types_.push_back(std::move(made));
  }

  void add_list(TypeRecords given) {
    const auto of = std::find_if(types_.begin(), types_.end(),
                                 [&](const TypeTables& t) { return t.type->base->name == given.type; });
    const FactDeclaration* fact = of != types_.end() ? of->type->fact(given.list) : nullptr;
    const policy::RecordType* record =
        fact != nullptr && is_record_list(*fact->type) ? model_.record(fact->type->element->name) : nullptr;
    if (record == nullptr) {
      throw std::runtime_error(given.records->name() + ": `" + given.type + "." + given.list +
                               "` is no list of records of subjects beside it");
    }
    std::vector<const FactDeclaration*> fields;
    for (const FactDeclaration& field : record->fields) fields.push_back(&field);
    auto table = std::make_unique<RecordTable>(std::move(given.records), fields, model_, unsaid_absent_);
    if (!table->column(number_column))
      throw std::runtime_error(table->place() + ": the column `#` is missing");
    table->next();
    of->lists.emplace_back(given.list, std::move(table));
  }

  bool read(TypeTables& tables, Segment& segment) {
    segment = Segment{};
    TableBuilder builder(tables.type->facts, model_, wanted_);
    std::vector<ListTables> lists;
    for (const TableBuilder::List& list : builder.lists)
      lists.push_back({table_of(tables, list.name), tables.subjects->column(list.name)});
    const bool numbered = tables.subjects->column(number_column).has_value();
    std::size_t rows = 0;
    while (rows < segment_rows) {
      if (!tables.subjects->next()) {
        leave_rest(tables);
        break;
      }
      if (auto fault = count(tables, numbered)) {
        reject(tables.subjects->place(), *fault);
        continue;
      }
      if (auto fault = tables.subjects->add_row(builder)) {
        reject(tables.subjects->place(), *fault);
        skip_items(tables);
        continue;
      }
      if (add_items(tables, lists, builder)) {
        ++rows;
      } else {
        for (ColumnBuilder& column : builder.columns) column.drop_last();
      }
    }
    if (rows == 0) return false;
    segment.type = tables.type->base->name;
    segment.first = tables.taken;
    tables.taken += rows;
    segment.table = builder.finish();
    segment.table.rows = rows;
    return true;
  }

  // Which number the subject at hand has.
  static std::optional<Fault> count(TypeTables& tables, bool numbered) {
    if (!numbered) {
      tables.number = tables.number.value_or(0) + 1;
      return std::nullopt;
    }
    const auto number = tables.subjects->number();
    if (number && (!tables.number || *number > *tables.number)) {
      tables.number = number;
      return std::nullopt;
    }
    return Fault{std::string(number_column),
                 number ? std::to_string(*number) : "",
                 {"应为整数，且逐行增大", "a whole number is wanted, greater than that of the row before"}};
  }

  // The records of the row at hand; false, and none of them: one has a fault.
  bool add_items(TypeTables& tables, const std::vector<ListTables>& lists, TableBuilder& builder) {
    bool good = true;
    for (std::size_t i = 0; i < lists.size(); ++i) {
      TableBuilder::List& list = builder.lists[i];
      RecordTable* const table = lists[i].records;
      bool open = table == nullptr && !unsaid_absent_;
      // A column of the list's name may say whether it is complete.
      if (const auto said = lists[i].completeness) {
        const std::string_view word = tables.subjects->fields()[*said].text;
        if (!word.empty()) open = word == "open";
        if (!word.empty() && word != "open" && word != "complete") {
          reject(tables.subjects->place(),
                 {list.name, std::string(word), {"应为 open 或 complete", "open or complete is wanted"}});
          good = false;
        }
      }
      while (table != nullptr && table->ahead()) {
        const auto number = table->number();
        if (number && *number > *tables.number) break;
        if (number != tables.number) {
          reject_stray(*table);
        } else if (good) {
          if (auto fault = table->add_row(list.items)) {
            reject(table->place(), *fault);
            good = false;
          }
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

  // Those of a subject that is set aside are set aside with it.
  void skip_items(TypeTables& tables) {
    for (auto& [name, table] : tables.lists) {
      while (table->ahead()) {
        const auto number = table->number();
        if (number && *number > *tables.number) break;
        if (number != tables.number) reject_stray(*table);
        table->next();
      }
    }
  }

  void leave_rest(TypeTables& tables) {
    for (auto& [name, table] : tables.lists) {
      for (; table->ahead(); table->next()) reject_stray(*table);
    }
  }

  void reject_stray(const RecordTable& table) {
    const auto number = table.number();
    reject(table.place(), {std::string(number_column),
                           number ? std::to_string(*number) : "",
                           {"没有此号的主体在前；记录应按主体的次序",
                            "no subject before it has this number; records stand in the order of subjects"}});
  }

  static RecordTable* table_of(TypeTables& tables, const std::string& list) {
    const auto found = std::find_if(tables.lists.begin(), tables.lists.end(),
                                    [&](const auto& l) { return l.first == list; });
    return found != tables.lists.end() ? found->second.get() : nullptr;
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
  std::vector<TypeTables> types_;
  std::size_t at_ = 0;
  std::vector<Rejected> rejected_;
};

}  // namespace

std::unique_ptr<ColumnSource> records_source(std::vector<TypeRecords> all, const determine::FactModel& model,
                                             const Wanted& wanted, bool unsaid_absent) {
  return std::make_unique<RecordsSource>(std::move(all), model, wanted, unsaid_absent);
}

}  // namespace enact::bulk
