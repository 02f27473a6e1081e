#include "notebook/notebook.hpp"

namespace autopar::notebook {

std::string_view sentence_of(NotebookStatus status) {
  switch (status) {
    case NotebookStatus::Ok:
      return "it is a notebook";
    case NotebookStatus::Empty:
      return "the file is empty";
    case NotebookStatus::TooBig:
      return "the file is larger than 32 MiB";
    case NotebookStatus::Lfs:
      return "the file only points to one in Git LFS, which was not fetched";
    case NotebookStatus::Conflict:
      return "the file holds the marks of an unresolved merge conflict";
    case NotebookStatus::Html:
      return "the file is a web page";
    case NotebookStatus::BadUtf8:
      return "the file is not encoded in UTF-8, nor marked as UTF-16 or UTF-32";
    case NotebookStatus::BadControl:
      return "the file has a control character inside a JSON string";
    case NotebookStatus::TooDeep:
      return "the file's JSON nests deeper than Python reads it";
    case NotebookStatus::BadJson:
      return "the file is no JSON";
    case NotebookStatus::NotObject:
      return "the file is JSON, but no object";
    case NotebookStatus::NotNotebook:
      return "the file is JSON, but has no list of cells";
    case NotebookStatus::Unsupported:
      return "the notebook is of a version after 4";
    case NotebookStatus::Timeout:
      return "reading the file took longer than the watchdog waits";
    case NotebookStatus::Crash:
      break;
  }
  return "reading the file failed because of a bug";
}

}  // namespace autopar::notebook
