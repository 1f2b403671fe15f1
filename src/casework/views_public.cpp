// What the public sees: notices, and where a reference number stands. Personal names are masked.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "casework/notice_rows.hpp"
#include "casework/refusals.hpp"
#include "casework/summaries.hpp"

namespace enact::casework {

using store::Param;
using store::Row;

namespace {

// "（与乙公司、丙大学联合申请）"
std::string joint_names(const store::Reader& reader, std::string_view case_id) {
  std::string names;
  reader.query(
      "SELECT name, personal FROM case_member WHERE case_id = ? AND state = 'confirmed' ORDER BY place",
      {case_id}, [&](const Row& row) {
        names += (names.empty() ? "" : "、") + (row.boolean(1) ? masked_name(row.view(0)) : row.text(0));
      });
  return names.empty() ? names : fmt::format("（与{}联合申请）", names);
}

}  // namespace

std::vector<NoticeView> notice_rows(const store::Reader& reader, std::string_view where, store::Params params,
                                    const Date& today) {
  std::vector<NoticeView> notices;
  reader.query(
      fmt::format(
          "SELECT c.id, c.reference, c.policy, c.provision, c.title_zh, c.title_en, c.subject_name, "
          "c.personal, c.event, n.min_fen, n.max_fen, n.unit, n.published, n.closes, n.result, EXISTS "
          "(SELECT 1 FROM case_member m WHERE m.case_id = c.id) FROM case_notice n JOIN case_file c ON c.id "
          "= n.case_id WHERE {}",
          where),
      params, [&](const Row& row) {
        NoticeView notice{.case_id = row.text(0),
                          .reference = row.text(1),
                          .policy = row.text(2),
                          .provision = row.text(3),
                          .provision_title = {row.text(4), row.text(5)},
                          .subject_name = row.boolean(7) ? masked_name(row.view(6)) : row.text(6),
                          .event = row.text(8),
                          .amount = {},
                          .unit = row.text(11),
                          .published = Date::parse(row.view(12)).value_or(Date{}),
                          .closes = Date::parse(row.view(13)).value_or(Date{}),
                          .running = false,
                          .result = row.text(14)};
        if (row.boolean(15)) notice.subject_name += joint_names(reader, notice.case_id);
        const auto min = row.optional_integer(9);
        if (min && row.optional_integer(10) == min) notice.amount = Fen{*min};
        notice.running = notice.result.empty() && today <= notice.closes;
        notices.push_back(std::move(notice));
      });
  return notices;
}

NoticePage public_notices(const store::Reader& reader, bool running, const Date& today, const Slice& slice) {
  const std::string day = today.to_string();
  const std::string_view where = running ? "n.result = '' AND n.closes >= ?" : "1 = 1";
  std::vector<Param> params;
  if (running) params.emplace_back(day);
  NoticePage page;
  reader.query(fmt::format("SELECT count(*) FROM (SELECT 1 FROM case_notice n WHERE {} LIMIT {}) AS counted",
                           where, most_counted + 1),
               params, [&](const Row& row) { page.total = row.integer(0); });
  std::ranges::copy(bounds_of(slice), std::back_inserter(params));
  page.notices =
      notice_rows(reader, fmt::format("{} ORDER BY n.seq DESC LIMIT ? OFFSET ?", where), params, today);
  return page;
}

std::optional<NoticeView> public_notice(const store::Reader& reader, std::string_view case_id,
                                        const Date& today) {
  const std::array<Param, 1> params = {Param(case_id)};
  auto found = notice_rows(reader, "n.case_id = ? ORDER BY n.seq DESC LIMIT 1", params, today);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::expected<ReferenceStatus, store::Fault> reference_status(const store::Reader& reader,
                                                              std::string_view reference, const Date& today) {
  const std::array<Param, 1> params = {Param(reference)};
  auto found = summaries(reader, "c.reference = ?", params, today);
  if (found.empty()) return std::unexpected(no_case());
  CaseSummary& summary = found.front();
  return ReferenceStatus{.reference = summary.reference,
                         .provision_title = summary.provision_title,
                         .status = summary.status,
                         .status_title = summary.status_title,
                         .ended = summary.ended,
                         .open = std::move(summary.open),
                         .updated_at = summary.updated_at};
}

}  // namespace enact::casework
