"""Plants faults one by one in a copy of the sources; the tests have to fail for each of them."""

import pytest
from copied_sources import ROOT, build, configure, copy_sources, is_seen, planted
from planted_faults import FAULTS, FAULTS_OF_ANALYSIS, FAULTS_OF_JIT, Fault


@pytest.fixture(scope="module")
def sound_build(request: pytest.FixtureRequest) -> None:
    """The copy as it is: what the selected faults are looked for with is compiled and passes."""
    items = [item for item in request.session.items if isinstance(item, pytest.Function)]
    names = {item.callspec.id for item in items if item.function is test_the_tests_see_the_fault}
    faults = [fault for fault in FAULTS if fault.name in names]
    copy_sources()
    configure()
    build(faults)
    by_tests = {(fault.program, fault.tests): fault for fault in faults}
    assert [tests for tests, fault in by_tests.items() if is_seen(fault)] == []


def test_there_are_enough_faults_and_no_two_are_one() -> None:
    assert len(FAULTS_OF_ANALYSIS) >= 20
    assert len(FAULTS_OF_JIT) >= 20
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert len({(fault.file, fault.before, fault.after) for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_text_of_the_fault_stands_in_the_source_once(fault: Fault) -> None:
    source = (ROOT / fault.file).read_text(encoding="utf-8")
    assert source.count(fault.before) == 1
    assert fault.before != fault.after
    assert bool(fault.program) != bool(fault.tests)


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@pytest.mark.usefixtures("sound_build")
def test_the_tests_see_the_fault(fault: Fault) -> None:
    with planted(fault):
        build([fault])
        assert is_seen(fault)
