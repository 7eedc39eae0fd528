# SPDX-License-Identifier: BSD-2-Clause
"""Makes a copy of a program that asks its markers' semaphores in a wrong way.

    python3 edit_guards.py FROM TO EDIT MARKER…

x86-64 code as gcc makes it: `cmpw $0, SEMAPHORE(%rip)` and a jump, or `movzwl SEMAPHORE(%rip), REGISTER`. Every place that asks for one of the
markers is changed by EDIT:
    same       nothing (the control)
    byte       only the low byte counts
    long       the two bytes behind it count too
    one        exactly one observer counts (only where it is a cmpw)
    odd        the lowest bit counts (only where it is a cmpw)
    sticks-off nobody counts (what a program does that asked once, before anybody came)
    sticks-on  everybody counts, and nobody too (only where it is a cmpw)
"""
import struct
import sys


def sections(data):
    """(name, address, offset, size) of each."""
    at, = struct.unpack_from("<Q", data, 0x28)
    size, count, names = struct.unpack_from("<HHH", data, 0x3A)
    headers = [struct.unpack_from("<IIQQQQ", data, at + i * size) for i in range(count)]
    for name, _, _, address, offset, length in headers:
        begin = headers[names][4] + name
        yield data[begin:data.index(b"\0", begin)].decode(), address, offset, length


def semaphores(data, markers):
    _, _, at, length = next(one for one in sections(data) if one[0] == ".note.stapsdt")
    end, found = at + length, {}
    while at < end:
        owner, description, _ = struct.unpack_from("<III", data, at)
        at += 12 + (owner + 3) // 4 * 4
        name = bytes(data[at + 24:at + description]).split(b"\0")[1].decode()
        found[name] = struct.unpack_from("<QQQ", data, at)[2]
        at += (description + 3) // 4 * 4
    return {found[marker] for marker in markers}


def jump_behind(data, at):
    """The byte that says whether the jump is taken on equal or on unequal."""
    for jump in range(at, at + 24):
        if data[jump] in (0x74, 0x75) and data[jump - 1] != 0x0F:
            return jump
        if data[jump] == 0x0F and data[jump + 1] in (0x84, 0x85):
            return jump + 1
    raise SystemExit("no jump behind the question at offset 0x%x" % at)


def edit_compare(data, at, edit):
    if edit == "byte":
        data[at + 1] = 0x80  # cmpb
    elif edit == "long":
        data[at] = 0x90  # cmpl
    elif edit == "odd":
        data[at + 1], data[at + 2], data[at + 7] = 0xF6, 0x05, 1  # testb $1
    elif edit == "one":
        data[at + 7] = 1
        data[jump_behind(data, at + 8)] ^= 1
    elif edit in ("sticks-off", "sticks-on"):
        data[at:at + 8] = bytes.fromhex("39 c0 66 0f 1f 44 00 00" if edit == "sticks-off" else "48 85 e4 0f 1f 44 00 00")  # cmp eax, eax; test rsp, rsp
    elif edit != "same":
        raise SystemExit("no edit " + edit)


def edit_load(data, at, edit):
    if edit == "byte":
        data[at + 1] = 0xB6  # movzbl
    elif edit == "long":
        data[at:at + 2] = b"\x90\x8b"  # movl
    elif edit == "sticks-off":
        register = data[at + 2] >> 3 & 7
        data[at:at + 7] = bytes([0xB8 + register, 0, 0, 0, 0, 0x66, 0x90])  # mov $0
    elif edit != "same":
        raise SystemExit("%s is no edit for a marker that is asked with movzwl" % edit)


def main(source, target, edit, *markers):
    with open(source, "rb") as stream:
        data = bytearray(stream.read())
    wanted, changed = semaphores(data, markers), 0
    _, address, offset, length = next(one for one in sections(data) if one[0] == ".text")
    for at in range(offset, offset + length - 8):
        compare = data[at] == 0x66 and data[at + 1] == 0x83 and data[at + 2] == 0x3D and data[at + 7] == 0
        load = data[at] == 0x0F and data[at + 1] == 0xB7 and data[at + 2] & 0xC7 == 5
        if not compare and not load:
            continue
        end = at + (8 if compare else 7)
        if end - offset + address + struct.unpack_from("<i", data, at + 3)[0] not in wanted:
            continue
        (edit_compare if compare else edit_load)(data, at, edit)
        changed += 1
    if not changed:
        raise SystemExit("nothing asks for " + " ".join(markers))
    with open(target, "wb") as stream:
        stream.write(data)


main(*sys.argv[1:])
