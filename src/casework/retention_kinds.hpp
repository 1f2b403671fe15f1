// The kinds of records that retention erases: where they stand, when their matter was over, what holds them,
// and how each goes. Internal to the floor.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casework/retention.hpp"

namespace enact::casework {

struct RetentionKind {
  struct KeyColumn {
    std::string_view name;
    bool number = false;
  };
  enum class Goes {
    sealed,    // the seal of nothing is written over the columns of the row
    content,   // the content of a document of a case; it may be of several
    member,    // a member of the payload of the event that is the record, its commitment stays
    account,   // name and login in the account's event, its contacts
    sessions,  // the rows of the legal day that is the record
    attempts,
    record,    // all that is on record of the subject (retention_subjects.hpp)
    name,      // the name of the subject
    external,  // whose identity at a provider an event joined to an account
  };

  std::string_view id;
  std::string_view table = {};
  std::vector<KeyColumn> key = {};
  std::vector<std::string_view> columns = {};  // what of it goes
  // Rows: key (its parts joined by /; of days their number since 1970), case or "", its reference or "", when
  // the matter was over, what holds it or ""; of kinds of subjects its type.
  std::string over = {};
  Goes goes = Goes::sealed;
  // Conditions on its rows for tables that a space need not have: which records are of the kind.
  struct Unless {
    std::string_view table;
    std::string_view condition;
  };
  std::vector<Unless> unless = {};
  // What a table that a space need not have says of a record, the parameter of the queries.
  struct Elsewhere {
    std::string_view table;
    std::string_view reason;        // as Expired::held
    std::string_view holds;         // a row if it holds the record
    std::string_view touched = {};  // when something last happened with it there
  };
  std::vector<Elsewhere> elsewhere = {};

  bool of_subjects() const { return goes == Goes::record || goes == Goes::name; }
};

std::span<const RetentionKind> all_retention_kinds();
const RetentionKind* find_retention_kind(std::string_view id);
// The stream of a record's erasure.
std::string erasure_of(const RetentionKind& kind, const std::string& record);
// Erases one record, which is expired. Faults: those of store::erase_fields.
std::expected<void, store::Fault> erase_one(store::Transaction& tx, const store::Actor& by,
                                            const RetentionKind& kind, const RetentionRule& rule,
                                            const Expired& record);
// The hash of a document's record.
std::string document_of(const Expired& record);

}  // namespace enact::casework
