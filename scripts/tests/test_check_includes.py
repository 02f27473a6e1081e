"""scripts/check_includes finds each kind of upward use that is planted and accepts the tree."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "check_includes"


def run_on(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), str(root)], capture_output=True, text=True, check=False
    )


def plant(root: Path, file: str, text: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    (root / "autopar_engine").mkdir(exist_ok=True)


def test_the_tree_itself_has_no_upward_use() -> None:
    result = run_on(SCRIPT.parent.parent)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        (
            "autopar_engine/base/a.hpp",
            '#pragma once\n#include "loop_ir/loop.hpp"\n',
            "autopar_engine/base/a.hpp:2: loop_ir/loop.hpp: base/ may not include loop_ir",
        ),
        (
            "autopar_engine/base/a.cpp",
            "#include <dependence/dependence.hpp>\n",
            "base/ may not include dependence",
        ),
        (
            "autopar_engine/polyhedra/a.cpp",
            '#  include "autopar_engine/runtime/settings.hpp"\n',
            "polyhedra/ may not include runtime",
        ),
        ("autopar_engine/base/a.cpp", '#include "../loop_ir/a.hpp"\n', "a relative path"),
        ("autopar_engine/attic/a.cpp", '#include "base/id.hpp"\n', "not in the list of rooms"),
        (
            "autopar_engine/include/autopar/a.hpp",
            '#include "base/id.hpp"\n',
            "include/ may not include base",
        ),
        (
            "autopar_engine/driver/a.cpp",
            '#include "corpus_analyzer/cells/cell.hpp"\n',
            "driver/ may not include corpus_analyzer",
        ),
        (
            "corpus_analyzer/cells/a.cpp",
            '#include "toolchain/compiler.hpp"\n',
            "corpus_analyzer/ may not include toolchain",
        ),
        (
            "corpus_analyzer/cells/a.cpp",
            '#include "driver/explain.hpp"\n',
            "corpus_analyzer/ may not include driver",
        ),
        (
            "corpus_analyzer/explain/a.cpp",
            '#include "toolchain/compiler.hpp"\n',
            "corpus_analyzer/explain/ may not include toolchain",
        ),
        (
            "bench_suite/harness/a.cpp",
            '#include "loop_ir/loop.hpp"\n',
            "bench_suite/ may not include loop_ir",
        ),
        (
            "autopar_engine/frontend/a.cpp",
            "#include <tree_sitter/api.h>\n",
            "only syntax/ may see the headers of tree_sitter",
        ),
        (
            "autopar_engine/codegen/a.cpp",
            "#include <llvm/IR/Module.h>\n",
            "only toolchain/ may see the headers of llvm",
        ),
        ("reports/a.py", "import autopar\n", "reports/ may not import from python/"),
        (
            "autopar_engine/python/autopar/a.py",
            "def late() -> None:\n    from bench_suite.harness import run\n",
            "a.py:2: bench_suite.harness: python/ may not import from bench_suite/",
        ),
    ],
)
def test_an_upward_use_is_found(tmp_path: Path, file: str, text: str, complaint: str) -> None:
    plant(tmp_path, file, text)
    result = run_on(tmp_path)
    assert result.returncode == 1
    assert complaint in result.stdout


def test_a_second_file_with_compiler_headers_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "autopar_engine/toolchain/a.cpp", "#include <clang/AST/Decl.h>\n")
    assert run_on(tmp_path).returncode == 0
    plant(tmp_path, "autopar_engine/toolchain/b.cpp", "#include <llvm/IR/Module.h>\n")
    result = run_on(tmp_path)
    assert result.returncode == 1
    assert "toolchain/b.cpp:1" in result.stdout


def test_golden_texts_are_not_read(tmp_path: Path) -> None:
    plant(tmp_path, "autopar_engine/tests/golden/refusal/a.py", "print 'no Python 3'\n")
    assert run_on(tmp_path).returncode == 0


def test_uses_of_rooms_above_are_accepted(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "autopar_engine/dependence/a.cpp",
        '#include "dependence/a.hpp"\n#include "autopar/result.hpp"\n#include "typing/types.hpp"\n'
        '#include "stages/local.hpp"\n#include <vector>\n#include <tl/expected.hpp>\n',
    )
    plant(tmp_path, "corpus_analyzer/a.cpp", '#include "dependence/a.hpp"\n')
    plant(tmp_path, "corpus_analyzer/explain/a.cpp", '#include "driver/explain.hpp"\n')
    plant(tmp_path, "autopar_engine/tests/base/a.cpp", '#include "driver/pipeline.hpp"\n')
    result = run_on(tmp_path)
    assert result.returncode == 0, result.stdout
