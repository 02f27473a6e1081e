"""Writes damaged/utf_16.ipynb: a notebook in UTF-16, little endian, with a byte order mark."""

import codecs
import json
from pathlib import Path

SOURCE = """\
words = ["ash", "birch", "cedar", "oak"]
found = False
for i in range(4):
    if words[i] == "cedar":
        found = True
        break"""


def utf_16_notebook() -> bytes:
    """The file's bytes."""
    cell: dict[str, object] = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": SOURCE.splitlines(keepends=True),
    }
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "version": "3.11.2"},
    }
    notebook = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    text = json.dumps(notebook, indent=1) + "\n"
    return codecs.BOM_UTF16_LE + text.encode("utf-16-le")


if __name__ == "__main__":
    Path(__file__).with_name("damaged").joinpath("utf_16.ipynb").write_bytes(utf_16_notebook())
