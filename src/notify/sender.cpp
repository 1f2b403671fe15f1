#include "notify/sender.hpp"

namespace enact::notify {
namespace {

constexpr std::int64_t messages_at_once = 4;  // messages under one lease: all can be handed over within it

void trouble(const SenderOptions& options, const std::string& what) {
  if (options.on_trouble) options.on_trouble(what);
}

Carried carry(const store::Message& message, const SenderOptions& options, Instant now) {
  if (message.channel == "mail" && !options.mail.server.empty()) return send_mail(message, options.mail, now);
  if (message.channel == "sms" && !options.gateway.url.empty())
    return send_to_gateway(message, options.gateway);
  return std::unexpected(NotCarried{"no carrier is configured for " + message.channel, true});
}

}  // namespace

std::int64_t carry_once(store::Database& database, const SenderOptions& options, std::string_view holder) {
  const OutboxOptions outbox{.mail = !options.mail.server.empty(),
                             .messages = !options.gateway.url.empty(),
                             .portal = options.portal};
  if (const auto queued = queue_new(database, outbox); !queued) {
    trouble(options, queued.error().message.en);
    return 0;
  }
  const auto due = take_due(database, holder, options.lease, messages_at_once);
  if (!due) {
    trouble(options, due.error().message.en);
    return 0;
  }
  std::int64_t carried = 0;
  for (const store::Message& message : *due) {
    const Carried done = carry(message, options, database.clock().now());
    const auto marked = done ? mark_sent(database, message.id)
                             : mark_failed(database, message, done.error().reason, done.error().retry);
    if (!done) trouble(options, message.id + ": " + done.error().reason);
    if (!marked) trouble(options, message.id + ": " + marked.error().message.en);
    carried += done ? 1 : 0;
  }
  return carried;
}

Sender::Sender(store::Database& database, SenderOptions options)
    : database_(database),
      options_(std::move(options)),
      holder_(database.new_id()),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Sender::~Sender() {
  thread_.request_stop();
  wake_.notify_all();
}

void Sender::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::int64_t carried = 0;
    try {
      carried = carry_once(database_, options_, holder_);
    } catch (const std::exception& error) {
      trouble(options_, error.what());
    }
    if (carried == messages_at_once) continue;
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, options_.between_looks, [] { return false; });
  }
}

}  // namespace enact::notify
