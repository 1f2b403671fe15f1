#include "casework/letters.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/identity_number.hpp"
#include "casework/forms.hpp"
#include "casework/part_payment.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "casework/summaries.hpp"
#include "paper/paper.hpp"
#include "policy/image.hpp"
#include "store/content_type.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;
using Values = std::map<std::string, std::string, std::less<>>;

Fault no_letter() {
  return refuse(
      Fault::Kind::not_found, "casework.no-letter",
      {"没有这份文书，或现在不能由您出具", "there is no such letter, or it is not yours to issue now"},
      {"请刷新本事项，从可出具的文书中选择", "reload the case and choose one that is offered"});
}

// The letters that the package in force words; how one reads is of the day on which it is issued.
std::vector<policy::Letter> letters_in_force(const store::Reader& reader, const Library& library,
                                             std::string_view policy) {
  const auto package = library.current()->package(policy);
  if (!package) return {};
  const auto kept = store::find_image(reader, package->hash);
  if (!kept) return {};
  const auto image =
      policy::open_image({reinterpret_cast<const char*>(kept->content.data()), kept->content.size()});
  if (!image) return {};
  return policy::letters_of(image->files, image->folder, *package);
}

std::string unit_of(const CaseFile& file, const policy::Letter& letter) {
  if (letter.unit == "lead") return file.run.parties.handler;
  if (letter.unit == "payer") return file.run.parties.payer;
  return letter.unit;
}

// How often what the letter follows has happened, and the answer that it speaks of; null: of a notice, of a
// part that was committed, or it does not stand now.
struct Cause {
  std::int64_t times = 0;
  bool stands = false;
  const procedure::DoneStep* answer = nullptr;
};
Cause cause_of(const store::Reader& reader, const CaseFile& file, const policy::Letter& letter) {
  Cause cause;
  for (const auto& [step, outcomes] : letter.after) {
    if (outcomes.contains(std::string(policy::published_outcome))) {
      cause.times +=
          reader.integer("SELECT count(*) FROM case_notice WHERE case_id = ?", {file.id}).value_or(0);
      cause.stands = cause.stands || (file.state.notice && file.state.notice->step->id == step);
    }
  }
  for (const CommittedPart& part : file.parts) {
    const auto wanted = letter.after.find(part.step);
    if (wanted == letter.after.end() || !wanted->second.contains(std::string(policy::part_outcome))) continue;
    ++cause.times;
    cause.stands = is_granted_in_part(file);  // the rest waits yet
  }
  std::map<std::string_view, const procedure::DoneStep*> last;  // answers by step
  for (const auto& done : file.state.done) {
    const auto wanted = letter.after.find(done.step->id);
    if (wanted == letter.after.end()) continue;
    last[done.step->id] = &done;
    if (!wanted->second.contains(done.outcome->id)) continue;
    ++cause.times;
    cause.answer = &done;
  }
  // What sends the case back voids itself; it stands until something else is done.
  if (cause.answer != nullptr && last.at(cause.answer->step->id) == cause.answer)
    cause.stands = cause.stands || !cause.answer->voided || cause.answer == &file.state.done.back();
  return cause;
}

std::int64_t issued_of(const store::Reader& reader, const CaseFile& file, std::string_view letter) {
  return reader
      .integer("SELECT count(*) FROM case_letter WHERE case_id = ? AND letter = ?", {file.id, letter})
      .value_or(0);
}

// One letter for each time that what it speaks of has happened.
bool is_due(const store::Reader& reader, const CaseFile& file, const policy::Letter& letter) {
  if (file.draft() || (!letter.mode.empty() && letter.mode != mode_id(file.mode))) return false;
  const Cause cause = cause_of(reader, file, letter);
  return cause.stands && issued_of(reader, file, letter.id) < cause.times;
}

bool may_issue(const Person& person, const CaseFile& file, const policy::Letter& letter,
               const std::string& unit) {
  if (acts_for_any(person, file)) return false;
  return std::ranges::any_of(person.grants, [&](const identity::Grant& grant) {
    return grant.unit == unit && identity::role_id(grant.role) == letter.role;
  });
}

std::string day_in_words(const Date& day) {
  return fmt::format("{}年{}月{}日", day.year, static_cast<int>(day.month), static_cast<int>(day.day));
}
std::string day_in_words(const std::optional<Date>& day) {
  return day ? day_in_words(*day) : std::string();
}

std::string title_of_unit(const policy::Package& package, const std::string& id) {
  const auto* unit = package.unit(id);
  return unit == nullptr ? id : unit->title.zh;
}

std::string missing_evidence(const store::Reader& reader, const CaseFile& file, const Date& today) {
  std::string out;
  for (const std::string& kind : evidence_asked(reader, file, today)) {
    if (std::ranges::find(file.evidence, kind, &Evidence::kind) != file.evidence.end()) continue;
    out += (out.empty() ? "" : "、") + kind;
  }
  return out;
}

// What people wrote stays words: it opens no block of the paper and no cell of a table.
void keep_to_words(Values& values) {
  for (auto& [name, value] : values) {
    std::ranges::replace(value, '\n', ' ');
    std::ranges::replace(value, '|', '/');
    if (!value.empty() && std::string_view("#@->").find(value.front()) != std::string_view::npos)
      value.insert(0, "\u2060");
  }
}

Values values_of(const store::Reader& reader, const CaseFile& file, const policy::Letter& letter,
                 const Date& today) {
  const auto& package = *file.package;
  const Cause cause = cause_of(reader, file, letter);
  Values out{{"单位", title_of_unit(package, unit_of(file, letter))},
             {"主体", letter.is_public && file.personal ? masked_name(file.subject.name) : file.subject.name},
             {"主体标识", letter.is_public && file.personal ? "" : file.subject.identity},
             {"事项编号", file.reference},
             {"政策", package.title.zh},
             {"政策文号", package.number},
             {"条款", file.rule->title.zh},
             {"条款原文", file.rule->citations.empty() ? "" : file.rule->citations.front().text},
             {"认定", file.event},
             {"金额", "待定"},
             {"金额大写", "待定"},
             {"理由", cause.answer == nullptr ? "" : cause.answer->reason},
             {"日期", day_in_words(today)},
             {"年", std::to_string(today.year)},
             {"缺少材料", missing_evidence(reader, file, today)},
             {"付款单位", title_of_unit(package, file.run.parties.payer)}};
  if (file.amount && file.amount->figure()) {
    out["金额"] = format_yuan(file.amount->min);
    out["金额大写"] = in_capitals(file.amount->min);
  }
  // Nothing of it is committed before the decision, and nothing waits once all of it is.
  out["已安排金额"] = format_yuan(file.granted);
  out["本次安排金额"] = file.parts.empty() ? std::string() : format_yuan(file.parts.back().fen);
  out["待安排金额"] = format_yuan(rest_of(file));
  std::optional<Date> applied;
  for (const auto& done : file.state.done)
    if (done.step->kind == "apply") applied = done.on;
  out["申请日"] = day_in_words(applied);
  std::optional<Date> until;
  for (const auto& open : file.state.open)
    if (open.step->kind == "apply" && open.deadline) until = open.deadline->day;
  out["补正期限"] = day_in_words(until);
  out["公示起日"] = file.state.notice ? day_in_words(file.state.notice->published) : "";
  out["公示止日"] = file.state.notice ? day_in_words(file.state.notice->closes) : "";
  keep_to_words(out);
  return out;
}

struct Seal {
  std::string hash;
  std::vector<std::uint8_t> png;
};
std::optional<Seal> seal_of(const store::Reader& reader, std::string_view unit) {
  const auto hash =
      reader.text("SELECT hash FROM unit_seal WHERE unit = ? ORDER BY seq DESC LIMIT 1", {unit});
  if (!hash) return std::nullopt;
  auto blob = store::find_blob(reader, *hash);
  if (!blob) return std::nullopt;
  return Seal{*hash, {blob->content.begin(), blob->content.end()}};
}

LetterView read_letter(const store::Row& row) {
  return {row.text(0), {row.text(1), row.text(2)}, row.text(3), row.text(4), row.instant(5), row.text(6),
          row.text(7)};
}

std::vector<LetterView> issued_letters(const store::Reader& reader, std::string_view case_id) {
  return reader.all(
      "SELECT l.letter, l.title_zh, l.title_en, l.number, l.unit, l.at, l.hash, coalesce((SELECT s.hash FROM "
      "letter_stamped s WHERE s.case_id = l.case_id AND s.letter = l.hash ORDER BY s.seq DESC LIMIT 1), '') "
      "FROM "
      "case_letter l WHERE l.case_id = ? ORDER BY l.seq",
      {case_id}, read_letter);
}

}  // namespace

const std::string_view letter_tables = R"sql(
CREATE TABLE case_letter (
  seq INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  letter TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  unit TEXT NOT NULL,
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  place INTEGER,
  number TEXT NOT NULL,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (unit, series, year, place)
) STRICT;
CREATE INDEX case_letter_by_case ON case_letter (case_id, seq);
CREATE TABLE unit_seal (
  seq INTEGER PRIMARY KEY,
  unit TEXT NOT NULL,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX unit_seal_by_unit ON unit_seal (unit, seq);
)sql";

const std::string_view stamped_letter_tables = R"sql(
CREATE TABLE letter_stamped (
  seq INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  letter TEXT NOT NULL,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX letter_stamped_by_case ON letter_stamped (case_id, letter, seq);
)sql";

void apply_letter(store::Transaction& tx, const store::Event& event) {
  const json::object payload = parse_object(event.payload);
  if (event.kind == "unit.seal_set") {
    tx.execute("INSERT INTO unit_seal (seq, unit, hash, at) VALUES (?, ?, ?, ?)",
               {event.seq, event.stream_id, string_of(payload, "hash"), event.at});
    return;
  }
  if (event.kind == "case.letter_stamped") {
    tx.execute(
        "INSERT INTO letter_stamped (seq, case_id, letter, hash, at) VALUES (?, ?, ?, ?, ?)",
        {event.seq, event.stream_id, string_of(payload, "letter"), string_of(payload, "hash"), event.at});
    return;
  }
  const Text title = text_of(payload.at("title"));
  std::optional<std::int64_t> place;
  if (payload.contains("place")) place = integer_of(payload, "place");
  tx.execute(
      "INSERT INTO case_letter (seq, case_id, letter, title_zh, title_en, unit, series, year, place, number, "
      "hash, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {event.seq, event.stream_id, string_of(payload, "letter"), title.zh, title.en,
       string_of(payload, "unit"), string_of(payload, "series"), integer_of(payload, "year"), place,
       string_of(payload, "number"), string_of(payload, "hash"), event.at});
}

std::expected<CaseLetters, Fault> case_letters(const store::Reader& reader, const Library& library,
                                               const Person& person, std::string_view case_id) {
  const auto file = load_visible(reader, library, person, case_id);
  if (!file) return std::unexpected(file.error());
  CaseLetters out;
  out.issued = issued_letters(reader, case_id);
  const auto letters = letters_in_force(reader, library, file->policy);
  for (LetterView& one : out.issued) {
    const auto letter = std::ranges::find(letters, one.letter, &policy::Letter::id);
    one.may_stamp = letter != letters.end() && may_issue(person, *file, *letter, one.unit);
  }
  for (const auto& letter : letters)
    if (may_issue(person, *file, letter, unit_of(*file, letter)) && is_due(reader, *file, letter))
      out.offers.push_back({letter.id, letter.title, unit_of(*file, letter)});
  return out;
}

std::expected<std::string, Fault> issue_letter(store::Transaction& tx, const Library& library,
                                               const Person& person, std::string_view case_id,
                                               std::string_view id) {
  auto file = load_visible(tx, library, person, case_id);
  if (!file) return std::unexpected(std::move(file).error());
  const auto letters = letters_in_force(tx, library, file->policy);
  const auto letter = std::ranges::find(letters, id, &policy::Letter::id);
  if (letter == letters.end() || !may_issue(person, *file, *letter, unit_of(*file, *letter)) ||
      !is_due(tx, *file, *letter))
    return std::unexpected(no_letter());
  const std::string unit = unit_of(*file, *letter);
  const Date today = tx.now().legal_day();
  Values values = values_of(tx, *file, *letter, today);
  json::object payload{{"letter", letter->id},
                       {"title", text_json(letter->title)},
                       {"unit", unit},
                       {"series", letter->number},
                       {"year", today.year},
                       {"number", ""},
                       {"package", library.current()->package(file->policy)->hash}};
  if (!letter->number.empty()) {
    const std::int64_t place =
        tx.integer("SELECT max(place) FROM case_letter WHERE unit = ? AND series = ? AND year = ?",
                   {unit, letter->number, std::int64_t{today.year}})
            .value_or(0) +
        1;
    values["号"] = std::to_string(place);
    values["文号"] = policy::fill_in(letter->number, values);
    payload["place"] = place;
    payload["number"] = values["文号"];
  }
  // Numbers of persons are read by who may, one at a time, and are in no file that is handed on.
  paper::Paper sheet{.head = policy::fill_in(letter->head, values),
                     .number = values["文号"],
                     .text = mask_identity_numbers(policy::fill_in(letter->text, values)),
                     .title = letter->title.zh,
                     .made = tx.now()};
  if (letter->seal) {
    auto seal = seal_of(tx, unit);
    if (!seal)
      return std::unexpected(
          refuse(Fault::Kind::conflict, "casework.seal-missing",
                 {"单位“" + unit + "”的印章图像尚未上传", "the seal of " + unit + " has not been uploaded"},
                 {"请管理员在“印章”页上传后再出具", "ask the administrator to upload it on the page Seals"}));
    payload["seal"] = seal->hash;
    sheet.seal = std::move(seal->png);
  }
  const auto pdf = paper::to_pdf(sheet);
  if (!pdf)
    return std::unexpected(refuse(Fault::Kind::internal, "casework.letter-not-made", pdf.error(),
                                  {"请告知管理员", "tell the administrator"}));
  auto hash = store::put_blob(tx, store::as_bytes(*pdf), "application/pdf");
  if (!hash) return hash;
  payload["hash"] = *hash;
  if (const auto event = append(tx, *file, {person.account, unit}, "case.letter_issued", nullptr, payload);
      !event)
    return std::unexpected(event.error());
  return hash;
}

std::expected<void, Fault> stamp_letter(store::Transaction& tx, const Library& library, const Person& person,
                                        std::string_view case_id, std::string_view hash,
                                        store::BytesView pdf) {
  auto file = load_visible(tx, library, person, case_id);
  if (!file) return std::unexpected(std::move(file).error());
  const auto issued = issued_letters(tx, case_id);
  const auto one = std::ranges::find(issued, hash, &LetterView::hash);
  if (one == issued.end()) return std::unexpected(no_letter());
  const auto letters = letters_in_force(tx, library, file->policy);
  const auto letter = std::ranges::find(letters, one->letter, &policy::Letter::id);
  if (letter == letters.end() || !may_issue(person, *file, *letter, one->unit))
    return std::unexpected(no_letter());
  if (store::media_type_of(pdf) != "application/pdf")
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.not-pdf",
                                  {"这不是 PDF 文件", "this is no PDF"},
                                  {"请上传盖章后扫描的 PDF", "upload a PDF of the stamped letter"}));
  const auto kept = store::put_blob(tx, pdf, "application/pdf");
  if (!kept) return std::unexpected(kept.error());
  const auto event = append(tx, *file, {person.account, one->unit}, "case.letter_stamped", nullptr,
                            {{"letter", one->hash}, {"title", text_json(one->title)}, {"hash", *kept}});
  if (!event) return std::unexpected(event.error());
  return {};
}

std::expected<store::Blob, Fault> letter_content(const store::Reader& reader, const Library& library,
                                                 const Person& person, std::string_view case_id,
                                                 std::string_view hash) {
  if (const auto file = load_visible(reader, library, person, case_id); !file)
    return std::unexpected(file.error());
  if (!reader.integer("SELECT 1 FROM case_letter WHERE case_id = ? AND hash = ? UNION ALL SELECT 1 FROM "
                      "letter_stamped WHERE case_id = ? AND hash = ? LIMIT 1",
                      {case_id, hash, case_id, hash}))
    return std::unexpected(no_letter());
  auto blob = store::find_blob(reader, hash);
  if (!blob) return std::unexpected(no_letter());
  return std::move(*blob);
}

std::expected<void, Fault> set_seal(store::Transaction& tx, const store::Actor& by, std::string_view unit,
                                    store::BytesView png) {
  if (!paper::is_seal({png.begin(), png.end()}))
    return std::unexpected(
        refuse(Fault::Kind::invalid, "casework.bad-seal",
               {fmt::format("印章图像应为 PNG，每边不超过 {} 像素", paper::most_seal_pixels),
                fmt::format("a seal is a PNG of at most {} pixels a side", paper::most_seal_pixels)},
               {"请用透明底的 PNG，例如 600×600", "use a PNG with a transparent ground, such as 600×600"}));
  const auto hash = store::put_blob(tx, png, "image/png");
  if (!hash) return std::unexpected(hash.error());
  const auto event = tx.append({.stream_type = "unit",
                                .stream_id = std::string(unit),
                                .kind = "unit.seal_set",
                                .payload = json::serialize(json::object{{"hash", *hash}}),
                                .actor = by});
  if (!event) return std::unexpected(event.error());
  return {};
}

std::vector<SealView> list_seals(const store::Reader& reader) {
  return reader.all("SELECT unit, max(at) FROM unit_seal GROUP BY unit ORDER BY unit", {},
                    [](const store::Row& row) { return SealView{row.text(0), row.instant(1)}; });
}

}  // namespace enact::casework
