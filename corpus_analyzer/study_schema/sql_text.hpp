#pragma once

#include <string_view>

namespace autopar::study_schema {

// The texts of schema.sql, flow.sql, flow_check.sql, indexes.sql, retire.sql, run.sql and
// run_steps.sql, put into the program by the build.
extern const std::string_view kSchemaSql;
extern const std::string_view kFlowSql;
extern const std::string_view kFlowCheckSql;
extern const std::string_view kIndexesSql;
extern const std::string_view kRetireSql;
extern const std::string_view kRunSql;
extern const std::string_view kRunStepsSql;

}  // namespace autopar::study_schema
