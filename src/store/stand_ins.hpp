// No identity number of a person is written in clear, whichever table it is for: in every text that a
// statement of a space with a key ring binds, a number's place is taken by its stand-in, and in every text
// that a statement reads, a stand-in's by the number. Equal numbers have equal stand-ins, for ever: what is
// compared for equality (the matter that is paid once, a unique field) is found as before, and no floor above
// knows of them. Done where a Reader or a Transaction meets its connection, and nowhere else. Internal to the
// store.
//
// A stand-in is the number sealed with a nonce that follows from it: it says that two texts name the same
// person, and nothing else to whoever has no ring. It begins with a code point that is no character, which is
// taken out of all texts that come in, so that nobody can hand in a stand-in and read the number.
#pragma once

#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "store/sql.hpp"

namespace enact::store {

// The text without the code point by which stand-ins are told: what a leaf commits to is what is kept.
std::string without_marks(std::string_view text);
// The text as it is kept: with stand-ins for numbers.
std::string text_at_rest(const KeyRing& ring, std::string_view text);
// Whether text_at_rest() would change it.
bool is_changed_at_rest(std::string_view text);
// The text with numbers for stand-ins. What only looks like a stand-in stays.
std::string text_in_clear(const KeyRing& ring, std::string_view kept);

// Parameters as they are bound. Borrows those given; costs nothing but a look where none of them changes.
class ParamsAtRest {
 public:
  ParamsAtRest(const KeyRing* ring, Params given);
  ParamsAtRest(const ParamsAtRest&) = delete;
  ParamsAtRest& operator=(const ParamsAtRest&) = delete;
  bool changed() const { return !changed_.empty(); }
  Params params() const { return changed_.empty() ? given_ : Params(changed_); }

 private:
  Params given_;
  std::vector<Param> changed_;
  std::list<std::string> texts_;
};

// A row as whoever reads it sees it.
class RowInClear final : public Row {
 public:
  RowInClear(const Row& kept, const KeyRing& ring) : kept_(kept), ring_(ring) {}
  bool is_null(int column) const override { return kept_.is_null(column); }
  std::int64_t integer(int column) const override { return kept_.integer(column); }
  std::string_view view(int column) const override { return in_clear(kept_.view(column)); }
  BytesView bytes_view(int column) const override { return kept_.bytes_view(column); }
  int columns() const override { return kept_.columns(); }
  Param::Variant any(int column) const override;

 private:
  std::string_view in_clear(std::string_view text) const;

  const Row& kept_;
  const KeyRing& ring_;
  mutable std::list<std::string> texts_;
};

}  // namespace enact::store
