#include "casework/announcement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "casework/case_file.hpp"
#include "casework/forms.hpp"
#include "casework/refusals.hpp"
#include "casework/summaries.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::string_view announcement_stream = "announcement";
constexpr std::size_t note_limit = 6000;  // bytes: about 2,000 Han characters
constexpr std::size_t line_limit = 600;

std::string stream_id(std::string_view policy, std::string_view provision, int year) {
  return fmt::format("{}/{}/{}", policy, provision, year);
}

Fault no_provision() {
  return refuse(Fault::Kind::not_found, "casework.no-provision",
                {"没有这个条款", "there is no such provision"},
                {"请从本单位牵头的条款中选择", "choose one that your unit leads"});
}

// The unit by which the person may announce the provision.
std::expected<std::string, Fault> announcing_unit(const Library& library, const Person& person,
                                                  std::string_view policy, std::string_view provision,
                                                  const std::string& wanted) {
  const auto package = library.current()->package(policy);
  const policy::Provision* found = package == nullptr ? nullptr : package->provision(provision);
  if (found == nullptr || found->leads.empty()) return std::unexpected(no_provision());
  const auto grants = identity::grants_for(person.grants, identity::Action::publish_notice,
                                           {.units = found->leads, .subject = {}});
  for (const identity::Grant& grant : grants) {
    if (wanted.empty() || grant.unit == wanted) return grant.unit;
  }
  return std::unexpected(not_permitted());
}

bool bad_text(std::string_view text, std::size_t limit) {
  return text.size() > limit || !text::is_valid_utf8(text);
}

std::optional<Fault> fault_of(const AnnouncementRequest& request) {
  if (bad_text(request.note, note_limit) || bad_text(request.contact, line_limit) ||
      bad_text(request.number, line_limit)) {
    return refuse(Fault::Kind::invalid, "casework.text-too-long",
                  {"文字过长或含有无效字符", "the text is too long or holds invalid characters"},
                  {"说明请控制在两千字以内，联系方式和文号在两百字以内",
                   "keep the note under 2,000 characters, contact and number under 200"});
  }
  if (text::trim(request.contact).empty()) {
    return refuse(Fault::Kind::invalid, "casework.contact-missing",
                  {"请写明咨询联系方式", "say whom applicants may ask"},
                  {"写明联系人、电话或地点", "a person, a telephone number or a place"});
  }
  if (request.closes && (*request.closes < request.opens || request.closes->year != request.opens.year)) {
    return refuse(Fault::Kind::invalid, "casework.bad-window",
                  {"截止日须在开始日之后、同一年内", "the last day must follow the first, in the same year"},
                  {"跨年的受理分两年各发一次通知", "for two years, announce each of them"});
  }
  return std::nullopt;
}

// What an announcement turns on or asks for is declared by the package.
std::optional<Fault> asks_for_unknown(const store::Reader& reader, const Library& library,
                                      const AnnouncementRequest& request) {
  const auto package = library.current()->package(request.policy);
  const policy::Provision& provision = *package->provision(request.provision);
  if (request.first_check) {
    const policy::Procedure* procedure = package->procedure(provision.procedure);
    if (procedure == nullptr || std::ranges::none_of(procedure->steps, &policy::ProcedureStep::announced)) {
      return refuse(
          Fault::Kind::invalid, "casework.no-first-check",
          {"本条款的流程没有可启用的初审步骤", "the procedure has no first check that could be used"},
          {"请不勾选初审", "leave it out"});
    }
  }
  for (const std::string& id : request.materials) {
    const auto forms = forms_of_provision(reader, *package, provision);
    if (std::ranges::find(forms, id, &policy::Form::id) != forms.end()) continue;
    return refuse(
        Fault::Kind::invalid, "casework.no-form",
        {fmt::format("本条款没有名为“{}”的表单", id), fmt::format("the provision has no form `{}`", id)},
        {"请从政策包的表单中选择", "choose one of the package's forms"});
  }
  return std::nullopt;
}

Announcement read_row(const store::Row& row) {
  Announcement made{.policy = row.text(0),
                    .provision = row.text(1),
                    .year = static_cast<int>(row.integer(2)),
                    .unit = row.text(3),
                    .number = row.text(4),
                    .opens = Date::parse(row.view(5)).value_or(Date{}),
                    .closes = {},
                    .contact = row.text(7),
                    .note = row.text(8),
                    .first_check = row.integer(10) != 0,
                    .materials = parts_of(row.view(11)),
                    .published_at = row.instant(9)};
  if (const auto closes = row.optional_text(6)) made.closes = Date::parse(*closes);
  return made;
}

constexpr std::string_view select_announcements =
    "SELECT policy, provision, year, unit, number, opens, closes, contact, note, published_at, "
    "first_check, materials FROM announcement";

}  // namespace

const std::string_view announcement_tables = R"sql(
CREATE TABLE announcement (
  policy TEXT NOT NULL,
  provision TEXT NOT NULL,
  year INTEGER NOT NULL,
  unit TEXT NOT NULL,
  number TEXT NOT NULL,
  opens TEXT NOT NULL,
  closes TEXT,
  contact TEXT NOT NULL,
  note TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  PRIMARY KEY (policy, provision, year)
) STRICT;
)sql";

const std::string_view announcement_columns = R"sql(
ALTER TABLE announcement ADD COLUMN first_check INTEGER NOT NULL DEFAULT 0 CHECK (first_check IN (0, 1));
ALTER TABLE announcement ADD COLUMN materials TEXT NOT NULL DEFAULT '[]';
)sql";

void apply_announcement(store::Transaction& tx, const store::Event& event) {
  if (event.stream_type != announcement_stream) return;
  const json::object payload = parse_object(event.payload);
  tx.execute("DELETE FROM announcement WHERE policy = ? AND provision = ? AND year = ?",
             {string_of(payload, "policy"), string_of(payload, "provision"), integer_of(payload, "year")});
  if (event.kind != "announcement.published") return;
  std::optional<std::string> closes;
  if (payload.contains("closes")) closes = string_of(payload, "closes");
  // Announcements of earlier days ask for nothing beside.
  const std::string materials =
      payload.contains("materials") ? json::serialize(payload.at("materials")) : "[]";
  tx.execute(
      "INSERT INTO announcement (policy, provision, year, unit, number, opens, closes, contact, note, "
      "published_at, first_check, materials) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {string_of(payload, "policy"), string_of(payload, "provision"), integer_of(payload, "year"),
       event.actor.unit, string_of(payload, "number"), string_of(payload, "opens"), closes,
       string_of(payload, "contact"), string_of(payload, "note"), event.at, payload.contains("first_check"),
       materials});
}

Date Announcement::last_day() const {
  return closes.value_or(*Date::make(year, 12, 31));
}

std::expected<Announcement, Fault> announce(store::Transaction& tx, const Library& library,
                                            const Person& person, const AnnouncementRequest& request) {
  auto unit = announcing_unit(library, person, request.policy, request.provision, request.unit);
  if (!unit) return std::unexpected(std::move(unit).error());
  if (auto fault = fault_of(request)) return std::unexpected(std::move(*fault));
  if (auto fault = asks_for_unknown(tx, library, request)) return std::unexpected(std::move(*fault));
  Announcement made{.policy = request.policy,
                    .provision = request.provision,
                    .year = request.opens.year,
                    .unit = std::move(*unit),
                    .number = std::string(text::trim(request.number)),
                    .opens = request.opens,
                    .closes = request.closes,
                    .contact = std::string(text::trim(request.contact)),
                    .note = std::string(text::trim(request.note)),
                    .first_check = request.first_check,
                    .materials = request.materials,
                    .published_at = tx.now()};
  json::object payload{{"policy", made.policy}, {"provision", made.provision},     {"year", made.year},
                       {"number", made.number}, {"opens", made.opens.to_string()}, {"contact", made.contact},
                       {"note", made.note}};
  if (made.closes) payload["closes"] = made.closes->to_string();
  if (made.first_check) payload["first_check"] = true;
  if (!made.materials.empty()) payload["materials"] = json::value_from(made.materials);
  const auto event = tx.append({.stream_type = std::string(announcement_stream),
                                .stream_id = stream_id(made.policy, made.provision, made.year),
                                .expected_version = {},
                                .kind = "announcement.published",
                                .schema_version = 1,
                                .payload = json::serialize(payload),
                                .actor = {person.account, made.unit}});
  if (!event) return std::unexpected(event.error());
  return made;
}

std::expected<void, Fault> withdraw_announcement(store::Transaction& tx, const Library& library,
                                                 const Person& person, std::string_view policy,
                                                 std::string_view provision, int year) {
  auto unit = announcing_unit(library, person, policy, provision, "");
  if (!unit) return std::unexpected(std::move(unit).error());
  if (!announcement_for(tx, policy, provision, year)) {
    return std::unexpected(refuse(Fault::Kind::not_found, "casework.no-announcement",
                                  {"没有这份申报通知", "there is no such announcement"},
                                  {"可能已被撤回，请刷新", "it may have been withdrawn: reload the page"}));
  }
  const json::object payload{{"policy", policy}, {"provision", provision}, {"year", year}};
  const auto event = tx.append({.stream_type = std::string(announcement_stream),
                                .stream_id = stream_id(policy, provision, year),
                                .expected_version = {},
                                .kind = "announcement.withdrawn",
                                .schema_version = 1,
                                .payload = json::serialize(payload),
                                .actor = {person.account, *unit}});
  if (!event) return std::unexpected(event.error());
  return {};
}

std::vector<Announcement> announcements(const store::Reader& reader, std::string_view policy) {
  return reader.all(fmt::format("{} WHERE ? = '' OR policy = ? ORDER BY opens DESC, policy, provision",
                                select_announcements),
                    {policy, policy}, read_row);
}

std::optional<Announcement> announcement_for(const store::Reader& reader, std::string_view policy,
                                             std::string_view provision, int year) {
  return reader.first(fmt::format("{} WHERE policy = ? AND provision = ? AND year = ?", select_announcements),
                      {policy, provision, std::int64_t{year}}, read_row);
}

std::optional<Fault> out_of_window(const store::Reader& reader, std::string_view policy,
                                   std::string_view provision, const Date& day) {
  const auto found = announcement_for(reader, policy, provision, day.year);
  if (!found) return std::nullopt;
  const std::string opens = found->opens.to_string();
  const std::string closes = found->last_day().to_string();
  if (day < found->opens) {
    return refuse(
        Fault::Kind::conflict, "casework.not-open-yet",
        {fmt::format("尚未开始受理：本年度受理时间为 {} 至 {}", opens, closes),
         fmt::format("not open yet: applications of this year are taken from {} to {}", opens, closes)},
        {fmt::format("已填写的内容保留在草稿中，届时再提交；咨询：{}", found->contact),
         fmt::format("what you entered is kept as a draft: submit it then; questions: {}", found->contact)});
  }
  if (day > found->last_day()) {
    return refuse(
        Fault::Kind::conflict, "casework.window-closed",
        {fmt::format("本年度受理已于 {} 截止", closes),
         fmt::format("applications of this year were taken until {}", closes)},
        {fmt::format("事项未因此失效，可在下一次受理时申请；咨询：{}", found->contact),
         fmt::format("the matter is not lost: apply when applications are taken next; questions: {}",
                     found->contact)});
  }
  return std::nullopt;
}

}  // namespace enact::casework
