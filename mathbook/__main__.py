"""``python -m mathbook`` and the command ``mathbook``."""

import sys

__all__ = ["main"]


def main() -> int:
    """Run the command line; say what to install where the engine's needs are missing."""
    try:
        from mathbook.publishing.cli import cli
    except ModuleNotFoundError as error:
        print(
            f"mathbook: the command line needs {error.name!r}, which is not installed; "
            "install mathbook with its 'publishing' extra",
            file=sys.stderr,
        )
        return 2
    cli(prog_name="mathbook")
    return 0


if __name__ == "__main__":
    sys.exit(main())
