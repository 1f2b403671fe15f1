#include "registers/constraints.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "registers/people.hpp"
#include "registers/refusals.hpp"

namespace enact::registers {
namespace {

using feel::Value;
using store::Fault;

Text said(const Text& says, Text otherwise) {
  return says.empty() ? std::move(otherwise) : says;
}

std::string titles(const policy::Register& made, const std::vector<std::string>& fields, Language language) {
  std::string out;
  for (const std::string& name : fields) {
    if (!out.empty()) out += language == Language::zh ? "、" : ", ";
    out += made.field(name)->declared.title.in(language);
  }
  return out;
}

std::string day(std::int64_t micros) {
  return micros == never_ends ? "…" : Instant{micros}.legal_day().to_string();
}

class Asking {
 public:
  Asking(const store::Reader& reader, const EntryFile& before, const EntryFile& after, bool by_rule)
      : reader_(reader), before_(before), after_(after), made_(*after.made), by_rule_(by_rule) {}

  std::optional<Fault> run(const Date& today) {
    if (auto fault = checks(today)) return fault;
    if (auto fault = stretches()) return fault;
    if (auto fault = references()) return fault;
    if (auto fault = uniqueness()) return fault;
    if (auto fault = spans()) return fault;
    return referred();
  }

 private:
  std::optional<Fault> checks(const Date& today) {
    Evaluator evaluator(*after_.book, made_, after_.values, today, values_in(reader_));
    for (const policy::RegisterCheck& check : made_.checks) {
      if (evaluator.holds(check.rule) != false) continue;  // what is missing is asked for elsewhere
      return refuse(Fault::Kind::invalid, "register.check", check.says,
                    {"请改正后重新提交", "correct it and submit again"});
    }
    return std::nullopt;
  }

  // A stretch of time that is empty, or a share with more digits than are counted.
  std::optional<Fault> stretches() const {
    for (const policy::RegisterSpan& span : made_.spans) {
      const auto at = [&](const std::string& field) { return after_.values.find(field); };
      const auto from = at(span.from);
      const auto to = at(span.to);
      if (from != after_.values.end() && to != after_.values.end()) {
        const auto starts = moment_of(from->second);
        const auto ends = moment_of(to->second, span.to_included);
        if (starts && ends && *ends <= *starts) {
          return refuse(Fault::Kind::invalid, "register.empty-span",
                        {fmt::format("“{}”须晚于“{}”", made_.field(span.to)->declared.title.zh,
                                     made_.field(span.from)->declared.title.zh),
                         fmt::format("`{}` must come after `{}`", made_.field(span.to)->declared.title.en,
                                     made_.field(span.from)->declared.title.en)},
                        {"请改正后重新提交", "correct it and submit again"});
        }
      }
      const auto sum = at(span.sum);
      if (sum == after_.values.end()) continue;
      const Decimal* share = sum->second.number();
      const auto scaled = share == nullptr ? std::nullopt : share->multiply(Decimal(1'000'000));
      if (!scaled || !scaled->to_int64() || share->is_negative()) {
        return refuse(Fault::Kind::invalid, "register.share",
                      {fmt::format("“{}”不能为负，且最多六位小数", made_.field(span.sum)->declared.title.zh),
                       fmt::format("`{}` is not negative and has at most six decimals",
                                   made_.field(span.sum)->declared.title.en)},
                      {"请改正后重新提交", "correct it and submit again"});
      }
    }
    return std::nullopt;
  }

  std::optional<Fault> uniqueness() const {
    for (const KeyRow& row : keys_of(after_)) {
      if (!reader_.integer("SELECT 1 FROM register_unique WHERE scope = ? AND key = ? AND entry <> ?",
                           {row.scope, row.key, after_.id})) {
        continue;
      }
      return refuse(Fault::Kind::conflict, "register.not-unique",
                    said(row.of->says,
                         {fmt::format("已有“{}”相同的登记项", titles(made_, row.of->fields, Language::zh)),
                          fmt::format("there is an entry of the same {} already",
                                      titles(made_, row.of->fields, Language::en))}),
                    {"请核对，或在已有登记项中办理", "check it, or go on in that entry"});
    }
    return std::nullopt;
  }

  struct Standing {
    std::int64_t starts;
    std::int64_t ends;
    std::int64_t amount;
  };

  std::optional<Fault> spans() const {
    for (const SpanRow& row : spans_of(after_)) {
      if (row.ends <= row.starts) continue;  // said in stretches()
      const auto standing = reader_.all(
          "SELECT starts, ends, amount FROM register_span WHERE scope = ? AND key = ? AND entry <> ? AND "
          "starts < ? AND ends > ? ORDER BY starts",
          {row.scope, row.key, after_.id, row.ends, row.starts},
          [](const store::Row& one) { return Standing{one.integer(0), one.integer(1), one.integer(2)}; });
      if (auto fault = passes(row, standing)) return fault;
    }
    return std::nullopt;
  }

  // The sum is greatest where a span begins: the new one or one within it.
  std::optional<Fault> passes(const SpanRow& row, const std::vector<Standing>& standing) const {
    std::vector<std::int64_t> moments{row.starts};
    for (const Standing& one : standing) moments.push_back(std::max(one.starts, row.starts));
    for (const std::int64_t moment : moments) {
      std::int64_t sum = row.amount;
      for (const Standing& one : standing) {
        if (one.starts <= moment && moment < one.ends) sum += one.amount;
      }
      if (sum <= row.bound) continue;
      const bool shares = row.of != nullptr && !row.of->sum.empty();
      const std::string from = standing.empty() ? day(row.starts) : day(standing.front().starts);
      const std::string to = standing.empty() ? day(row.ends) : day(standing.front().ends);
      const Text found =
          shares
              ? Text{fmt::format("自 {} 起合计将超过 {}", day(moment), row.of->most.to_string()),
                     fmt::format("from {} on the sum would pass {}", day(moment), row.of->most.to_string())}
              : Text{fmt::format("与已有登记项（{} 至 {}）时间重叠", from, to),
                     fmt::format("it overlaps an entry that stands ({} to {})", from, to)};
      const Text says = row.of == nullptr ? Text{} : row.of->says;
      return refuse(Fault::Kind::conflict, shares ? "register.above" : "register.overlap",
                    says.empty() ? found : Text{says.zh + "：" + found.zh, says.en + ": " + found.en},
                    {"请选择其他时间", "choose another time"});
    }
    return std::nullopt;
  }

  std::optional<Fault> references() const {
    const bool submitted = before_.untouched() && !after_.untouched();
    const auto had = references_of(before_);
    for (const ReferenceRow& row : references_of(after_)) {
      const auto same = [&](const ReferenceRow& one) {
        return one.field->name() == row.field->name() && one.target == row.target;
      };
      if (!submitted && before_.version > 0 && std::ranges::any_of(had, same)) continue;
      if (auto fault = reference(row)) return fault;
    }
    return std::nullopt;
  }

  std::optional<Fault> reference(const ReferenceRow& row) const {
    struct Target {
      std::string policy, register_id, subject, status;
      bool draft;
    };
    const auto target =
        reader_.first("SELECT policy, register, subject, status, draft FROM register_entry WHERE id = ?",
                      {row.target}, [](const store::Row& one) {
                        return Target{one.text(0), one.text(1), one.text(2), one.text(3), one.boolean(4)};
                      });
    const Text& title = row.field->declared.title;
    if (!target || target->policy != after_.policy || target->register_id != row.field->entry ||
        target->draft) {
      return refuse(Fault::Kind::invalid, "register.no-such-entry",
                    {fmt::format("“{}”所指的登记项不存在", title.zh),
                     fmt::format("`{}` refers to no entry that there is", title.en)},
                    {"请从登记册中选择", "choose one of the register"});
    }
    if (!row.field->in.empty()) {
      const auto states = text::split(target->status, '+');
      const bool in = std::ranges::any_of(states, [&](const std::string& state) {
        return std::ranges::find(row.field->in, state) != row.field->in.end();
      });
      if (!in) {
        return refuse(Fault::Kind::conflict, "register.reference-state",
                      {fmt::format("“{}”所指的登记项当前状态为“{}”，不能引用", title.zh, target->status),
                       fmt::format("what `{}` refers to is in state `{}` and cannot be referred to", title.en,
                                   target->status)},
                      {"请选择有效的登记项", "choose one that is in force"});
      }
    }
    if (row.field->same_owner && (!after_.owner || target->subject != after_.owner->id)) {
      return refuse(Fault::Kind::conflict, "register.reference-owner",
                    {fmt::format("“{}”属于其他主体", title.zh),
                     fmt::format("`{}` belongs to another subject", title.en)},
                    {"只能选择本主体的登记项", "choose one of this subject's own"});
    }
    return std::nullopt;
  }

  // An entry does not vanish from under those that refer to it.
  std::optional<Fault> referred() const {
    if (by_rule_ || before_.state.ended() || !after_.state.ended()) return std::nullopt;
    const bool withdrawn = after_.state.ended_as == "withdrawn";
    struct Referring {
      std::string register_id, field, status, reference;
    };
    const auto all = reader_.all(
        "SELECT e.register, r.field, e.status, e.reference FROM register_reference r JOIN register_entry e "
        "ON "
        "e.id = r.entry WHERE r.target = ? AND e.ended = 0 AND e.draft = 0 ORDER BY e.seq",
        {after_.id},
        [](const store::Row& one) { return Referring{one.text(0), one.text(1), one.text(2), one.text(3)}; });
    for (const Referring& one : all) {
      const policy::Register* theirs = after_.book->find(one.register_id);
      const policy::RegisterField* field = theirs == nullptr ? nullptr : theirs->field(one.field);
      const auto states = text::split(one.status, '+');
      const bool holds = field != nullptr && std::ranges::any_of(states, [&](const std::string& state) {
                           return std::ranges::find(field->holds, state) != field->holds.end();
                         });
      if (!withdrawn && !holds) continue;
      return refuse(Fault::Kind::conflict, "register.referred",
                    {fmt::format("登记项 {} 尚在引用它", one.reference),
                     fmt::format("entry {} still refers to it", one.reference)},
                    {"请先办结引用它的登记项", "end what refers to it first"});
    }
    return std::nullopt;
  }

  const store::Reader& reader_;
  const EntryFile& before_;
  const EntryFile& after_;
  const policy::Register& made_;
  bool by_rule_;
};

}  // namespace

FindValues values_in(const store::Reader& reader) {
  return [&reader](const policy::Register& made, std::string_view entry) -> std::optional<Values> {
    const auto content = reader.text("SELECT content FROM register_entry WHERE id = ?", {entry});
    return content ? std::optional(stored_values(made, *content)) : std::nullopt;
  };
}

std::optional<Fault> broken(const store::Reader& reader, const EntryFile& before, const EntryFile& after,
                            const Date& today, bool by_rule) {
  return Asking(reader, before, after, by_rule).run(today);
}

Fault missing_fault(const std::vector<const policy::RegisterField*>& fields) {
  Text message{"尚未填写：", "still to be entered: "};
  for (const policy::RegisterField* field : fields) {
    if (field != fields.front()) {
      message.zh += "、";
      message.en += ", ";
    }
    message.zh += field->declared.title.zh;
    message.en += field->declared.title.en;
  }
  return refuse(Fault::Kind::invalid, "register.missing", std::move(message),
                {"请补填后重新提交", "enter it and submit again"});
}

bool lacks(const Values& values, const policy::RegisterField& field) {
  const auto value = values.find(field.name());
  if (value == values.end()) return field.declared.required;
  const feel::List* lines = field.columns.empty() ? nullptr : value->second.list();
  if (lines == nullptr) return false;
  return std::ranges::any_of(lines->items, [&](const Value& line) {
    return std::ranges::any_of(field.columns, [&](const policy::RegisterField& column) {
      return column.declared.required && part_of(line, column.name()) == nullptr;
    });
  });
}

std::vector<const policy::RegisterField*> missing_for(const EntryFile& file,
                                                      const policy::ProcedureStep& step,
                                                      const policy::ProcedureStep::Outcome& outcome) {
  std::vector<const policy::RegisterField*> missing;
  const policy::Procedure& life = *file.run.procedure;
  const procedure::Course course = procedure::course_of(life, step, outcome);
  const bool written = is_written_in(life, step);
  if (course == procedure::Course::back || (course == procedure::Course::end && written)) return missing;
  // Nothing is signed that has no result.
  const auto& scores = file.made->scores;
  const bool signing = step.kind == "decide" || step.kind == "approve";
  if (scores && signing && !file.values.contains(scores->total)) {
    missing.push_back(file.made->field(scores->total));
  }
  for (const policy::RegisterField& field : file.made->fields) {
    const bool here = field.at.empty() ? written : std::ranges::find(field.at, step.id) != field.at.end();
    if (here && lacks(file.values, field)) missing.push_back(&field);
  }
  return missing;
}

}  // namespace enact::registers
