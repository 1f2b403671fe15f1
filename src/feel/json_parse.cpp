// Reading JSON texts: Boost's parser tells the digits of each number, which is all that exactness takes.
#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>

#include "feel/json.hpp"

namespace enact::feel {
namespace {

namespace json = boost::json;
constexpr std::size_t max_depth = 64;

// Builds a value from the parser's events. The member names that start with `on_` and `max_` are Boost's.
class Handler {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return open(true); }
  bool on_array_begin(json::error_code&) { return open(false); }
  bool on_object_end(std::size_t, json::error_code&) {
    return close([](Level& level) { return make_context(std::move(level.entries)); });
  }
  bool on_array_end(std::size_t, json::error_code&) {
    return close([](Level& level) { return make_list(std::move(level.items)); });
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return gather(part); }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    text_.append(part);
    auto& level = levels_.back();
    const auto known = std::ranges::find(level.entries, text_, &std::pair<std::string, Value>::first);
    if (known != level.entries.end()) {
      duplicate_ = text_;
      error = json::error::exception;
      return false;
    }
    level.entries.emplace_back(std::exchange(text_, {}), Value());
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return gather(part); }
  bool on_string(json::string_view part, std::size_t, json::error_code&) {
    text_.append(part);
    return put(std::exchange(text_, {}));
  }
  bool on_number_part(json::string_view part, json::error_code&) { return gather(part); }
  bool on_int64(std::int64_t, json::string_view part, json::error_code& error) { return number(part, error); }
  bool on_uint64(std::uint64_t, json::string_view part, json::error_code& error) {
    return number(part, error);
  }
  bool on_double(double, json::string_view part, json::error_code& error) { return number(part, error); }
  bool on_bool(bool value, json::error_code&) { return put(value); }
  bool on_null(json::error_code&) { return put(Value()); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  const Value& result() const { return result_; }
  const std::string& duplicate() const { return duplicate_; }
  const std::string& bad_number() const { return bad_number_; }

 private:
  struct Level {
    bool is_object;
    std::vector<std::pair<std::string, Value>> entries;
    std::vector<Value> items;
  };

  bool gather(json::string_view part) {
    text_.append(part);
    return true;
  }
  bool open(bool is_object) {
    levels_.push_back({is_object, {}, {}});
    return true;
  }
  template <typename Make>
  bool close(Make make) {
    auto value = make(levels_.back());
    levels_.pop_back();
    return put(std::move(value));
  }
  bool put(Value value) {
    if (levels_.empty()) {
      result_ = std::move(value);
    } else if (levels_.back().is_object) {
      levels_.back().entries.back().second = std::move(value);
    } else {
      levels_.back().items.push_back(std::move(value));
    }
    return true;
  }
  bool number(json::string_view part, json::error_code& error) {
    text_.append(part);
    const auto digits = std::exchange(text_, {});
    const auto value = Decimal::parse(digits);
    if (!value || significant(digits) > 34) {
      bad_number_ = digits;
      error = json::error::not_exact;
      return false;
    }
    return put(*value);
  }
  // Digits from the first to the last that is not zero; more than 34 would be rounded.
  static std::size_t significant(std::string_view digits) {
    std::string plain;
    for (const char c : digits.substr(0, digits.find_first_of("eE"))) {
      if (c >= '0' && c <= '9') plain += c;
    }
    const auto first = plain.find_first_not_of('0');
    return first == std::string::npos ? 0 : plain.find_last_not_of('0') - first + 1;
  }

  std::vector<Level> levels_;
  std::string text_;
  Value result_;
  std::string duplicate_;
  std::string bad_number_;
};

JsonError syntax_error(const Handler& handler, const json::error_code& error) {
  if (!handler.duplicate().empty()) {
    return {handler.duplicate(),
            "feel.json-duplicate",
            {"名称“" + handler.duplicate() + "”重复", "the name `" + handler.duplicate() + "` occurs twice"}};
  }
  if (!handler.bad_number().empty()) {
    return {"",
            "feel.json-number",
            {"数字“" + handler.bad_number() + "”超过 34 位有效数字或超出范围",
             "the number `" + handler.bad_number() + "` has more than 34 digits or is out of range"}};
  }
  return {
      "", "feel.json-syntax", {"不是合法的 JSON：" + error.message(), "not valid JSON: " + error.message()}};
}

}  // namespace

std::expected<Value, JsonError> parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = max_depth;
  json::basic_parser<Handler> parser(options);
  json::error_code error;
  const auto read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read < text.size()) error = json::error::extra_data;
  if (error) return std::unexpected(syntax_error(parser.handler(), error));
  return parser.handler().result();
}

}  // namespace enact::feel
