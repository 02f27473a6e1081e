#pragma once

#include <string_view>

namespace autopar::study_schema {

// The texts of schema.sql and flow.sql, put into the program by the build.
extern const std::string_view kSchemaSql;
extern const std::string_view kFlowSql;

}  // namespace autopar::study_schema
