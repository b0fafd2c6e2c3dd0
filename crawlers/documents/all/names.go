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
	for i := 0; i < len(label); i++ {
		if label[i] == '/' {
			folder := n.folder(label[:i])
			label = folder + label[i:]
			i = len(folder)
			n.folders[folder] = true
		}
	}
	free := label
	for n.taken[free] || n.folders[free] {
		n.nth[label] = max(2, n.nth[label]+1)
		free = numbered(label, n.nth[label])
	}
	n.taken[free] = true
	return free
}

// folder returns what a folder is called that no member is called, the same
// for all its members.
func (n *names) folder(name string) string {
	free := name
	for i := 2; n.taken[free]; i++ {
		free = numbered(name, i)
	}
	return free
}

func numbered(name string, n int) string { return fmt.Sprintf("%s (%d)", name, n) }

// maxLabel is the most of a name that is kept, in bytes.
const maxLabel = 1024

// tidy puts a name on one line; it stays recognisable whatever it tries.
func tidy(name string) string {
	name = strings.ReplaceAll(documents.Normalise(name), "\n", " ")
	name = strings.Trim(strings.TrimSpace(name), "/")
	return strings.ToValidUTF8(name[:min(len(name), maxLabel)], "")
}
