package pack

import (
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrSplit is wrapped by Build when a part would be too small to hold what
// explains the pack.
var ErrSplit = errors.New("the parts would be too small")

// first are the files that part 1 always holds.
var first = []string{"index.html", "chronology.html", draftName, descriptionName, manifestName, "schedule.csv", "glossary.csv", partsName}

const (
	partsName       = "parts.csv"
	descriptionName = "datapackage.json"
)

// What a part needs beside its files, at most: the page that tells of it, and
// the ends of the zip.
const (
	partReserve   = 12 << 10
	numberReserve = 8 // bytes that the number of a part may add to a line, compressed
)

// split assigns files to parts. The pages and tables that tell of the parts are
// among the files, so they are written once with a first assignment, to see how
// large they become, and then for good.
func (b *builder) split() error {
	if b.opts.Split <= 0 {
		return nil
	}
	cost := map[string]int64{}
	for name := range b.out.sums {
		n, err := b.cost(name)
		if err != nil {
			return err
		}
		cost[name] = n
	}
	movable := b.movable()
	b.assign(movable, cost, b.opts.Split/2)
	if err := b.overview(); err != nil {
		return err
	}
	var base int64 = partReserve
	for _, name := range first {
		if _, ok := b.out.sums[name]; !ok {
			continue
		}
		n, err := b.cost(name)
		if err != nil {
			return err
		}
		base += n
	}
	base += int64(numberReserve * len(b.out.sums))
	if err := b.removeParts(); err != nil {
		return err
	}
	if base > b.opts.Split {
		return fmt.Errorf("%w: part 1 needs at least %d bytes", ErrSplit, base)
	}
	b.assign(movable, cost, base)
	if len(b.parts) == 1 {
		b.parts, b.partOf = nil, map[string]int{}
	}
	return nil
}

// removeParts takes back what tells of the first assignment only.
func (b *builder) removeParts() error {
	b.resources = slices.DeleteFunc(b.resources, func(r resource) bool { return r.Path == partsName })
	for n := 2; n <= len(b.parts); n++ {
		if err := b.out.remove(partPageName(n)); err != nil {
			return err
		}
	}
	return b.out.remove(partsName)
}

func partPageName(n int) string { return fmt.Sprintf("part-%d.html", n) }

// movable are the files that may stand in any part, in order.
func (b *builder) movable() []string {
	var tables, documents []string
	for name := range b.out.sums {
		switch {
		case strings.HasPrefix(name, "documents/"):
			documents = append(documents, name)
		case !slices.Contains(first, name):
			tables = append(tables, name)
		}
	}
	slices.Sort(tables)
	slices.Sort(documents)
	return append(tables, documents...)
}

// assign fills one part after the other. The files of an item stay together,
// unless they are larger than a part; a single file that is has its own.
func (b *builder) assign(names []string, cost map[string]int64, base int64) {
	b.parts = []bool{false}
	free := b.opts.Split - base
	put := func(n int64, group []string) {
		if n > free {
			b.parts = append(b.parts, false)
			free = b.opts.Split - partReserve
		}
		if n > free {
			b.parts[len(b.parts)-1] = true
		}
		free -= n
		for _, name := range group {
			b.partOf[name] = len(b.parts)
		}
	}
	for len(names) > 0 {
		n := 1
		for n < len(names) && itemOf(names[n]) != "" && itemOf(names[n]) == itemOf(names[0]) {
			n++
		}
		group := names[:n]
		names = names[n:]
		var sum int64
		for _, name := range group {
			sum += cost[name]
		}
		if sum <= b.opts.Split-partReserve {
			put(sum, group)
			continue
		}
		for i, name := range group {
			put(cost[name], group[i:i+1])
		}
	}
}

// itemOf is what the names of an item's files begin with.
func itemOf(name string) string {
	rest, ok := strings.CutPrefix(name, "documents/")
	if !ok {
		return ""
	}
	number, _, _ := strings.Cut(rest, "-")
	return number
}

// cost is what a file takes in a zip, at most.
func (b *builder) cost(name string) (int64, error) {
	f, err := os.Open(filepath.Join(b.out.root, filepath.FromSlash(name)))
	if err != nil {
		return 0, err
	}
	n := count(256 + 2*len(name))
	w, err := flate.NewWriter(&n, flate.DefaultCompression)
	if err == nil {
		_, err = io.Copy(w, f)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return 0, err
	}
	err = w.Close()
	return int64(n), err
}

// allNames are the files of the pack, those yet to be written as well.
func (b *builder) allNames() []string {
	names := slices.Clone(first)
	for name := range b.out.sums {
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool {
		return name == draftName && !b.plan.in.Draft || name == partsName && len(b.parts) == 0
	})
}

// partNumber is the part that holds a file.
func (b *builder) partNumber(name string) int {
	var n int
	if _, err := fmt.Sscanf(name, "part-%d.html", &n); err == nil {
		return n
	}
	return max(b.partOf[name], 1)
}

// namesOf are the files of a part.
func (b *builder) namesOf(part int) []string {
	return slices.DeleteFunc(b.allNames(), func(name string) bool { return b.partNumber(name) != part })
}

// partName is where a part goes: pack-1-of-3.zip for pack.zip.
func partName(target string, n, of int) string {
	stem, ext := stemOf(target)
	return fmt.Sprintf("%s-%d-of-%d%s", stem, n, of, ext)
}

// stemOf cuts the endings of a packed file off.
func stemOf(target string) (stem, ext string) {
	stem = target
	for _, e := range []string{".age", ".zip"} {
		if len(stem) > len(e) && strings.EqualFold(stem[len(stem)-len(e):], e) {
			ext = stem[len(stem)-len(e):] + ext
			stem = stem[:len(stem)-len(e)]
		}
	}
	return stem, ext
}
