package fileshare

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"sarsen/crawlers"
)

// shown returns the path as it is shown: bytes that are not UTF-8 as %XX.
func shown(name string) string { return replaceInvalid(name, "%") }

// key returns the path as an identity. Where bytes had to be replaced, it
// differs from what a name that really holds a '%' has: "//" is in no path.
func key(name string) string { return replaceInvalid(name, "//") }

func replaceInvalid(name, mark string) string {
	if utf8.ValidString(name) {
		return name
	}
	var b strings.Builder
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, "%s%02X", mark, name[i])
		} else {
			b.WriteString(name[i : i+n])
		}
		i += n
	}
	return b.String()
}

// A place is what a locator says: the file's true name and, for a message of
// a store, which kind of store and where in it, or for an archive the true
// names of its volumes in the file's folder.
type place struct {
	name    string
	store   string
	message string
	volumes []string
}

// locator is empty for a file whose path is its name, the common case.
func (p place) locator() string {
	if p.message == "" && len(p.volumes) == 0 && utf8.ValidString(p.name) {
		return ""
	}
	v := url.Values{}
	if !utf8.ValidString(p.name) {
		v.Set("name", p.name)
	}
	if p.message != "" {
		v.Set("store", p.store)
		v.Set("at", p.message)
	}
	if len(p.volumes) > 0 {
		v["volume"] = p.volumes
	}
	return v.Encode()
}

func parseLocator(e crawlers.Entry) (place, error) {
	if e.Locator == "" {
		return place{name: e.Path}, nil
	}
	v, err := url.ParseQuery(e.Locator)
	if err != nil {
		return place{}, fmt.Errorf("read locator: %w", crawlers.ErrGone)
	}
	p := place{name: e.Path, store: v.Get("store"), message: v.Get("at"), volumes: v["volume"]}
	if v.Has("name") {
		p.name = v.Get("name")
	}
	return p, nil
}
