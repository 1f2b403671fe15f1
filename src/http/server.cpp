#include "http/server.hpp"

#include <atomic>
#include <chrono>

#include <spdlog/spdlog.h>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "base/text.hpp"

namespace enact::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;
using BodyRequest = bhttp::request<bhttp::string_body>;
using BodyResponse = bhttp::response<bhttp::string_body>;

namespace {

constexpr auto idle_timeout = std::chrono::seconds(60);
constexpr auto drain_timeout = std::chrono::seconds(5);
constexpr std::size_t drain_step = 64 * 1024;
constexpr std::uint32_t header_limit = 16 * 1024;

std::string header(const BodyRequest& request, std::string_view name) {
  return std::string(request[beast::string_view(name.data(), name.size())]);
}

// Counts a request until its answer is sent.
class Underway {
 public:
  explicit Underway(std::atomic<int>& count) : count_(count) { ++count_; }
  ~Underway() { --count_; }
  Underway(const Underway&) = delete;
  Underway& operator=(const Underway&) = delete;

 private:
  std::atomic<int>& count_;
};

// What a route says of its own contents is stricter, and stands.
void secure(BodyResponse& response) {
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "same-origin");
  response.set("X-Frame-Options", "DENY");
  if (response.find("Content-Security-Policy") != response.end()) return;
  response.set("Content-Security-Policy",
               "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
               "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'");
}

BodyResponse finish(BodyResponse response, const BodyRequest& request) {
  secure(response);
  response.keep_alive(request.keep_alive());
  response.prepare_payload();
  if (request.method() == bhttp::verb::head) {
    // The length stays, the body is not sent.
    const auto length = response.body().size();
    response.body().clear();
    response.content_length(length);
  }
  return response;
}

BodyResponse file_response(const StaticFiles& files, const BodyRequest& request) {
  auto path = std::string(request.target());
  path = path.substr(0, path.find_first_of("?#"));
  const auto* file = files.find(path);
  if (file == nullptr) {
    BodyResponse missing(bhttp::status::not_found, request.version());
    missing.set(bhttp::field::content_type, "text/plain; charset=utf-8");
    missing.body() = "not found\n";
    return missing;
  }
  const bool unchanged = header(request, "If-None-Match") == file->etag;
  BodyResponse response(unchanged ? bhttp::status::not_modified : bhttp::status::ok, request.version());
  response.set(bhttp::field::etag, file->etag);
  response.set(bhttp::field::cache_control,
               file->immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (!unchanged) {
    response.set(bhttp::field::content_type, file->media_type);
    response.body() = file->body;
  }
  return response;
}

Received received_headers(const BodyRequest& request, const std::string& source) {
  Received received;
  received.method = std::string(request.method_string());
  received.target = std::string(request.target());
  received.accept_language = header(request, "Accept-Language");
  received.content_type = header(request, "Content-Type");
  received.cookie = header(request, "Cookie");
  received.csrf = header(request, "X-CSRF-Token");
  received.idempotency_key = header(request, "Idempotency-Key");
  received.agent = header(request, "User-Agent");
  received.source = source;
  return received;
}

BodyResponse to_beast(Response answer, const BodyRequest& request) {
  BodyResponse response(static_cast<bhttp::status>(answer.status), request.version());
  if (!answer.content_type.empty()) response.set(bhttp::field::content_type, answer.content_type);
  for (const auto& [name, value] : answer.headers) response.insert(name, value);
  response.body() = std::move(answer.body);
  return response;
}

// Answers a request whose body is not wanted. What the client goes on sending is thrown away for a moment,
// since a connection that is closed over unread data is reset, and the answer with it.
asio::awaitable<void> answer_and_close(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                       BodyResponse response) {
  boost::system::error_code failure;
  response.keep_alive(false);
  stream.expires_after(drain_timeout);
  co_await bhttp::async_write(stream, response, asio::redirect_error(asio::use_awaitable, failure));
  stream.socket().shutdown(tcp::socket::shutdown_send, failure);
  std::uint64_t drained = 0;
  while (!failure && drained < upload_limit) {
    buffer.clear();
    const auto room = buffer.prepare(drain_step);
    drained += co_await stream.async_read_some(room, asio::redirect_error(asio::use_awaitable, failure));
  }
}

}  // namespace

std::string forwarded_for(std::string_view header, const std::string& peer) {
  // Each proxy appends whom it saw: only the last entry is the word of the proxy that is trusted.
  const auto last = text::trim(header.substr(header.rfind(',') + 1));
  boost::system::error_code failure;
  const auto address = asio::ip::make_address(last, failure);
  return failure ? peer : address.to_string();
}

struct Server::State {
  ServerOptions options;
  Dispatcher& dispatcher;
  const StaticFiles& files;
  asio::io_context io{1};
  asio::thread_pool workers;
  tcp::acceptor acceptor;
  asio::signal_set signals;
  std::atomic<int> busy = 0;
  std::atomic<bool> stopping = false;

  State(ServerOptions chosen, Dispatcher& handler, const StaticFiles& portal)
      : options(std::move(chosen)),
        dispatcher(handler),
        files(portal),
        workers(static_cast<std::size_t>(options.workers)),
        acceptor(io, tcp::endpoint(asio::ip::make_address(options.address), options.port)),
        signals(io, SIGINT, SIGTERM) {}

  asio::awaitable<void> accept();
  asio::awaitable<void> serve(beast::tcp_stream stream);
  asio::awaitable<BodyResponse> respond(const BodyRequest& request, const std::string& source);
  asio::awaitable<std::optional<BodyResponse>> refuse_body(const BodyRequest& request,
                                                           std::optional<std::uint64_t> length,
                                                           const std::string& source);
  void begin_stop() {
    if (stopping.exchange(true)) return;
    boost::system::error_code ignored;
    acceptor.close(ignored);
    signals.cancel(ignored);
    finish_when_idle();
  }
  // Requests under way finish; connections that only wait do not hold the stop up.
  void finish_when_idle() {
    if (busy == 0) {
      io.stop();
      return;
    }
    auto timer = std::make_shared<asio::steady_timer>(io, std::chrono::milliseconds(20));
    timer->async_wait([this, timer](const boost::system::error_code&) { finish_when_idle(); });
  }
};

asio::awaitable<BodyResponse> Server::State::respond(const BodyRequest& request, const std::string& source) {
  if (!request.target().starts_with("/api/")) co_return file_response(files, request);
  if (busy > options.busy_limit || stopping) {
    BodyResponse refused(bhttp::status::service_unavailable, request.version());
    refused.set(bhttp::field::retry_after, "2");
    co_return refused;
  }
  // From here to the next await the coroutine runs on a worker thread: database calls block it, not the I/O.
  co_await asio::post(asio::bind_executor(workers, asio::use_awaitable));
  auto received = received_headers(request, source);
  received.body = request.body();
  BodyResponse response = to_beast(dispatcher.handle(received), request);
  co_await asio::post(asio::bind_executor(io, asio::use_awaitable));
  co_return response;
}

asio::awaitable<std::optional<BodyResponse>> Server::State::refuse_body(const BodyRequest& request,
                                                                        std::optional<std::uint64_t> length,
                                                                        const std::string& source) {
  if (!request.target().starts_with("/api/") || length.value_or(1) == 0) co_return std::nullopt;
  co_await asio::post(asio::bind_executor(workers, asio::use_awaitable));
  auto refused = dispatcher.refuse_body(received_headers(request, source), length);
  co_await asio::post(asio::bind_executor(io, asio::use_awaitable));
  if (!refused) co_return std::nullopt;
  co_return to_beast(std::move(*refused), request);
}

asio::awaitable<void> Server::State::serve(beast::tcp_stream stream) {
  boost::system::error_code failure;
  const auto peer = stream.socket().remote_endpoint(failure);
  const auto source = failure ? std::string() : peer.address().to_string();
  beast::flat_buffer buffer;
  while (true) {
    stream.expires_after(idle_timeout);
    bhttp::request_parser<bhttp::string_body> parser;
    parser.header_limit(header_limit);
    parser.body_limit(boost::none);  // set when it is known what the request is
    co_await bhttp::async_read_header(stream, buffer, parser,
                                      asio::redirect_error(asio::use_awaitable, failure));
    if (failure) break;
    const auto client =
        options.behind_proxy ? forwarded_for(header(parser.get(), "X-Forwarded-For"), source) : source;
    // Nothing long is taken in from somebody who may not send it.
    if (parser.chunked() || parser.content_length_remaining().value_or(0) > 0) {
      const auto length = parser.content_length();
      const auto announced = length ? std::optional<std::uint64_t>(*length) : std::nullopt;
      auto refused = co_await refuse_body(parser.get(), announced, client);
      if (refused) {
        co_await answer_and_close(stream, buffer, finish(std::move(*refused), parser.get()));
        co_return;
      }
      parser.body_limit(Dispatcher::body_limit(received_headers(parser.get(), client)));
    }
    co_await bhttp::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, failure));
    if (failure) break;
    const auto request = parser.release();
    stream.expires_never();
    const Underway underway(busy);
    auto response = finish(co_await respond(request, client), request);
    const bool keep = response.keep_alive();
    stream.expires_after(idle_timeout);
    co_await bhttp::async_write(stream, response, asio::redirect_error(asio::use_awaitable, failure));
    if (failure || !keep) break;
  }
  stream.socket().shutdown(tcp::socket::shutdown_send, failure);
}

asio::awaitable<void> Server::State::accept() {
  boost::system::error_code failure;
  while (!stopping) {
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failure));
    if (failure) continue;
    socket.set_option(tcp::no_delay(true), failure);
    asio::co_spawn(io, serve(beast::tcp_stream(std::move(socket))), asio::detached);
  }
}

Server::Server(ServerOptions options, Dispatcher& dispatcher, const StaticFiles& files)
    : state_(std::make_unique<State>(std::move(options), dispatcher, files)) {}
Server::~Server() = default;

std::uint16_t Server::port() const {
  return state_->acceptor.local_endpoint().port();
}

void Server::run() {
  auto& state = *state_;
  state.signals.async_wait([&state](const boost::system::error_code& failure, int) {
    if (!failure) state.begin_stop();
  });
  asio::co_spawn(state.io, state.accept(), asio::detached);
  if (state.options.on_ready) state.options.on_ready(port());
  state.io.run();
  state.workers.join();
}

void Server::stop() {
  asio::post(state_->io, [this] { state_->begin_stop(); });
}

}  // namespace enact::http
