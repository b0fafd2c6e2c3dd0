package fileshare

import (
	"errors"
	"io/fs"
	"path/filepath"

	"sarsen/crawlers"
)

// link hands over a link, whose target is never read through it: inside the
// source it is met under its own name, and what is outside is not the
// source's.
func (w *walk) link(e crawlers.Entry, name string) error {
	target, err := filepath.EvalSymlinks(filepath.Join(w.dir, filepath.FromSlash(name)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return w.unread(e, crawlers.Unsupported, "a link that leads nowhere")
	case errors.Is(err, fs.ErrPermission):
		return w.unread(e, crawlers.Unsupported, "a link whose target may not be looked at")
	case err != nil:
		return w.unread(e, crawlers.Unsupported, "a link that cannot be followed to its end")
	case !w.inside(target):
		return w.unread(e, crawlers.Unsupported, "a link that leads out of the source")
	}
	return w.unread(e, crawlers.Excluded, "a link; its target is read where it lies")
}

func (w *walk) inside(target string) bool {
	top, err := filepath.EvalSymlinks(w.dir)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(top, target)
	return err == nil && filepath.IsLocal(rel)
}
