// Words for changes. See change_words.hpp.
#include "determine/change_words.hpp"

namespace enact::determine {
namespace {

using feel::Value;

Text quoted(const std::string& path, const Value& value, const FactWords& words) {
  const Text shown = words.value(path, value);
  if (value.text() == nullptr) return {" " + shown.zh, " " + shown.en};
  return {"“" + shown.zh + "”", " “" + shown.en + "”"};
}

Text relation(Bound bound) {
  switch (bound) {
    case Bound::exactly:
      return {"为", " is"};
    case Bound::over:
      return {"超过", " over"};
    case Bound::at_least:
      return {"不少于", " at least"};
    case Bound::under:
      return {"少于", " under"};
    case Bound::at_most:
      return {"不超过", " at most"};
  }
  return {};
}

Text fact_text(const FactChange& fact, const FactWords& words) {
  const Text name = words.field_name(fact.path);
  if (const bool* yes = fact.then.boolean()) {
    return {name.zh + (*yes ? "为“是”" : "为“否”"), name.en + (*yes ? ": yes" : ": no")};
  }
  const Text is = relation(fact.bound);
  const Text limit = quoted(fact.path, fact.limit, words);
  const Text text{name.zh + is.zh + limit.zh, name.en + is.en + limit.en};
  if (fact.now.is_unknown()) return text;
  const Text now = quoted(fact.path, fact.now, words);
  return {text.zh + "（现为" + now.zh + "）", text.en + " (now" + now.en + ")"};
}

}  // namespace

Text change_text(const Change& change, const FactWords& words, const std::optional<Date>& last) {
  Text all;
  for (const FactChange& fact : change.facts) {
    if (!all.empty()) all = {all.zh + "，且", all.en + " and "};
    const Text text = fact_text(fact, words);
    all = {all.zh + text.zh, all.en + text.en};
  }
  if (change.new_event.empty()) return all;
  const Text list = words.name(change.new_event);
  Text event{"新增一项“" + list.zh + "”", "one more `" + list.en + "`"};
  if (last) event = {last->to_string() + " 以前" + event.zh, event.en + " by " + last->to_string()};
  if (all.empty()) return event;
  return {event.zh + "：" + all.zh, event.en + ": " + all.en};
}

std::string_view to_string(Bound bound) {
  switch (bound) {
    case Bound::exactly:
      return "exactly";
    case Bound::over:
      return "over";
    case Bound::at_least:
      return "at_least";
    case Bound::under:
      return "under";
    case Bound::at_most:
      return "at_most";
  }
  return "";
}

}  // namespace enact::determine
