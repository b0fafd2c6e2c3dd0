package fileshare

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"sarsen/crawlers"
	"sarsen/crawlers/volume"
)

// Limits of what is read as one archive.
const (
	together   = 8192 // names of a folder that are held to look for volumes
	mostJoined = 256  // volumes, since all are open while one is read
)

// A set is the volumes of one archive that are all at hand.
type set struct {
	volume.Set
	nodes []*Node // of Names
}

// next lists more of a folder. From the first name on that a volume has, it
// lists all the rest at once; where that is too much, volumes stay files like
// others, since some of a set may have come before.
func (w *walk) next(f *folder) (nodes []Node, last bool, err error) {
	nodes, last, err = f.Next(w.ctx)
	if f.large || f.messages != nil || !slices.ContainsFunc(nodes, func(n Node) bool { return volume.IsPart(n.Name) }) {
		return nodes, last, err
	}
	all := slices.Clone(nodes)
	for !last && err == nil && len(all) <= together {
		nodes, last, err = f.Next(w.ctx)
		all = append(all, nodes...)
	}
	f.large = !last || err != nil
	if !f.large {
		f.sets = w.sets(f, all)
	}
	return all, last, err
}

// sets finds the sets among what is to be read of a folder, by the names that
// are in them.
func (w *walk) sets(f *folder, nodes []Node) map[string]*set {
	byName := map[string]*Node{}
	var names []string
	for i := range nodes {
		if n := &nodes[i]; !n.Folder && n.Err == nil && w.wanted(f, n.Name) {
			byName[n.Name] = n
			names = append(names, n.Name)
		}
	}
	sets := map[string]*set{}
	for _, found := range volume.Sets(names) {
		s := &set{Set: found}
		sets[s.Lead] = s
		for _, name := range s.Names {
			sets[name] = s
			s.nodes = append(s.nodes, byName[name])
		}
	}
	return sets
}

// wanted reports whether the patterns let a file be read.
func (w *walk) wanted(f *folder, name string) bool {
	p := shown(join(f.name, name))
	_, out := w.filter.excludes(p)
	return f.excluded == "" && !out && w.filter.includes(p)
}

// volume hands over one of a set: its lead as the whole archive.
func (w *walk) volume(s *set, f *folder, n *Node, e crawlers.Entry) error {
	if n.Name != s.Lead {
		return w.unread(e, crawlers.Empty, "a volume of "+shown(s.Lead)+", which is read as a whole")
	}
	if err := w.lead(s, f, n, e); err != nil || len(s.Missing) == 0 {
		return err
	}
	return w.unread(s.missing(e), crawlers.Damaged, "not all volumes of the archive are here; missing: "+s.gaps())
}

// lead hands over the whole archive, or what can be read without what is
// missing.
func (w *walk) lead(s *set, f *folder, n *Node, e crawlers.Entry) error {
	if len(s.Names) == 0 {
		return w.file(f, n, e)
	}
	e.Locator = place{name: join(f.name, n.Name), volumes: s.Names}.locator()
	stamps := sha256.New()
	e.Size = 0
	for _, v := range s.nodes {
		e.Size += v.Size
		fmt.Fprintf(stamps, "%s %q\n", v.Stamp, v.Name)
		if v.Modified.After(e.Modified) {
			e.Modified = v.Modified
		}
	}
	e.Stamp = base64.RawURLEncoding.EncodeToString(stamps.Sum(nil))
	if len(s.Names) > mostJoined {
		return w.unread(e, crawlers.TooLarge, "an archive in more than "+strconv.Itoa(mostJoined)+" volumes")
	}
	return w.readable(e)
}

// missing is the entry that stands for the volumes that are not there.
func (s *set) missing(lead crawlers.Entry) crawlers.Entry {
	return crawlers.Entry{
		Key: lead.Key + "//missing", Path: lead.Path, Part: "missing volumes", Stamp: "missing", Size: -1,
		Owner: lead.Owner,
	}
}

// gaps names the volumes that are not there.
func (s *set) gaps() string {
	numbers := make([]string, len(s.Missing))
	for i, n := range s.Missing {
		numbers[i] = strconv.Itoa(n)
	}
	if len(numbers) == volume.MaxMissing {
		numbers = append(numbers, "maybe more")
	}
	return strings.Join(numbers, ", ")
}

// openVolumes opens an archive that lies in several files.
func (s *Source) openVolumes(ctx context.Context, at place) (crawlers.Content, error) {
	var parts []crawlers.Content
	for _, name := range at.volumes {
		c, err := s.tree.Open(ctx, join(folderOf(at.name), name))
		if err != nil {
			_ = volume.Join(parts...).Close()
			return nil, fmt.Errorf("open volume: %w", err)
		}
		parts = append(parts, c)
	}
	return volume.Join(parts...), nil
}

// folderOf is the path of the folder that a file lies in, "" for the top.
func folderOf(name string) string {
	if dir := path.Dir(name); dir != "." {
		return dir
	}
	return ""
}
