#include "cli/access_log.hpp"

#include <memory>

#include <spdlog/formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <boost/json.hpp>

#include "base/clock.hpp"

namespace enact::cli {
namespace {

namespace json = boost::json;

constexpr std::string_view access_logger = "access";

// One JSON object a line. What the access log hands over is JSON already and is taken in as members.
class JsonFormatter : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    const auto since = message.time.time_since_epoch();
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(since).count();
    const auto level = spdlog::level::to_string_view(message.level);
    json::object line{{"at", Instant{micros}.to_string()},
                      {"level", json::string_view(level.data(), level.size())}};
    const json::string_view text(message.payload.data(), message.payload.size());
    if (std::string_view(message.logger_name.data(), message.logger_name.size()) == access_logger) {
      const json::value given = json::parse(text);
      for (const auto& member : given.as_object()) line[member.key()] = member.value();
    } else {
      line["message"] = text;
    }
    const std::string written = json::serialize(line) + "\n";
    out.append(written.data(), written.data() + written.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonFormatter>(); }
};

json::object to_json(const http::Served& served) {
  return {{"request", served.operation},
          {"method", served.method},
          {"path", served.path},
          {"status", served.status},
          {"micros", std::chrono::duration_cast<std::chrono::microseconds>(served.took).count()},
          {"account", served.account},
          {"source", served.source}};
}

}  // namespace

void set_log_format(LogFormat format) {
  const auto plain = spdlog::stderr_logger_mt("enact");
  spdlog::set_default_logger(plain);
  if (format == LogFormat::text) {
    plain->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    return;
  }
  const auto access = spdlog::stderr_logger_mt(std::string(access_logger));
  for (const auto& logger : {plain, access}) logger->set_formatter(std::make_unique<JsonFormatter>());
}

void log_access(const http::Served& served, LogFormat format) {
  const bool failed = served.status >= 500;
  if (format == LogFormat::json) {
    const auto level = failed ? spdlog::level::err : spdlog::level::info;
    spdlog::get(std::string(access_logger))->log(level, json::serialize(to_json(served)));
  } else if (failed) {
    spdlog::error("{} {}: {}", served.method, served.path.empty() ? "-" : served.path, served.status);
  }
}

}  // namespace enact::cli
