// Letters of a case: worded by the package (policy/letters.hpp), set as PDF (src/paper), numbered without a
// gap by unit and year, kept as content under their hash. Issuing one is a step of its own with its event
// (case.letter_issued); what was issued is never changed. Where a letter is stamped on paper, the stamped
// copy is kept beside it (case.letter_stamped), and is what its reader is shown first.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/views.hpp"
#include "policy/letters.hpp"

namespace enact::casework {

struct LetterView {
  std::string letter;  // id in the package
  Text title;
  std::string number;  // 文号; "" : none
  std::string unit;
  Instant at;
  std::string hash;        // of the PDF
  std::string stamped;     // hash of the stamped copy; "": none
  bool may_stamp = false;  // whoever asks
};
// What may be issued now by whoever asks.
struct LetterOffer {
  std::string letter;
  Text title;
  std::string unit;
};
struct CaseLetters {
  std::vector<LetterView> issued;  // oldest first
  std::vector<LetterOffer> offers;
};
// Fault: not_found "casework.no-case".
std::expected<CaseLetters, store::Fault> case_letters(const store::Reader& reader, const Library& library,
                                                      const Person& person, std::string_view case_id);
// Faults: as above; not_found "casework.no-letter" (not declared, or not now, or not by this person);
// conflict "casework.seal-missing"; internal "casework.letter-not-made". Answers the hash.
std::expected<std::string, store::Fault> issue_letter(store::Transaction& tx, const Library& library,
                                                      const Person& person, std::string_view case_id,
                                                      std::string_view letter);
// The stamped copy of an issued letter, by those who may issue it; the last one counts. Faults: not_found
// "casework.no-letter"; invalid "casework.not-pdf".
std::expected<void, store::Fault> stamp_letter(store::Transaction& tx, const Library& library,
                                               const Person& person, std::string_view case_id,
                                               std::string_view hash, store::BytesView pdf);
// The PDF, or its stamped copy, for who may see the case.
std::expected<store::Blob, store::Fault> letter_content(const store::Reader& reader, const Library& library,
                                                        const Person& person, std::string_view case_id,
                                                        std::string_view hash);

// The seal of a unit: a PNG; the last one counts. Fault: invalid "casework.bad-seal".
std::expected<void, store::Fault> set_seal(store::Transaction& tx, const store::Actor& by,
                                           std::string_view unit, store::BytesView png);
struct SealView {
  std::string unit;
  Instant at;
};
std::vector<SealView> list_seals(const store::Reader& reader);

// An amount in capital Han numerals, as payments are written: 壹拾万元整.
std::string in_capitals(Fen amount);

// The tables, and what events do to them.
extern const std::string_view letter_tables;
extern const std::string_view stamped_letter_tables;
void apply_letter(store::Transaction& tx, const store::Event& event);

}  // namespace enact::casework
