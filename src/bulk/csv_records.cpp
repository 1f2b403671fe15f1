// Reading records. See csv_records.hpp.
#include "bulk/csv_records.hpp"

#include <algorithm>

namespace enact::bulk {

bool CsvRecords::next(std::vector<Field>& fields) {
  for (;;) {
    std::string_view record;
    if (!scanner_.next(record)) return false;
    if (head_given_ && rest_line_ != 0 && !shift_) shift_ = rest_line_ - scanner_.line();
    line_ = scanner_.line() + shift_.value_or(0);
    if (record.ends_with('\r')) record.remove_suffix(1);
    if (record.empty()) continue;
    fields.clear();
    std::size_t copies = 0;
    for (std::size_t i = 0;;) {
      if (i < record.size() && record[i] == '"') {
        if (copies == unquoted_.size()) unquoted_.emplace_back();
        std::string& text = unquoted_[copies++];
        text.clear();
        for (++i; i < record.size(); ++i) {
          if (record[i] != '"') {
            text += record[i];
          } else if (i + 1 < record.size() && record[i + 1] == '"') {
            text += record[i++];
          } else {
            break;
          }
        }
        ++i;
        while (i < record.size() && record[i] != ',') text += record[i++];
        fields.push_back({{}, true});
      } else {
        const std::size_t comma = std::min(record.find(',', i), record.size());
        fields.push_back({record.substr(i, comma - i), false});
        i = comma;
      }
      if (i >= record.size()) break;
      ++i;
    }
    head_given_ = true;
    // Only now: the texts do not move any more.
    std::size_t copy = 0;
    for (Field& field : fields) {
      if (field.quoted) field.text = unquoted_[copy++];
    }
    return true;
  }
}

}  // namespace enact::bulk
