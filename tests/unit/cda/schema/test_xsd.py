from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from santedoc.cda.schema import structure_issues
from santedoc.cda.schema.declarations import NAMESPACES
from santedoc.cda.schema.xsd import compiled, schema_texts
from santedoc.xmlkit import parse
from tests.unit.cda.schema.conftest import SMALL


def test_one_text_a_namespace_and_one_for_parts() -> None:
    assert set(schema_texts()) == {*NAMESPACES, "parts"}


def test_the_text_is_the_same_every_time() -> None:
    assert schema_texts() == schema_texts()


def test_it_is_compiled_once() -> None:
    assert compiled() is compiled()


def test_importing_reads_and_compiles_nothing() -> None:
    probe = (
        "import santedoc.cda.schema as s, sys\n"
        "from santedoc.cda.schema import notation, xsd\n"
        "assert notation.table.cache_info().currsize == 0\n"
        "assert xsd.compiled.cache_info().currsize == 0\n"
        "assert 'lxml.etree' not in sys.modules\n"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_threads_do_not_mix_their_errors() -> None:
    good = SMALL.encode()
    bad = [SMALL.replace('code="N"', f'bogus{i}="N"').encode() for i in range(40)]

    def check(data: bytes) -> list[str]:
        return [issue.at.xpath.rpartition("@")[2] for issue in structure_issues(parse(data))]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(check, [data for one in bad for data in (one, good)]))
    assert found[1::2] == [[]] * 40
    assert found[0::2] == [[f"bogus{i}"] for i in range(40)]
