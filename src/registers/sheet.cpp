#include "registers/sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "determine/facts.hpp"
#include "registers/evaluator.hpp"

namespace enact::registers {
namespace {

using feel::Value;
using policy::Expression;
using policy::RegisterField;
using policy::RegisterMeasure;
using policy::RegisterScores;

std::string in_quotes(std::string_view text) {
  return boost::json::serialize(boost::json::string(text));
}

std::string written(const Text& text) {
  return fmt::format(R"({{"zh":{},"en":{}}})", in_quotes(text.zh), in_quotes(text.en));
}

bool is_scalar(const Value& value) {
  return !value.is_unknown() && !value.is_null() && value.band() == nullptr && value.list() == nullptr &&
         value.context() == nullptr && value.function() == nullptr;
}

Value error_value(std::string code, Text message) {
  auto diagnostic = std::make_shared<Diagnostic>();
  diagnostic->code = code;
  diagnostic->message = std::move(message);
  feel::Cause cause{.kind = feel::Cause::Kind::error, .what = std::move(code), .diagnostic = diagnostic};
  return feel::Unknown{std::make_shared<const std::vector<feel::Cause>>(std::vector{std::move(cause)})};
}

// Why there is no value.
Text reason_of(const Value& value) {
  if (value.is_null()) return {"公式没有给出结果", "the formula gives none"};
  Text all;
  for (const feel::Cause& cause : feel::causes_of(value)) {
    Text one{"缺少“" + cause.what + "”", "`" + cause.what + "` is missing"};
    if (cause.kind == feel::Cause::Kind::error && cause.diagnostic) one = cause.diagnostic->message;
    if (cause.kind == feel::Cause::Kind::no_parameter) {
      one = {"参数“" + cause.what + "”没有在用的值",
             "no value of parameter `" + cause.what + "` is in force"};
    }
    all.zh += (all.zh.empty() ? "" : "；") + one.zh;
    all.en += (all.en.empty() ? "" : "; ") + one.en;
  }
  return all.empty() ? Text{"结果未定", "it is not settled"} : all;
}

// The result and why there is none, as members of an object.
std::string result_text(const Value& value) {
  if (is_scalar(value)) return fmt::format(R"("value":{},"why":null)", determine::fact_value_json(value));
  return fmt::format(R"("value":null,"why":{})", written(reason_of(value)));
}

class Computing {
 public:
  Computing(const Book& book, const policy::Register& made, Values entered, const Date& on,
            const FindPin& find)
      : book_(book), made_(made), values_(std::move(entered)), on_(on), find_(find) {}

  Sheet run() {
    for (const RegisterMeasure& measure : made_.measures) {
      if (measure.of.empty()) {
        measure_whole(measure);
      } else {
        measure_lines(measure);
      }
    }
    std::string scores = "null";
    if (made_.scores) scores = score(*made_.scores);
    std::string pins;
    for (const auto& [id, pin] : pins_) {
      if (!pin) continue;
      pins +=
          fmt::format(R"({}{{"entry":{},"register":{},"reference":{},"name":{},"version":{},"values":{}}})",
                      pins.empty() ? "" : ",", in_quotes(pin->entry), in_quotes(pin->register_id),
                      in_quotes(pin->reference), in_quotes(pin->name), pin->version, in_quotes(pin->values));
    }
    std::string text = fmt::format(R"({{"package":{},"on":"{}","pins":[{}],"measures":[{}],"scores":{}}})",
                                   in_quotes(book_.package->hash), on_.to_string(), pins, measures_, scores);
    return {std::move(values_), std::move(text)};
  }

 private:
  Evaluator evaluator() {
    Evaluator made(book_, made_, values_, on_,
                   [this](const policy::Register& of, std::string_view entry) { return pinned(of, entry); });
    for (const auto& [name, value] : known_) made.give(name, value);
    return made;
  }

  std::optional<Values> pinned(const policy::Register& of, std::string_view entry) {
    auto [at, is_new] = pins_.try_emplace(std::string(entry));
    if (is_new) at->second = find_(of, entry);
    return at->second ? std::optional(stored_values(of, at->second->values)) : std::nullopt;
  }

  // The names that a formula uses and what they were; of an entry referred to, of a line and of the
  // parameters the parts that it names. What is a list stands in the entry itself.
  std::string reads_of(const Expression& formula, Evaluator& evaluator) {
    const feel::ir::Program& program = *formula.program;
    std::string reads;
    const std::function<void(const std::string&, const Value&)> add = [&](const std::string& name,
                                                                          const Value& value) {
      if (const feel::Context* parts = value.context()) {
        for (const auto& [part, of_it] : parts->entries) {
          const std::string path = name + "." + part;
          if (formula.text.find(path) != std::string::npos) add(path, of_it);
        }
      }
      if (!is_scalar(value)) return;
      reads += fmt::format(R"({}{{"name":{},"value":{}}})", reads.empty() ? "" : ",", in_quotes(name),
                           determine::fact_value_json(value));
    };
    for (const std::int32_t used : program.used_inputs) {
      const std::string& name = program.inputs[static_cast<std::size_t>(used)].name;
      add(name, evaluator.input(name));
    }
    return "[" + reads + "]";
  }

  static Value rounded(Value value, std::optional<int> digits) {
    if (!digits || value.number() == nullptr) return value;
    const auto round = value.number()->round(*digits, Rounding::half_up);
    return round ? Value(*round) : value;
  }

  void begin_measure(const RegisterMeasure& measure) {
    measures_ += fmt::format(R"({}{{"name":{},"formula":{},)", measures_.empty() ? "" : ",",
                             in_quotes(measure.name), in_quotes(measure.value.text));
  }

  void measure_whole(const RegisterMeasure& measure) {
    Evaluator all = evaluator();
    const Value value = rounded(all.evaluate(measure.value), measure.digits);
    begin_measure(measure);
    measures_ += fmt::format(R"("reads":{},{},"of":null,"lines":[]}})", reads_of(measure.value, all),
                             result_text(value));
    keep(measure.name, value);
  }

  void keep(const std::string& name, const Value& value) {
    if (is_scalar(value)) {
      values_.insert_or_assign(name, value);
    } else {
      known_.insert_or_assign(name, value);  // so that what builds on it says why
    }
  }

  void measure_lines(const RegisterMeasure& measure) {
    const auto stored = values_.find(measure.of);
    const feel::List* kept = stored == values_.end() ? nullptr : stored->second.list();
    Evaluator all = evaluator();
    const Value seen = all.input(measure.of);
    begin_measure(measure);
    std::string lines;
    std::vector<Value> kept_lines;
    std::vector<Value> seen_lines;
    for (std::size_t i = 0; kept != nullptr && i < kept->items.size(); ++i) {
      const feel::Context& parts = *seen.list()->items[i].context();
      Evaluator line = all;
      for (const auto& [column, part] : parts.entries) line.give(column, part);
      line.give(std::string(policy::current_line), seen.list()->items[i]);
      const Value value = rounded(line.evaluate(measure.value), measure.digits);
      lines += fmt::format(R"({}{{"reads":{},{}}})", lines.empty() ? "" : ",", reads_of(measure.value, line),
                           result_text(value));
      kept_lines.push_back(with(kept->items[i], measure.name, is_scalar(value) ? value : Value()));
      seen_lines.push_back(with(seen.list()->items[i], measure.name, value));
    }
    measures_ += fmt::format(R"("reads":[],"value":null,"why":null,"of":{},"lines":[{}]}})",
                             in_quotes(measure.of), lines);
    if (kept == nullptr) return;
    values_.insert_or_assign(measure.of, feel::make_list(std::move(kept_lines)));
    known_.insert_or_assign(measure.of, feel::make_list(std::move(seen_lines)));
  }

  static Value with(const Value& line, const std::string& name, const Value& value) {
    std::vector<std::pair<std::string, Value>> parts;
    for (const auto& part : line.context()->entries) {
      if (part.first != name) parts.push_back(part);
    }
    if (!value.is_null()) parts.emplace_back(name, value);
    return feel::make_context(std::move(parts));
  }

  using Weights = std::map<std::string, Decimal>;

  static Weights weights_in(const RegisterScores& scores, const feel::List& list) {
    Weights all;
    for (const Value& item : list.items) {
      const Value* name = part_of(item, scores.indicator);
      const Value* weight = part_of(item, scores.weight);
      if (name != nullptr && name->text() != nullptr && weight != nullptr && weight->number() != nullptr) {
        all.emplace(*name->text(), *weight->number());
      }
    }
    return all;
  }

  // Those of the entry that the field refers to, pinned with it; nullopt: it refers to none.
  std::optional<Weights> entered_weights(const RegisterScores& scores, const std::string& field) {
    const auto given = field.empty() ? values_.end() : values_.find(field);
    if (given == values_.end() || given->second.text() == nullptr) return std::nullopt;
    const policy::Register* of = book_.find(made_.field(field)->entry);
    const auto held = of == nullptr ? std::nullopt : pinned(*of, *given->second.text());
    const auto lines = held ? held->find(scores.entered->lines) : Values::const_iterator();
    const feel::List* list = held && lines != held->end() ? lines->second.list() : nullptr;
    return list == nullptr ? Weights() : weights_in(scores, *list);
  }

  // As a parameter's are when the package is checked: of its indicators, and the whole in sum.
  static bool sound(const RegisterScores& scores, const Weights& weights) {
    Decimal sum = 0;
    for (const auto& [name, weight] : weights) {
      const bool known = std::ranges::find(scores.indicators, name, &RegisterScores::Indicator::name) !=
                         scores.indicators.end();
      if (!known || weight.is_negative()) return false;
      sum = sum.add(weight).value_or(sum);
    }
    return sum == scores.whole;
  }

  // The weight of each indicator on the last day of the year; nullopt: there is no such parameter then.
  std::optional<Weights> weights(const RegisterScores& scores, std::int64_t year) const {
    const auto last = Date::parse(fmt::format("{:04}-12-31", year));
    if (!last) return std::nullopt;
    const Value parameters = book_.parameters.on(*last);
    const Value* list =
        parameters.context() == nullptr ? nullptr : parameters.context()->find(scores.parameter);
    if (list == nullptr || list->list() == nullptr) return std::nullopt;
    return weights_in(scores, *list->list());
  }

  std::string score(const RegisterScores& scores) {
    const auto given = values_.find(scores.year);
    const auto year = given == values_.end() || given->second.number() == nullptr
                          ? std::nullopt
                          : given->second.number()->to_int64();
    auto now = year ? weights(scores, *year) : std::nullopt;
    auto before = year ? weights(scores, *year - 1) : std::nullopt;
    if (scores.entered) {
      if (auto entered = entered_weights(scores, scores.entered->now)) now = std::move(entered);
      if (auto entered = entered_weights(scores, scores.entered->before)) before = std::move(entered);
    }
    Value total;
    std::string rows;
    if (!now) {
      const std::string of = year ? std::to_string(*year) : "?";
      total = error_value("register.no-weights", {fmt::format("没有 {} 年度的权重", of),
                                                  fmt::format("there are no weights of the year {}", of)});
    } else if (!sound(scores, *now)) {
      total =
          error_value("register.bad-weights",
                      {fmt::format("所引用的权重合计不是 {}，或有不认识的指标", scores.whole.to_string()),
                       fmt::format("the weights referred to do not sum to {}, or name an unknown indicator",
                                   scores.whole.to_string())});
    } else {
      Decimal sum = 0;
      for (const RegisterScores::Indicator& indicator : scores.indicators) {
        const auto weight = now->find(indicator.name);
        const std::optional<Decimal> weighs =
            weight == now->end() ? std::nullopt : std::optional(weight->second);
        std::optional<Decimal> old;
        if (before && before->contains(indicator.name)) old = before->at(indicator.name);
        if (!weighs && !old) continue;
        const auto points = row(scores, indicator, weighs, old, rows);
        if (!weighs) continue;
        if (!points) {
          total = error_value("register.no-score", {fmt::format("“{}”没有得分", indicator.title.zh),
                                                    fmt::format("`{}` has no score", indicator.title.en)});
        } else {
          sum = sum.add(*points).value_or(sum);
        }
      }
      if (!total.is_unknown()) total = rounded(Value(sum), scores.digits);
    }
    keep(scores.total, total);
    const Value grade = graded(scores, total);
    if (!scores.grade.empty()) keep(scores.grade, grade);
    return fmt::format(R"({{"year":{},"rows":[{}],{},"grade":{}}})", year ? std::to_string(*year) : "null",
                       rows, result_text(total),
                       is_scalar(grade) ? determine::fact_value_json(grade) : std::string("null"));
  }

  // One indicator: its points, as many of the whole as its weight.
  std::optional<Decimal> row(const RegisterScores& scores, const RegisterScores::Indicator& indicator,
                             const std::optional<Decimal>& weight, const std::optional<Decimal>& before,
                             std::string& rows) {
    Evaluator all = evaluator();
    Value value = all.evaluate(indicator.score);
    const Decimal* number = value.number();
    if (number != nullptr && (number->is_negative() || *number > scores.whole)) {
      value = error_value(
          "register.score-range",
          {fmt::format("算得 {}，应在 0 到 {} 之间", number->to_string(), scores.whole.to_string()),
           fmt::format("it comes to {}, not between 0 and {}", number->to_string(),
                       scores.whole.to_string())});
    }
    std::optional<Decimal> points;
    if (weight && value.number() != nullptr) {
      const auto product = value.number()->multiply(*weight);
      points = product ? product->divide(scores.whole) : std::nullopt;
    }
    const auto text = [](const std::optional<Decimal>& of) {
      return of ? of->to_string() : std::string("null");
    };
    rows += fmt::format(
        R"({}{{"indicator":{},"formula":{},"reads":{},{},"weight":{},"before":{},"points":{}}})",
        rows.empty() ? "" : ",", in_quotes(indicator.name), in_quotes(indicator.score.text),
        reads_of(indicator.score, all), result_text(value), text(weight), text(before), text(points));
    return points;
  }

  static Value graded(const RegisterScores& scores, const Value& total) {
    if (total.number() == nullptr) return total;
    for (const RegisterScores::Band& band : scores.bands) {
      if (band.from <= *total.number()) return Value(band.grade);
    }
    return {};
  }

  const Book& book_;
  const policy::Register& made_;
  Values values_;
  Date on_;
  const FindPin& find_;
  std::map<std::string, std::optional<Pin>, std::less<>>
      pins_;                                         // by entry: the order of entering says nothing
  std::map<std::string, Value, std::less<>> known_;  // what formulas see besides the values
  std::string measures_;
};

}  // namespace

Sheet compute_sheet(const Book& book, const policy::Register& made, Values entered, const Date& on,
                    const FindPin& find) {
  return Computing(book, made, std::move(entered), on, find).run();
}

std::optional<Sheet> recompute_sheet(const Catalogue& catalogue, std::string_view policy,
                                     std::string_view register_id, const Values& values,
                                     std::string_view text) {
  const auto sheet = parse_exact(text);
  const ExactJson* package = sheet ? sheet->member("package") : nullptr;
  const ExactJson* on = sheet ? sheet->member("on") : nullptr;
  const ExactJson* pins = sheet ? sheet->member("pins") : nullptr;
  if (package == nullptr || on == nullptr || pins == nullptr) return std::nullopt;
  const BookPtr current = catalogue.current(policy);
  const BookPtr book =
      current && current->package->hash == package->text ? current : catalogue.at(package->text);
  const policy::Register* made = book ? book->find(register_id) : nullptr;
  const auto day = Date::parse(on->text);
  if (made == nullptr || !day) return std::nullopt;
  const FindPin find = [&](const policy::Register&, std::string_view entry) -> std::optional<Pin> {
    for (const ExactJson& pin : pins->items) {
      const auto of = [&](std::string_view name) { return pin.member(name)->text; };
      if (of("entry") != entry) continue;
      return Pin{of("entry"),
                 of("register"),
                 of("reference"),
                 of("name"),
                 Decimal::parse(of("version")).value_or(Decimal(0)).to_int64().value_or(0),
                 of("values")};
    }
    return std::nullopt;
  };
  return compute_sheet(*book, *made, entered_values(*made, values), *day, find);
}

}  // namespace enact::registers
