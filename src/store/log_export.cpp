// Writing an export and holding one against itself.
#include "store/log_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <istream>
#include <ostream>
#include <stdexcept>

namespace enact::store {
namespace {

namespace json = boost::json;

constexpr std::int64_t export_version = 1;

bool may_tell_of_persons(std::string_view field) {
  return field == "account" || field.starts_with("payload");
}

json::object field_json(const LeafField& field, Disclosure disclosure) {
  if (field.value && (disclosure == Disclosure::values || !may_tell_of_persons(field.name))) {
    return {{"name", field.name}, {"value", *field.value}, {"salt", hex(field.salt)}};
  }
  return {{"name", field.name}, {"digest", hex(field.commitment)}};
}

json::object leaf_json(const Reader& reader, HashKind hash, Disclosure disclosure, const Event& event,
                       BytesView previous) {
  json::object line{
      {"position", event.seq - 1}, {"format", event.leaf_format}, {"hash", hex(event.leaf_hash)}};
  if (event.leaf_format == chained_leaf) {
    line["data"] = hex(chained_leaf_data(event, previous));
    return line;
  }
  json::array fields;
  for (const LeafField& field : standing_fields(reader, hash, event)) {
    fields.push_back(field_json(field, disclosure));
  }
  line["fields"] = std::move(fields);
  return line;
}

json::array hex_list(const std::vector<Bytes>& hashes) {
  json::array out;
  for (const Bytes& hash : hashes) out.push_back(json::string(hex(hash)));
  return out;
}

std::string text_of(const json::object& line, std::string_view name) {
  return std::string(line.at(name).as_string());
}
Bytes bytes_of(const json::object& line, std::string_view name) {
  auto bytes = bytes_from_hex(line.at(name).as_string());
  if (!bytes) throw std::invalid_argument(fmt::format("`{}` is not hexadecimal", name));
  return std::move(*bytes);
}

LeafEntry read_leaf(const json::object& line) {
  LeafEntry entry{.position = line.at("position").as_int64(),
                  .format = static_cast<int>(line.at("format").as_int64()),
                  .hash = bytes_of(line, "hash")};
  if (entry.format == chained_leaf) {
    entry.chained_data = bytes_of(line, "data");
    return entry;
  }
  for (const json::value& value : line.at("fields").as_array()) {
    const json::object& field = value.as_object();
    LeafField out{.name = text_of(field, "name")};
    if (field.contains("value")) {
      out.value = text_of(field, "value");
      out.salt = bytes_of(field, "salt");
      if (out.salt.size() != salt_size) throw std::invalid_argument("a salt has 16 bytes");
    } else {
      out.commitment = bytes_of(field, "digest");
    }
    entry.fields.push_back(std::move(out));
  }
  return entry;
}

Log read_first(const json::object& line) {
  if (line.at("enact_log").as_int64() != export_version) {
    throw std::invalid_argument("an export of another version");
  }
  const auto hash = hash_named(line.at("hash").as_string());
  if (!hash) throw std::invalid_argument("an unknown hash function");
  return {text_of(line, "origin"), *hash, line.at("size").as_int64()};
}

SignedHead read_head(const json::object& line) {
  auto head = parse_head(line.at("head").as_string());
  if (!head) throw std::invalid_argument("a head that is no note");
  return std::move(*head);
}

}  // namespace

std::int64_t export_log(const Reader& reader, Disclosure disclosure, std::ostream& out) {
  const Log log = find_log(reader).value();
  out << json::serialize(json::object{{"enact_log", export_version},
                                      {"origin", log.origin},
                                      {"hash", hash_name(log.hash)},
                                      {"size", log.size}})
      << "\n";
  constexpr std::int64_t page = 500;
  auto heads = heads_after(reader, 0, page);
  std::size_t next_head = 0;
  Bytes previous(hash_size, 0);
  for (std::int64_t seq = 0; seq < log.size;) {
    const auto events = events_after(reader, seq, std::min(page, log.size - seq));
    if (events.empty()) break;  // whoever verifies sees that the newest are missing
    for (const Event& event : events) {
      out << json::serialize(leaf_json(reader, log.hash, disclosure, event, previous)) << "\n";
      previous = event.leaf_hash;
      seq = event.seq;
      while (next_head < heads.size() && heads[next_head].signed_head.head.size <= seq) {
        const KeptHead& head = heads[next_head];
        out << json::serialize(json::object{{"head", head.signed_head.note}, {"verifier", head.verifier}})
            << "\n";
        if (++next_head < heads.size()) continue;
        heads = heads_after(reader, head.signed_head.head.size, page);
        next_head = 0;
      }
    }
  }
  return log.size;
}

std::expected<LogReport, Fault> verify_export(std::istream& in, const Trust& trust) {
  LogReport report;
  std::optional<LogVerifier> verifier;
  std::string line;
  std::int64_t number = 0;
  try {
    while (std::getline(in, line)) {
      ++number;
      const json::value value = json::parse(line);
      const json::object& object = value.as_object();
      if (!verifier) {
        report.log = read_first(object);
        verifier.emplace(report.log.origin, report.log.hash, trust);
      } else if (object.contains("head")) {
        verifier->head(read_head(object), object.at("verifier").as_string());
      } else {
        verifier->leaf(read_leaf(object));
      }
    }
    if (!verifier) throw std::invalid_argument("the file is empty");
  } catch (const std::exception& error) {
    return std::unexpected(
        Fault{.kind = Fault::Kind::invalid,
              .code = "store.bad-export",
              .message = {fmt::format("导出文件第 {} 行无法读取：{}", number, error.what()),
                          fmt::format("line {} of the export cannot be read: {}", number, error.what())},
              .help = {"请核对文件是否由 `enact audit export` 生成且完整",
                       "check that the file is a whole one made by `enact audit export`"},
              .figures = {{"line", number}}});
  }
  if (verifier->tree().size() != report.log.size) {
    verifier->fault(fmt::format("the log has {} leaves by its first line but {} stand in the export",
                                report.log.size, verifier->tree().size()));
  }
  report.heads = verifier->heads();
  report.root = verifier->tree().root();
  report.faults = verifier->finish();
  return report;
}

std::string inclusion_json(const Inclusion& inclusion) {
  json::array fields;
  for (const LeafField& field : inclusion.fields) fields.push_back(field_json(field, Disclosure::digests));
  return json::serialize(json::object{{"position", inclusion.position},
                                      {"hash", hex(inclusion.leaf)},
                                      {"fields", std::move(fields)},
                                      {"proof", hex_list(inclusion.proof)},
                                      {"head", inclusion.head.signed_head.note},
                                      {"verifier", inclusion.head.verifier}});
}

std::expected<std::string, Fault> consistency_json(const Reader& reader, std::int64_t first,
                                                   std::int64_t second) {
  const auto proof = prove_consistency(reader, first, second);
  if (!proof) return std::unexpected(proof.error());
  const HashKind hash = find_log(reader).value().hash;
  const auto root = [&](std::int64_t size) { return hex(Frontier(hash, size, node_reader(reader)).root()); };
  return json::serialize(json::object{{"hash", hash_name(hash)},
                                      {"first", first},
                                      {"first_root", root(first)},
                                      {"second", second},
                                      {"second_root", root(second)},
                                      {"proof", hex_list(*proof)}});
}

}  // namespace enact::store
