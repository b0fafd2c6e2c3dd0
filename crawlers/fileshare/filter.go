package fileshare

import (
	"fmt"
	"path"
	"strings"
)

// Validate checks the patterns. A pattern without '/' is matched with the
// name of each file and folder, one with '/' with the path from the source's
// folder. '*', '?' and '[a-z]' are as in path.Match; "**" stands for any
// number of folders. What lies in a folder that matches, matches. Case does
// not count.
func (o Options) Validate() error {
	_, err := newFilter(o.Include, o.Exclude)
	return err
}

// A filter decides which paths are left out.
type filter struct{ include, exclude []pattern }

type pattern struct {
	text     string
	segments []string // lower case; one segment means any name
}

func newFilter(include, exclude []string) (filter, error) {
	in, err := patterns(include)
	if err != nil {
		return filter{}, err
	}
	ex, err := patterns(exclude)
	return filter{include: in, exclude: ex}, err
}

func patterns(texts []string) ([]pattern, error) {
	out := make([]pattern, 0, len(texts))
	for _, text := range texts {
		p := pattern{text: text, segments: strings.Split(strings.ToLower(strings.Trim(text, "/")), "/")}
		if strings.HasPrefix(text, "/") && len(p.segments) == 1 {
			p.segments = append([]string{"."}, p.segments...)
		}
		for _, s := range p.segments {
			if _, err := path.Match(s, ""); err != nil || s == "" {
				return nil, fmt.Errorf("read pattern %q: not a valid pattern", text)
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// excludes returns the pattern that leaves out the file or folder at p itself.
func (f filter) excludes(p string) (pattern string, ok bool) {
	if len(f.exclude) == 0 {
		return "", false
	}
	p = strings.ToLower(p)
	for _, x := range f.exclude {
		if x.match(p) {
			return x.text, true
		}
	}
	return "", false
}

// includes reports whether the file at p, or a folder above it, is wanted.
func (f filter) includes(p string) bool {
	if len(f.include) == 0 {
		return true
	}
	for at := strings.ToLower(p); at != "."; at = path.Dir(at) {
		for _, x := range f.include {
			if x.match(at) {
				return true
			}
		}
	}
	return false
}

// match matches a path in lower case.
func (x pattern) match(p string) bool {
	if len(x.segments) == 1 {
		return matchSegments(x.segments, []string{path.Base(p)})
	}
	segments := x.segments
	if segments[0] == "." {
		segments = segments[1:]
	}
	return matchSegments(segments, strings.Split(p, "/"))
}

// matchSegments matches element by element; each "**" tries every length, so
// the work is kept down by taking runs of them as one.
func matchSegments(pattern, elements []string) bool {
	for len(pattern) > 0 && pattern[0] != "**" {
		if len(elements) == 0 {
			return false
		}
		if ok, _ := path.Match(pattern[0], elements[0]); !ok {
			return false
		}
		pattern, elements = pattern[1:], elements[1:]
	}
	for len(pattern) > 1 && pattern[1] == "**" {
		pattern = pattern[1:]
	}
	switch len(pattern) {
	case 0:
		return len(elements) == 0
	case 1:
		return true
	}
	for i := range elements {
		if matchSegments(pattern[1:], elements[i:]) {
			return true
		}
	}
	return false
}
