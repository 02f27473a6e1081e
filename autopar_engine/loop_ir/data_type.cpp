#include "loop_ir/data_type.hpp"

#include "autopar/check.hpp"

namespace autopar::loop_ir {

std::int64_t size_bytes(DataType type) {
  switch (type) {
    case DataType::Bool:
    case DataType::Int8:
    case DataType::Uint8:
      return 1;
    case DataType::Int16:
    case DataType::Uint16:
      return 2;
    case DataType::Int32:
    case DataType::Uint32:
    case DataType::Float32:
      return 4;
    case DataType::Int64:
    case DataType::Uint64:
    case DataType::Float64:
    case DataType::Complex64:
      return 8;
    case DataType::Complex128:
      return 16;
  }
  AUTOPAR_CHECK(false, "a data type of the list");
}

}  // namespace autopar::loop_ir
