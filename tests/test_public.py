"""What the package promises under its own name."""

import onrecord


def test_public_names_are_sorted_and_there() -> None:
    assert onrecord.__all__ == sorted(onrecord.__all__)
    assert all(hasattr(onrecord, name) for name in onrecord.__all__)


def test_the_version_is_the_packages() -> None:
    from importlib.metadata import version

    assert onrecord.__version__ == version("onrecord")
