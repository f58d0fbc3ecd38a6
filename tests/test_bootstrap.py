"""From a bare Python into .venv: tried in a small checkout of its own whose lock is empty, so that nothing is fetched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from influencer_finder import bootstrap

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = "import sys; from influencer_finder import bootstrap; bootstrap.enter('requirements.txt'); print(sys.prefix, *sys.argv[1:])"
# The interpreter that this environment was made with.
BARE_PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "influencer_finder").mkdir()
    (tmp_path / "influencer_finder" / "__init__.py").touch()
    shutil.copy(ROOT / "influencer_finder" / "bootstrap.py", tmp_path / "influencer_finder")
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "run.py").write_text(SCRIPT)
    return tmp_path


def _run(checkout: Path, **environ: str) -> "subprocess.CompletedProcess[str]":
    command = [BARE_PYTHON, "run.py", "an argument"]
    return subprocess.run(command, cwd=checkout, env={"PATH": os.environ["PATH"], **environ}, capture_output=True, text=True, check=False)


def test_first_run_makes_the_environment_and_the_second_finds_it(checkout: Path) -> None:
    first, second = _run(checkout), _run(checkout)
    assert first.stdout == second.stdout == f"{checkout / '.venv'} an argument\n"
    assert "Setting up .venv" in first.stderr
    assert second.stderr == ""


def test_changed_lock_is_installed_again(checkout: Path) -> None:
    _run(checkout)
    (checkout / "requirements.txt").write_text("# changed\n")
    assert "Setting up .venv" in _run(checkout).stderr


def test_containers_keep_their_own_environment(checkout: Path) -> None:
    done = _run(checkout, INFLUENCER_FINDER_NO_BOOTSTRAP="1")
    assert not (checkout / ".venv").exists()
    assert "an argument" in done.stdout


def test_missing_venv_module_is_said_with_its_remedy(checkout: Path) -> None:
    broken = checkout / "broken"
    broken.mkdir()
    (broken / "venv.py").write_text("raise SystemExit(1)")
    done = _run(checkout, PYTHONPATH=str(broken))
    assert done.returncode != 0
    assert "sudo apt install python3." in done.stderr


def test_packages_that_cannot_be_installed_leave_no_stamp(checkout: Path) -> None:
    (checkout / "requirements.txt").write_text("no-such-package @ file:///nowhere --hash=sha256:00\n")
    done = _run(checkout)
    assert "could not be installed" in done.stderr
    assert "could not be installed" in _run(checkout).stderr


def test_old_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed"):
        bootstrap.enter("requirements.txt")
