// Yearly announcements (申报通知): from when to when a lead unit takes applications for a provision in a
// year, and whom to ask. Without one, applications are taken at any time. An announcement of the same
// provision and year takes the place of the one before; it is an event of the stream "announcement", whose id
// is the provision and the year.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"

namespace enact::casework {

struct Announcement {
  std::string policy = {};
  std::string provision = {};
  int year = 0;
  std::string unit = {};    // that published it
  std::string number = {};  // of the document; may be empty
  Date opens = {};
  std::optional<Date> closes = {};          // last day; nullopt: to the end of the year
  std::string contact = {};                 // who answers questions: person, telephone, place
  std::string note = {};                    // what applicants should know beside; may be empty
  bool first_check = false;                 // steps of the unit of the place that are used where announced
  std::vector<std::string> materials = {};  // forms of the package asked for beside the provision's evidence
  Instant published_at = {};

  Date last_day() const;
};

struct AnnouncementRequest {
  std::string policy = {};
  std::string provision = {};
  std::string unit = {};  // for which the person acts; "" : the one by which it may
  std::string number = {};
  Date opens = {};  // its year is the announcement's
  std::optional<Date> closes = {};
  std::string contact = {};
  std::string note = {};
  bool first_check = false;
  std::vector<std::string> materials = {};  // ids of the package's forms
};

// By an officer of a unit that leads the provision. Faults: not_found "casework.no-provision"; forbidden
// "casework.not-permitted"; invalid "casework.bad-window" (closes before it opens, or in another year),
// "casework.contact-missing", "casework.text-too-long", "casework.no-first-check" (the procedure has no step
// that is used where announced), "casework.no-form" (the package has no such form for the provision).
std::expected<Announcement, store::Fault> announce(store::Transaction& tx, const Library& library,
                                                   const Person& person, const AnnouncementRequest& request);
// Takes back an announcement: applications are taken at any time again. Faults: as announce(); not_found
// "casework.no-announcement".
std::expected<void, store::Fault> withdraw_announcement(store::Transaction& tx, const Library& library,
                                                        const Person& person, std::string_view policy,
                                                        std::string_view provision, int year);

// Those that stand, the last to open first. `policy` "" : all.
std::vector<Announcement> announcements(const store::Reader& reader, std::string_view policy = {});
std::optional<Announcement> announcement_for(const store::Reader& reader, std::string_view policy,
                                             std::string_view provision, int year);

// Why an application made on `day` is early or late: conflict "casework.not-open-yet" or
// "casework.window-closed", which say when applications are taken and whom to ask; nullopt: it is in time.
std::optional<store::Fault> out_of_window(const store::Reader& reader, std::string_view policy,
                                          std::string_view provision, const Date& day);

// Internal to the floor: the projection's tables and how events fill them.
extern const std::string_view announcement_tables;
extern const std::string_view announcement_columns;  // added later: first_check, materials
void apply_announcement(store::Transaction& tx, const store::Event& event);

}  // namespace enact::casework
