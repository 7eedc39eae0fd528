# json in Python, without its accelerator: encoding and decoding of nested values, indented and not.
import json
import json.decoder
import json.encoder
import json.scanner

json.scanner.make_scanner = json.scanner.py_make_scanner
json.decoder.scanstring = json.decoder.py_scanstring
json.encoder.c_make_encoder = None
value = {"numbers": list(range(50)), "texts": ["\u00e9\n%d" % number for number in range(30)],
         "nested": [{"a": None, "b": [True, False, {"c": 1.5}]} for _ in range(10)]}
for indent in None, 1, 4:
    text = json.JSONEncoder(indent=indent, sort_keys=True).encode(value)
    decoder = json.JSONDecoder()
    decoder.scan_once = json.scanner.py_make_scanner(decoder)
    assert decoder.decode(text) == value
try:
    json.JSONDecoder().decode('{"a": [1, 2}')
except ValueError as error:
    assert "line 1" in str(error)
