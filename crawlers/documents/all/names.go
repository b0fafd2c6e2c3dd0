package all

import (
	"fmt"
	"strings"

	"sarsen/crawlers/documents"
)

// names gives each member of a container a label of its own. A label is no
// path: nothing is ever opened or written under it.
type names struct {
	taken   map[string]bool // labels given out
	folders map[string]bool // beginnings of labels up to a slash
	nth     map[string]int  // how often a name was met
	unnamed int
}

// unique returns the label of the next member. It differs from all others and
// is not the beginning of one, so that a file "a.zip" and a folder "a.zip"
// beside it do not get parts of the same name.
func (n *names) unique(name string) string {
	if n.taken == nil {
		n.taken, n.folders, n.nth = map[string]bool{}, map[string]bool{}, map[string]int{}
	}
	label := tidy(name)
	if label == "" {
		n.unnamed++
		label = fmt.Sprintf("part %d", n.unnamed)
	}
	base := label
	for n.clashes(label) {
		n.nth[base] = max(2, n.nth[base]+1)
		label = fmt.Sprintf("%s (%d)", base, n.nth[base])
	}
	n.taken[label] = true
	for i, c := range label {
		if c == '/' {
			n.folders[label[:i]] = true
		}
	}
	return label
}

func (n *names) clashes(label string) bool {
	if n.taken[label] || n.folders[label] {
		return true
	}
	for i, c := range label {
		if c == '/' && n.taken[label[:i]] {
			return true
		}
	}
	return false
}

// maxLabel is the most of a name that is kept, in bytes.
const maxLabel = 1024

// tidy puts a name on one line; it stays recognisable whatever it tries.
func tidy(name string) string {
	name = strings.ReplaceAll(documents.Normalise(name), "\n", " ")
	name = strings.Trim(strings.TrimSpace(name), "/")
	return strings.ToValidUTF8(name[:min(len(name), maxLabel)], "")
}
