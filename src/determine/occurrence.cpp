// Finding the events of a provision. See occurrence.hpp.
#include "determine/occurrence.hpp"

#include <algorithm>

namespace enact::determine {
namespace {

using feel::Value;

// A number of months that cannot be counted off.
feel::Cause no_count(const Decimal& number) {
  auto diagnostic = std::make_shared<Diagnostic>();
  diagnostic->code = "determine.month-count";
  diagnostic->message = {
      "月数应为 0 到 " + std::to_string(most_months) + " 的整数，现为 " + number.to_string(),
      "months are counted in whole numbers from 0 to " + std::to_string(most_months) + ", this is " +
          number.to_string()};
  return {feel::Cause::Kind::error, diagnostic->code, std::move(diagnostic)};
}

Date month_of(const Date& day) {
  return Date{day.year, day.month, 1};
}

class Finder {
 public:
  Finder(ScopeValues& values, const ProvisionPlan& plan, const SubjectView& view, const Question& question)
      : values_(values), plan_(plan), view_(view), question_(question) {}

  Occurrences run() {
    values_.set_day(question_.on);
    if (!plan_.list) {
      occur(Value(), "", {});
      return std::move(found_);
    }
    Evaluated list = values_.evaluate(*plan_.list);
    found_.facts = std::move(list.facts);
    if (const feel::List* items = list.value.list()) {
      for (std::size_t i = 0; i < items->items.size(); ++i) {
        std::vector<feel::Cause> causes;
        if (items->is_perhaps(i) && items->causes) causes = *items->causes;
        occur(items->items[i], path_of(items->items[i]), std::move(causes));
      }
      if (items->open) open(list.value, items->causes);
    } else if (list.value.is_unknown()) {
      open(list.value, list.value.unknown()->causes);
    } else if (!list.value.is_null()) {
      occur(list.value, path_of(list.value), {});
    }
    return std::move(found_);
  }

 private:
  void open(const Value& value, std::shared_ptr<const std::vector<feel::Cause>> causes) {
    found_.open = true;
    if (causes == nullptr) causes = std::make_shared<const std::vector<feel::Cause>>(causes_of(value));
    found_.open_causes = std::move(causes);
  }

  std::string path_of(const Value& item) const {
    if (!question_.explain) return {};
    const auto known = view_.item_paths.find(item.context());
    return known != view_.item_paths.end() ? known->second : plan_.provision->each->variable;
  }

  Value date_value() {
    if (plan_.date) return values_.value(*plan_.date);
    if (const feel::Context* record = values_.item().context()) {
      if (const Value* date = record->find(event_date_field)) return *date;
    }
    return {};
  }

  void occur(const Value& item, const std::string& path, std::vector<feel::Cause> causes) {
    values_.set_item(item, path);
    Occurrence occurrence{item, path, {}, {}, {}, std::move(causes)};
    const Value date = date_value();
    occurrence.date = day_of(date);
    if (occurrence.date && *occurrence.date > question_.on) return;
    if (date.is_unknown()) add(occurrence.causes, causes_of(date));
    if (plan_.month_from) {
      expand(std::move(occurrence));
    } else {
      found_.all.push_back(std::move(occurrence));
    }
  }

  static void add(std::vector<feel::Cause>& causes, const std::vector<feel::Cause>& more) {
    for (const feel::Cause& cause : more) {
      if (std::find(causes.begin(), causes.end(), cause) == causes.end()) causes.push_back(cause);
    }
  }

  // The months of one item, each an occurrence of its own or all in one.
  void expand(Occurrence base) {
    const bool one_claim = plan_.provision->monthly->one_claim;
    const Value from = values_.value(*plan_.month_from);
    const std::optional<Date> first = day_of(from);
    if (!first) {
      if (!from.is_unknown()) return;  // no first day: nothing has begun
      add(base.causes, causes_of(from));
      found_.all.push_back(std::move(base));
      return;
    }
    const Date start = month_of(*first);
    std::optional<Date> last = last_month(start, base.causes);
    const bool agreed = last.has_value() && one_claim;  // a schedule agreed in full runs beyond today
    if (!agreed) last = std::min(last.value_or(month_of(question_.on)), month_of(question_.on));
    std::vector<Date> months;
    for (Date month = start; month <= *last && months.size() < most_months; month = *month.add_months(1)) {
      months.push_back(month);
    }
    if (months.empty()) return;
    if (one_claim) {
      base.months = months;
      base.indices.reserve(months.size());
      for (std::size_t i = 0; i < months.size(); ++i)
        base.indices.push_back(static_cast<std::int64_t>(i) + 1);
      if (!base.date) base.date = *first;
      found_.all.push_back(std::move(base));
      return;
    }
    for (std::size_t i = 0; i < months.size(); ++i) {
      Occurrence one = base;
      one.months = {months[i]};
      one.indices = {static_cast<std::int64_t>(i) + 1};
      one.date = months[i];
      found_.all.push_back(std::move(one));
    }
  }

  // nullopt: it runs still, or nobody knows until when (then `causes` says so).
  std::optional<Date> last_month(const Date& start, std::vector<feel::Cause>& causes) {
    if (plan_.month_count) {
      const Value count = values_.value(*plan_.month_count);
      if (const Decimal* number = count.number()) {
        const auto whole = number->to_int64();
        if (whole && *whole >= 0 && *whole <= most_months) return start.add_months(*whole - 1);
        add(causes, {no_count(*number)});
      }
      add(causes, causes_of(count));
      return std::nullopt;
    }
    if (!plan_.month_to) return std::nullopt;
    const Value to = values_.value(*plan_.month_to);
    if (const auto day = day_of(to)) return month_of(*day);
    add(causes, causes_of(to));
    return std::nullopt;
  }

  ScopeValues& values_;
  const ProvisionPlan& plan_;
  const SubjectView& view_;
  const Question& question_;
  Occurrences found_;
};

}  // namespace

std::optional<Date> day_of(const Value& value) {
  if (const Date* date = value.date()) return *date;
  if (const DateTime* moment = value.date_time()) return moment->date;
  return std::nullopt;
}

Occurrences find_occurrences(ScopeValues& values, const ProvisionPlan& plan, const SubjectView& view,
                             const Question& question) {
  return Finder(values, plan, view, question).run();
}

}  // namespace enact::determine
