package fileshare

import (
	"reflect"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers"
)

// FuzzNames holds names to this: what is shown and kept is UTF-8, two names
// never have the same key, and the true name comes back from the locator.
func FuzzNames(f *testing.F) {
	f.Add("a/b.txt", "a/c.txt", "")
	f.Add("caf\xe9", "caf%E9", "10+20")
	f.Add("caf\xe9", "caf//E9", "")
	f.Add("\xff\xfe", "\xffFE", "a&b=c")
	f.Fuzz(func(t *testing.T, a, b, message string) {
		if !isPath(a) || !isPath(b) {
			t.Skip("not a path")
		}
		if (key(a) == key(b)) != (a == b) {
			t.Errorf("%q and %q have the keys %q and %q", a, b, key(a), key(b))
		}
		at := place{name: a, message: message}
		if message != "" {
			at.store = "mbox"
		} else if a != b {
			at.volumes = []string{a, b}
		}
		e := crawlers.Entry{Path: shown(a), Locator: at.locator()}
		if !utf8.ValidString(e.Path + key(a) + e.Locator) {
			t.Errorf("%q: not all is UTF-8: %q, %q, %q", a, e.Path, key(a), e.Locator)
		}
		if got, err := parseLocator(e); err != nil || !reflect.DeepEqual(got, at) {
			t.Errorf("got %+v, %v, want %+v", got, err, at)
		}
	})
}

// isPath reports whether a name can be met on a walk.
func isPath(name string) bool {
	last := byte('/')
	for i := range len(name) {
		if name[i] == 0 || name[i] == '/' && last == '/' {
			return false
		}
		last = name[i]
	}
	return last != '/'
}
