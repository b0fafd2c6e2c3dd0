package all_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
)

// TestMime4j reports how many of the bodies and attachments that another
// parser decoded are found: text in a text, anything else by its bytes.
func TestMime4j(t *testing.T) {
	root := corpora(t, "mail-mime")
	messages, err := filepath.Glob(filepath.Join(root, "mime4j", "*", "*.msg"))
	if err != nil {
		t.Fatal(err)
	}
	found, all := 0, 0
	for _, file := range messages {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		items := extract(t.Context(), t, "m.eml", data)
		answers, err := filepath.Glob(strings.TrimSuffix(file, ".msg") + "_decoded_*")
		if err != nil {
			t.Fatal(err)
		}
		for _, answer := range answers {
			want, err := os.ReadFile(answer)
			if err != nil {
				t.Fatal(err)
			}
			all++
			if holds(items, want) {
				found++
			} else {
				t.Logf("%s is not there: %.80q", filepath.Base(answer), want)
			}
		}
	}
	t.Logf("found %d of %d", found, all)
}

// holds reports whether content is an item's bytes, or its words stand in
// order in an item's text.
func holds(items []documents.Item, content []byte) bool {
	sum := sha256.Sum256(content)
	text := folded(documents.Normalise(documents.Decode(bytes.TrimSpace(content), "")))
	for _, item := range items {
		if item.SHA256 == hex.EncodeToString(sum[:]) || strings.Contains(folded(item.Text), text) {
			return true
		}
	}
	return false
}
