import subprocess
import sys

import pytest

import geo


@pytest.mark.parametrize("name", geo.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(geo, name).__name__ == name


def test_no_other_name_is() -> None:
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = geo.no_such_thing  # type: ignore[attr-defined]


def test_importing_the_package_loads_no_room() -> None:
    code = "import sys, geo; print(sorted(m for m in sys.modules if m.startswith('geo.') or m == 'numpy'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
