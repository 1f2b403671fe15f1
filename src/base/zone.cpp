// Named time zones by ICU's tables. ICU counts in double milliseconds and 32-bit days, so years far from
// ours are first moved by whole 400-year cycles, in which weekdays and therefore zone rules repeat.
#include "base/zone.hpp"

#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>

#include "base/calendar.hpp"

namespace enact {
namespace {

// ICU's own abbreviations, which the IANA database does not have.
constexpr std::array<std::string_view, 26> not_iana = {
    "ACT", "AET", "AGT", "ART", "AST", "BET", "BST", "CAT", "CNT", "CST", "CTT", "EAT", "ECT",
    "IET", "IST", "JST", "MIT", "NET", "NST", "PLT", "PNT", "PRT", "PST", "SST", "VST", "Etc/Unknown"};

// Zones are made once and then only read; ICU's zone objects may be read from several threads.
class ZoneTable {
 public:
  // nullptr for a name that is not known.
  const icu::BasicTimeZone* find(std::string_view name) {
    const std::lock_guard lock(mutex_);
    const auto known = zones_.find(name);
    if (known != zones_.end()) {
      return known->second.get();
    }
    if (std::find(not_iana.begin(), not_iana.end(), name) != not_iana.end()) {
      return nullptr;
    }
    const auto wanted =
        icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
    std::unique_ptr<icu::TimeZone> made(icu::TimeZone::createTimeZone(wanted));
    icu::UnicodeString canonical;
    UBool is_system_id = 0;
    UErrorCode status = U_ZERO_ERROR;
    icu::TimeZone::getCanonicalID(wanted, canonical, is_system_id, status);
    icu::UnicodeString made_id;
    // An id that ICU had to interpret ("GMT+8") or did not know is no name of the database.
    if (!made || U_FAILURE(status) || is_system_id == 0 || made->getID(made_id) != wanted) {
      return nullptr;
    }
    // Every zone that ICU makes by name has the local readings of a basic one.
    if (dynamic_cast<icu::BasicTimeZone*>(made.get()) == nullptr) {
      return nullptr;
    }
    std::unique_ptr<icu::BasicTimeZone> basic(static_cast<icu::BasicTimeZone*>(made.release()));
    return zones_.emplace(std::string(name), std::move(basic)).first->second.get();
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<icu::BasicTimeZone>, std::less<>> zones_;
};

ZoneTable& zones() {
  static ZoneTable table;
  return table;
}

double near_milliseconds(std::int64_t seconds) {
  constexpr std::int64_t cycle = 146'097LL * 86'400;  // 400 years
  constexpr std::int64_t late = 13'569'465'600;       // the year 2400
  constexpr std::int64_t early = -11'676'096'000;     // the year 1600: before any zone
  if (seconds >= late) {
    seconds = late + (seconds - late) % cycle;
  } else if (seconds < early) {
    seconds = early;
  }
  return static_cast<double>(seconds) * 1000;
}

enum class Reading { local, utc };

std::int32_t offset(const std::string& zone, std::int64_t seconds, Reading reading) {
  const icu::BasicTimeZone* found = zones().find(zone);
  if (found == nullptr) {
    return 0;
  }
  std::int32_t standard = 0;
  std::int32_t summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  if (reading == Reading::local) {
    found->getOffsetFromLocal(near_milliseconds(seconds), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER,
                              standard, summer, status);
  } else {
    found->getOffset(near_milliseconds(seconds), 0, standard, summer, status);
  }
  return U_FAILURE(status) ? 0 : (standard + summer) / 1000;
}

}  // namespace

bool is_known_zone(std::string_view name) {
  return zones().find(name) != nullptr;
}

namespace internal {

std::int32_t zone_offset_at_local(const std::string& zone, std::int64_t local_seconds_since_1970) {
  return offset(zone, local_seconds_since_1970, Reading::local);
}

std::int32_t zone_offset_at_utc(const std::string& zone, std::int64_t seconds_since_1970) {
  return offset(zone, seconds_since_1970, Reading::utc);
}

}  // namespace internal
}  // namespace enact
