#pragma once

#include <string_view>
#include <vector>

#include "autopar/named_enum.hpp"
#include "autopar/source.hpp"

namespace autopar::frontend {

// What brackets, strings, colons and indentation alone show to be no Python, of any version:
// - OpenBracket: no bracket closes it; all that follows stands inside it.
// - StrayBracket: it closes none, or one of another kind.
// - OpenString: the string does not end on its line, or a triple-quoted one not at all.
// - MissingColon: a logical line begins with if, for, def ... or holds a lambda, and has none.
// - MissingBlock: a logical line ends with a colon, and the next one is not indented further.
// - CutOff: a logical line ends with an operator or a dot.
// - UnexpectedIndent, UnmatchedDedent: as CPython's errors of these names, with tabs to multiples
// of
//   eight. The first line may be indented, as in a cell that IPython dedents.
AUTOPAR_NAMED_ENUM(LexicalFaultKind, OpenBracket, StrayBracket, OpenString, MissingColon,
                   MissingBlock, CutOff, UnexpectedIndent, UnmatchedDedent);

struct LexicalFault {
  LexicalFaultKind kind = LexicalFaultKind::OpenBracket;
  // The bracket, the opening quote, the end of the line where something is missing, the line whose
  // indentation is wrong.
  SourceRange range;
  // Up to here nothing else that is wrong tells more: the end of the next line, or of the text.
  std::uint32_t last_line = 0;
};

// In source order. A text that CPython compiles has none; most errors are of other kinds. Takes
// time linear in the text.
[[nodiscard]] std::vector<LexicalFault> find_lexical_faults(std::string_view text);

}  // namespace autopar::frontend
