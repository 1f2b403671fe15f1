// What a table would change: its values held against what is on record of each subject.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "base/text.hpp"
#include "casework/intake_parts.hpp"
#include "store/hash.hpp"

namespace enact::casework {
namespace {

using policy::FactDeclaration;

constexpr Instant latest{std::numeric_limits<std::int64_t>::max()};  // all that is on record

class Planner {
 public:
  Planner(const store::Reader& reader, const Context& context, const IntakeRequest& request,
          const ReadIntake& read)
      : reader_(reader), context_(context), request_(request), read_(read) {}

  IntakePlan run() {
    plan_.rows = read_.rows;
    plan_.unusable = read_.unusable;
    plan_.remarks = read_.remarks;
    const auto columns = columns_of(context_, request_);
    if (columns && !plan_.unusable) {
      columns_ = *columns;
      for (const auto& rows : by_subject()) plan_subject(rows);
    }
    for (const IntakeRemark& remark : plan_.remarks)
      if (remark.error) faulty_.insert(remark.row);
    for (const IntakeEntry& entry : read_.entries) plan_.good_rows += faulty_.contains(entry.row) ? 0 : 1;
    std::ranges::stable_sort(plan_.remarks, {}, &IntakeRemark::row);
    plan_.digest = digest();
    return std::move(plan_);
  }

 private:
  using Rows = std::vector<const IntakeEntry*>;

  // In the order of their first rows.
  std::vector<Rows> by_subject() const {
    std::vector<Rows> subjects;
    std::map<std::string, std::size_t> places;
    for (const IntakeEntry& entry : read_.entries) {
      const auto [place, is_new] = places.emplace(text::matter_form(entry.identity), subjects.size());
      if (is_new) subjects.emplace_back();
      subjects[place->second].push_back(&entry);
    }
    return subjects;
  }

  void remark(bool error, const IntakeEntry& entry, std::string column, std::string code, Text what,
              Text help) {
    plan_.remarks.push_back(
        {error, entry.row, std::move(column), std::move(code), std::move(what), std::move(help)});
  }

  void plan_subject(const Rows& rows) {
    const IntakeEntry& first = *rows.front();
    IntakeSubject subject{.known = store::find_subject(reader_, request_.type, first.identity),
                          .identity = first.identity,
                          .name = first.name};
    facts_.clear();
    if (subject.known) {
      facts_ = store::facts_known_at(reader_, subject.known->id, latest);
      check_name(subject, first);
    } else if (columns_.label != nullptr && subject.name.empty()) {
      remark(
          true, first, columns_.label->title.zh, "intake.no-name",
          {fmt::format("{} 尚未登记，须有“{}”", first.identity, columns_.label->title.zh),
           fmt::format("{} is not registered yet: its `{}` is needed", first.identity, columns_.label->name)},
          {"补上名称列，或核对识别代码", "add the column, or check the identity"});
      return;
    } else {
      found_subject(subject);
    }
    const bool good = columns_.list == nullptr ? scalar_facts(subject, first) : list_fact(subject, rows);
    if (!good) return;
    plan_.new_subjects += subject.known ? 0 : 1;
    plan_.new_facts += std::ssize(subject.facts);
    plan_.corrections += std::ranges::count_if(
        subject.facts, [](const IntakeFact& fact) { return fact.supersedes.has_value(); });
    if (subject.facts.empty()) {
      ++plan_.unchanged;
    } else {
      plan_.subjects.push_back(std::move(subject));
    }
  }

  // Identity and name of a new subject are facts of it, too; attested if this unit does attest them.
  void found_subject(IntakeSubject& subject) {
    const auto add = [&](const FactDeclaration* declaration, const std::string& value) {
      if (declaration == nullptr || value.empty()) return;
      const bool among = std::ranges::find(columns_.values, declaration) != columns_.values.end();
      if (among && columns_.list == nullptr) return;  // comes with the other values
      subject.facts.push_back({.name = declaration->name,
                               .value = determine::fact_value_json(feel::Value(value)),
                               .attested = attests(*declaration, request_.unit)});
    };
    add(columns_.identity, subject.identity);
    add(columns_.label, subject.name);
  }

  void check_name(const IntakeSubject& subject, const IntakeEntry& entry) {
    if (entry.name.empty() || entry.name == subject.known->name) return;
    const bool renames = columns_.label != nullptr && attests(*columns_.label, request_.unit);
    remark(
        false, entry, columns_.label->title.zh, "intake.other-name",
        {fmt::format("{} 登记的名称是“{}”", entry.identity, subject.known->name),
         fmt::format("{} is registered as `{}`", entry.identity, subject.known->name)},
        renames
            ? Text{"将作为名称变更登记；若填错了代码，请改正后重新上传",
                   "it will be taken as a change of name; if the identity is wrong, mend it and upload again"}
            : Text{"名称不会因此改变；请核对识别代码是否填错",
                   "this does not change the name; check that the identity is right"});
  }

  // What the unit itself said last, of the same day on.
  const store::Fact* own(const FactDeclaration& declaration) const {
    const auto from = first_day(request_, declaration);
    const store::Fact* last = nullptr;
    for (const store::Fact& fact : facts_) {
      if (fact.name == declaration.name && fact.source == store::FactSource::attested &&
          fact.attested_by == request_.unit && fact.valid_from == from)
        last = &fact;
    }
    return last;
  }

  std::optional<feel::Value> stored(const store::Fact& fact, const FactDeclaration& declaration) const {
    auto read = determine::read_fact_value(fact.value, declaration, context_.determiner().model(), fact.open);
    if (has_errors(read.diagnostics)) return std::nullopt;
    return std::move(read.value);
  }

  bool scalar_facts(IntakeSubject& subject, const IntakeEntry& entry) {
    for (const IntakeValue& value : entry.values) {
      const std::string text = canonical(value.value);
      const store::Fact* before = own(*value.declaration);
      const auto said = before == nullptr ? std::nullopt : stored(*before, *value.declaration);
      show_conflicts(entry, value, text);
      if (said && canonical(*said) == text) continue;
      subject.facts.push_back({.name = value.declaration->name,
                               .value = determine::fact_value_json(value.value),
                               .valid_from = first_day(request_, *value.declaration),
                               .supersedes = before == nullptr ? std::nullopt : std::optional(before->seq)});
    }
    return true;
  }

  // What other units attest of the same time otherwise stands beside it.
  void show_conflicts(const IntakeEntry& entry, const IntakeValue& value, const std::string& text) {
    const auto from = first_day(request_, *value.declaration);
    for (const store::Fact& fact : facts_) {
      if (fact.name != value.declaration->name || fact.source != store::FactSource::attested ||
          fact.attested_by == request_.unit || fact.valid_from != from)
        continue;
      const auto other = stored(fact, *value.declaration);
      if (other && canonical(*other) == text) continue;
      remark(
          false, entry, value.column, "intake.conflict",
          {fmt::format("与{}核定的 {} 不一致", fact.attested_by, fact.value),
           fmt::format("{} attests {} instead", fact.attested_by, fact.value)},
          {"两个值将并列显示，由两单位核对后更正", "both will be shown, until one of the units corrects it"});
    }
  }

  bool list_fact(IntakeSubject& subject, const Rows& rows) {
    if (request_.complete && !whole(rows)) return false;
    const store::Fact* before = own(*columns_.list);
    auto list = std::make_shared<feel::List>();
    bool open = !request_.complete;
    std::set<std::string> known;
    if (before != nullptr) {
      const auto said = stored(*before, *columns_.list);
      if (said && said->list() != nullptr) {
        list->items = said->list()->items;
        open = open && said->list()->open;
      }
    }
    for (const feel::Value& item : list->items) known.insert(canonical(item));
    const std::size_t on_record = list->items.size();
    std::set<std::string> seen;
    bool good = true;
    for (const IntakeEntry* entry : rows) {
      feel::Value item = item_of(*entry);
      const std::string text = canonical(item);
      seen.insert(text);
      if (known.contains(text)) continue;
      const auto alike = std::ranges::find_if(
          list->items, [&](const feel::Value& other) { return same_thing(item, other, *columns_.record); });
      if (alike != list->items.end()) {
        const bool recorded = alike - list->items.begin() < static_cast<std::ptrdiff_t>(on_record);
        remark(true, *entry, "", "intake.same-thing",
               recorded ? Text{"已有一项与本行必填内容相同而其他内容不同，不能当作新的一项",
                               "an item on record has the same required fields and differs otherwise: this "
                               "is no new item"}
                        : Text{"本表另有一行与本行必填内容相同而其他内容不同",
                               "another row has the same required fields and differs otherwise"},
               recorded ? Text{"如需更正，请到该主体的档案中更正这一项",
                               "to correct it, correct the item in the subject's record"}
                        : Text{"核对后只保留正确的一行", "keep the one that is right"});
        good = good && !request_.complete;
        continue;
      }
      known.insert(text);
      list->items.push_back(std::move(item));
    }
    if (request_.complete && good) good = none_left_out(rows, *list, on_record, seen);
    if (!good) return false;
    const bool closes = before != nullptr && before->open && !open;
    if (before != nullptr && list->items.size() == on_record && !closes) return true;
    if (list->items.empty()) return false;  // every row of it was in error
    subject.facts.push_back({.name = request_.fact,
                             .value = determine::fact_value_json(feel::Value(feel::ListPtr(list))),
                             .open = open,
                             .supersedes = before == nullptr ? std::nullopt : std::optional(before->seq)});
    return true;
  }

  feel::Value item_of(const IntakeEntry& entry) const {
    std::vector<std::pair<std::string, feel::Value>> fields;
    for (const IntakeValue& value : entry.values) fields.emplace_back(value.declaration->name, value.value);
    return feel::make_context(std::move(fields));
  }

  // Whether rows in error are of other subjects: a list of which one item is in error is not complete.
  bool whole(const Rows& rows) {
    if (std::ranges::none_of(read_.remarks, &IntakeRemark::error)) return true;
    for (const IntakeEntry* entry : rows)
      remark(true, *entry, "", "intake.not-whole",
             {"表中有出错的行，不能声明“已列全”",
              "rows are in error, so that nothing can be said to be complete"},
             {"改正出错的行后重新上传，或取消“已列全”",
              "mend the rows, or do not say that the lists are complete"});
    return false;
  }

  bool none_left_out(const Rows& rows, const feel::List& list, std::size_t on_record,
                     const std::set<std::string>& seen) {
    const auto left_out =
        std::count_if(list.items.begin(), list.items.begin() + static_cast<std::ptrdiff_t>(on_record),
                      [&](const feel::Value& item) { return !seen.contains(canonical(item)); });
    if (left_out == 0) return true;
    remark(true, *rows.front(), "", "intake.left-out",
           {fmt::format("声明“已列全”，但已登记的 {} 项不在表中", left_out),
            fmt::format("the lists are said to be complete, but {} items on record are not in the table",
                        left_out)},
           {"补上这些项；不再成立的，请到档案中更正",
            "add them; what no longer holds is corrected in the record"});
    return false;
  }

  std::string digest() const {
    std::string all =
        fmt::format("{}\n{}\n{}\n{}\n", request_.type, request_.fact, request_.unit, request_.evidence);
    for (const IntakeSubject& subject : plan_.subjects) {
      all +=
          fmt::format("{} {} {}\n", subject.identity, subject.name, subject.known ? subject.known->id : "");
      for (const IntakeFact& fact : subject.facts)
        all += fmt::format("  {}={} {} {} {} {}\n", fact.name, fact.value, fact.open, fact.attested,
                           fact.valid_from ? fact.valid_from->to_string() : "", fact.supersedes.value_or(0));
    }
    for (const IntakeRemark& remark : plan_.remarks)
      all += fmt::format("! {} {} {}\n", remark.row, remark.column, remark.code);
    return store::sha256_hex(all);
  }

  const store::Reader& reader_;
  const Context& context_;
  const IntakeRequest& request_;
  const ReadIntake& read_;
  IntakeColumns columns_;
  std::vector<store::Fact> facts_;  // of the subject at hand
  std::set<std::int64_t> faulty_;   // rows
  IntakePlan plan_;
};

}  // namespace

IntakePlan plan_intake(const store::Reader& reader, const Context& context, const IntakeRequest& request,
                       const ReadIntake& read) {
  return Planner(reader, context, request, read).run();
}

}  // namespace enact::casework
