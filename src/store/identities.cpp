#include "store/identities.hpp"

#include "base/identity_number.hpp"
#include "store/documents.hpp"
#include "store/engine.hpp"
#include "store/packing.hpp"

namespace enact::store {
std::string identity_key(const Reader& reader, std::string_view type, std::string_view identity) {
  if (!reader.has_key_ring() || !is_identity_number(identity)) return std::string(identity);
  std::string field = "subject.identity/";
  field += type;
  return "lookup:" + reader.lookup(field, identity);
}

std::string identity_place(std::string_view subject) {
  return sealed_place("subject", "sealed", subject);
}

std::string fact_place(std::int64_t seq) {
  return sealed_place("fact", "value", std::to_string(seq));
}

bool is_sealed_at_rest(BytesView content, std::string_view media_type) {
  return media_type == sealed_media_type && holds_identity_number(as_text(content));
}

std::string blob_place(std::string_view hash) {
  return sealed_place("blob", "content", hash);
}

namespace {

// Of documents, which may be as many as cases: read one by one, and only those to be sealed are written.
std::int64_t reseal_documents(Transaction& tx, std::string_view newest) {
  std::vector<std::string> to_seal;
  tx.query("SELECT hash, content, packing FROM blob WHERE media_type = ?", {sealed_media_type},
           [&](const Row& row) {
             const std::string_view by = KeyRing::sealed_by(as_text(row.bytes_view(1)));
             const bool current = by.empty() ? !holds_identity_number(as_text(
                                                   unpack_bytes(row.view(2), row.bytes_view(1), blob_limit)))
                                             : by == newest;
             if (!current) to_seal.push_back(row.text(0));
           });
  for (const std::string& hash : to_seal) {
    const auto kept = tx.first("SELECT content FROM blob WHERE hash = ?", {hash},
                               [](const Row& row) { return row.bytes(0); });
    const std::string place = blob_place(hash);
    const std::string sealed = tx.seal(tx.unseal(as_text(kept.value()), place), place);
    tx.execute("UPDATE blob SET content = ? WHERE hash = ?", {as_bytes(sealed), hash});
  }
  return std::ssize(to_seal);
}

}  // namespace

std::int64_t Engine::reseal_people(Transaction& tx) {
  const std::string newest = options_.key_ring ? options_.key_ring->newest().id : std::string();
  struct Person {
    std::string id;
    std::string type;
    std::string identity;
  };
  std::vector<Person> people;
  tx.query("SELECT id, type, identity, sealed FROM subject", {}, [&](const Row& row) {
    const std::string sealed = row.text(3);
    if (sealed.empty() && !is_identity_number(row.view(2))) return;
    if (KeyRing::sealed_by(sealed) == newest && !sealed.empty()) return;
    people.push_back({row.text(0), row.text(1),
                      sealed.empty() ? row.text(2) : tx.unseal(sealed, identity_place(row.view(0)))});
  });
  for (const Person& person : people) {
    tx.execute("UPDATE subject SET identity = ?, sealed = ? WHERE id = ?",
               {identity_key(tx, person.type, person.identity),
                tx.seal(person.identity, identity_place(person.id)), person.id});
  }
  struct Value {
    std::int64_t seq;
    std::string clear;
  };
  std::vector<Value> values;
  tx.query("SELECT seq, value FROM fact", {}, [&](const Row& row) {
    const std::string_view kept = row.view(1);
    const std::string_view by = KeyRing::sealed_by(kept);
    if (by.empty() ? !holds_identity_number(kept) : by == newest) return;
    values.push_back({row.integer(0), tx.unseal(kept, fact_place(row.integer(0)))});
  });
  for (const Value& one : values) {
    tx.execute("UPDATE fact SET value = ? WHERE seq = ?", {tx.seal(one.clear, fact_place(one.seq)), one.seq});
  }
  return std::ssize(people) + std::ssize(values) + reseal_documents(tx, newest);
}

}  // namespace enact::store
