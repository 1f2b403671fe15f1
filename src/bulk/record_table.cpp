// Reading rows. See record_table.hpp.
#include "bulk/record_table.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "base/text.hpp"

namespace enact::bulk {

using policy::FactDeclaration;

RecordTable::RecordTable(std::unique_ptr<Records> records,
                         const std::vector<const FactDeclaration*>& declared,
                         const determine::FactModel& model, bool unsaid_absent)
    : records_(std::move(records)), unsaid_absent_(unsaid_absent) {
  if (!records_->next(fields_)) throw std::runtime_error(records_->name() + ": no head");
  for (const Records::Field& field : fields_) {
    const std::string name = text::nfc(text::trim(field.text));
    if (column(name)) throw std::runtime_error(records_->place() + ": two columns `" + name + "`");
    head_.push_back(name);
    if (name == number_column) {
      number_at_ = head_.size() - 1;
      readers_.emplace_back();
      continue;
    }
    const auto found =
        std::find_if(declared.begin(), declared.end(), [&](const auto* d) { return d->name == name; });
    if (found == declared.end()) {
      std::vector<std::string> names;
      for (const FactDeclaration* d : declared) names.push_back(d->name);
      const auto near = text::nearest(name, names);
      throw std::runtime_error(records_->place() + ": no fact is named `" + name + "`" +
                               (near ? "; did you mean `" + *near + "`?" : ""));
    }
    readers_.emplace_back(std::in_place, **found, model);
  }
  for (const FactDeclaration* d : declared) {
    if (d->required) required_.push_back({d->name, column(d->name)});
  }
}

bool RecordTable::next() {
  ahead_ = records_->next(fields_);
  return ahead_;
}

std::optional<std::size_t> RecordTable::column(std::string_view name) const {
  const auto found = std::find(head_.begin(), head_.end(), name);
  return found != head_.end() ? std::optional(static_cast<std::size_t>(found - head_.begin())) : std::nullopt;
}

std::optional<std::int64_t> RecordTable::number() const {
  if (!number_at_ || *number_at_ >= fields_.size()) return std::nullopt;
  const std::string_view text = fields_[*number_at_].text;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Fault> RecordTable::add_row(TableBuilder& table) {
  if (fields_.size() != head_.size()) {
    return Fault{
        "",
        "",
        {"该行有 " + std::to_string(fields_.size()) + " 列，表头有 " + std::to_string(head_.size()) + " 列",
         "the row has " + std::to_string(fields_.size()) + " columns, the head " +
             std::to_string(head_.size())}};
  }
  if (order_.size() != table.columns.size()) {
    for (const ColumnBuilder& builder : table.columns) order_.push_back(column(builder.name()));
  }
  for (const auto& [name, at] : required_) {
    if (!at || (fields_[*at].text.empty() && !fields_[*at].quoted))
      return Fault{name, "", {"必填", "it is required"}};
  }
  for (std::size_t done = 0; done < table.columns.size(); ++done) {
    ColumnBuilder& builder = table.columns[done];
    if (!order_[done]) {
      unsaid_absent_ ? builder.add_absent() : builder.add_unknown();
      continue;
    }
    const Records::Field& field = fields_[*order_[done]];
    auto reason = readers_[*order_[done]]->read(field, unsaid_absent_, builder);
    if (!reason) continue;
    for (std::size_t i = 0; i < done; ++i) table.columns[i].drop_last();
    return Fault{builder.name(), std::string(field.text), std::move(*reason)};
  }
  return std::nullopt;
}

}  // namespace enact::bulk
