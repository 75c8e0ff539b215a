"""README.md and docs/hosting.md name the settings and commands there are, and all that production demands."""

import re

from django.core.management import get_commands

from tests.architecture.plan import PROJECT_DIR
from tests.settings.test_production import ENOUGH

README = (PROJECT_DIR / "README.md").read_text(encoding="utf-8")
HOSTING = (PROJECT_DIR / "docs" / "hosting.md").read_text(encoding="utf-8")
OURS = re.compile(r"\bGROUNDWELL_[A-Z_]+\b")


def read_by_the_settings() -> set[str]:
    files = (PROJECT_DIR / "site_app" / "settings").glob("*.py")
    return {name for file in files for name in re.findall(r'"(GROUNDWELL_[A-Z_]+)"', file.read_text("utf-8"))}


def test_the_readme_lists_every_setting_and_no_other():
    listed = {*OURS.findall(README), *(f"GROUNDWELL_MAIL{end}" for end in re.findall(r"`(_[A-Z]+)`", README))}
    assert listed == read_by_the_settings()


def test_the_hosts_paper_names_settings_that_are_read():
    assert set(OURS.findall(HOSTING)) <= read_by_the_settings()


def test_the_hosts_paper_sets_all_that_production_demands():
    set_there = set(re.findall(r"^    ([A-Z_]+)=", HOSTING, re.M))
    assert ENOUGH.keys() <= set_there


def test_every_command_that_a_paper_names_exists():
    named = set(re.findall(r"(?:`|-- |\* groundwell |^    )groundwell ([a-z_]+)\b", HOSTING, re.M))
    named |= set(re.findall(r"manage\.py ([a-z_]+)", README + HOSTING)) - {"help"}
    table = README[README.index("| command | does |") : README.index("## The first day")]
    named |= {
        name for row in re.findall(r"^\| (`.*?) \|", table, re.M) for name in re.findall(r"`([a-z_]+)", row)
    }
    assert {"prepare", "due", "backup", "verify_editions", "import_sources", "load_launch_drafts"} <= named
    assert named <= get_commands().keys()
