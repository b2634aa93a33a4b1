"""Pack the package and the shared libraries as a wheel, with nothing but the standard library.

    python3 python/build_wheel.py BUILD FOLDER     # BUILD has the libraries; prints the wheel's path

It is also the build backend of pyproject.toml, so `pip install ./python` works without a network once
`make` has built the libraries.
"""

import base64
import hashlib
import os
import re
import sys
import sysconfig
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIBRARIES = ("libliebound.so.0", "liblieboundcheck.so.0")
SUMMARY = "Exact dynamical Lie algebras of quantum neural networks, with certificates"


def version():
    makefile = (HERE.parent / "Makefile").read_text(encoding="utf-8")
    return re.search(r"^VERSION *:= *(\S+)", makefile, re.MULTILINE).group(1)


def tag():
    """The libraries are of this platform, and of the system's own libraries; any Python 3 loads them."""
    return "py3-none-" + re.sub(r"[-.]", "_", sysconfig.get_platform())


def contents(build):
    """Pairs of a name in the wheel and its bytes."""
    name = f"liebound-{version()}.dist-info"
    for file in sorted((HERE / "liebound").rglob("*")):
        if file.suffix in (".py", ".typed"):
            yield file.relative_to(HERE).as_posix(), file.read_bytes()
    for library in LIBRARIES:
        yield f"liebound/lib/{library}", (Path(build) / library).read_bytes()
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    yield f"{name}/METADATA", "\n".join([
        "Metadata-Version: 2.1", "Name: liebound", f"Version: {version()}", f"Summary: {SUMMARY}",
        "License: MIT", "Requires-Python: >=3.9", "Provides-Extra: numpy",
        'Requires-Dist: numpy; extra == "numpy"', "Description-Content-Type: text/markdown", "",
        readme
    ]).encode()
    yield f"{name}/WHEEL", "\n".join([
        "Wheel-Version: 1.0", "Generator: liebound", "Root-Is-Purelib: false", f"Tag: {tag()}", ""
    ]).encode()
    yield f"{name}/LICENSE", (HERE.parent / "LICENSE").read_bytes()


def write(build, folder):
    """The name of the wheel, written to the folder. The same input gives the same bytes."""
    file = f"liebound-{version()}-{tag()}.whl"
    record = f"liebound-{version()}.dist-info/RECORD"
    lines = []
    Path(folder).mkdir(parents=True, exist_ok=True)
    part = Path(folder) / (file + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data in contents(build):
            put(wheel, name, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(data)}\n")
        put(wheel, record, "".join([*lines, f"{record},,\n"]).encode())
    os.replace(part, Path(folder) / file)
    return file


def put(wheel, name, data):
    info = zipfile.ZipInfo(name)  # of 1980, whenever it is made
    info.external_attr = (0o755 if ".so" in name else 0o644) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    wheel.writestr(info, data)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Of PEP 517."""
    build = (config_settings or {}).get("build", HERE.parent / "build")
    return write(build, wheel_directory)


if __name__ == "__main__":
    print(os.path.join(sys.argv[2], write(sys.argv[1], sys.argv[2])))
