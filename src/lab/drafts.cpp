// See drafts.hpp.
#include "lab/drafts.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "lab/keeping.hpp"
#include "lab/scenarios.hpp"
#include "policy/image.hpp"
#include "store/documents.hpp"

namespace enact::lab {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::string_view draft_stream = "draft";
constexpr std::size_t most_kept = 8;  // compiled
constexpr std::string_view draft_columns = "id, unit, name, package, package_hash, image, author, added_at";

Draft read(const store::Row& row) {
  return {.id = row.text(0),
          .name = row.text(2),
          .unit = row.text(1),
          .package = row.text(3),
          .package_hash = row.text(4),
          .image = row.text(5),
          .author = row.text(6),
          .added_at = Instant{row.integer(7)}};
}

Fault conflict(std::string code, Text message, Text help) {
  return {Fault::Kind::conflict, std::move(code), std::move(message), std::move(help), {}};
}

Fault no_draft() {
  return {Fault::Kind::not_found,
          "lab.no-draft",
          {"没有这份修改稿", "there is no such draft"},
          {"刷新列表，或重新上传", "load the list again, or upload it anew"},
          {}};
}

std::string text_in(const json::object& payload, std::string_view name) {
  return std::string(payload.at(name).as_string());
}

void apply_draft(store::Transaction& tx, const store::Event& event) {
  if (event.stream_type != draft_stream) return;
  if (event.kind == "draft.removed") {
    tx.execute("DELETE FROM lab_draft WHERE id = ?", {event.stream_id});
    return;
  }
  const json::object payload = json::parse(event.payload).as_object();
  tx.execute(
      "INSERT INTO lab_draft (id, unit, name, package, package_hash, image, author, added_at) VALUES (?, ?, "
      "?, ?, ?, ?, ?, ?)",
      {event.stream_id, event.actor.unit, text_in(payload, "name"), text_in(payload, "package"),
       text_in(payload, "package_hash"), text_in(payload, "image"), event.actor.account, event.at});
}

store::NewEvent event_of(std::string id, std::string kind, const json::object& payload,
                         const casework::Person& person, const std::string& unit) {
  return {.stream_type = std::string(draft_stream),
          .stream_id = std::move(id),
          .expected_version = {},
          .kind = std::move(kind),
          .schema_version = 1,
          .payload = json::serialize(payload),
          .actor = {person.account, unit}};
}

}  // namespace

const char* const draft_table = R"sql(
CREATE TABLE lab_draft (
  id TEXT PRIMARY KEY,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  package TEXT NOT NULL,
  package_hash TEXT NOT NULL,
  image TEXT NOT NULL,
  author TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  UNIQUE (unit, name)
) STRICT;
)sql";

store::Projection draft_projection() {
  return {.name = "drafts", .tables = {"lab_draft"}, .apply = apply_draft};
}

std::expected<Draft, Fault> add_draft(store::Transaction& tx, const casework::Person& person,
                                      const NewDraft& draft) {
  const auto unit = keeping_unit(person);
  if (!unit) return std::unexpected(unit.error());
  const auto name = checked_name(draft.name);
  if (!name) return std::unexpected(name.error());
  const auto names = tx.all("SELECT name FROM lab_draft WHERE unit = ?", {*unit},
                            [](const store::Row& row) { return row.text(0); });
  if (std::find(names.begin(), names.end(), *name) != names.end()) {
    return std::unexpected(
        conflict("lab.draft-name",
                 {"本单位已有名为“" + *name + "”的修改稿",
                  "your unit has a draft of the name “" + *name + "” already"},
                 {"换一个名称，或先删除原来的", "choose another name, or remove that one"}));
  }
  if (names.size() >= most_drafts) {
    return std::unexpected(conflict("lab.too-many-drafts",
                                    {"本单位的修改稿已满20份", "your unit has 20 drafts already"},
                                    {"先删除不用的", "remove those that are no longer needed"}));
  }
  const store::BytesView content{reinterpret_cast<const std::uint8_t*>(draft.image.data()),
                                 draft.image.size()};
  const auto blob = store::put_blob(tx, content, "application/json");
  if (!blob) return std::unexpected(blob.error());
  const std::string id = tx.new_id();
  const json::object payload{
      {"name", *name}, {"package", draft.package}, {"package_hash", draft.package_hash}, {"image", *blob}};
  if (const auto event = tx.append(event_of(id, "draft.added", payload, person, *unit)); !event)
    return std::unexpected(event.error());
  return lab::draft(tx, person, id);
}

std::expected<void, Fault> remove_draft(store::Transaction& tx, const casework::Person& person,
                                        std::string_view id) {
  const auto found = draft(tx, person, id);
  if (!found) return std::unexpected(found.error());
  if (auto keeps = check_keeps(person, found->unit); !keeps) return keeps;
  for (const Scenario& one : scenarios_of_draft(tx, id)) {
    return std::unexpected(conflict(
        "lab.draft-used",
        {"方案“" + one.name + "”用到这份修改稿", "the scenario “" + one.name + "” is made of this draft"},
        {"先删除方案", "remove the scenario first"}));
  }
  if (const auto event = tx.append(event_of(std::string(id), "draft.removed", {}, person, found->unit));
      !event)
    return std::unexpected(event.error());
  return {};
}

std::vector<Draft> drafts(const store::Reader& reader, const casework::Person& person) {
  auto all =
      reader.all("SELECT " + std::string(draft_columns) + " FROM lab_draft ORDER BY unit, name", {}, read);
  std::erase_if(all, [&](const Draft& one) { return !sees(person, one.unit); });
  return all;
}

std::expected<Draft, Fault> draft(const store::Reader& reader, const casework::Person& person,
                                  std::string_view id) {
  auto found =
      reader.all("SELECT " + std::string(draft_columns) + " FROM lab_draft WHERE id = ?", {id}, read);
  if (found.empty() || !sees(person, found.front().unit)) return std::unexpected(no_draft());
  return std::move(found.front());
}

std::expected<policy::PackagePtr, Fault> CompiledDrafts::of(const store::Reader& reader, const Draft& draft) {
  const std::lock_guard lock(mutex_);
  const auto known =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) { return one.image == draft.image; });
  if (known != kept_.end()) {
    std::rotate(kept_.begin(), known, known + 1);
    return kept_.front().package;
  }
  const auto blob = store::find_blob(reader, draft.image);
  if (!blob) return std::unexpected(no_draft());
  auto package =
      policy::from_image({reinterpret_cast<const char*>(blob->content.data()), blob->content.size()});
  if (!package) {
    const Diagnostic& why = package.error().front();
    return std::unexpected(conflict("lab.draft-outdated", why.message, {"重新上传", "upload it anew"}));
  }
  kept_.push_front({draft.image, *package});
  if (kept_.size() > most_kept) kept_.pop_back();
  return std::move(*package);
}

}  // namespace enact::lab
