# SPDX-License-Identifier: BSD-2-Clause
"""Makes a copy of a program whose marker notes are wrong in one way.

    python3 edit_notes.py FROM TO EDIT MARKER [ARGUMENT…]

Needs objcopy. EDIT is one of the functions below; `same` changes nothing (the control: the copy must still pass).
"""
import struct
import subprocess
import sys
import tempfile


class Note:
    def __init__(self, owner, kind, description):
        self.owner, self.kind = owner, kind
        self.location, self.base, self.semaphore = struct.unpack_from("<QQQ", description)
        self.provider, self.name, self.operands = (
            text.decode() for text in description[24:].split(b"\0")[:3])

    def pack(self):
        description = struct.pack("<QQQ", self.location, self.base, self.semaphore)
        description += b"".join(text.encode() + b"\0" for text in (self.provider, self.name, self.operands))
        pad = lambda data: data + b"\0" * (-len(data) % 4)
        return struct.pack("<III", len(self.owner), len(description), self.kind) + pad(self.owner) + pad(description)


def read_notes(section):
    at, notes = 0, []
    while at < len(section):
        owner_size, description_size, kind = struct.unpack_from("<III", section, at)
        owner_at = at + 12
        description_at = owner_at + (owner_size + 3) // 4 * 4
        notes.append(Note(section[owner_at:owner_at + owner_size], kind,
                          section[description_at:description_at + description_size]))
        at = description_at + (description_size + 3) // 4 * 4
    return notes


def same(notes, note):
    pass


def rename(notes, note, name):
    note.name = name


def provider(notes, note, name):
    note.provider = name


def drop(notes, note):
    notes.remove(note)


def operands(notes, note, text):
    note.operands = text


def swap(notes, note, first, second):
    words = note.operands.split()
    first, second = int(first), int(second)
    words[first], words[second] = words[second], words[first]
    note.operands = " ".join(words)


def resize(notes, note, index, prefix):
    """-4@%eax with another size and sign."""
    words = note.operands.split()
    words[int(index)] = prefix + words[int(index)][words[int(index)].index("@"):]
    note.operands = " ".join(words)


def move(notes, note, by):
    note.location += int(by)


def move_to(notes, note, other):
    note.location = next(one for one in notes if one.name == other).location


def semaphore(notes, note, value):
    note.semaphore = int(value, 0)


def semaphore_of(notes, note, other):
    note.semaphore = next(one for one in notes if one.name == other).semaphore


def semaphore_by(notes, note, by):
    note.semaphore += int(by, 0)


def duplicate(notes, note, by):
    copy = Note(note.owner, note.kind, struct.pack("<QQQ", note.location, note.base, note.semaphore) + b"\0\0\0")
    copy.provider, copy.name, copy.operands = note.provider, note.name, note.operands
    copy.location += int(by)
    notes.append(copy)


def main(source, target, edit, marker, *arguments):
    with tempfile.TemporaryDirectory() as directory:
        section = directory + "/notes"
        subprocess.check_call(["objcopy", "--dump-section", ".note.stapsdt=" + section, source, directory + "/whole"])
        with open(section, "rb") as stream:
            notes = read_notes(stream.read())
        globals()[edit](notes, next(note for note in notes if note.name == marker), *arguments)
        with open(section, "wb") as stream:
            stream.write(b"".join(note.pack() for note in notes))
        subprocess.check_call(["objcopy", "--update-section", ".note.stapsdt=" + section, source, target])


main(*sys.argv[1:])
