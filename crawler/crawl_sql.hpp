#pragma once

#include <string_view>

namespace autopar::crawler {

// The text of crawl_schema.sql, put into the program by the build.
extern const std::string_view kCrawlSchemaSql;

}  // namespace autopar::crawler
