// The HTTP server: connections on I/O threads (Boost.Beast coroutines), requests handled on worker threads.
// Listens on loopback unless told otherwise; TLS is the reverse proxy's business.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/dispatcher.hpp"
#include "http/static_files.hpp"

namespace enact::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  int workers = 8;
  int busy_limit = 512;       // requests under way; more are answered 503
  bool behind_proxy = false;  // clients are those whom the proxy names in X-Forwarded-For
  std::function<void(std::uint16_t port)> on_ready;
};

// Whom a request comes from that a trusted proxy hands on: the last address of its X-Forwarded-For; `peer`,
// who connected, if that is none.
std::string forwarded_for(std::string_view header, const std::string& peer);

class Server {
 public:
  // Binds at once; throws boost::system::system_error if the address is taken.
  Server(ServerOptions options, Dispatcher& dispatcher, const StaticFiles& files);
  ~Server();
  // Serves until stop() or SIGINT/SIGTERM; then lets requests under way finish.
  void run();
  void stop();  // from any thread
  std::uint16_t port() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace enact::http
