// Schemas of appropriations, payable cases and payment batches.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_treasury(Registry& out) {
  out["Appropriation"] = object({{"package", string()},
                                 {"year", integer()},
                                 {"unit", string()},
                                 {"total_fen", fen()},
                                 {"available_fen", fen()},
                                 {"committed_fen", fen()},
                                 {"payable_fen", fen()},
                                 {"issued_fen", fen()},
                                 {"paid_fen", fen()}});
  out["Payable"] = object({{"commitment", string()},
                           {"case_id", string()},
                           {"reference", string()},
                           {"subject_name", string()},
                           {"provision", string()},
                           {"amount_fen", fen()},
                           {"account_masked", string()}});
  const std::initializer_list<Property> batch = {
      {"id", string()},    {"state", one_of({"draft", "released", "settled", "cancelled"})},
      {"maker", string()}, {"releaser", string()},
      {"made", instant()}, {"released", nullable(instant())},
      {"total_fen", fen()}};
  out["BatchSummary"] = object(batch);
  out["BatchLine"] =
      object({{"line", integer()},
              {"case_id", string()},
              {"account_name", string()},
              {"bank", string()},
              {"account_number", string()},
              {"amount_fen", fen()},
              {"purpose", string()},
              {"state", one_of({"draft", "issued", "paid", "failed", "returned", "cancelled"})},
              {"reason", string()},
              // The batch that pays a failed or returned line again; "" : none.
              {"reissued_in", string()}});
  auto whole = object(batch);
  whole["properties"].as_object()["lines"] = list(ref("BatchLine"));
  whole["required"].as_array().emplace_back("lines");
  out["Batch"] = whole;
  out["Treasury"] = object({{"appropriations", list(ref("Appropriation"))},
                            {"payable", list(ref("Payable"))},
                            {"batches", list(ref("BatchSummary"))}});
  out["NewAppropriation"] = object({{"package", string(100)},
                                    {"year", integer()},
                                    {"unit", string(100)},
                                    {"amount_fen", fen()},
                                    {"document", string(200)}});
  out["NewBatch"] = object({{"cases", list(string(100))}});
  out["BankResults"] = object({{"results", list(object({{"line", integer()},
                                                        {"result", one_of({"paid", "failed", "returned"})},
                                                        {"bank_ref?", string(100)},
                                                        {"reason?", string(1000)}}))}});
}

}  // namespace enact::http::schema
