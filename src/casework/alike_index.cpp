// See alike_index.hpp.
#include "casework/alike_index.hpp"

#include <boost/json.hpp>

#include "base/text.hpp"
#include "store/facts.hpp"
#include "store/identities.hpp"

namespace enact::casework {
namespace {

void add_text(std::set<std::string>& texts, const boost::json::value& value) {
  if (!value.is_string()) return;
  const std::string form = text::matter_form(std::string(value.as_string()));
  if (!form.empty()) texts.insert(form);
}

std::size_t hash_of(const AlikeTrait& trait, const std::string& text) {
  return std::hash<std::string>{}(trait.fact + "\x1f" + trait.field + "\x1f" + text);
}

}  // namespace

std::set<std::string> texts_of(const std::string& json, const AlikeTrait& trait) {
  std::set<std::string> texts;
  boost::json::error_code error;
  const boost::json::value value = boost::json::parse(json, error);
  if (error) return texts;
  const boost::json::value* items = &value;
  if (const auto* whole = value.if_object(); whole != nullptr && whole->contains("items"))
    items = &whole->at("items");
  if (const auto* list = items->if_array()) {
    for (const boost::json::value& item : *list) {
      const auto* record = item.if_object();
      if (record == nullptr) {
        if (trait.field.empty()) add_text(texts, item);
      } else if (const auto* field = record->if_contains(trait.field)) {
        add_text(texts, *field);
      }
    }
  } else if (trait.field.empty()) {
    add_text(texts, *items);
  }
  return texts;
}

std::set<std::string> AlikeIndex::sharing(const store::Reader& reader, const AlikeTrait& trait,
                                          const std::set<std::string>& texts) {
  const std::lock_guard lock(mutex_);
  if (traits_.insert(trait).second) {
    read_to_ = 0;
    by_text_.clear();
  }
  catch_up(reader);
  std::set<std::string> found;
  for (const std::string& text : texts) {
    const auto [from, to] = by_text_.equal_range(hash_of(trait, text));
    std::set<std::uint32_t> sharing;
    for (auto one = from; one != to && sharing.size() <= most_sharing; ++one) sharing.insert(one->second);
    if (sharing.size() > most_sharing) continue;
    for (const std::uint32_t one : sharing) found.insert(subjects_[one]);
  }
  return found;
}

void AlikeIndex::catch_up(const store::Reader& reader) {
  std::set<std::string_view> names;
  for (const AlikeTrait& trait : traits_) names.insert(trait.fact);
  std::string places;
  std::vector<store::Param> params{store::Param(read_to_)};
  for (const std::string_view name : names) {
    places += places.empty() ? "?" : ", ?";
    params.emplace_back(name);
  }
  std::int64_t last = read_to_;
  reader.query(
      "SELECT seq, subject_id, name, value FROM fact WHERE seq > ? AND name IN (" + places + ") ORDER BY seq",
      store::Params(params), [&](const store::Row& row) {
        last = row.integer(0);
        const std::string value = reader.unseal(row.view(3), store::fact_place(last));
        for (const AlikeTrait& trait : traits_) {
          if (trait.fact != row.view(2)) continue;
          for (const std::string& text : texts_of(value, trait))
            by_text_.emplace(hash_of(trait, text), number_of(row.view(1)));
        }
      });
  read_to_ = last;
}

std::uint32_t AlikeIndex::number_of(std::string_view subject) {
  const auto [place, added] =
      numbers_.try_emplace(std::string(subject), static_cast<std::uint32_t>(subjects_.size()));
  if (added) subjects_.emplace_back(subject);
  return place->second;
}

}  // namespace enact::casework
