package pst

import "slices"

// A folder is one that a walk has met.
type folder struct {
	Folder
	node     node
	contents node   // its table of contents
	name     string // its own
	named    bool   // Path is set
	readable bool   // the table of contents
}

// A row says that a folder lists a message. It is small: there may be millions.
type row struct{ message, folder nodeID }

// What is kept of folders is bounded: far more than any person has.
const (
	maxFolders = 1 << 17
	maxListed  = 1 << 22
	maxPath    = 1024 // bytes
)

// readFolders finds the folders and what they list.
func (w *walk) readFolders() error {
	contents := map[nodeID]node{}
	var err error
	w.lost, err = w.nodes.walk(func(e []byte) error {
		n := w.layout.node(e)
		switch n.id.kind() {
		case typeFolder:
			if w.folders[n.id] == nil && len(w.folders) < maxFolders {
				w.folders[n.id] = &folder{node: n}
				w.order = append(w.order, n.id)
			}
		case typeContents:
			if len(contents) < maxFolders {
				contents[n.id.as(typeFolder)] = n
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(w.order)
	for _, id := range w.order {
		d := w.folders[id]
		d.contents = contents[id]
		if d.name, d.Said, err = w.folder(d.node); err != nil {
			return err
		}
		if err := w.readContents(d); err != nil {
			return err
		}
	}
	for _, id := range w.order {
		w.folders[id].Path = w.pathOf(id, 0)
	}
	slices.SortStableFunc(w.listed, func(a, b row) int { return int(int64(a.message) - int64(b.message)) })
	w.listed = slices.CompactFunc(w.listed, func(a, b row) bool { return a.message == b.message })
	w.found = make([]uint64, len(w.listed)/64+1)
	return nil
}

// readContents reads what a folder lists. A table that is damaged is no proof
// that a message was deleted.
func (w *walk) readContents(d *folder) error {
	w.flawed = false
	t, err := w.table(d.contents)
	if err != nil {
		return outside(err)
	}
	err = t.ids(func(id, _ uint32) error {
		if nodeID(id).kind() != typeMessage {
			return nil
		}
		if len(w.listed) == maxListed {
			return ErrDamaged
		}
		w.listed = append(w.listed, row{nodeID(id), d.node.id})
		d.Listed++
		return nil
	})
	d.readable = err == nil && !w.flawed
	return outside(err)
}

// pathOf is path for the folders that are known, each of which is asked once.
func (w *walk) pathOf(id nodeID, depth int) string {
	d := w.folders[id]
	if d == nil || id == nodeRoot || id == w.about.subtree || depth > maxDepth {
		return ""
	}
	if !d.named {
		d.named = true // against loops
		if d.node.parent != id {
			d.Path = w.pathOf(d.node.parent, depth+1)
		}
		if d.Path = join(d.Path, d.name); len(d.Path) > maxPath {
			d.Path = d.name
		}
	}
	return d.Path
}
