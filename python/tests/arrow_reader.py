"""A reader of Arrow streams by nothing but the published layout of its C interface, to hold the module against."""

import ctypes as c
from decimal import Decimal


class Schema(c.Structure):
    pass


class Array(c.Structure):
    pass


class Stream(c.Structure):
    pass


Schema._fields_ = [
    ("format", c.c_char_p),
    ("name", c.c_char_p),
    ("metadata", c.c_char_p),
    ("flags", c.c_int64),
    ("n_children", c.c_int64),
    ("children", c.POINTER(c.POINTER(Schema))),
    ("dictionary", c.POINTER(Schema)),
    ("release", c.CFUNCTYPE(None, c.POINTER(Schema))),
    ("private", c.c_void_p),
]
Array._fields_ = [
    ("length", c.c_int64),
    ("null_count", c.c_int64),
    ("offset", c.c_int64),
    ("n_buffers", c.c_int64),
    ("n_children", c.c_int64),
    ("buffers", c.POINTER(c.c_void_p)),
    ("children", c.POINTER(c.POINTER(Array))),
    ("dictionary", c.POINTER(Array)),
    ("release", c.CFUNCTYPE(None, c.POINTER(Array))),
    ("private", c.c_void_p),
]
Stream._fields_ = [
    ("get_schema", c.CFUNCTYPE(c.c_int, c.POINTER(Stream), c.POINTER(Schema))),
    ("get_next", c.CFUNCTYPE(c.c_int, c.POINTER(Stream), c.POINTER(Array))),
    ("get_last_error", c.CFUNCTYPE(c.c_char_p, c.POINTER(Stream))),
    ("release", c.CFUNCTYPE(None, c.POINTER(Stream))),
    ("private", c.c_void_p),
]

_pointer = c.pythonapi.PyCapsule_GetPointer
_pointer.restype = c.c_void_p
_pointer.argtypes = [c.py_object, c.c_char_p]
_new = c.pythonapi.PyCapsule_New
_new.restype = c.py_object
_new.argtypes = [c.c_void_p, c.c_char_p, c.c_void_p]


def capsule_at(address, name):
    """A capsule over a structure that somebody else keeps."""
    return _new(address, name, None)


_WIDTHS = {"l": (8, True), "i": (4, True), "C": (1, False), "tdD": (4, True)}


def _cell(schema, array, row):
    at = array.offset + row
    if array.null_count != 0 and array.buffers[0]:
        if not c.cast(array.buffers[0], c.POINTER(c.c_uint8))[at // 8] >> (at % 8) & 1:
            return None
    form = schema.format.decode()
    if form == "u":
        offsets = c.cast(array.buffers[1], c.POINTER(c.c_int32))
        return c.string_at(array.buffers[2] + offsets[at], offsets[at + 1] - offsets[at]).decode()
    if form == "d:24,2":
        number = int.from_bytes(c.string_at(array.buffers[1] + 16 * at, 16), "little", signed=True)
        return Decimal(number).scaleb(-2)
    width, signed = _WIDTHS[form]
    number = int.from_bytes(c.string_at(array.buffers[1] + width * at, width), "little", signed=signed)
    return _cell(schema.dictionary[0], array.dictionary[0], number) if schema.dictionary else number


def columns_of(source):
    """The columns of everything that the stream gives, by name; what it owns is released."""
    capsule = source.__arrow_c_stream__()
    stream = Stream.from_address(_pointer(capsule, b"arrow_array_stream"))
    schema = Schema()
    assert stream.get_schema(stream, schema) == 0 and schema.format == b"+s"
    fields = [schema.children[i][0] for i in range(schema.n_children)]
    columns = {field.name.decode(): [] for field in fields}
    while True:
        batch = Array()
        assert stream.get_next(stream, batch) == 0
        if not batch.release:
            break
        for i, field in enumerate(fields):
            cells = [_cell(field, batch.children[i][0], row) for row in range(batch.length)]
            columns[field.name.decode()] += cells
        batch.release(batch)
    schema.release(schema)
    stream.release(stream)
    return columns


def buffer_address(capsule, column):
    """Where the cells of a column of the next batch lie."""
    stream = Stream.from_address(_pointer(capsule, b"arrow_array_stream"))
    batch = Array()
    assert stream.get_next(stream, batch) == 0
    address = batch.children[column][0].buffers[1]
    batch.release(batch)
    return address
