package cfb_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/documents/cfb"
)

// What is written is read again as it was, whatever its size.
func TestWrite(t *testing.T) {
	var wide []cfb.Node
	for i := range 1000 {
		wide = append(wide, cfb.Node{Name: fmt.Sprintf("s%d", i), Data: bytes.Repeat([]byte{byte(i)}, i*7)})
	}
	tests := []struct {
		name  string
		nodes []cfb.Node
	}{
		{"empty", nil},
		{"small", []cfb.Node{{Name: "a", Data: []byte("x")}, {Name: "b"}}},
		{"around the limit of small streams", []cfb.Node{{Name: "a", Data: make([]byte, 4095)}, {Name: "b", Data: bytes.Repeat([]byte("b"), 4096)}}},
		{"nested", []cfb.Node{{Name: "one", Storage: true, Nodes: []cfb.Node{{Name: "two", Storage: true, Nodes: []cfb.Node{{Name: "deep", Data: []byte("text")}}}}}}},
		{"many", wide},
		{"beyond the header's list", []cfb.Node{{Name: "big", Data: bytes.Repeat([]byte("0123456789"), 1<<20)}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := cfb.Node{Class: [16]byte{1, 2}, Nodes: tt.nodes}
			data, err := cfb.Write(root)
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
			compare(t, tt.nodes, f.Root.Copy(1<<30).Nodes)
			again, err := cfb.Write(root)
			if err != nil || !bytes.Equal(data, again) {
				t.Errorf("other bytes the second time, %v", err)
			}
		})
	}
}

func compare(t *testing.T, want, got []cfb.Node) {
	t.Helper()
	byName := func(a, b cfb.Node) int { return strings.Compare(a.Name, b.Name) }
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
	for name, nodes := range map[string][]cfb.Node{
		"long name":  {{Name: strings.Repeat("x", 32)}},
		"no name":    {{}},
		"slash":      {{Name: "a/b"}},
		"duplicates": {{Name: "A"}, {Name: "a"}},
	} {
		if _, err := cfb.Write(cfb.Node{Nodes: nodes}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Copy keeps to its limit over all streams.
func TestCopyLimit(t *testing.T) {
	data, err := cfb.Write(cfb.Node{Nodes: []cfb.Node{{Name: "a", Data: make([]byte, 600)}, {Name: "b", Data: make([]byte, 600)}}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := cfb.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, n := range f.Root.Copy(1000).Nodes {
		total += len(n.Data)
	}
	if total != 1000 {
		t.Errorf("%d bytes", total)
	}
}

// Names that the format does not allow are made to fit, so that what a hostile
// file has can still be packed.
func TestPackFitsNames(t *testing.T) {
	data, err := cfb.Write(cfb.Node{Class: [16]byte{7}, Nodes: []cfb.Node{{Name: "a_b", Data: []byte("x")}, {Name: "a-b", Data: []byte("y")}, {Name: "c"}}})
	if err != nil {
		t.Fatal(err)
	}
	// As no writer of ours would: a slash, and no name at all.
	data = bytes.Replace(data, []byte("a\x00-\x00b"), []byte("a\x00/\x00b"), 1)
	data = bytes.Replace(data, []byte("c\x00\x00"), []byte("\x00\x00\x00"), 1)
	packed, err := open(t, data).Root.Pack(1 << 20)
	if err != nil {
		t.Fatal(err)
	}
	root := open(t, packed).Root
	if len(root.Children) != 2 || root.Find("_") == nil || len(root.Find("a_b").Bytes(9)) != 1 || root.Class[0] != 7 {
		t.Errorf("%d entries, class %x", len(root.Children), root.Class)
	}
}
