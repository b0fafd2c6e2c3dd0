package archive_test

import (
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/archive"
)

func TestKinds(t *testing.T) {
	tests := []struct {
		name    string
		format  documents.Format
		content string
		text    string
		members []string
	}{
		{"cpio", archive.Cpio(), cpioOf("a.txt", "one"), "a.txt\nsub/\nl (link to a.txt)\n", []string{"a.txt=one"}},
		{"ar", archive.Ar(), arOf("a.txt/", "one"), "a.txt\n", []string{"a.txt=one"}},
		{"ar, name of BSD", archive.Ar(), arOf("#1/4", "nameone"), "name\n", []string{"name=one"}},
		{"ar, long name of GNU", archive.Ar(), arOf("//", "a long name/\n") + arOf("/0", "x")[8:], "a long name\n", []string{"a long name=x"}},
		{"LHA", archive.LHA(), lhaOf("a.txt", "-lh0-", "one"), "a.txt\n", []string{"a.txt=one"}},
		{"cabinet", archive.Cab(), cabOf(`sub\a.txt`, "one"), "sub/a.txt\n", []string{"sub/a.txt=one"}},
		{
			"disc image with a folder that holds itself", archive.ISO(), isoOf("A.TXT;1", "one"),
			"LOOP/\nA.TXT\nVolume: LETTERS\n",
			[]string{"A.TXT=one"},
		},
		{"zip without a directory", archive.Zip(), stored("a.txt", 0, "one") + stored("b.txt", 0, "two"), "a.txt\nb.txt\n", []string{"a.txt=one", "b.txt=two"}},
		{"compress", archive.Compress(), "\x1F\x9D\x90a\xC4\x88\x01", "content\n", []string{"content=abb"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, members, err := read(t, tt.format, "", tt.content)
			if err != nil {
				t.Fatal(err)
			}
			if result.Item.Text != tt.text {
				t.Errorf("text %q, want %q", result.Item.Text, tt.text)
			}
			if !slices.Equal(members, tt.members) {
				t.Errorf("members %q, want %q", members, tt.members)
			}
		})
	}
}

// Archives cut short give what stands before the end, and say so.
func TestKindsCutShort(t *testing.T) {
	tests := []struct {
		name    string
		format  documents.Format
		content string
	}{
		{"cpio", archive.Cpio(), cpioOf("a.txt", strings.Repeat("x", 100))[:180]},
		{"ar", archive.Ar(), arOf("a.txt/", "one") + "cut"},
		{"cabinet", archive.Cab(), cabOf("a.txt", strings.Repeat("x", 100))[:120]},
		{"LHA", archive.LHA(), lhaOf("a.txt", "-lh0-", strings.Repeat("x", 100))[:60]},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, members, err := read(t, tt.format, "", tt.content)
			told := err != nil || len(result.Problems) > 0 || len(members) > 0 && strings.Contains(members[0], "damaged")
			if result.Item.Text != "a.txt\n" || !told {
				t.Errorf("text %q, members %q, problems %q, error %v", result.Item.Text, members, result.Problems, err)
			}
		})
	}
}

func TestNamesInCodePages(t *testing.T) {
	tests := []struct{ name, raw, want string }{
		{"UTF-8", "Caf\u00e9.txt", "Café.txt"},
		{"DOS", "Caf\x82 Z\x81rich.txt", "Café Zürich.txt"},
		{"Windows", "Caf\xe9 cr\xe8me.txt", "Café crème.txt"},
		{"Japanese", "\x93\xfa\x96{\x8c\xea.txt", "日本語.txt"},
		{"climbs", `..\..\evil.txt`, "../../evil.txt"},
		{"control characters", "a\x00b\nc.txt", "a b c.txt"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, _, err := read(t, archive.Zip(), "x.zip", stored(tt.raw, 0, "x"))
			if err != nil {
				t.Fatal(err)
			}
			if got, _, _ := strings.Cut(result.Item.Text, "\n"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
