#include "policy/institution_parts.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/register.hpp"
#include "policy/selection.hpp"

namespace enact::policy {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

std::string said_of(const Text& text) {
  return text.zh == text.en || text.en.empty() ? text.zh : text.zh + " / " + text.en;
}
std::string joined(const std::vector<std::string>& texts) {
  return text::join(texts, "、");
}
// "; name: value", nothing where there is no value.
std::string part(std::string_view name, const std::string& value) {
  return value.empty() ? std::string() : fmt::format("; {}: {}", name, value);
}
std::string part(std::string_view name, const std::optional<Expression>& value) {
  return value ? part(name, value->text) : std::string();
}
std::string part(std::string_view name, const std::optional<Decimal>& value) {
  return value ? part(name, value->to_string()) : std::string();
}
std::string mark(std::string_view name, bool set) {
  return set ? fmt::format("; {}", name) : std::string();
}

std::string said_of(const RegisterField& field) {
  std::string out = field.entry.empty() ? feel::to_string(*field.declared.type) : "entry of " + field.entry;
  out += mark("unit", field.unit) + mark("required", field.declared.required) +
         mark("personal", field.declared.personal) + mark("search", field.searched) +
         mark("not public", !field.shown) + mark("sum", field.summed) + mark("same owner", field.same_owner) +
         mark("measured", field.measured);
  return out + part("format", field.declared.format) + part("in", joined(field.in)) +
         part("holds", joined(field.holds)) + part("min", field.min) + part("max", field.max) +
         part("matches", field.matches) + part("at", joined(field.at)) + part("value", field.value);
}

std::string said_of(const RegisterSpan& span) {
  return fmt::format("{}: {}..{}", joined(span.key), span.from, span.to) +
         mark("to included", span.to_included) + part("sum", span.sum) + part("most", span.most.to_string()) +
         part("during", joined(span.during)) + part("says", said_of(span.says));
}

std::string said_of(const RegisterFact& fact) {
  std::string out = fact.fact + mark("complete", fact.complete) + part("during", joined(fact.during)) +
                    part("value", fact.value);
  for (const auto& [name, value] : fact.item) out += part(name, value.text);
  return out;
}

std::string said_of(const RegisterMatch& match) {
  std::string out = match.to + part("during", joined(match.during));
  for (const RegisterMatch::Point& point : match.points) {
    out += fmt::format("; {} {} = {} ({})", point.words ? "words" : "values", joined(point.of),
                       joined(point.with), point.weight);
  }
  return out;
}

std::string said_of(const RegisterLadder& ladder) {
  std::string out = fmt::format("{} {}..{}", ladder.level, ladder.from, ladder.to) +
                    mark("one step", ladder.one_step) + part("during", joined(ladder.during)) +
                    part("lapse", ladder.lapse) + part("promoted", ladder.promoted);
  if (ladder.years) out += part("years", std::to_string(*ladder.years));
  for (const auto& [level, criteria] : ladder.criteria) {
    for (const auto& one : criteria) out += part(level + "/" + one.name, one.rule.text);
  }
  return out;
}

std::string said_of(const RegisterMeasure& measure) {
  std::string out = measure.value.text + part("of", measure.of) + part("unit", measure.unit) +
                    mark("percent", measure.percent);
  if (measure.digits) out += part("digits", std::to_string(*measure.digits));
  return out;
}

void add_scores(const std::string& id, const RegisterScores& scores, Parts& parts) {
  std::string bands;
  for (const RegisterScores::Band& band : scores.bands) {
    bands += fmt::format("{}{} from {}", bands.empty() ? "" : "、", band.grade, band.from.to_string());
  }
  parts.emplace_back(id + "/scores",
                     fmt::format("weights: {} ({}, {})", scores.parameter, scores.indicator, scores.weight) +
                         (scores.entered ? part("entered", scores.entered->now) : std::string()) +
                         part("year", scores.year) + part("whole", scores.whole.to_string()) +
                         part("digits", std::to_string(scores.digits)) + part("bands", bands));
  for (const RegisterScores::Indicator& one : scores.indicators) {
    parts.emplace_back(id + "/scores/" + one.name, one.score.text + part("source", said_of(one.source)));
  }
}

// Who meets the entries besides the keeper, and how they are shown.
std::string shown_besides(const Register& made) {
  std::string out = part("with", made.with) + part("coverage", made.coverage);
  if (made.raised) out += part("raised by", made.raised->by) + part("raised from", made.raised->from);
  if (made.beside) {
    out += part("beside", made.beside->provision) + part("beside sentence", made.beside->sentence);
  }
  if (made.plan) {
    out += part("plan", made.plan->from + ".." + made.plan->to) + part("plan done", made.plan->done);
  }
  for (const RegisterDue& due : made.due) out += part("due " + due.step, due.by);
  return out;
}

void add_register(const Register& made, Parts& parts) {
  parts.emplace_back(made.id, said_of(made.title) + part("provision", made.provision) +
                                  part("of", joined(made.of)) + part("keeper", made.keeper) +
                                  part("units", joined(made.units)) + part("life", made.life) +
                                  part("public", joined(made.shown)) + part("name", made.name) +
                                  part("dispatch", made.dispatch) + shown_besides(made));
  for (const RegisterField& field : made.fields) {
    parts.emplace_back(made.id + "." + field.name(), said_of(field));
    for (const RegisterField& column : field.columns) {
      parts.emplace_back(made.id + "." + field.name() + "." + column.name(), said_of(column));
    }
  }
  for (const RegisterMeasure& measure : made.measures) {
    parts.emplace_back(made.id + "/measures/" + measure.name, said_of(measure));
  }
  if (made.scores) add_scores(made.id, *made.scores, parts);
  for (const RegisterCheck& check : made.checks) {
    parts.emplace_back(made.id + "/" + check.name, check.rule.text + part("says", said_of(check.says)));
  }
  const auto numbered = [&](std::string_view kind, const auto& list, auto show) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      parts.emplace_back(fmt::format("{}/{} {}", made.id, kind, i + 1), show(list[i]));
    }
  };
  numbered("unique", made.unique, [](const RegisterKey& key) {
    return joined(key.fields) + part("during", joined(key.during)) + part("says", said_of(key.says));
  });
  const auto as_text = [](const auto& one) { return said_of(one); };
  numbered("spans", made.spans, as_text);
  numbered("facts", made.facts, as_text);
  numbered("matches", made.matches, as_text);
  numbered("lapses", made.lapses, [](const RegisterLapse& lapse) {
    return fmt::format("{} → {}", lapse.after, lapse.take) + part("during", joined(lapse.during));
  });
  if (made.ladder) parts.emplace_back(made.id + "/ladder", said_of(*made.ladder));
}

std::string said_of(const Selection::Entries& entries) {
  return entries.register_id + part("during", joined(entries.during));
}

std::string said_of(const Selection::Told& told) {
  std::string out = told.fact;
  for (const auto& field : told.item) out += part(field.name, field.value.text);
  return out;
}

void add_selection(const Selection& made, Parts& parts) {
  std::string modes;
  for (const SelectionMode mode : made.modes) modes += fmt::format(" {}", static_cast<int>(mode));
  parts.emplace_back(
      made.id, said_of(made.title) + part("provision", made.provision) + part("organiser", made.organiser) +
                   mark("yearly", made.yearly) + part("modes", modes) + part("ties", joined(made.ties)) +
                   part("reserve", std::to_string(made.reserve)) + mark("equity", made.equity));
  if (made.needs)
    parts.emplace_back(made.id + "/needs", said_of(*made.needs) + part("field", made.needs->field));
  parts.emplace_back(made.id + "/bids", said_of(made.bids) + part("need", made.bids.need) +
                                            part("theme", made.bids.theme) + part("team", made.bids.team) +
                                            part("partners", joined(made.bids.partners)) +
                                            part("blind", joined(made.bids.blind)));
  parts.emplace_back(made.id + "/experts", said_of(made.experts) + part("fields", made.experts.fields) +
                                               part("employer", made.experts.employer) +
                                               part("person", made.experts.person));
  parts.emplace_back(made.id + "/panel",
                     fmt::format("{} + {}; own field {}; {} calls in {} years", made.panel.size,
                                 made.panel.spare, made.panel.own_field, made.panel.calls, made.panel.years));
  parts.emplace_back(
      made.id + "/conflicts",
      fmt::format("{}{}{}", made.conflicts.same_employer ? "employer" : "",
                  mark("declared", made.conflicts.declared), part("listed", made.conflicts.listed)));
  for (const Selection::Criterion& one : made.criteria) {
    parts.emplace_back(made.id + "/" + one.id,
                       fmt::format("{}; weight {}; most {}", said_of(one.title), one.weight, one.most));
  }
  parts.emplace_back(made.id + "/score",
                     fmt::format("drop {} highest, {} lowest; outlier {}; pass {}", made.score.drop_highest,
                                 made.score.drop_lowest, made.score.outlier.value_or(0), made.score.pass));
  if (made.race) {
    parts.emplace_back(made.id + "/race",
                       fmt::format("{} teams, {} accepted", made.race->teams, made.race->accepted));
  }
  if (made.notice_working_days || made.notice_days) {
    parts.emplace_back(made.id + "/notice",
                       fmt::format("{} working days, {} days", made.notice_working_days.value_or(0),
                                   made.notice_days.value_or(0)));
  }
  if (made.accepted) parts.emplace_back(made.id + "/accepted", said_of(*made.accepted));
  if (made.stage) parts.emplace_back(made.id + "/stage", said_of(*made.stage));
}

}  // namespace

Parts register_parts(const Package& package) {
  Parts parts;
  for (const auto& made : package.registers) add_register(*made, parts);
  return parts;
}

Parts selection_parts(const Package& package) {
  Parts parts;
  for (const auto& made : package.selections) add_selection(*made, parts);
  return parts;
}

}  // namespace enact::policy
