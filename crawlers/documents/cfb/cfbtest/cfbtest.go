// Package cfbtest makes compound files for tests.
package cfbtest

import (
	"maps"
	"slices"
	"strings"

	"sarsen/crawlers/documents/cfb"
)

// Build returns a compound file with the given streams, or nil where the format
// does not allow one of the names. Names are paths with '/' between storages.
func Build(streams map[string][]byte) []byte {
	root := cfb.Node{}
	for _, path := range slices.Sorted(maps.Keys(streams)) {
		names := strings.Split(path, "/")
		last := len(names) - 1
		in := &root
		for _, name := range names[:last] {
			in = storage(in, name)
		}
		in.Nodes = append(in.Nodes, cfb.Node{Name: names[last], Data: streams[path]})
	}
	data, err := cfb.Write(root)
	if err != nil {
		return nil
	}
	return data
}

// storage returns the storage of that name in another, made if need be.
func storage(in *cfb.Node, name string) *cfb.Node {
	i := slices.IndexFunc(in.Nodes, func(n cfb.Node) bool { return n.Storage && n.Name == name })
	if i < 0 {
		i = len(in.Nodes)
		in.Nodes = append(in.Nodes, cfb.Node{Name: name, Storage: true})
	}
	return &in.Nodes[i]
}
