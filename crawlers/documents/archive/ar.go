package archive

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
)

// Ar returns the format of ar archives, among them Debian packages.
func Ar() documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		each := func(ctx context.Context, fn func(member, io.Reader) error) error {
			return eachInAr(ctx, bufio.NewReader(in.Reader()), fn)
		}
		return sequence{"ar archive", each}.read(ctx, out)
	})
}

const maxArNames = 16 << 20

func eachInAr(ctx context.Context, r *bufio.Reader, fn func(member, io.Reader) error) error {
	if _, err := r.Discard(len("!<arch>\n")); err != nil {
		return damaged("ar archive")
	}
	var long string // names of GNU's, at places that members name
	for ctx.Err() == nil {
		var h [60]byte
		if _, err := io.ReadFull(r, h[:]); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return damaged("ar archive")
		}
		size, err := strconv.ParseInt(strings.TrimSpace(string(h[48:58])), 10, 64)
		if err != nil || size < 0 || string(h[58:]) != "`\n" {
			return damaged("ar archive")
		}
		body := &io.LimitedReader{R: r, N: size}
		name, index, err := arName(strings.TrimRight(string(h[:16]), " "), &long, body)
		if err != nil {
			return err
		}
		if !index {
			if err := fn(member{name: decodeName(name)}, failing{&exact{body}}); err != nil {
				return err
			}
		}
		if err := (&cpioReader{r}).skip(body.N); err != nil {
			return damaged("ar archive")
		}
		_, _ = r.Discard(int(size & 1)) // the last may lack it
	}
	return ctx.Err()
}

// arName resolves a name, and tells the members that are no files: the index
// and the table of long names.
func arName(name string, long *string, body *io.LimitedReader) (full string, index bool, err error) {
	switch {
	case name == "/" || name == "/SYM64/" || name == "__.SYMDEF":
		return "", true, nil
	case name == "//":
		table, err := io.ReadAll(io.LimitReader(body, maxArNames))
		*long = string(table)
		return "", true, err
	case strings.HasPrefix(name, "#1/"):
		n, err := strconv.ParseInt(name[3:], 10, 32)
		if err != nil || n < 0 || n > body.N {
			return "", false, damaged("ar archive")
		}
		raw, err := io.ReadAll(io.LimitReader(body, n))
		return strings.TrimRight(string(raw), "\x00"), false, err
	case strings.HasPrefix(name, "/"):
		at, err := strconv.Atoi(name[1:])
		if err != nil || at < 0 || at > len(*long) {
			return name, false, nil //nolint:nilerr // a name like another
		}
		full, _, _ = strings.Cut((*long)[at:], "\n")
		return strings.TrimSuffix(full, "/"), false, nil
	}
	return strings.TrimSuffix(name, "/"), false, nil
}
