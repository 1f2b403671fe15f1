#include "http/service.hpp"

namespace enact::http {

casework::Person person_of(const Request& request) {
  return {request.account(), request.grants()};
}

std::optional<store::IdempotencyKey> key_of(const Request& request) {
  if (request.idempotency_key.empty()) return std::nullopt;
  // The public has no account: its keys are told apart by the address they come from.
  const auto scope = request.session ? request.account() : "public:" + request.source;
  return store::IdempotencyKey{scope, request.idempotency_key, request.request_hash};
}

}  // namespace enact::http
