package vector

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"fmt"
	"io"

	"golang.org/x/image/tiff/lzw"
)

// maxStream bounds what a stream unpacks to.
const maxStream = 64 << 20

var (
	errFilter = errors.New("filter not allowed")
	errLarge  = errors.New("too large")
)

// A step is one filter with its parameters.
type step struct {
	filter name
	params dict
}

// steps returns the filters of a stream in the order in which they are undone.
func (f *file) steps(s *stream) ([]step, error) {
	filters, err := f.list(s.dict["Filter"])
	if err != nil {
		return nil, err
	}
	params, err := f.list(s.dict["DecodeParms"])
	if err != nil || len(filters) > 4 {
		return nil, errFilter
	}
	out := make([]step, len(filters))
	for i, v := range filters {
		n, ok := v.(name)
		if !ok {
			return nil, errFilter
		}
		out[i] = step{filter: n, params: dict{}}
		if i < len(params) {
			if out[i].params, err = f.dict(params[i]); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// list resolves v to a list of one, several or none.
func (f *file) list(v any) (array, error) {
	v, err := f.deep(v)
	if err != nil || v == nil {
		return nil, err
	}
	if a, ok := v.(array); ok {
		return a, nil
	}
	return array{v}, nil
}

// unpack undoes the filters of a stream that is not an image's.
func (f *file) unpack(s *stream) ([]byte, error) {
	data, rest, err := f.unpackTo(s)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("%w: one for images", errFilter)
	}
	return data, err
}

// unpackTo undoes filters until one for images and returns what is left.
func (f *file) unpackTo(s *stream) (data []byte, rest []step, err error) {
	steps, err := f.steps(s)
	if err != nil {
		return nil, nil, err
	}
	data = s.data
	for i, st := range steps {
		switch st.filter {
		case "FlateDecode", "Fl":
			data, err = inflate(data)
		case "LZWDecode", "LZW":
			data, err = unLZW(data, st.params)
		case "ASCII85Decode", "A85":
			data, err = un85(data)
		case "ASCIIHexDecode", "AHx":
			data, err = unHex(data)
		case "RunLengthDecode", "RL":
			data, err = unRun(data)
		case "DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode":
			return data, steps[i:], nil
		default:
			err = errFilter
		}
		if err == nil && (st.filter == "FlateDecode" || st.filter == "Fl" || st.filter == "LZWDecode" || st.filter == "LZW") {
			data, err = f.unpredict(data, st.params)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("undo %s: %w", st.filter, err)
		}
	}
	return data, nil, nil
}

func readAll(r io.Reader) ([]byte, error) {
	out, err := io.ReadAll(io.LimitReader(r, maxStream+1))
	if len(out) > maxStream {
		return nil, errLarge
	}
	if err != nil {
		return nil, errFilter
	}
	return out, nil
}

func inflate(data []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, errFilter
	}
	return readAll(r)
}

func unLZW(data []byte, params dict) ([]byte, error) {
	if early, ok := params["EarlyChange"]; ok && early != 1.0 {
		return nil, errFilter
	}
	return readAll(lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8))
}

func un85(data []byte) ([]byte, error) {
	data = bytes.TrimSpace(data)
	data = bytes.TrimPrefix(data, []byte("<~"))
	if i := bytes.IndexByte(data, '~'); i >= 0 {
		data = data[:i]
	}
	return readAll(ascii85.NewDecoder(bytes.NewReader(data)))
}

func unHex(data []byte) ([]byte, error) {
	if !bytes.HasSuffix(bytes.TrimRight(data, "\r\n \x00"), []byte(">")) {
		data = append(bytes.Clone(data), '>')
	}
	l := lexer{b: data}
	v, err := l.hex()
	out, _ := v.(text)
	return out, err
}

func unRun(data []byte) ([]byte, error) {
	var out []byte
	for i := 0; i < len(data) && data[i] != 128; {
		n := int(data[i])
		i++
		switch {
		case n < 128:
			if i+n+1 > len(data) {
				return nil, errFilter
			}
			out = append(out, data[i:i+n+1]...)
			i += n + 1
		default:
			if i >= len(data) {
				return nil, errFilter
			}
			out = append(out, bytes.Repeat(data[i:i+1], 257-n)...)
			i++
		}
		if len(out) > maxStream {
			return nil, errLarge
		}
	}
	return out, nil
}

// unpredict undoes a predictor: none, or one of PNG's.
func (f *file) unpredict(data []byte, params dict) ([]byte, error) {
	get := func(key name, lo, hi, otherwise int) (int, error) {
		v, err := f.resolve(params[key])
		if err != nil || v == nil {
			return otherwise, err
		}
		return whole(v, lo, hi)
	}
	predictor, err := get("Predictor", 1, 15, 1)
	if err != nil || predictor == 1 {
		return data, err
	}
	colours, cerr := get("Colors", 1, 32, 1)
	bits, berr := get("BitsPerComponent", 1, 16, 8)
	columns, lerr := get("Columns", 1, 1<<20, 1)
	if err := errors.Join(cerr, berr, lerr); err != nil {
		return nil, err
	}
	if predictor < 10 {
		return nil, errFilter // TIFF's
	}
	return unPNG(data, (colours*bits*columns+7)/8, max(1, colours*bits/8))
}

// unPNG undoes the filters of PNG on rows of size bytes after their kind.
func unPNG(data []byte, size, pixel int) ([]byte, error) {
	out := make([]byte, 0, len(data))
	above := make([]byte, size)
	for len(data) > 1 {
		kind := data[0]
		row := make([]byte, size)
		n := copy(row, data[1:])
		data = data[1+n:]
		for i := range row {
			var left, corner byte
			if i >= pixel {
				left, corner = row[i-pixel], above[i-pixel]
			}
			switch kind {
			case 0:
			case 1:
				row[i] += left
			case 2:
				row[i] += above[i]
			case 3:
				row[i] += byte((int(left) + int(above[i])) / 2) //nolint:gosec // at most 255
			case 4:
				row[i] += paeth(left, above[i], corner)
			default:
				return nil, errFilter
			}
		}
		out = append(out, row[:n]...)
		above = row
	}
	return out, nil
}

func paeth(left, above, corner byte) byte {
	a, b, c := int(left), int(above), int(corner)
	p := a + b - c
	da, db, dc := distance(p, a), distance(p, b), distance(p, c)
	switch {
	case da <= db && da <= dc:
		return left
	case db <= dc:
		return above
	}
	return corner
}

func distance(a, b int) int { return max(a-b, b-a) }
