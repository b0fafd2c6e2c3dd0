package imap

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// Validate checks the patterns of folders. One that begins with '\' is a
// special use that the server tells, such as \Junk, \Trash, \Drafts, \Sent,
// \Archive or \All (Gmail's second copy of everything). One without '/' is
// matched with the name of each folder, one with '/' with its whole path.
// '*', '?' and '[a-z]' are as in path.Match, within a level; "**" stands for
// any number of levels. What lies in a folder that matches, matches. Case does
// not count.
func (o Options) Validate() error {
	_, err := newFilter(o.Folder, o.Include, o.Exclude)
	return err
}

// A filter decides which folders are walked, and which of them are read.
type filter struct {
	top              string
	include, exclude []pattern
}

type pattern struct {
	text string
	use  string   // a special use, or
	path []string // levels in lower case; one level means any folder's name
}

func newFilter(top string, include, exclude []string) (f filter, err error) {
	f.top = strings.Trim(top, "/")
	if f.include, err = patterns(include); err != nil {
		return f, err
	}
	f.exclude, err = patterns(exclude)
	return f, err
}

func patterns(texts []string) ([]pattern, error) {
	var out []pattern
	for _, text := range texts {
		p := pattern{text: text}
		if strings.HasPrefix(text, `\`) {
			p.use = text
			if len(text) == 1 || strings.ContainsAny(text[1:], `\/*?[`) {
				return nil, fmt.Errorf("read pattern %q: not a special use of a mail folder, such as \\Junk", text)
			}
			out = append(out, p)
			continue
		}
		anchored := strings.HasPrefix(text, "/")
		p.path = strings.Split(strings.ToLower(strings.Trim(text, "/")), "/")
		for _, level := range p.path {
			if _, err := path.Match(level, ""); err != nil || level == "" {
				return nil, fmt.Errorf("read pattern %q: not a valid pattern", text)
			}
		}
		if anchored && len(p.path) == 1 {
			p.path = append([]string{""}, p.path...)
		}
		out = append(out, p)
	}
	return out, nil
}

// walks reports whether a folder is part of the source at all. The inbox is
// the one folder whose name has no case.
func (f filter) walks(path string) bool {
	if f.top == "" || path == f.top || strings.HasPrefix(path, f.top+"/") {
		return true
	}
	return strings.EqualFold(f.top, "INBOX") && (path == "INBOX" || strings.HasPrefix(path, "INBOX/"))
}

// excludes says why a folder is not read, or "".
func (f filter) excludes(path string, uses []imap.MailboxAttr) string {
	for _, p := range f.exclude {
		if p.match(path, uses) {
			return fmt.Sprintf("left out by the pattern %q", p.text)
		}
	}
	wanted := func(p pattern) bool { return p.match(path, uses) }
	if len(f.include) > 0 && !slices.ContainsFunc(f.include, wanted) {
		return "matches none of the patterns of what to read"
	}
	return ""
}

// match reports whether the folder, or one above it, is meant.
func (p pattern) match(folder string, uses []imap.MailboxAttr) bool {
	if p.use != "" {
		return slices.ContainsFunc(uses, func(u imap.MailboxAttr) bool { return strings.EqualFold(string(u), p.use) })
	}
	levels := strings.Split(strings.ToLower(folder), "/")
	for n := range levels {
		if len(p.path) == 1 {
			if ok, _ := path.Match(p.path[0], levels[n]); ok || p.path[0] == "**" {
				return true
			}
		} else if matchLevels(p.path, levels[:n+1]) {
			return true
		}
	}
	return false
}

// matchLevels matches level by level. Runs of "**" are one, so that the work
// stays small.
func matchLevels(pattern, levels []string) bool {
	if pattern[0] == "" { // of one level, at the top
		pattern = pattern[1:]
	}
	for len(pattern) > 0 && pattern[0] != "**" {
		if len(levels) == 0 {
			return false
		}
		if ok, _ := path.Match(pattern[0], levels[0]); !ok {
			return false
		}
		pattern, levels = pattern[1:], levels[1:]
	}
	for len(pattern) > 1 && pattern[1] == "**" {
		pattern = pattern[1:]
	}
	switch len(pattern) {
	case 0:
		return len(levels) == 0
	case 1:
		return true
	}
	for i := range levels {
		if matchLevels(pattern[1:], levels[i:]) {
			return true
		}
	}
	return false
}
