#include "http/service.hpp"

#include <algorithm>

#include "base/identity_number.hpp"
#include "casework/record.hpp"
#include "identity/accounts.hpp"

namespace enact::http {

Service::Service(store::Database& database, const casework::Library& library, ServiceOptions options)
    : database_(database),
      library_(library),
      casework_(library),
      catalogue_(library.current()->packages(),
                 [&library](std::string_view hash) -> policy::PackagePtr {
                   const std::vector<std::string> one{std::string(hash)};
                   const casework::ContextPtr context = library.at(one);
                   return context ? context->packages().front() : nullptr;
                 }),
      registers_(catalogue_,
                 [&library](store::Transaction& tx, std::string_view subject) {
                   return casework::facts_changed(tx, library, subject);
                 }),
      calls_(catalogue_,
             [&library](store::Transaction& tx, std::string_view subject) {
               return casework::facts_changed(tx, library, subject);
             }),
      options_(std::move(options)) {}
std::expected<store::BytesView, store::Fault> upload_of(Service& service, const Request& request) {
  const store::BytesView bytes{reinterpret_cast<const std::uint8_t*>(request.body.data()),
                               request.body.size()};
  if (!service.options().scan) return bytes;
  if (auto clean = service.options().scan(bytes); !clean) return std::unexpected(std::move(clean).error());
  return bytes;
}

casework::Person person_of(const Request& request) {
  return {request.account(), request.grants()};
}

std::string shown_to(const Request& request, std::string_view subject, std::string body) {
  const auto grants = request.grants();
  const bool own =
      std::ranges::any_of(grants, [&](const identity::Grant& grant) { return grant.subject == subject; });
  return own ? body : mask_identity_numbers(body);
}

std::optional<store::IdempotencyKey> key_of(const Request& request) {
  if (request.idempotency_key.empty()) return std::nullopt;
  // The public has no account: its keys are told apart by the address they come from.
  const auto scope = request.session ? request.account() : "public:" + request.source;
  return store::IdempotencyKey{scope, request.idempotency_key, request.request_hash};
}

std::string account_name(const store::Reader& reader, const std::string& account) {
  if (account.empty()) return {};
  const auto found = identity::find_account(reader, account);
  return found && !found->name.zh.empty() ? found->name.zh : account;
}

std::string account_name(Service& service, const std::string& account) {
  return service.database().read([&](const store::Reader& reader) { return account_name(reader, account); });
}

}  // namespace enact::http
