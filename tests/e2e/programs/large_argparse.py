# argparse, textwrap and re at work: import, parsers with subcommands, help texts, errors.
import argparse
import contextlib
import io

for number in range(3):
    parser = argparse.ArgumentParser(prog="large", description="a parser " * 20, fromfile_prefix_chars="@")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--verbose", "-v", action="count", default=0, help="more " * 30)
    group.add_argument("--quiet", action="store_true")
    commands = parser.add_subparsers(dest="command")
    for name in "build", "check", "report":
        command = commands.add_parser(name, help=name)
        command.add_argument("path", nargs="*")
        command.add_argument("--level", type=int, choices=range(5), metavar="N")
    parsed = parser.parse_args(["-vv", "check", "--level", "3", "a", "b"])
    assert parsed.verbose == 2 and parsed.level == 3 and parsed.path == ["a", "b"], parsed
    assert "more more" in parser.format_help()
    with contextlib.redirect_stderr(io.StringIO()) as said:
        try:
            parser.parse_args(["check", "--level", "9"])
        except SystemExit as left:
            assert left.code == 2
    assert "invalid choice" in said.getvalue()
