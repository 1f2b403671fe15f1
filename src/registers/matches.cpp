// Counterparts of an entry, each with its reasons: points for equal values and for words that both texts
// have.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "registers/refusals.hpp"
#include "registers/sight.hpp"
#include "store/text_index.hpp"

namespace enact::registers {
namespace {

using policy::Register;
using policy::RegisterMatch;
using store::Fault;

constexpr std::size_t words_counted = 5;  // more shared words say no more
constexpr std::size_t words_shown = 5;
constexpr std::int64_t most_candidates = 20'000;  // the newest

std::string texts_of(const Values& values, const std::vector<std::string>& fields) {
  std::string text;
  for (const std::string& field : fields) {
    const auto value = values.find(field);
    if (value != values.end()) text += shown_text(value->second) + "\n";
  }
  return text;
}

// The words of a text that tell something: pairs of Han characters, and other words of two letters or more.
std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  for (std::string& token : text::split(store::text_tokens(text), ' ')) {
    if (text::length(token) > 1) words.insert(std::move(token));
  }
  return words;
}

class Matching {
 public:
  Matching(const Register& own, const RegisterMatch& rule, const Values& values)
      : own_(own), rule_(rule), values_(values) {
    for (const RegisterMatch::Point& point : rule.points) {
      words_.push_back(point.words ? words_of(texts_of(values, point.of)) : std::set<std::string>());
    }
  }

  // The score and its reasons; 0: nothing speaks for it.
  int judge(const Values& candidate, std::vector<Text>& reasons) const {
    int score = 0;
    for (std::size_t i = 0; i < rule_.points.size(); ++i) {
      const RegisterMatch::Point& point = rule_.points[i];
      score += point.words ? shared(point, words_[i], candidate, reasons) : same(point, candidate, reasons);
    }
    return score;
  }

 private:
  Text titled(const RegisterMatch::Point& point) const {
    if (!point.title.empty()) return point.title;
    Text title;
    for (const std::string& name : point.of) {
      const Text& of = own_.field(name)->declared.title;
      title.zh += (title.zh.empty() ? "" : "、") + of.zh;
      title.en += (title.en.empty() ? "" : ", ") + of.en;
    }
    return title;
  }

  int same(const RegisterMatch::Point& point, const Values& candidate, std::vector<Text>& reasons) const {
    for (const std::string& of : point.of) {
      const auto mine = values_.find(of);
      if (mine == values_.end()) continue;
      for (const std::string& with : point.with) {
        const auto other = candidate.find(with);
        if (other == candidate.end() ||
            determine::fact_value_json(mine->second) != determine::fact_value_json(other->second)) {
          continue;
        }
        const Text title = titled(point);
        const std::string value = shown_text(mine->second);
        reasons.push_back({fmt::format("{}相同：{}（{} 分）", title.zh, value, point.weight),
                           fmt::format("same {}: {} ({} points)", title.en, value, point.weight)});
        return point.weight;
      }
    }
    return 0;
  }

  int shared(const RegisterMatch::Point& point, const std::set<std::string>& mine, const Values& candidate,
             std::vector<Text>& reasons) const {
    std::vector<std::string> both;
    for (const std::string& word : words_of(texts_of(candidate, point.with))) {
      if (mine.contains(word)) both.push_back(word);
    }
    if (both.empty()) return 0;
    const int points = point.weight * static_cast<int>(std::min(both.size(), words_counted));
    const std::size_t count = both.size();
    both.resize(std::min(count, words_shown));
    const Text title = titled(point);
    reasons.push_back({fmt::format("{}有共同用词：{}{}（{} 分）", title.zh, text::join(both, "、"),
                                   count > words_shown ? " 等" : "", points),
                       fmt::format("words in common in {}: {}{} ({} points)", title.en,
                                   text::join(both, ", "), count > words_shown ? " …" : "", points)});
    return points;
  }

  const Register& own_;
  const RegisterMatch& rule_;
  const Values& values_;
  std::vector<std::set<std::string>> words_;
};

bool is_in(std::string_view status, const policy::States& states) {
  return std::ranges::any_of(text::split(status, '+'), [&](const std::string& state) {
    return std::ranges::find(states, state) != states.end();
  });
}

}  // namespace

std::expected<std::vector<Match>, Fault> matches_of(const store::Reader& reader, const Catalogue& catalogue,
                                                    const Person& person, std::string_view entry,
                                                    const Date& today, std::size_t limit) {
  const auto row = visible_row(reader, catalogue, person, entry, today);
  if (!row) return std::unexpected(no_entry());
  const BookPtr book = catalogue.current(row->policy);
  const Register& own = *book->find(row->register_id);
  const Values values = stored_values(own, row->values);
  std::vector<Match> matches;
  for (const RegisterMatch& rule : own.matches) {
    const Register* theirs = book->find(rule.to);
    if (theirs == nullptr) continue;
    const Matching matching(own, rule, values);
    const Sight sight(person, *book->package, *theirs);
    Condition condition;
    condition.add("e.policy = ? AND e.register = ?", {book->package->id, theirs->id});
    condition.add("e.id <> ?", {std::string(entry)});
    sight.limit(condition);
    std::vector<store::Param> params(condition.params().begin(), condition.params().end());
    params.emplace_back(most_candidates);
    reader.query(fmt::format("SELECT {} FROM register_entry e WHERE {} ORDER BY e.changed DESC LIMIT ?",
                             row_columns, condition.sql()),
                 store::Params(params), [&](const store::Row& one) {
                   if (!is_in(one.view(5), rule.during)) return;
                   EntryRow candidate = read_row(one);
                   candidate.whole = sight.sees_whole(candidate.subject, one.boolean(13), false);
                   Values theirs_values = stored_values(*theirs, candidate.values);
                   // What the person may not see is no reason that it could be told.
                   if (!candidate.whole) {
                     std::erase_if(theirs_values,
                                   [&](const auto& value) { return !theirs->field(value.first)->shown; });
                   }
                   Match match;
                   match.score = matching.judge(theirs_values, match.reasons);
                   if (match.score == 0) return;
                   match.entry = std::move(candidate);
                   matches.push_back(std::move(match));
                 });
  }
  std::ranges::stable_sort(matches, std::greater<>(), &Match::score);
  if (matches.size() > limit) matches.resize(limit);
  for (Match& match : matches) {
    complete(reader, catalogue, person, *book, *book->find(match.entry.register_id), today, match.entry);
  }
  return matches;
}

}  // namespace enact::registers
