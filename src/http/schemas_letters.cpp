// Schemas of letters and seals.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_letters(Registry& out) {
  out["CaseLetters"] = object(
      {{"issued", list(object({{"letter", string()},
                               {"title", ref("Text")},
                               {"number", described(string(), "文号; empty: none")},
                               {"unit", string()},
                               {"unit_title", ref("Text")},
                               {"at", instant()},
                               {"hash", described(string(), "of the PDF")},
                               {"stamped", described(string(), "hash of the stamped copy; empty: none")},
                               {"may_stamp", boolean()}}))},
       {"offers", described(list(object({{"letter", string()},
                                         {"title", ref("Text")},
                                         {"unit", string()},
                                         {"unit_title", ref("Text")}})),
                            "what whoever asks may issue now")}});
  out["LetterWanted"] = object({{"letter", string(100)}});
  out["SealList"] = page(object({{"unit", string()}, {"unit_title", ref("Text")}, {"at", instant()}}));
}

}  // namespace enact::http::schema
