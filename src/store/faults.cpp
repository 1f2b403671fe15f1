// The store's faults, in both languages.
#include "store/faults.hpp"

#include <fmt/format.h>

namespace enact::store {

Fault cannot_open(const std::filesystem::path& file, std::string_view why) {
  return {.kind = Fault::Kind::unavailable,
          .code = "store.cannot-open",
          .message = {fmt::format("无法打开数据库 {}：{}", file.string(), why),
                      fmt::format("cannot open the database {}: {}", file.string(), why)},
          .help = {"请检查数据目录及其权限", "check the data folder and its permissions"}};
}

Fault database_fault(const DatabaseError& error) {
  switch (error.kind()) {
    case DatabaseError::Kind::full:
      return {
          .kind = Fault::Kind::unavailable,
          .code = "store.disk-full",
          .message = {"磁盘已满，本次操作没有写入任何内容", "the disk is full; nothing of this was written"},
          .help = {"请清理数据目录所在的磁盘后重试",
                   "free space on the disk of the data folder and try again"}};
    case DatabaseError::Kind::constraint:
      return {.kind = Fault::Kind::conflict,
              .code = "store.constraint",
              .message = {fmt::format("数据库的约束拒绝了本次操作：{}", error.what()),
                          fmt::format("the database's own rules refuse this: {}", error.what())},
              .help = {"请刷新后重试", "reload and try again"}};
    case DatabaseError::Kind::io:
    case DatabaseError::Kind::corrupt:
    case DatabaseError::Kind::lost:
    case DatabaseError::Kind::other:
      break;
  }
  return {.kind = Fault::Kind::unavailable,
          .code = "store.database-error",
          .message = {fmt::format("数据库出错，本次操作没有写入任何内容：{}", error.what()),
                      fmt::format("the database failed and nothing of this was written: {}", error.what())},
          .help = {"请稍后重试；若仍出错请告知管理员", "try again; if it persists tell the administrator"}};
}

Fault exception_fault(std::string_view what) {
  return {.kind = Fault::Kind::internal,
          .code = "store.step-failed",
          .message = {fmt::format("程序出错，本次操作没有写入任何内容：{}", what),
                      fmt::format("the program failed and nothing of this was written: {}", what)},
          .help = {"请告知管理员", "tell the administrator"}};
}

Fault queue_full(std::size_t limit) {
  return {.kind = Fault::Kind::too_many,
          .code = "store.queue-full",
          .message = {"系统繁忙，等待写入的操作过多", "too many operations are waiting to be written"},
          .help = {"请稍后重试", "try again in a moment"},
          .figures = {{"limit", static_cast<std::int64_t>(limit)}}};
}

Fault stopped() {
  return {.kind = Fault::Kind::unavailable,
          .code = "store.stopped",
          .message = {"服务正在停止，不再接受写入", "the service is stopping and takes no more writes"},
          .help = {"请稍后重试", "try again in a moment"}};
}

Fault outcome_unknown() {
  return {
      .kind = Fault::Kind::unavailable,
      .code = "store.outcome-unknown",
      .message = {"写盘出错，本次操作是否已保存须重新打开数据库后才能确定",
                  "writing to the disk failed; whether this was kept shows only when the database is opened "
                  "again"},
      .help = {"请检查磁盘并重新启动服务", "check the disk and restart the service"}};
}

Fault unsafe_database(std::string_view settings) {
  return {.kind = Fault::Kind::invalid,
          .code = "store.unsafe-database",
          .message = {fmt::format("数据库设置 {}：已确认的操作可能在断电后丢失", settings),
                      fmt::format("the database is set to {}: an acknowledged step could be lost", settings)},
          .help = {"请改正设置后启动；培训空间不受此限",
                   "set it on before a live space is opened; a training space may"}};
}

Fault wants_keys() {
  return {.kind = Fault::Kind::invalid,
          .code = "store.key-ring",
          .message = {"空间中有加密的事件，没有密钥环不能由事件推算各表",
                      "the space has sealed events: tables are not computed from them without the key ring"},
          .help = {"请用 --key-ring 或 ENACT_KEY_RING 指明本空间的密钥环",
                   "name the ring of this space by --key-ring or ENACT_KEY_RING"}};
}

Fault commit_unknown() {
  return {.kind = Fault::Kind::unavailable,
          .code = "store.outcome-unknown",
          .message = {"保存时与数据库的连接中断，本次操作是否已保存不能确定",
                      "the connection was lost while this was being saved; whether it was kept is not known"},
          .help = {"请先查看是否已保存，再决定是否重做", "look whether it is there before you do it again"}};
}

Fault connection_lost() {
  return {.kind = Fault::Kind::unavailable,
          .code = "store.connection-lost",
          .message = {"与数据库的连接中断，本次操作没有写入任何内容",
                      "the connection to the database is lost; nothing of this was written"},
          .help = {"请稍后重试", "try again in a moment"}};
}

Fault log_rewritten(std::int64_t size) {
  return {
      .kind = Fault::Kind::conflict,
      .code = "store.log-rewritten",
      .message = {fmt::format("事件日志已不含此前签名的 {} 个事件，不再签名", size),
                  fmt::format("the event log no longer contains the {} events that were signed; it is not "
                              "signed any more",
                              size)},
      .help = {"请保留数据库现状并告知审计：enact audit verify --head",
               "leave the database as it is and call the auditor: enact audit verify --head"},
      .figures = {{"size", size}}};
}

Fault other_log_hash(HashKind found) {
  return {.kind = Fault::Kind::conflict,
          .code = "store.log-hash",
          .message = {fmt::format("本空间的事件日志使用 {}", hash_name(found)),
                      fmt::format("the event log of this space is built with {}", hash_name(found))},
          .help = {"日志的杂凑算法自建立空间起不再改变",
                   "the hash of a log never changes; leave the option out, or make a new space"}};
}

Fault key_reused(std::string_view key) {
  return {.kind = Fault::Kind::key_reused,
          .code = "store.key-reused",
          .message = {fmt::format("幂等键 `{}` 已用于另一项内容不同的请求", key),
                      fmt::format("the idempotency key `{}` was used for another request", key)},
          .help = {"请为新的请求使用新的键", "use a new key for a new request"}};
}

Fault version_conflict(std::string_view type, std::string_view id, std::int64_t expected,
                       std::int64_t found) {
  return {.kind = Fault::Kind::conflict,
          .code = "store.version-conflict",
          .message = {fmt::format("`{}` {} 已被他人更新（您看到的是第 {} 版，现为第 {} 版）", type, id,
                                  expected, found),
                      fmt::format("`{}` {} has changed meanwhile (you saw version {}, it is at {})", type, id,
                                  expected, found)},
          .help = {"请刷新后再操作", "reload and decide again"},
          .figures = {{"expected_version", expected}, {"version", found}}};
}

}  // namespace enact::store
