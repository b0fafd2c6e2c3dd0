package verify

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"sort"
	"strings"
)

const (
	manifestName = "manifest-sha256.txt"
	packageName  = "datapackage.json"
	draftName    = "DRAFT.txt" // beside the others while it is one
)

// places are the files that a pack may hold.
var places = regexp.MustCompile(`^(?:(?:index|chronology|part-[0-9]+)\.html|` +
	`(?:schedule|items|messages|occurrences|supplementary|chronology|glossary|parts)\.csv|DRAFT\.txt|` +
	`datapackage\.json|manifest-sha256\.txt|records/[a-z0-9-]+\.csv|documents/[0-9]{4,}-[a-z0-9-]+\.(?:pdf|html|csv|mp3|wav|mp4|m4a|mov|ogg|webm|mkv))$`)

// always are the files without which it is no pack.
var always = []string{
	"index.html", "schedule.csv", "items.csv", "messages.csv", "occurrences.csv", "supplementary.csv", packageName, manifestName,
}

// portable and alwaysPortable are the same of the pack of a portability request.
var (
	portable       = regexp.MustCompile(`^(?:index\.html|left-out\.csv|DRAFT\.txt|datapackage\.json|manifest-sha256\.txt|data/[0-9]{4,}-[a-z0-9-]+\.(?:csv|json))$`)
	alwaysPortable = []string{"index.html", "left-out.csv", packageName, manifestName}
)

// layout returns the files that a pack of this kind may hold, and those that it
// has to.
func (p dataPackage) layout() (may *regexp.Regexp, must []string) {
	if p.Right == "portability" {
		return portable, alwaysPortable
	}
	return places, always
}

// readManifest returns the checksum of each listed file.
func (c *check) readManifest(t *tree) map[string]string {
	listed := map[string]string{}
	data, ok := t.peek(manifestName)
	if !ok {
		return listed
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	last := ""
	for n := 1; lines.Scan(); n++ {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		if raw, err := hex.DecodeString(sum); !ok || err != nil || len(raw) != sha256.Size || name == "" || sum != strings.ToLower(sum) {
			c.add(manifestName, "text", Malformed, fmt.Sprintf("line %d is not a checksum, two spaces and a path", n))
			continue
		}
		if name <= last {
			c.add(manifestName, "text", Malformed, fmt.Sprintf("line %d is out of order or there twice", n))
		}
		last = name
		listed[name] = sum
	}
	if lines.Err() != nil {
		c.add(manifestName, "text", Malformed, "a line is too long")
	}
	return listed
}

// sums compares a file with the manifest.
func (c *check) sums(name string, data []byte, listed map[string]string, pkg dataPackage) {
	if may, _ := pkg.layout(); !may.MatchString(name) {
		c.add(name, "file", Unlisted, "such a file has no place in a pack")
	}
	want, ok := listed[name]
	switch {
	case name == manifestName:
		if ok {
			c.add(name, "text", Malformed, "the manifest lists itself")
		}
	case !ok:
		c.add(name, "file", Unlisted, "not in the manifest")
	default:
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != want {
			c.add(name, "file", Checksum, "not as it was when the pack was made")
		}
	}
}

// absent reports files that should be there and are not.
func (c *check) absent(listed map[string]string, pkg dataPackage, present map[string]bool) {
	want := map[string]string{}
	for name := range listed {
		want[name] = "named in the manifest, but not there"
	}
	for _, r := range pkg.Resources {
		want[r.Path] = "described in " + packageName + ", but not there"
	}
	if present[draftName] && !pkg.Draft {
		c.add(draftName, "file", Malformed, "the pack is no draft")
	}
	_, must := pkg.layout()
	for _, name := range must {
		want[name] = "a pack always holds this file"
	}
	names := make([]string, 0, len(want))
	for name := range want {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if !present[name] {
			c.add(name, "file", Missing, want[name])
		}
	}
}
