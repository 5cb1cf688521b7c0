#!/usr/bin/env python3
"""Encodes Avro JSON examples to Confluent wire payloads, by the letter of the Avro 1.12 specification.

An independent second opinion on the Java encoder: standard library only, nothing shared with it.
    python3 encode.py ../../../history/Order/1.avsc Order-1.json > Order-1.hex
"""
import json
import struct
import sys


def varint(value):
    zigzag = (value << 1) ^ (value >> 63)
    out = bytearray()
    while zigzag > 0x7F:
        out.append(zigzag & 0x7F | 0x80)
        zigzag >>= 7
    out.append(zigzag)
    return bytes(out)


def text(value):
    data = value.encode("utf-8")
    return varint(len(data)) + data


def name_of(schema, names):
    """The tag of a union branch in Avro's JSON."""
    if isinstance(schema, dict):
        if schema["type"] in ("record", "enum"):
            return schema.get("namespace", "dev.sluice.event") + "." + schema["name"]
        return schema["type"]
    return schema if schema not in names else "dev.sluice.event." + schema


def encode(schema, value, names):
    if isinstance(schema, list):
        for index, branch in enumerate(schema):
            if branch == "null" and value is None:
                return varint(index)
            if value is not None and name_of(branch, names) in value:
                return varint(index) + encode(branch, value[name_of(branch, names)], names)
        raise ValueError(f"no branch of {schema} for {value}")
    if isinstance(schema, str) and schema in names:
        schema = names[schema]
    kind = schema if isinstance(schema, str) else schema["type"]
    if kind in ("record", "enum"):
        names[schema["name"]] = schema
    if kind == "record":
        return b"".join(encode(f["type"], value[f["name"]], names) for f in schema["fields"])
    if kind == "enum":
        return varint(schema["symbols"].index(value))
    if kind == "array":
        items = b"".join(encode(schema["items"], item, names) for item in value)
        return (varint(len(value)) + items if value else b"") + b"\0"
    if kind == "map":
        items = b"".join(text(k) + encode(schema["values"], v, names) for k, v in value.items())
        return (varint(len(value)) + items if value else b"") + b"\0"
    return {
        "string": text,
        "int": varint,
        "long": varint,
        "double": lambda number: struct.pack("<d", number),
        "boolean": lambda flag: b"\1" if flag else b"\0",
    }[kind](value)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as contract, open(sys.argv[2], encoding="utf-8") as examples:
        writer = json.load(contract)
        for example in json.load(examples):
            print((b"\0" + struct.pack(">i", 1) + encode(writer, example, {})).hex())
