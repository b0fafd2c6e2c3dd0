package vector

import (
	"bytes"
	"errors"
	"fmt"
)

// Limits of a file.
const (
	maxObjects = 1 << 20
	maxLinks   = 16 // references that lead to references
)

var errFile = errors.New("not a file as the engine writes it")

// A file is a PDF that the engine wrote, read as it is asked for.
type file struct {
	data    []byte
	offsets []int // by number; 0 for none
	root    any
	cache   map[ref]any
}

// open reads the table of objects.
func open(data []byte) (*file, error) {
	tail := data[max(0, len(data)-64):]
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return nil, fmt.Errorf("find table of objects: %w", errFile)
	}
	l := lexer{b: tail, at: i + len("startxref")}
	v, err := l.next()
	if err != nil {
		return nil, fmt.Errorf("find table of objects: %w", err)
	}
	at, err := whole(v, 1, len(data)-1)
	if err != nil {
		return nil, fmt.Errorf("find table of objects: %w", errFile)
	}
	f := &file{data: data, cache: map[ref]any{}}
	if err := f.table(at); err != nil {
		return nil, fmt.Errorf("read table of objects: %w", err)
	}
	return f, nil
}

func (f *file) table(at int) error {
	l := lexer{b: f.data, at: at, refs: true}
	if v, err := l.next(); err != nil || v != word("xref") {
		return errFile
	}
	l.refs = false
	for {
		v, err := l.next()
		if err != nil {
			return err
		}
		if v == word("trailer") {
			break
		}
		if err := f.section(&l, v); err != nil {
			return err
		}
	}
	l.refs = true
	v, err := l.next()
	trailer, ok := v.(dict)
	if err != nil || !ok || trailer["Encrypt"] != nil || trailer["Prev"] != nil {
		return errFile
	}
	f.root = trailer["Root"]
	return nil
}

// section reads a run of entries after the number of its first.
func (f *file) section(l *lexer, v any) error {
	first, err := whole(v, 0, maxObjects)
	if err != nil {
		return errFile
	}
	if v, err = l.next(); err != nil {
		return err
	}
	count, err := whole(v, 0, min(maxObjects-first, len(f.data)/8))
	if err != nil {
		return errFile
	}
	for n := first; n < first+count; n++ {
		at, aerr := l.next()
		gen, gerr := l.next()
		kind, kerr := l.next()
		offset, oerr := whole(at, 0, len(f.data)-1)
		if err := errors.Join(aerr, gerr, kerr, oerr); err != nil {
			return errFile
		}
		for len(f.offsets) <= n {
			f.offsets = append(f.offsets, 0)
		}
		if kind == word("n") && gen == 0.0 {
			f.offsets[n] = offset
		}
	}
	return nil
}

// resolve follows references. What is not there is nil.
func (f *file) resolve(v any) (any, error) {
	for range maxLinks {
		r, ok := v.(ref)
		if !ok {
			return v, nil
		}
		if had, ok := f.cache[r]; ok {
			v = had
			continue
		}
		got, err := f.object(r)
		if err != nil {
			return nil, err
		}
		f.cache[r] = got
		v = got
	}
	return nil, errNested
}

func (f *file) object(r ref) (any, error) {
	if int(r) >= len(f.offsets) || f.offsets[r] == 0 {
		return nil, nil
	}
	l := lexer{b: f.data, at: f.offsets[r]}
	n, err := l.next()
	if err != nil || n != float64(r) {
		return nil, errFile
	}
	gen, gerr := l.next()
	obj, oerr := l.next()
	if gerr != nil || oerr != nil || gen != 0.0 || obj != word("obj") {
		return nil, errFile
	}
	l.refs = true
	v, err := l.next()
	if err != nil {
		return nil, err
	}
	end, err := l.next()
	if err != nil {
		return nil, err
	}
	switch d, ok := v.(dict); {
	case end == word("endobj"):
		return v, nil
	case end == word("stream") && ok:
		return f.stream(d, &l)
	}
	return nil, errFile
}

func (f *file) stream(d dict, l *lexer) (any, error) {
	length, err := f.resolve(d["Length"])
	if err != nil {
		return nil, err
	}
	l.pass('\r')
	l.pass('\n')
	n, err := whole(length, 0, len(l.b)-l.at)
	if err != nil {
		return nil, errFile
	}
	data := l.b[l.at : l.at+n]
	l.at += n
	if end, err := l.next(); err != nil || end != word("endstream") {
		return nil, errFile
	}
	return &stream{dict: d, data: data}, nil
}

// dict resolves v to a dictionary; nil is an empty one.
func (f *file) dict(v any) (dict, error) {
	got, err := f.resolve(v)
	if err != nil {
		return nil, err
	}
	switch d := got.(type) {
	case nil:
		return dict{}, nil
	case dict:
		return d, nil
	case *stream:
		return d.dict, nil
	}
	return nil, errValue
}

// deep resolves v and what is in it, but not inside of dictionaries.
func (f *file) deep(v any) (any, error) { return f.deepTo(v, 0) }

func (f *file) deepTo(v any, depth int) (any, error) {
	if depth > maxNested {
		return nil, errNested
	}
	got, err := f.resolve(v)
	a, ok := got.(array)
	if err != nil || !ok {
		return got, err
	}
	out := make(array, len(a))
	for i, e := range a {
		if out[i], err = f.deepTo(e, depth+1); err != nil {
			return nil, err
		}
	}
	return out, nil
}
