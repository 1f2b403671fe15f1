// Schemas of appropriations, payable cases and payment batches.
#include "http/schema.hpp"

namespace enact::http::schema {

namespace {

Schema line() {
  return object({{"package", string(100)}, {"year", integer()}, {"unit", string(100)}});
}

Schema order_kind() {
  return one_of({"cancel", "lower", "move", "demand", "waive", "close"});
}

void add_orders(Registry& out) {
  out["Order"] = object({{"id", string()},
                         {"kind", order_kind()},
                         {"line", line()},
                         {"to", nullable(line())},
                         {"case_id", string()},
                         {"reference", string()},
                         {"amount_fen", fen()},
                         {"reason", string()},
                         {"document", string()},
                         {"state", one_of({"proposed", "approved", "refused"})},
                         {"maker", string()},
                         {"made", instant()},
                         {"decider", string()},
                         {"decider_reason", string()},
                         {"decided", nullable(instant())}});
  out["Demand"] = object({{"id", string()},
                          {"case_id", string()},
                          {"reference", string()},
                          {"subject_name", string()},
                          {"demanded_fen", fen()},
                          {"received_fen", fen()},
                          {"waived_fen", fen()},
                          {"remaining_fen", fen()}});
  out["HeldMoney"] = object({{"commitment", string()},
                             {"case_id", string()},
                             {"reference", string()},
                             {"subject_name", string()},
                             {"payable_fen", fen()},
                             {"paid_fen", fen()}});
  out["Orders"] = object(
      {{"orders", list(ref("Order"))}, {"demands", list(ref("Demand"))}, {"held", list(ref("HeldMoney"))}});
  out["NewOrder"] = object({{"kind", order_kind()},
                            {"line?", line()},
                            {"to?", line()},
                            {"commitment?", string(100)},
                            {"demand?", string(100)},
                            {"amount_fen", fen()},
                            {"reason", string(4000)},
                            {"document?", string(200)}});
  out["RefuseOrder"] = object({{"reason", string(4000)}});
  out["NewReceipt"] = object({{"amount_fen", fen()}, {"bank_ref", string(100)}});
}

}  // namespace

void add_treasury(Registry& out) {
  add_orders(out);
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
                           {"provision_title", ref("Text")},
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
  whole["properties"].as_object()["left_out"] =
      list(object({{"case_id", string()},
                   {"reference", string()},
                   {"name", string()},
                   {"amount_fen", described(fen(), "0: nothing of the case was payable")},
                   {"because", ref("Text")}}));
  whole["required"].as_array().emplace_back("left_out");
  out["Batch"] = whole;
  out["Treasury"] = object({{"appropriations", list(ref("Appropriation"))},
                            {"payable", list(ref("Payable"))},
                            {"batches", list(ref("BatchSummary"))}});
  out["NewAppropriation"] = object({{"package", string(100)},
                                    {"year", integer()},
                                    {"unit", string(100)},
                                    {"amount_fen", fen()},
                                    {"document", string(200)},
                                    {"project?", string(50)},
                                    {"functional?", string(50)},
                                    {"economic?", string(50)}});
  out["Reconciliation"] = object({{"matched", integer()},
                                  {"matched_fen", fen()},
                                  {"statement_fen", fen()},
                                  {"books_fen", fen()},
                                  {"mismatches", list(object({{"kind", string()},
                                                              {"row", integer()},
                                                              {"line", integer()},
                                                              {"statement_fen", fen()},
                                                              {"books_fen", fen()},
                                                              {"words", ref("Text")}}))}});
  out["BankAnswer"] =
      object({{"rows", list(object({{"row", integer()},
                                    {"line", described(integer(), "of the batch; 0: it names none")},
                                    {"result", nullable(one_of({"paid", "failed", "returned"}))},
                                    {"bank_ref", string()},
                                    {"reason", string()},
                                    {"recorded", boolean()},
                                    {"faults", list(ref("Text"))}}))},
              {"silent", described(list(integer()), "issued lines that the answer says nothing of")}});
  out["NewBatch"] = object({{"cases", list(string(100))}});
  out["BankResults"] = object({{"results", list(object({{"line", integer()},
                                                        {"result", one_of({"paid", "failed", "returned"})},
                                                        {"bank_ref?", string(100)},
                                                        {"reason?", string(1000)}}))}});
}

}  // namespace enact::http::schema
