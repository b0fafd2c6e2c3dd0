package pst

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// An Item is what a store holds or says it holds: a message, a contact, an
// appointment, a task, a note ... or one that cannot be found.
type Item struct {
	// Key names the item for good.
	Key string
	// ID is the item's node; 0 for a Missing that is not a single item.
	ID uint32
	// Place is where it is, for people: its folder and a number that it keeps,
	// such as "Inbox/Planning/message 12", or "recovered/message 12" when it
	// was deleted and is still there.
	Place string
	// Folder is the path of its folder, "" when it is in none.
	Folder string
	// Recovered marks what no folder lists.
	Recovered bool
	// Hidden marks what a folder keeps for itself; only what has text or
	// recipients is handed over.
	Hidden bool
	// Missing says why the item, though listed, cannot be opened.
	Missing string
	// Stamp changes when the item is written anew, moved, or when its folder
	// gets another name.
	Stamp string
}

// A Folder is what one folder says it holds and what was found of it.
type Folder struct {
	Path   string
	Said   int // messages, by the folder's own count; -1 when it does not say
	Listed int // in its table of contents
	Found  int // of those listed
}

// An Account says whether all was found.
type Account struct {
	Folders   []Folder
	Recovered int // items that no folder lists
	Lost      int // pages of the index of nodes that could not be read
}

// Walk calls fn for each item in an order that is the same for an unchanged
// store: those that can be opened first, by ID. It returns the error of fn, or
// of reading the file; what is damaged is in the account, and handed over as
// items that are Missing.
func (f *File) Walk(fn func(Item) error) (a Account, err error) {
	defer guard(&err)
	w := &walk{File: f, fn: fn, folders: map[nodeID]*folder{}}
	if err = w.readFolders(); err == nil {
		err = w.items()
	}
	if err == nil {
		err = w.missing()
	}
	if err != nil {
		return w.account(), fmt.Errorf("walk store: %w", err)
	}
	return w.account(), nil
}

type walk struct {
	*File
	fn        func(Item) error
	folders   map[nodeID]*folder
	order     []nodeID // of folders
	listed    []row    // by message
	found     []uint64 // a bit for each of listed
	seen      sparse
	recovered int
	lost      int
}

// items hands over what is there.
func (w *walk) items() error {
	_, err := w.nodes.walk(func(e []byte) error {
		n := w.layout.node(e)
		switch n.id.kind() {
		case typeMessage:
			if w.seen.add(n.id) {
				return w.message(n)
			}
		case typeHidden:
			if w.seen.add(n.id) {
				return w.hidden(n)
			}
		}
		return nil
	})
	return err
}

// message hands over a message under the folder that lists it.
func (w *walk) message(n node) error {
	i, ok := slices.BinarySearchFunc(w.listed, n.id, func(r row, id nodeID) int { return int(int64(r.message) - int64(id)) })
	item := Item{Key: key(n.id), ID: uint32(n.id)}
	d := w.folders[n.parent]
	switch {
	case ok:
		d = w.folders[w.listed[i].folder]
		d.Found++
		w.found[i/64] |= 1 << (i % 64)
	case d == nil || d.readable:
		item.Recovered = true
		w.recovered++
	}
	if d != nil {
		item.Folder = d.Path
	}
	item.Place = join(item.Folder, "message "+number(n.id))
	if item.Recovered {
		item.Place = join("recovered", "message "+number(n.id))
	}
	return w.hand(item, n)
}

func (w *walk) hidden(n node) error {
	ok, err := w.hasText(n)
	if err != nil || !ok {
		return err
	}
	item := Item{Key: key(n.id), ID: uint32(n.id), Hidden: true}
	if d := w.folders[n.parent]; d != nil {
		item.Folder = d.Path
	}
	item.Place = join(item.Folder, "hidden message "+number(n.id))
	return w.hand(item, n)
}

// hasText reports whether a message has a body or recipients, or cannot be
// read.
func (w *walk) hasText(n node) (bool, error) {
	h, err := w.heap(n)
	if err != nil {
		return true, outside(err)
	}
	found := false
	err = h.rawProps(func(p rawProp) error {
		switch p.id {
		case 0x0E02, 0x0E03, 0x0E04, 0x1000, 0x1009, 0x1013: // recipients, bodies
			data, err := h.bytes(p.ref, maxName)
			found = found || err != nil || len(data) > 0
			return outside(err)
		}
		return nil
	})
	return found || err != nil, outside(err)
}

// hand completes an item with its stamp.
func (w *walk) hand(i Item, n node) error {
	i.Stamp = fmt.Sprintf("%x-%x-%x", n.data, n.subs, n.parent)
	for _, id := range []blockID{n.data, n.subs} {
		p, err := w.locate(id)
		if err != nil && !ours(err) {
			return err
		}
		i.Stamp += "-" + strconv.FormatInt(int64(p.size), 16)
	}
	i.Stamp += "-" + digest([]byte(i.Place))
	return w.fn(i)
}

// missing hands over what is listed and is not there.
func (w *walk) missing() error {
	for i, r := range w.listed {
		if w.found[i/64]>>(i%64)&1 != 0 {
			continue
		}
		d := w.folders[r.folder]
		err := w.fn(Item{
			Key: key(r.message), ID: uint32(r.message), Folder: d.Path, Place: join(d.Path, "message "+number(r.message)),
			Missing: "the folder lists it, and it is not in the store", Stamp: "missing",
		})
		if err != nil {
			return err
		}
	}
	for _, id := range w.order {
		if d := w.folders[id]; d.Said > d.Listed {
			err := w.fn(Item{
				Key: "missing-" + key(id), Folder: d.Path, Place: join(d.Path, "missing messages "+number(id)), Stamp: "missing",
				Missing: fmt.Sprintf("the folder says that it holds %d messages and lists %d", d.Said, d.Listed),
			})
			if err != nil {
				return err
			}
		}
	}
	if w.lost == 0 {
		return nil
	}
	return w.fn(Item{
		Key: "lost", Place: "further messages", Stamp: "missing",
		Missing: fmt.Sprintf("%d pages of the store's index are damaged: messages may be missing", w.lost),
	})
}

func (w *walk) account() Account {
	a := Account{Recovered: w.recovered, Lost: w.lost}
	for _, id := range w.order {
		a.Folders = append(a.Folders, w.folders[id].Folder)
	}
	return a
}

func join(folder, name string) string {
	if folder == "" || name == "" {
		return folder + name
	}
	return folder + "/" + name
}

func key(id nodeID) string { return "n" + strconv.FormatUint(uint64(id), 16) }

func parseKey(key string) (uint32, error) {
	rest, ok := strings.CutPrefix(key, "n")
	if !ok {
		return 0, ErrMissing
	}
	id, err := strconv.ParseUint(rest, 16, 32)
	return uint32(id), err
}

// number is that of a node as a person may like it. Outlook counts messages
// from 65537.
func number(id nodeID) string {
	const before = 1 << 16
	if n := id.index(); n > before {
		return strconv.FormatUint(uint64(n-before), 10)
	}
	return "0" + strconv.FormatUint(uint64(id.index()), 10)
}
