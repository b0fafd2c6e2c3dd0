package fileshare

import (
	"errors"
	"io/fs"
	"path/filepath"

	"sarsen/crawlers"
)

// link says why a link is not read through it: inside the tree its target is
// met under its own name, and what is outside is not the source's.
func (f *localFolder) link(name string) error {
	target, err := filepath.EvalSymlinks(filepath.Join(f.path, name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Refusal{crawlers.Unsupported, "a link that leads nowhere"}
	case errors.Is(err, fs.ErrPermission):
		return &Refusal{crawlers.Unsupported, "a link whose target may not be looked at"}
	case err != nil:
		return &Refusal{crawlers.Unsupported, "a link that cannot be followed to its end"}
	case !f.inside(target):
		return &Refusal{crawlers.Unsupported, "a link that leads out of the source"}
	}
	return &Refusal{crawlers.Excluded, "a link; its target is read where it lies"}
}

func (l *local) inside(target string) bool {
	top, err := filepath.EvalSymlinks(l.dir)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(top, target)
	return err == nil && filepath.IsLocal(rel)
}
