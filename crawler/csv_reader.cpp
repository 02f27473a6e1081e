#include "crawler/csv_reader.hpp"

#include <algorithm>

namespace autopar::crawler {

std::optional<CsvRecord> CsvReader::next() {
  while (!text_.empty() && (text_.front() == '\n' || text_.front() == '\r')) {
    text_.remove_prefix(1);
  }
  if (text_.empty()) {
    return std::nullopt;
  }
  ++record_;
  CsvRecord fields = {take_field()};
  while (text_.starts_with(',')) {
    text_.remove_prefix(1);
    fields.push_back(take_field());
  }
  return fields;
}

std::string CsvReader::take_field() {
  if (!text_.starts_with('"')) {
    return take(std::min(text_.find_first_of(",\r\n"), text_.size()));
  }
  std::string field;
  text_.remove_prefix(1);
  while (!text_.empty()) {
    field += take(std::min(text_.find('"'), text_.size()));
    text_.remove_prefix(std::min<std::size_t>(text_.size(), 1));
    if (!text_.starts_with('"')) {
      break;
    }
    field += take(1);
  }
  return field;
}

std::string CsvReader::take(std::size_t size) {
  std::string taken(text_.substr(0, size));
  text_.remove_prefix(size);
  return taken;
}

}  // namespace autopar::crawler
