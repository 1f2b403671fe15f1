#include "registers/exact_json.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>

namespace enact::registers {
namespace {

namespace json = boost::json;

// Builds the tree from what the parser meets. Numbers come in pieces of text, and as a double at last, which
// is not looked at.
class Builder {
 public:
  static constexpr std::size_t max_object_size = 100'000;
  static constexpr std::size_t max_array_size = 1'000'000;
  static constexpr std::size_t max_key_size = 10'000;
  static constexpr std::size_t max_string_size = 10'000'000;
  using Error = json::error_code;

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return begin(ExactJson::Kind::object); }
  bool on_object_end(std::size_t, Error&) { return end(); }
  bool on_array_begin(Error&) { return begin(ExactJson::Kind::list); }
  bool on_array_end(std::size_t, Error&) { return end(); }
  bool on_key_part(json::string_view part, std::size_t, Error&) { return append(part); }
  bool on_key(json::string_view part, std::size_t, Error&) {
    append(part);
    keys_.push_back(std::exchange(text_, {}));
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, Error&) { return append(part); }
  bool on_string(json::string_view part, std::size_t, Error&) {
    append(part);
    return put_text(ExactJson::Kind::text);
  }
  bool on_number_part(json::string_view part, Error&) { return append(part); }
  bool on_int64(std::int64_t, json::string_view part, Error&) { return number(part); }
  bool on_uint64(std::uint64_t, json::string_view part, Error&) { return number(part); }
  bool on_double(double, json::string_view part, Error&) { return number(part); }
  bool on_bool(bool value, Error&) {
    ExactJson made;
    made.kind = ExactJson::Kind::boolean;
    made.boolean = value;
    return put(std::move(made));
  }
  bool on_null(Error&) { return put({}); }
  bool on_comment_part(json::string_view, Error&) { return true; }
  bool on_comment(json::string_view, Error&) { return true; }

  ExactJson root;

 private:
  bool append(json::string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool number(json::string_view part) {
    append(part);
    return put_text(ExactJson::Kind::number);
  }
  bool put_text(ExactJson::Kind kind) {
    ExactJson made;
    made.kind = kind;
    made.text = std::exchange(text_, {});
    return put(std::move(made));
  }
  bool begin(ExactJson::Kind kind) {
    ExactJson made;
    made.kind = kind;
    open_.push_back(std::move(made));
    return true;
  }
  bool end() {
    ExactJson made = std::move(open_.back());
    open_.pop_back();
    return put(std::move(made));
  }
  bool put(ExactJson made) {
    if (open_.empty()) {
      root = std::move(made);
    } else if (open_.back().kind == ExactJson::Kind::list) {
      open_.back().items.push_back(std::move(made));
    } else {
      open_.back().members.emplace_back(std::move(keys_.back()), std::move(made));
      keys_.pop_back();
    }
    return true;
  }

  std::string text_;
  std::vector<std::string> keys_;
  std::vector<ExactJson> open_;
};

void write(std::string& out, const ExactJson& value) {
  const auto quoted = [](const std::string& text) { return json::serialize(json::string(text)); };
  switch (value.kind) {
    case ExactJson::Kind::null:
      out += "null";
      break;
    case ExactJson::Kind::boolean:
      out += value.boolean ? "true" : "false";
      break;
    case ExactJson::Kind::number:
      out += value.text;
      break;
    case ExactJson::Kind::text:
      out += quoted(value.text);
      break;
    case ExactJson::Kind::list:
      out += '[';
      for (const ExactJson& item : value.items) {
        if (&item != &value.items.front()) out += ',';
        write(out, item);
      }
      out += ']';
      break;
    case ExactJson::Kind::object:
      out += '{';
      for (const auto& [name, member] : value.members) {
        if (&member != &value.members.front().value) out += ',';
        out += quoted(name) + ":";
        write(out, member);
      }
      out += '}';
      break;
  }
}

}  // namespace

const ExactJson* ExactJson::member(std::string_view name) const {
  const auto found = std::ranges::find_if(members, [&](const auto& one) { return one.name == name; });
  return found == members.end() ? nullptr : &found->value;
}

std::string ExactJson::written() const {
  std::string out;
  write(out, *this);
  return out;
}

std::optional<ExactJson> parse_exact(std::string_view text) {
  json::parse_options options;
  json::basic_parser<Builder> parser(options);
  json::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (error || read != text.size()) return std::nullopt;
  return std::move(parser.handler().root);
}

}  // namespace enact::registers
