package compose_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/cfb/compose"
)

// What is composed is read again as it was, whatever its size.
func TestFile(t *testing.T) {
	var wide []compose.Node
	for i := range 1000 {
		wide = append(wide, compose.Node{Name: fmt.Sprintf("s%d", i), Data: bytes.Repeat([]byte{byte(i)}, i*7)})
	}
	tests := []struct {
		name  string
		nodes []compose.Node
	}{
		{"empty", nil},
		{"small", []compose.Node{{Name: "a", Data: []byte("x")}, {Name: "b"}}},
		{"around the limit of small streams", []compose.Node{{Name: "a", Data: make([]byte, 4095)}, {Name: "b", Data: bytes.Repeat([]byte("b"), 4096)}}},
		{"nested", []compose.Node{{Name: "one", Storage: true, Nodes: []compose.Node{{Name: "two", Storage: true, Nodes: []compose.Node{{Name: "deep", Data: []byte("text")}}}}}}},
		{"many", wide},
		{"beyond the header's list", []compose.Node{{Name: "big", Data: bytes.Repeat([]byte("0123456789"), 1<<20)}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := compose.Node{Class: [16]byte{1, 2}, Nodes: tt.nodes}
			data, err := compose.File(root)
			if err != nil {
				t.Fatal(err)
			}
			f, err := cfb.Open(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				t.Fatal(err)
			}
			if f.Root.Class != root.Class {
				t.Errorf("class %x", f.Root.Class)
			}
			compare(t, tt.nodes, compose.Copy(f.Root, 1<<30).Nodes)
			again, err := compose.File(root)
			if err != nil || !bytes.Equal(data, again) {
				t.Errorf("other bytes the second time, %v", err)
			}
		})
	}
}

func compare(t *testing.T, want, got []compose.Node) {
	t.Helper()
	byName := func(a, b compose.Node) int { return strings.Compare(a.Name, b.Name) }
	want, got = slices.SortedFunc(slices.Values(want), byName), slices.SortedFunc(slices.Values(got), byName)
	if len(got) != len(want) {
		t.Fatalf("%d nodes, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i].Name != want[i].Name || got[i].Storage != want[i].Storage || !bytes.Equal(got[i].Data, want[i].Data) {
			t.Errorf("%q is not as it was", want[i].Name)
		}
		compare(t, want[i].Nodes, got[i].Nodes)
	}
}

func TestRefused(t *testing.T) {
	for name, nodes := range map[string][]compose.Node{
		"long name":  {{Name: strings.Repeat("x", 32)}},
		"no name":    {{}},
		"slash":      {{Name: "a/b"}},
		"duplicates": {{Name: "A"}, {Name: "a"}},
	} {
		if _, err := compose.File(compose.Node{Nodes: nodes}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Copy keeps to its limit over all streams.
func TestCopyLimit(t *testing.T) {
	data, err := compose.File(compose.Node{Nodes: []compose.Node{{Name: "a", Data: make([]byte, 600)}, {Name: "b", Data: make([]byte, 600)}}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := cfb.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, n := range compose.Copy(f.Root, 1000).Nodes {
		total += len(n.Data)
	}
	if total != 1000 {
		t.Errorf("%d bytes", total)
	}
}
