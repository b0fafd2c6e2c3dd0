package imap_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/mailbox/imap/dovecottest"
)

// TestOddNamesOfFolders has names that are special in IMAP, and one that
// Dovecot lists but cannot open since it is not written as it should be.
func TestOddNamesOfFolders(t *testing.T) {
	s := dovecottest.Start(t, dovecottest.Options{})
	for i, dir := range []string{".R&-D", ".caf\xc3\xa9", ".&2D3eCg-", ".a b\"c\\d", ".*%", ".Sant.&AMk-tienne"} {
		s.Deliver(t, filepath.Join(s.Home(ann), dir), "S", message(i))
	}
	got := map[string]string{}
	src := open(t, account(s))
	for _, e := range crawlertest.Walk(t, src) {
		got[e.Path] = string(e.State)
		if e.State == "" {
			text := string(crawlertest.Read(t, src, e))
			got[e.Path], _, _ = strings.Cut(text, "\r\n")
		}
	}
	want := map[string]string{
		"*%/1": subject(4), `a b"c\d/1`: subject(3), "😊/1": subject(2), "R&D/1": subject(0), "Sant/Étienne/1": subject(5), "Sant": "empty",
		"café": "denied", "Public": "empty",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func subject(n int) string { return fmt.Sprintf("Subject: message %d", n) }
