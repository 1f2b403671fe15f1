// The key ring of a space when it is opened, and sealing anew.
#include <fmt/format.h>

#include <variant>

#include "store/engine.hpp"
#include "store/payload.hpp"
#include "store/texts_anew.hpp"

namespace enact::store {
namespace {

constexpr std::string_view mark = "enact";

Fault other_ring(std::string_view id) {
  return {
      .kind = Fault::Kind::conflict,
      .code = "store.wrong-key-ring",
      .message = {fmt::format("空间中有以密钥 {} 加密的内容，所给密钥环打不开", id),
                  fmt::format("values in this space are sealed with key {}, which the ring at hand does "
                              "not have",
                              id)},
      .help = {"请用本空间的密钥环（--key-ring 或 ENACT_KEY_RING；培训空间在其目录的 key.ring）",
               "use the ring of this space (--key-ring or ENACT_KEY_RING; of a training space key.ring in "
               "its folder)"}};
}

std::string mark_place(std::string_view id) {
  return sealed_place("sealing_key", "mark", id);
}

std::string key_text(const Param::Variant& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return std::string(std::get<std::string_view>(value));
}

struct Unsealed {
  std::vector<std::string> key;
  std::vector<bool> number;  // which parts of the key are INTEGER
  std::string clear;
};

// The rows of the column whose value is not sealed with the newest key, opened.
std::vector<Unsealed> to_seal(const Reader& reader, const SealedColumn& column, std::string_view newest) {
  std::vector<Unsealed> found;
  const int value = static_cast<int>(column.key.size());
  reader.query(fmt::format("SELECT {}, {} FROM {}", fmt::join(column.key, ", "), column.column, column.table),
               {}, [&](const Row& row) {
                 std::string kept;
                 if (column.bytes) {
                   const BytesView bytes = row.bytes_view(value);
                   kept.assign(bytes.begin(), bytes.end());
                 } else {
                   kept = row.text(value);
                 }
                 if (kept.empty() || KeyRing::sealed_by(kept) == newest) return;
                 Unsealed one;
                 std::string whole;
                 for (int i = 0; i < value; ++i) {
                   one.number.push_back(std::holds_alternative<std::int64_t>(row.any(i)));
                   one.key.push_back(key_text(row.any(i)));
                   whole += (i == 0 ? "" : "/") + one.key.back();
                 }
                 one.clear = reader.unseal(kept, sealed_place(column.table, column.column, whole));
                 found.push_back(std::move(one));
               });
  return found;
}

}  // namespace

std::expected<void, Fault> Engine::open_keys(Connection& connection) {
  const Reader reader(connection);
  if (options_.without_keys) return {};
  const bool used = reader.integer("SELECT 1 FROM sealing_key LIMIT 1", {}).has_value();
  const bool own = !options_.key_ring && options_.kind == SpaceKind::training && !options_.folder.empty();
  if (own) {
    const auto file = options_.folder / key_ring_file;
    // The national algorithms go together: who has the log by SM3 has values by SM4.
    const Cipher cipher = hash_ == HashKind::sm3 ? Cipher::sm4 : Cipher::xchacha20;
    auto ring = used || std::filesystem::exists(file)
                    ? KeyRing::load(file)
                    : KeyRing::make(file, cipher, random_, options_.clock->now().legal_day());
    if (!ring) return std::unexpected(std::move(ring).error());
    options_.key_ring = std::move(*ring);
  }
  if (!options_.key_ring) return {};
  connection.use(options_.key_ring);
  bool known = false;
  std::optional<Fault> fault;
  reader.query("SELECT id, mark FROM sealing_key", {}, [&](const Row& row) {
    const std::string id = row.text(0);
    known = known || id == options_.key_ring->newest().id;
    try {
      if (reader.unseal(row.view(1), mark_place(id)) != mark) fault = other_ring(id);
    } catch (const DatabaseError&) {
      fault = other_ring(id);
    }
  });
  if (fault) return std::unexpected(std::move(*fault));
  // What an older key sealed; or what was kept in the clear before the space was opened with a ring at all.
  new_key_ = !known && (used || !own);
  first_key_ = !used && !own;
  return {};
}

void Engine::mark_key(Transaction& tx) {
  const KeyRing::Key& key = options_.key_ring->newest();
  if (tx.integer("SELECT 1 FROM sealing_key WHERE id = ?", {key.id})) return;
  tx.execute("INSERT INTO sealing_key (id, cipher, mark, at) VALUES (?, ?, ?, ?)",
             {key.id, cipher_name(key.cipher), options_.key_ring->seal(mark, mark_place(key.id), random_),
              tx.now()});
}

std::int64_t Engine::reseal(Transaction& tx) {
  std::int64_t count = 0;
  const std::string newest = options_.key_ring ? options_.key_ring->newest().id : std::string();
  for (const Module& module : modules_) {
    for (const SealedColumn& column : module.sealed) {
      std::vector<std::string> same;
      for (const std::string& part : column.key) same.push_back(part + " = ?");
      const std::string sql =
          fmt::format("UPDATE {} SET {} = ? WHERE {}", column.table, column.column, fmt::join(same, " AND "));
      for (const Unsealed& one : to_seal(tx, column, newest)) {
        const std::string sealed = tx.seal(
            one.clear, sealed_place(column.table, column.column, fmt::format("{}", fmt::join(one.key, "/"))));
        std::vector<Param> params;
        if (column.bytes) {
          params.emplace_back(as_bytes(sealed));
        } else {
          params.emplace_back(sealed);
        }
        for (std::size_t i = 0; i < one.key.size(); ++i) {
          if (one.number[i]) {
            params.emplace_back(static_cast<std::int64_t>(std::stoll(one.key[i])));
          } else {
            params.emplace_back(one.key[i]);
          }
        }
        tx.execute(sql, Params(params));
        ++count;
      }
    }
  }
  count += reseal_people(tx) + reseal_events(tx, hash_, newest);
  return count + (options_.key_ring ? write_texts_anew(*writing_, modules_) : 0);
}

}  // namespace enact::store
